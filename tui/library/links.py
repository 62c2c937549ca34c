"""What a record is linked to, gathered in groups: the linked pane, and the list below `show`."""

from __future__ import annotations

from tui.core import citations
from tui.core.addresses import in_words, inert, is_address
from tui.core.fields import PLURALS
from tui.core.records import Named, Quotation, Record

from .index.sorts import SORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .facade import Library
    from .index.read import LinkRow
    from .pages import Page

TITLES = {
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "event": "Events",
    "article": "Articles",
    "quote": "Quotes",
    "": "Broken links",
}
MANY = 1000  # links to a record, from which on they are only counted
RECORD_KINDS = tuple(kind for kind in PLURALS if kind != "quote")
_ORDER = ("person", "event", "quote", "organisation", "place", "article", "")
LIMIT = 200  # rows of one group; what is beyond is counted


class Item:
    """One linked record or quotation: its reference, the words to show, its kind ("" if broken).

    note: what must be said of a quotation, in short, or "".
    """

    __slots__ = ("kind", "note", "ref", "words")

    def __init__(self, ref: str, kind: str, words: str, note: str = "") -> None:
        self.ref = ref
        self.kind = kind
        self.words = words
        self.note = note

    @property
    def told(self) -> str:
        """The words behind the note: they may be long."""
        return f"{self.note} · {self.words}" if self.note else self.words


def item_of(quotation: Quotation) -> Item:
    """A quotation as a linked one. What must be said of its article stands on the page."""
    words, note = citations.marked(quotation), citations.quote_in_short(quotation)
    return Item(quotation.ref, "quote", words, note)


class Group:
    """Linked records of one sort. count: of all; items: the first of them."""

    __slots__ = ("count", "items", "title")

    def __init__(self, title: str, items: list[Item], count: int = 0) -> None:
        """count: of all, where `items` are not all."""
        self.title = title
        self.count = max(len(items), count)
        self.items = items[:LIMIT]


def groups_of(library: Library, record: Record, quotes: Iterable[Item], count: int) -> list[Group]:
    """Everything a record links to, by kind; its quotations; and where it is mentioned.

    quotes: its own quotations, or the newest of them; count: how many there are.
    """
    found: dict[str, dict[str, Item]] = {kind: {} for kind in _ORDER}
    for link in library.index.links_of(record.path):
        if not link.certain and not link.target.kind:
            continue  # an author's plain name
        ref = link.target.id + (f"#{link.anchor}" if link.anchor else "")
        item = Item(ref, link.target.kind, link.target.name)
        if link.anchor and item.kind:
            quotation = library.index.quotation(ref)
            item = item_of(quotation) if quotation else Item(ref, "", ref)
        if not item.kind:
            item.ref = inert(ref)
        found[item.kind].setdefault(item.ref, item)
    more = count
    for item in quotes:
        found["quote"][item.ref] = item
        more -= 1
    groups = [
        Group(TITLES[kind], [*items.values()], len(items) + (more if kind == "quote" else 0))
        for kind, items in found.items()
        if items
    ]
    if library.index.has_links_to(record.id, MANY):
        return groups + _mentions_of_many(library, record)
    return groups + _mentions(library.index.links_to(record.id), record)


def groups_of_quotation(library: Library, quotation: Quotation) -> list[Group]:
    """Whom a quotation names in its own fields, the article that has it, and who refers to it."""
    found: dict[str, dict[str, Item]] = {kind: {} for kind in _ORDER}
    named = [*quotation.speakers, *quotation.to, *([quotation.event] if quotation.event else [])]
    for one in named:
        found[one.kind].setdefault(one.id, Item(inert(one.id), one.kind, one.name))
    article = quotation.article
    found["article"][article.id] = Item(article.id, "article", article.name)
    groups = [Group(TITLES[kind], list(items.values())) for kind, items in found.items() if items]
    to_it = [
        link
        for link in library.index.links_to(article.id)
        if link.anchor and library.ref_of(f"{article.id}#{link.anchor}") == quotation.ref
    ]
    return groups + _mentions(to_it, article)


def links_in_text(library: Library, page: Page) -> list[Item]:
    """The links that stand in the text of a page, in their order, each with its words there.

    All of a record's own body; of what is told around it those that no group has. The kind of an
    address of ours is its sort.
    """
    kinds = {item.ref: item.kind for group in page.groups for item in group.items}
    links = page.document.links
    found: dict[tuple[str, str], Item] = {}
    for block in page.document.blocks:
        for run in block.runs if block.kind != "way" else ():
            ref = run.target
            if not ref or (run.source < 0 and (ref in kinds or ref == page.ref)):
                continue
            if run.source >= 0 and ref not in kinds:  # it is written in a file, and may be broken
                ref = library.ref_of(ref)
            words = links[run.link].words
            if (ref or run.target, words) not in found:
                kind = kinds[ref] if ref in kinds else _kind_of(library, ref)
                found[ref or run.target, words] = Item(ref or run.target, kind, words)
    return [*found.values()]


def _kind_of(library: Library, ref: str) -> str:
    """The kind of what is there; of an address its sort."""
    if is_address(ref):
        return in_words(ref).partition(" ")[0]
    return "quote" if "#" in ref else library.index.named(ref).kind


def _mentions_of_many(library: Library, record: Record) -> list[Group]:
    """The same as `_mentions`, for a record to which so many link that not all can be read."""
    from tui.core.query import And, Field, Query

    own = library.index.names_itself(record.id)
    items: list[Item] = []
    count = -own
    for kind in RECORD_KINDS:
        query = Query("", And([Field("about", record.id, [record.id]), Field("kind", kind)]))
        there = library.count_hits(query)
        count += there
        if there and len(items) < LIMIT:
            rows = library.rows(kind, next(iter(SORTS[kind])), 0, LIMIT + own, query)
            items += [Item(row.ref, kind, row.name) for row in rows if row.ref != record.id]
    return [Group("Mentioned in", items, count)] if count else []


def _mentions(links: list[LinkRow], record: Record) -> list[Group]:
    """Who links here, each once: articles first, as the newest come first."""
    sources: dict[str, Named] = {}
    for link in links:
        if link.source.id != record.id:
            sources.setdefault(link.source.id, link.source)
    kinds = list(PLURALS)
    ordered = sorted(sources.values(), key=lambda named: kinds.index(named.kind))
    items = [Item(named.id, named.kind, named.name) for named in ordered]
    return [Group("Mentioned in", items)] if items else []
