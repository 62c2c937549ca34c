"""There is no input that is an error: whatever is typed is a query, and the library answers it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tui.core import query
from tui.core.query import Query
from tui.library.facade import SORTS, Library
from tui.library.searching import NoSuch, Unclear

_FIELDS = """
    by to about event place in source topic kind lang since until on
"""
_VALUES = """
    kishida Kim 曽我ひとみ direct person mixed,indirect articles quote 1977 2023-06/2023-12 2014~
    ../2002 2009? 2006-13-45 ja en pledges pledges#q2 # nobody
"""
# What means something to us, to SQLite's FTS5, to its LIKE, and to nobody.
_SIGNS = """
    - -- " “ ” * ^ ( ) { } [ ] : + . , ' ; % _ \\ / | & ! ~ AND OR NOT NEAR NEAR( and or not NEAR/3
    rowid: text: -by: -( mother Megumi* 横田 拉致* 한국 ภาษาไทย Straße İSTANBUL ıı ß العربية ﬁ ㎏ 𠮷
    \u200fمع\u200e \u0301 👩\u200d👩\u200d👧 \ud800 \udfff \x00 \x1b[31m \ufeff
"""
_PIECES = st.one_of(
    st.sampled_from(_FIELDS.split()).map(lambda name: f"{name}:"),
    st.builds("{}:{}".format, st.sampled_from(_FIELDS.split()), st.sampled_from(_VALUES.split())),
    st.sampled_from(_SIGNS.split()),
    st.text(st.characters(), max_size=4),  # all of them, surrogates too
)
_QUERIES = st.one_of(
    st.builds(lambda between, pieces: between.join(pieces), st.sampled_from(["", " ", " -"]),
              st.lists(_PIECES, max_size=9)),
    st.text(st.characters(), max_size=60),
)  # fmt: skip
_LISTED = [
    "", " ", "-foo", "-", "--", "- ", "http://x", "https://a.example/b?c=d#e", "well-known", "C++",
    "O'Brien", "O’Brien", '"', '""', '"""', '"a', 'a"b', "“", "*", "**", "a*b", "-*", "a:b:c", ":",
    "::", "by:", "by::", 'by:"', "by:*", "by:-x", "-by:x", "(", ")", "()", "((((", "NEAR(", "NEAR",
    "NEAR(a b, 3)", "AND", "OR", "NOT", "OR OR", "a OR", "OR a", "NOT NOT", "a AND", "NOT -a",
    "-NOT", "😀", "👩\u200d👩\u200d👧", "🇯🇵", "\x00", "a\x00b", '"\x00"', "by:\x00", "\ud800",
    "by:\udfff", "\x1b[0m", "\u202e", "\u0301", "'", "''", "a'", ";", "%", "_", "\\", "{a} : b",
    "^a", "+a", "a + b", "rowid:1", "since:", "since:x", "on:9999-99-99", "on:0000", "on:-0001",
    "since:99999999999999999999", "on:2014/2012", "until:../..", "kind:", "kind:,",
    "kind:person,direct,x", "in:#", "in:pledges#q2",
    "x" * 10_000, "x " * 5_000, '"' * 10_000, "(" * 10_000, "-" * 10_000, "by:" * 500,
    "OR " * 1_000, "a OR " * 2_000, "NOT " * 300, "曽" * 2_000, "e\u0301" * 5_000, "😀" * 10_000,
    "* " * 5_000, "by:a " * 2_000, "a* " * 50, " ".join(map(str, range(2_000))),
]  # fmt: skip


def _ask(library: Library, asked: Query, sorts_of: int) -> None:
    """Ask for everything that a query can be asked for, and that the answers agree.

    sorts_of: by how many of its orders a list is asked.
    """
    hits = library.search(asked, 0, 5)
    assert len(hits) == min(5, library.count_hits(asked))
    for hit in hits:
        ends = [0, *(place for span in hit.marks for place in span), len(hit.snippet)]
        assert ends == sorted(ends)
        assert "\n" not in hit.snippet
    count = library.count("quote", asked)
    for sort in ("date", "relevance"):
        assert len(library.quotes(asked, 0, 200, sort)) == count
    for kind, sorts in SORTS.items():
        for sort in list(sorts)[:sorts_of]:
            rows = library.rows(kind, sort, 0, 200, asked)
            assert len(rows) == library.count(kind, asked)
            for number, row in enumerate(rows[:2]):
                assert library.position(kind, sort, row.ref, asked) == number
            library.seek(kind, sort, "a", rows[0].ref if rows else "", 1, asked)
    assert library.may_be(asked, "2014~") in (True, False)


def _try(library: Library, text: str) -> None:
    for asked in (query.parse(text), query.for_typing(text)):
        bool(asked)
        for passage in (text[:500], "O'Brien said: 横田めぐみ, “well-known” C++ 😀"):
            marks = query.marked(passage, asked)
            ends = [0, *(place for span in marks for place in span), len(passage)]
            assert ends == sorted(ends)  # in their order, within the text, none over another
        with suppress(Unclear, NoSuch):  # a sentence for the user; no error of the index
            _ask(library, library.resolved(asked), 1 if len(text) > 100 else 9)
        library.rows("quote", "date", 0, 5, asked)  # a list's filter takes what is not clear


@pytest.mark.parametrize("text", _LISTED, ids=lambda text: ascii(text[:20]))
def test_what_has_broken_others(sample: Library, text: str) -> None:
    _try(sample, text)


@settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(_QUERIES)
@example("\ud800* OR -\x00")
def test_whatever_is_typed(sample: Library, text: str) -> None:
    _try(sample, text)
