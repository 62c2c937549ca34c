"""`quotes`: who said that?"""

from __future__ import annotations

from tui.core import citations
from tui.core.query import marked

from . import asking, output
from .cells import one_line
from .commands import EXPORTED
from .forms import quotation_form
from .plain import MATCH, QUIET, STRONG, Pen, with_marks

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
    found = library.index.quotations(0, most or -1, sort, query)
    how = call.get("format", "text")
    if how in EXPORTED:
        from .exporting import put

        count = put(library, found, "quote", how)
    else:
        count = output.put(found, quotation_form(_text(call, library, query)), how)
    return asking.ended(count, most, lambda: library.count("quote", query))


def _text(call: Call, library: Library, query: Query) -> Callable[[Quotation], str]:
    """What makes the text of one quotation after the other, an empty line between two."""
    width, styled = output.width(), output.coloured(call.get("color", "auto"))
    before = ""

    def text(quotation: Quotation) -> str:
        nonlocal before
        pen = Pen(width, styled)
        _write(pen, quotation, query, may_be=library.may_be(query, quotation.date))
        block, before = before + "\n".join(pen.lines) + "\n", "\n"
        return block

    return text


def _write(pen: Pen, quotation: Quotation, query: Query, *, may_be: bool) -> None:
    """The words; below them who, when, to whom and where; what to mind; the article; the REF."""
    words = one_line(citations.marked(quotation))
    pen.paragraph(with_marks(words, marked(words, query), MATCH))
    pen.paragraph([(one_line(citations.attribution(quotation, may_be=may_be)), ())], "  ", "  ")
    warnings = citations.warnings(quotation)
    if warnings:
        pen.paragraph([(f"! {warnings}", STRONG)], "  ", "  ")
    pen.paragraph([(one_line(citations.reported(quotation)), QUIET)], "  ", "  ")
    pen.paragraph([(quotation.ref, QUIET)], "  ")
