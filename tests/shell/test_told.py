"""What must be said of a quotation is said wherever it is listed and read."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.shell.conftest import Call
from tests.shell.libraries import write

FILES = {
    "library.yaml": "format: 1\nname: Told\n",
    "articles/gone.md": """\
---
title: Withdrawn
published: 2024-03-03
text: retelling
status: retracted
quotes:
  - {text: words that stand nowhere, speaker: ada, to: bo, to_as: her friends, event: fair}
---
Other words.
""",
    "articles/part.md": """\
---
title: In part
published: 2024-03-02
text: excerpt
status: corrected
quotes:
  - {text: these words, speaker: ada, to: bo, to_as: all who came, event: fair}
---
Ada said these words.
""",
    "articles/sound.md": """\
---
title: Sound
published: 2024-03-01
quotes:
  - {text: good words, speaker: ada, to_as: a friend, event: fair}
---
Ada said good words. [[gone#q1]]
""",
    "people/ada.md": "---\nname: Ada\n---\n",
    "people/bo.md": "---\nname: Bo\n---\n",
    "events/fair.md": "---\nname: The fair\ndate: 2024\n---\n",
}


@pytest.fixture
def ask(tmp_path: Path, places: dict[str, str], onrecord: Call) -> Call:
    root = write(tmp_path / "library", FILES)
    return lambda line: onrecord(f"{line} -L {shlex.quote(str(root))}")


@pytest.mark.parametrize(
    ("ref", "withdrawn", "part", "sound"),
    [
        ("ada", "3 March 2024 (published), to Bo (her friends)",
         "2 March 2024 (published), to Bo (all who came)",
         "1 March 2024 (published), to a friend"),
        ("fair", "Ada, 3 March 2024 (published), to Bo (her friends)",
         "Ada, 2 March 2024 (published), to Bo (all who came)",
         "Ada, 1 March 2024 (published), to a friend"),
    ],
)  # fmt: skip
def test_a_page_tells_it_of_each_quotation(
    ask: Call, ref: str, withdrawn: str, part: str, sound: str
) -> None:
    lines = ask(f"show {ref}").out.splitlines()
    start = lines.index("“words that stand nowhere”")
    assert lines[start + 1 : start + 6] == [
        f"  {withdrawn}, in Withdrawn (retelling)  Broken: these words do not stand in the "
        "article’s text. Retracted: the source has withdrawn this article.",
        "“these words”",
        f"  {part}, in In part (excerpt)  Corrected after it was published.",
        "“good words”",
        f"  {sound}, in Sound",
    ]


@pytest.mark.parametrize("ref", ["gone", "ada", "fair", "sound"])
def test_a_broken_quotation_is_linked_as_one(ask: Call, ref: str) -> None:
    linked = [" ".join(line.split()) for line in ask(f"show {ref}").out.splitlines()]
    assert linked.count("quote gone#q1 broken · “words that stand nowhere”") == 1


def test_long_lists_tell_it(ask: Call) -> None:
    told = [line.split("\t")[2] for line in ask("list quotes -l by:ada").out.splitlines()]
    assert told == [
        "broken, retracted · 2024-03-03 (published) · Ada",
        "corrected · 2024-03-02 (published) · Ada",
        "2024-03-01 (published) · Ada",
    ]


def test_a_timeline_tells_it(ask: Call) -> None:
    found = ask("timeline ada").out
    assert "stand nowhere”  broken, retracted\n" in found
    assert "“these words”  corrected\n" in found
    assert "“good words”\n" in found


def test_the_addressee_is_told_as_the_article_calls_them(ask: Call) -> None:
    assert "\nTo: Bo (all who came)\n" in ask("show part#q1").out
    assert "\nTo: a friend\n" in ask("show sound#q1").out
    for line in ("quotes by:ada", "show part#q1 -f markdown", "show part#q1 -f bibtex"):
        assert "to Bo (all who came), at" in ask(line).out
    assert "to Bo (all who came)" in ask("verify 'these words'").out
