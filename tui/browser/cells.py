"""How many cells text takes: Rich's measure, which is only loaded for text that needs it.

Most text has a cell for each character, and the first frame is drawn before Rich is there.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Each of these is one cell, and takes nothing from its neighbours: Latin (but the soft hyphen),
# Greek, Cyrillic, the punctuation of texts in them, arrows, and what frames and charts consist of.
_RANGES = (
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
ONE_CELL = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))


def cell_len(text: str) -> int:
    """The cells that a text takes."""
    if ONE_CELL.issuperset(text):
        return len(text)
    from rich.cells import cell_len as measured

    return measured(text)


def set_cell_size(text: str, size: int) -> str:
    """A text cut, or filled with blanks, to so many cells."""
    if ONE_CELL.issuperset(text):
        return text[: max(size, 0)].ljust(size)
    from rich.cells import set_cell_size as sized

    return sized(text, size)


def split_text(text: str, column: int) -> tuple[str, str]:
    """A text parted at a cell; a sign of two cells that stands there becomes blanks."""
    from rich.cells import split_text as parted

    return parted(text, column)


def split_graphemes(text: str) -> Sequence[tuple[int, int, int]]:
    """What is seen as one sign each: (start, end, cells)."""
    from rich.cells import split_graphemes as parted

    return parted(text)[0]
