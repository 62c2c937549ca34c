"""What stands on the terminal, so that only what differs is sent to it.

Textual sends each widget that is drawn again as a whole, and the whole screen when anything opens:
on a slow line that is seconds. And it trusts the terminal to give each sign the cells that it has
itself for it; here a sign that terminals disagree about is put between places that are named.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat, zip_longest
from typing import TYPE_CHECKING

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

from .cells import has_cells, is_narrow, split_graphemes
from .pens import ATTRIBUTES, NO_PEN, taken_up, ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.style import Style
    from textual.strip import Strip

    from .pens import Pen, Placed

    # A sign and its pen; of a wide sign, the cells after the first have no sign.
    Cell = tuple[str, Pen]
    Line = list[Cell | None]

_NEAR = 8  # cells: to send as many once more costs no more than to name another place
_PLAIN: Pen = (ways([]), "39", "49")
_BLANK: Cell = (" ", _PLAIN)


class Seen:
    """The cells of the terminal, as far as they were sent to it.

    size: columns and lines, where they are known: Textual may still draw for those before.
    """

    def __init__(self) -> None:
        self._lines: dict[int, Line] = {}
        self._drawn: dict[int, Line] = {}  # lines as they are to be, and were not yet sent
        self.size: tuple[int, int] | None = None

    def forget(self) -> None:
        """Nobody knows what stands there: all that is drawn from now on is sent."""
        self._lines.clear()
        self._drawn.clear()

    def start(self, frame: Iterable[Placed]) -> None:
        """Know what was drawn before Textual was there; where terminals may have drawn it each in
        its way, it is sent once more."""
        for x, y, pieces in frame:
            cells = _cells(pieces)
            line = self._lines.setdefault(y, [])
            line += [None] * (x + len(cells) - len(line))
            line[x : x + len(cells)] = cells
        for y, line in list(self._lines.items()):
            if not _is_sure("".join([cell[0] for cell in line if cell])):
                del self._lines[y]

    def draw(self, update: CompositorUpdate, console: Console) -> None:
        """Take in an update, to be sent with the next one."""
        colours = console._color_system or ColorSystem.TRUECOLOR  # as Textual finds it
        for x, y, strip in _placed(update):
            cells = self._within(x, y, _cells(_pieces(strip, colours)))
            if not cells:
                continue
            line = self._drawn.setdefault(y, [*self._lines.get(y, ())])
            line += [None] * (x + len(cells) - len(line))
            line[x : x + len(cells)] = cells

    def changes(self, update: CompositorUpdate, console: Console) -> str:
        """What makes the terminal show an update, and those that were only drawn before."""
        self.draw(update, console)
        drawn, self._drawn = self._drawn, {}
        written: list[str] = []
        held = NO_PEN
        for y, line in drawn.items():
            before = self._lines.get(y, [])
            if line == before:
                continue
            is_sure = _is_sure("".join([cell[0] for cell in line if cell]))
            write = _write if is_sure else _write_between_places
            for start, end in _different(before, line, is_sure=is_sure):
                written.append(f"\x1b[{y + 1};{start + 1}H")
                held = write(written, line[start:end], start, held)
        self._lines |= drawn
        return "".join(written) + ("\x1b[0m" if written else "")

    def _within(self, x: int, y: int, cells: Line) -> Line:
        """Those of some cells that the terminal has: what goes beyond would wrap, or stay."""
        if self.size is None:
            return cells
        columns, lines = self.size
        if y >= lines or x >= columns:
            return []
        if x + len(cells) <= columns:
            return cells
        beyond, cells = cells[columns - x], cells[: columns - x]
        if beyond and not beyond[0]:  # of a wide sign, the half of which is left
            start = max((at for at, cell in enumerate(cells) if cell and cell[0]), default=0)
            cells[start:] = [_BLANK] * (len(cells) - start)
        return cells


class Changes(CompositorUpdate):
    """An update, as what differs from what is seen."""

    def __init__(self, seen: Seen, update: CompositorUpdate) -> None:
        self._seen = seen
        self._update = update

    def render_segments(self, console: Console) -> str:
        return self._seen.changes(self._update, console)


def _placed(update: CompositorUpdate) -> Iterator[tuple[int, int, Strip]]:
    """What is drawn, each with its column and line."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield x, y, strip
                x += strip.cell_length
    elif isinstance(update, ChopsUpdate):
        for y, left, right in update.spans:
            for end, (x, drawn) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if drawn is not None and x <= right and end > left:
                    yield x, y, drawn.crop(0, min(end, right) - x) if end > right else drawn


