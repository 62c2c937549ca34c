"""The colours: one theme for Textual's own widgets, and the styles that the panes draw with.

No colour is the only sign of anything: links are underlined, visited ones also italic, broken ones
also struck through, the cursor is reversed or marked, quotations stand in quote marks.
"""

from __future__ import annotations

from rich.style import Style
from textual.theme import Theme

BACKGROUND = "#14171c"
_RAISED = "#1d2229"
_CURSOR = "#2b3a4d"
_TEXT = "#d5d8dc"
_BRIGHT = "#f2f3f5"
_QUIET = "#8b929c"
_LINE = "#3c444f"
_FOCUS = "#7f9cc0"
_LINK = "#8ab8f0"
_VISITED = "#b9a3dd"
_WORDS = "#e8c487"
_GREEN = "#a3be8c"
_RED = "#ec8f8f"

THEME = Theme(
    name="onrecord",
    primary=_LINK,
    secondary=_VISITED,
    accent=_WORDS,
    warning=_WORDS,
    error=_RED,
    success=_GREEN,
    foreground=_TEXT,
    background=BACKGROUND,
    surface=_RAISED,
    panel=_RAISED,
    dark=True,
)


def _style(
    color: str,
    background: str = BACKGROUND,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    strike: bool = False,
) -> Style:
    # None, not False: what is not set costs no byte on the line.
    return Style(
        color=color,
        bgcolor=background,
        bold=bold or None,
        italic=italic or None,
        underline=underline or None,
        strike=strike or None,
    )


# Each style is whole (with its background): a run of cells is then one piece of output.
STYLES: dict[str, Style] = {
    "text": _style(_TEXT),
    "bold": _style(_BRIGHT, bold=True),
    "italic": _style(_TEXT, italic=True),
    "bold-italic": _style(_BRIGHT, bold=True, italic=True),
    "code": _style(_GREEN),
    "dim": _style(_QUIET),
    "dim-italic": _style(_QUIET, italic=True),
    "title": _style(_BRIGHT, bold=True),
    "heading": _style(_WORDS, bold=True),
    "notice": _style(_WORDS),
    "words": _style(_WORDS),
    "link": _style(_LINK, underline=True),
    "visited": _style(_VISITED, underline=True, italic=True),
    "broken": _style(_RED, underline=True, strike=True),
    "link-cursor": _style(BACKGROUND, _LINK, bold=True),
    "match": _style(BACKGROUND, _WORDS),
    "match-cursor": _style(BACKGROUND, _GREEN, bold=True),
    "hint": _style(BACKGROUND, _WORDS, bold=True),
    "mark": _style(_WORDS, bold=True),
    "border": _style(_LINE),
    "border-focus": _style(_FOCUS),
    "border-title": _style(_TEXT),
    "border-title-focus": _style(_BRIGHT, bold=True),
    "status": _style(_QUIET),
    "row": _style(_TEXT),
    "row-detail": _style(_QUIET),
    "row-cursor": _style(_BRIGHT, _CURSOR, bold=True),
    "row-cursor-away": _style(_BRIGHT, _RAISED),
    "group": _style(_WORDS, bold=True),
    "bar": _style(_QUIET, _RAISED),
    "bar-name": _style(_BRIGHT, _RAISED, bold=True),
    "bar-key": _style(_LINK, _RAISED, bold=True),
    "bar-on": _style(BACKGROUND, _LINK, bold=True),
    "bar-problem": _style(_RED, _RAISED, bold=True),
}
