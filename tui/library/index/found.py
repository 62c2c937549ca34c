"""What the index answers about queries: the keys of the rows that match, and how many there are."""

from __future__ import annotations

from tui.core.dates import DAY
from tui.core.query import MOST, And, Field, Query, Words
from tui.core.terms import terms
from tui.core.text import fold_id

from .database import COMMON, UNDATED
from .keys import ends
from .matching import Matching
from .packed import unpack_body

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Cursor

_NO_KEY = (1 << 63) - 1  # beyond every key
_FEW = 20_000  # places of terms, all of which are looked through in a few milliseconds
BEST_OF = 1000  # the newest matches in text, of which the best come first (DESIGN section 3)

# How much a match counts, by the columns of the full-text table.
_WEIGHTS = {"quote": "1.0, 0.5, 0.5", "body": "1.0, 8.0, 0.3, 0.3, 0.0, 8.0"}
_COUNTED = {"quote": "quotes", "body": "records"}


def _score(table: str) -> str:
    return f"bm25({table}_words, {_WEIGHTS[table]})"


def there(table: str) -> str:
    """A condition: a row of the full text is not gone."""
    return f" AND {table}_words.rowid NOT IN (SELECT key FROM gone_{table})"


class _Piece:
    """Rows of a table between two keys that match an expression; `rows` is SQL from FROM on."""

    def __init__(self, matching: Matching, text: str, low: int | None, high: int | None) -> None:
        table = matching.table
        self._table = table
        self._text = text
        self.key = f"{table}_words.rowid" if text else f"{table}.key"
        self._joined = not text
        self._test = ""
        self.values: list[object] = [text] if text else []
        for sign, key in ((">=", low), ("<", high)):
            if key is not None:
                self._test += f" AND {self.key} {sign} ?"
                self.values.append(key)
        if matching.test:
            self.needs(matching.test, *matching.values)

    def needs(self, test: str, *values: object) -> None:
        """A further condition, on columns of the rows."""
        self._test += test
        self.values += values
        self._joined = True

    def needs_rows(self) -> None:
        """Leave out what the full text still has of rows that are gone."""
        if not self._joined:  # without a look at the rows, which are long
            self._test += there(self._table)

    @property
    def rows(self) -> str:
        table = self._table
        if not self._text:
            return f"FROM {table} WHERE 1{self._test}"
        join = f" CROSS JOIN {table} ON {table}.key = {self.key}" if self._joined else ""
        return f"FROM {table}_words{join} WHERE {table}_words MATCH ?{self._test}"


