"""What a terminal shows that is too small for anything else."""

from __future__ import annotations

from .layout import wrap_words
from .surface import Box, Part, Surface


class TooSmall(Surface):
    """Says how much room is needed, and waits."""

    def place(self, box: Box) -> None:
        """Put it somewhere on the screen."""
        self.columns, self.rows = box[2:]
        self.fix(box)

    def drawn(self, y: int) -> list[Part]:
        width, height = self.columns, self.rows
        key = self.onrecord.key("quit")
        words = f"onrecord needs 40×10 cells; here are {width}×{height}. Make it larger, or {key}."
        lines = wrap_words(words, width)
        return [([(lines[y], "text")] if y < len(lines) else [], width, "text")]
