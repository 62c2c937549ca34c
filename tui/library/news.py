"""What has changed in a library: noted in its index by whoever takes it in, told to all readers.

So a browser can say what another program found, too.
"""

from __future__ import annotations

from tui.core.fields import PLURALS
from tui.core.text import plural

from . import disk
from .index import folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .index.read import Index

    Counts = dict[str, list[int]]  # of each kind: how many records are new, changed and gone

NEW, CHANGED, GONE = range(3)
_IN_WORDS = ("new", "changed", "gone")
_KEY = "news"  # in the index: the number of the last change, and what was in the last ones
_KEPT = 20  # changes that are kept: a browser asks for them every few seconds


def counted(index: Index, files: Iterable[disk.RecordFile], gone: Iterable[str]) -> Counts:
    """How many records a change brings, changes and takes away; called before it is written.

    A file under another name that keeps its id has changed.
    """
    counts: Counts = {}
    left = {disk.id_of(path): path for path in gone}
    for file in files:
        before = folders.signature_of(index.connection, file.path)
        if before is None and left.pop(disk.id_of(file.path), None) is None:
            _add(counts, file.kind, NEW)
        elif before != "":  # else it was changed just before it was read, and that has been told
            _add(counts, file.kind, CHANGED)
    for path in left.values():
        _add(counts, disk.kind_of(path), GONE)
    return counts


def _add(counts: Counts, kind: str, what: int, number: int = 1) -> None:
    counts.setdefault(kind, [0, 0, 0])[what] += number


def note(index: Index, counts: Counts) -> None:
    """Keep what a change is, in the transaction in which it is written."""
    from .index.write import Writer

    number, log = _log(index)
    Writer(index.connection).meta(_KEY, [number + 1, [*log[1 - _KEPT :], counts]])


def _log(index: Index) -> tuple[int, list[Counts]]:
    number, log = index.meta(_KEY) or (0, [])
    return number, log


def last(index: Index) -> int:
    """The number of the last change that the index knows of."""
    return _log(index)[0]


def since(index: Index, number: int) -> Counts | None:
    """What changed after the change of that number; None where that is too long ago to be known."""
    now, log = _log(index)
    if not 0 <= now - number <= len(log):
        return None
    counts: Counts = {}
    for change in log[len(log) - (now - number) :]:
        for kind, numbers in change.items():
            for what, one in enumerate(numbers):
                _add(counts, kind, what, one)
    return counts


def between(before: dict[str, int], after: dict[str, int]) -> Counts:
    """What two counts of the records of each kind tell of the change between them."""
    counts: Counts = {}
    for kind in _kinds():
        more = after.get(kind, 0) - before.get(kind, 0)
        if more:
            _add(counts, kind, NEW if more > 0 else GONE, abs(more))
    return counts


def _kinds() -> list[str]:
    """The kinds of records, in the order in which they are told."""
    return [kind for kind in PLURALS if kind != "quote"]


def in_words(counts: Counts) -> str:
    """`2 articles and 1 person new, 1 article changed, 1 gone`; "" where nothing is to be told.

    What is counted is named again only where it is something else than just before.
    """
    told = []
    named: list[str] = []
    for what, word in enumerate(_IN_WORDS):
        kinds = [kind for kind in _kinds() if counts.get(kind, (0, 0, 0))[what]]
        if not kinds:
            continue
        parts = [plural(counts[kind][what], kind, PLURALS[kind]) for kind in kinds]
        if kinds == named:
            parts = [f"{counts[kind][what]:,}" for kind in kinds] if len(kinds) == 1 else parts
        named = kinds
        listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
        told.append(f"{listed} {word}")
    return ", ".join(told)
