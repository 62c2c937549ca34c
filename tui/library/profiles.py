"""The pages of people, organisations, places and events: what the library knows of them."""

from __future__ import annotations

from tui.core import citations, markdown
from tui.core.addresses import UNLINKED, list_address
from tui.core.document import Document, Run
from tui.core.query import Field, Query, field
from tui.core.records import Record, as_list, mappings, split_reference
from tui.core.text import plural, short

from . import coverage
from .index.found import BEST_OF
from .links import Item, groups_of
from .pages import ROWS, Builder, Page, add_sources, source_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .facade import Library
    from .index.read import ListRow

_PEOPLE = 20  # of those who are named with one; what is beyond is counted
_TITLE = 60  # characters of an article's title beside them


def profile(library: Library, record: Record, *, begun: bool = False) -> Page:
    """The page of a record that is no article. begun: only its beginning (see Page)."""
    page = Builder()
    front = record.front
    page.add("title", record.name)
    also = as_list(front.get("aliases")) + as_list(front.get("weak_aliases"))
    page.add("meta", Run(f"also: {', '.join(also)}" if also else "", dim=True))
    description = front.get("description")
    page.add("meta", Run(description if isinstance(description, str) else "", italic=True))
    _facts(library, page, record)
    body = markdown.parse(*library.body(record))
    first = page.body(body)
    quotes: list[Item] = []
    count = 0
    if begun:
        page.add("row", Run("What the library has on this is being gathered …", dim=True))
    else:
        quotes, count = _sections(library, page, record)
        page.add("way", page.link("Unlinked mentions", f"{UNLINKED}{record.id}"))
        add_sources(page, front)
        for url in as_list(front.get("same_as")):
            page.add("meta", Run("See also: ", dim=True), Run(url, url=url))
    document = Document(page.blocks, body.body, body.first_line)
    made = Page(record, document)
    made.body_start = document.blocks[first].start if first >= 0 else 0
    made.url = source_url(front)
    made.is_begun = begun
    made.groups = [] if begun else groups_of(library, record, quotes, count)
    made.quotes, made.told = page.quote_spans(document), page.told
    return made


def _facts(library: Library, page: Builder, record: Record) -> None:
    """What the front matter says, a row a fact."""
    front = record.front
    if record.kind == "person":
        for name in ("born", "died"):
            when = citations.date_in_words(str(front.get(name) or ""))
            page.add("row", Run(f"{name.capitalize()}: " if when else "", dim=True), when)
        for role in mappings(front.get("roles")):
            _role(library, page, role)
        _relations(library, page, record)
    elif record.kind == "event":
        _event(library, page, front)
    elif record.kind == "place":
        _named(library, page, "Within", front.get("within"))
        at = ", ".join(as_list(front.get("coordinates")))
        page.add("row", Run("Coordinates: " if at else "", dim=True), at)
    if record.kind in ("event", "organisation"):
        _named(library, page, "Part of", front.get("part_of"))


def _role(library: Library, page: Builder, role: dict[str, object]) -> None:
    title, time = _role_words(role)
    runs: list[Run | str] = [Run("Role: ", dim=True), title]
    for one in as_list(role.get("organisation")):
        runs += [", " if title else "", page.named(library.named(one))]
    page.add("row", *runs, Run(f" · {time}" if time else "", dim=True))


def _relations(library: Library, page: Builder, record: Record) -> None:
    for relation in mappings(record.front.get("relations")):
        for one in as_list(relation.get("to")):
            name = str(relation.get("relation") or "related to").capitalize()
            page.add("row", Run(f"{name}: ", dim=True), page.named(library.named(one)))
    for source in library.index.sources_of(record.id, "relations.to"):
        other = library.index.record(source.id)
        for relation in mappings(other.front.get("relations")) if other else []:
            ids = [split_reference(one)[0] for one in as_list(relation.get("to"))]
            if any(library.same(one, record.id) for one in ids):
                word = str(relation.get("relation") or "related").capitalize()
                page.add("row", Run(f"{word} of: ", dim=True), page.named(source))


def _event(library: Library, page: Builder, front: dict[str, object]) -> None:
    when = citations.extent_in_words(str(front.get("date") or ""))
    page.add("row", Run("Date: ", dim=True), when or "not known")
    _named(library, page, "Place", front.get("place"))
    _named(library, page, "Participants", front.get("participants"))


def _named(library: Library, page: Builder, title: str, value: object) -> None:
    names = [library.named(one) for one in as_list(value)]
    if names:
        page.add("row", Run(f"{title}: ", dim=True), *page.all_named(names))


def _sections(library: Library, page: Builder, record: Record) -> tuple[list[Item], int]:
    """What the library has on a record; its own quotations, or the newest, and how many it has."""
    field = coverage.FIELDS.get(record.kind, "by")
    coverage.section(page, record.kind, library.index.over_time.coverage(record.id, field))
    if record.kind == "event":
        own = _quotations(library, page, "Said there", record, "event")
        _parts(library, page, record)
    else:
        own = _quotations(library, page, "Quotations", record, "by")
        _quotations(library, page, "Said to them", record, "to")
    if record.kind in ("organisation", "place"):
        _parts(library, page, record)
        _people_of(library, page, record)
    if record.kind != "event":
        _listed(library, page, "Events", record, "event")
    _listed(library, page, "Articles", record, "article")
    if record.kind == "person":
        _named_with(library, page, record)
    return own


