"""The colours: the four themes, by the names of styles that panes and bars draw with.

No colour is the only sign of anything: links are underlined, visited ones also italic, broken ones
also struck through, the cursor and matches are reversed, quotations stand in quote marks.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Inks = Mapping[str, int | str]
    Look = tuple[int | str, int | str, tuple[str, ...]]  # ink, page, attributes

# Colours of the 256 that every terminal of today has: half the bytes of 24-bit ones on the line,
# and the same on all of them. An ink's number is its colour; in the theme `terminal` it is one of
# the sixteen that a terminal's own scheme sets, or "default".

_DARK: Inks = {
    "page": 233,  # #121212
    "raised": 235,  # #262626: the bars, and the row of a list that has not the keys
    "text": 252,  # #d0d0d0
    "bright": 255,  # #eeeeee
    "quiet": 246,  # #949494
    "line": 239,  # #4e4e4e
    "focus": 110,  # #87afd7
    "link": 111,  # #87afff
    "visited": 146,  # #afafd7
    "words": 180,  # #d7af87
    "code": 150,  # #afd787
    "broken": 210,  # #ff8787
    "row": 24,  # #005f87: behind the row under the cursor
    "on-row": 255,
    "pick": 111,  # behind the link under the cursor
    "on-pick": 233,
    "match": 180,
    "found": 150,  # the match that one is at
    "on-match": 233,
}

# Newsprint: a grey page that doesn't glare, black letters, the quoted words in oxblood.
_LIGHT: Inks = {
    "page": 255,  # #eeeeee
    "raised": 253,  # #dadada
    "text": 235,  # #262626
    "bright": 16,  # #000000
    "quiet": 240,  # #585858
    "line": 248,  # #a8a8a8
    "focus": 24,  # #005f87
    "link": 24,
    "visited": 60,  # #5f5f87
    "words": 88,  # #870000
    "code": 23,  # #005f5f
    "broken": 124,  # #af0000
    "row": 153,  # #afd7ff
    "on-row": 16,
    "pick": 24,
    "on-pick": 231,  # #ffffff
    "match": 222,  # #ffd787
    "found": 150,  # #afd787
    "on-match": 16,
}

_HIGH_CONTRAST: Inks = {
    "page": 16,  # #000000
    "raised": 236,  # #303030
    "text": 231,  # #ffffff
    "bright": 231,
    "quiet": 252,  # #d0d0d0
    "line": 250,  # #bcbcbc
    "focus": 226,  # #ffff00
    "link": 123,  # #87ffff
    "visited": 183,  # #d7afff
    "words": 222,  # #ffd787
    "code": 157,  # #afffaf
    "broken": 217,  # #ffafaf
    "row": 231,
    "on-row": 16,
    "pick": 123,
    "on-pick": 16,
    "match": 222,
    "found": 226,
    "on-match": 16,
}

# Of the sixteen, only bright red can be read on the page of dark and of light schemes alike (a test
# measures it): all else is told by weight, slant, lines and reversal.
_TERMINAL: Inks = {
    **dict.fromkeys(_DARK, "default"),
    "broken": "bright_red",
}

# What a style is drawn with: ink, page, attributes. Each is whole (with its background): a run of
# cells is then one piece of output. What stands out from the page is reversed, so that it does
# without colours, too: the colour of its background comes first.
_STYLES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "page"),
    "bold": ("bright", "page", "bold"),
    "italic": ("text", "page", "italic"),
    "bold-italic": ("bright", "page", "bold", "italic"),
    "code": ("code", "page"),
    "dim": ("quiet", "page"),
    "dim-italic": ("quiet", "page", "italic"),
    "title": ("bright", "page", "bold"),
    "heading": ("words", "page", "bold"),
    "notice": ("words", "page"),
    "words": ("words", "page"),
    "words-told": ("words", "page", "italic"),  # without quote marks: what somebody said, retold
    "link": ("link", "page", "underline"),
    "visited": ("visited", "page", "underline", "italic"),
    "broken": ("broken", "page", "underline", "strike"),
    "link-cursor": ("pick", "on-pick", "reverse", "bold"),
    "match": ("match", "on-match", "reverse"),
    "match-cursor": ("found", "on-match", "reverse", "bold", "underline"),
    "hit": ("code", "page", "bold"),  # words that were looked for, among the results
    "hint": ("match", "on-match", "reverse", "bold", "underline"),
    "mark": ("words", "page", "bold"),
    "border": ("line", "page"),
    "border-focus": ("focus", "page"),
    "border-title": ("text", "page"),
    "border-title-focus": ("bright", "page", "bold"),
    "status": ("quiet", "page"),
    "row": ("text", "page"),
    "row-name": ("text", "page"),
    "row-detail": ("quiet", "page"),
    "row-cursor": ("row", "on-row", "reverse", "bold"),
    "row-cursor-away": ("bright", "raised"),
    "group": ("words", "page", "bold"),
    "bar": ("quiet", "raised"),
    "bar-name": ("bright", "raised", "bold"),
    "bar-key": ("link", "raised", "bold"),
    "bar-on": ("pick", "on-pick", "reverse", "bold"),
    "bar-problem": ("broken", "raised", "bold"),
}
# Where quiet letters look like all others, headings have to be louder.
_LOUDER: Mapping[str, tuple[str, ...]] = {
    "words": ("words", "page", "bold"),
    "row-name": ("text", "page", "bold"),
    "row-cursor-away": ("text", "page", "bold"),
}

INKS: Mapping[str, Inks] = {
    "dark": _DARK,
    "light": _LIGHT,
    "high-contrast": _HIGH_CONTRAST,
    "terminal": _TERMINAL,
}


def looks(theme: str) -> dict[str, Look]:
    """How each style is drawn in a theme."""
    inks = INKS[theme]
    table = {**_STYLES, **_LOUDER} if theme == "terminal" else _STYLES
    return {
        name: (inks[ink], inks[page], tuple(attributes))
        for name, (ink, page, *attributes) in table.items()
    }
