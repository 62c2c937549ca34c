"""The colours: one theme for Textual's own widgets, and the styles that the panes draw with.

No colour is the only sign of anything: links are underlined, visited ones also italic, broken ones
also struck through, the cursor is reversed or marked, quotations stand in quote marks.
"""

from __future__ import annotations

from rich.style import Style
from textual.theme import Theme

# Colours of the 256 that every terminal of today has: half the bytes of 24-bit ones on the line,
# and the same on all of them. Beside each, what Textual's own widgets are told.
_BACKGROUND = "color(233)"  # #121212
_RAISED = "color(235)"  # #262626
_CURSOR = "color(24)"  # #005f87
_TEXT = "color(252)"  # #d0d0d0
_BRIGHT = "color(255)"  # #eeeeee
_QUIET = "color(246)"  # #949494
_LINE = "color(239)"  # #4e4e4e
_FOCUS = "color(110)"  # #87afd7
_LINK = "color(111)"  # #87afff
_VISITED = "color(146)"  # #afafd7
_WORDS = "color(180)"  # #d7af87
_GREEN = "color(150)"  # #afd787
_RED = "color(210)"  # #ff8787

THEME = Theme(
    name="onrecord",
    primary="#87afff",
    secondary="#afafd7",
    accent="#d7af87",
    warning="#d7af87",
    error="#ff8787",
    success="#afd787",
    foreground="#d0d0d0",
    background="#121212",
    surface="#262626",
    panel="#262626",
    dark=True,
)


def _style(
    color: str,
    background: str = _BACKGROUND,
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
    "link-cursor": _style(_BACKGROUND, _LINK, bold=True),
    "match": _style(_BACKGROUND, _WORDS),
    "match-cursor": _style(_BACKGROUND, _GREEN, bold=True),
    "hint": _style(_BACKGROUND, _WORDS, bold=True),
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
    "bar-on": _style(_BACKGROUND, _LINK, bold=True),
    "bar-problem": _style(_RED, _RAISED, bold=True),
}
