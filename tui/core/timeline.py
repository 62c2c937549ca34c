"""Time cut into periods, and the place of a date in its period, drawn in cells.

A unit is a number of months: 1, 12, 120 (a decade) and so on by tens. A period is its number,
counted in units from January of the year 0. Days are numbered as in `dates`.
"""

from __future__ import annotations

from itertools import pairwise

from .dates import MONTHS, calendar, day_number, span_words, year_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .dates import Date

    Days = tuple[int, int | None]  # the day at which something counts, and the last it may mean

MONTH, YEAR, DECADE = 1, 12, 120

POINT, STRETCH, NOT_SURE, LOOSE, BEFORE, AFTER, NONE, GAP = "●━○╌◂▸·⋮"
_MONTH_CELLS = 15  # two days each, but for the last
_CROWD = 12  # entries a month, from which on each month has a part of its own


def days_of(date: Date) -> Days | None:
    """The day at which a date counts: its earliest, else its latest; and the last it may mean."""
    start = date.last if date.first is None else date.first
    return None if start is None else (start, date.last)


def unit_for(spans: Sequence[Days]) -> int:
    """The unit whose periods suit these dates: short enough that they show where a date lies.

    That is the shortest in which a third of the dates take up less than a whole period; months
    only where they are crowded and half of the dates are days.
    """
    lengths = sorted(last - first + 1 for first, last in spans if last is not None)
    if not lengths:
        return YEAR
    if lengths[len(lengths) // 2] == 1:
        months = {month_of(first) for first, _ in spans}
        if len(spans) >= _CROWD * len(months):
            return MONTH
    unit = YEAR
    while (
        lengths[(len(lengths) - 1) // 3] * 12 > unit * 30 * 10
    ):  # ten twelfths of the unit, in days
        unit *= 10
    return unit


def month_of(day: int) -> int:
    """The number of a day's month, from January of the year 0."""
    year, month, _ = calendar(day)
    return year * 12 + month - 1


def first_day(month: int) -> int:
    """The first day of a month that has this number."""
    return day_number(month // 12, month % 12 + 1, 1)


def period_of(day: int, unit: int) -> int:
    """The period in which a day lies."""
    return month_of(day) // unit


def period_words(period: int, unit: int) -> str:
    """A period in words: “June 2023”, “2023”, “2010s”, “1900–1999”."""
    year = period * unit // 12
    if unit == MONTH:
        return f"{MONTHS[period % 12]} {year_words(year)}"
    if unit == YEAR:
        return year_words(year)
    return span_words(year, year + unit // 12 - 1, True).removeprefix("the ")


def ruler(period: int, unit: int) -> str:
    """What stands over the cells of a period: initials of months, last digits of years, days."""
    if unit == MONTH:
        return "1   9   17  25 "
    if unit == YEAR:
        return "JFMAMJJASOND"
    return "0123456789" if period > 0 else NONE * 10


def gutter(date: Date, unit: int) -> str:
    """A date drawn in the cells of the period in which it counts; "" where it has no day at all.

    A day is a point, what is less exact covers the cells in which it may lie, and points out of
    the period where it may lie before or after it.
    """
    days = days_of(date)
    if days is None:
        return ""
    start, last = days
    edges = _edges(period_of(start, unit), unit)
    loose = date.approximate or date.uncertain
    low = edges[0] if date.first is None else start
    high = edges[-1] if last is None else last
    sign = LOOSE if loose else STRETCH
    if low == high:
        sign = NOT_SURE if loose else POINT
    cells = [sign if low < after and high >= first else NONE for first, after in pairwise(edges)]
    if date.first is None:
        cells[0] = BEFORE
    if high >= edges[-1]:
        cells[-1] = AFTER
    return "".join(cells).ljust(_MONTH_CELLS if unit == MONTH else 0)


def _edges(period: int, unit: int) -> list[int]:
    """The first day of each cell of a period, and the first day after all of them."""
    if unit == MONTH:
        start, end = first_day(period), first_day(period + 1)
        return [*range(start, end - 1, 2), end]
    step = max(unit // 10, 1)
    start = period * unit
    return [first_day(month) for month in range(start, start + unit + 1, step)]


def gap_between(before: int, after: int, unit: int) -> str:
    """How long nothing is between two days, in words; "" unless two whole periods are empty."""
    if period_of(after, unit) - period_of(before, unit) <= 2:
        return ""
    (year, month, day), (end_year, end_month, end_day) = calendar(before), calendar(after)
    months = (end_year - year) * 12 + end_month - month - (end_day < day)
    return f"{months} months" if months < 24 else f"{months // 12:,} years"


def end_of(days: Days) -> int:
    """Up to which day an entry keeps time from being empty: an open end is not counted."""
    return days[0] if days[1] is None else days[1]
