"""`search`: the records that match, each with the place where they do."""

from __future__ import annotations

from tui.core import citations

from . import asking, output
from .cells import one_line
from .forms import hit_form
from .plain import MATCH, QUIET, STRONG, Pen, with_marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.library.facade import Library
    from tui.library.searching import Hit

    from .options import Call


def run(call: Call, library: Library) -> int:
    """Print the records that match, best first."""
    most = asking.limit(call)
    query = asking.asked(call, library, call.words)
    found = asking.paged(lambda start, count: library.search(query, start, count), most)
    count = output.put(found, hit_form(library, _text(call)), call.get("format", "text"))
    return asking.ended(count, most, lambda: library.count_hits(query))


def _text(call: Call) -> Callable[[Hit], str]:
    """What makes the text of one result after the other, an empty line between two."""
    width, styled = output.width(), output.coloured(call.get("color", "auto"))
    before = ""

    def text(hit: Hit) -> str:
        nonlocal before
        pen = Pen(width, styled)
        _write(pen, hit)
        block, before = before + "\n".join(pen.lines) + "\n", "\n"
        return block

    return text


def _write(pen: Pen, hit: Hit) -> None:
    """Kind, reference, name or title and date; below it the snippet, its matches marked."""
    record = hit.record
    words = citations.extent_in_words if record.kind == "event" else citations.date_in_words
    date = words(record.date)
    head = [(f"{citations.KIND_WORDS[record.kind]}  ", QUIET), (f"{record.id}  ", ())]
    head.append((one_line(record.name), STRONG))
    pen.paragraph([*head, (f", {date}", QUIET)] if date else head, "", "  ")
    if hit.snippet:
        pen.paragraph(with_marks(hit.snippet, hit.marks, MATCH), "  ")
