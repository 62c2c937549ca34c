"""What makes a search quick: names apart from texts, the commonest words, the first match."""

from __future__ import annotations

import pytest

from tui.core import query
from tui.library.facade import Library
from tui.library.index import database
from tui.library.searching import first_match

from .conftest import Make

NAMES = {
    "people/mara-lind.md": "---\nname: Mara Elin Lind\naliases: [Lindqvist]\n---\n",
    "articles/of.md": "---\ntitle: Of Elin Lind\npublished: 2023\ntopics: [trade]\n---\nMara\n",
    "articles/in.md": "---\ntitle: No name\npublished: 2024\n---\nMara Elin Lind and elin lind\n",
}


def named(library: Library, text: str) -> set[int]:
    found = library.answers.resolved(query.parse(text), strict=False)
    return {key for key, *_ in library.index.found.names(found)}


def keys(library: Library, *ids: str) -> set[int]:
    sql = "SELECT key FROM body WHERE ref = ?"
    return {library.index.connection.execute(sql, (one,)).fetchone()[0] for one in ids}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("elin", ["mara-lind", "of"]),
        ('"elin lind"', ["mara-lind", "of"]),
        ('"mara lind"', []),
        ("lin*", ["mara-lind", "of"]),
        ("mara OR of", ["mara-lind", "of"]),
        ("elin topic:trade", ["of"]),
        ("elin (mara OR of) kind:person", ["mara-lind"]),
        ("elin -mara", []),  # nowhere, not only in names
        ("linn", []),
    ],
)
def test_names_in_which_all_words_stand(make: Make, text: str, ids: list[str]) -> None:
    library = make(dict(NAMES))
    assert named(library, text) == keys(library, *ids)


def test_of_common_words_the_newest_come_after_the_names(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.library.searching._MOST_RANKED", 0)
    hits = make(dict(NAMES)).search(query.parse("mara"), 0, -1)
    assert [hit.record.id for hit in hits] == ["mara-lind", "in", "of"]


def test_the_commonest_words_that_begin_so(make: Make) -> None:
    library = make()
    run = library.index.connection.execute
    counts = {f"z{n:03}": 20 * n for n in range(1, 101)}
    for term, count in counts.items():
        run("INSERT INTO term VALUES (?, ?, ?)", (term, count, 1))
    found = library.index.found
    assert found.commonest("z", 30) == [f"z{n:03}" for n in range(100, 70, -1)]
    assert found.commonest("z01", 30) == []  # so few that all are looked through
    run("UPDATE term SET quotes = 50000 WHERE term = 'z017'")
    assert found.commonest("z", 1) == found.commonest("z01", 30)[:1] == ["z017"]
    assert found.commonest("z01", 30)[-1] == "z010"


def test_a_new_index_is_one_piece(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_GATHERED", 1)  # each row is written by itself
    quoted = "---\ntitle: T\npublished: 2023\nquotes:\n- text: a\n- text: b\n---\na b\n"
    library = make({**NAMES, "articles/said.md": quoted})
    for table in ("body_words", "quote_words"):
        sql = f"SELECT count(DISTINCT segid) FROM {table}_idx"
        assert library.index.connection.execute(sql).fetchone()[0] == 1


@pytest.mark.parametrize(
    ("text", "words", "offset"),
    [
        ("a prevote, a vote", "vote", 13),
        ("aka ka ka", '"ka ka"', 4),
        ("votes and a vote", "vote", 12),
        ("votes and a vote", "vot*", 0),
        ("long words before a word", "a word", 20),  # of two words, the longer one
        ("Is it Élan, elan", "elan", 12),  # just so, before others
        ("Is it Elan", "élan", 6),
        ("日本の首相", "首相", 3),
        ("50+ and +", "+", 2),
        ("all of it", "none", -1),
        ("alles für ihn", "none", -1),
        ("x" * 70, "x" * 70, 0),
    ],
)
def test_the_first_match_in_a_text(text: str, words: str, offset: int) -> None:
    assert first_match(text, query.parse(words)) == offset
