"""The page of a timeline: events and quotations around a record, or of the whole library, by date.

Its address is `timeline:` with the id of a record, with a quotation's reference for what is around
its article, or with nothing.
"""

from __future__ import annotations

from tui.core import citations, dates
from tui.core import timeline as time
from tui.core.addresses import TIMELINE
from tui.core.charts import Strip
from tui.core.document import Block, Run
from tui.core.records import Record
from tui.core.text import plural, short

from .links import TITLES, Group, Item
from .pages import Builder, Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.dates import Date

    from .facade import Library
    from .index.over_time import Around

MOST = 300  # rows; what is beyond is counted
_WORDS = 120  # characters of a quotation's words
_FEW = 6  # entries: from so many on, a strip shows how they lie

_LEGEND = {
    time.POINT: "a day",
    time.STRETCH: "within this time, or all of it",
    time.NOT_SURE: "about then, or uncertain",
    time.LOOSE: "about then, or uncertain",
    time.BEFORE: "may lie beyond",
    time.AFTER: "may lie beyond",
}


class Entry:
    """A row: an event or a quotation.

    date: None where none is known. when: it in words. who: said it. note: what must be said of it.
    """

    __slots__ = ("date", "item", "note", "when", "who")

    def __init__(self, item: Item, date: str, when: str, who: str = "", note: str = "") -> None:
        self.item = item
        self.date = _dated(date)
        self.when = when
        self.who = who
        self.note = note


def _dated(text: str) -> Date | None:
    """A date that has a place in time."""
    try:
        date = dates.parse(text) if text else None
    except dates.DateError:
        return None
    return date if date and time.days_of(date) else None


def page(library: Library, address: str) -> Page:
    """The page of an address that begins with TIMELINE."""
    ref = address.removeprefix(TIMELINE)
    record = library.record(ref) if ref else None
    title = f"Timeline: {record.name}" if record else "Timeline of the library"
    builder = Builder()
    builder.add("title", title)
    made = Page(Record("", "timeline", "", title, {}, "", 1), builder.document())
    made.ref = address
    if record is not None:
        whole = builder.link("the whole library", TIMELINE)
        around = builder.link(record.name, record.id)
        dim = [Run(words, dim=True) for words in ("Around ", " · t: ")]
        builder.add("meta", dim[0], around, dim[1], whole)
    if ref and record is None:
        whole = builder.link("The timeline of the whole library", TIMELINE)
        builder.add("paragraph", f"There is no record “{ref}”. ", whole, ".")
    else:
        found = library.index.over_time.around(record.id if record else "", MOST)
        entries = _entries(library, found)
        _fill(builder, found, entries, library.ref_of(ref))
        made.groups = _groups(record, entries)
    made.document = builder.document()
    return made


def _entries(library: Library, found: Around) -> list[Entry]:
    """What is shown, oldest first."""
    events = library.index.rows_for([ref for kind, ref in found.refs if kind == "event"])
    entries = []
    for kind, ref in found.refs:
        if kind == "event" and ref in events:
            row = events[ref]
            when = citations.extent_in_words(row.date)
            entries.append(Entry(Item(row.ref, kind, row.name), row.date, when))
        elif quotation := library.quotation(ref) if kind == "quote" else None:
            status = "" if quotation.status == "sourced" else quotation.status
            note = ", ".join(["broken"] * quotation.broken + [status] * bool(status))
            words = short(citations.marked(quotation), _WORDS)
            when = citations.said_in_words(quotation)
            who = quotation.who or "speaker not named"
            entries.append(Entry(Item(quotation.ref, kind, words), quotation.date, when, who, note))
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[int, int, int, str]:
    if entry.date is None:
        return -dates.OPEN, 0, 0, entry.item.ref
    start, last = time.days_of(entry.date) or (0, 0)
    return start, entry.date.seconds, -dates.OPEN if last is None else last, entry.item.ref


