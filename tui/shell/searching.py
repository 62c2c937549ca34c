"""`search`: the records that match, each with the place where they do."""

from __future__ import annotations

from tui.core import citations
from tui.core.fields import KINDS

from . import asking, output
from .cells import one_line
from .forms import hit_form
from .output import form_of
from .plain import MATCH, QUIET, STRONG, blocks, with_marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.core.query import Query
    from tui.library.facade import Library
    from tui.library.searching import Hit

    from .options import Call
    from .plain import Pen, Piece


def run(call: Call, library: Library) -> int:
    """Print the records that match, best first."""
    most = asking.limit(call)
    query = asking.asked(call, library, call.words)
    if call.on("count"):
        return _count(call, library, query)
    found = library.listed(
        lambda: asking.paged(lambda start, count: library.search(query, start, count), most), most
    )
    count = output.put(
        found, hit_form(library, _text(call, library, query)), call.get("format", "text")
    )
    return asking.ended(count, most, query, lambda: library.count_hits(query))


def _count(call: Call, library: Library, query: Query) -> int:
    """Print how many there are of each kind, and of quotations, that has any."""
    searcher = library.answers
    counts = searcher.counts(query, KINDS) | {"quote": searcher.count_quotes(query)}
    found = [{"kind": kind, "count": count} for kind, count in counts.items() if count]

    def text(one: dict[str, object]) -> str:
        return f"{one['kind']}\t{one['count']}\n"

    count = output.put(found, form_of(("kind", "count"), text, dict), call.get("format", "text"))
    return asking.ended(count, 0, query, lambda: 0)


def _text(call: Call, library: Library, query: Query) -> Callable[[Hit], str]:
    """What makes the text of one result after the other."""
    from tui.core.query import marked

    width, styled = output.width(), output.coloured(call.get("color", "auto"))

    def write(pen: Pen, hit: Hit) -> None:
        name = one_line(hit.record.name)
        marks = marked(name, query) if styled else ()
        may_be = library.may_be(query, hit.record.date)
        _write(pen, hit, with_marks(name, marks, MATCH, STRONG), may_be=may_be)

    return blocks(width, styled, write)


def _write(pen: Pen, hit: Hit, name: list[Piece], *, may_be: bool) -> None:
    """Kind, reference, name or title and date; below it the snippet, its matches marked.

    may_be: whether it is only perhaps that the date lies where the query asks.
    """
    record = hit.record
    words = citations.extent_in_words if record.kind == "event" else citations.date_in_words
    date = words(record.date) + (" (may match)" if may_be else "")
    caveats = citations.article_caveats(record.front) if record.kind == "article" else ""
    detail = (f", {date}" if date else "") + (f" {caveats}" if caveats else "")
    head: list[Piece] = [(f"{citations.KIND_WORDS[record.kind]}  ", QUIET), (f"{record.id}  ", ())]
    pen.paragraph([*head, *name, (detail, QUIET)], hang="    ")
    if hit.snippet:
        pen.paragraph(with_marks(hit.snippet, hit.marks, MATCH), "  ")