class Found:
    """Asks one open index. Queries have their ids (see `Searcher.resolved`)."""

    def __init__(self, run: Callable[..., Cursor]) -> None:
        self._run = run

    def keys(self, query: Query, table: str, *, best: bool = False) -> Iterator[int]:
        """The keys of the quotations or bodies that match, the newest first, undated last.

        best: the best of the newest BEST_OF come before all others.
        """
        matching = Matching(query, table)
        if not (best and matching.text):
            yield from self._newest(matching)
            return
        scored = self.scored(matching)
        scored.sort(key=lambda one: (one[1], -one[0]))
        yield from (key for key, _ in scored)
        if len(scored) == BEST_OF:
            known = {key for key, _ in scored}
            yield from (key for key in self._newest(matching) if key not in known)

    def from_key(self, words: str, key: int | None, query: Query | None) -> Iterator[int]:
        """The keys of the quotations that match and have some words, the last of them begun.

        The newest first from a key on, then those that are newer than it.
        """
        found = terms(words)[:MOST]
        if not found:
            return
        nodes = [*(query.conditions if query else ()), Words(found, True, words)]
        matching = Matching(Query("", And(nodes)), "quote")
        test, values = matching.limits()
        for sign in ("<=", ">"):
            for (one,) in self._run(
                "SELECT quote.key FROM quote_words CROSS JOIN quote"
                " ON quote.key = quote_words.rowid WHERE quote_words MATCH ?"
                f" AND quote_words.rowid {sign} ?{test} ORDER BY quote_words.rowid DESC",
                (matching.text, _NO_KEY if key is None else key, *values),
            ):
                yield one

    def newest(self, query: Query, kind: str) -> Iterator[int]:
        """The keys of the bodies of the records of a kind that match, in the order of `keys`."""
        return self.keys(query.and_([Field("kind", kind)]), "body")

    def many(self, query: Query, kind: str) -> int:
        """How many records of a kind match."""
        return self.count(query.and_([Field("kind", kind)]), "body")

    def scored(self, matching: Matching) -> list[tuple[int, float]]:
        """The newest BEST_OF rows that match, and how well: the less, the better."""
        table = matching.table
        test, values = matching.limits()
        rows = f"{table}_words CROSS JOIN {table} ON {table}.key = {table}_words.rowid"
        if not test:
            rows, test = f"{table}_words", there(table)
        return self._run(
            f"SELECT {table}_words.rowid, {_score(table)} FROM {rows}"
            f" WHERE {table}_words MATCH ?{test} ORDER BY {table}_words.rowid DESC LIMIT {BEST_OF}",
            (matching.text, *values),
        ).fetchall()

    def _newest(self, matching: Matching) -> Iterator[int]:
        for piece in self._pieces(matching):
            piece.needs_rows()
            for (key,) in self._run(
                f"SELECT {piece.key} {piece.rows} ORDER BY 1 DESC", piece.values
            ):
                yield key

    def _pieces(self, matching: Matching) -> list[_Piece]:
        """The rows that match, by their dates: the newer ones first.

        Keys grow with the first day: what begins within the dates is a range of keys. What begins
        before them may still reach them, but no date that is a single day.
        """
        table = matching.table
        first = UNDATED + 1 if matching.low is None else matching.low * DAY
        low = self.first_from(table, first) if matching.dated else None
        high = None if matching.high is None else self.first_from(table, (matching.high + 1) * DAY)
        pieces = [_Piece(matching, matching.text, low, high)]
        if matching.low is not None:
            dated, before = self.first_from(table, UNDATED + 1), low
            if before is not None and high is not None:
                before = min(before, high)
            begun = _Piece(matching, matching.among_spans, dated, before)
            begun.needs(f" AND {table}.last >= ?", matching.low)
            pieces.append(begun)
        return pieces

    def first_from(self, table: str, first: int) -> int:
        """The key of the first row that does not begin before some second.

        By halves, as keys are in the order of dates.
        """
        low, last = ends(self._run, table)
        if last is None:
            return _NO_KEY
        end = high = last + 1
        sql = f"SELECT key, first FROM {table} WHERE key >= ? ORDER BY key LIMIT 1"
        while low < high:
            middle = (low + high) // 2
            key, begun = self._run(sql, (middle,)).fetchone()
            if begun < first:
                low = key + 1
            else:
                high = middle
        if low == end:
            return _NO_KEY
        return int(self._run(sql, (low,)).fetchone()[0])

    def count(self, query: Query, table: str, most: int = 0) -> int:
        """How many rows match; counted up to `most`, 0 for all."""
        node = query.node
        if isinstance(node, Words) and len(node.terms) == 1 and not node.prefix:
            row = self._run(
                f"SELECT {_COUNTED[table]} FROM term WHERE term = ?",
                (node.terms[0],),
            ).fetchone()
            return int(row[0]) if row else 0
        quoted = self._quoted(query) if table == "quote" else None
        if quoted is not None:
            return min(quoted, most) if most else quoted
        some = self._run(f"SELECT 1 FROM gone_{table} LIMIT 1").fetchone()
        total = 0
        for piece in self._pieces(Matching(query, table)):
            if some:
                piece.needs_rows()
            rows = f"(SELECT 1 {piece.rows} LIMIT ?)"  # a negative limit is none
            limit = most - total if most else -1
            total += self._run(f"SELECT count(*) FROM {rows}", (*piece.values, limit)).fetchone()[0]
        return total

    def _quoted(self, query: Query) -> int | None:
        """How often somebody is quoted, which is counted already; None: something else is asked."""
        match list(query.conditions):
            case [Field(name="by", ids=[one])]:
                row = self._run(
                    "SELECT quoted FROM record WHERE fold = ? AND leads", (fold_id(one),)
                ).fetchone()
                return int(row[0]) if row else None
        return None

    def names(self, query: Query, *, ranked: bool = True) -> list[tuple[int, float, str, int]]:
        """The newest BEST_OF records in whose names all words stand.

        Of each: key, how well it fits (the less, the better), kind, in how many articles it is
        named.
        """
        score = _score("body") if ranked else "0.0"
        named = Matching(query, "body", in_names=True)
        test, values = named.limits()
        return self._run(
            f"SELECT body.key, {score}, kind, named"
            " FROM body_words CROSS JOIN body ON body.key = body_words.rowid"
            " CROSS JOIN record ON record.file = body.file"
            f" WHERE body_words MATCH ?{test} ORDER BY body_words.rowid DESC LIMIT {BEST_OF}",
            (named.text, *values),
        ).fetchall()

    def places_of(self, query: Query) -> int:
        """In how many records the words of a query stand, counted for each of its words."""
        total = 0
        for term in {term for words in query.leaves for term in words.terms}:
            row = self._run("SELECT records FROM term WHERE term = ?", (term,)).fetchone()
            total += row[0] if row else 0
        return total

    def commonest(self, begun: str, most: int) -> list[str]:
        """The commonest terms that begin so; [] where all of them are as quickly looked through."""
        rows: list[tuple[str, int]] = []
        for test in (f" AND {COMMON}", ""):  # those that are common are found at once
            if len(rows) < most:
                rows = self._run(
                    "SELECT term, records + quotes FROM term WHERE term >= ? AND term < ?"
                    f"{test} ORDER BY 2 DESC LIMIT ?",
                    (begun, begun + chr(0x10FFFF), most),
                ).fetchall()
        return [term for term, _ in rows] if sum(count for _, count in rows) >= _FEW else []

    def called(self, fold: str) -> set[int]:
        """The keys of the records that have a folded name, whole, as one of theirs."""
        rows = self._run(
            "SELECT key FROM name JOIN body ON body.file = name.file WHERE fold = ?", (fold,)
        )
        return {key for (key,) in rows}

    def body(self, key: int) -> str:
        """The text of a body as it is shown; "" where it is gone."""
        row = self._run("SELECT text FROM body WHERE key = ?", (key,)).fetchone()
        return unpack_body(row[0]) if row else ""

    def places_within(self, ids: list[str]) -> list[str]:
        """Folded ids of places, and of all places within them."""
        found = dict.fromkeys(ids)
        waiting = list(ids)
        while waiting:
            rows = self._run(
                "SELECT fold FROM link JOIN record ON record.file = link.file"
                " WHERE target = ? AND link.path = 'within'",
                (waiting.pop(),),
            )
            more = [fold for (fold,) in rows if fold not in found]
            found.update(dict.fromkeys(more))
            waiting += more
        return list(found)

    def events_at(self, places: list[str]) -> list[str]:
        """Folded ids of the events that take place at one of some places."""
        found: dict[str, None] = {}
        for place in places:
            rows = self._run(
                "SELECT fold FROM link JOIN record ON record.file = link.file"
                " WHERE target = ? AND link.path = 'place' AND kind = 'event'",
                (place,),
            )
            found.update((fold, None) for (fold,) in rows)
        return list(found)
