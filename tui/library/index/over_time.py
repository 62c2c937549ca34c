"""What the index answers about time: which events and quotations lie around a record, how often
something is named and quoted when, and who is named there."""

from __future__ import annotations

from array import array
from itertools import islice

from tui.core.dates import DAY, OPEN
from tui.core.query import Field, Or, Query
from tui.core.text import fold, fold_id

from . import spread
from .database import REF, UNDATED, Snapshot
from .found import BEST_OF, Found
from .matching import Matching
from .packed import dump
from .spread import DAY_OF, All, Some

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Cursor

    from tui.core.query import Node

    from .spread import Days, Rows

    Row = tuple[int, int, str, str]  # first, last, kind and reference
    Spans = list[tuple[int | None, int | None, int]]

_LAST = f"CASE last WHEN {-OPEN} THEN NULL ELSE last END"

_EVENTS = "FROM record WHERE kind = 'event' AND leads"
_EVENTS_AROUND = f"{_EVENTS} AND file IN (SELECT value FROM json_each(:files))"
_BY_DATE = "first DESC, last DESC, id"
_BY_SPAN = f"SELECT {DAY_OF}, {_LAST}, count(*) "


_FEW = 2000  # rows: of more, days count as their months, or years


def _all(fields: list[Field]) -> Query:
    return Query("", None).and_(fields)


