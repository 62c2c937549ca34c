"""Every error and warning of a library: those of single files, and those between files."""

from __future__ import annotations

from tui.core.fields import PLURALS, link_kinds
from tui.core.problems import ERROR, WARNING, Problem
from tui.core.text import fold_id, safe, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from .index.read import Index
    from .index.troubled import Troubled


_LONGEST = 200  # characters of a wrong id that are compared
_FEW = 500  # changed files: of more, everything is counted anew
_MOST = 8  # quotations of an article that a message names


def problems(index: Index, *, hints: bool = True) -> list[Problem]:
    """What is wrong with the library that `index` holds, by path and line.

    hints: say what may have been meant, which costs a look at all ids.
    """
    found = _found(index, index.troubled(), hints)
    found.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    return found


def recounting(index: Index, paths: Collection[str]) -> Callable[[], list[int]]:
    """Begin to count while files come, go and change; all that do so must be among `paths`.

    What is given is called when they have: it says how many errors and warnings there are then.
    Of a few files only that is looked at which they can touch, before the change and after it.
    """
    kept = index.meta("problems")
    if kept is None or len(paths) > _FEW:
        return lambda: _counts(index, index.troubled())
    near = index.troubled(paths)
    elsewhere = [all_ - some for all_, some in zip(kept, _counts(index, near), strict=True)]
    return lambda: [sum(pair) for pair in zip(elsewhere, _counts(index, near), strict=True)]


def _counts(index: Index, troubled: Troubled) -> list[int]:
    """How many errors and warnings there are."""
    found = _found(index, troubled, hints=False)
    errors = sum(problem.severity == ERROR for problem in found)
    return [errors, len(found) - errors]


def _found(index: Index, troubled: Troubled, hints: bool) -> list[Problem]:
    found = troubled.problems()
    found += _broken_links(index, troubled, hints)
    found += _broken_anchors(index, troubled, hints)
    found += _wrong_kinds(troubled)
    for path, record_id, other in troubled.twins():
        message = f"the id “{safe(record_id)}” is taken by {safe(other)}; rename one of the two"
        found.append(Problem(path, 1, ERROR, message))
    return found


def _broken_links(index: Index, troubled: Troubled, hints: bool) -> list[Problem]:
    broken = troubled.broken_links()
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


def _broken_anchors(index: Index, troubled: Troubled, hints: bool) -> list[Problem]:
    found = []
    for path, line, written, anchor in troubled.anchored_links():
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


def _wrong_kinds(troubled: Troubled) -> list[Problem]:
    found = []
    for path, line, kind, field, written, linked in troubled.kinds_linked():
        allowed = link_kinds(kind, field)
        if allowed and linked not in allowed:
            wanted = " or ".join(PLURALS[one] for one in allowed)
            message = f"`{field}:` names {wanted}; “{safe(written)}” stands under {PLURALS[linked]}"
            found.append(Problem(path, line, WARNING, message))
    return found
