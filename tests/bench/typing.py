"""Search while typing, on a terminal: from each key to the last byte of the result it brings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from unittest import mock

from tests.bench import quoted
from tests.bench.program import Run, browser
from tests.bench.table import Figure
from tests.terminal import Terminal, TerminalTimeoutError
from tui.core import query
from tui.library.facade import Library

_QUIET = 0.3  # seconds without a byte after which what a key brought is whole
_LATEST = 10.0  # seconds after which a result is held not to come
_LETTERS = 12  # of a query


def measure(run: Run) -> Iterator[Figure]:
    """Every key of some queries: rare, middling and common words, two of them, and a name.

    A key is painted when no more bytes come, and what was typed stands on the screen and the name
    of the best result for it, too.
    """
    wanted = quoted.choose(quoted.read(run.library))
    rare, middling, common = (word for word, _ in wanted.words.values())
    who = wanted.speaker[0].replace("-", " ")
    texts = [common, f"{common} {middling}", f"{middling} {common}", rare, f"{common} {rare}", who]
    with mock.patch.dict(os.environ, run.environment()):
        library = Library(str(run.library))
    took: list[float] = []
    terminal, _ = browser(run).open(run)
    with terminal:
        for text in [*texts, *(text[::-1] for text in texts)]:  # backwards: words seldom said
            took += _typed(terminal, library, text[:_LETTERS])
    library.close()
    late = sorted(took)[int(len(took) * 0.95)]
    note = f"{len(took)} keys"
    yield Figure("search while typing, key → painted", run.name, "ms", took, reach=40, note=note)
    yield Figure("the same, 95th percentile", run.name, "ms", [late], reach=100)


def _typed(terminal: Terminal, library: Library, text: str) -> Iterator[float]:
    """Open the search, type, and close it again: milliseconds of each key."""
    terminal.press("/")
    terminal.wait_quiet(_QUIET)
    for length, sign in enumerate(text, start=1):
        mark, at = terminal.mark(), terminal.clock()
        terminal.press("space" if sign == " " else sign)
        _wait_painted(terminal, _needles(library, text[:length]))
        yield 1000 * (_last(terminal, mark) - at)
    terminal.press("escape")
    terminal.wait_quiet(_QUIET)


def _needles(library: Library, typed: str) -> Sequence[str]:
    """What stands on the screen when a text was typed: it, and the best result's name."""
    hits = library.search(library.resolved(query.for_typing(typed)), 0, 1)
    return [typed.strip(), *(hit.record.name[:12] for hit in hits)]


def _wait_painted(terminal: Terminal, needles: Sequence[str]) -> None:
    until = terminal.clock() + _LATEST
    while True:
        terminal.wait_quiet(_QUIET)
        text = terminal.text()
        missing = [needle for needle in needles if needle not in text]
        if not missing:
            return
        if terminal.clock() > until:
            raise TerminalTimeoutError(f"search while typing never showed {missing}:\n{text}")


def _last(terminal: Terminal, mark: int) -> float:
    """When the last byte after `mark` came."""
    chunks = terminal.chunks
    if sum(len(chunk.data) for chunk in chunks) <= mark:
        raise TerminalTimeoutError("a key sent nothing")
    return chunks[-1].time
