"""What is searched: the full-text tables, what stands in them, and how rows come in their order.

`quote_words` and `body_words` are contentless tables of FTS5. Their rows have the keys of `quote`
and `body`, which grow with the date: the newest first is a scan backwards, whatever is sought. What
a query filters by (speaker, kind, topic …) stands in them as terms of the column `marks`.

Terms are made in `rows` (`tui.core.terms`); the tokenizer of FTS5 only takes them apart at spaces.
A row cannot be taken out without its text, so keys that are gone are kept, and never given again.
"""

from __future__ import annotations

import itertools

from tui.core.terms import terms

from .database import NoRoomError
from .packed import unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Connection

    from .rows import Rows

    Row = tuple[object, ...]
    Waiting = tuple[int, int, int, str]  # first, last, file and reference of a row

_WAITING = """
CREATE TEMP TABLE IF NOT EXISTS waiting_quote (
    first, last, ref, file, number, own_id, line, speaker_fold, spans, fields, words_fold,
    words, called, called_to, marks);
CREATE TEMP TABLE IF NOT EXISTS waiting_body (
    first, last, ref, file, text, name, words, called, called_to, marks);
"""

# Between two keys at first: of one file's rows, of rows of one date, and of others. Rows of later
# files find room between them, where they mostly come: behind all others of their date. What
# stands together in a file is near, as each place of a term is kept by how far it is from the last.
INNER, NEAR, FAR = 4, 1 << 24, 1 << 36
_MOST_GONE = 10_000  # keys that are gone, before they are looked at beside those that are there


