"""The keys of rows that grow with the date, as near to each other as later rows leave it possible.

Each place of a term in the full text is kept by how far its key is from the one before: what is
near takes half the room. Rows of later files go between others; where there is no room left, files
from there up to where there is some are taken in anew, and what is free comes to stand there. A key
that was used is not used again: few files shall be moved.
"""

from __future__ import annotations

from itertools import groupby

from tui.core.dates import DAY

from .database import REF, NoRoomError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from sqlite3 import Cursor
    from typing import Any

    Order = tuple[int, int, "_Later"]  # what rows are sorted by, so that they can be compared
    Place = tuple[int, int, str, int]  # first, last, reference and file of a row
    Gap = tuple[int | None, int | None]  # the keys between which rows go; None: there is no other
    Placed = tuple[Gap, list[Place]]  # rows that go between two keys

# Keys left free between the rows of two files at first. The rows of one file stand side by side.
GAPS = {"quote": 64, "body": 8}
# After so many files so many times as many, for what comes one by one between the same two.
_EVERY, _TIMES = 16, 32
# Between two dates among the newest rows, one in so many: what comes a day later goes there.
_DAYS, _RECENT = 1 << 16, 50
# Where rows are moved for new ones, so many keys shall be free for each, and so many gaps besides.
_FOR_EACH, _BESIDES = 2, 2
# One file that comes alone leaves so small a part of a gap: more may come to the same place.
_CLOSE = 4
_MOST_GONE = 10_000  # keys that are gone, before they are looked at beside those that are there

# Rows with what they are sorted by, quotations with their references.
_PLACES = {
    "quote": f"SELECT first, last, {REF}, file FROM quote",
    "body": "SELECT first, last, ref, file FROM body",
}


def ends(run: Callable[..., Cursor], table: str) -> tuple[Any, Any]:
    """The least and the greatest key of a table; None, None where it has no rows.

    Asked one by one: SQLite would read all rows for both together.
    """
    sql = f"SELECT (SELECT min(key) FROM {table}), (SELECT max(key) FROM {table})"
    first, last = run(sql).fetchone()
    return first, last


