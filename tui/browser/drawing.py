"""Lines of cells: cutting and padding text by its width on the screen."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from .palette import STYLES


def shorten(text: str, width: int) -> str:
    """`text` in at most `width` cells, an ellipsis for what is cut off."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 1 else "…"[:width]


def fit(text: str, width: int) -> str:
    """`text` in just `width` cells: shortened, or filled with spaces."""
    return set_cell_size(shorten(text, width), max(width, 0))


def strip(pieces: list[tuple[str, str]], width: int, fill: str = "text") -> Strip:
    """A line of exactly `width` cells from pieces (words, name of a style).

    Neighbours of one style become one piece of output; what is too wide is cut.
    """
    segments: list[Segment] = []
    words, name, used = "", "", 0
    for text, style in [*pieces, ("", fill)]:
        left = width - used
        size = cell_len(text)
        if size > left:
            text = set_cell_size(text, left)
            size = left
        if style != name and words:
            segments.append(Segment(words, STYLES[name]))
            words = ""
        name = style
        words += text
        used += size
    if used < width or words:
        segments.append(Segment(words + " " * (width - used), STYLES[fill]))
    return Strip(segments, width)
