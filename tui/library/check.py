"""Every error and warning of a library: those of single files, and those between files."""

from __future__ import annotations

from tui.core.fields import PLURALS, link_kinds
from tui.core.problems import ERROR, WARNING, Problem
from tui.core.text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .index.read import Index


def problems(index: Index) -> list[Problem]:
    """What is wrong with the library that `index` holds, by path and line."""
    found = index.problems()
    found += _broken_links(index)
    found += _broken_anchors(index)
    found += _wrong_kinds(index)
    for path, record_id, other in index.twins():
        message = f"the id “{safe(record_id)}” is taken by {safe(other)}; rename one of the two"
        found.append(Problem(path, 1, ERROR, message))
    found.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    return found


def _broken_links(index: Index) -> list[Problem]:
    broken = index.broken_links()
    ids = index.ids() if broken else []
    found = []
    for path, line, written, words, field in broken:
        hint = _suggestion(index, ids, written, words)
        where = "the link" if field == "body" else f"`{field}:`"
        message = f"{where} names “{safe(written)}”, but there is no such record{hint}"
        found.append(Problem(path, line, ERROR, message))
    return found


def _suggestion(index: Index, ids: list[str], written: str, words: str) -> str:
    """The record that may have been meant: one of that name, else the nearest id."""
    import difflib

    near = index.ids_by_name(written) or (index.ids_by_name(words) if words else [])
    if not near:
        near = difflib.get_close_matches(written.casefold(), ids, 1, 0.6)
    if not near:
        return "; add one, or take the link out"
    return f"; did you mean `{safe(near[0])}`?"


def _broken_anchors(index: Index) -> list[Problem]:
    found = []
    for path, line, written, anchor in index.anchored_links():
        if index.quotation(f"{written}#{anchor}") is None:
            message = f"“{safe(written)}” has no quotation “{safe(anchor)}”; write #q1, #q2 …"
            found.append(Problem(path, line, ERROR, message))
    return found


def _wrong_kinds(index: Index) -> list[Problem]:
    found = []
    for path, line, kind, field, written, linked in index.kinds_linked():
        allowed = link_kinds(kind, field)
        if allowed and linked not in allowed:
            wanted = " or ".join(PLURALS[one] for one in allowed)
            message = f"`{field}:` names {wanted}; “{safe(written)}” stands under {PLURALS[linked]}"
            found.append(Problem(path, line, WARNING, message))
    return found