def _people_of(library: Library, page: Builder, record: Record) -> None:
    """Who has or had a role there, and which: each person's roles in this one, not the latest."""
    ids = [one.id for one in library.index.sources_of(record.id, "roles.organisation")]
    if ids:
        page.section("People", len(ids))
    for one in ids[:ROWS]:
        person = library.record(one)
        roles = mappings(person.front.get("roles")) if person else []
        here = [
            role
            for role in roles
            if any(
                library.same(split_reference(place)[0], record.id)
                for place in as_list(role.get("organisation"))
            )
        ]
        told = "; ".join(", ".join(part for part in _role_words(role) if part) for role in here)
        page.add("row", page.link(person.name if person else one, one), Run(f"\n{told}", dim=True))
    page.more(len(ids) - ROWS)


def _word(mapping: dict[str, object], key: str) -> str:
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


def _role_words(role: dict[str, object]) -> tuple[str, str]:
    """A role's title, and its time in words."""
    start, end = _word(role, "from"), _word(role, "to")
    time = citations.date_in_words(f"{start or '..'}/{end or '..'}", point=False)
    return _word(role, "title"), time if start or end else ""


def _quotations(
    library: Library, page: Builder, title: str, record: Record, field: str
) -> tuple[list[Item], int]:
    """A section of the newest quotations that name a record in a field (`by` …); of how many."""
    found, count = library.quotations_naming(record.id, field, ROWS)
    if count:
        page.section(title, count)
    by = field != "by" or record.kind != "person"
    items = [page.quote(quotation, by=by) for quotation in found]
    page.more(count - len(items))
    return items, count


def _parts(library: Library, page: Builder, record: Record) -> None:
    """A section of what is part of a record, or within it."""
    parts = library.index.sources_of(record.id, "part_of", "within")
    if parts:
        page.section("Parts", len(parts))
        ids = [part.id for part in parts[:ROWS]]
        _rows(page, record.kind, library.index.rows_for(ids).values())
        page.more(len(parts) - ROWS)


def _listed(library: Library, page: Builder, title: str, record: Record, kind: str) -> None:
    """A section of the records of a kind that link to a record, newest first."""
    query = Query("", Field("about", record.id, [record.id]))
    count = library.count(kind, query)
    if count:
        page.section(title, count)
        rows = library.rows(kind, "date", 0, ROWS, query)
        _rows(page, kind, rows)
        page.more(count - len(rows))


def _rows(page: Builder, kind: str, rows: Iterable[ListRow]) -> None:
    when = citations.extent_in_words if kind == "event" else citations.date_in_words
    for row in rows:
        facts = [when(row.date), row.detail, row.note]
        told = " · ".join(fact for fact in facts if fact)
        page.add("row", page.link(row.name, row.ref), Run(f"\n{told}" if told else "", dim=True))


def _named_with(library: Library, page: Builder, record: Record) -> None:
    """The people named in the same articles."""
    query = Query("", Field("about", record.id, [record.id]))
    found = [one for one in library.index.over_time.people_in(query) if one[0] != record.id]
    people(library, page, "Named with", found, query, field("about", record.id))


def people(
    library: Library,
    page: Builder,
    title: str,
    found: list[tuple[str, str, int]],
    query: Query,
    words: str,
) -> None:
    """A section of people (id, name, in how many of a query's articles), each with these articles.

    words: the query as it is written. How many there are leads to the list of them. Where the
    people are those of the newest articles alone, that is said.
    """
    if not found:
        return
    page.section(title, len(found))
    total = library.count("article", query)
    if total > BEST_OF:
        told = f"Who is named in the newest {BEST_OF:,} of {total:,} articles, counted in all."
        page.add("row", Run(told, dim=True))
    shown = [
        (_count_with(library, query, person) if total > BEST_OF else count, name, person)
        for person, name, count in found[:_PEOPLE]
    ]
    ids = [person for _, _, person in shown]
    newest = library.index.over_time.articles_naming(query, ids, 2)
    rows = library.index.rows_for([one for articles in newest.values() for one in articles])
    for count, name, person in sorted(shown, key=lambda one: -one[0]):
        titles = [short(rows[one].name, _TITLE) for one in newest[person]]
        told = " · ".join(titles)
        if count > len(titles):
            told += f" · and {count - len(titles):,} more"
        address = list_address("articles", f"{words} {field('about', person)}")
        page.add(
            "row",
            page.link(name, person),
            Run("  ", dim=True),
            page.link(f"in {plural(count, 'article')}", address),
            Run(f"\n{told}", dim=True),
        )
    page.more(len(found) - _PEOPLE)


def _count_with(library: Library, query: Query, person: str) -> int:
    """In how many of a query's articles somebody is named."""
    return library.count("article", query.and_([Field("about", person, [person])]))
