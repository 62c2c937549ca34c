"""How a line of the page that is read is drawn: what stands out in it, and by which style."""

from __future__ import annotations

from itertools import pairwise

from tui.core.addresses import record_of

from . import drawing
from .cells import cell_len, split_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.document import Run
    from tui.library.pages import Page

    from .layout import Layout, Line
    from .reader_pane import ReaderPane
    from .surface import Pieces

_BASE = {
    "title": "title",
    "heading": "heading",
    "meta": "dim",
    "notice": "notice",
    "words": "words",
    "code": "code",
    "verbatim": "text",
    "rule": "border",
}


class PageLines:
    """Draws the lines of a page as they are laid out, for the reader that shows it."""

    def __init__(self, reader: ReaderPane, page: Page, layout: Layout) -> None:
        self._reader = reader
        self._page = page
        self._layout = layout

    def line(self, number: int) -> Pieces:
        """The pieces of a line."""
        reader, layout = self._reader, self._layout
        line = layout.lines[number]
        if line.block < 0:
            return []
        kind = self._page.document.blocks[line.block].kind
        base = _BASE.get(kind, "text")
        gutter = "▌" if self._is_marked(line) else " "
        pieces: Pieces = [(" " * (reader.margin - 1), "text"), (gutter, "mark")]
        if line.prefix and kind in ("row", "figure"):
            pieces += drawing.chart(line.prefix)
        elif line.prefix:
            pieces.append((line.prefix, base if kind in ("rule", "words", "notice") else "dim"))
        for start, end, run in layout.runs_in(line):
            pieces += self._run_pieces(start, end, run, base)
        for link in layout.links_between(number, number + 1):
            if hint := reader.onrecord.hints.label(reader, link):
                start = self._page.document.links[link].start
                column = reader.margin + layout.column_of(line, start)
                pieces = overlay(pieces, column, hint, layout.text, start)
        return pieces

    def _is_marked(self, line: Line) -> bool:
        marked = self._reader.marked_spans()
        return any(start < line.end and line.start < end for start, end in marked)

    def _run_pieces(self, start: int, end: int, run: Run, base: str) -> Pieces:
        """One run's part of a line, cut where a quotation or a match begins or ends."""
        style = self._run_style(run, base)
        overlays: list[tuple[int, int, str]] = []
        if style == "text":
            for ref, spans in self._page.quotes:
                style_of_words = "words-told" if ref in self._page.told else "words"
                overlays += [
                    (low, high, style_of_words) for low, high in spans if low < end and start < high
                ]
        for low, high, current in self._reader.finder.between(start, end):
            overlays.append((low, high, "match-cursor" if current else "match"))
        cuts = {start, end}
        for low, high, _ in overlays:
            cuts |= {cut for cut in (low, high) if start < cut < end}
        ordered = sorted(cuts)
        pieces: Pieces = []
        for low, high in pairwise(ordered):
            covering = [name for a, b, name in overlays if a <= low and high <= b]
            pieces.append((self._layout.text[low:high], covering[-1] if covering else style))
        return pieces

    def _run_style(self, run: Run, base: str) -> str:
        links = self._reader.links
        if run.link >= 0 and (run.target or run.url):
            if run.link == links.number:
                return "link-cursor"
            if run.target and not links.exists(run.target):
                return "broken"
            ref = record_of(links.ref_of(run.target))
            return "visited" if ref in self._reader.onrecord.visited else "link"
        if run.code:
            return "code"
        if base not in ("text", "dim"):
            return base
        if base == "dim" or run.dim:
            return "dim-italic" if run.italic else "dim"
        return {(1, 0): "bold", (0, 1): "italic", (1, 1): "bold-italic"}.get(
            (run.bold, run.italic), base
        )


def overlay(pieces: Pieces, column: int, hint: str, text: str, start: int) -> Pieces:
    """The pieces of a line with a hint drawn over the cells before (or at) a column."""
    if start and text[start - 1] in " (“‘\"'":
        column -= 1
    made: Pieces = []
    at = 0
    size = len(hint)
    for words, style in pieces:
        width = cell_len(words)
        if at + width <= column or at >= column + size:
            made.append((words, style))
        else:
            before = split_text(words, max(column - at, 0))[0]
            after = split_text(words, max(column + size - at, 0))[1]
            made.append((before, style))
            if at <= column:
                made.append((hint, "hint"))
            made.append((after, style))
        at += width
    return [piece for piece in made if piece[0]]
