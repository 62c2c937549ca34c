"""What is searched: the full-text tables, what stands in them, and how rows come in their order.

`quote_words` and `body_words` are contentless tables of FTS5. Their rows have the keys of `quote`
and `body`, which grow with the date: the newest first is a scan backwards, whatever is sought. What
a query filters by (speaker, kind, topic …) stands in them as marks, terms that no text has.

Terms are made in `rows` (`tui.core.terms`); the tokenizer of FTS5 only takes them apart at spaces.
A row cannot be taken out without its text, so keys that are gone are kept, and never given again.
"""

from __future__ import annotations

from collections import Counter

from tui.core.terms import terms

from .keys import Keys
from .packed import Bodies, unpack_spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from .keys import Place
    from .rows import Rows

    Row = tuple[object, ...]

_WAITING = """
CREATE TEMP TABLE IF NOT EXISTS waiting_quote (
    first, last, ref, file, number, own_id, line, speaker_fold, spans, fields, words_fold,
    words, called, called_to, marks);
CREATE TEMP TABLE IF NOT EXISTS waiting_body (
    first, last, ref, file, text, name, words, called, called_to, marks, names);
"""


class FullText:
    """Takes in, and takes out, what is searched; in the transaction of its writer."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self._counts = Counter[str](), Counter[str]()  # records and quotations, by terms
        for statement in _WAITING.split(";"):
            self._run(statement)
        self._run("DELETE FROM waiting_quote")
        self._run("DELETE FROM waiting_body")

    def remove(self, file: int) -> None:
        """Take out the words of a file's record; its rows in other tables are still there."""
        from .rows import searched, words_of  # not for those who only read

        sql = "SELECT fields, spans FROM quote WHERE file = ?"
        rows, bodies = self._run(sql, (file,)).fetchall(), Bodies(self._run)
        if rows:
            for packed, spans in rows:
                fields = bodies.fields(file, packed, unpack_spans(spans))
                self._counts[1].subtract(set(terms(words_of(fields))))
            self._run("INSERT INTO gone_quote SELECT key FROM quote WHERE file = ?", (file,))
        row = self._run(
            "SELECT body.key, kind, front FROM body JOIN record ON record.file = body.file"
            " WHERE body.file = ?",
            (file,),
        ).fetchone()
        if row is not None:
            import json

            names = self._run("SELECT name FROM name WHERE file = ? ORDER BY rowid", (file,))
            name = terms(" \n".join(one for (one,) in names))
            found = searched(json.loads(row[2]), bodies.of(file))
            self._counts[0].subtract({*name, *found})
            self._run("INSERT INTO gone_body VALUES (?)", (row[0],))
            self._run("DELETE FROM body WHERE file = ?", (file,))

    def put(self, rows: Rows) -> None:
        """Take in a record."""
        self._many(f"INSERT INTO waiting_quote VALUES ({_holes(15)})", rows.quotes)
        self._run(f"INSERT INTO waiting_body VALUES ({_holes(11)})", rows.body)
        for said in (row[11] for row in rows.quotes):
            self._counts[1].update(set(said.split()))
        self._counts[0].update({*rows.body[5].split(), *rows.body[6].split()})

    def crowded(self) -> set[int]:
        """The files to be taken in anew, so that there is room for all rows. Raises NoRoomError."""
        tables = ("quote", "body")
        found = (Keys(self._run, table).crowded(list(self._waiting(table))) for table in tables)
        return set().union(*found)

    def _waiting(self, table: str) -> Iterable[Place]:
        return self._run(
            f"SELECT first, last, ref, file FROM waiting_{table} ORDER BY first, last, ref DESC"
        )

    def finish(self) -> None:
        """Give what waits its keys and its rows."""
        self._place(
            "quote",
            "file, number, own_id, first, last, line, speaker_fold, spans, fields, words_fold",
            {"words": "words || ' ' || marks", "called": "called", "called_to": "called_to"},
        )
        self._place(
            "body",
            "file, ref, first, last, text",
            {name: name for name in ("name", "words", "called", "called_to", "marks", "names")},
        )
        self._put_counts()

    def _place(self, table: str, own: str, searched: dict[str, str]) -> None:
        """own: the table's columns. searched: those of the full text, and what is put there."""
        listed = ", ".join(searched)
        keys = Keys(self._run, table).given(self._waiting(table), self._counted(f"waiting_{table}"))
        wanted = f"{own}, {', '.join(searched.values())}"
        rows = self._run(f"SELECT {wanted} FROM waiting_{table} ORDER BY first, last, ref DESC")
        split = len(own.split(","))
        into = f"INSERT INTO {table} (key, {own}) VALUES ({_holes(split + 1)})"
        words = f"INSERT INTO {table}_words (rowid, {listed}) VALUES ({_holes(len(searched) + 1)})"
        # By turns, in pieces: neither table is read back, and nothing of all rows is in memory.
        while piece := rows.fetchmany(1000):
            numbered = [(next(keys), *row) for row in piece]
            self._many(into, [row[: split + 1] for row in numbered])
            self._many(words, [(row[0], *row[split + 1 :]) for row in numbered])
        self._run(f"DELETE FROM waiting_{table}")

    def _counted(self, table: str) -> int:
        return int(self._run(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _put_counts(self) -> None:
        records, quotes = self._counts
        rows = [
            (term, records[term], quotes[term]) for term in sorted(records.keys() | quotes.keys())
        ]
        changed = [row for row in rows if row[1] or row[2]]
        self._many(
            "INSERT INTO term VALUES (?, ?, ?) ON CONFLICT (term) DO UPDATE"
            " SET records = records + excluded.records, quotes = quotes + excluded.quotes",
            changed,
        )
        fewer = [(term,) for term, some, others in changed if some < 0 or others < 0]
        self._many("DELETE FROM term WHERE term = ? AND records <= 0 AND quotes <= 0", fewer)


def _holes(count: int) -> str:
    return ", ".join("?" * count)
