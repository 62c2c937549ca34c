"""What a terminal shows that is too small for anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widget import Widget

from . import drawing
from .layout import wrap_words

if TYPE_CHECKING:
    from .app import OnRecord


class TooSmall(Widget):
    """Says how much room is needed, and waits."""

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        app: OnRecord = self.app  # type: ignore[assignment]
        key = app.key("quit")
        words = f"onrecord needs 40×10 cells; here are {width}×{height}. Make it larger, or {key}."
        lines = wrap_words(words, width)
        return drawing.strip([(lines[y], "text")] if y < len(lines) else [], width)
