"""`timeline`: the events and quotations around a record, or of the whole library, by date."""

from __future__ import annotations

from tui.core import citations
from tui.core.records import split_reference
from tui.library import timeline

from . import asking, output, talk
from .cells import one_line
from .forms import BETWEEN
from .plain import QUIET, STRONG, Pen, blocks
from .refs import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.library.facade import Library
    from tui.library.timeline import Entry

    from .options import Call

_COLUMNS = ("ref", "kind", "date", "said", "text", "speaker", "speaker_as", "note")


def run(call: Call, library: Library) -> int:
    """Print what is around REF, oldest first."""
    most = asking.limit(call, timeline.MOST)
    ref = resolve(library, call.words[0]) if call.words else ""
    around, here = split_reference(ref)[0], library.ref_of(ref)
    found = library.certain(
        lambda: timeline.look(library, around, most), lambda found: {around, *found.ids()}
    )
    form = output.Form(_COLUMNS, text=_text(call, here), value=_value, fields=_fields)
    how = call.get("format", "text")
    count = output.put(found.entries, form, how)
    if count and how == "text":
        talk.say(found.in_words())
    return asking.ended(count, most, None, lambda: found.around.events + found.around.quotes)


def _text(call: Call, here: str) -> Callable[[Entry], str]:
    """What makes the text of one entry after the other.

    here: the event or quotation that was asked for.
    """

    def write(pen: Pen, entry: Entry) -> None:
        who = f", {entry.who}" if entry.who else ""
        when = (f"{entry.when or 'no date'}{who}: ", QUIET)
        note = f"  {entry.note}" if entry.note else ""
        pen.paragraph([when, (one_line(entry.words), ()), (note, STRONG)], hang="    ")
        kind = citations.KIND_WORDS[entry.kind]
        own = f"  this {kind}" if entry.ref == here else ""
        pen.paragraph([(f"{kind}  ", QUIET), (entry.ref, ()), (own, STRONG)], "  ")

    return blocks(output.width(), output.coloured(call.get("color", "auto")), write)


def _value(entry: Entry) -> dict[str, object]:
    return {
        "ref": entry.ref,
        "kind": entry.kind,
        "date": entry.edtf or None,
        "said": entry.said or None,
        "text": entry.text,
        "speaker": [named.json() for named in entry.speakers],
        "speaker_as": entry.called or None,
        "note": entry.note or None,
    }


def _fields(entry: Entry) -> list[str]:
    value = {**_value(entry), "speaker": BETWEEN.join(one.id for one in entry.speakers)}
    return [str(one or "") for one in value.values()]
