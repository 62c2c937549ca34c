"""Dates: what is read, what is refused and with which advice, order, overlap and wording."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.core.dates import DateError, day_number, in_words, is_date, overlaps, parse, sort_key


def day(text: str | None) -> int | None:
    return None if text is None else datetime.date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-05-29", "2023-05-29", "2023-05-29"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2014", "2014-01-01", "2014-12-31"),
        ("2023-05-29T09:30:15+09:00", "2023-05-29", "2023-05-29"),
        ("2023-06~", "2023-06-01", "2023-06-30"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX?", "1900-01-01", "1999-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("2003-24", "2003-12-01", "2004-02-29"),
        ("2021-10-04/2024-10-01", "2021-10-04", "2024-10-01"),
        ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
        ("2004-06-11%/2004~", "2004-06-11", "2004-12-31"),
        ("2001-21/2001-23", "2001-03-01", "2001-11-30"),
        ("2016/..", "2016-01-01", None),
        ("2016/", "2016-01-01", None),
        ("../2016", None, "2016-12-31"),
        ("/2016", None, "2016-12-31"),
        ("  2014\n", "2014-01-01", "2014-12-31"),
    ],
)
def test_first_and_last_day(text: str, first: str | None, last: str | None) -> None:
    date = parse(text)
    assert (date.text, date.first, date.last) == (text.strip(), day(first), day(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("0000", (0, 1, 1), (0, 12, 31)),
        ("-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
        ("-0004-02-29", (-4, 2, 29), (-4, 2, 29)),
        ("-012X", (-129, 1, 1), (-120, 12, 31)),
        ("Y-170000002", (-170000002, 1, 1), (-170000002, 12, 31)),
        ("Y170000002", (170000002, 1, 1), (170000002, 12, 31)),
    ],
)
def test_years_that_datetime_has_not(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    date = parse(text)
    assert (date.first, date.last) == (day_number(*first), day_number(*last))


@given(st.dates())
def test_days_are_numbered_as_datetime_does_and_repeat_every_400_years(date: datetime.date) -> None:
    number = day_number(date.year, date.month, date.day)
    assert number == date.toordinal()
    assert number - day_number(date.year - 12_000, date.month, date.day) == 30 * 146_097


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2023", False, False),
        ("2023~", True, False),
        ("2023-05-29?", False, True),
        ("Y170000002%", True, True),
        ("1984~/2004", True, False),
        ("1984/2004?", False, True),
    ],
)
def test_qualifiers(text: str, approximate: bool, uncertain: bool) -> None:
    date = parse(text)
    assert (date.approximate, date.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2023-05-29T09:30Z", 34_200),
        ("2023-05-29T09:30:01-04", 34_201),
        ("2023-05-29T23:59:59", 86_399),
        ("2023-05-29", 0),
    ],
)
def test_time_of_day_is_the_one_written(text: str, seconds: int) -> None:
    assert parse(text).seconds == seconds


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        ("2023-02-30", "February 2023 has 28 days", "a day from 01 to 28, or 2023-02"),
        ("2023-04-00", "April 2023 has 30 days", "a day from 01 to 30"),
        ("-0001-02-29", "February 2 BC has 28 days", "a day from 01 to 28"),
        ("2023-13", "there is no month 13", "a month from 01 to 12, or a season from 21 to 24"),
        ("2023-29-05", "there is no month 29", "2023-05-29"),
        ("2023-29-02", "there is no month 29", "a month from 01 to 12"),
        ("2023-13-13", "there is no month 13", "a month from 01 to 12"),
        ("2001-21-03", "a season has no days", "2001-21"),
        ("-0000", "there is no year -0000", "0000 for 1 BC"),
        ("Y2023~", "“Y” is for years of more than four digits", "2023~"),
        ("2023-05-29T24:00", "hours go from 00 to 23", "2023-05-29 or a time"),
        ("2023-05-29T09:60Z", "minutes and seconds from 00 to 59", "2023-05-29 or a time"),
        ("2023-05-29T09:30:60", "seconds from 00 to 59", "2023-05-29 or a time"),
        ("2023-05-29T09:30+24:00", "no offset +24:00", "Z or an offset such as +09:00"),
        ("2023-05-29T09:30Z~", "“~” can't follow a time of day", "2023-05-29~"),
        ("2024/2023~", "its end is before its beginning", "2023~/2024"),
        ("2023-05-29/2023-05-30T10:00Z", "no times of day", "2023-05-29/2023-05-30"),
        ("2023-02-30/2024", "February 2023 has 28 days", "a day from 01 to 28"),
        ("/..", "an interval needs a date at one end", "2016/.. or ../2016, or no date"),
        ("1XXX", "X stands for a year's last digit or two", "one such as 198X"),
        ("2004-XX-05", "X stands for", "one such as 198X"),
    ],
)
def test_impossible_dates_say_why_and_what_would_do(text: str, reason: str, remedy: str) -> None:
    with pytest.raises(DateError, match=f"is not a date: .*{re.escape(reason)}") as caught:
        parse(text)
    assert f"; write {remedy}" in str(caught.value)
    assert not is_date(text)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("May 2023", "2023-05"),
        ("29 May 2023", "2023-05-29"),
        ("29th of Sept. 2023", "2023-09-29"),
        ("May 29, 2023", "2023-05-29"),
        ("Mon, 29 May 2023 09:30:00 GMT", "2023-05-29T09:30:00Z"),
        ("2023-5-1", "2023-05-01"),
        ("29.05.2023", "2023-05-29"),
        ("5.6.2023", "2023-06-05"),
        ("29/05/2023", "2023-05-29"),
        ("05/29/2023", "2023-05-29"),
        ("05/06/2023", "2023-06-05 or 2023-05-06"),
        ("2023/05/29", "2023-05-29"),
        ("2023/05", "2023-05"),
        ("2011/12", "2011-12 or 2011/2012"),
        ("20230529", "2023-05-29"),
        ("2023年5月29日", "2023-05-29"),
        ("２０２３－０５", "2023-05"),
        ("2023–05–29", "2023-05-29"),
        ("2023-05-29 09:30", "2023-05-29T09:30"),
        ("2023-05-29T09:30:00.000Z", "2023-05-29T09:30:00Z"),
        ("2023-05-29T9:30+0900", "2023-05-29T09:30+09:00"),
        ("spring 2001", "2001-21"),
        ("Fall 2001", "2001-23"),
        ("2010s", "201X"),
        ("201x", "201X"),
        ("c. May 1850", "1850-05~"),
        ("?2023", "2023?"),
        ("44 BC", "-0043"),
        ("476", "0476"),
        ("12023", "Y12023"),
        ("2016-2018", "2016/2018"),
        ("4 Oct 2021 – 1 Oct 2024", "2021-10-04/2024-10-01"),
        ("from June 2021 to c. 2023", "2021-06/2023~"),
        ("2016/present", "2016/.."),
        ("since May 2016", "2016-05/.."),
        ("before 2016", "../2016"),
        ("2023-05-29/30", "2023-05-29/2023-05-30"),
        ("yesterday", "one such as 2023-05-29, 2023-05 or 2023"),
        ("2004-06-XXT10:00", "one such as 2023-05-29, 2023-05 or 2023"),
        ("30 February 2023", "one such as 2023-05-29, 2023-05 or 2023"),
        ("[1667, 1668]", "one such as 2023-05-29, 2023-05 or 2023"),
    ],
)
def test_other_ways_to_write_a_date_are_told_the_right_one(text: str, remedy: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert str(caught.value) == f"“{text}” is not an EDTF date; write {remedy}"


def test_messages_stay_short() -> None:
    with pytest.raises(DateError, match="the date is empty; write one such as"):
        parse(" ")
    with pytest.raises(DateError) as caught:
        parse("x" * 100_000)
    assert len(str(caught.value)) < 150


def test_dates_sort_by_earliest_day_then_by_latest() -> None:
    in_order = [
        "../1999",
        "/2016",
        "Y-999999999999999999",
        "-0043",
        "0000",
        "2016-01-01",
        "2016-01",
        "2016",
        "2016/2020",
        "2016/..",
        "2016-01-01T00:01",
        "2016-01-01T09:30+09:00",
        "2016-01-01T10:00Z",
        "2016-01-02",
        "Y170000002",
        "Y999999999999999999",
    ]
    keys = [sort_key(parse(text)) for text in in_order]
    assert sorted(keys) == keys
    assert len(set(keys)) == len(keys)
    assert all(-(2**63) <= number < 2**63 for key in keys for number in key)


@pytest.mark.parametrize(
    ("text", "since", "until", "expected"),
    [
        ("2023-05-29", "2023-05-29", "2023-05-29", True),
        ("2023-05-29", "2023-05-30", None, False),
        ("2023-05-29", None, "2023-05-28", False),
        ("2023", "2023-12", None, True),
        ("2023", None, "2023-01", True),
        ("2023", "2024", None, False),
        ("2016/..", "2090", None, True),
        ("2016/..", None, "2015", False),
        ("../2016", "2017", None, False),
        ("../2016", None, "0001", True),
        ("2023", "../2016", None, True),
        ("2023", None, "2016/", True),
        ("2023", None, None, True),
    ],
)
def test_overlaps(text: str, since: str | None, until: str | None, expected: bool) -> None:
    limits = [None if limit is None else parse(limit) for limit in (since, until)]
    assert overlaps(parse(text), *limits) is expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-05-29", "29 May 2023"),
        ("2023-05-09T09:30Z", "9 May 2023, 09:30 UTC"),
        ("2023-05-29T09:30:15+09:00", "29 May 2023, 09:30:15 UTC+9"),
        ("2023-05-29T09:30:00-03:30", "29 May 2023, 09:30 UTC−3:30"),
        ("2023-05-29T09:30", "29 May 2023, 09:30"),
        ("2023-05", "May 2023"),
        ("2014", "2014"),
        ("2023-06~", "about June 2023"),
        ("2023?", "2023 (uncertain)"),
        ("2023%", "about 2023 (uncertain)"),
        ("201X", "the 2010s"),
        ("19XX", "some time in 1900–1999"),
        ("19XX~", "about 1900–1999"),
        ("000X", "some time in 1 BC–9 AD"),
        ("00XX", "some time in 1 BC–99 AD"),
        ("-012X", "some time in 130–121 BC"),
        ("2004-XX", "2004, month unknown"),
        ("1985-04-XX", "April 1985, day unknown"),
        ("1985-XX-XX?", "1985, month and day unknown (uncertain)"),
        ("2001-21", "spring 2001"),
        ("2001-24", "winter 2001"),
        ("-0043", "44 BC"),
        ("0476", "476 AD"),
        ("Y170000002", "170,000,002"),
        ("2014/2014", "2014"),
    ],
)
def test_one_date_in_words(text: str, words: str) -> None:
    assert in_words(parse(text)) == in_words(parse(text), point=False) == words


@pytest.mark.parametrize(
    ("text", "point", "extent"),
    [
        ("2023-06/2023-12", "between June and December 2023", "from June to December 2023"),
        (
            "2021-10-04/2024-10-01",
            "between 4 October 2021 and 1 October 2024",
            "from 4 October 2021 to 1 October 2024",
        ),
        ("2021-10-04/2021-10-09", "between 4 and 9 October 2021", "from 4 to 9 October 2021"),
        (
            "2021-10-04/2021-11-04",
            "between 4 October and 4 November 2021",
            "from 4 October to 4 November 2021",
        ),
        ("2004/2004-06", "between 2004 and June 2004", "from 2004 to June 2004"),
        ("2001-21/2001-23~", "between spring and about autumn 2001", None),
        ("1984?/2004", "between 1984 (uncertain) and 2004", "from 1984 (uncertain) to 2004"),
        ("2023-06/2023-12?", "between June 2023 and December 2023 (uncertain)", None),
        ("2004-06-XX/2004-07-03", "between June and 3 July 2004", "from June to 3 July 2004"),
        ("2016/..", "2016 or later", "since 2016"),
        ("2016-05/", "May 2016 or later", "from May 2016, end unknown"),
        ("../2016~", "about 2016 or earlier", "until about 2016"),
        ("/2016", "2016 or earlier", "until 2016"),
    ],
)
def test_intervals_in_words(text: str, point: str, extent: str | None) -> None:
    assert in_words(parse(text)) == point
    if extent:
        assert in_words(parse(text), point=False) == extent


near_dates = st.text(alphabet="0123456789-/.TZXY~?+: –年cmay", max_size=24) | st.from_regex(
    r"-?[0-9X]{4}-[0-3X][0-9X](-[0-3X][0-9X](T[0-2][0-9]:[0-6][0-9]Z?)?)?[~?%]?(/[0-9.~-]{0,11})?",
    fullmatch=True,
)


@given(st.text() | near_dates)
@example("2023-13-13")  # neither order of day and month is a date
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    if is_date(text):
        date = parse(text)
        assert date.first is None or date.last is None or date.first <= date.last
        assert in_words(date)
        assert in_words(date, point=False)
        assert overlaps(date, date, date)
        return
    with pytest.raises(DateError) as caught:
        parse(text)
    for remedy in re.findall(r"(?:; write| or) ([0-9Y.-][^ ,]*)", str(caught.value)):
        assert is_date(remedy), caught.value
