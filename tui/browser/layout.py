"""A document laid out in lines of cells: what a reader pane draws, and where each link is in it.

Lines are pairs of offsets into the document's text, so that the reading position, links, quotations
and matches are found again at any width.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from tui.core.document import Block, Document, Link, Run
from tui.core.text import safe_lines

from .cells import cell_len, is_narrow, units

# No line begins with these, where it can be helped (a small part of JIS X 4051).
_NOT_FIRST = frozenset("、。，．・：；？！」』）】〉》〕…ー々")

# No empty line stands between a block and the one after it where they are of these kinds.
_TOGETHER = {("heading", "row"), ("figure", "row")}


class Line:
    """One line: the text from start to end, after `prefix` (indent, list marker, quote bar).

    block: its number in the document, -1 for an empty line between blocks.
    """

    __slots__ = ("block", "end", "prefix", "start")

    def __init__(self, start: int, end: int, block: int, prefix: str) -> None:
        self.start = start
        self.end = end
        self.block = block
        self.prefix = prefix


class Layout:
    """The lines of a document at a width in cells.

    text: the document's, made safe to draw, of the same length. without_title: leaves out the title
    block (where it stands elsewhere).
    """

    def __init__(
        self,
        document: Document,
        width: int,
        *,
        without_title: bool = False,
    ) -> None:
        self.document = document
        self.width = max(width, 4)
        self.text = safe_lines(document.text).replace("\t", " ")
        self.lines: list[Line] = []
        before: Block | None = None
        for number, block in enumerate(document.blocks):
            if block.kind == "title" and without_title:
                continue
            if before is not None and _apart(before, block):
                # At the line feed between the blocks' texts: it has an offset of its own, too.
                self.lines.append(Line(block.start - 1, block.start - 1, -1, ""))
            self._add(number, block)
            before = block
        self._starts = [line.start for line in self.lines]
        # Where they are seen to begin: blanks may fall between two lines.
        self._link_starts = [link.end - len(link.words.lstrip()) for link in document.links]
        self._runs: dict[int, list[tuple[int, Run]]] = {}

    def _add(self, number: int, block: Block) -> None:
        first, rest = _prefixes(block)
        if block.kind == "rule":
            self.lines.append(Line(block.start, block.start, number, "─" * self.width))
            return
        if block.figure is not None:
            for drawn in block.figure.lines(self.width):
                self.lines.append(Line(block.start, block.start, number, drawn))
            return
        width = max(self.width - cell_len(rest), 4)
        at = block.start
        prefix = first
        for part in self.text[at : at + len(block.text)].split("\n"):
            for start, end in wrap(part, width):
                self.lines.append(Line(at + start, at + end, number, prefix))
                prefix = rest
            at += len(part) + 1

    def line_at(self, offset: int) -> int:
        """The number of the line that shows an offset of the text."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def links_between(self, first: int, last: int) -> list[int]:
        """The numbers of the links that begin in the lines from `first` up to, not with, `last`."""
        lines = self.lines[first:last]
        if not lines:
            return []
        low, high = lines[0].start, max(line.end for line in lines)
        at = bisect_right(self._link_starts, low - 1)
        found = []
        while at < len(self._link_starts) and self._link_starts[at] < high:
            found.append(at)
            at += 1
        return found

    def links_in(self, line: Line) -> list[tuple[int, Link]]:
        """The links that have a part in a line, with their numbers."""
        links = self.document.links
        at = bisect_right(self._link_starts, line.start) - 1
        found = []
        for number in range(max(at, 0), len(links)):
            if links[number].start >= line.end:
                break
            if links[number].end > line.start:
                found.append((number, links[number]))
        return found

    def runs_in(self, line: Line) -> list[tuple[int, int, Run]]:
        """The runs that have a part in a line: (start, end, run), cut to the line."""
        if line.block not in self._runs:
            block = self.document.blocks[line.block]
            placed, offset = [], block.start
            for run in block.runs:
                placed.append((offset, run))
                offset += len(run.text)
            self._runs[line.block] = placed
        found = []
        placed = self._runs[line.block]
        at = max(bisect_right(placed, line.start, key=lambda pair: pair[0]) - 1, 0)
        for start, run in placed[at:]:
            if start >= line.end:
                break
            low, high = max(start, line.start), min(start + len(run.text), line.end)
            if low < high:
                found.append((low, high, run))
        return found

    def column_of(self, line: Line, offset: int) -> int:
        """The cell, from 0, at which an offset stands in a line."""
        return cell_len(line.prefix) + cell_len(self.text[line.start : offset])

    def offset_at(self, line: Line, column: int) -> int:
        """The offset that stands at a cell of a line; -1 beside its text."""
        cells = cell_len(line.prefix)
        for offset in range(line.start, line.end):
            if cells > column:
                return -1
            cells += cell_len(self.text[offset])
            if column < cells:
                return offset
        return -1


