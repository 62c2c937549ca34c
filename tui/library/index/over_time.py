"""What the index answers about time: which events and quotations lie around a record, how often
something is named and quoted when, and who is named there."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from tui.core import timeline as time
from tui.core.dates import DAY, OPEN
from tui.core.query import Field, Query
from tui.core.text import fold, fold_id

from .database import REF, UNDATED
from .found import BEST_OF, Found
from .matching import Matching
from .packed import dump

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Cursor

    Spans = list[tuple[int | None, int | None, int]]

# The day at which a date counts: its earliest; where its beginning is open, its latest; else none.
_DAY = f"CASE first WHEN {UNDATED} THEN NULL WHEN {OPEN} THEN last ELSE first / {DAY} END"
_LAST = f"CASE last WHEN {-OPEN} THEN NULL ELSE last END"

_EVENTS = "FROM record WHERE kind = 'event' AND leads"
# Events that a record is, that name it, that it names, or that articles which name it are about
# or have words from.
_EVENTS_AROUND = (
    "FROM record WHERE kind = 'event' AND leads AND ("
    "fold = :id OR file IN (SELECT file FROM link WHERE target = :id)"
    " OR fold IN (SELECT target FROM link JOIN record AS own ON own.file = link.file"
    " WHERE own.fold = :id AND own.leads)"
    " OR fold IN (SELECT target FROM link WHERE path IN ('events', 'quotes.event')"
    " AND file IN (SELECT file FROM link WHERE target = :id)))"
)
_QUOTES = "FROM quote WHERE 1"
# Quotations by, to or at a record, in it, or in an article that is about it as an event.
_QUOTES_AROUND = (
    "FROM quote WHERE (file, number) IN ("
    "SELECT file, quote FROM link WHERE target = :id"
    " AND path IN ('quotes.speaker', 'quotes.to', 'quotes.event')"
    " UNION SELECT quote.file, quote.number FROM record JOIN quote ON quote.file = record.file"
    " WHERE fold = :id AND leads"
    " UNION SELECT quote.file, quote.number FROM link JOIN quote ON quote.file = link.file"
    " WHERE target = :id AND path = 'events')"
)
_BY_DATE = "first DESC, last DESC, id"
_BY_SPAN = f"SELECT {_DAY}, {_LAST}, count(*) "


_FEW = 2000  # rows: of more, exact days count as their months
_LONG = 180  # months: in a longer time, as their years


def _all(fields: list[Field]) -> Query:
    return Query("", None).and_(fields)


class Around:
    """The events and quotations around a record, or of the whole library.

    events, quotes: how many there are. days: how many begin on which day. undated: how many have
    no date. refs: (kind, reference) of the newest; those without a date come last.
    """

    __slots__ = ("days", "events", "quotes", "refs", "undated")

    def __init__(self) -> None:
        self.events = self.quotes = self.undated = 0
        self.days: dict[int, int] = {}
        self.refs: list[tuple[str, str]] = []


class Coverage:
    """How often something is named and quoted when.

    named, quoted: articles and quotations as (first day, last day, how many); the first day is None
    where there is no date, the last where that is open.
    """

    __slots__ = ("named", "quoted")

    def __init__(self, named: Spans, quoted: Spans) -> None:
        self.named = named
        self.quoted = quoted


class OverTime:
    """Asks one open index."""

    def __init__(self, run: Callable[..., Cursor]) -> None:
        self._run = run

    def around(self, record_id: str, most: int, before: int | None = None) -> Around:
        """What is around a record ("": the whole library).

        The references are to the `most` newest, of those that begin before a day if it is given.
        """
        found = Around()
        end = -OPEN if before is None else before * DAY
        values = {"id": fold_id(record_id), "most": most, "limit": end}
        events, quotes = (_EVENTS_AROUND, _QUOTES_AROUND) if record_id else (_EVENTS, _QUOTES)
        found.events = self._count(found, events, values)
        found.quotes = self._count(found, quotes, values)
        newest = []
        sorts = ("event", "id", events, _BY_DATE), ("quote", REF, quotes, "key DESC")
        for kind, name, source, order in sorts:
            limit = f"AND first < :limit ORDER BY {order} LIMIT :most"
            rows = self._run(f"SELECT first, last, {name} {source} {limit}", values)
            newest += [(-first, -last, kind, ref) for first, last, ref in rows]
        found.refs = [(kind, ref) for _, _, kind, ref in sorted(newest)[:most]]
        return found

    def _count(self, found: Around, source: str, values: dict[str, object]) -> int:
        total = 0
        rows = self._run(f"SELECT {_DAY}, count(*) {source} GROUP BY 1", values)
        for day, count in rows:
            total += count
            if day is None:
                found.undated += count
            else:
                found.days[day] = found.days.get(day, 0) + count
        return total

    def coverage(self, record_id: str, field: str) -> Coverage:
        """Of a record: the articles that name it, and the quotations with it in a field.

        field: as in queries: by, to or event.
        """
        named = [Field("about", record_id, [record_id]), Field("kind", "article")]
        return Coverage(
            self._lie(Matching(_all(named), "body")),
            self._lie(Matching(_all([Field(field, record_id, [record_id])]), "quote")),
        )

    def coverage_of_topic(self, topic: str) -> Coverage:
        """Of a topic: the articles that have it, and the quotations in them."""
        have = _all([Field("topic", topic)])
        return Coverage(self._lie(Matching(have, "body")), self._lie(Matching(have, "quote")))

    def _lie(self, matching: Matching) -> Spans:
        """How the rows that match lie in time: many with an exact day as in that month's first."""
        table, text = matching.table, matching.text
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {table}_words WHERE {table}_words MATCH ?"
        if self._run(f"{sql} LIMIT {_FEW + 1})", (text,)).fetchone()[0] <= _FEW:
            return self._spans(table, text)
        span = matching.among_spans
        return self._spans(table, span) + self._months(table, f"({text}) NOT ({span})")

    def _spans(self, table: str, text: str) -> Spans:
        return self._run(
            f"{_BY_SPAN} FROM {table}_words CROSS JOIN {table} ON key = {table}_words.rowid"
            f" WHERE {table}_words MATCH ? GROUP BY first, last",
            (text,),
        ).fetchall()

    def _months(self, table: str, text: str) -> Spans:
        """How many rows begin in each month, or each year of a long time.

        As keys grow with dates, few rows are looked at.
        """
        keys = [
            key
            for (key,) in self._run(
                f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?"
                f" AND rowid NOT IN (SELECT key FROM gone_{table})",
                (text,),
            )
        ]

        def month_of(key: int) -> int:
            sql = f"SELECT first FROM {table} WHERE key = ?"
            return time.month_of(self._run(sql, (key,)).fetchone()[0] // DAY)

        found: Spans = []
        start = 0
        unit = time.MONTH
        if keys and month_of(keys[-1]) - month_of(keys[0]) > _LONG:
            unit = time.YEAR
        while start < len(keys):
            after = (month_of(keys[start]) // unit + 1) * unit
            # Where the next one begins: by leaps that double, then by halves.
            step = 1
            while start + step < len(keys) and month_of(keys[start + step]) < after:
                step *= 2
            low, high = start + step // 2, min(start + step, len(keys))
            end = bisect_left(keys, after, low, high, key=month_of)
            day = time.first_day(after - unit)
            found.append((day, day, end - start))
            start = end
        return found

    def topic(self, name: str) -> str:
        """A topic as articles write it; "" where none has it."""
        row = self._run("SELECT min(name) FROM topic WHERE fold = ?", (fold(name),)).fetchone()
        return row[0] or ""

    def people_in(self, query: Query) -> list[tuple[str, str, int]]:
        """The people named in the newest BEST_OF articles that match, the most first.

        Of each: id, name, in how many of these.
        """
        keys = islice(Found(self._run).newest(query, "article"), BEST_OF)
        return self._run(
            # By their numbers first: a thousand articles have forty thousand links.
            "SELECT id, name, articles FROM (SELECT linked.target AS number,"
            " count(DISTINCT linked.file) AS articles FROM json_each(?) AS newest"
            " CROSS JOIN body ON body.key = newest.value"
            " CROSS JOIN linked ON linked.file = body.file GROUP BY 1)"
            " CROSS JOIN target ON target = number"
            " JOIN record ON record.fold = target.fold AND leads"
            " WHERE kind = 'person' ORDER BY 3 DESC, name_fold, id",
            (dump(list(keys)),),
        ).fetchall()
