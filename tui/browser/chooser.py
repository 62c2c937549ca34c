"""A chooser over the panes: a few rows, one of which is taken by Enter or by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from . import drawing, strips
from .over import Over
from .surface import Pieces

_WIDTH = 72


class Row:
    """label: what is chosen. detail: what it is, behind the label. current: it is in force now."""

    def __init__(self, label: str, detail: str = "", *, current: bool = False) -> None:
        self.label = label
        self.detail = detail
        self.current = current


class ChooserBody(Widget, can_focus=True):
    """The framed rows. cursor: the one that Enter takes."""

    def __init__(self, title: str, rows: Sequence[Row], told: str) -> None:
        super().__init__(id="chooser")
        self.title_ = title
        self.rows = rows
        self.told = told
        self.cursor = next((n for n, row in enumerate(rows) if row.current), 0)

    @property
    def top(self) -> int:
        """The first row on the screen."""
        room = max(self.size.height - 2, 1)
        return max(0, min(self.cursor - room // 2, len(self.rows) - room))

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if y == 0:
            words = drawing.shorten(self.title_, max(width - 5, 1))
            line = f"┌ {words} " + "─" * (width - cell_len(words) - 4) + "┐"
            return strips.strip([(line, "border-focus")], width)
        if y == height - 1:
            told = drawing.shorten(self.told, max(width - 5, 1))
            told = f" {told} " if told else ""
            line = "└" + "─" * (width - 2 - cell_len(told)) + told + "┘"
            return strips.strip([(line, "border-focus")], width)
        number = self.top + y - 1
        pieces = self._row(number, width - 2) if number < len(self.rows) else []
        side = strips.strip([("│", "border-focus")], 1)
        return Strip.join([side, strips.strip(pieces, width - 2), side])

    def _row(self, number: int, width: int) -> Pieces:
        row = self.rows[number]
        chosen = number == self.cursor
        sign = "▸" if chosen else " "
        digit = str(number + 1) if number < 9 else " "
        label = f" {sign} {digit} {'●' if row.current else ' '} {row.label}  "
        label = drawing.shorten(label, width)
        detail = drawing.fit(row.detail, width - cell_len(label))
        if chosen:
            return [(label + detail, "row-cursor")]
        return [(label, "row"), (detail, "row-detail")]


class Chooser(Over):
    """Rows to choose from. done: called with the row's number and the key that took it.

    Enter, a click and the row's digit take a row, each as "enter"; so do the keys in `also`, as
    themselves. Any key that does nothing here closes the chooser, and nothing is taken.
    """

    body: ChooserBody

    def __init__(
        self,
        title: str,
        rows: Sequence[Row],
        done: Callable[[int, str], object],
        *,
        also: Sequence[str] = (),
        told: str = "enter takes it, esc closes",
    ) -> None:
        super().__init__()
        self.body = ChooserBody(title, rows, told)
        self.done = done
        self.also = also

    def fit(self) -> None:
        """As high as its rows, as far as there is room."""
        styles = self.body.styles
        styles.width = min(_WIDTH, self.size.width)
        styles.height = max(min(len(self.body.rows) + 2, self.size.height), 3)

    def takes(self, key: str) -> bool:
        """Do what a key says."""
        body = self.body
        last = len(body.rows) - 1
        moves = {"j": 1, "down": 1, "tab": 1, "k": -1, "up": -1, "shift+tab": -1}
        moves |= {"g": -last, "home": -last, "G": last, "end": last}
        by_action = {"down": 1, "up": -1, "top": -last, "bottom": last}
        action = self.onrecord.action_of.get(key, "")
        if action in by_action or key in moves:
            step = by_action[action] if action in by_action else moves[key]
            body.cursor = max(0, min(body.cursor + step, last))
            body.refresh()
        elif key in ("enter", *self.also):
            self.take(body.cursor, key)
        elif key.isdecimal() and 1 <= int(key) <= len(body.rows):
            self.take(int(key) - 1, "enter")
        else:
            self.dismiss()
        return True

    def take(self, number: int, key: str) -> None:
        """Close, and tell which row was taken."""
        self.dismiss()
        if 0 <= number < len(self.body.rows):
            self.done(number, key)

    def on_click(self, event: events.Click) -> None:
        if not self.is_active:  # the second click of two comes too late
            return
        body = self.body
        number = body.top + event.screen_y - body.region.y - 1
        inside = body.region.contains(event.screen_x, event.screen_y)
        if inside and 0 <= number < len(body.rows):
            self.take(number, "enter")
        elif not inside:
            self.dismiss()
