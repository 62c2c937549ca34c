"""What `copy` and `copy-as` take: what is under the cursor, or all rows that are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core import citations
from tui.core.addresses import PROBLEMS, is_address, record_of
from tui.core.text import plural

if TYPE_CHECKING:
    from .main_screen import MainScreen


def references(screen: MainScreen) -> list[str]:
    """The references of what is taken: in the list, of all that is marked; else one, or none."""
    screen.preview_now()
    if screen.active == "list" and screen.rows.marks:
        return screen.rows.marks.refs
    ref = record_of(reference(screen))
    return [ref] if ref.removeprefix(PROBLEMS) else []


def reference(screen: MainScreen) -> str:
    """The quotation that is meant, else the record."""
    reader, row, item = screen.reader, screen.rows.current, screen.linked.current
    if screen.active == "list":
        return row.ref if row else ""
    if screen.active == "linked":
        return item.ref if item else ""
    page = reader.content
    if page is None:
        return ""
    if reader.meant >= 0:
        link = page.document.links[reader.meant]
        if "#" in link.target or is_address(link.target) or is_address(page.ref):
            return link.target
        return page.quote_at(link.start) or page.ref
    return reader.marked or page.ref


def copy(screen: MainScreen) -> None:
    """Copy quotations with their citations, and the references of records."""
    refs = references(screen)
    if not refs:
        screen.say("There is nothing to copy here.")
        return
    library = screen.onrecord.library
    text, before = "", False
    quotations: list[str] = []
    for ref in refs:
        quoted = library.quotation(ref) if "#" in ref else None
        if text:  # an empty line around what is longer than a line
            text += "\n\n" if quoted or before else "\n"
        text += citations.cite(quoted) if quoted else ref.removeprefix(PROBLEMS)
        before = quoted is not None
        quotations += [quoted.ref] if quoted else []
    screen.app.copy_to_clipboard(text)
    if len(refs) == 1:
        what = f"the quotation {quotations[0]}" if quotations else "the reference"
        screen.say(f"Copied {what}: {text}")
    else:
        screen.say(f"Copied {_counted(len(quotations), len(refs) - len(quotations))}.")


def _counted(quotations: int, records: int) -> str:
    """How many of both there are, in words."""
    told = [plural(quotations, "quotation")] if quotations else []
    told += [plural(records, "reference")] if records else []
    return " and ".join(told)
