"""From what somebody typed to the record or quotation that is meant; opening the library."""

from __future__ import annotations

import os

from tui.core.records import split_reference
from tui.core.text import plural
from tui.library.facade import Library, LibraryError, choose_library

from .settings import of_library
from .talk import NOTHING, Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from tui.library.taking import Progress

    from .options import Call

    _Made = TypeVar("_Made")

# Commands that are about every file of the library, and so look at every file; `check` of some
# paths looks at what is there.
_ABOUT_ALL = ("check", "index", "rename")

_MOST = 20  # matches that are listed


def open_library(call: Call, *, rebuild: bool = False, progress: Progress | None = None) -> Library:
    """The library that a command is about, its index up to date. Raises Stop."""
    is_about_all = call.command.name in _ABOUT_ALL and not (
        call.command.name == "check" and call.words
    )
    refresh = call.on("refresh") or is_about_all
    return at_library(
        call, lambda root: Library(root, rebuild=rebuild, refresh=refresh, progress=progress)
    )


def at_library(call: Call, work: Callable[[str], _Made]) -> _Made:
    """What `work` makes of the folder of the library that a command is about. Raises Stop."""
    settings = of_library()
    root = choose_library(call.get("library") or None, settings)
    try:
        return work(root)
    except LibraryError as error:
        names = ", ".join(settings.libraries) if settings and not os.path.isdir(root) else ""
        raise Stop(f"{error}{f'; libraries by name: {names}' if names else ''}") from None
    except OSError as error:
        raise Stop(f"{error.filename or root}: {error.strerror or error}") from None


def resolve(library: Library, written: str, commands: Sequence[str] = ()) -> str:
    """The reference of the one record or quotation that `written` names. Raises Stop.

    commands: what else it may have been meant to be.
    """
    written = as_text(written)
    found = library.find(written)
    if len(found) == 1 and library.named(found[0]).kind:
        return found[0]
    if len(found) > 1:
        raise Stop(f"“{written}” names several records; take one by its id:", *told(library, found))
    article, anchor = split_reference(written)
    if anchor and library.exists(article):
        raise Stop(_no_quotation(library, article, anchor), code=NOTHING)
    what, near = "record", library.nearest_ids(written)
    if commands:
        import difflib

        what = "record or command"
        near = difflib.get_close_matches(written, commands, 1) + near
    hint = f"; nearest: {', '.join(near)}" if near else ""
    raise Stop(f"there is no {what} “{written}”{hint}", code=NOTHING)


def as_text(written: str) -> str:
    """An argument that may hold bytes which are no text in this locale. Raises Stop."""
    try:
        written.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(written).decode()
        except UnicodeError:
            raise Stop(f"“{written}” is not UTF-8", code=NOTHING) from None
    return written


def told(library: Library, ids: list[str]) -> list[str]:
    """Records that one may choose from: id, kind and name, one a line."""
    lines = []
    for one in ids[:_MOST]:
        named = library.named(one)
        lines.append(f"  {named.id}  {named.kind}, {named.name}")
    more = len(ids) - _MOST
    return [*lines, f"  … and {more:,} more"] if more > 0 else lines


def _no_quotation(library: Library, article: str, anchor: str) -> str:
    record = library.record(article)
    quotations = list(library.index.quotations_in(record.path)) if record else []
    if record is None or not quotations:
        return f"“{article}” has no quotations, so there is no “#{anchor}”"
    count = plural(len(quotations), "quotation")
    first, last = quotations[0].number, quotations[-1].number
    known = f"#q{first}" if first == last else f"#q{first} to #q{last}"
    return f"“{record.id}” has no quotation “#{anchor}”; it has {count}, {known}"
