"""Lines of cells: cutting and padding text by its width on the screen.

Nothing of ours is drawn but by `cut`, and it lets only signs through that are safe to draw.
"""

from __future__ import annotations

import re

from tui.core.text import safe
from tui.core.timeline import NONE

from .cells import cell_len, set_cell_size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .surface import Pieces


def shorten(text: str, width: int) -> str:
    """`text`, made safe to draw, in at most `width` cells; an ellipsis for what is cut off."""
    text = safe(text)
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


def draw_plainly(plain: bool) -> None:
    """Whether lines are drawn with ASCII signs only; letters stay what they are."""
    _settings["plain"] = plain


def plainly() -> bool:
    """Whether they are."""
    return _settings["plain"]


def in_signs(text: str) -> str:
    """A text in signs that may be drawn."""
    text = safe(text)
    return text.translate(_PLAIN) if _settings["plain"] else text


def cut(pieces: Pieces, width: int) -> Iterator[tuple[str, str, int]]:
    """Pieces as far as they fit in a width, with their cells, in signs that may be drawn."""
    for words, name in pieces:
        text = in_signs(words)
        size = cell_len(text)
        if size > width:
            text = set_cell_size(text, width)
            size = width
        if size:
            yield text, name, size
        width -= size
