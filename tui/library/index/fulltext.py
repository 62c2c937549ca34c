"""What is searched: the full-text tables, what stands in them, and how rows come in their order.

`quote_words` and `body_words` are contentless tables of FTS5. Their rows have the keys of `quote`
and `body`, which grow with the date: the newest first is a scan backwards, whatever is sought. What
a query filters by (speaker, kind, topic …) stands in them as marks, terms that no text has.

Terms are made in `rows` (`tui.core.terms`); the tokenizer of FTS5 only takes them apart at spaces.
A row cannot be taken out without its text, so keys that are gone are kept, and never given again.
"""

from __future__ import annotations

from collections import Counter

from tui.core.terms import changed, terms

from .keys import Keys
from .packed import Bodies, unpack_spans
from .piece import ROWS, NewPiece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from .keys import Place
    from .rows import Rows

    Row = tuple[object, ...]

_TEXT, _SAID, _NAME = 4, 5, 6  # columns of a body that waits

_ADDED = (
    " ON CONFLICT (term) DO UPDATE"
    " SET records = records + excluded.records, quotes = quotes + excluded.quotes"
)

_WAITING = """
CREATE TEMP TABLE IF NOT EXISTS waiting_quote (
    first, last, ref, file, number, own_id, line, speaker_fold, spans, fields, words_fold,
    words, called, called_to, marks);
CREATE TEMP TABLE IF NOT EXISTS waiting_body (
    first, last, ref, file, text, said, name, words, called, called_to, marks, names);
"""


