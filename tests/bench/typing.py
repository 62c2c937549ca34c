"""Search while typing, on a terminal: from each key to the last byte of the result it brings."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from tests.bench import quoted
from tests.bench.program import Run, browser
from tests.bench.table import Figure
from tests.terminal import Terminal, TerminalTimeoutError

_QUIET = 0.3  # seconds without a byte after which what a key brought is whole
_LATEST = 5.0  # seconds that a result may take at all
_KEYS = 60  # keys that are measured at least


def measure(run: Run) -> Iterator[Figure]:
    """Median and 95th percentile over the letters of rare, middling and common words and names."""
    took = [1000 * seconds for seconds in _typed(run, _queries(run))]
    shown = sorted(took)
    late = shown[int(len(shown) * 0.95)]
    note = f"{len(took)} keys"
    yield Figure(
        "search while typing, key → painted, median", run.name, "ms", took, reach=40, note=note
    )
    yield Figure("search while typing, 95th percentile", run.name, "ms", [late], reach=100)
    assert statistics.median(took) <= late


def _queries(run: Run) -> Sequence[str]:
    raise NotImplementedError


def _typed(run: Run, queries: Sequence[str]) -> Iterator[float]:
    raise NotImplementedError
