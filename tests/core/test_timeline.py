"""Time in cells: where dates stand in their periods, gaps, and counts as columns and bars."""

from __future__ import annotations

from datetime import date as calendar_date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core import charts, dates, timeline
from tui.core.timeline import DECADE, MONTH, YEAR


@pytest.mark.parametrize(
    ("text", "unit", "drawn"),
    [
        ("2023-05-29", YEAR, "····●·······"),
        ("2023-05-29T23:59Z", YEAR, "····●·······"),
        ("2023-05", YEAR, "····━·······"),
        ("2023-06/2023-12", YEAR, "·····━━━━━━━"),
        ("2023-06-30/2023-07-01", YEAR, "·····━━·····"),
        ("2014", YEAR, "━━━━━━━━━━━━"),
        ("2023-05-29?", YEAR, "····○·······"),
        ("2023-05~", YEAR, "····╌·······"),
        ("2023-05~/2023-07", YEAR, "····╌╌╌·····"),
        ("2021-10-04/2024-10-01", YEAR, "·········━━▸"),
        ("2023-24", YEAR, "···········▸"),  # winter ends in the next year
        ("2016/..", YEAR, "━━━━━━━━━━━▸"),
        ("2016-12/", YEAR, "···········▸"),
        ("../1978-08", YEAR, "◂━━━━━━━····"),
        ("../1978-01-01", YEAR, "◂···········"),
        ("2014", DECADE, "····━·····"),
        ("2014-12-31", DECADE, "····●·····"),
        ("201X", DECADE, "━━━━━━━━━━"),
        ("1999/2001", DECADE, "·········▸"),
        ("20XX", DECADE, "━━━━━━━━━▸"),
        ("19XX", DECADE * 10, "━━━━━━━━━━"),
        ("-0043-03-15", DECADE, "·······●··"),
        ("Y-170000002", YEAR, "━━━━━━━━━━━━"),
        ("2024-02-29", MONTH, "·············● "),
        ("2023-05-31", MONTH, "··············●"),
        ("2023-05-03/2023-05-06", MONTH, "·━━············"),
    ],
)
def test_a_date_in_its_period(text: str, unit: int, drawn: str) -> None:
    date = dates.parse(text)
    assert timeline.gutter(date, unit) == drawn
    start = timeline.days_of(date)
    assert start is not None
    ruler = timeline.ruler(timeline.period_of(start[0], unit), unit)
    assert len(drawn) == len(ruler), "one stands over the other"


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("2023-05-29", MONTH, "May 2023"),
        ("2023-05-29", YEAR, "2023"),
        ("2023-05-29", DECADE, "2020s"),
        ("2023-05-29", DECADE * 10, "2000–2099"),
        ("-0043-12-31", MONTH, "December 44 BC"),
        ("-0043-12-31", DECADE, "51–42 BC"),
        ("0079", YEAR, "79 AD"),
        ("../1978", YEAR, "1978"),
    ],
)
def test_a_period_in_words(text: str, unit: int, words: str) -> None:
    start = timeline.days_of(dates.parse(text))
    assert start is not None
    assert timeline.period_words(timeline.period_of(start[0], unit), unit) == words


@given(st.integers(-(10**12), 10**12))
def test_a_day_is_found_again(day: int) -> None:
    assert dates.day_number(*dates.calendar(day)) == day


@given(st.dates())
def test_days_are_those_of_the_calendar(day: calendar_date) -> None:
    assert dates.calendar(day.toordinal()) == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("texts", "unit"),
    [
        ([], YEAR),
        (["2023-05-29"], YEAR),
        (["1978-08", "2014", "2016"], YEAR),  # a third says more than the year
        (["1978", "2014", "2016"], DECADE),
        (["197X", "18XX", "2016/.."], DECADE * 10),
        (["2016/.."], YEAR),
        (["Y-13000000000", "Y-4500000000"], DECADE),
        ([f"2023-05-{day:02}" for day in range(1, 13)], MONTH),
        ([f"2023-05-{day:02}" for day in range(1, 12)], YEAR),
        ([f"2023-{day % 2 + 1:02}-{day:02}" for day in range(1, 24)], YEAR),
        (["2023-05"] * 40, YEAR),
    ],
)
def test_the_unit_that_suits(texts: list[str], unit: int) -> None:
    spans = [days for text in texts if (days := timeline.days_of(dates.parse(text)))]
    assert timeline.unit_for(spans) == unit


