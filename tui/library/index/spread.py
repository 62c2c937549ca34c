"""How rows spread over time, by their keys: as these grow with dates, few rows are looked at.

Rows stand in the order of their keys: what has no date, then what has no beginning, then the rest.
A place is a number by which a row is found, and grows with its key.
"""

from __future__ import annotations

from bisect import bisect_left

from tui.core import timeline as time
from tui.core.dates import DAY, OPEN

from .database import UNDATED
from .found import Found
from .packed import dump

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from sqlite3 import Cursor
    from typing import TypeAlias

    Days = list[tuple[int | None, int]]
    Row = tuple[int, int]  # a place, and a period
    Rows: TypeAlias = "Some | All"

# The day at which a date counts: its earliest; where its beginning is open, its latest; else none.
DAY_OF = f"CASE first WHEN {UNDATED} THEN NULL WHEN {OPEN} THEN last ELSE first / {DAY} END"

_BRIEF = 400  # days: what begins within them is counted by days
_LONG = 180  # months: what begins in more of them is counted by years


class Some:
    """Rows of a table that have some keys, the oldest first. A place is how many come before."""

    def __init__(self, run: Callable[..., Cursor], table: str, keys: Sequence[int]) -> None:
        self._run = run
        self._table = table
        self._sql = f"SELECT first FROM {table} WHERE key = ?"
        self.keys = keys
        self.last = len(keys) - 1

    def more_than(self, few: int) -> bool:
        return len(self.keys) > few

    def row(self, place: int) -> Row:
        """The place of the first row from a place on, and the second at which it begins."""
        return place, self._first(self.keys[place])

    def _first(self, key: int) -> int:
        return int(self._run(self._sql, (key,)).fetchone()[0])

    def place(self, first: int) -> int:
        """The place of the first row that does not begin before some second."""
        return bisect_left(self.keys, first, key=self._first)

    def count(self, low: int, high: int) -> int:
        """How many rows there are from one place to another."""
        return high - low

    def days(self, low: int, high: int) -> Days:
        """How many of these begin on which day; all are looked at."""
        return self._run(
            f"SELECT {DAY_OF}, count(*) FROM json_each(?) CROSS JOIN {self._table}"
            f" ON {self._table}.key = value GROUP BY 1",
            (dump([*self.keys[low:high]]),),
        ).fetchall()

    def newest(self, most: int, before: int) -> list[int]:
        """The keys of the newest that begin before some second."""
        end = self.place(before)
        return [*self.keys[max(end - most, 0) : end]]


class All:
    """The same of all quotations, where a place is a key."""

    def __init__(self, run: Callable[..., Cursor]) -> None:
        self._run = run
        self._found = Found(run)
        self.last = int(run("SELECT coalesce(max(key), -1) FROM quote").fetchone()[0])

    def more_than(self, few: int) -> bool:
        rows = self._run("SELECT count(*) FROM (SELECT 1 FROM quote LIMIT ?)", (few + 1,))
        return bool(rows.fetchone()[0] > few)

    def row(self, place: int) -> Row:
        sql = "SELECT key, first FROM quote WHERE key >= ? ORDER BY key LIMIT 1"
        row: Row = self._run(sql, (place,)).fetchone()
        return row

    def place(self, first: int) -> int:
        return min(self._found.first_from("quote", first), self.last + 1)

    def count(self, low: int, high: int) -> int:
        # The full text has the same keys, and those that are gone, in much shorter rows.
        total, gone = (
            self._run(
                f"SELECT count(*) FROM {table} WHERE {key} >= ? AND {key} < ?", (low, high)
            ).fetchone()[0]
            for table, key in (("quote_words_docsize", "id"), ("gone_quote", "key"))
        )
        return int(total - gone)

    def days(self, low: int, high: int) -> Days:
        sql = f"SELECT {DAY_OF}, count(*) FROM quote WHERE key >= ? AND key < ? GROUP BY 1"
        return self._run(sql, (low, high)).fetchall()

    def newest(self, most: int, before: int) -> list[int]:
        sql = "SELECT key FROM quote WHERE key < ? ORDER BY key DESC LIMIT ?"
        return [key for (key,) in self._run(sql, (self.place(before), most))]


def begun(rows: Rows) -> tuple[Days, int]:
    """How many rows begin when: those with a beginning by days, months or years.

    These are counted at the first day of a period of so many months; 0: each on its day.
    """
    start, opened, dated = rows.place(UNDATED), rows.place(OPEN), rows.place(OPEN + 1)
    found: Days = [(None, rows.count(start, opened)), *rows.days(opened, dated)]
    if dated > rows.last:
        return found, 0
    low, high = rows.row(dated)[1] // DAY, rows.row(rows.last)[1] // DAY
    unit = unit_of(low, high) if high - low > _BRIEF else 0
    return [*found, *periods(rows, dated, unit)], unit


def unit_of(low: int, high: int) -> int:
    """In periods of how many months what begins from one day to another is counted."""
    return time.YEAR if time.month_of(high) - time.month_of(low) > _LONG else time.MONTH


def periods(rows: Rows, start: int, unit: int) -> list[tuple[int, int]]:
    """How many rows from a place on begin in each period: its first day, and the number.

    unit: months of a period; 0 for a day.
    """

    def look(place: int) -> Row:
        place, first = rows.row(place)
        return place, time.period_of(first // DAY, unit) if unit else first // DAY

    low = look(start)
    turns = [low, *_turns(look, low, look(rows.last)), (rows.last + 1, 0)]
    return [
        (time.first_day(period * unit) if unit else period, rows.count(place, turns[after][0]))
        for after, (place, period) in enumerate(turns[:-1], 1)
    ]


def _turns(look: Callable[[int], Row], low: Row, high: Row) -> Iterator[Row]:
    """The first row of each period after that of a row, up to that of another: by halves.

    look: finds the first row from a place on.
    """
    if low[1] == high[1]:
        return
    end = high[0]
    while end - low[0] > 1:
        middle = (low[0] + end) // 2
        row = look(middle)
        if row[0] < high[0]:
            yield from _turns(look, low, row)
            yield from _turns(look, row, high)
            return
        end = middle  # no row stands between it and the other
    yield high


def begun_before(rows: Rows, days: Days, unit: int, day: int) -> int:
    """How many rows begin before a day. days, unit: as of `begun`."""
    start = time.first_day(time.period_of(day, unit) * unit) if unit else day
    early = sum(count for one, count in days if one is not None and one < start)
    if not unit:
        return early
    # And those of its period.
    opened, dated = rows.place(OPEN), rows.place(OPEN + 1)
    more = rows.days(opened, dated)
    early += sum(count for one, count in more if one is not None and start <= one < day)
    return early + rows.count(rows.place(start * DAY), rows.place(day * DAY))
