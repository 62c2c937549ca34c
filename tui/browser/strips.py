"""Lines of cells as Textual has them: pieces in the colours of the theme in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from . import drawing, palette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .surface import Part, Pieces

_styles: dict[str, Style] = {}  # of the theme in force


def draw_in(theme: str) -> None:
    """Draw with the styles of a theme from now on."""
    _styles.update(palette.styles(theme))


def strip(pieces: Pieces, width: int, fill: str = "text") -> Strip:
    """A line of exactly `width` cells from pieces (words, name of a style)."""
    return Strip(_segments(pieces, width, fill), width)


def line(parts: Iterable[Part]) -> Strip:
    """A line from its parts, one beside the other."""
    segments: list[Segment] = []
    cells = 0
    for pieces, width, fill in parts:
        segments += _segments(pieces, width, fill)
        cells += width
    return Strip(segments, cells)


def _segments(pieces: Pieces, width: int, fill: str) -> list[Segment]:
    """Exactly `width` cells from pieces (words, name of a style).

    What looks alike becomes one piece of output, and what is too wide is cut: every piece costs
    some forty bytes on the line to the terminal.
    """
    segments: list[Segment] = []
    words, style, left = "", None, width
    for text, name, size in drawing.cut(pieces, width):
        following = _styles[name]
        if style is not None and following != style:
            if text.isspace() and _like_blank(style, following):
                following = style
            elif words.isspace() and _like_blank(style, following):
                pass  # what stands before takes the style of what follows
            else:
                segments.append(Segment(words, style))
                words = ""
        style = following
        words += text
        left -= size
    blank = _styles[fill]
    if style is None or not _like_blank(style, blank):
        if words:
            segments.append(Segment(words, style))
            words = ""
        style = blank
    if words or left:
        segments.append(Segment(words + " " * left, style))
    return segments


def _like_blank(style: Style, other: Style) -> bool:
    """Whether spaces look the same in two styles."""
    reverse = bool(style.reverse)
    if reverse != bool(other.reverse):
        return False
    same = style.color == other.color if reverse else style.bgcolor == other.bgcolor
    return same and not (style.underline or style.strike or other.underline or other.strike)