def _pieces(strip: Strip, colours: ColorSystem) -> Iterator[tuple[str, Pen]]:
    """The words of a strip in their pens."""
    for text, style, control in strip:
        if not control:
            yield text, _pen(style, colours) if style else _PLAIN


def _cells(pieces: Iterable[tuple[str, Pen]]) -> Line:
    """The cells of words in their pens."""
    cells: Line = []
    last = -1  # the cell of the last sign: what has no cell of its own stands with it
    for text, pen in pieces:
        if is_narrow(text):
            cells += zip(text, repeat(pen))
            last = len(cells) - 1
            continue
        for start, end, size in split_graphemes(text):
            if size:
                last = len(cells)
                cells += [(text[start:end], pen), *[("", pen)] * (size - 1)]
            elif last >= 0 and (cell := cells[last]):
                cells[last] = (cell[0] + text[start:end], cell[1])
    return cells


@lru_cache(maxsize=1024)
def _pen(style: Style, colours: ColorSystem) -> Pen:
    ink, page = (
        ";".join(color.downgrade(colours).get_ansi_codes(foreground)) if color else plain
        for color, foreground, plain in ((style.color, True, "39"), (style.bgcolor, False, "49"))
    )
    return ways([code for name, code in ATTRIBUTES.items() if getattr(style, name)]), ink, page


def _different(old: Line, new: Line, *, is_sure: bool) -> Iterator[tuple[int, int]]:
    """From where to where a line is to be sent; what lies near together goes as one.

    is_sure: all terminals agree about the cells of all its signs.
    """
    if not old and None not in new:
        yield 0, len(new)
        return
    start = end = 0
    for at, (cell, before) in enumerate(zip_longest(new, old)):
        if cell == before or cell is None or at < end:
            continue
        if end and (at - end > _NEAR or None in new[end:at]):
            yield start, end
            end = 0
        start = start if end else at
        end = at + 1
        if not is_sure and not _is_sure(cell[0]):
            # What some terminals give more cells to covers what stands behind it.
            end = new.index(None, at) if None in new[at:] else len(new)
    if end:
        yield start, end


def _write(written: list[str], cells: Line, _: int, held: Pen) -> Pen:
    """Write cells from where the terminal's cursor is; the pen that is held then."""
    for cell in cells:
        if cell:
            sign, pen = cell
            if pen is not held and pen != held:
                written.append(taken_up(pen, held))
                held = pen
            written.append(sign)
    return held


def _write_between_places(written: list[str], cells: Line, column: int, held: Pen) -> Pen:
    """The same from a column on, where terminals disagree about the cells of some signs."""
    was_sure = True
    for at, cell in enumerate(cells):
        sign, pen = cell or _BLANK
        if pen != held:
            written.append(taken_up(pen, held))
            held = pen
        if sign and _is_sure(sign) != was_sure:
            was_sure = not was_sure
            if not was_sure:  # where the terminal may write fewer cells, nothing old stays
                written.append(" " * _unsure(cells[at:]))
            written.append(f"\x1b[{column + at + 1}G")
        written.append(sign)
    return held


def _is_sure(sign: str) -> bool:
    """Whether every terminal gives a sign the same cells."""
    return has_cells(sign)


def _unsure(cells: Line) -> int:
    """How many cells go by until the next sign that all terminals agree about."""
    signs = (cell[0] if cell else "" for cell in cells)
    return next((n for n, sign in enumerate(signs) if sign and _is_sure(sign)), len(cells))