class FullText:
    """Takes in, and takes out, what is searched; in the transaction of its writer."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany
        self._counts = Counter[str](), Counter[str]()  # records and quotations, by terms
        self._halved: set[int] = set()  # files whose bodies wait, and whose quotations don't
        self._keys = {table: Keys(self._run, table) for table in ("quote", "body")}
        self._is_new = {table: keys.is_new() for table, keys in self._keys.items()}
        for statement in _WAITING.split(";"):
            self._run(statement)
        self._run("DELETE FROM waiting_quote")
        self._run("DELETE FROM waiting_body")

    def remove(self, file: int) -> int:
        """Take out a file's record, whose rows in other tables are still there, and its quotations;
        how many these are."""
        bodies = Bodies(self._run)
        if file in self._halved:
            self._take_back(file, bodies)
        gone = self._remove_quotes(file, bodies)
        self._counts[0].subtract(set(terms(self._remove_body(file, bodies))))
        return gone

    def _take_back(self, file: int, bodies: Bodies) -> None:
        """Take out a body that waits while the quotations of its file stay where they stand."""
        self._halved.discard(file)
        sql = "SELECT text, name, words FROM waiting_body WHERE file = ?"
        text, name, words = self._run(sql, (file,)).fetchone()
        bodies.keep(file, text)
        self._counts[0].subtract({*name.split(), *words.split()})
        self._run("DELETE FROM waiting_body WHERE file = ?", (file,))

    def _remove_quotes(self, file: int, bodies: Bodies) -> int:
        from .rows import words_of  # not for those who only read

        rows = self._run("SELECT key, fields, spans FROM quote WHERE file = ?", (file,)).fetchall()
        for _, packed, spans in rows:
            fields = bodies.fields(file, packed, unpack_spans(spans))
            self._counts[1].subtract(set(terms(words_of(fields))))
        if rows:
            self._keys["quote"].near[file] = rows[0][0]
            self._many("INSERT INTO gone_quote VALUES (?)", [row[:1] for row in rows])
            self._run("DELETE FROM quote WHERE file = ?", (file,))
        return len(rows)

    def _remove_body(self, file: int, bodies: Bodies) -> str:
        """Take out a body; what was searched of its record."""
        import json

        row = self._run(
            "SELECT body.key, front FROM body JOIN record ON record.file = body.file"
            " WHERE body.file = ?",
            (file,),
        ).fetchone()
        if row is None:
            return ""
        names = self._run("SELECT name FROM name WHERE file = ? ORDER BY rowid", (file,))
        found = _searched([one for (one,) in names], json.loads(row[1]), bodies.of(file))
        self._keys["body"].near[file] = row[0]
        self._run("INSERT INTO gone_body VALUES (?)", (row[0],))
        self._run("DELETE FROM body WHERE file = ?", (file,))
        return found

    def put(self, rows: Rows) -> None:
        """Take in a record and its quotations."""
        self._put_quotes(rows)
        self._put_body(rows)
        name, words = rows.body[_NAME : _NAME + 2]
        if self._is_new["body"]:  # see _put_new_counts
            self._counts[0].update(
                term for term in set(name.split()) if f" {term} " not in f" {words} "
            )
        else:
            self._counts[0].update({*name.split(), *words.split()})

    def _put_quotes(self, rows: Rows) -> None:
        self._many(f"INSERT INTO waiting_quote VALUES ({_holes(15)})", rows.quotes)
        if self._is_new["quote"]:  # see _put_new_counts
            return
        for said in (row[11] for row in rows.quotes):
            self._counts[1].update(set(said.split()))

    def _put_body(self, rows: Rows) -> None:
        self._run(f"INSERT INTO waiting_body VALUES ({_holes(12)})", rows.body)

    def change(self, rows: Rows, *, is_same: bool) -> int | None:
        """Take in a record in the place of the one that its file held, which has the same id and
        whose rows in other tables are still there; how many more quotations it has.

        is_same: these rows stay, too. None: its quotations are found by the same as before, and
        stay where they stand.
        """
        file, bodies = rows.file, Bodies(self._run)
        before = self._run("SELECT said, text FROM body WHERE file = ?", (file,)).fetchone()
        said, text = before or (None, None)  # a damaged index heals where its files change
        more = None
        if said == rows.body[_SAID]:
            self._keep_quotes(rows)
            if is_same and text == rows.body[_TEXT]:
                return None  # a file that was only touched takes no key
            self._halved.add(file)
        else:
            more = len(rows.quotes) - self._remove_quotes(file, bodies)
            self._put_quotes(rows)
        self._change_body(rows, bodies)
        return more

    def _change_body(self, rows: Rows, bodies: Bodies) -> None:
        """Put a body in the place of that of its file; only what differs is counted anew."""
        import json

        before = self._remove_body(rows.file, bodies)
        self._put_body(rows)
        front = json.loads(rows.record[-1]) if rows.record else {}
        bodies.keep(rows.file, rows.body[_TEXT])
        now = _searched([one[-1] for one in rows.names], front, bodies.of(rows.file))
        gone, come = changed(before, now, " ".join(rows.body[_NAME : _NAME + 2]))
        self._counts[0].subtract(gone)
        self._counts[0].update(come)

    def _keep_quotes(self, rows: Rows) -> None:
        """Bring quotations that stay where they stand to what is said of them now."""
        sql = "SELECT spans, fields, line, file, number FROM quote WHERE file = ? ORDER BY number"
        before = self._run(sql, (rows.file,)).fetchall()
        now = [(*row[8:10], row[6], *row[3:5]) for row in rows.quotes]
        changed = [one for old, one in zip(before, now, strict=True) if old != one]
        self._many(
            "UPDATE quote SET spans = ?, fields = ?, line = ? WHERE file = ? AND number = ?",
            changed,
        )

    def crowded(self) -> set[int]:
        """The files to be taken in anew, so that there is room for all rows. Raises NoRoomError.

        Asked until there is none; then `finish` may be called.
        """
        found: set[int] = set()
        for table, keys in self._keys.items():
            if not keys.is_new():
                found |= keys.crowded(list(self._waiting(table)))
        return found

    def _waiting(self, table: str) -> Iterable[Place]:
        return self._run(
            f"SELECT first, last, ref, file FROM waiting_{table} ORDER BY first, last, ref DESC"
        )

    def finish(self) -> None:
        """Give what waits its keys and its rows."""
        # Bodies first: the room that is left when their full text becomes one piece is used then.
        self._place(
            "body",
            "file, ref, first, last, text, said",
            {name: name for name in ("name", "words", "called", "called_to", "marks", "names")},
        )
        self._place(
            "quote",
            "file, number, own_id, first, last, line, speaker_fold, spans, fields, words_fold",
            {"words": "words || ' ' || marks", "called": "called", "called_to": "called_to"},
        )
        self._put_counts()

    def _place(self, table: str, own: str, searched: dict[str, str]) -> None:
        """own: the table's columns. searched: those of the full text, and what is put there."""
        listed = ", ".join(searched)
        places, piece = self._keys[table], None
        if self._is_new[table]:
            keys = places.apart(self._waiting(table), self._counted(f"waiting_{table}"))
            piece = NewPiece(self._run, table)
        else:
            keys = places.given()
        wanted = f"{own}, {', '.join(searched.values())}"
        rows = self._run(f"SELECT {wanted} FROM waiting_{table} ORDER BY first, last, ref DESC")
        split = len(own.split(","))
        into = f"INSERT INTO {table} (key, {own}) VALUES ({_holes(split + 1)})"
        words = f"INSERT INTO {table}_words (rowid, {listed}) VALUES ({_holes(len(searched) + 1)})"
        # By turns, some at once: neither table is read back, and nothing of all rows is in memory.
        while some := rows.fetchmany(piece.next if piece else ROWS):
            numbered = [(next(keys), *row) for row in some]
            self._many(into, [row[: split + 1] for row in numbered])
            self._many(words, [(row[0], *row[split + 1 :]) for row in numbered])
            if piece:
                piece.wrote(sum(len(text) for row in some for text in row[split:]))
        self._run(f"DELETE FROM waiting_{table}")
        if piece:
            piece.end()
            self._put_new_counts(table)

    def _counted(self, table: str) -> int:
        return int(self._run(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _put_new_counts(self, table: str) -> None:
        """Count the terms of a table that was empty, in a fifth of the time of doing so by hand.

        Words that stand in a name alone are counted as they come.
        """
        columns = ("doc", "0") if table == "body" else ("0", "doc")
        self._run(f"CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, {table}_words, col)")
        self._run(
            f"INSERT INTO term SELECT term, {', '.join(columns)} FROM counted"
            " WHERE col = 'words' AND NOT (term >= ':' AND term < ';')"  # no marks
            f"{_ADDED}"
        )
        self._run("DROP TABLE temp.counted")

    def _put_counts(self) -> None:
        records, quotes = self._counts
        rows = [
            (term, records[term], quotes[term]) for term in sorted(records.keys() | quotes.keys())
        ]
        changed = [row for row in rows if row[1] or row[2]]
        self._many(f"INSERT INTO term VALUES (?, ?, ?){_ADDED}", changed)
        fewer = [(term,) for term, some, others in changed if some < 0 or others < 0]
        self._many("DELETE FROM term WHERE term = ? AND records <= 0 AND quotes <= 0", fewer)


def _searched(names: list[str], front: dict[str, object], text: str) -> str:
    """All that is searched of a record."""
    from .rows import searched  # not for those who only read

    return " \n".join([*names, searched(front, text)])


def _holes(count: int) -> str:
    return ", ".join("?" * count)