class Keys:
    """Of one table, `quote` or `body`, in an index that is written. run: runs SQL on it.

    near: by files that were there before, the key of a row that they had; mostly the new one goes
    there again.
    """

    def __init__(self, run: Callable[..., Cursor], table: str) -> None:
        self.near: dict[int, int] = {}
        self._run = run
        self._table = table
        self._gap = GAPS[table]
        self._placed: list[Placed] = []

    def is_new(self) -> bool:
        """Whether the table has never had a row."""
        gone = f"gone_{self._table}"
        return ends(self._run, self._table) == ends(self._run, gone) == (None, None)

    def crowded(self, rows: Sequence[Place]) -> set[int]:
        """The files whose rows must be taken in anew before all of `rows` find room.

        rows: sorted as they shall stand. Raises NoRoomError: the index is to be built anew.
        """
        gone = self._counted(f"gone_{self._table}")
        if gone > _MOST_GONE and self._before() <= 4 * gone:
            raise NoRoomError
        found: set[int] = set()
        self._placed = list(self._gaps(rows))
        for (low, high), placed in self._placed:
            if low is not None and high is not None:
                found |= self._crowded(low, high, [file for *_, file in placed])
        return found

    def _crowded(self, low: int, high: int, files: list[int]) -> set[int]:
        """The files of the rows around a gap that must make room for rows of `files`: of those
        below it or of those above, wherever fewer rows are about enough."""
        if high - low - 1 - self._gone(low, high) >= len(files):
            return set()
        # Those that are new may be the first of many; what only changed may be of many files.
        is_new = any(file not in self.near for file in files)
        each, besides = (_FOR_EACH, _BESIDES * self._gap + len(files)) if is_new else (1, 0)
        more = 1
        while True:
            below = self._around(f"key <= {low} ORDER BY key DESC", more)
            above = self._around(f"key >= {high} ORDER BY key", more)
            for moved, beyond in ((below[:more], below[more:]), (above[:more], above[more:])):
                edges = {low, high, *(key for key, _ in beyond)}
                if not beyond:
                    return {file for _, file in moved}
                first, last = min(edges), max(edges)
                # What is moved leaves a key that is gone, and needs one.
                free = last - first - 1 - self._gone(first, last) - 2 * len(moved) - len(files)
                if free >= each * len(moved) + besides:
                    return {file for _, file in moved}
            more += more // 4 + 1

    def _around(self, where: str, count: int) -> list[tuple[int, int]]:
        """Keys and files of rows, one more than `count` if there are so many."""
        rows = self._run(f"SELECT key, file FROM {self._table} WHERE {where} LIMIT ?", (count + 1,))
        return rows.fetchall()

    def given(self) -> Iterator[int]:
        """The keys of the rows of which it was asked last whether they are crowded: none is."""
        for (low, high), placed in self._placed:
            yield from self._between(low, high, placed)

    def apart(self, rows: Iterable[Place], count: int) -> Iterator[int]:
        """The keys of `count` rows that are the first in their table; sorted as they stand."""
        key, files, before = 0, 0, (0, 0, "", 0)
        recent = count - count // _RECENT
        for number, row in enumerate(rows):
            if number >= recent and row[:2] != before[:2]:
                key += _DAYS
            elif row[3] == before[3]:
                key += 1
            else:
                files += 1
                key += self._gap * (1 if files % _EVERY else _TIMES)
            before = row
            yield key

    def _between(self, low: int | None, high: int | None, rows: list[Place]) -> Iterator[int]:
        """Keys between two others for rows, those of one file side by side."""
        runs = [list(run) for _, run in groupby(rows, key=lambda row: row[3])]
        edges = ends(self._run, f"gone_{self._table}")
        gone: list[int] = []
        if low is None or high is None:
            left = self._at_end(low, runs)
            if high is None:
                low = max(low or 0, edges[1] or 0)
            else:
                low = min(high, high if edges[0] is None else edges[0]) - 1
                low -= len(rows) + sum(left) + self._gap
        else:
            sql = f"{self._gone_keys} > ? AND key < ? ORDER BY key"
            gone = [one for (one,) in self._run(sql, (low, high))]
            room = high - low - 1 - len(gone) - len(rows)
            left = self._shared(low, high, [run[0][3] for run in runs], room)
        key, passed = low, 0
        for more, run in zip(left, runs, strict=True):
            key += more
            for _ in run:
                key += 1
                while passed < len(gone) and gone[passed] <= key:
                    key += 1
                    passed += 1
                yield key

    def _at_end(self, low: int | None, runs: list[list[Place]]) -> list[int]:
        """How many keys are left before the rows of each file beyond all others: many where a day
        begins, to which more may come one by one, and now and then."""
        left = []
        before = None if low is None else self._place(low)[0] // DAY
        for first, _, _, file in (run[0] for run in runs):
            is_more = first // DAY != before or file % _EVERY == 0
            left.append(self._gap * (_TIMES if is_more else 1) - 1)
            before = first // DAY
        return left

    def _shared(self, low: int, high: int, files: list[int], room: int) -> list[int]:
        """How many of the free keys between two others are left before the rows of each file."""
        share, spot = self._gap - 1, self._spot(low, high, files)
        if spot >= 0:
            share = min(share if len(files) > 1 else share // _CLOSE, room // 2 // (len(files) + 1))
        else:
            share = min(share, room // (len(files) + 1))
        left = [share] * len(files)
        if 0 <= spot < len(left):  # what is left over stays together, there; else behind the last
            left[spot] += room - share * (len(files) + 1)
        return left

    def _spot(self, low: int, high: int, files: list[int]) -> int:
        """Before which of some files between two keys room is left for those to come: before or
        behind those that are new and stand together, away from where one came last; -1: none is."""
        new = [file not in self.near for file in files]
        if True not in new:
            return -1
        start = new.index(True)
        end = next((at for at in range(start, len(new)) if not new[at]), len(new))
        sql = f"SELECT file FROM {self._table} WHERE key IN (?, ?) ORDER BY key"
        (first,), (last,) = self._run(sql, (low, high)).fetchall()
        around = [first, *files, last]
        return end if around[start] > around[end + 1] else start

    def _gaps(self, rows: Sequence[Place]) -> Iterator[Placed]:
        """Rows by the keys between which they go."""
        at = 0
        while at < len(rows):
            low, high = self._gap_of(rows[at])
            end = at + 1
            if high is None:
                end = len(rows)
            else:
                limit = _order(self._place(high))
                while end < len(rows) and not limit < _order(rows[end]):
                    end += 1
            yield (low, high), list(rows[at:end])
            at = end

    def _gap_of(self, row: Place) -> Gap:
        """The keys between which a row goes: where it was, or by halves, as keys are in order."""
        wanted = _order(row)
        near = self.near.get(row[3])
        if near is not None and (gap := self._gap_at(near, wanted)):
            return gap
        first, last = ends(self._run, self._table)
        if last is None:
            return None, None
        if _order(self._place(last)) < wanted:
            return last, None
        if not _order(self._place(first)) < wanted:
            return None, first
        while True:  # `first` stands before the row, and `last` behind it
            middle = (first + last) // 2
            below = self._run(f"SELECT max(key) FROM {self._table} WHERE key <= ?", (middle,))
            low = below.fetchone()[0]
            if _order(self._place(low)) < wanted:
                above = self._run(f"SELECT min(key) FROM {self._table} WHERE key > ?", (low,))
                first, high = low, above.fetchone()[0]
                if not _order(self._place(high)) < wanted:
                    return low, high
                first = high
            else:
                last = low

    def _gap_at(self, key: int, wanted: Order) -> Gap | None:
        """The keys around a key, if it is between them that a row goes."""
        below = self._run(f"SELECT max(key) FROM {self._table} WHERE key <= ?", (key,))
        above = self._run(f"SELECT min(key) FROM {self._table} WHERE key > ?", (key,))
        low, high = below.fetchone()[0], above.fetchone()[0]
        if low is None or not _order(self._place(low)) < wanted:
            return None
        if high is None or _order(self._place(high)) < wanted:
            return None
        return low, high

    def _place(self, key: int) -> Place:
        """What a row is sorted by."""
        place: Place = self._run(f"{_PLACES[self._table]} WHERE key = ?", (key,)).fetchone()
        return place

    @property
    def _gone_keys(self) -> str:
        return f"SELECT key FROM gone_{self._table} WHERE key"

    def _gone(self, low: int, high: int) -> int:
        """How many keys between two others are gone."""
        sql = f"SELECT count(*) FROM ({self._gone_keys} > ? AND key < ?)"
        return int(self._run(sql, (low, high)).fetchone()[0])

    def _before(self) -> int:
        """How many rows the table had after the last change: quicker told than counted again."""
        import json

        row = self._run("SELECT value FROM meta WHERE key = 'counts'").fetchone()
        counts: dict[str, int] = json.loads(row[0]) if row else {}
        quotes = counts.pop("quote", 0)
        return quotes if self._table == "quote" else sum(counts.values())

    def _counted(self, table: str) -> int:
        return int(self._run(f"SELECT count(*) FROM {table}").fetchone()[0])


class _Later(str):
    """A text that is less than those before it in the alphabet."""

    __slots__ = ()

    def __lt__(self, other: str) -> bool:
        return str(self) > str(other)


def _order(place: Place) -> Order:
    first, last, ref, _ = place
    return first, last, _Later(ref)
