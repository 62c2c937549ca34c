"""Search while typing, on a terminal: from each key to the last byte of the result it brings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from unittest import mock

from tests.bench import quoted
from tests.bench.program import COLUMNS, ROWS, Run, browser
from tests.bench.table import Figure
from tests.screen import Screen
from tests.terminal import Terminal, TerminalTimeoutError
from tui.core import query
from tui.library.facade import Library

_QUIET = 0.3  # seconds without a byte after which what a key brought is whole
_LATEST = 10.0  # seconds after which a result is held not to come
_LETTERS = 12  # of a query


class _Watch:
    """What a terminal shows, chunk by chunk, on a screen of its own."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._screen = Screen(COLUMNS, ROWS)
        self._seen = 0
        self._follow()

    def press(self, key: str, needles: Sequence[str] = ()) -> tuple[float, float]:
        """Press a key, wait for what it brings: seconds until the results stood, and all else.

        The results stand when nothing changes any more but what is beside them. What was to be
        found by then is asked of the screen: `needles`.
        """
        at = self.terminal.clock()
        self.terminal.press("space" if key == " " else key)
        self._wait(key, needles)
        shown = self._follow()
        results = shown[-1][1]
        for when, before in reversed(shown):
            if before != results:
                break
            stood = when
        return stood - at, shown[-1][0] - at

    def _wait(self, key: str, needles: Sequence[str]) -> None:
        until = self.terminal.clock() + _LATEST
        while True:
            self.terminal.wait_quiet(_QUIET)
            text = self.terminal.text()
            missing = [needle for needle in needles if needle not in text]
            if not missing and len(self.terminal.chunks) > self._seen:
                return
            if self.terminal.clock() > until:
                raise TerminalTimeoutError(f"the search never showed {missing or key!r}:\n{text}")

    def _follow(self) -> list[tuple[float, list[str]]]:
        """What has come since: of each chunk its time, and the results as they stood then."""
        shown = []
        for when, data in self.terminal.chunks[self._seen :]:
            self._screen.feed(data)
            self._seen += 1
            shown.append((when, self._results()))
        return shown

    def _results(self) -> list[str]:
        """The first pane, and what stands below all of them."""
        width = self._screen.line(1).find("┐") + 1 or COLUMNS
        return [self._screen.line(y, 0, width if y < ROWS - 2 else COLUMNS) for y in range(ROWS)]


def measure(run: Run) -> Iterator[Figure]:
    """Every key of some queries: rare, middling and common words, two of them, and a name.

    A key is painted when the results stand as they stay, what was typed and the name of the best of
    them among them. The page of the first one comes beside them later, as in lists.
    """
    wanted = quoted.choose(quoted.read(run.library))
    rare, middling, common = (word for word, _ in wanted.words.values())
    who = wanted.speaker[0].replace("-", " ")
    yield from figures(run, pressed(run, texts_of(rare, middling, common, who)))


Key = tuple[float, float, str]
"""Of a key: seconds until the results stood, and all else; what was typed with it."""


def texts_of(rare: str, middling: str, common: str, who: str) -> list[str]:
    """What is typed: words, two of them, a name; and backwards, which is seldom said."""
    texts = [common, f"{common} {middling}", f"{middling} {common}", rare, f"{common} {rare}", who]
    return [*texts, *(text[::-1] for text in texts)]


def pressed(run: Run, texts: Sequence[str]) -> list[Key]:
    """Type each text into the search of one browser, and close it."""
    with mock.patch.dict(os.environ, run.environment()):
        library = Library(str(run.library))
    took: list[Key] = []
    terminal, _ = browser(run).open(run)
    with terminal:
        watch = _Watch(terminal)
        for text in texts:
            watch.press("/")
            typed = text[:_LETTERS]
            for length, sign in enumerate(typed, start=1):
                so_far = typed[:length]
                took.append((*watch.press(sign, _needles(library, so_far)), so_far))
            watch.press("escape")
    library.close()
    return took


def figures(run: Run, took: Sequence[Key]) -> Iterator[Figure]:
    """Median and 95th percentile of the results, and when the page stands beside them."""
    painted = [1000 * results for results, *_ in took]
    late = share(painted, 0.95)
    slowest = ", ".join(f"“{so_far}”" for *_, so_far in sorted(took, reverse=True)[:3])
    note = f"{len(took)} keys"
    what = "search while typing, key → results painted"
    yield Figure(what, run.name, "ms", painted, reach=40, note=note)
    note = f"slowest: {slowest}"
    yield Figure("the same, 95th percentile", run.name, "ms", [late], reach=100, note=note)
    beside = [1000 * last for _, last, _ in took]
    yield Figure("the same, with the page beside them", run.name, "ms", beside)


def share(samples: Sequence[float], part: float) -> float:
    """The sample that so large a part of all don't exceed."""
    return sorted(samples)[min(int(len(samples) * part), len(samples) - 1)]


def _needles(library: Library, typed: str) -> Sequence[str]:
    """What stands on the screen when a text was typed: it, and the best result's name."""
    asked = query.for_typing(typed)
    hits = library.search(library.answers.resolved(asked, strict=False), 0, 1)
    return [typed.strip(), *(hit.record.name[:12] for hit in hits)]
