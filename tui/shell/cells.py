"""Cells of a terminal: how wide a text is there, and where its lines are broken.

The browser has Rich for it, which takes ten times as long to load as this command takes to answer.
"""

from __future__ import annotations

import unicodedata

# No line begins with these (a small part of JIS X 4051), nor with an emoji's colour of skin.
_NOT_FIRST = (
    "、。，．・：；？！」』）】〉》〕…ー々\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
_JOINER = "\u200d"  # makes one emoji of two


def cells(text: str) -> int:
    """The width of a text, as most terminals have it; where they differ, the larger."""
    if text.isascii():
        return len(text)
    return sum([_cells(sign) for sign in text])


def _cells(sign: str) -> int:
    if sign < "\u0300" or sign == "\ufe0f":  # the second makes a wide emoji of a narrow sign
        return 1
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    if "\u1160" <= sign <= "\u11ff":  # vowels and ends of Korean syllables stand in their block
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def pad(text: str, width: int) -> str:
    """`text` with spaces behind it, up to `width` cells."""
    return text + " " * (width - cells(text))


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Where the lines of a text without line ends begin and end, at most `width` cells each.

    Broken at spaces, which are left out, and between wide signs. What can't be broken so (a web
    address) stays whole. 0: no limit.
    """
    if not width or cells(text) <= width:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    start = used = 0  # of the line: its first character, its cells so far
    chance = end = 0  # where the next line may begin, and this one end
    chance_cells = 0
    before_wide = False
    for at, sign in enumerate(text):
        size = _cells(sign)
        if sign == " ":
            if at > start and text[at - 1] != " ":
                end = at
            chance, chance_cells = at + 1, used + 1
        else:
            wide = size == 2 or (size and before_wide)
            if at > start and wide and sign not in _NOT_FIRST and text[at - 1] not in " " + _JOINER:
                chance = end = at
                chance_cells = used
            if used + size > width and chance > start and end > start:
                lines.append((start, end))
                start, used = chance, used - chance_cells
                chance_cells = 0
        used += size
        before_wide = size == 2 or (not size and before_wide)
    return [*lines, (start, len(text.rstrip(" ")))]


def one_line(text: str) -> str:
    """A text of several lines on one, with spaces for their ends."""
    if "\n" not in text:
        return text.strip(" ")
    return " ".join([line.strip(" ") for line in text.split("\n")]).strip(" ")
