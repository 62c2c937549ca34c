"""What the commands that take a query share: the query itself, its options, and how much to print."""

from __future__ import annotations

from tui.core import dates
from tui.core.query import QUOTATION_KINDS, Field, parse

from . import talk
from .options import UsageError
from .refs import as_text, told
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    from tui.core.query import Query
    from tui.library.facade import Library

    from .options import Call

    _Found = TypeVar("_Found")

NAMES = ("by", "to", "about", "event", "in")  # options that are fields, with a record's name
DATES = ("since", "until")

_PAGE = 500  # how many are asked for at once


def asked(call: Call, library: Library, words: Sequence[str]) -> Query:
    """The query of a command line, its names resolved. Raises Stop, UsageError.

    words: those of the arguments that are the query.
    """
    from tui.library.searching import NoSuch, Unclear

    query = parse(" ".join(map(as_text, words))).and_(list(_fields(call)))
    try:
        return library.resolved(query)
    except Unclear as unclear:
        raise Stop(
            f"“{unclear.value}” in {unclear.field}: names several records; take one by its id:",
            *told(library, unclear.ids),
        ) from None
    except NoSuch as none:
        near = library.nearest_ids(none.value)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise Stop(
            f"there is no record “{none.value}” for {none.field}:{hint}", code=talk.NOTHING
        ) from None


def _fields(call: Call) -> Iterator[Field]:
    """The options that are fields of the query. Raises UsageError."""
    for name in NAMES:
        if call.on(name):
            yield Field(name, as_text(call.get(name)))
    for name in DATES:
        if call.on(name):
            yield Field(name, _date(call, name))
    if call.on("kind"):
        yield Field("kind", _kinds(call))


def _date(call: Call, name: str) -> str:
    written = as_text(call.get(name))
    try:
        return dates.parse(written).text
    except dates.DateError as error:
        raise UsageError(f"--{name}: {error}", call.command) from None


def _kinds(call: Call) -> str:
    kinds = [one.strip().lower() for one in call.get("kind").split(",") if one.strip()]
    wrong = [one for one in kinds if one not in QUOTATION_KINDS]
    if wrong or not kinds:
        choices = ", ".join(QUOTATION_KINDS)
        raise UsageError(
            f"--kind takes any of: {choices}, with commas between; "
            f"not “{wrong[0] if wrong else call.get('kind')}”",
            call.command,
        )
    return ",".join(kinds)


def limit(call: Call, default: int = 20) -> int:
    """How many to print, 0 for all. Raises UsageError."""
    written = call.get("limit", str(default))
    if not (written.isascii() and written.isdecimal()) or len(written) > 15:
        message = f"-n/--limit takes a whole number, 0 for all; not “{written}”"
        raise UsageError(message, call.command)
    return int(written)


def paged(page: Callable[[int, int], Sequence[_Found]], most: int) -> Iterator[_Found]:
    """What `page` (start, count) has, at most `most` of it, 0 for all."""
    start = 0
    while True:
        count = min(most - start, _PAGE) if most else _PAGE
        found = page(start, count) if count > 0 else ()
        yield from found
        start += len(found)
        if len(found) < count or not found:
            return


def ended(count: int, most: int, total: Callable[[], int]) -> int:
    """Say how much more there is; the exit code."""
    if most and count == most:
        all_of_it = total()
        if count < all_of_it:
            talk.say(f"{count:,} of {all_of_it:,}; -n 0 for all")
    if not count and talk.on_terminal():
        talk.say("nothing found")
    return talk.FOUND if count else talk.NOTHING
