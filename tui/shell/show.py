"""`show`: one record, or one quotation."""

from __future__ import annotations

from tui.core.records import split_reference

from . import output
from .forms import quotation_form, record_form, with_body
from .refs import open_library, resolve
from .talk import FOUND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.records import Quotation, Record
    from tui.library.facade import Library

    from .options import Call


def run(call: Call) -> int:
    """Print what REF names."""
    library = open_library(call)
    ref = resolve(library, call.words[0])
    how = call.get("format", "text")
    quotation = library.quotation(ref) if split_reference(ref)[1] else None

    def page(_: Record | Quotation) -> str:
        from .plain import page_text

        made = library.page(ref, quotation=quotation is not None)
        styled = output.coloured(call.get("color", "auto"))
        return page_text(made, width=output.width(), styled=styled) if made else ""

    if quotation is not None:
        output.put([quotation], quotation_form(page), how)
    elif (record := library.record(ref)) is not None:
        form = record_form(library, record.kind)
        output.put([record], with_body(form, page, _body(library)), how)
    library.close()
    return FOUND
