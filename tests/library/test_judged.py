"""What the sample library finds, held against what a reader of it judged must come."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tui.core import query
from tui.library.facade import Library
from tui.library.searching import NoSuch, Unclear

from .judged import QUOTES, RELEVANT, SEARCH, Row

_SECTIONS = {"search": SEARCH, "quotes": QUOTES, "relevance": RELEVANT}
_ROWS = [
    pytest.param(section, row, id=f"{section} {row[0]}")
    for section, rows in _SECTIONS.items()
    for row in rows
]


@pytest.mark.parametrize(("section", "row"), _ROWS)
def test_what_must_come(sample: Library, section: str, row: Row) -> None:
    typed, wanted, why = row
    found = _found(sample, section, typed)
    assert _holds(wanted, found), f"{typed!r}: wanted {wanted or 'nothing'} ({why}); came {found}"


def _found(library: Library, section: str, typed: str) -> list[str]:
    """The references in their order, or `which?` and the candidates, or `none of it`."""
    try:
        asked = library.resolved(query.parse(typed))
    except Unclear as unclear:
        return ["which?", *sorted(unclear.ids)]
    except NoSuch:
        return ["none", "of", "it"]
    if section == "search":
        return [hit.record.id for hit in library.search(asked, 0, 200)]
    sort = "relevance" if section == "relevance" else "date"
    return [quotation.ref for quotation in library.quotes(asked, 0, 200, sort)]


def _holds(wanted: str, found: Sequence[str]) -> bool:
    if wanted.startswith(("which?", "none of it")):
        return sorted(wanted.split()) == sorted(found)
    ranks = [rank.split() for rank in wanted.removesuffix("…").split("/")]
    start = 0
    for rank in ranks:
        if sorted(found[start : start + len(rank)]) != sorted(rank):
            return False
        start += len(rank)
    return wanted.endswith("…") or start == len(found)


@pytest.mark.parametrize(
    ("wanted", "found", "holds"),
    [
        ("a / b c", "a c b", True),
        ("a / b c", "c a b", False),
        ("a", "a b", False),
        ("a …", "a b", True),
        ("a …", "", False),
        ("", "", True),
        ("", "a", False),
        ("which? b a", "which? a b", True),
        ("which? b a", "a b", False),
        ("none of it", "", False),
    ],
)
def test_how_it_is_judged(wanted: str, found: str, holds: bool) -> None:
    assert _holds(wanted, found.split()) is holds
