"""`trail` and `searches`: where the user has been in the browser, and what was sought there.

What is kept is only read: an open browser goes on writing it.
"""

from __future__ import annotations

from tui.core import citations
from tui.core.addresses import FIND, SEARCH, in_words, is_address, list_address
from tui.core.past import Past
from tui.core.records import split_reference
from tui.core.text import safe
from tui.core.trail import PANES, Trail

from . import asking, output
from .cells import one_line
from .output import form_of
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from tui.core.trail import Place
    from tui.library.facade import Library

    from .options import Call

    Value = dict[str, object]
    _Kept = TypeVar("_Kept")

_RESULTS = {"search": SEARCH, "find": FIND}  # what may stand in the place of a list


def check(library: Library, name: str, sort: type) -> None:
    """Raise Stop where what is kept under a name, a value of some sort, can't be read."""
    if why := library.why_unread(name, sort):
        raise Stop(f"the {name} can’t be read: {why}")


def trail(call: Call, library: Library) -> int:
    """Print the places of the trail, or all that was visited, the newest first."""
    check(library, "trail", dict)
    kept = Trail.from_json(library.load_state("trail"))
    if call.on("visited"):
        refs = [*kept.visited][::-1]
        return _put(call, library, refs, ("ref", "name"), lambda ref: _visited(library, ref))
    return _put(
        call,
        library,
        kept.places[::-1],
        ("ref", "name", "list", "filter", "pane", "here"),
        lambda place: _step(library, place, place is kept.current),
    )


def _put(
    call: Call,
    library: Library,
    kept: Sequence[_Kept],
    columns: Sequence[str],
    value: Callable[[_Kept], Value],
) -> int:
    """Print what is kept, each with where it leads now; the exit code."""
    most = asking.limit(call, 0)

    def ids(found: list[Value]) -> set[str]:
        refs = [str(one["ref"]) for one in found]
        return {split_reference(ref)[0] for ref in refs if not is_address(ref)}

    found = library.certain(lambda: [value(one) for one in kept[: most or None]], ids)
    form = form_of(columns, _line, dict)
    count = output.put(found, form, call.get("format", "text"))
    return asking.ended(count, most, None, lambda: len(kept))


def _visited(library: Library, ref: str) -> Value:
    """A reference as the browser keeps it: by it alone a link looks visited."""
    quoted = library.index.quotation(ref) if "#" in ref else None
    named = library.named(ref)
    name = named.name if named.kind and library.same(named.id, ref) else ""
    if is_address(ref):
        name = in_words(ref)
    elif quoted is not None:
        name = citations.marked(quoted)
    return {"ref": ref, "name": name or None}


def _step(library: Library, place: Place, here: bool) -> Value:
    ref, name = _leads_to(library, place)
    return {
        "ref": ref,
        "name": name or None,
        "list": place.list,
        "filter": place.filter or None,
        "pane": place.pane,
        "here": here,
    }


def _leads_to(library: Library, place: Place) -> tuple[str, str]:
    """The reference or address of a place, and what is there; "" where that is gone."""
    if place.pane == PANES[0] or not place.ref:
        results = _RESULTS.get(place.list)
        address = results + place.filter if results else list_address(place.list, place.filter)
        return address, in_words(address)
    if is_address(place.ref):
        return place.ref, in_words(place.ref)
    if "#" in place.ref and place.marked:
        from tui.library import following

        quoted = following.quotation(library, place.ref, place.marked)
        if quoted is not None:
            return quoted.ref, citations.marked(quoted)
    named = library.named(place.ref)
    return named.id, named.name if named.kind else ""


def _line(step: Value) -> str:
    name = one_line(str(step["name"] or "no longer there"))
    columns = [str(step["ref"]), name, *["here"] * bool(step.get("here"))]
    return "\t".join(map(safe, columns)) + "\n"


def searches(call: Call, library: Library) -> int:
    """Print the queries of the past, the newest first, then those saved under a name."""
    most = asking.limit(call, 0)
    check(library, "searches", dict)
    past = Past.from_json(library.load_state("searches"))
    found: list[Value] = [{"query": query, "name": None} for query in past.queries]
    found += [{"query": query, "name": name} for name, query in past.saved.items()]
    form = form_of(("query", "name"), _search_line, dict)
    count = output.put(found[: most or None], form, call.get("format", "text"))
    return asking.ended(count, most, None, lambda: len(found))


def _search_line(search: Value) -> str:
    columns = [one_line(str(one)) for one in search.values() if one]
    return "\t".join(map(safe, columns)) + "\n"
