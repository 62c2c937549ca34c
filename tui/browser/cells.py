"""How many cells text takes: Rich's measure, which is only loaded for text that needs it.

In most text each sign has its cell, or its two, whatever stands beside it; and the first frame is
drawn before Rich is there.
"""

from __future__ import annotations

import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Latin (but the soft hyphen), Greek, Cyrillic, the punctuation of texts in them, arrows, and what
# frames and charts consist of.
_ONE = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x2FF),
    (0x370, 0x482),
    (0x48A, 0x52F),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x2190, 0x21FF),
    (0x2500, 0x25FC),
)
# Punctuation, kana, ideographs, hangul, wide forms.
_TWO = (
    (0x3001, 0x3029),
    (0x3030, 0x303E),
    (0x3041, 0x3096),
    (0x309B, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xFF01, 0xFF60),
)

_SIGNS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _ONE)
is_narrow = re.compile(f"[{_SIGNS}]*").fullmatch
"""Something true where each sign of a text has one cell."""


def _is_wide(sign: str) -> bool:
    code = ord(sign)
    return any(first <= code <= last for first, last in _TWO)


def _cells(text: str) -> list[int] | None:
    """The cells of each sign, as long as Rich is not loaded (it is faster); None for its text."""
    if "rich.cells" in sys.modules:
        return None
    cells = [1 if is_narrow(sign) else 2 if _is_wide(sign) else 0 for sign in text]
    return cells if all(cells) else None


def cell_len(text: str) -> int:
    """The cells that a text takes."""
    if is_narrow(text):
        return len(text)
    if cells := _cells(text):
        return sum(cells)
    from rich.cells import cell_len as measured

    return measured(text)


def set_cell_size(text: str, size: int) -> str:
    """A text cut, or filled with blanks, to so many cells."""
    if is_narrow(text):
        return text[: max(size, 0)].ljust(size)
    if cells := _cells(text):
        end = sum(cells)
        while cells and end > size:
            end -= cells.pop()
        return text[: len(cells)] + " " * (size - end)
    from rich.cells import set_cell_size as sized

    return sized(text, size)


def split_text(text: str, column: int) -> tuple[str, str]:
    """A text parted at a cell; a sign of two cells that stands there becomes blanks."""
    from rich.cells import split_text as parted

    return parted(text, column)


def split_graphemes(text: str) -> Sequence[tuple[int, int, int]]:
    """What is seen as one sign each: (start, end, cells)."""
    if cells := _cells(text):
        return [(number, number + 1, size) for number, size in enumerate(cells)]
    from rich.cells import split_graphemes as parted

    return parted(text)[0]
