"""The page of a topic: the articles that have it, how often when, and who is named in them."""

from __future__ import annotations

from tui.core import citations
from tui.core.addresses import TOPIC
from tui.core.document import Run
from tui.core.query import Field, Query, field
from tui.core.records import Record

from . import coverage
from .links import TITLES, Group, Item
from .pages import ROWS, Builder, Page
from .profiles import people

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .facade import Library


def page(library: Library, address: str) -> Page:
    """The page of an address that begins with TOPIC."""
    written = address.removeprefix(TOPIC)
    name = library.index.over_time.topic(written)
    title = f"Topic: {name or written}"
    builder = Builder()
    builder.add("title", title)
    groups: list[Group] = []
    if name:
        groups = _fill(library, builder, name)
    else:
        builder.add("paragraph", "No article has this topic.")
    made = Page(Record("", "topic", "", title, {}, "", 1), builder.document())
    made.ref, made.groups = address, groups
    return made


def _fill(library: Library, page: Builder, name: str) -> list[Group]:
    """Everything below the title; what the page is linked to."""
    times, query = library.index.over_time, Query("", Field("topic", name))
    coverage.section(page, "topic", times.coverage_of_topic(name))
    rows, total = library.rows("article", "date", 0, ROWS, query), library.count("article", query)
    page.section("Articles", total)
    for row in rows:
        facts = [citations.date_in_words(row.date), row.detail, row.note]
        told = " · ".join(fact for fact in facts if fact)
        page.add("row", page.link(row.name, row.ref), Run(f"\n{told}" if told else "", dim=True))
    page.more(total - len(rows))
    named = times.people_in(query)
    people(library, page, "People", named, query, field("topic", name))
    who = [Item(person, "person", words) for person, words, _ in named]
    articles = [Item(row.ref, "article", row.name) for row in rows]
    groups = [Group(TITLES["person"], who), Group(TITLES["article"], articles)]
    return [group for group in groups if group.count]
