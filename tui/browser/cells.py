"""How many cells text takes: Rich's measure, which is only loaded for text that needs it.

In most text each sign has its cell, or its two, whatever stands beside it; and the first frame is
drawn before Rich is there.
"""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Latin (but the soft hyphen), Greek, Cyrillic, the punctuation of texts in them, arrows, the
# pictures of controls, and what frames and charts consist of.
_ONE = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x2FF),
    (0x370, 0x482),
    (0x48A, 0x52F),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x2190, 0x21FF),
    (0x2400, 0x2426),
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


def has_cells(text: str) -> bool:
    """Whether each sign of a text has one cell or two, on every terminal."""
    return bool(is_narrow(text) or _has_known()(text))


@cache
def _has_known() -> Callable[[str], object]:
    """Compiled for a text that needs it: so large a set takes some milliseconds of the start."""
    signs = "".join(f"{chr(first)}-{chr(last)}" for first, last in _TWO)
    return re.compile(f"[{_SIGNS}{signs}]*").fullmatch


# Letters and ASCII signs: nothing within such a word tells where a line may be broken.
_words = re.compile("[!-~\u00c0-\u02ff\u0370-\u0482\u048a-\u052f]+|.", re.DOTALL).finditer


class _Sizes(dict[str, int]):
    """The cells of signs that have one or two, whatever stands beside them."""

    def __missing__(self, sign: str) -> int:
        size = self[sign] = 1 if is_narrow(sign) else 2
        return size


_sizes = _Sizes()


def _cells(text: str) -> list[int] | None:
    """The cells of each sign; None where Rich is to measure them."""
    return [_sizes[sign] for sign in text] if has_cells(text) else None


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


def units(text: str, width: int) -> Iterator[tuple[int, int, int, bool]]:
    """What a line is made of: (start, end, cells, whether it is one wide sign).

    These are graphemes; a word of narrow signs, if it is no longer than a line, is one as a whole.
    """
    if not has_cells(text):
        for start, end, size in split_graphemes(text):
            yield start, end, size, size > 1
        return
    for found in _words(text):
        start, end = found.span()
        if end - start == 1 or end - start > width:
            for at in range(start, end):
                size = _sizes[text[at]]
                yield at, at + 1, size, size > 1
        else:
            yield start, end, end - start, False
