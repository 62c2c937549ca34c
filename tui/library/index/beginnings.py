"""What the shell's completion asks the index: ids, names and topics that begin so.

Of more than a list is for, the first come and the last one: what all have in common is then the
same as if all had come.
"""

from __future__ import annotations

from tui.core.records import Named
from tui.core.text import fold, fold_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Cursor

_MOST = 500
_LAST = "\U0010ffff"  # sorts behind every letter


class Beginnings:
    """run: runs SQL on the index. kinds: of records, none for all."""

    def __init__(self, run: Callable[..., Cursor]) -> None:
        self._run = run

    def ids(self, typed: str, kinds: Sequence[str] = ()) -> list[Named]:
        """The records whose ids begin so, in any case."""
        sql = "SELECT id, kind, name FROM record WHERE leads AND "
        return [Named(*row) for row in self._begin(sql, "fold", fold_id(typed), kinds)]

    def names(self, typed: str, kinds: Sequence[str] = ()) -> list[tuple[str, Named]]:
        """Names, other ones too, that begin so, whatever their accents, and whose they are."""
        sql = (
            "SELECT name.name, id, kind, record.name FROM name JOIN record"
            " ON record.file = name.file WHERE leads AND "
        )
        rows = self._begin(sql, "name.fold", fold(typed), kinds)
        return [(row[0], Named(*row[1:])) for row in rows]

    def topics(self, typed: str) -> list[str]:
        """Topics that begin so, whatever their accents."""
        rows = self._begin("SELECT DISTINCT name FROM topic WHERE ", "fold", fold(typed))
        return [row[0] for row in rows]

    def _begin(
        self, sql: str, column: str, typed: str, kinds: Sequence[str] = ()
    ) -> list[tuple[str, ...]]:
        sql += f"{column} >= ? AND {column} < ?"
        if kinds:
            sql += f" AND kind IN ({', '.join('?' * len(kinds))})"
        sql += f" ORDER BY {column}"
        values = (typed, typed + _LAST, *kinds)
        rows = self._run(f"{sql} LIMIT ?", (*values, _MOST)).fetchall()
        if len(rows) == _MOST:
            rows += self._run(f"{sql} DESC LIMIT 1", values).fetchall()
        return rows
