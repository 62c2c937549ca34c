"""The pages of people, organisations, places and events: what the library knows of them."""

from __future__ import annotations

from tui.core import citations, markdown
from tui.core.addresses import UNLINKED, list_address
from tui.core.document import Document, Run
from tui.core.query import Field, Query, field
from tui.core.records import Record, as_list, mappings, split_reference
from tui.core.text import plural, short

from . import coverage
from .links import groups_of
from .pages import ROWS, Builder, Page, add_sources, source_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .facade import Library
    from .index.read import LinkRow

_PEOPLE = 50  # of those who are named with one; what is beyond is counted
_TITLE = 60  # characters of an article's title beside them


def profile(library: Library, record: Record) -> Page:
    """The page of a record that is no article."""
    page = Builder()
    front = record.front
    page.add("title", record.name)
    also = as_list(front.get("aliases")) + as_list(front.get("weak_aliases"))
    page.add("meta", Run(f"also: {', '.join(also)}" if also else "", dim=True))
    description = front.get("description")
    page.add("meta", Run(description if isinstance(description, str) else "", italic=True))
    links = library.index.links_to(record.id)
    _facts(library, page, record, links)
    body = markdown.parse(*library.body(record))
    first = page.body(body)
    _sections(library, page, record, links)
    page.add("way", page.link("Unlinked mentions", f"{UNLINKED}{record.id}"))
    add_sources(page, front)
    for url in as_list(front.get("same_as")):
        page.add("meta", Run("See also: ", dim=True), Run(url, url=url))
    document = Document(page.blocks, body.body, body.first_line)
    made = Page(record, document)
    made.body_start = document.blocks[first].start if first >= 0 else 0
    made.url = source_url(front)
    made.groups = groups_of(library, record, links)
    made.quotes, made.told = page.quote_spans(document), page.told
    return made


def _facts(library: Library, page: Builder, record: Record, links: list[LinkRow]) -> None:
    """What the front matter says, a row a fact."""
    front = record.front
    if record.kind == "person":
        for name in ("born", "died"):
            when = citations.date_in_words(str(front.get(name) or ""))
            page.add("row", Run(f"{name.capitalize()}: " if when else "", dim=True), when)
        for role in mappings(front.get("roles")):
            _role(library, page, role)
        _relations(library, page, record, links)
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


def _relations(library: Library, page: Builder, record: Record, links: list[LinkRow]) -> None:
    for relation in mappings(record.front.get("relations")):
        for one in as_list(relation.get("to")):
            name = str(relation.get("relation") or "related to").capitalize()
            page.add("row", Run(f"{name}: ", dim=True), page.named(library.named(one)))
    for source in {
        link.source.id: link.source for link in links if link.path == "relations.to"
    }.values():
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


def _sections(library: Library, page: Builder, record: Record, links: list[LinkRow]) -> None:
    path = coverage.PATHS.get(record.kind, "quotes.speaker")
    coverage.section(page, record.kind, library.index.over_time.coverage(record.id, path))
    if record.kind == "event":
        _quotations(library, page, "Said there", record, "quotes.event")
        _listed(library, page, "Parts", _sources_of(links, "part_of"))
    else:
        by = record.kind != "person"
        _quotations(library, page, "Quotations", record, "quotes.speaker", by=by)
        _quotations(library, page, "Said to them", record, "quotes.to")
    if record.kind in ("organisation", "place"):
        _listed(
            library, page, "Parts", _sources_of(links, "part_of") + _sources_of(links, "within")
        )
        _people_of(library, page, record, links)
    if record.kind != "event":
        _listed(library, page, "Events", [link for link in links if link.source.kind == "event"])
    _listed(library, page, "Articles", [link for link in links if link.source.kind == "article"])
    if record.kind == "person":
        _named_with(library, page, record)


def _people_of(library: Library, page: Builder, record: Record, links: list[LinkRow]) -> None:
    """Who has or had a role there, and which: each person's roles in this one, not the latest."""
    ids = list(dict.fromkeys(link.source.id for link in _sources_of(links, "roles.organisation")))
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


def _sources_of(links: list[LinkRow], path: str) -> list[LinkRow]:
    return [link for link in links if link.path == path]


def _quotations(
    library: Library, page: Builder, title: str, record: Record, path: str, *, by: bool = True
) -> None:
    """The quotations that name a record in a field, as far as they are shown."""
    found = library.quotations_naming(record.id, path, ROWS)
    count = library.index.count_naming(record.id, path) if len(found) == ROWS else len(found)
    if found:
        page.section(title, count)
        for quotation in found:
            page.quote(quotation, by=by)
        page.more(count - ROWS)


def _listed(library: Library, page: Builder, title: str, links: list[LinkRow]) -> None:
    """A section of the records that these links come from, each once, newest first."""
    ids = list(dict.fromkeys(link.source.id for link in links))
    if not ids:
        return
    page.section(title, len(ids))
    for row in library.index.rows_for(ids[:ROWS]).values():
        when = (
            citations.extent_in_words
            if links[0].source.kind == "event"
            else citations.date_in_words
        )
        facts = [when(row.date), row.detail, row.note]
        told = " · ".join(fact for fact in facts if fact)
        page.add("row", page.link(row.name, row.ref), Run(f"\n{told}" if told else "", dim=True))
    page.more(len(ids) - ROWS)


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

    words: the query as it is written. How many there are leads to the list of them.
    """
    if found:
        page.section(title, len(found))
    for person, name, count in found[:_PEOPLE]:
        both = query.and_([Field("about", person, [person])])
        titles = [short(row.name, _TITLE) for row in library.rows("article", "date", 0, 2, both)]
        told = " · ".join(titles) + (f" · and {count - 2:,} more" if count > 2 else "")
        address = list_address("articles", f"{words} {field('about', person)}")
        page.add(
            "row",
            page.link(name, person),
            Run("  ", dim=True),
            page.link(f"in {plural(count, 'article')}", address),
            Run(f"\n{told}", dim=True),
        )
    page.more(len(found) - _PEOPLE)
