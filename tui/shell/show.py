"""`show`: one record, or one quotation."""

from __future__ import annotations

from tui.core.addresses import TOPIC
from tui.core.records import split_reference

from . import output
from .commands import EXPORTED
from .forms import quotation_form, record_form, with_body
from .options import UsageError
from .refs import as_text, resolve
from .talk import FOUND, NOTHING, Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.records import Quotation, Record
    from tui.library.facade import Library
    from tui.library.pages import Page

    from .options import Call


def run(call: Call, library: Library) -> int:
    """Print what REF names."""
    if call.words[0].startswith(TOPIC):
        return _topic(call, library, as_text(call.words[0]))
    ref = resolve(library, call.words[0])
    quotation = library.quotation(ref) if split_reference(ref)[1] else None
    record = library.record(ref)
    how = call.get("format", "text")
    if record is not None and how != "text":  # a page sees to it itself
        named = [link.target.id for link in library.index.links_of(record.path)]
        record = library.record(ref) if library.fresh(ids=named) else record

    def page(_: Record | Quotation) -> str:
        return _page_text(call, library, library.page(ref, quotation=quotation is not None))

    def body(record: Record) -> str:
        from tui.core import markdown

        return markdown.parse(*library.body(record)).text

    if how in EXPORTED and record is not None:
        from .exporting import put

        put(library, [quotation or record], "quote" if quotation else record.kind, how)
    elif quotation is not None:
        output.put([quotation], quotation_form(page), how)
    elif record is not None:
        output.put([record], with_body(record_form(library, record.kind), page, body), how)
    return FOUND


def _page_text(call: Call, library: Library, page: Page | None) -> str:
    if page is None:
        return ""
    from tui.library.links import links_in_text

    from .plain import page_text

    styled = output.coloured(call.get("color", "auto"))
    return page_text(page, links_in_text(library, page), width=output.width(), styled=styled)


def _topic(call: Call, library: Library, address: str) -> int:
    """Print the page of a topic. Raises Stop, UsageError."""
    if call.get("format", "text") != "text":
        message = "a topic is shown as text; “onrecord list articles topic:NAME” has other formats"
        raise UsageError(message, call.command)
    name = address.removeprefix(TOPIC)
    if not library.index.over_time.topic(name):
        raise Stop(f"no article has the topic “{name}”", code=NOTHING)
    output.write([_page_text(call, library, library.page(address))])
    return FOUND
