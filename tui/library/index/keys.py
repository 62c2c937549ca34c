"""The keys of rows that grow with the date, as near to each other as later rows leave it possible.

Each place of a term in the full text is kept by how far its key is from the one before: what is
near takes half the room. Rows of later files go between others; where there is no room left, files
around them are taken in anew, so that their rows stand further apart.
"""

from __future__ import annotations

from itertools import groupby

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
# Between two dates among the newest rows, one in so many: what comes a day later goes there.
_DAYS, _RECENT = 1 << 16, 50
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

    near: by files, the key of a row that they had; mostly the new one goes there again.
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
                found |= self._crowded(low, high, len(placed))
        return found

    def _crowded(self, low: int, high: int, count: int) -> set[int]:
        """The files of the rows around a gap that must make room for `count` rows."""
        found: set[int] = set()
        moved, more = 0, 1
        # What is moved leaves a key that is gone, and needs one; then there shall be some to spare.
        while high - low - 1 - self._gone(low, high) - moved < (count + moved) * (
            2 if moved else 1
        ):
            below = self._around(f"key <= {low} ORDER BY key DESC", more)
            above = self._around(f"key >= {high} ORDER BY key", more)
            found.update(file for _, file in (*below[:more], *above[:more]))
            if min(len(below), len(above)) <= more:
                break  # there is no other row beyond, and room for all
            low, high = below[more][0], above[more][0]
            moved += 2 * more
            more *= 2
        return found

    def _around(self, where: str, count: int) -> list[tuple[int, int]]:
        """Keys and files of rows, one more than `count` if there are so many."""
        rows = self._run(f"SELECT key, file FROM {self._table} WHERE {where} LIMIT ?", (count + 1,))
        return rows.fetchall()

    def given(self) -> Iterator[int]:
        """The keys of the rows of which it was asked last whether they are crowded: none is."""
        for (low, high), placed in self._placed:
            yield from self._between(low, high, [file for _, _, _, file in placed])

    def apart(self, rows: Iterable[Place], count: int) -> Iterator[int]:
        """The keys of `count` rows that are the first in their table; sorted as they stand."""
        key, before = 0, (0, 0, "", 0)
        recent = count - count // _RECENT
        for number, row in enumerate(rows):
            if number >= recent and row[:2] != before[:2]:
                key += _DAYS
            else:
                key += 1 if row[3] == before[3] else self._gap
            before = row
            yield key

    def _between(self, low: int | None, high: int | None, files: list[int]) -> Iterator[int]:
        """Keys between two others for rows of files, those of one file side by side."""
        runs = [len(list(run)) for _, run in groupby(files)]
        whole = len(files) + self._gap * len(runs)
        edges = ends(self._run, f"gone_{self._table}")
        share, gone = self._gap - 1, set[int]()
        if high is None:
            low = max(low or 0, edges[1] or 0)
        elif low is None:
            low = min(high, high if edges[0] is None else edges[0]) - whole - 1
        else:
            gone = {one for (one,) in self._run(f"{self._gone_keys} > ? AND key < ?", (low, high))}
            room = high - low - 1 - len(gone) - len(files)
            share = min(share, room // (len(runs) + 1))
        key = low
        for run in runs:
            key += share
            for _ in range(run):
                key += 1
                while key in gone:
                    key += 1
                yield key

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
