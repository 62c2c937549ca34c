"""`quotes`: who said that?"""

from __future__ import annotations

from tui.core import citations

from . import asking, output
from .cells import one_line
from .commands import EXPORTED
from .forms import quotation_form
from .plain import MATCH, QUIET, STRONG, Pen, blocks, with_marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.core.query import Query
    from tui.core.records import Quotation
    from tui.library.facade import Library

    from .options import Call


def run(call: Call, library: Library) -> int:
    """Print the quotations that match."""
    most = asking.limit(call)
    query = asking.asked(call, library, call.words)
    sort = call.get("sort", "date")
    found = library.listed(lambda: library.index.quotations(0, most or -1, sort, query), most)
    how = call.get("format", "text")
    if how in EXPORTED:
        from .exporting import put

        count = put(library, found, "quote", how)
    else:
        count = output.put(found, quotation_form(_text(call, library, query)), how)
    return asking.ended(count, most, query, lambda: library.count("quote", query))


def _text(call: Call, library: Library, query: Query) -> Callable[[Quotation], str]:
    """What makes the text of one quotation after the other."""
    from tui.core.query import marked

    width, styled = output.width(), output.coloured(call.get("color", "auto"))

    def write(pen: Pen, quotation: Quotation) -> None:
        words = one_line(citations.marked(quotation))
        spans = marked(words, query) if styled else []
        pen.paragraph(with_marks(words, spans, MATCH))
        describe(pen, quotation, may_be=library.may_be(query, quotation.date))

    return blocks(width, styled, write)


def describe(
    pen: Pen, quotation: Quotation, *, indent: str = "  ", may_be: bool = False, more: str = ""
) -> None:
    """Below the words: who, when, to whom and where; what to mind; the article; the REF.

    more: what comes behind the REF.
    """
    attributed = one_line(citations.attribution(quotation, may_be=may_be))
    pen.paragraph([(attributed, ())], indent, "  ")
    warnings = citations.warnings(quotation)
    if warnings:
        pen.paragraph([(f"! {warnings}", STRONG)], indent, "  ")
    pen.paragraph([(one_line(citations.reported(quotation)), QUIET)], indent, "  ")
    pen.paragraph([(quotation.ref + more, ())], indent)
