"""What the index answers about time: which events and quotations lie around a record, how often
something is named and quoted when, and who is named there."""

from __future__ import annotations

from tui.core.dates import DAY, OPEN
from tui.core.text import fold, fold_id

from .database import REF, UNDATED
from .matching import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Cursor

    from tui.core.query import Query

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

    def coverage(self, record_id: str, path: str) -> Coverage:
        """Of a record: the articles that name it, and the quotations with it at `path`."""
        key = fold_id(record_id)
        named = "FROM record WHERE kind = 'article' AND file IN (SELECT file FROM link"
        named += " WHERE target = ?) GROUP BY first, last"
        quoted = "FROM quote WHERE (file, number) IN (SELECT file, quote FROM link"
        quoted += " WHERE target = ? AND path = ?) GROUP BY first, last"
        return Coverage(
            self._run(_BY_SPAN + named, (key,)).fetchall(),
            self._run(_BY_SPAN + quoted, (key, path)).fetchall(),
        )

    def coverage_of_topic(self, topic: str) -> Coverage:
        """Of a topic: the articles that have it, and the quotations in them."""
        key = (fold(topic),)
        have = "WHERE file IN (SELECT file FROM topic WHERE fold = ?) GROUP BY first, last"
        return Coverage(
            self._run(f"{_BY_SPAN}FROM record {have}", key).fetchall(),
            self._run(f"{_BY_SPAN}FROM quote {have}", key).fetchall(),
        )

    def topic(self, name: str) -> str:
        """A topic as articles write it; "" where none has it."""
        row = self._run("SELECT min(name) FROM topic WHERE fold = ?", (fold(name),)).fetchone()
        return row[0] or ""

    def people_in(self, query: Query) -> list[tuple[str, str, int]]:
        """The people named in the articles that match: (id, name, in how many), the most first."""
        test, values = matches(query)
        return self._run(
            "SELECT other.id, other.name, count(DISTINCT link.file) FROM link"
            " JOIN record AS other ON other.fold = target AND other.leads"
            " WHERE other.kind = 'person'"
            f" AND link.file IN (SELECT file FROM record WHERE kind = 'article'{test})"
            " GROUP BY other.file ORDER BY 3 DESC, other.name_fold, other.id",
            values,
        ).fetchall()
