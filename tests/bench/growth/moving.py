"""A key in the list of articles, beside our own in a small library, and beside newsboat."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

from tests.bench.growth import newsboat
from tests.bench.growth.sized import Sized
from tests.bench.keys import Sent, press
from tests.bench.program import Program, browser
from tests.bench.start import tree_pss
from tests.bench.table import Figure
from tests.terminal import Terminal

_WHAT = "a key in the list → its last byte"


def measure(run: Sized) -> Iterator[Figure]:
    """Moves to and fro, some rows down, in browsers that are open side by side."""
    with ExitStack() as stack:
        ours, _ = browser(run).open(run)
        stack.enter_context(ours)
        beside: Terminal | None = None
        if run.base:
            beside, _ = browser(run.base).open(run.base)
            stack.enter_context(beside)
        sent = _moves(run, [each for each in (ours, beside) if each])
    own, *base = ([1000 * one.seconds for one in each] for each in sent)
    size, *base_size = ([float(one.soon) for one in each] for each in sent)
    theirs, reach = (base[0], 1.2) if base else ([], None)
    label = "a key in the list"
    yield Figure(_WHAT, run.name, "ms", own, theirs, run.own, reach, label=label)
    theirs, label = base_size[0] if base else [], "a key, bytes"
    yield Figure("its bytes", run.name, "B", size, theirs, run.own, label=label)
    yield Figure("its bytes, at most", run.name, "B", [max(size)], reach=300)


def _moves(run: Sized, terminals: list[Terminal]) -> list[list[Sent]]:
    """What each key sent, of each terminal, by turns."""
    down, up = "down", "up"
    for terminal in terminals:
        for _ in range(6):
            terminal.press(down)
            terminal.wait_quiet(0.05)
        terminal.wait_quiet(0.5)
    sent: list[list[Sent]] = [[] for _ in terminals]
    for turn in range(2 * run.times):
        for terminal, samples in zip(terminals, sent, strict=True):
            samples.append(press(terminal, (down, up)[turn % 2], run.preview_after))
    return sent


def beside_newsboat(run: Sized) -> Iterator[Figure]:
    """Start, memory and keys of both over the same articles, which newsboat has taken in."""
    if not newsboat.is_installed():
        yield Figure(_WHAT, run.name, "ms", (), rival="newsboat", note=newsboat.MISSING)
        return
    try:
        rival = newsboat.Newsboat(run)
    except subprocess.TimeoutExpired:
        note = f"newsboat had not taken the articles in after {run.patience:,.0f} s"
        yield Figure(_WHAT, run.name, "ms", (), rival="newsboat", note=note)
        return
    yield Figure(
        "newsboat takes the same articles in",
        run.name,
        "s",
        [rival.took],
        label="newsboat takes all in",
    )
    yield from _both(run, rival, browser(run))


def _both(run: Sized, rival: newsboat.Newsboat, program: Program) -> Iterator[Figure]:
    starts: tuple[list[float], list[float]] = ([], [])
    memory: tuple[list[float], list[float]] = ([], [])
    sent: list[list[Sent]] = []
    for turn in range(run.turns(4)):
        ours, painted = program.open(run)
        theirs, listed = rival.open(run.patience)
        with ours, theirs:
            for number, (terminal, when) in enumerate(((ours, painted), (theirs, listed))):
                starts[number].append(1000 * when)
                terminal.wait_quiet(1.0)
                memory[number].append(tree_pss(terminal.pid) / 2**20)
            if turn == 0:
                sent = _moves(run, [ours, theirs])
    name = "newsboat"
    yield Figure("command → list painted", run.name, "ms", *starts, name)
    if all(memory[0]):
        yield Figure("memory with the list open", run.name, "MiB", *memory, name)
    own, beside = ([1000 * one.seconds for one in each] for each in sent)
    yield Figure(_WHAT, run.name, "ms", own, beside, name)
    own, beside = ([float(one.soon) for one in each] for each in sent)
    yield Figure("its bytes", run.name, "B", own, beside, name)
