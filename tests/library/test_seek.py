"""Typing to a row: the row that is meant, in every list, sort order and filter."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tui.core import query
from tui.core.text import fold
from tui.library.facade import SORTS, Library
from tui.library.index import standing

from .conftest import GOOD, write

NAMES = [
    "The Bridge",
    "the bridge is open",
    "A bridge too far",
    "Réunion of bridges",
    "reunion",
    "Al-Bridge",
    "Cambridge",
    "“Bridge”, he said",
    "岸田首相",
    "50% off [sic] *",
    "O’Brien",
    "a[s*",
    "Quiz ([s) (*)",
]
LONG = "Word after word " * 8


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Articles, people and quotations of the same names; some about Ana."""
    files: dict[str, str | bytes] = {}
    for n, name in enumerate(NAMES):
        about = "[[ana-ruiz]]" if n % 2 else "nobody"
        words = name.replace("“", "").replace("”", "")
        files[f"articles/a{n:02}.md"] = (
            f"---\ntitle: '{name}'\npublished: 20{n * 7 % 11 + 10}\n"
            f"source: {{name: S{n % 3}}}\n"
            f"quotes: [{{text: '{words}', speaker_as: W{n % 4}}}]\n"
            f"---\n{words} by {about}.\n"
        )
        files[f"people/p{n:02}.md"] = f"---\nname: '{name}'\n---\n"
    files["articles/long.md"] = f"---\ntitle: Long\nquotes: [{{text: {LONG}}}]\n---\n{LONG}\n"
    root = tmp_path_factory.mktemp("seek")
    write(root, {"people/ana-ruiz.md": GOOD, **files})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_CACHE", str(tmp_path_factory.mktemp("cache")))
        library = Library(str(root))
    yield library
    library.close()


def tier(name: str, words: str) -> int:
    """0: begins with the words; 1: a word does; 2: contains them; 3: does not."""
    name, words = fold(name), fold(words)
    if name.startswith(words):
        return 0
    if re.search(rf"[\s\"'(/\[.,:-]{re.escape(words)}", name):
        return 1
    return 2 if words in name else 3


WORDS = [
    "b",
    "br",
    "BRIDGE",
    "the  bridge",
    "é",
    "reunion",
    "a",
    "首相",
    "*",
    "[s",
    "?",
    "’b",
    "zz",
]


@pytest.mark.parametrize("words", [*WORDS, "  ", ""])
@pytest.mark.parametrize("filtered", ["", "about:ana-ruiz"])
@pytest.mark.parametrize("kind", ["article", "person", "quote"])
def test_the_row_that_is_meant(library: Library, kind: str, filtered: str, words: str) -> None:
    wanted = query.parse(filtered)
    for sort in SORTS[kind]:
        rows = library.rows(kind, sort, 0, 99, wanted)
        names = [row.name.strip("“”") if kind == "quote" else row.name for row in rows]
        for start, row in enumerate(rows):
            order = [*range(start, len(rows)), *range(start)]
            meant = sorted(order, key=lambda n: tier(names[n], words))
            refs = [rows[n].ref for n in meant if fold(words) and tier(names[n], words) < 3]
            found = [library.seek(kind, sort, words, row.ref, n, wanted) for n in range(len(rows))]
            assert [one for one in found if one] == refs, (sort, row.ref)
            assert found[len(refs) :] == [None] * (len(rows) - len(refs))


def test_from_a_row_that_is_not_there_one_begins_at_the_top(library: Library) -> None:
    assert library.seek("article", "title", "bridge", "nobody", 0) == "a07"
    assert library.seek("quote", "date", "bridge", "", 0) == library.seek(
        "quote", "date", "bridge", library.rows("quote", "date", 0, 1)[0].ref, 0
    )


def test_more_words_than_a_name_has_are_no_trouble(library: Library) -> None:
    assert library.seek("article", "title", "x" * 100_000, "a00", 0) is None
    assert library.seek("article", "title", "\ud800\x00", "a00", 0) is None
    assert library.seek("quote", "date", LONG, "a00#q1", 0) == "long#q1"
    assert library.seek("quote", "date", LONG * 9000, "a00#q1", 0) == "long#q1"


@pytest.mark.parametrize("filtered", ["", "about:ana-ruiz"])
def test_of_very_many_quotations_words_are_sought(
    library: Library, monkeypatch: pytest.MonkeyPatch, filtered: str
) -> None:
    monkeypatch.setattr(standing, "_SCANNED", 0)
    monkeypatch.setattr(standing, "_MANY", 1)
    wanted = query.parse(filtered)
    rows = library.rows("quote", "date", 0, 99, wanted)
    for words in ("BRIDGE", "bri", "the  bridge", "首", "he sa", "a", "too far", "mbridge", "*"):
        for start, row in enumerate(rows):
            order = [*rows[start:], *rows[:start]]
            names = {one.ref: fold(one.name.strip("“”")) for one in order}
            meant = [ref for ref in names if names[ref].startswith(fold(words))]
            word = re.compile(rf"(^|[^a-z0-9]){re.escape(fold(words))}")
            if words != "*":
                meant += [ref for ref in names if ref not in meant and word.search(names[ref])]
            found = [
                library.seek("quote", "date", words, row.ref, n, wanted) for n in range(len(rows))
            ]
            assert [one for one in found if one] == meant, (words, row.ref)
    assert library.seek("quote", "date", "bri", "", 0) == library.seek(
        "quote", "date", "bri", library.rows("quote", "date", 0, 1)[0].ref, 0
    )