def _fill(page: Builder, found: Around, entries: list[Entry], here: str) -> None:
    """Everything below the head. here: the event or quotation that the timeline is around."""
    if not entries:
        page.add("paragraph", "No event and no quotation has to do with it.")
        return
    dated = [(entry, entry.date) for entry in entries if entry.date]
    unit = time.unit_for([time.days_of(date) or (0, 0) for _, date in dated])
    page.add("meta", Run(_count(found, unit), dim=True))
    if sum(found.days.values()) >= _FEW and len(found.days) > 1:
        page.blocks.append(Block("figure", [], figure=Strip(found.days)))
    page.add(
        "meta",
        Run(_legend({sign for _, date in dated for sign in time.gutter(date, unit)}), dim=True),
    )
    _periods(page, dated, unit, here)
    undated = [entry for entry in entries if not entry.date]
    if found.undated:
        page.section("Without a date", found.undated)
        for entry in undated:
            _row(page, entry, "", here)
        page.more(found.undated - len(undated))


def _legend(signs: set[str]) -> str:
    """What the signs mean that are drawn; each on one line with its first word."""
    meanings: dict[str, str] = {}
    for sign, words in _LEGEND.items():
        if sign in signs:
            meanings[words] = meanings.get(words, "") + sign
    return " · ".join(f"{sign}\N{NO-BREAK SPACE}{words}" for words, sign in meanings.items())


def _count(found: Around, unit: int) -> str:
    """How many there are, from when to when, and when most of them, in a sentence or two."""
    counts = [(found.events, "event"), (found.quotes, "quotation")]
    told = " and ".join(plural(count, one) for count, one in counts if count)
    periods: dict[int, int] = {}
    for day, count in found.days.items():
        period = time.period_of(day, unit)
        periods[period] = periods.get(period, 0) + count
    words = [time.period_words(one, unit) for one in sorted(periods)]
    if len(words) == 1:
        told += f", in {words[0]}"
    elif words:
        told += f", from {words[0]} to {words[-1]}"
        peak = max(periods, key=lambda period: (periods[period], period))
        if periods[peak] > 2:
            told += f"; most in {time.period_words(peak, unit)}: {periods[peak]:,}"
    total = found.events + found.quotes
    left_out = f" The {len(found.refs):,} newest are listed." if total > len(found.refs) else ""
    return f"{told}.{left_out}"


def _periods(page: Builder, dated: list[tuple[Entry, Date]], unit: int, here: str) -> None:
    """The rows under their periods, and how long nothing is in between."""
    before = None
    end = 0
    for entry, date in dated:
        days = time.days_of(date) or (0, 0)
        period = time.period_of(days[0], unit)
        ruler = time.ruler(period, unit)
        if period != before:
            gap = time.gap_between(end, days[0], unit) if before is not None else ""
            if gap:
                sign = time.GAP.center(len(ruler))
                page.add("row", Run(f"{gap} without an entry", dim=True), marker=sign)
            name = Run(time.period_words(period, unit), bold=True)
            page.add("row", name, marker=ruler, level=0 if gap else 1)
        _row(page, entry, time.gutter(date, unit), here)
        end = max(end, time.end_of(days)) if before is not None else time.end_of(days)
        before = period


def _row(page: Builder, entry: Entry, gutter: str, here: str) -> None:
    """When, who, and what it was, which is the link."""
    before = " · ".join(part for part in (entry.when, entry.who) if part)
    page.add(
        "row",
        Run(f"{before}: " if entry.who else f"{before} · " if before else "", dim=True),
        page.link(entry.item.words, entry.item.ref),
        Run(f"  {entry.note}" if entry.note else "", bold=True),
        Run(f"  this {entry.item.kind}" if entry.item.ref == here else "", bold=True),
        marker=gutter,
    )


def _groups(record: Record | None, entries: list[Entry]) -> list[Group]:
    """The record, the events and the quotations, as the linked pane has them."""
    groups = []
    if record is not None:
        groups.append(Group(TITLES[record.kind], [Item(record.id, record.kind, record.name)]))
    for kind in ("event", "quote"):
        items = [entry.item for entry in entries if entry.item.kind == kind]
        if items:
            groups.append(Group(TITLES[kind], items))
    return groups
