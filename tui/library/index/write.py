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

_PROBLEM = "INSERT INTO problem VALUES (?, ?, ?, ?)"
_NAME = "INSERT INTO name VALUES (?, ?, ?, ?)"
_TOPIC = "INSERT INTO topic VALUES (?, ?, ?)"
# What a file says of its record; the other columns are counted.
_RECORD = (
    *("file", "id", "fold", "kind", "path", "name", "name_fold", "date", "first", "last"),
    *("detail", "detail_fold", "body_line", "front"),
)

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
    gathered and put right by `finish`. settled: paths of files that changed, but neither in what
    they link to nor in what others can link to.
    """

    def __init__(self, connection: Connection) -> None:
        self.settled: set[str] = set()
        self._full_text = FullText(connection)
        self._run = connection.execute
        self._many = connection.executemany
        self._targets = _Numbers(connection, "target", "fold")
        self._fields = _Numbers(connection, "field", "path")
        self._is_new = self._run("SELECT 1 FROM file LIMIT 1").fetchone() is None
        self._last_file = 0  # the greatest number that was given to a file; 0: none was yet
        self._removed: dict[str, int] = {}  # the numbers of files that were taken out
        self._counts = Counter[str]()  # how many more records there are, by kind, and quotations
        self._ids: set[str] = set()
        self._named: dict[str, tuple[int, int]] = {}  # how much oftener: quoted, named

    def remove(self, path: str) -> None:
        """Take out everything that came from the file at `path`."""
        self.settled.discard(path)
        self._run("DELETE FROM problem WHERE path = ?", (path,))
        row = self._run("SELECT file FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        self._removed[path] = row[0]
        for fold, kind in self._run("SELECT fold, kind FROM record WHERE file = ?", row):
            self._ids.add(fold)
            self._counts[kind] -= 1
        self._remove_links(row[0])
        self._counts["quote"] -= self._full_text.remove(row[0])
        for table in ("record", "name", "topic", "file"):
            self._run(f"DELETE FROM {table} WHERE file = ?", row)

    def _remove_links(self, file: int) -> None:
        counts = self._run(
            "SELECT link.target, count(DISTINCT iif(link.path = 'quotes.speaker' AND quote, quote,"
            " NULL)), kind = 'article'"
            " FROM link JOIN record ON record.file = link.file WHERE link.file = ?"
            " GROUP BY link.target",
            (file,),
        )
        for target, quoted, named in counts:
            self._count(target, -quoted, -named)
        self._run("DELETE FROM linked WHERE file = ?", (file,))

    def put(self, path: str, signature: str, rows: Rows) -> None:
        """Take in the file at `path`, in the place of what was known of it."""
        record = rows.record
        if not self._is_new:
            if record and self._is_known(record):
                self._change(path, signature, rows, record)
                return
            self.remove(path)
        self._run("INSERT INTO file VALUES (?, ?, ?)", (rows.file, path, signature))
        self._many(_PROBLEM, rows.problems)
        if record is None:
            return
        self._run(
            f"INSERT INTO record ({', '.join(_RECORD)}, leads)"
            f" VALUES ({', '.join('?' * len(_RECORD))}, 0)",
            record,
        )
        self._many(_NAME, rows.names)
        self._many(_TOPIC, rows.topics)
        self._put_links(self._linked(rows), rows)
        self._ids.add(record[2])
        self._counts[record[3]] += 1
        self._counts["quote"] += len(rows.quotes)
        self._full_text.put(rows)

    def _is_known(self, record: Row) -> bool:
        """Whether a file held the same record before, whatever it says."""
        sql = "SELECT 1 FROM record WHERE file = ? AND id = ? AND kind = ? AND path = ?"
        return self._run(sql, (*record[:2], *record[3:5])).fetchone() is not None

    def _change(self, path: str, signature: str, rows: Rows, record: Row) -> None:
        """Take in a file whose record was there before: what of it is as it was is left alone."""
        file = (rows.file,)
        self._run("UPDATE file SET signature = ? WHERE file = ?", (signature, *file))
        self._run("DELETE FROM problem WHERE path = ?", (path,))
        self._many(_PROBLEM, rows.problems)
        before = self._run(
            f"SELECT {', '.join(_RECORD)} FROM record WHERE file = ?", file
        ).fetchone()
        changed = [number for number, old in enumerate(before) if old != record[number]]
        tables = [
            (table, insert, now)
            for table, insert, now in (("name", _NAME, rows.names), ("topic", _TOPIC, rows.topics))
            if now
            != self._run(f"SELECT * FROM {table} WHERE file = ? ORDER BY rowid", file).fetchall()
        ]
        sql = "SELECT * FROM linked WHERE file = ? ORDER BY number"
        links, linked = self._run(sql, file).fetchall(), self._linked(rows)
        more = self._full_text.change(rows, is_same=not (changed or tables) and links == linked)
        self._counts["quote"] += more or 0
        if changed:
            # None but these: SQLite would write the keys of all others anew.
            sets = ", ".join(f"{_RECORD[number]} = ?" for number in changed)
            values = [record[number] for number in changed]
            self._run(f"UPDATE record SET {sets} WHERE file = ?", (*values, *file))
        for table, insert, now in tables:
            self._run(f"DELETE FROM {table} WHERE file = ?", file)
            self._many(insert, now)
        if not self._change_links(rows, links, linked) and more is None:
            self.settled.add(path)

    def _change_links(self, rows: Rows, before: list[Row], now: list[Row]) -> bool:
        """Bring a file's links to what they are now; whether anything of them has changed."""
        if [row[2:7:2] for row in before] != [row[2:7:2] for row in now]:
            self._remove_links(rows.file)
            self._put_links(now, rows)
            return True
        changed = [row for old, row in zip(before, now, strict=True) if old != row]
        self._many(
            "UPDATE linked SET anchor = ?, line = ?, quote = ?, certain = ?, written = ?, words = ?"
            " WHERE file = ? AND number = ?",
            [(row[3], *row[5:], *row[:2]) for row in changed],
        )
        return bool(changed)

    def _linked(self, rows: Rows) -> list[Row]:
        """The rows of a file's links, with numbers for what they link to and for fields."""
        targets, fields = self._targets, self._fields
        return [
            (file, number, targets.of(target), anchor, fields.of(path), *rest)
            for file, number, target, anchor, path, *rest in rows.links
        ]

    def _put_links(self, links: list[Row], rows: Rows) -> None:
        self._many("INSERT INTO linked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", links)
        for target, (quoted, named) in rows.named.items():
            self._count(target, quoted, named)

    def _count(self, key: str, quoted: int, named: int) -> None:
        before = self._named.get(key, (0, 0))
        self._named[key] = (before[0] + quoted, before[1] + named)

    def number_of(self, path: str) -> int:
        """The number of the file at `path`, also where it was taken out; a new one gets a greater
        one than all others."""
        row = self._run("SELECT file FROM file WHERE path = ?", (path,)).fetchone()
        if row:
            return int(row[0])
        if path in self._removed:
            return self._removed[path]
        if not self._last_file:
            last = self._run("SELECT coalesce(max(file), 0) FROM file").fetchone()[0]
            self._last_file = max(last, *self._removed.values(), 0)
        self._last_file += 1
        return self._last_file

    def problems(self, problems: Iterable[Problem]) -> None:
        """Keep what is wrong with files."""
        self._many(
            _PROBLEM,
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
        if self._is_new:
            self._run(
                "UPDATE record SET leads = 1 WHERE file IN"
                " (SELECT file FROM (SELECT file, min(path) FROM record GROUP BY fold))"
            )
        else:
            self._look_at_ids()
        self._many(
            "UPDATE record SET quoted = quoted + ?, named = named + ? WHERE fold = ?",
            [(*more, key) for key, more in self._named.items() if any(more)],
        )
        row = self._run("SELECT value FROM meta WHERE key = 'counts'").fetchone()
        before = json.loads(row[0]) if row else {}
        self.meta("counts", {kind: before.get(kind, 0) + self._counts[kind] for kind in PLURALS})

    def _look_at_ids(self) -> None:
        """Which records answer to ids that have come or gone, and how often they are named."""
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
            self._named.pop(key, None)
            self._run(
                "UPDATE record SET quoted = (SELECT count(*) FROM (SELECT DISTINCT file, quote FROM"
                " link WHERE target = ?1 AND path = 'quotes.speaker' AND quote)),"
                " named = (SELECT count(*) FROM record AS source"
                " WHERE +source.kind = 'article' AND source.file IN"
                " (SELECT file FROM link WHERE target = ?1)) WHERE fold = ?1",
                (key,),
            )
