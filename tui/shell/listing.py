"""`list`: the records of a kind, or all quotations."""

from __future__ import annotations

from tui.library.facade import SORTS

from . import output, talk
from .commands import EXPORTED
from .forms import KINDS, quotation_form, record_form
from .options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.core.records import Quotation, Record
    from tui.library.facade import Library

    from .options import Call


def run(call: Call, library: Library) -> int:
    """Print the list of a kind, each line as it comes from the index."""
    limit = _limit(call)
    kind = KINDS[call.words[0]]
    sort = next(iter(SORTS[kind]))
    how = call.get("format", "text")
    found: Iterable[Record | Quotation]
    if kind == "quote":
        found, form = library.index.quotations(0, limit or -1, sort), quotation_form()
    else:
        found = library.index.records(kind, sort, 0, limit or -1)
        form = record_form(library, kind)
    if how in EXPORTED:
        from .exporting import put

        count = put(library, found, kind, how)
    else:
        count = output.put(found, form, how)
    total = library.counts[kind]
    if limit and count < total:
        talk.say(f"{count:,} of {total:,}; -n 0 for all")
    return talk.FOUND if count else talk.NOTHING


def _limit(call: Call) -> int:
    """How many to list, 0 for all. Raises UsageError."""
    written = call.get("limit", "0")
    if not (written.isascii() and written.isdecimal()) or len(written) > 15:
        message = f"-n/--limit takes a whole number, 0 for all; not “{written}”"
        raise UsageError(message, call.command)
    return int(written)
