"""The memory of a browser in which somebody has read and searched."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.bench.growth.sized import Sized
from tests.bench.program import LEAST, browser
from tests.bench.start import tree_pss
from tests.bench.table import Figure
from tests.terminal import Terminal

_READ = ("j", "j", "enter", "space", "space", "tab", "tab", "enter", "space", "backspace", "h")
_QUIET = 0.08


def measure(run: Sized) -> Iterator[Figure]:
    """After up to twenty articles and `run.searches` searches, beside the least app."""
    words = random.Random(4).choices([word for word in run.facts.words if len(word) > 3], k=1000)
    terminal, _ = browser(run).open(run)
    with terminal:
        for _ in range(min(20, run.searches, run.articles // 5)):
            _press(terminal, *_READ)
        for number in range(run.searches):
            text = words[number] if number % 3 else f"{words[number]} {words[-1 - number]}"
            _press(terminal, "/", *("space" if sign == " " else sign for sign in text))
            _press(terminal, "escape")
        terminal.wait_quiet(1.0)
        ours = tree_pss(terminal.pid) / 2**20
    least, _ = LEAST.open(run)
    with least:
        least.wait_quiet(1.0)
        theirs = tree_pss(least.pid) / 2**20
    if ours:
        what = f"memory after reading and {run.searches} searches"
        yield Figure(
            what, run.name, "MiB", [ours], [theirs], LEAST.name, 1.5, label="memory, after searches"
        )


def _press(terminal: Terminal, *keys: str) -> None:
    """One key after the other, each when what the one before brought has come."""
    for key in keys:
        terminal.press(key)
        terminal.wait_quiet(_QUIET)
