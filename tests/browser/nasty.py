"""Text that breaks screens: markup, controls, directions, and characters of no or double width."""

from __future__ import annotations

import re

from hypothesis import strategies as st

ESCAPES = "\x1b[2J\x1b]0;owned\x07\x1b[?1049l\x9b31m\x9dx\x9c\x00\x08\r\x7f"
MARKUP = "[bold]b[/bold] [/] [@click=app.quit]x[/] [[x"
DIRECTIONS = "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c"
BLANKS = "a\tb\nc\u2028d\u2029e\xa0f\u3000g\x85h"
WIDE = "安倍首相は「会談」を提案した。平壌의 대답은"
CLUSTERS = "👩‍👩‍👧‍👦 👍🏽 🇯🇵🇰🇵 ❤️ 1️⃣ e\u0301\u0327 ก็ำ ﷺ \u200d\ufe0f\u0301 \u00ad \ufeff"
RIGHT_TO_LEFT = "שלום עולם مرحبا بالعالم"
ALL = (ESCAPES, MARKUP, DIRECTIONS, BLANKS, WIDE, CLUSTERS, RIGHT_TO_LEFT)

_PIECES = [*ALL, *"ab .", *CLUSTERS.split(" "), *WIDE, "word ", "well-known", "\u0301", "\u200d"]
# Also single characters of any sort, but no surrogates: those can't come out of a file.
_ANY = st.characters(exclude_categories=["Cs"])
_plain = st.text("abc  ’", max_size=200)  # as most text is, and laid out on a way of its own
texts = _plain | st.lists(st.one_of(st.sampled_from(_PIECES), _ANY), max_size=30).map("".join)
# Rich counts what follows any joiner as no cell, terminals only what follows it in an emoji.
steady = texts.map(lambda text: re.sub("\u200d(?![\U0001f300-\U0001faff])", "", text))


def is_raw(sign: str) -> bool:
    """Whether a terminal would take a character for an order."""
    return (
        ord(sign) < 32
        or 127 <= ord(sign) < 160
        or sign in "\u061c\u200e\u200f\u2028\u2029"
        or "\u202a" <= sign <= "\u202e"
        or "\u2066" <= sign <= "\u2069"
    )
