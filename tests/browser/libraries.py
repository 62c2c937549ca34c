"""Small libraries for the browser's tests, written file by file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

LAST_WORDS = "Nobody was asked"  # a quotation at the end of a long text
NOTES = 30  # short articles beside the long one


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Write a library's files (path without `.md` → text) below a folder; the folder."""
    texts = {f"{path}.md": text for path, text in files.items()}
    for path, text in {"library.yaml": "format: 1\nname: A small library\n", **texts}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root


def small() -> dict[str, str]:
    """One long article with a link of every sort and two quotations, many notes, who is in them."""
    long = [f"Paragraph {n} of a long text: {'word ' * (n % 7 + 20)}end." for n in range(30)]
    body = "\n\n".join(
        [
            "[[ann|Ann Berg]] opened [[opening|a bridge]] in [[town|the town]], with"
            " [[nobody|somebody]] and [a plan](https://plan.example/). “It took [[guild|the guild]]"
            " nine years,” she said. She told [[note-07|the paper]].",
            *long,
            f"“{LAST_WORDS},” said [[bo|Bo Lind]] at last.",
        ]
    )
    files = {
        "articles/bridge": "---\ntitle: The bridge is open\npublished: 2024-05-01\n"
        "source: {name: Daily, url: 'https://daily.example/bridge'}\nquotes:\n"
        "  - {text: It took the guild nine years, speaker: ann, said: 2024-04-30}\n"
        f"  - {{text: {LAST_WORDS}, id: asked, speaker: bo, event: opening}}\n"
        f"---\n{body}\n",
        "people/ann": "---\nname: Ann Berg\nroles: [{title: mayor}]\n---\nShe builds bridges.\n",
        "people/bo": "---\nname: Bo Lind\n---\n",
        "events/opening": "---\nname: The opening\ndate: 2024-04-30\nplace: town\n---\n",
        "organisations/guild": "---\nname: The Guild\n---\n",
        "places/town": "---\nname: The Town\n---\n",
    }
    for n in range(NOTES):
        files[f"articles/note-{n:02}"] = (
            f"---\ntitle: Note {n:02}\npublished: 2023-01-{n + 1:02}\n"
            f"source: {{name: {'Gazette' if n % 2 else 'Herald'}}}\n---\n[[ann|Ann]] in note {n}.\n"
        )
    return files
