"""Dates in words, in the style that the user has set."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tui.core import citations, dates


@pytest.fixture(autouse=True)
def usual_style() -> Iterator[None]:
    yield
    dates.use_style(dates.STYLES[0])


# EDTF, then month-day-year and iso.
TABLE = [
    ("2023-05-29", "May 29, 2023", "2023-05-29"),
    ("2023-06~", "about June 2023", "about 2023-06"),
    ("2023?", "2023 (uncertain)", "2023 (uncertain)"),
    ("201X", "the 2010s", "the 2010s"),
    ("2023-XX", "2023, month unknown", "2023, month unknown"),
    ("2023-05-XX", "May 2023, day unknown", "2023-05, day unknown"),
    ("2023-22", "summer 2023", "summer 2023"),
    ("-0043-03-15", "March 15, 44 BC", "15 March 44 BC"),
    ("0900-05-01", "May 1, 900 AD", "1 May 900 AD"),
    ("Y12345", "12,345", "12,345"),
    ("2023-05-29T09:30Z", "May 29, 2023, 09:30 UTC", "2023-05-29, 09:30 UTC"),
    ("2021-10-04/2021-10-09", "between October 4 and October 9, 2021",
     "between 2021-10-04 and 2021-10-09"),
    ("2021-10-04/2024-10-01", "between October 4, 2021 and October 1, 2024",
     "between 2021-10-04 and 2024-10-01"),
    ("2023-05-29/2023-06", "between May 29 and June 2023", "between 2023-05-29 and 2023-06"),
    ("2023-06/2023-12", "between June and December 2023", "between 2023-06 and 2023-12"),
    ("2016-05/..", "May 2016 or later", "2016-05 or later"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "american", "iso"), TABLE)
def test_styles(text: str, american: str, iso: str) -> None:
    for style, words in (("month-day-year", american), ("iso", iso), ("edtf", text)):
        dates.use_style(style)
        assert dates.in_words(dates.parse(text)) == words


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("day-month-year", "4 – 9 October 2021"),
        ("month-day-year", "October 4 – October 9, 2021"),
        ("iso", "2021-10-04 – 2021-10-09"),
        ("edtf", "2021-10-04/2021-10-09"),
    ],
)
def test_extents(style: str, words: str) -> None:
    dates.use_style(style)
    assert citations.extent_in_words("2021-10-04/2021-10-09") == words