def _prefixes(block: Block) -> tuple[str, str]:
    """What stands before a block's first line, and before the others."""
    quote = "▎ " * block.quote
    if block.kind == "row":
        drawn = f"{block.marker}  " if block.marker else ""
        return quote + drawn, quote + " " * max(cell_len(drawn), 2)
    if block.kind == "notice":
        return "! ", "  "
    if block.kind == "words":
        return "▎ ", "▎ "
    indent = "  " * max(block.indent - 1, 0)
    if block.indent:
        marker = f"{block.marker} " if block.marker else "  "
        return quote + indent + marker, quote + indent + " " * cell_len(marker)
    if block.kind == "code":
        return quote + "  ", quote + "  "
    return quote, quote


@lru_cache(maxsize=1)
def laid_out(document: Document, width: int, *, without_title: bool) -> Layout:
    """The layout of a document; the last one is kept, for the first frame and Textual's."""
    return Layout(document, width, without_title=without_title)


def _apart(before: Block, block: Block) -> bool:
    """Whether an empty line stands between two blocks."""
    if before.kind == block.kind and block.kind in ("row", "meta", "notice"):
        return block.kind == "row" and block.level > 0
    if before.kind == "item" and block.kind == "item":
        return False
    if (before.kind, block.kind) in _TOGETHER:
        return False
    return before.kind != "title" or block.kind != "meta"


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end: broken at spaces, and within what is too long."""
    if len(text) <= width and cell_len(text) <= width:
        return [(0, len(text))]
    if text.isascii() or is_narrow(text):
        return _wrap_narrow(text, width)
    return _wrap_cells(text, width)


def _wrap_narrow(text: str, width: int) -> list[tuple[int, int]]:
    """`wrap` where every character is one cell."""
    lines = []
    start, length = 0, len(text)
    while length - start > width:
        space = text.rfind(" ", start, start + width + 1)
        if space <= start:
            lines.append((start, start + width))
            start += width
            continue
        end = space
        while end > start and text[end - 1] == " ":
            end -= 1
        lines.append((start, end))
        start = space + 1
    lines.append((start, length))
    return lines


def _wrap_cells(text: str, width: int) -> list[tuple[int, int]]:
    """`wrap` by words and graphemes: wide ones may be parted, but not before closing marks."""
    lines: list[tuple[int, int]] = []
    start = 0
    used = 0  # cells from start
    chance = -1  # where the line may be broken: the offset at which the next one begins
    chance_cells = 0  # cells from start up to the chance
    before_wide = False
    for begin, end, cells, wide in units(text, width):
        sign = text[begin:end]  # with the marks that belong to it: “ ” and an accent is no blank
        if begin > start and (wide or before_wide) and sign not in _NOT_FIRST and sign != " ":
            chance, chance_cells = begin, used
        while used and used + cells > width and sign != " ":  # a word without a space may follow
            if chance <= start:
                chance, chance_cells = begin, used
            lines.append((start, start + len(text[start:chance].rstrip(" "))))
            start, used = chance, used - chance_cells
            chance = -1
        used += cells
        if sign == " ":
            chance, chance_cells = end, used
        before_wide = wide
    end = len(text) if used <= width else start + len(text[start:].rstrip(" "))
    lines.append((start, end))
    return lines


def wrap_words(text: str, width: int) -> list[str]:
    """The lines of a text in cells, made safe to draw."""
    # A joiner joins nothing at the beginning; Rich's two ways of measuring differ there.
    text = safe_lines(text).replace("\t", " ").replace("\n", " ").lstrip("\u200d\ufe0f")
    return [text[start:end] for start, end in wrap(text, max(width, 4))]
