"""`search`: the records that match, each with the place where they do."""

from __future__ import annotations

from tui.core import citations

from . import asking, output
from .cells import one_line
from .forms import hit_form
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
    found = library.listed(
        lambda: asking.paged(lambda start, count: library.search(query, start, count), most), most
    )
    count = output.put(found, hit_form(library, _text(call, query)), call.get("format", "text"))
    return asking.ended(count, most, query, lambda: library.count_hits(query))


def _text(call: Call, query: Query) -> Callable[[Hit], str]:
    """What makes the text of one result after the other."""
    from tui.core.query import marked

    width, styled = output.width(), output.coloured(call.get("color", "auto"))

    def write(pen: Pen, hit: Hit) -> None:
        name = one_line(hit.record.name)
        _write(pen, hit, with_marks(name, marked(name, query) if styled else (), MATCH, STRONG))

    return blocks(width, styled, write)


def _write(pen: Pen, hit: Hit, name: list[Piece]) -> None:
    """Kind, reference, name or title and date; below it the snippet, its matches marked."""
    record = hit.record
    words = citations.extent_in_words if record.kind == "event" else citations.date_in_words
    date = words(record.date)
    caveats = citations.article_caveats(record.front) if record.kind == "article" else ""
    detail = (f", {date}" if date else "") + (f" {caveats}" if caveats else "")
    head: list[Piece] = [(f"{citations.KIND_WORDS[record.kind]}  ", QUIET), (f"{record.id}  ", ())]
    pen.paragraph([*head, *name, (detail, QUIET)], hang="    ")
    if hit.snippet:
        pen.paragraph(with_marks(hit.snippet, hit.marks, MATCH), "  ")
