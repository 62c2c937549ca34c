"""`bookmarks`: what the user has bookmarked, and where it leads now."""

from __future__ import annotations

from tui.core import citations
from tui.core.addresses import is_address
from tui.core.bookmarks import QUOTE
from tui.core.records import split_reference
from tui.library import bookmarks
from tui.library.shown import ids_of

from . import asking, output
from .cells import one_line
from .kept import check
from .output import form_of
from .plain import QUIET, STRONG, blocks
from .quotes import describe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.bookmarks import Found
    from tui.library.facade import Library

    from .options import Call
    from .plain import Pen


def run(call: Call, library: Library) -> int:
    """Print the bookmarks, the newest first."""
    most = asking.limit(call, 0)
    check(library, bookmarks.STATE, list)
    found = library.certain(lambda: bookmarks.find_all(library), _ids)

    def value(one: Found) -> dict[str, object]:
        return {
            "ref": one.quoted.ref if one.quoted else _ref(one),
            "kind": one.mark.kind,
            "name": _name(library, one),
            "words": one.mark.words or None,
            "when": one.mark.when or None,
            "gone": one.gone or None,
        }

    def write(pen: Pen, one: Found) -> None:
        when = citations.date_in_words(one.mark.when[:10])
        more = f"  bookmarked {when}" if when else ""
        if one.quoted:
            pen.paragraph([(one_line(citations.marked(one.quoted)), ())])
            describe(pen, one.quoted, more=more)
            return
        _describe(pen, library, one)
        if one.gone:
            pen.paragraph([(f"! {one.gone}", STRONG)], "  ", "  ")
        pen.paragraph([(_ref(one) + more, ())], "  ")

    text = blocks(output.width(), output.coloured(call.get("color", "auto")), write)
    form = form_of(("ref", "kind", "name", "words", "when", "gone"), text, value)
    count = output.put(found[: most or None], form, call.get("format", "text"))
    return asking.ended(count, most, None, lambda: len(found))


def _describe(pen: Pen, library: Library, found: Found) -> None:
    """A record and what it is; or words, and in which record they stand or stood."""
    name, words = one_line(_name(library, found)), " ".join(found.mark.words.split())
    if not words:
        told = "" if found.gone else bookmarks.facts(library, _ref(found)).replace(" · ", ", ")
        pen.paragraph([(name, ())])
        if told:
            pen.paragraph([(one_line(told), QUIET)], "  ", "  ")
        return
    is_quote = found.mark.kind == QUOTE
    pen.paragraph([(f"“{words}”" if is_quote else f"… {words} …", ())])
    what = "Quotation" if is_quote else "Passage"
    pen.paragraph([(f"{what} in “{name}”", QUIET)], "  ", "  ")


def _ref(found: Found) -> str:
    """The record that a bookmark is of, or the address of a page of ours."""
    ref = found.mark.ref
    return ref if is_address(ref) else split_reference(ref)[0]


def _name(library: Library, found: Found) -> str:
    """The name of that; where it is gone, as it was."""
    named = library.named(_ref(found))
    return named.name if named.kind else found.mark.title or _ref(found)


def _ids(found: list[Found]) -> set[str]:
    records = {ref for one in found if not is_address(ref := _ref(one))}
    return records | ids_of([one.quoted for one in found if one.quoted])
