"""Lines of cells: cutting and padding text by its width on the screen."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.core.timeline import NONE

from . import palette


def shorten(text: str, width: int) -> str:
    """`text` in at most `width` cells, an ellipsis for what is cut off."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 1 else "…"[:width]


def fit(text: str, width: int) -> str:
    """`text` in just `width` cells: shortened, or filled with spaces."""
    return set_cell_size(shorten(text, width), max(width, 0))


def chart(drawn: str) -> list[tuple[str, str]]:
    """A drawing of dates or counts as pieces: marks stand out, where nothing is stays faint."""
    styles = {True: "border", False: "words"}
    return [
        (part, "dim" if part[0].isalnum() or part.isspace() else styles[part[0] == NONE])
        for part in re.findall(rf"{NONE}+|[\w ]+|[^\w {NONE}]+", drawn)
    ]


# What `--ascii` puts for signs of ours, and for typographic ones of any text; all of one cell.
_PLAIN = str.maketrans(
    "─│┌┐└┘├┤▸▌▎●•→↑↓←·×…–—‘’“”━○╌◂⋮\u00a0▁▂▃▄▅▆▇█▀", "-|++++++>||**>^v<-x.--''\"\"=o~<: _:~=+*%#^"
)
_settings = {"plain": False}
_styles: dict[str, Style] = {}  # of the theme in force


def draw_plainly(plain: bool) -> None:
    """Whether lines are drawn with ASCII signs only; letters stay what they are."""
    _settings["plain"] = plain


def plainly() -> bool:
    """Whether they are."""
    return _settings["plain"]


def draw_in(theme: str) -> None:
    """Draw with the styles of a theme from now on."""
    _styles.update(palette.styles(theme))


def strip(pieces: list[tuple[str, str]], width: int, fill: str = "text") -> Strip:
    """A line of exactly `width` cells from pieces (words, name of a style).

    What looks alike becomes one piece of output, and what is too wide is cut: every piece costs
    some forty bytes on the line to the terminal.
    """
    segments: list[Segment] = []
    words, style, left = "", None, width
    plain = _settings["plain"]
    for text, name in pieces:
        if plain:
            text = text.translate(_PLAIN)
        size = cell_len(text)
        if size > left:
            text = set_cell_size(text, left)
            size = left
        if not size:
            continue
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
    return Strip(segments, width)


def _like_blank(style: Style, other: Style) -> bool:
    """Whether spaces look the same in two styles."""
    reverse = bool(style.reverse)
    if reverse != bool(other.reverse):
        return False
    same = style.color == other.color if reverse else style.bgcolor == other.bgcolor
    return same and not (style.underline or style.strike or other.underline or other.strike)
