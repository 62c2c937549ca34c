"""What changes how a terminal writes: attributes, ink and page, as the sequences that set them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Pen = tuple[str, ...]  # what switches on attributes, ink and page of a style
    Placed = tuple[int, int, list[tuple[str, Pen]]]  # column, line, words in their pens

ATTRIBUTES = {"bold": 1, "italic": 3, "underline": 4, "reverse": 7, "strike": 9}
NO_PEN: Pen = ("", "", "")


def ways(attributes: list[int]) -> str:
    """What sets these attributes, and no others."""
    return ";".join(map(str, [0, *attributes]))


def taken_up(pen: Pen, held: Pen) -> str:
    """What changes from one pen to another."""
    if pen == held:
        return ""
    changed = pen
    if pen[0] == held[0]:
        changed = tuple(one for one, before in zip(pen, held, strict=True) if one != before)
    return f"\x1b[{';'.join(filter(None, changed))}m"


def written(drawn: Iterable[Placed]) -> str:
    """What puts words into their places."""
    made = []
    held = NO_PEN
    for column, line, pieces in drawn:
        made.append(f"\x1b[{line + 1};{column + 1}H")
        for words, pen in pieces:
            made += (taken_up(pen, held), words)
            held = pen
    return "".join(made)