class Around:
    """The events and quotations around a record, or of the whole library.

    events, quotes: how many there are. days: how many begin on which day. unit: months; where it is
    not 0, what begins in so many counts on the first day of them. undated: how many have no date.
    refs: (kind, reference) of the newest; those without a date come last. earlier: how many begin
    before the oldest of these.
    """

    __slots__ = ("days", "earlier", "events", "quotes", "refs", "undated", "unit")

    def __init__(self) -> None:
        self.events = self.quotes = self.undated = self.earlier = self.unit = 0
        self.days: dict[int, int] = {}
        self.refs: list[tuple[str, str]] = []

    def add(self, days: Days) -> int:
        """Count what begins on some days, or on none; how many these are."""
        for day, count in days:
            if day is None:
                self.undated += count
            else:
                self.days[day] = self.days.get(day, 0) + count
        return sum(count for _, count in days)


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

    def around(
        self, record_id: str, most: int, before: int | None = None, *, whole: bool = True
    ) -> Around:
        """What is around a record ("": the whole library).

        Events that the record is, that name it, that it names, or that the newest BEST_OF articles
        which name it are about or have words from; quotations by, to or at it, in it, or in an
        article that is about it as an event.

        The references are to the `most` newest, of those that begin before a day if it is given;
        if days are to be whole, and there may be more, the oldest one is left out.
        """
        with Snapshot(self._run):
            return self._around(record_id, most, before, whole)

    def _around(self, record_id: str, most: int, before: int | None, whole: bool) -> Around:
        found = Around()
        end = -OPEN if before is None else before * DAY
        events, values = _EVENTS, {"limit": end, "most": most, "files": ""}
        rows: Rows = All(self._run)
        if record_id:
            events, values["files"] = _EVENTS_AROUND, dump(self._events_around(record_id))
            rows = Some(self._run, "quote", self._quotes_around(record_id))
        days = self._run(f"SELECT {DAY_OF}, count(*) {events} GROUP BY 1", values).fetchall()
        found.events = found.add(days)
        if rows.more_than(_FEW):
            begun, found.unit = spread.begun(rows)
        else:
            begun = rows.days(rows.place(UNDATED), rows.last + 1)
        found.quotes = found.add(begun)
        limit = f"AND first < :limit ORDER BY {_BY_DATE} LIMIT :most"
        newest = self._run(f"SELECT first, last, 'event', id {events} {limit}", values).fetchall()
        newest += self._quotes(rows.newest(most, end))
        newest.sort(key=lambda row: (-row[0], -row[1], *row[2:]))
        if not whole:
            found.refs = [row[2:] for row in newest[:most]]
            return found
        found.refs, oldest = _whole_days(newest[:most], most)
        if oldest is not None:
            found.earlier = sum(count for day, count in days if day is not None and day < oldest)
            found.earlier += spread.begun_before(rows, begun, found.unit, oldest)
        return found

    def _quotes(self, keys: list[int]) -> list[Row]:
        return self._run(
            f"SELECT first, last, 'quote', {REF} FROM json_each(?)"
            " CROSS JOIN quote ON quote.key = value",
            (dump(keys),),
        ).fetchall()

    def _events_around(self, record_id: str) -> list[int]:
        """The files of the events around a record."""
        key = fold_id(record_id)
        found = Found(self._run)
        about = _all([Field("about", key, [key])])
        files = self._run(
            "SELECT file FROM record WHERE fold = :id AND leads"
            " UNION SELECT file FROM body WHERE key IN (SELECT value FROM json_each(:naming))"
            " UNION SELECT other.file FROM record JOIN link ON link.file = record.file"
            " JOIN record AS other ON other.fold = link.target"
            " WHERE record.fold = :id AND record.leads",
            {"id": key, "naming": dump(list(found.newest(about, "event")))},
        )
        articles = dump(list(islice(found.newest(about, "article"), BEST_OF)))
        # By numbers, as in `people_in`.
        more = self._run(
            "SELECT record.file FROM (SELECT DISTINCT linked.target AS number"
            " FROM json_each(?) AS newest CROSS JOIN body ON body.key = newest.value"
            " CROSS JOIN linked ON linked.file = body.file WHERE field IN"
            " (SELECT field FROM field WHERE path IN ('events', 'quotes.event')))"
            " CROSS JOIN target ON target = number JOIN record ON record.fold = target.fold",
            (articles,),
        )
        return sorted({file for (file,) in (*files, *more)})

    def _quotes_around(self, record_id: str) -> Sequence[int]:
        """The keys of the quotations around a record, the oldest first."""
        key = fold_id(record_id)
        fields: list[Node] = [Field(name, key, [key]) for name in ("by", "to", "event")]
        keys = self._keys("quote", Matching(Query("", Or(fields)), "quote").text)
        more = self._run(
            "SELECT key FROM record JOIN quote ON quote.file = record.file"
            " WHERE fold = :id AND leads"
            " UNION SELECT key FROM link JOIN quote ON quote.file = link.file"
            " WHERE target = :id AND path = 'events'",
            {"id": key},
        ).fetchall()
        return sorted({*keys, *(key for (key,) in more)}) if more else keys

    def coverage(self, record_id: str, field: str) -> Coverage:
        """Of a record: the articles that name it, and the quotations with it in a field.

        field: as in queries: by, to or event.
        """
        named = _all([Field("about", record_id, [record_id]), Field("kind", "article")])
        return self._coverage(named, _all([Field(field, record_id, [record_id])]))

    def coverage_of_topic(self, topic: str) -> Coverage:
        """Of a topic: the articles that have it, and the quotations in them."""
        have = _all([Field("topic", topic)])
        return self._coverage(have, have)

    def _coverage(self, articles: Query, quotations: Query) -> Coverage:
        with Snapshot(self._run):
            named = self._lie(Matching(articles, "body"))
            return Coverage(named, self._lie(Matching(quotations, "quote")))

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
        """How many rows begin in each month, or each year of a long time."""
        rows = Some(self._run, table, self._keys(table, text))
        if not rows.keys:
            return []
        low, high = (rows.row(one)[1] // DAY for one in (0, rows.last))
        unit = spread.unit_of(low, high)
        return [(day, day, count) for day, count in spread.periods(rows, 0, unit)]

    def _keys(self, table: str, text: str) -> array[int]:
        """The keys of the rows that match, the oldest first; there may be very many."""
        rows = self._run(
            f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?"
            f" AND rowid NOT IN (SELECT key FROM gone_{table})",
            (text,),
        )
        return array("q", (key for (key,) in rows))

    def topic(self, name: str) -> str:
        """A topic as articles write it; "" where none has it."""
        row = self._run("SELECT min(name) FROM topic WHERE fold = ?", (fold(name),)).fetchone()
        return row[0] or ""

    def people_in(self, query: Query) -> list[tuple[str, str, int]]:
        """The people named in the newest BEST_OF articles that match, the most first.

        Of each: id, name, in how many of these.
        """
        keys = self._newest(query)
        return self._run(
            # By their numbers first: a thousand articles have forty thousand links.
            "SELECT id, name, articles FROM (SELECT linked.target AS number,"
            " count(DISTINCT linked.file) AS articles FROM json_each(?) AS newest"
            " CROSS JOIN body ON body.key = newest.value"
            " CROSS JOIN linked ON linked.file = body.file GROUP BY 1)"
            " CROSS JOIN target ON target = number"
            " JOIN record ON record.fold = target.fold AND leads"
            " WHERE kind = 'person' ORDER BY 3 DESC, name_fold, id",
            (dump(keys),),
        ).fetchall()

    def _newest(self, query: Query) -> list[int]:
        """The keys of the newest BEST_OF articles that match."""
        return list(islice(Found(self._run).newest(query, "article"), BEST_OF))

    def articles_naming(self, query: Query, ids: list[str], most: int) -> dict[str, list[str]]:
        """The ids of the newest articles among these that name each of some records, by its id."""
        found: dict[str, list[str]] = {fold_id(one): [] for one in ids}
        rows = self._run(
            "SELECT whom, id FROM"
            " (SELECT newest.value AS place, fold AS whom, linked.file AS number"
            " FROM json_each(:keys) AS newest CROSS JOIN body ON body.key = newest.value"
            " CROSS JOIN linked ON linked.file = body.file"
            " CROSS JOIN target ON target.target = linked.target"
            " WHERE linked.target IN (SELECT target FROM target WHERE fold IN"
            " (SELECT value FROM json_each(:ids))))"
            " CROSS JOIN record ON record.file = number GROUP BY place, whom ORDER BY place DESC",
            {"keys": dump(self._newest(query)), "ids": dump(list(found))},
        )
        for fold_of_one, article in rows:
            if len(found[fold_of_one]) < most:
                found[fold_of_one].append(article)
        return {one: found[fold_id(one)] for one in ids}


def _whole_days(rows: list[Row], most: int) -> tuple[list[tuple[str, str]], int | None]:
    """The references of rows, and the oldest day on which one begins; None where none has a date.

    Where there may be more rows, those of the oldest day are left out, if it is not the only one.
    """
    days = [None if row[0] == UNDATED else _day(*row[:2]) for row in rows]
    known = sorted({day for day in days if day is not None})
    left = known.pop(0) if len(rows) >= most and len(known) > 1 else None
    refs = [row[2:] for row, day in zip(rows, days, strict=True) if day is None or day != left]
    return refs, known[0] if known else None


def _day(first: int, last: int) -> int:
    return last if first == OPEN else first // DAY