class FullText:
    """Takes in, and takes out, what is searched; in the transaction of its writer."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self._counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
        for statement in _WAITING.split(";"):
            self._run(statement)
        self._run("DELETE FROM waiting_quote")
        self._run("DELETE FROM waiting_body")

    def remove(self, file: int) -> None:
        """Take out the words of a file's record; its rows in other tables are still there."""
        from .rows import searched, words_of  # not for those who only read

        rows = self._run("SELECT fields FROM quote WHERE file = ?", (file,)).fetchall()
        if rows:
            for (fields,) in rows:
                self._count(1, terms(words_of(unpack(fields))), -1)
            self._run("INSERT INTO gone_quote SELECT key FROM quote WHERE file = ?", (file,))
        row = self._run(
            "SELECT body.key, text, kind, front FROM body JOIN record ON record.file = body.file"
            " WHERE body.file = ?",
            (file,),
        ).fetchone()
        if row is not None:
            import json

            names = self._run("SELECT name FROM name WHERE file = ? ORDER BY rowid", (file,))
            name = terms(" \n".join(one for (one,) in names))
            self._count(0, name + searched(json.loads(row[3]), unpacked(row[1])), -1)
            self._run("INSERT INTO gone_body VALUES (?)", (row[0],))
            self._run("DELETE FROM body WHERE file = ?", (file,))

    def put(self, rows: Rows) -> None:
        """Take in a record."""
        self._many(f"INSERT INTO waiting_quote VALUES ({_holes(15)})", rows.quotes)
        self._run(f"INSERT INTO waiting_body VALUES ({_holes(10)})", rows.body)
        for said in (row[11] for row in rows.quotes):
            self._count(1, said.split(), 1)
        self._count(0, [*rows.body[5].split(), *rows.body[6].split()], 1)

    def _count(self, table: int, found: Iterable[str], step: int) -> None:
        counts = self._counts[table]
        for term in set(found):
            counts[term] = counts.get(term, 0) + step

    def finish(self) -> None:
        """Give what waits its keys and its rows. Raises NoRoomError."""
        self._place(
            "quote",
            "key, file, number, ref, own_id, first, last, line, speaker_fold, spans, fields,"
            " words_fold",
            "file, number, ref, own_id, first, last, line, speaker_fold, spans, fields, words_fold",
            ("words", "called", "called_to", "marks"),
        )
        self._place(
            "body",
            "key, file, ref, first, last, text",
            "file, ref, first, last, text",
            ("name", "words", "called", "called_to", "marks"),
        )
        self._put_counts()

    def _place(self, table: str, columns: str, own: str, searched: tuple[str, ...]) -> None:
        listed = ", ".join(searched)
        keys = self._keys(table)
        rows = self._run(
            f"SELECT {own}, {listed} FROM waiting_{table} ORDER BY first, last, ref DESC"
        )
        split = len(own.split(","))
        into = f"INSERT INTO {table} ({columns}) VALUES ({_holes(split + 1)})"
        words = f"INSERT INTO {table}_words (rowid, {listed}) VALUES ({_holes(len(searched) + 1)})"
        # By turns, in pieces: neither table is read back, and nothing of all rows is in memory.
        while piece := rows.fetchmany(1000):
            numbered = [(next(keys), *row) for row in piece]
            self._many(into, [row[: split + 1] for row in numbered])
            self._many(words, [(row[0], *row[split + 1 :]) for row in numbered])
        self._run(f"DELETE FROM waiting_{table}")

    def _keys(self, table: str) -> Iterator[int]:
        """The keys of the rows that wait, in their order."""
        gone, total = self._counted(f"gone_{table}"), self._counted(table)
        if gone > _MOST_GONE and gone > total // 4:
            raise NoRoomError
        waiting = self._run(
            f"SELECT first, last, file, ref FROM waiting_{table} ORDER BY first, last, ref DESC"
        )
        if not total and not gone:
            yield from _apart(waiting)
            return
        rows = waiting.fetchall()
        places = [self._place_of(table, first, last, ref) for first, last, _, ref in rows]
        at = 0
        while at < len(places):
            low, high = places[at]
            end = at
            while end < len(places) and places[end][1] == high:
                end += 1
            yield from self._between(table, low, high, rows[at:end])
            at = end

    def _counted(self, table: str) -> int:
        return int(self._run(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _place_of(
        self, table: str, first: int, last: int, ref: str
    ) -> tuple[int | None, int | None]:
        """The keys between which a row belongs; above the last one there is room (None)."""
        row = (
            self._run(
                f"SELECT key FROM {table} WHERE first = ? AND last = ? AND ref < ?"
                " ORDER BY ref DESC LIMIT 1",
                (first, last, ref),
            ).fetchone()
            or self._run(
                f"SELECT key FROM {table} WHERE (first, last) > (?, ?)"
                " ORDER BY first, last, ref DESC LIMIT 1",
                (first, last),
            ).fetchone()
        )
        above = row[0] if row else None
        test = "" if above is None else f" WHERE key < {int(above)}"
        below = self._run(f"SELECT max(key) FROM {table}{test}").fetchone()[0]
        return below, above

    def _between(
        self, table: str, low: int | None, high: int | None, rows: list[Waiting]
    ) -> Iterator[int]:
        """Keys for rows between two others: near to the one of the same date, as `_apart` has them,
        or, where there is no room for that, as far apart as there is."""
        steps = [_step(one, other) for one, other in itertools.pairwise(rows)]
        before = _step(self._order_of(table, low), rows[0])
        after = _step(rows[-1], self._order_of(table, high))
        if low is None:
            low = 0 if high is None else high - before - sum(steps) - after
        elif high is not None and sum(steps) + 2 * min(before, after) > high - low:
            inner = INNER
            share = _share(steps, inner, high - low)
            if share < inner:
                inner = 1
                share = _share(steps, inner, high - low)
            steps = [inner if step == INNER else share for step in steps]
            before = share
        elif high is not None and after < before:
            before = high - low - sum(steps) - after
        key = low
        for step in (before, *steps):
            key += max(step, 1)
            while self._run(f"SELECT 1 FROM gone_{table} WHERE key = ?", (key,)).fetchone():
                key += 1
            if high is not None and key >= high:
                raise NoRoomError
            yield key

    def _order_of(self, table: str, key: int | None) -> Waiting:
        """By what the row of a key is sorted."""
        row = self._run(f"SELECT first, last, file, ref FROM {table} WHERE key = ?", (key,))
        found: Waiting | None = row.fetchone()
        return found or (0, 0, 0, "")

    def _put_counts(self) -> None:
        records, quotes = self._counts
        rows = [
            (term, records.get(term, 0), quotes.get(term, 0))
            for term in sorted(records.keys() | quotes.keys())
        ]
        changed = [row for row in rows if row[1] or row[2]]
        self._many(
            "INSERT INTO term VALUES (?, ?, ?) ON CONFLICT (term) DO UPDATE"
            " SET records = records + excluded.records, quotes = quotes + excluded.quotes",
            changed,
        )
        fewer = [(term,) for term, some, others in changed if some < 0 or others < 0]
        self._many("DELETE FROM term WHERE term = ? AND records <= 0 AND quotes <= 0", fewer)


def unpacked(packed: bytes) -> str:
    """A body's text as it is shown, from the table `body`."""
    import zlib

    return zlib.decompress(packed).decode()


def _step(row: Waiting, other: Waiting) -> int:
    """How far the keys of two rows that follow each other are apart at first."""
    if row[:2] != other[:2]:
        return FAR
    return INNER if row[2] == other[2] else NEAR


def _share(steps: list[int], inner: int, room: int) -> int:
    """How far rows of two files can be apart in some room, where those of one file are `inner`."""
    together = steps.count(INNER)
    return (room - together * inner) // (len(steps) - together + 2)


def _apart(rows: Iterable[Waiting]) -> Iterator[int]:
    """The keys of rows that are the first in their table."""
    key, before = 0, (0, 0, 0, "")
    for row in rows:
        key += _step(before, row)
        before = row
        yield key


def _holes(count: int) -> str:
    return ", ".join("?" * count)
