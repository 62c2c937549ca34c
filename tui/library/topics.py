"""The page of a topic: the articles that have it, how often when, and who is named in them."""

from __future__ import annotations

from tui.core import citations
from tui.core.addresses import TOPIC
from tui.core.document import Run
from tui.core.query import Query, field
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
    times = library.index.over_time
    written = address.removeprefix(TOPIC)
    name = times.topic(written)
    query = Query([], [name])
    builder = Builder()
    title = f"Topic: {name or written}"
    builder.add("title", title)
    made = Page(Record("", "topic", "", title, {}, "", 1), builder.document())
    made.ref = address
    if not name:
        builder.add("paragraph", "No article has this topic.")
        made.document = builder.document()
        return made
    coverage.section(builder, "topic", times.coverage_of_topic(name))
    rows = library.rows("article", "date", 0, ROWS, query)
    total = library.count("article", query)
    builder.section("Articles", total)
    for row in rows:
        facts = [citations.date_in_words(row.date), row.detail, row.note]
        told = " · ".join(fact for fact in facts if fact)
        builder.add("row", builder.link(row.name, row.ref), Run(f"\n{told}", dim=True))
    builder.more(total - len(rows))
    named = times.people_in(query)
    people(library, builder, "People", named, query, field("topic", name))
    made.document = builder.document()
    made.groups = [
        Group(TITLES[kind], items)
        for kind, items in (
            ("person", [Item(one, "person", words) for one, words, _ in named]),
            ("article", [Item(row.ref, "article", row.name) for row in rows]),
        )
        if items
    ]
    return made
