"""The panes and bars as Textual's widgets: their place, their lines, the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual._styles_cache import StylesCache
from textual.color import TRANSPARENT
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from . import strips
from .bars import Bar, Footer, Header
from .cells import cell_len
from .linked_pane import LinkedPane
from .list_pane import ListPane
from .pane import Pane
from .reader_pane import ReaderPane
from .results_pane import ResultsPane
from .small import TooSmall
from .surface import Box, Surface

if TYPE_CHECKING:
    from typing import Any

    from .app import OnRecord


def put(widget: Widget, box: Box) -> None:
    """Give a widget its place on the screen, in cells."""
    styles = widget.styles
    styles.offset = box[:2]
    styles.width, styles.height = box[2:]


class _Lines(StylesCache):
    """The lines of a widget as it draws them: Textual would look, for each of them, what borders,
    padding, tint and opacity are to be added, and make it anew, in twice the time."""

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        filters = widget.get_line_filters()
        _, below = widget.background_colors if filters else (TRANSPARENT, TRANSPARENT)
        return self.render(
            widget.styles,
            widget.size,
            below,
            below,
            widget.render_line,
            filters,
            None,
            None,
            crop=crop,
        )

    def render_line(self, *given: Any) -> Strip:
        _, y, size, _, _, _, _, draw, *_ = given
        drawn: Strip = draw(y)
        # Of another width while a layout is about to be replaced.
        return drawn if drawn.cell_length == size.width else drawn.adjust_cell_length(size.width)


class Drawn(Widget, Surface):
    """A surface on Textual's screen."""

    def __init__(self, *given: Any, **by_name: Any) -> None:
        super().__init__(*given, **by_name)
        self._styles_cache = _Lines()

    @property
    def onrecord(self) -> OnRecord:  # type: ignore[override]
        """The app, by its own type."""
        return self.app  # type: ignore[return-value]

    def fix(self, box: Box) -> None:
        put(self, box)

    def refresh(self, *boxes: Any, **how: bool) -> Any:
        return super().refresh(*(Region(*box) for box in boxes), **how)

    def render_line(self, y: int) -> Strip:
        return strips.line(self.drawn(y))


class PaneWidget(Drawn, Pane, can_focus=True):
    """A pane that can be clicked and scrolled with the wheel."""

    class Clicked(Message, namespace="pane"):
        """The mouse chose a line of a pane. line: in the pane's view; column: in the line."""

        def __init__(self, pane: PaneWidget, line: int, column: int) -> None:
            self.pane = pane
            self.line = line
            self.column = column
            super().__init__()

    def on_click(self, event: events.Click) -> None:
        x, y = event.x - (0 if self.bare else 1), event.y - 1
        if 0 <= y < self.view and 0 <= x < self.inner:
            self.post_message(self.Clicked(self, self.top + y, x))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-3)


class ListWidget(ListPane, PaneWidget):
    """The list."""


class ResultsWidget(ResultsPane, PaneWidget):
    """The results of a search."""


class ReaderWidget(ReaderPane, PaneWidget):
    """The reader."""


class LinkedWidget(LinkedPane, PaneWidget):
    """The linked pane."""


class BarWidget(Drawn, Bar):
    """A bar whose words can be clicked."""

    class Chosen(Message, namespace="bar"):
        """A word of a bar was clicked; `action` is the id of what it stands for."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    def on_click(self, event: events.Click) -> None:
        at = 0
        for words, _, action in self.pieces():
            at += cell_len(words)
            if event.x < at:
                if action:
                    self.post_message(self.Chosen(action))
                return


class HeaderWidget(Header, BarWidget):
    """The bar above."""


class FooterWidget(Footer, BarWidget):
    """The bar below."""


class TooSmallWidget(TooSmall, Drawn):
    """What stands there instead of all."""
