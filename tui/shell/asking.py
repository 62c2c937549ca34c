"""What the commands share that take a query: the query itself, its options, how much to print."""

from __future__ import annotations

from tui.core import dates
from tui.core.fields import KINDS

from . import talk
from .options import UsageError
from .refs import as_text, told
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    from tui.core.query import Field, Query
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
    from tui.core.query import field, parse
    from tui.library.searching import NoSuch, Unclear

    query = parse(" ".join(map(as_text, words))).and_(list(_fields(call)))
    try:
        return library.resolved(query)
    except Unclear as unclear:
        written = field(unclear.field, unclear.value)
        raise Stop(
            f"{written} fits several records; take one by its id:", *told(library, unclear.ids)
        ) from None
    except NoSuch as none:
        raise Stop(_no_such(library, none.field, none.value), code=talk.NOTHING) from None


def _no_such(library: Library, name: str, value: str) -> str:
    from tui.core.query import NAMING

    kinds = NAMING[name]
    what = kinds[0] if len(kinds) == 1 else "record"
    ids = library.nearest_ids(value)
    near = ", ".join(one for one in ids if library.named(one).kind in (kinds or KINDS))
    return f"there is no {what} “{value}”{f'; nearest: {near}' if near else ''}"


def _fields(call: Call) -> Iterator[Field]:
    """The options that are fields of the query. Raises UsageError."""
    from tui.core.query import Field

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
    from tui.core.query import QUOTATION_KINDS

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


def ended(count: int, most: int, query: Query | None, total: Callable[[], int]) -> int:
    """Say how much more there is, or what was asked for where nothing was found; the exit code."""
    if most and count == most:
        all_of_it = total()
        if count < all_of_it:
            talk.say(f"{count:,} of {all_of_it:,}; -n 0 for all")
    if count:
        return talk.FOUND
    if talk.on_terminal():
        talk.say("nothing found")
    talk.say(*_slips(query))
    return talk.NOTHING


def _slips(query: Query | None) -> list[str]:
    """What of a query that found nothing was perhaps not meant as it was taken."""
    from tui.core import query as language

    found = []
    for words in query.words if query else ():
        name, _, value = words.written.partition(":")
        if value and name.lower() == "kind":
            kinds = ", ".join((*KINDS, "quote", *language.QUOTATION_KINDS))
            found.append(f"{words.written} was sought as words; kinds are {kinds}")
        elif value and name.lower() in language.DATES:
            try:
                dates.parse(value)
            except dates.DateError as error:
                found.append(f"{words.written} was sought as words: {error}")
    return found
