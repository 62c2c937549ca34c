"""How many bytes a key sends: moves in a list, a held key, links, pages, and each screen."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.program import COLUMNS, KINDS, ROWS, Program, Run, browser
from tests.bench.table import Figure
from tests.screen import Screen
from tests.terminal import Terminal

_QUIET = 0.5  # seconds without a byte after which nothing more is to be expected of a key
_HELD, _EVERY = 20, 0.03


@dataclass(frozen=True)
class Sent:
    """What a key sent: bytes soon and later, and seconds to the last byte of the soon ones."""

    soon: int
    later: int
    seconds: float

    @property
    def all(self) -> int:
        return self.soon + self.later


def press(terminal: Terminal, key: str, preview_after: float) -> Sent:
    """Press a key, wait until nothing more comes, and count."""
    mark, at = terminal.mark(), terminal.clock()
    terminal.press(key)
    terminal.wait_quiet(_QUIET)
    chunks = [(when - at, size) for when, size in _sizes(terminal, mark)]
    soon = [(when, size) for when, size in chunks if when <= preview_after]
    return Sent(
        sum(size for _, size in soon),
        sum(size for when, size in chunks if when > preview_after),
        soon[-1][0] if soon else 0.0,
    )


def measure_list(run: Run, program: Program, counts: dict[str, int]) -> Iterator[Figure]:
    """Moves in the first list, to and fro in its middle, and a key held in one that is long enough.

    counts: how many rows each kind of list has, in the order of their keys.
    """
    down, up = run.key("down"), run.key("up")
    terminal, _ = program.open(run)
    with terminal:
        for _ in range(min(8, next(iter(counts.values())) // 2)):
            terminal.press(down)
            terminal.wait_quiet(0.05)
        terminal.wait_quiet(_QUIET)
        moves = [press(terminal, (down, up)[n % 2], run.preview_after) for n in range(run.times)]
    yield Figure("list move", run.name, "B", [move.soon for move in moves], reach=300)
    yield Figure("its preview", run.name, "B", [move.later for move in moves])
    yield Figure(
        "list move → its last byte", run.name, "ms", [1000 * move.seconds for move in moves]
    )
    kind = max(counts, key=lambda kind: min(counts[kind], _HELD + 1))
    times = min(_HELD, counts[kind] - 1)
    # A list that scrolls sends itself again, a third of what a preview is.
    preview = statistics.median(move.later for move in moves)
    big = max(1000, 4 * statistics.median(move.soon for move in moves), preview / 2)
    yield from _held(run, program, kind, times, big)


def _held(run: Run, program: Program, kind: str, times: int, big: float) -> Iterator[Figure]:
    """The key `down`, held for so many moves; more than `big` bytes at once are a preview."""
    each: list[float] = []
    after: list[float] = []
    previews: list[float] = []
    for _ in range(3):
        terminal, _painted = program.open(run)
        with terminal:
            if kind in KINDS:
                terminal.press(str(KINDS.index(kind) + 1))
                terminal.wait_quiet(_QUIET)
            mark, start = terminal.mark(), terminal.clock()
            for number in range(times):
                time.sleep(max(0.0, start + number * _EVERY - terminal.clock()))
                terminal.press(run.key("down"))
            end = terminal.clock() + run.preview_after
            terminal.wait_quiet(2 * _QUIET)
            sizes = _sizes(terminal, mark)
        held = [(when, size) for when, size in sizes if when <= end]
        each.append(sum(size for _, size in held) / times)
        after.append(sum(size for when, size in sizes if when > end))
        previews.append(sum(size > big for size in _bursts(held)))
    what = f"{times} moves, {1000 * _EVERY:.0f} ms apart, in {kind}"
    yield Figure(f"held key, each move ({what})", run.name, "B", each, reach=300)
    yield Figure("held key, previews meanwhile", run.name, "", previews, reach=0)
    yield Figure("held key, preview at the end", run.name, "B", after)


def measure_reader(run: Run) -> Iterator[Figure]:
    """Link moves and pages in the article that has the longest file."""
    articles = sorted((run.library / "articles").rglob("*.md"), key=_length)
    program = browser(run, articles[-1].stem)
    still: list[float] = []
    scrolled: list[float] = []
    pages: list[float] = []
    terminal, _ = program.open(run)
    with terminal:
        text = _reader_text(terminal.screen, program.needles[1:])
        for _ in range(5 * run.times):
            before = text(terminal.screen)
            sent = press(terminal, run.key("next-link"), run.preview_after)
            moved = _scrolled(before, text(terminal.screen))
            (scrolled if moved else still).append(sent.all)
            if min(len(still), len(scrolled)) >= run.times:
                break
        for number in range(2 * run.times):
            before = text(terminal.screen)
            sent = press(terminal, run.key("page-down"), run.preview_after)
            if _scrolled(before, text(terminal.screen)):
                pages.append(sent.all)
            elif number:
                press(terminal, run.key("top"), run.preview_after)
    yield _of_reader("link move with its card", run, still, 2000)
    yield _of_reader("link move that scrolls", run, scrolled, 6000)
    yield _of_reader("page down", run, pages, 6000)


# A walk through the screens, each step a key; "" is not told.
_WALK = (
    ("the list of people", "2"),
    ("the list moved, and its preview", "j"),
    ("a person opened", "enter"),
    ("its timeline", "t"),
    ("back", "backspace"),
    ("hints", "f"),
    ("hints closed", "escape"),
    ("the reader alone", "z"),
    ("all panes again", "z"),
    ("search opened", "/"),
    ("its first letter", "s"),
    ("its second letter", "o"),
    ("to another result, and its page", "down"),
    ("the result opened at the match", "enter"),
    ("the next match", "n"),
    ("", "backspace"),
    ("search closed", "escape"),
    ("the list of quotations", "4"),
    ("a quotation opened in its article", "enter"),
    ("find opened", "ctrl+f"),
    ("", "escape"),
    ("verify opened", "v"),
    ("", "escape"),
    ("formats to copy in", "Y"),
    ("", "escape"),
    ("palette opened", "ctrl+p"),
    ("palette closed", "escape"),
    ("help opened", "?"),
    ("help closed", "escape"),
    ("the whole screen drawn again", "ctrl+l"),
)
_BRACKETED_PASTE = 2004  # the mode that Textual sets when it has the terminal
_SLOW_LINE = 25_000  # bytes a second


def measure_screens(run: Run) -> Iterator[Figure]:
    """All that each key of a walk through the screens sends, what comes later with it."""
    sent: dict[str, list[float]] = {words: [] for words, _ in _WALK if words}
    starts: list[float] = []
    for _ in range(min(3, run.times)):
        terminal, _painted = browser(run).open(run)
        with terminal:
            terminal.wait_for(lambda screen: _BRACKETED_PASTE in screen.modes, 60)
            terminal.wait_quiet(_QUIET)
            starts.append(terminal.mark())
            for words, key in _WALK:
                bytes_of_key = press(terminal, key, run.preview_after).all
                if words:
                    sent[words].append(bytes_of_key)
    yield _of_slow_line("the start: first frame, and drawn by Textual", run, starts, None)
    for words, samples in sent.items():
        yield _of_slow_line(words, run, samples, _SLOW_LINE / 2)


def _of_slow_line(measure: str, run: Run, samples: list[float], reach: float | None) -> Figure:
    """Bytes, and how long a slow line is busy with them."""
    note = f"{statistics.median(samples) / _SLOW_LINE:.2f} s at {_SLOW_LINE:,} B/s"
    return Figure(measure, run.name, "B", samples, reach=reach, note=note)


def _length(path: Path) -> int:
    """The characters of a body; the front matter is not what is scrolled."""
    return len(path.read_text(encoding="utf-8").partition("\n---")[2])


def _of_reader(measure: str, run: Run, samples: list[float], reach: float) -> Figure:
    note = "" if samples else "nothing here is long enough"
    return Figure(measure, run.name, "B", samples, reach=reach, note=note)


def _reader_text(screen: Screen, needles: Sequence[str]) -> Callable[[Screen], list[str]]:
    """A question to the screen: the text in a strip of the reader, where its body begins.

    The strip is narrow, so that neither the list nor the card of a link is in it.
    """
    places = [place for needle in needles if (place := screen.find(needle))]
    left = min(x for x, _ in places)
    right = min(left + 16, COLUMNS)
    return lambda screen: [screen.line(y, left, right) for y in range(3, ROWS - 6)]


def _scrolled(before: list[str], after: list[str]) -> bool:
    """Whether text has moved: signs at a link alone change a line or two."""
    return sum(a != b for a, b in zip(before, after, strict=True)) > 3


def _sizes(terminal: Terminal, mark: int) -> list[tuple[float, int]]:
    """Time and number of bytes of each chunk after `mark`."""
    sizes = []
    end = 0
    for when, data in terminal.chunks:
        end += len(data)
        if end > mark:
            sizes.append((when, min(len(data), end - mark)))
    return sizes


def _bursts(sizes: list[tuple[float, int]]) -> list[int]:
    """Bytes that came within 10 ms of each other, summed."""
    bursts: list[int] = []
    last = float("-inf")
    for when, size in sizes:
        if when - last > 0.01:
            bursts.append(0)
        bursts[-1] += size
        last = when
    return bursts
