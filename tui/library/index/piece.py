"""The full text of a table that is new: one piece, high above those that later changes leave.

FTS5 keeps pieces of full text on levels. A change leaves a small one on the lowest; as soon as a
level has a few, one is made of them, which goes to the next. Where what many rows have made stands
low, a change in some twenty is one too many for its level, and has to write all of it again, which
takes seconds where the library is large. A piece is raised by making it one with
others, so the first part of a large table is raised, while it is small; what all become at the end
then stands above it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# So many of a level, and they become one. Every search asks each piece for each of its words: with
# SQLite's own number, 16, searches take three times as long.
_FEW = 4
_MANY = 1000  # while all are written: at the end, they become one at once

# The first part: so many characters that it is larger than any later piece (see `database`), or it
# would be brought down to these. It becomes one and then rises twice, by two levels each.
_FIRST, _TIMES = 12_000_000, 3

ROWS = 1000  # that are written at once


class NewPiece:
    """Of one table, `quote` or `body`, whose rows are about to be written.

    run: runs SQL on the index. next: how many rows are to be written next.
    """

    def __init__(self, run: Callable[..., object], table: str) -> None:
        self.next = ROWS
        self._run = run
        self._words = f"{table}_words"
        self._gathered = 0
        self._times = _TIMES
        self._set(automerge=0, crisismerge=_MANY)

    def wrote(self, characters: int) -> None:
        """The next rows were written. characters: of what is searched of them."""
        self._gathered += characters
        if self._times and self._gathered >= _FIRST:
            self._make_one()
            self._times -= 1
            self.next = 1 if self._times else ROWS  # something to be made one with

    def end(self) -> None:
        """All rows were written."""
        self._make_one()
        self._set(automerge=_FEW, crisismerge=_FEW)

    def _make_one(self) -> None:
        self._run(f"INSERT INTO {self._words} ({self._words}) VALUES ('optimize')")

    def _set(self, **values: int) -> None:
        for name, value in values.items():
            sql = f"INSERT INTO {self._words} ({self._words}, rank) VALUES (?, ?)"
            self._run(sql, (name, value))
