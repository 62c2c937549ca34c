"""`list`: the records of a kind, or quotations, one a line; all of them, or those of a query."""

from __future__ import annotations

from tui.library.facade import SORTS

from . import asking, output
from .commands import EXPORTED
from .forms import KINDS, quotation_form, record_form, told_form, with_counts
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.core.records import Named, Quotation, Record
    from tui.library.facade import Library, ListRow

    from .options import Call


def run(call: Call, library: Library) -> int:
    """Print the list of a kind, each line as it comes from the index."""
    most = asking.limit(call, 0)
    kind = KINDS[call.words[0]]
    sort = _order(call, kind)
    how = call.get("format", "text")
    words = call.words[1:]
    query = asking.asked(call, library, words) if words else None
    form = quotation_form() if kind == "quote" else record_form(library, kind)
    if call.on("long") and kind != "quote":
        form = with_counts(library, form)

    def whole() -> Iterable[Record | Quotation]:
        if kind == "quote":
            return library.index.quotations(0, most or -1, sort, query)
        return library.index.records(kind, sort, 0, most or -1, query)

    def names() -> Iterable[Named]:
        return library.index.names(kind, sort, 0, most or -1, query)

    def rows() -> Iterable[ListRow]:
        return asking.paged(
            lambda start, count: library.rows(kind, sort, start, count, query), most
        )

    if how in EXPORTED:
        from .exporting import put

        count = put(library, library.listed(whole, most), kind, how)
    elif call.on("long") and how == "text":
        told = told_form(library, call.words[0], query)
        count = output.put(library.listed(rows, most), told, how)
    elif how == "text" and kind != "quote":
        count = output.put(library.listed(names, most), form, how)
    else:
        count = output.put(library.listed(whole, most), form, how)
    return asking.ended(count, most, query, lambda: library.count(kind, query))


def _order(call: Call, kind: str) -> str:
    """The order that is asked for, or the kind's first."""
    sorts = list(SORTS[kind])
    order = call.get("sort", sorts[0])
    if order not in sorts:
        raise Stop(f"--sort: {call.words[0]} are listed by {' or '.join(sorts)}")
    return order
