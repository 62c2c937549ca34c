"""Every error and warning of a library: those of single files, and those between files."""

from __future__ import annotations

from tui.core.fields import PLURALS, link_kinds
from tui.core.problems import ERROR, WARNING, Problem
from tui.core.text import fold_id, safe, short

from .disk import kind_of
from .index import folders, troubled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .index.read import Index
    from .index.troubled import Row, Troubled

_LONGEST = 200  # characters of a wrong id that are compared
_FEW = 500  # changed files: after more, everything is looked at, but in libraries of
_PART = 4  # so many times as many
_MOST = 8  # quotations of an article that a message names


def problems(index: Index) -> list[Problem]:
    """What is wrong with the library that `index` holds, by path and line."""
    found = index.problems()
    for row in index.troubles():
        path, line, _, sort, *_ = row
        severity = WARNING if sort == troubled.KIND else ERROR
        found.append(Problem(path, line, severity, _message(index, row)))
    found.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    return found


def keep(index: Index, paths: Collection[str]) -> None:
    """Keep what is wrong between files when some have come, gone or changed: those at `paths`.

    Of a few files, or a small part of all, only that is looked at which they can touch.
    """
    few = len(paths) <= _FEW or folders.has_more(index.connection, _PART * len(paths))
    near = index.troubled(paths if few else None)
    near.replace(list(between(index, near)))


def between(index: Index, near: Troubled) -> Iterator[Row]:
    """What is wrong between files now."""
    yield from near.broken_links()
    yield from near.wrong_kinds()
    yield from near.twins()
    for row in near.anchored_links():
        if index.quotation(f"{row[5]}#{row[6]}") is None:
            yield row


def _message(index: Index, row: Row) -> str:
    """What is told of a trouble, and what may have been meant."""
    path, _, _, sort, field, written, other = row
    if sort == troubled.TWIN:
        return f"the id “{safe(written)}” is taken by {safe(other)}; rename one of the two"
    if sort == troubled.ANCHOR:
        return no_quotation(index, written, other)
    if sort == troubled.KIND:
        wanted = " or ".join(PLURALS[one] for one in link_kinds(kind_of(path), field) or ())
        return f"`{field}:` names {wanted}; “{safe(written)}” stands under {PLURALS[other]}"
    where = "the link" if field == "body" else f"`{field}:`"
    if not written:
        return f"{where} names no record; write an id in it, or take it out"
    hint = _suggestion(index, written, other)
    return f"{where} names “{safe(short(written))}”, but there is no such record{hint}"


def no_quotation(index: Index, written: str, anchor: str) -> str:
    """What is told of a link to a quotation that a record does not have."""
    hint = _quotations_of(index, written, anchor)
    return f"“{safe(written)}” has no quotation “{safe(short(anchor))}”; {hint}"


def _suggestion(index: Index, written: str, words: str) -> str:
    """The record that may have been meant: one of that name, else the nearest id."""
    near = index.ids_by_name(written) or (index.ids_by_name(words) if words else [])
    near = near or nearest_ids(index.ids_around(written), written, 1)
    if not near:
        return "; add one, or take the link out"
    return f"; did you mean `{safe(near[0])}`?"


def nearest_ids(ids: list[str], written: str, most: int) -> list[str]:
    """The ids that look most like `written`, whatever their case."""
    import difflib

    folded = {fold_id(one): one for one in ids}
    near = difflib.get_close_matches(fold_id(written[:_LONGEST]), list(folded), most, 0.6)
    return [folded[one] for one in near]


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
