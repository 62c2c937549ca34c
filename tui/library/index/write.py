"""Bringing the index up to date: files come, go and change, in one transaction."""

from __future__ import annotations

import json
from collections import Counter

from tui.core.fields import PLURALS

from . import database
from .fulltext import FullText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from tui.core.problems import Problem

    from .rows import Row, Rows

_MOST_KNOWN = 200_000  # numbers that are kept in memory


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


class _Numbers:
    """The numbers that stand for texts, of a table that has both; new ones are given."""

    def __init__(self, connection: Connection, table: str, column: str) -> None:
        self._run = connection.execute
        self._find = f"SELECT {table} FROM {table} WHERE {column} = ?"
        self._add = f"INSERT INTO {table} ({column}) VALUES (?)"
        self._known: dict[str, int] = {}

    def of(self, text: str) -> int:
        number = self._known.get(text)
        if number is None:
            row = self._run(self._find, (text,)).fetchone()
            number = int(row[0] if row else self._run(self._add, (text,)).lastrowid or 0)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = number
        return number


class Writer:
    """Changes the index inside the transaction that its maker has begun.

    What a change touches elsewhere (which record answers to an id, how often somebody is named) is
    gathered and put right by `finish`.
    """

    def __init__(self, connection: Connection) -> None:
        self._full_text = FullText(connection)
        self._run = connection.execute
        self._many = connection.executemany
        self._targets = _Numbers(connection, "target", "fold")
        self._fields = _Numbers(connection, "field", "path")
        self._counts = Counter[str]()  # how many more records there are, by kind, and quotations
        self._ids: set[str] = set()
        self._named: dict[str, tuple[int, int]] = {}  # how much oftener: quoted, named

    def remove(self, path: str) -> None:
        """Take out everything that came from the file at `path`."""
        self._run("DELETE FROM problem WHERE path = ?", (path,))
        row = self._run("SELECT file FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        for fold, kind in self._run("SELECT fold, kind FROM record WHERE file = ?", row):
            self._ids.add(fold)
            self._counts[kind] -= 1
        counts = self._run(
            "SELECT link.target, sum(link.path = 'quotes.speaker'), kind = 'article'"
            " FROM link JOIN record ON record.file = link.file WHERE link.file = ?"
            " GROUP BY link.target",
            row,
        )
        for target, quoted, named in counts:
            self._count(target, -quoted, -named)
        self._full_text.remove(row[0])
        for table in ("record", "name", "topic", "linked", "quote", "file"):
            gone = self._run(f"DELETE FROM {table} WHERE file = ?", row).rowcount
            if table == "quote":
                self._counts["quote"] -= gone

    def put(self, path: str, signature: str, rows: Rows) -> None:
        """Take in the file at `path`; what was known of it must have been removed."""
        self._run("INSERT INTO file VALUES (?, ?, ?)", (rows.file, path, signature))
        self._many("INSERT INTO problem VALUES (?, ?, ?, ?)", rows.problems)
        if rows.record is None:
            return
        self._run(
            "INSERT INTO record (file, id, fold, leads, kind, path, name, name_fold, date, first,"
            " last, detail, detail_fold, body_line, front)"
            " VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows.record,
        )
        self._many("INSERT INTO name VALUES (?, ?, ?, ?)", rows.names)
        self._many("INSERT INTO topic VALUES (?, ?, ?)", rows.topics)
        self._links(rows.links)
        self._ids.add(rows.record[2])
        self._counts[rows.record[3]] += 1
        self._counts["quote"] += len(rows.quotes)
        for target, (quoted, named) in rows.named.items():
            self._count(target, quoted, named)
        self._full_text.put(rows)

    def _links(self, links: list[Row]) -> None:
        targets, fields = self._targets, self._fields
        self._many(
            "INSERT INTO linked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (file, number, targets.of(target), anchor, fields.of(path), *rest)
                for file, number, target, anchor, path, *rest in links
            ],
        )

    def _count(self, key: str, quoted: int, named: int) -> None:
        before = self._named.get(key, (0, 0))
        self._named[key] = (before[0] + quoted, before[1] + named)

    def next_file(self) -> int:
        """The number of the next new file; those after it are free, too."""
        return int(self._run("SELECT coalesce(max(file), 0) + 1 FROM file").fetchone()[0])

    def problems(self, problems: Iterable[Problem]) -> None:
        """Keep what is wrong with files."""
        self._many(
            "INSERT INTO problem VALUES (?, ?, ?, ?)",
            [(one.path, one.line, one.severity, one.message) for one in problems],
        )

    def meta(self, key: str, value: object) -> None:
        """Keep a value of the library as a whole."""
        self._run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, _dump(value)))

    def crowded(self) -> list[str]:
        """Files to be taken out and in again, so that all rows find room between the others.

        Raises NoRoomError: the index is to be built anew.
        """
        sql = "SELECT path FROM file WHERE file = ?"
        found = (self._run(sql, (file,)).fetchone()[0] for file in self._full_text.crowded())
        return sorted(found)

    def finish(self) -> None:
        """Put right what the changes touch elsewhere, and count; nothing may be crowded."""
        self._full_text.finish()
        for statement in database.LATE:
            self._run(statement)
        for key in self._ids:
            self._run("UPDATE record SET leads = 0 WHERE fold = ? AND leads = 1", (key,))
            self._run(
                "UPDATE record SET leads = 1 WHERE file ="
                " (SELECT file FROM record WHERE fold = ? ORDER BY path LIMIT 1)",
                (key,),
            )
        # A record that came new may have been named before it was there. The plus is for SQLite: it
        # shall look at the files that name the record, not at all articles.
        for key in self._ids:
            self._run(
                "UPDATE record SET quoted = (SELECT count(*) FROM link WHERE target = ?1"
                " AND path = 'quotes.speaker'), named = (SELECT count(*) FROM record AS source"
                " WHERE +source.kind = 'article' AND source.file IN"
                " (SELECT file FROM link WHERE target = ?1)) WHERE fold = ?1",
                (key,),
            )
        self._many(
            "UPDATE record SET quoted = quoted + ?, named = named + ? WHERE fold = ?",
            [
                (*more, key)
                for key, more in self._named.items()
                if key not in self._ids and any(more)
            ],
        )
        row = self._run("SELECT value FROM meta WHERE key = 'counts'").fetchone()
        before = json.loads(row[0]) if row else {}
        self.meta("counts", {kind: before.get(kind, 0) + self._counts[kind] for kind in PLURALS})
