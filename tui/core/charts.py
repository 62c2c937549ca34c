"""Counts drawn with block characters; each chart stands beside its numbers in words."""

from __future__ import annotations

from .dates import MONTHS, calendar, year_words
from .timeline import NONE, YEAR, month_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

EIGHTHS = "▁▂▃▄▅▆▇█"
BOTH, UPPER, LOWER = "█▀▄"
BAR = 8  # cells of a bar

_HEIGHT = 2  # lines of a strip
_LEAST_PEAK = 4  # one alone does not fill the strip
_APART = 8  # columns at least from one year's label to the next

Label = tuple[int, str]  # a column, and the words that begin there


class Strip:
    """How many begin when: columns of blocks over a line of dates, as wide as there is room.

    A column is a day, a week, or so many months or years; empty time has its columns, too.
    """

    __slots__ = ("_days", "_unit")

    def __init__(self, days: Mapping[int, int], unit: int = 0) -> None:
        """days: how many begin on which day; at least one.

        unit: months; where it is not 0, what begins in so many counts on their first day.
        """
        self._days = days
        self._unit = unit

    def lines(self, width: int) -> list[str]:
        """The lines to draw, of at most `width` cells."""
        low, high = min(self._days), max(self._days)
        step = 1 if high - low < width else 7
        if self._unit or (high - low) // step >= width:
            return self._by_months(month_of(low), month_of(high), width)
        counts = [0] * ((high - low) // step + 1)
        for day, count in self._days.items():
            counts[(day - low) // step] += count
        return [*_columns(counts), _labels(_day_words(low), _day_words(high), [], counts, width)]

    def _by_months(self, first: int, last: int, width: int) -> list[str]:
        steps = (step for step in _steps() if step >= self._unit)
        step = next(step for step in steps if last // step - first // step < width)
        start = first // step
        counts = [0] * (last // step - start + 1)
        for day, count in self._days.items():
            counts[month_of(day) // step - start] += count
        every = next(one for one in _steps() if one >= max(YEAR, step * _APART))
        between = [
            (month // step - start, year_words(month // YEAR))
            for month in range((first // every + 1) * every, last, every)
        ]
        words = _month_words if step < YEAR else _year_words
        return [*_columns(counts), _labels(words(first), words(last), between, counts, width)]


def _steps() -> Iterator[int]:
    """Round numbers of months: parts of a year, then years by 1, 2, 5, 10 …"""
    yield from (1, 2, 3, 6)
    years = YEAR
    while True:
        yield from (years, years * 2, years * 5)
        years *= 10


def _columns(counts: list[int]) -> list[str]:
    """Lines of blocks as high as the counts; where nothing is, a dot."""
    levels = len(EIGHTHS) * _HEIGHT
    peak = max(*counts, _LEAST_PEAK)
    heights = [max(round(count * levels / peak), 1) if count else 0 for count in counts]
    lines = []
    for line in reversed(range(_HEIGHT)):
        over = [height - line * len(EIGHTHS) for height in heights]
        empty = " " if line else NONE
        lines.append("".join(EIGHTHS[min(one, 8) - 1] if one > 0 else empty for one in over))
    return lines


def _labels(low: str, high: str, between: list[Label], counts: list[int], width: int) -> str:
    """The line below the columns: its ends, and of what lies between as much as there is room."""
    end = max(len(counts), len(low) + 2 + len(high))
    line = low
    for column, words in between:
        if column >= len(line) + 2 and column + len(words) + 2 <= end - len(high):
            line = line.ljust(column) + words
    return (line.ljust(end - len(high)) + high)[:width]


def _day_words(day: int) -> str:
    year, month, number = calendar(day)
    return f"{number} {MONTHS[month - 1][:3]} {year_words(year)}"


def _month_words(month: int) -> str:
    return f"{MONTHS[month % 12][:3]} {year_words(month // 12)}"


def _year_words(month: int) -> str:
    return year_words(month // 12)


def scale_of(most: int) -> int:
    """How many a cell of a bar stands for, so that the longest one fits: 1, 2, 5, 10 …"""
    scale = 1
    while True:
        for step in (scale, scale * 2, scale * 5):
            if step * BAR >= most:
                return step
        scale *= 10


def bar(upper: int, lower: int, scale: int) -> str:
    """Two counts as one bar, the upper halves of its cells and the lower ones."""
    cells = [(count + scale - 1) // scale for count in (upper, lower)]
    more = UPPER if cells[0] > cells[1] else LOWER
    drawn = BOTH * min(cells) + more * abs(cells[0] - cells[1])
    return drawn.ljust(BAR, NONE)
