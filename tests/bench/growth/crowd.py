"""Many browsers on one library, one of them used, while a process writes the index."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.bench.growth.sized import Sized
from tests.bench.program import ROOT, browser
from tests.bench.table import Figure
from tests.bench.typing import share
from tests.terminal import Terminal

_KEYS = ("down", "down", "up", "tab", "enter", "backspace", "2", "1")
_BURST = 0.01  # seconds without a byte at which what a key brought at once is whole
_LOST = 3.0  # seconds after which no answer is expected


def measure(run: Sized) -> Iterator[Figure]:
    """99 % of the keys: of a browser alone, and of one among many."""
    program = browser(run)
    alone, _ = program.open(run)
    with alone:
        theirs = [1000 * _answer(alone, key) for key in _keys(run)]
    with ExitStack() as stack:
        for _ in range(run.browsers - 1):
            stack.enter_context(program.open(run)[0])
        used, _ = program.open(run)
        stack.enter_context(used)
        stack.enter_context(_indexing(run))
        ours = [1000 * _answer(used, key) for key in _keys(run)]
    yield Figure(
        f"{run.browsers} browsers open, one used, one indexing: 99 % of the keys",
        run.name,
        "ms",
        [share(ours, 0.99)],
        [share(theirs, 0.99)],
        "one browser alone",
        100,
        f"{len(ours)} keys, median {share(ours, 0.5):.0f} ms",
        "many browsers, 99 %",
        absolute=True,
    )


def _keys(run: Sized) -> list[str]:
    return [*_KEYS] * (13 if run.times > 2 else run.times)


def _answer(terminal: Terminal, key: str) -> float:
    """Seconds from a key to the end of the first that it brings."""
    terminal.wait_quiet(0.25)
    assert terminal.screen  # taken in before: some keys are looked up in what it says
    mark, at = terminal.mark(), terminal.clock()
    terminal.press(key)
    while not terminal.since(mark) and terminal.clock() < at + _LOST:
        terminal.wait_quiet(0.02)
    terminal.wait_quiet(0.1)
    last = at
    for chunk in terminal.chunks:
        if chunk.time < at:
            continue
        if last > at and chunk.time > last + _BURST:
            break
        last = chunk.time
    return last - at if last > at else _LOST


@contextmanager
def _indexing(run: Sized) -> Iterator[None]:
    """The index is built anew all the while, and again once it is done."""
    environment = {**os.environ, **run.environment()}
    stop = threading.Event()

    def build() -> None:
        while not stop.is_set():
            process = subprocess.Popen(
                run.shell("index", "--rebuild"), stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, cwd=ROOT, env=environment,
            )  # fmt: skip
            while process.poll() is None and not stop.wait(0.1):
                pass
            process.terminate()
            process.wait()

    thread = threading.Thread(target=build)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