@pytest.mark.parametrize(
    ("before", "after", "unit", "words"),
    [
        ("1978-08-12", "2002-09-17", YEAR, "24 years"),
        ("1978-12-31", "2002-01-01", YEAR, "23 years"),
        ("2014-01-01", "2016-12-31", YEAR, ""),
        ("2014-12-31", "2017-01-01", YEAR, "2 years"),
        ("2014-12-31", "2017-12-31", YEAR, "3 years"),
        ("2023-01-31", "2023-04-01", MONTH, "2 months"),
        ("2023-01-31", "2023-03-31", MONTH, ""),
        ("-0500-01-01", "1500-01-01", DECADE * 10, "2,000 years"),
    ],
)
def test_gaps(before: str, after: str, unit: int, words: str) -> None:
    days = [dates.parse(text).first or 0 for text in (before, after)]
    assert timeline.gap_between(days[0], days[1], unit) == words


def _strip(texts: list[str], width: int) -> list[str]:
    days: dict[int, int] = {}
    for text in texts:
        first = dates.parse(text).first or 0
        days[first] = days.get(first, 0) + 1
    return charts.Strip(days).lines(width)


@pytest.mark.parametrize(
    ("texts", "width", "lines"),
    [
        (
            ["1978-08", "2002", *["2023-05-27"] * 8, "2024"],
            50,
            [
                "                                             █ ",
                "▂·······················▂····················█▂",
                "1978        1990      2000      2010       2024",
            ],
        ),
        (
            ["1978-08", "2002", *["2023-05-27"] * 8, "2024"],
            30,
            ["                      █ ", "▂···········▂·········█▂", "1978       2000     2024"],
        ),
        (
            ["2023-05-27", "2023-05-29", "2023-06-01"],
            30,
            ["      ", "▄·▄··▄", "27 May 2023  1 Jun 2023"],
        ),
        (
            ["2023-01-01", "2023-03-01"],
            30,
            ["         ", "▄·······▄", "1 Jan 2023  1 Mar 2023"],  # weeks
        ),
        (
            ["2022-11-01", "2024-02-01"],
            30,
            ["                ", "▄··············▄", "Nov 2022  Feb 2024"],
        ),
        (["2022-11-01"], 5, [" ", "▄", "1 Nov"]),
        (["2022-11-01", *["2022-11-03"] * 99], 9, ["  █", "▁·█", "1 Nov 202"]),
    ],
)
def test_a_strip(texts: list[str], width: int, lines: list[str]) -> None:
    assert _strip(texts, width) == lines


@given(
    st.dictionaries(st.integers(-(10**13), 10**13), st.integers(1, 10**6), min_size=1),
    st.integers(4, 120),
)
def test_a_strip_fits_and_shows_all(days: dict[int, int], width: int) -> None:
    *columns, labels = charts.Strip(days).lines(width)
    assert all(len(line) <= width for line in [*columns, labels])
    assert len(columns[-1].replace("·", "")) <= len(days)
    assert "█" in columns[0] or max(days.values()) < 4


@pytest.mark.parametrize(
    ("upper", "lower", "most", "drawn"),
    [
        (6, 4, 6, "████▀▀··"),
        (2, 5, 8, "██▄▄▄···"),
        (0, 0, 8, "········"),
        (1, 100, 100, "█▄▄▄▄···"),
        (8, 1, 9, "█▀▀▀····"),
    ],
)
def test_a_bar(upper: int, lower: int, most: int, drawn: str) -> None:
    assert charts.bar(upper, lower, charts.scale_of(most)) == drawn
