"""The first frame: the panes as they will stand, drawn before Textual is loaded.

They are the same panes, at the same place of the trail, that Textual's widgets draw a moment later;
only the lines are put on the terminal here.
"""

from __future__ import annotations

import os
import sys

from tui.core.themes import DEFAULT, PLAINEST, theme_in_force, usual

from . import drawing
from .bars import Footer, Header
from .board import Board
from .gatherer import Gatherer
from .inks import looks
from .linked_pane import LinkedPane
from .list_pane import ListPane
from .navigation import Navigator
from .pens import ATTRIBUTES, ways
from .reader_pane import ReaderPane
from .results_pane import ResultsPane
from .seeker import Seeker
from .small import TooSmall
from .surface import Session
from .taken import Taken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from tui.core.settings import Settings
    from tui.library.facade import Library
    from tui.library.searching import Searcher

    from .inks import Look
    from .pens import Pen, Placed
    from .surface import Surface

    T = TypeVar("T")

_NAMED = {"default": 39, "bright_red": 91}


class _Answers(Seeker):
    """Answers searches at once: there are no keys to be taken meanwhile."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def ask(self, question: Callable[[Searcher], T], told: Callable[[T], None]) -> None:
        told(question(self._library.answers))

    def drop(self) -> None:
        """There is nothing to forget."""


class _Later(Gatherer):
    def __init__(self) -> None:
        """There is no thread here."""

    def start(self, ref: str) -> None:
        """The browser makes the page whole."""


class _Navigator(Navigator):
    def save(self) -> None:
        """The place is kept by the browser, which is to go there."""


class Still(Board):
    """The board at the first place, for a screen of a size (columns, lines)."""

    def __init__(self, session: Session, size: tuple[int, int], ref: str | None) -> None:
        self._size = size
        self.onrecord = session
        session.main = self
        self.header, self.footer, self.small = Header(), Footer(), TooSmall()
        self.list_pane, self.reader, self.linked = ListPane(), ReaderPane(), LinkedPane()
        self.results = ResultsPane(self.list_pane.marks)
        self.seeker = _Answers(session.library)
        self.gatherer = _Later()
        for one in (*self.surfaces, self.results):
            one.onrecord = session
        self.fit_panes()
        self.navigator = _Navigator(self)
        self.navigator.start(ref)

    @property
    def size(self) -> tuple[int, int]:
        return self._size

    @property
    def surfaces(self) -> list[Surface]:
        """What is drawn, what covers others last."""
        return [self.header, self.rows, self.reader, self.linked, self.small, self.footer]


def _drawn(board: Still, pens: Mapping[str, Pen]) -> list[Placed]:
    """What a board draws, in the pens of the styles."""
    placed: list[Placed] = []
    for one in board.surfaces:
        if not one.display:
            continue
        column, line, _, height = one.box
        for y in range(height):
            drawn: list[tuple[str, Pen]] = []
            for pieces, width, fill in one.drawn(y):
                left = width
                for words, name, cells in drawing.cut(pieces, width):
                    drawn.append((words, pens[name]))
                    left -= cells
                if left > 0:
                    drawn.append((" " * left, pens[fill]))
            placed.append((column, line + y, drawn))
    return placed


def _pen(look: Look, *, colours: bool) -> Pen:
    ink, page, attributes = look
    written = ways([ATTRIBUTES[name] for name in attributes])
    if not colours:
        return written, "", ""
    return (
        written,
        f"38;5;{ink}" if isinstance(ink, int) else str(_NAMED[ink]),
        f"48;5;{page}" if isinstance(page, int) else str(_NAMED[page] + 10),
    )


def _pens(library: Library, settings: Settings) -> dict[str, Pen]:
    """Those of the theme in force; the plainest where the terminal has none of our colours."""
    kept = library.load_state("theme", everywhere=True)
    best = usual(os.environ)
    theme = theme_in_force(settings.theme, kept, best)
    has_colours = "NO_COLOR" not in os.environ
    theme = theme if has_colours and best == DEFAULT else PLAINEST
    return {name: _pen(look, colours=has_colours) for name, look in looks(theme).items()}


def _size() -> tuple[int, int]:
    """Columns and lines of the terminal, as Textual finds them."""
    told = []
    for name in ("COLUMNS", "LINES"):
        written = os.environ.get(name, "")
        told.append(int(written) if written.isascii() and written.isdecimal() else 0)
    if not all(told):
        try:
            found = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
        except OSError:
            found = os.terminal_size((0, 0))
        told = [one or two for one, two in zip(told, found, strict=True)]
    return told[0] or 80, told[1] or 24


def show(library: Library, settings: Settings, ref: str | None, *, ascii_only: bool) -> Taken:
    """Draw the first frame, at `ref` or the last place; the terminal, taken for Textual.

    Where it can't be drawn so (in a page, on the Linux console), nothing is.
    """
    if "TEXTUAL_DRIVER" in os.environ or os.environ.get("TERM") == "linux":
        return Taken([])
    session = Session(library, settings, ascii_only=ascii_only, read_only=library.read_only)
    size = _size()
    return Taken(_drawn(Still(session, size, ref), _pens(library, settings)), size)
