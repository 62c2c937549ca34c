"""What the index answers about queries: the keys of the rows that match, and how many there are."""

from __future__ import annotations

from tui.core.dates import DAY
from tui.core.query import Words

from .matching import Matching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Cursor

    from tui.core.query import Query

BEST_OF = 1000  # the newest matches in text, of which the best come first (DESIGN section 3)

# How much a match counts, by the columns of the full-text table.
_WEIGHTS = {"quote": "1.0, 0.5, 0.5, 0.0", "body": "8.0, 1.0, 0.3, 0.3, 0.0"}
_COUNTED = {"quote": "quotes", "body": "records"}


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

    def scored(self, matching: Matching) -> list[tuple[int, float]]:
        """The newest BEST_OF rows that match, and how well: the less, the better."""
        table = matching.table
        test, values = matching.limits()
        return self._run(
            f"SELECT {table}.key, bm25({table}_words, {_WEIGHTS[table]})"
            f" FROM {table}_words CROSS JOIN {table} ON {table}.key = {table}_words.rowid"
            f" WHERE {table}_words MATCH ?{test} ORDER BY {table}_words.rowid DESC LIMIT {BEST_OF}",
            (matching.text, *values),
        ).fetchall()

    def _newest(self, matching: Matching) -> Iterator[int]:
        table = matching.table
        if matching.low is None:
            yield from self._scan(matching, matching.text)
            return
        # What begins before the first day may still reach it, but no date that is a single day.
        row = self._run(
            f"SELECT key FROM {table} WHERE first >= ? ORDER BY first, last, ref DESC LIMIT 1",
            (matching.low * DAY,),
        ).fetchone()
        if row:
            yield from self._scan(matching, matching.text, f" AND {{key}} >= {int(row[0])}")
        before = f" AND {{key}} < {int(row[0])}" if row else ""
        yield from self._scan(matching, matching.among_spans, before)

    def _scan(self, matching: Matching, text: str, among: str = "") -> Iterator[int]:
        """Keys, the newest first. among: a further condition on the key."""
        table = matching.table
        test, values = matching.limits()
        if not text:
            among = among.format(key="key")
            sql = f"SELECT key FROM {table} WHERE 1{among}{test} ORDER BY key DESC"
            rows = self._run(sql, values)
        else:
            rowid = f"{table}_words.rowid"
            among = among.format(key=rowid)
            rows = self._run(
                f"SELECT {rowid} FROM {table}_words CROSS JOIN {table} ON {table}.key = {rowid}"
                f" WHERE {table}_words MATCH ?{among}{test} ORDER BY {rowid} DESC",
                (text, *values),
            )
        for (key,) in rows:
            yield key

    def count(self, query: Query, table: str) -> int:
        """How many rows match."""
        node = query.node
        if isinstance(node, Words) and len(node.terms) == 1 and not node.prefix:
            row = self._run(
                f"SELECT {_COUNTED[table]} FROM term WHERE term = ?",
                (node.terms[0],),
            ).fetchone()
            return int(row[0]) if row else 0
        matching = Matching(query, table)
        test, values = matching.limits()
        if not matching.text:
            sql = f"SELECT count(*) FROM {table} WHERE 1{test}"
            return int(self._run(sql, values).fetchone()[0])
        rowid = f"{table}_words.rowid"
        join = f" CROSS JOIN {table} ON {table}.key = {rowid}" if test else ""
        some = self._run(f"SELECT 1 FROM gone_{table} LIMIT 1").fetchone()
        gone = f" AND {rowid} NOT IN (SELECT key FROM gone_{table})" if some and not test else ""
        sql = f"SELECT count(*) FROM {table}_words{join} WHERE {table}_words MATCH ?{gone}{test}"
        return int(self._run(sql, (matching.text, *values)).fetchone()[0])

    def names(self, query: Query) -> list[tuple[int, float, str, int]]:
        """The newest BEST_OF records in whose names all words stand.

        Of each: key, how well it fits (the less, the better), kind, in how many articles it is
        named.
        """
        matching = Matching(query, "body", "name")
        test, values = matching.limits()
        return self._run(
            f"SELECT body.key, bm25(body_words, {_WEIGHTS['body']}), kind, named"
            " FROM body_words CROSS JOIN body ON body.key = body_words.rowid"
            " CROSS JOIN record ON record.file = body.file"
            f" WHERE body_words MATCH ?{test} ORDER BY body_words.rowid DESC LIMIT {BEST_OF}",
            (matching.text, *values),
        ).fetchall()

    def called(self, fold: str) -> set[int]:
        """The keys of the records that have a folded name, whole, as one of theirs."""
        rows = self._run(
            "SELECT key FROM name JOIN body ON body.file = name.file WHERE fold = ?", (fold,)
        )
        return {key for (key,) in rows}

    def body(self, key: int) -> str:
        """The text of a body as it is shown; "" where it is gone."""
        from .fulltext import unpacked

        row = self._run("SELECT text FROM body WHERE key = ?", (key,)).fetchone()
        return unpacked(row[0]) if row else ""

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
