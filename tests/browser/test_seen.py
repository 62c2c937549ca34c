"""What is sent to the terminal: no more than what differs, and each sign into its cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyte.screens
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import split_graphemes
from rich.console import Console
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

import tests.screen
from tests.screen import Screen
from tui.browser import strips
from tui.browser.app import OnRecord
from tui.browser.cells import has_cells
from tui.browser.seen import Changes, Seen

from . import nasty
from .stage import WIDE, Stage, browse

SAMPLE = Path(__file__).parents[2] / "data"
HALF_A_SECOND = 12_500  # bytes, of a line that carries 25,000 a second
PANES, LINES = ((0, 11), (11, 13)), 3  # of a small screen: column and width of each pane
CONSOLE = Console(color_system="256", force_terminal=True)

usual = pyte.screens.wcwidth
# What terminals may think of the cells of signs: those that all agree about have theirs.
OPINIONS = {
    "usual": usual,
    "more": lambda sign: usual(sign) if has_cells(sign) else 2,
    "fewer": lambda sign: usual(sign) if has_cells(sign) else min(usual(sign), 1),
}


@pytest.fixture(params=OPINIONS)
def opinion(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pyte.screens, tests.screen):
        monkeypatch.setattr(module, "wcwidth", OPINIONS[request.param])


def signs(strip: Strip) -> Iterator[str]:
    """What each cell of a strip has to show; "" where terminals disagree."""
    for text, _, _ in strip:
        for start, end, size in split_graphemes(text)[0]:
            sign = text[start:end]
            yield from [sign if has_cells(sign) else "", ""][:size]


def bare(text: str) -> str:
    """Without accents: the terminal puts signs and accents together."""
    return "".join(s for s in unicodedata.normalize("NFD", text) if not unicodedata.combining(s))


DRAWN = st.tuples(
    st.sampled_from(PANES),
    st.integers(0, LINES - 1),
    st.lists(st.tuples(nasty.steady, st.sampled_from(["text", "row-cursor", "link"])), max_size=3),
)


@pytest.mark.usefixtures("opinion")
@settings(max_examples=60, derandomize=True)
@example([(PANES[0], 0, [("zzz", "text")]), (PANES[0], 0, [("😀b", "text")])])
@example([(PANES[1], 0, [("zzz", "text")]), (PANES[0], 0, [("........😀", "text")])])
@given(st.lists(DRAWN, min_size=1, max_size=8))
def test_each_sign_is_in_its_cell_whatever_stood_there(drawn: list[Any]) -> None:
    seen, screen = Seen(), Screen(50, LINES)  # what is too wide shows at its end
    screen.feed(b"\x1b[?7l")
    shown: dict[tuple[int, int], Strip] = {}
    empty: list[Any] = [(pane, y, []) for pane in PANES for y in range(LINES)]
    for (column, width), y, pieces in empty + drawn:
        safe = [("".join(s for s in t if not nasty.is_raw(s)), name) for t, name in pieces]
        strip = strips.strip(safe, width)
        shown[column, y] = strip
        update = LayoutUpdate([[strip]], Region(column, y, width, 1))
        screen.feed(seen.changes(update, CONSOLE).encode())
        assert not seen.changes(update, CONSOLE), "it stands there already"
    for (column, y), strip in shown.items():
        for x, sign in enumerate(signs(strip), column):
            there = bare(screen.cell(x, y).text)
            assert there == bare(sign) if sign else there in bare(strip.text) + " ", (x, y)


def test_what_is_drawn_for_a_larger_terminal_neither_wraps_nor_stays() -> None:
    """So it is for a moment, after a terminal became smaller."""
    seen, screen = Seen(), Screen(5, 2)
    seen.size = (5, 2)
    lines: list[Any] = [
        [strips.strip([(words, "text")], 9)] for words in ("ab会cd会", "abcd会", "abc")
    ]
    screen.feed(seen.changes(LayoutUpdate(lines, Region(0, 0, 9, 3)), CONSOLE).encode())
    assert screen.text() == "ab会c\nabcd"
    small = LayoutUpdate([[strips.strip([("xyzuv", "text")], 5)]], Region(0, 1, 5, 1))
    screen.feed(seen.changes(small, CONSOLE).encode())
    assert screen.text() == "ab会c\nxyzuv"


class Line:
    """What goes to the terminal, counted; and the screen that it makes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
        self.sent = 0
        self.screen = Screen(*size)
        self.screen.feed(b"\x1b[?7l")
        display = OnRecord._display

        def _display(app: OnRecord, screen: Any, update: Any) -> None:
            if update is not None:
                text = Changes(app._seen, update).render_segments(CONSOLE)
                self.sent += len(text.encode())
                self.screen.feed(text.encode())
            display(app, screen, None)

        monkeypatch.setattr(OnRecord, "_display", _display)


# The keys of the table, on lists, texts, searches, and whatever opens over them.
KEYS = (
    "j down G g space b ctrl+d enter tab tab shift+tab space G g ctrl+d ctrl+u z z l j enter "
    "backspace f escape u backspace t tab backspace m m 2 i s escape s F s o enter escape "
    "enter n 3 enter 4 enter 5 enter 6 enter 1 x x y X apostrophe backspace H L ctrl+f k i m "
    "enter n N escape slash s down down enter n N backspace escape quotation_mark m enter "
    "backspace escape v w enter escape Y escape T 2 T 1 ctrl+o escape ctrl+p escape "
    "question_mark j escape o escape exclamation_mark backspace ctrl+r ctrl+l"
)


async def test_on_a_slow_line_each_key_is_answered_in_half_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Line(monkeypatch, WIDE)
    async with browse(SAMPLE, size=WIDE) as stage:
        for number, key in enumerate(KEYS.split()):
            line.sent = 0
            await stage.press(key)
            await finished(stage)
            assert line.sent <= HALF_A_SECOND, (number, key)
            shows(line.screen, stage, (number, key))


async def finished(stage: Stage) -> None:
    """Wait until what a key has begun is on the screen, its preview too."""
    main = stage.main
    await stage.until(lambda: not main._preview.goes_on and main.seeker.rests)
    await stage.settle()


def shows(screen: Screen, stage: Stage, told: object) -> None:
    """All that was sent so far makes the screen that is drawn now."""
    wanted = [line.rstrip() for line in stage.lines()]
    if len(stage.app.screen_stack) == 1:
        assert screen.text().split("\n") == wanted, told
