"""Every error and warning of a library: those of single files, and those between files."""

from __future__ import annotations

from tui.core.fields import PLURALS, link_kinds
from tui.core.problems import ERROR, WARNING, Problem
from tui.core.text import fold_id, safe, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .index.read import Index


_LONGEST = 200  # characters of a wrong id that are compared
_MOST = 8  # quotations of an article that a message names


def problems(index: Index, *, hints: bool = True) -> list[Problem]:
    """What is wrong with the library that `index` holds, by path and line.

    hints: say what may have been meant, which costs a look at all ids.
    """
    found = index.problems()
    found += _broken_links(index, hints)
    found += _broken_anchors(index, hints)
    found += _wrong_kinds(index)
    for path, record_id, other in index.twins():
        message = f"the id “{safe(record_id)}” is taken by {safe(other)}; rename one of the two"
        found.append(Problem(path, 1, ERROR, message))
    found.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    return found


def _broken_links(index: Index, hints: bool) -> list[Problem]:
    broken = index.broken_links()
    ids = index.ids() if broken and hints else []
    found = []
    for path, line, written, words, field in broken:
        where = "the link" if field == "body" else f"`{field}:`"
        message = f"{where} names no record; write an id in it, or take it out"
        if written:
            hint = _suggestion(index, ids, written, words) if hints else ""
            message = f"{where} names “{safe(short(written))}”, but there is no such record{hint}"
        found.append(Problem(path, line, ERROR, message))
    return found


def _suggestion(index: Index, ids: list[str], written: str, words: str) -> str:
    """The record that may have been meant: one of that name, else the nearest id."""
    near = index.ids_by_name(written) or (index.ids_by_name(words) if words else [])
    near = near or nearest_ids(ids, written, 1)
    if not near:
        return "; add one, or take the link out"
    return f"; did you mean `{safe(near[0])}`?"


def nearest_ids(ids: list[str], written: str, most: int) -> list[str]:
    """The ids that look most like `written`, whatever their case."""
    import difflib

    folded = {fold_id(one): one for one in ids}
    near = difflib.get_close_matches(fold_id(written[:_LONGEST]), list(folded), most, 0.6)
    return [folded[one] for one in near]


def _broken_anchors(index: Index, hints: bool) -> list[Problem]:
    found = []
    for path, line, written, anchor in index.anchored_links():
        if index.quotation(f"{written}#{anchor}") is None:
            hint = _quotations_of(index, written, anchor) if hints else ""
            message = f"“{safe(written)}” has no quotation “{safe(short(anchor))}”; {hint}"
            found.append(Problem(path, line, ERROR, message))
    return found


def _quotations_of(index: Index, written: str, anchor: str) -> str:
    """What may stand behind `#` in a link to a record."""
    record = index.record(written)
    quotations = index.quotations_in(record.path) if record else ()
    anchors = [quotation.ref.partition("#")[2] for quotation in quotations]
    if not anchors:
        return "it has none: take out what stands behind “#”"
    own = [one for one in anchors if not (one[0] == "q" and one[1:].isdecimal())]
    near = nearest_ids(own, anchor, 1)
    if near:
        return f"did you mean `#{safe(near[0])}`?"
    more = " …" if len(anchors) > _MOST else ""
    return f"it has {', '.join(f'#{safe(one)}' for one in anchors[:_MOST])}{more}"


def _wrong_kinds(index: Index) -> list[Problem]:
    found = []
    for path, line, kind, field, written, linked in index.kinds_linked():
        allowed = link_kinds(kind, field)
        if allowed and linked not in allowed:
            wanted = " or ".join(PLURALS[one] for one in allowed)
            message = f"`{field}:` names {wanted}; “{safe(written)}” stands under {PLURALS[linked]}"
            found.append(Problem(path, line, WARNING, message))
    return found
