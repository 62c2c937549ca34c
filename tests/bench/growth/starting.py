"""From the command to what is seen, and the memory of a browser that was opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.bench.growth.sized import Sized
from tests.bench.program import LEAST, ROWS, Program, browser
from tests.bench.start import tree_pss
from tests.bench.table import Figure
from tests.screen import Screen

_Samples = dict[str, list[float]]


@dataclass(frozen=True)
class Answering(Program):
    """Our browser with a key typed at once: the cursor of its list has moved to the second row.

    The list's own text is the first needle, then come as many of the first article as of the
    second: which of them is shown depends on how soon the key was there.
    """

    def painted(self, screen: Screen) -> bool:
        """Whether list and article stand there, the cursor on the second row."""
        text = screen.text()
        title, *words = self.needles
        half = len(words) // 2
        articles = words[:half], words[half:]
        shown = any(all(word in text for word in own) for own in articles)
        return shown and title in text and "▸" in screen.line(4, 0, 6)


def programs(run: Sized) -> tuple[Program, Program]:
    """Our browser as it is first seen, and with a key that it has answered.

    Where keys that are typed so early are lost, the second is known by what the first is known by.
    """
    shown = browser(run)
    rows = run.ask("list", "articles", "-n", str(ROWS)).splitlines()
    second = browser(run, rows[1].partition("\t")[0])
    count = min(len(shown.needles), len(second.needles))
    needles = [*shown.needles[:count], *second.needles[1:count]]
    answering = Answering(shown.name, shown.command, needles, run.key("down"))
    known = Program(shown.name, shown.command, needles[:1], answering.typed)
    terminal, _ = known.open(run)
    with terminal:
        terminal.wait_quiet(1.0)
        obeyed = answering.painted(terminal.screen)
    return shown, answering if obeyed else replace(shown, typed=answering.typed)


def measure(run: Sized) -> Iterator[Figure]:
    """The first frame, and a key that was answered, by turns with the least app and our base."""
    shown, answering = programs(run)
    starts = [
        ("least", run, replace(LEAST, typed=answering.typed)),
        ("seen", run, shown),
        ("answered", run, answering),
    ]
    if run.base:
        starts.append(("base", run.base, programs(run.base)[1]))
    times: _Samples = {name: [] for name, *_ in starts}
    memory: _Samples = {name: [] for name, *_ in starts}
    for turn in range(run.times + 1):
        for name, each, program in starts:
            terminal, painted = program.open(each)
            with terminal:
                if turn:  # the first warms up what all use
                    times[name].append(1000 * painted)
                if turn and name in ("least", "seen"):
                    terminal.wait_quiet(1.0)
                    memory[name].append(tree_pss(terminal.pid) / 2**20)
    yield from _figures(run, times, memory, isinstance(answering, Answering))


def _figures(run: Sized, times: _Samples, memory: _Samples, obeyed: bool) -> Iterator[Figure]:
    seen, answered, beside, who = times["seen"], times["answered"], times["least"], LEAST.name
    what = label = "first frame"
    yield Figure(f"command → {what}", run.name, "ms", seen, beside, who, 0.3, label=label)
    what, label = "command → list and article, a key answered", "list, article, keys"
    note = "" if obeyed else "a key typed at the start was lost, so this is the first frame"
    yield Figure(what, run.name, "ms", answered, beside, who, 1.1, note, label)
    yield Figure(what, run.name, "ms", answered, times.get("base", ()), run.own, 1.1, note)
    own, beside = memory["seen"], memory["least"]
    if all(own):
        what, label = "memory of a browser (PSS), opened", "memory, opened"
        yield Figure(what, run.name, "MiB", own, beside, who, 1.2, label=label)
