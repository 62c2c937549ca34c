"""Small libraries for the browser's tests, written file by file."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tui.library import disk
from tui.library.facade import Library

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


class Kept(NamedTuple):
    """A library that many tests read: its folder, what tells of a change, and its index."""

    root: Path
    stamps: dict[Path, str]
    cache: Path


def keep(root: Path, files: Mapping[str, str]) -> Kept:
    """Write a library that nobody is going to change, and index it."""
    write(root, files)
    while not all(disk.signature(one.lstat()) for one in [root, *root.rglob("*")]):
        time.sleep(0.01)  # what was changed just now would be read again by each test
    cache = root.with_name("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_CACHE", str(cache))
        Library(str(root)).close()
    return Kept(root, _stamps(root), cache)


@contextmanager
def lent(kept: Kept, cache: Path) -> Iterator[Path]:
    """The folder of a library that is read only, with its index in the folder `cache`."""
    shutil.copytree(kept.cache, cache)
    yield kept.root
    found = _stamps(kept.root)
    changed = [one for one, stamp in kept.stamps.items() if found.get(one) != stamp]
    assert (changed, len(found)) == ([], len(kept.stamps)), "the test needs a library of its own"


def _stamps(root: Path) -> dict[Path, str]:
    return {one: disk.stamp(one.lstat()) for one in [root, *root.rglob("*")]}


def change(library: Path, *pairs: tuple[str, str]) -> None:
    """Replace words in the file of the long article of a small library."""
    file = library / "articles" / "bridge.md"
    text = file.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)


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
