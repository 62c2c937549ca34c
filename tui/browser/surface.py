"""What the panes and bars are drawn on, and what all of them share.

They know nothing of Textual: their lines are drawn by its widgets (`widgets`), and by the first
frame before it is there.
"""

from __future__ import annotations

from tui.core import dates
from tui.core.keys import shown_key
from tui.core.settings import Settings

from . import drawing
from .hints import Hints

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from tui.library.facade import Library

    from .board import Board

Pieces = list[tuple[str, str]]  # words, name of a style
Part = tuple[Pieces, int, str]  # pieces, the cells they have to fill, the style that fills
Box = tuple[int, int, int, int]  # column, line, width, height


class Session:
    """What everything on the screen shares.

    actions: the table with the keys in force; action_of: a key's action. read_only: no action
    changes a file or runs a program (see Action.writes). main: the panes.
    """

    main: Board

    def __init__(
        self, library: Library, settings: Settings | None, *, ascii_only: bool, read_only: bool
    ) -> None:
        self.library = library
        self.settings = settings or Settings()
        drawing.draw_plainly(ascii_only)
        dates.use_style(self.settings.dates)
        self.actions = self.settings.actions
        self.action_of = {key: action.id for action in self.actions for key in action.keys}
        self.read_only = read_only
        self.hints = Hints()

    def key(self, action_id: str) -> str:
        """The first key of an action, as one reads it; "" where it has none."""
        keys = next(action.keys for action in self.actions if action.id == action_id)
        return shown_key(keys[0]) if keys else ""

    def how(self, action_id: str) -> str:
        """How to do an action: its key, else what the palette calls it by."""
        return self.key(action_id) or f"“{action_id}”"

    @property
    def visited(self) -> Set[str]:
        """The references that were opened before, on this trail."""
        return self.main.navigator.trail.visited


class Surface:
    """A part of the screen that is drawn by line. columns, rows: its size in cells."""

    onrecord: Session
    display = True
    box: Box = (0, 0, 0, 0)
    columns = rows = 0

    def __init__(self, id: str = "") -> None:  # noqa: A002
        """id: what a widget is called by."""

    def fix(self, box: Box) -> None:
        """Give it its place on the screen."""
        self.box = box

    def drawn(self, y: int) -> Iterable[Part]:
        """One line, from left to right."""
        raise NotImplementedError

    def refresh(self, *boxes: object) -> None:
        """Draw all of it again, or parts: nothing, where it is drawn once."""
