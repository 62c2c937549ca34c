"""The page of a timeline: events and quotations around a record, or of the whole library, by date.

Its address is `timeline:` with the id of a record, with a quotation's reference for what is around
its article, or with nothing; then `@` and a date, if only what began before it is to be listed.
"""

from __future__ import annotations

import sys

from tui.core import citations, dates
from tui.core import timeline as time
from tui.core.addresses import TIMELINE
from tui.core.charts import Strip
from tui.core.document import Block, Run
from tui.core.records import Named, Quotation, Record, split_reference
from tui.core.text import plural

from . import links
from .links import TITLES, Group, Item
from .pages import Builder, Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.dates import Date

    from .facade import Library
    from .index.over_time import Around

MOST = 300  # rows; what is beyond is counted
_WORDS = 100  # characters of a quotation's words
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

    words: the event's name, or what was said, in its marks; text: without them. when: the date in
    words. who: said it; "" for an event. speakers, called, said: as the quotation has them. note:
    what must be said of it. edtf: the date as it is written. date: None where none is known. days:
    when it counts; (0, 0) without a date.
    """

    # A quotation with its article takes ten times as much, and there may be very many.
    __slots__ = (
        "called",
        "date",
        "days",
        "edtf",
        "kind",
        "note",
        "ref",
        "said",
        "speakers",
        "text",
        "when",
        "who",
        "words",
    )

    def __init__(self, kind: str, ref: str, words: str, date: str, when: str) -> None:
        self.kind = kind
        self.ref = ref
        self.words = self.text = words
        self.edtf = date
        self.date = _read(date)
        self.days = (time.days_of(self.date) if self.date else None) or (0, 0)
        self.when = when
        self.who = self.note = self.called = self.said = ""
        self.speakers: list[Named] = []


class Found:
    """What was found: around: all of it, in numbers. dated: the entries, oldest first; undated.

    unit: the periods that suit them, in months.
    """

    __slots__ = ("around", "dated", "undated", "unit")

    def __init__(self, around: Around, entries: list[Entry]) -> None:
        self.around = around
        self.dated = [entry for entry in entries if entry.date]
        self.undated = [entry for entry in entries if not entry.date]
        self.unit = time.unit_for([entry.days for entry in self.dated])

    @property
    def entries(self) -> list[Entry]:
        return [*self.dated, *self.undated]

    def ids(self) -> set[str]:
        """The ids of the records that the entries are of, or say the names of."""
        refs = {split_reference(entry.ref)[0] for entry in self.entries}
        return refs | {one.id for entry in self.entries for one in entry.speakers}

    def in_words(self) -> str:
        """How many there are, from when to when, and when most of them, in a sentence."""
        return _count(self.around, max(self.unit, self.around.unit))


class Shown:
    """What a page is to show.

    record: what it is around; None for the whole library. here: the event or quotation that was
    asked for, or "". before: only what begins before this day is listed; None for all.
    """

    __slots__ = ("before", "here", "record")

    def __init__(self, record: Record | None, here: str, before: int | None) -> None:
        self.record = record
        self.here = here
        self.before = before


def _read(text: str) -> Date | None:
    """A date that has a place in time."""
    try:
        date = dates.parse(text) if text else None
    except dates.DateError:
        return None
    return date if date and time.days_of(date) else None


def look(
    library: Library, record_id: str, most: int, before: int | None = None, *, whole: bool = False
) -> Found:
    """What is around a record ("": the whole library): the `most` newest of it, 0 for all.

    before, whole: see `OverTime.around`.
    """
    ask = library.index.over_time.around
    found = ask(record_id, most or sys.maxsize, before, whole=whole)
    return Found(found, _entries(library, found))


def page(library: Library, address: str, *, begun: bool = False) -> Page:
    """The page of an address that begins with TIMELINE. begun: of a record that very much names,
    only its beginning (see Page)."""
    ref, _, limit = address.removeprefix(TIMELINE).partition("@")
    record = library.record(ref) if ref else None
    title = f"Timeline: {record.name}" if record else "Timeline of the library"
    builder = Builder()
    builder.add("title", title)
    groups: list[Group] = []
    begun = begun and record is not None and library.index.has_links_to(record.id, links.MANY)
    if begun:
        builder.add("row", Run("What is around this is being gathered …", dim=True))
    elif ref and record is None:
        whole = builder.link("The timeline of the whole library", TIMELINE)
        builder.add("paragraph", f"There is no record “{ref}”. ", whole, ".")
    else:
        before = _read(limit)
        shown = Shown(record, library.ref_of(ref), before.first if before else None)
        groups = _fill(library, builder, shown)
    made = Page(Record("", "timeline", "", title, {}, "", 1), builder.document())
    made.ref, made.groups, made.is_begun = address, groups, begun
    return made


def _fill(library: Library, page: Builder, shown: Shown) -> list[Group]:
    """Everything below the title; what the page is linked to."""
    record = shown.record
    if record is not None:
        around, whole = page.link(record.name, record.id), page.link("the whole library", TIMELINE)
        page.add("meta", Run("Around ", dim=True), around, Run(" · ", dim=True), whole)
    found = look(library, record.id if record else "", MOST, shown.before, whole=True)
    if not found.entries:
        told = "No event and no quotation has to do with it."
        page.add("paragraph", told if record else "There is no event and no quotation yet.")
        return []
    _overview(page, found)
    _earlier(page, shown, found)
    _periods(page, found, shown.here)
    if found.undated:
        page.section("Without a date", found.around.undated)
        for entry in found.undated:
            _row(page, entry, "", shown.here)
        page.more(found.around.undated - len(found.undated))
    return _groups(record, found.entries)


def _entries(library: Library, found: Around) -> list[Entry]:
    """What was found, oldest first, and what has no date."""
    events = library.index.rows_for([ref for kind, ref in found.refs if kind == "event"])
    entries = []
    for kind, ref in dict.fromkeys(found.refs):  # two files with one id are one reference
        if kind == "event" and ref in events:
            row = events[ref]
            when = citations.extent_in_words(row.date)
            entries.append(Entry(kind, row.ref, row.name, row.date, when))
        elif quotation := library.index.quotation(ref) if kind == "quote" else None:
            entries.append(_quoted(quotation))
    return sorted(entries, key=_order)


def _quoted(quotation: Quotation) -> Entry:
    words, when = citations.marked(quotation), citations.said_in_words(quotation)
    entry = Entry("quote", quotation.ref, words, quotation.date, when)
    entry.text, entry.speakers = quotation.text, quotation.speakers
    entry.who = quotation.who or "speaker not named"
    entry.called, entry.said = quotation.get("speaker_as"), quotation.get("said")
    entry.note = citations.in_short(quotation)
    return entry


def _shortened(text: str) -> str:
    """A quotation's words, cut between two words, with the mark that closes them."""
    if len(text) <= _WORDS:
        return text
    space = text.rfind(" ", _WORDS // 2, _WORDS)
    end = text[-1] if text[-1] in '”»」』"“' else ""
    return f"{text[:space] if space > 0 else text[:_WORDS]}…{end}"


def _order(entry: Entry) -> tuple[int, int, int, str]:
    start, last = entry.days
    seconds = entry.date.seconds if entry.date else 0
    return start, seconds, -dates.OPEN if last is None else last, entry.ref


def _overview(page: Builder, found: Found) -> None:
    """All in numbers, and as a strip; and what the signs mean that are drawn below."""
    page.add("meta", Run(found.in_words(), dim=True))
    days, unit = found.around.days, found.unit
    if sum(days.values()) >= _FEW and len(days) > 1:
        page.blocks.append(Block("figure", [], figure=Strip(days, found.around.unit)))
    signs = {sign for entry in found.dated if entry.date for sign in time.gutter(entry.date, unit)}
    meanings: dict[str, str] = {}
    for sign, words in _LEGEND.items():
        if sign in signs:
            meanings[words] = meanings.get(words, "") + sign
    # Each sign on one line with its first word.
    told = [f"{sign}\N{NO-BREAK SPACE}{words}" for words, sign in meanings.items()]
    page.add("meta", Run(" · ".join(told), dim=True))


def _count(found: Around, unit: int) -> str:
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
    return f"{told}."


def _earlier(page: Builder, shown: Shown, found: Found) -> None:
    """A row that leads to what began before the oldest that is listed here."""
    if not found.dated:
        return
    earlier = found.around.earlier
    year, month, day = dates.calendar(found.dated[0].days[0])
    if earlier and 0 < year <= 9999:
        record = shown.record.id if shown.record else ""
        address = f"{TIMELINE}{record}@{year:04}-{month:02}-{day:02}"
        marker = time.GAP.center(len(time.ruler(0, found.unit)))
        page.add("row", page.link(f"{earlier:,} before these", address), marker=marker)


def _periods(page: Builder, found: Found, here: str) -> None:
    """The rows under their periods, and how long nothing is in between."""
    before = None
    end, unit = 0, found.unit
    for entry in found.dated:
        start = entry.days[0]
        period = time.period_of(start, unit)
        ruler = time.ruler(period, unit)
        if period != before:
            gap = time.gap_between(end, start, unit) if before is not None else ""
            if gap:
                sign = time.GAP.center(len(ruler))
                page.add("row", Run(f"{gap} without an entry", dim=True), marker=sign)
            name = Run(time.period_words(period, unit), bold=True)
            page.add("row", name, marker=ruler, level=0 if gap else 1)
        _row(page, entry, time.gutter(entry.date, unit) if entry.date else "", here)
        last = time.end_of(entry.days)
        end = last if before is None else max(end, last)
        before = period


def _row(page: Builder, entry: Entry, gutter: str, here: str) -> None:
    """When, who, and what it was, which is the link."""
    before = " · ".join(part for part in (entry.when, entry.who) if part)
    own = f"  this {citations.KIND_WORDS[entry.kind]}" if entry.ref == here else ""
    page.add(
        "row",
        Run(f"{before}: " if entry.who else f"{before} · " if before else "", dim=True),
        page.link(_shortened(entry.words) if entry.kind == "quote" else entry.words, entry.ref),
        Run(f"  {entry.note}" if entry.note else "", bold=True),
        Run(own, bold=True),
        marker=gutter,
    )


def _groups(record: Record | None, entries: list[Entry]) -> list[Group]:
    """The record, and who speaks, as the linked pane has them."""
    named = [Named(record.id, record.kind, record.name)] if record is not None else []
    named += [one for entry in entries for one in entry.speakers if one.kind]
    groups = []
    for kind, title in TITLES.items():
        items = {one.id: Item(one.id, kind, one.name) for one in named if one.kind == kind}
        if items:
            groups.append(Group(title, list(items.values())))
    return groups
