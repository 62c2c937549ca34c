"""The reader: one page, its text wrapped to a measure that reads well, and the link cursor."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len, split_text

from tui.core.addresses import in_words, is_address, record_of
from tui.core.document import Run
from tui.core.text import safe
from tui.library.cards import Card
from tui.library.pages import Page

from . import drawing
from .finder import Finder
from .layout import Layout, Line
from .linked_pane import card_lines
from .pane import Pane, Pieces

if TYPE_CHECKING:
    from tui.core.records import Span

MEASURE = 76  # the longest line of text, in cells: what the eye finds its way back from

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


class ReaderPane(Pane):
    """Shows one page. link: the one under the cursor, -1 for none.

    marked: the quotation that was opened. passage: where the passage stands that was opened.
    """

    name_of = "reader"

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.content: Page | None = None
        self._layout_made: Layout | None = None
        self._made_for = (0, False)  # the width and bareness that the layout was made for
        self._anchor = 0  # the offset that stays at the top whatever the width becomes
        self._wanted = -1  # an offset to bring into view as soon as there is a size
        self.link = -1
        self.marked = ""
        self.passage: Span | None = None
        self.finder = Finder()
        self.card: Card | None = None
        self.with_card = False  # whether the card has to stand here, for want of a linked pane
        self._margin = 1
        self._refs: dict[str, str] = {}

    def show(self, page: Page | None, *, marked: str = "", passage: Span | None = None) -> None:
        """Show a page from its top, or where it has what is to be pointed out: the quotation of
        the reference `marked`, or a passage."""
        self.content = page
        self.marked, self.passage = marked, passage
        self.card = None
        self.finder.matches, self.finder.current = [], -1
        self._refs.clear()
        self.link = -1
        self._layout_made = None
        self._anchor = self.top = 0
        spans = self.marked_spans()
        self._wanted = spans[0][0] if spans else -1
        self.refresh()

    @property
    def layout_(self) -> Layout | None:
        """The page's lines at the width there is; None without a page or a size."""
        if self.content is None or self.columns == 0:
            return None
        if self._layout_made is None or self._made_for != (self.columns, self.bare):
            self._lay_out(self.content)
        return self._layout_made

    @property
    def top(self) -> int:
        """The first line that is shown: known when there are lines, so they are made first."""
        _ = self.layout_
        return self._top

    @top.setter
    def top(self, top: int) -> None:
        self._top = top

    def _lay_out(self, page: Page) -> None:
        width = min(self.inner - 3, MEASURE)
        self._margin = max((self.inner - width) // 2, 1)
        fits = cell_len(page.title) <= self.columns - 8
        layout = Layout(page.document, width, without_title=fits)
        self._layout_made = layout
        self._made_for = (self.columns, self.bare)
        self.top = self.clamp(layout.line_at(self._anchor)) if self._anchor else 0
        if self._wanted >= 0:
            for _, end in self.marked_spans()[-1:]:
                self.show_offset(end - 1)  # the whole of it, where that can be; its beginning first
            self.show_offset(self._wanted)
            self._wanted = -1

    def scroll_top(self, top: int) -> None:
        super().scroll_top(top)
        layout = self.layout_
        if layout is not None:
            self._anchor = layout.lines[self.top].start if self.top else 0

    @property
    def offset_at_top(self) -> int:
        """The offset of the text at the first line on the screen."""
        _ = self.layout_  # what is to be brought into view may still wait for the lines
        return self._anchor

    def find_words(self, words: str, near: int) -> int:
        """Where some words stand, nearest to an offset; the offset itself if they are gone."""
        text = self.content.document.text if self.content else ""
        if not words or text.startswith(words, near):
            return near
        before, after = text.rfind(words, 0, near), text.find(words, near)
        places = [place for place in (before, after) if place >= 0]
        return min(places, key=lambda place: abs(place - near), default=near)

    def restore(self, offset: int, words: str, link: int) -> None:
        """Scroll to where some words stand now, and put the link cursor back.

        Where the words are gone, but not what is pointed out, that stays in view.
        """
        links = len(self.content.document.links) if self.content else 0
        self.link = link if link < links else -1
        if self._wanted >= 0 and self.content and words not in self.content.document.text:
            self.refresh()
            return
        self._anchor = self.find_words(words, offset)
        self._layout_made = None
        self._wanted = -1
        self.refresh()

    def resized(self) -> None:
        layout = self.layout_  # made anew for another width
        if layout is not None:
            # By the anchor also where only the height is new: the top may have been pushed up
            # while there was room for all.
            self.top = self.clamp(layout.line_at(self._anchor)) if self._anchor else 0

    def show_card_here(self, here: bool) -> None:
        """Whether the card has to stand in this pane, for want of a linked one."""
        if here != self.with_card:
            self.with_card = here
            self.refresh()

    # Pane

    def title(self) -> str:
        return self.content.title if self.content else "Nothing to read"

    def count(self) -> int:
        return len(self.layout_.lines) if self.layout_ else 0

    def status(self) -> list[Pieces]:
        lines: list[Pieces] = []
        if self.with_card and self.link >= 0:
            height = max(min(6, (self.rows - 4) // 3), 1)
            lines = card_lines(self.card, self.inner, height)
        words = self.finder.status() if self.finder.current >= 0 else self._link_status()
        seen = self.top + self.view_without(len(lines) + 1)
        part = f" {min(100, 100 * seen // max(self.count(), 1))}% "
        room = self.inner - len(part)
        left = drawing.fit(f" {safe(words)}", room)
        return [*lines, [(left + part, "status")]]

    @property
    def height_of_status(self) -> int:
        if self.with_card and self.link >= 0:
            return len(self.status())
        return 1

    def view_without(self, status: int) -> int:
        """How many lines of content are on the screen over a status of so many lines."""
        return max(self.rows - (1 if self.bare else 3) - status, 1)

    def _link_status(self) -> str:
        links = self.content.document.links if self.content else []
        if self.link < 0:
            return f"{len(links):,} links" if len(links) != 1 else "1 link"
        link = links[self.link]
        if link.url:
            leads = link.url
        elif not self.exists(link.target):
            leads = f"nothing: no record “{link.target}”"
        else:
            ref = record_of(link.target)
            kind = self.card.kind if self.card else ""
            leads = in_words(ref) if is_address(ref) else f"{kind} {ref}".strip()
        return f"link {self.link + 1:,} of {len(links):,} → {leads}"

    def exists(self, target: str) -> bool:
        """Whether a link leads anywhere."""
        return bool(self.ref_of(target))

    def ref_of(self, target: str) -> str:
        """What a link's target is called where it is shown: ids differ in case, `#q2` may have
        an id of its own. "" where it leads nowhere."""
        if target not in self._refs:
            self._refs[target] = self.onrecord.library.ref_of(target)
        return self._refs[target]

    # Drawing

    def line(self, number: int) -> Pieces:
        layout, page = self.layout_, self.content
        if layout is None or page is None:
            return []
        line = layout.lines[number]
        if line.block < 0:
            return []
        kind = page.document.blocks[line.block].kind
        base = _BASE.get(kind, "text")
        gutter = "▌" if self._is_marked(line) else " "
        pieces: Pieces = [(" " * (self._margin - 1), "text"), (gutter, "mark")]
        if line.prefix and kind in ("row", "figure"):
            pieces += drawing.chart(line.prefix)
        elif line.prefix:
            pieces.append((line.prefix, base if kind in ("rule", "words", "notice") else "dim"))
        for start, end, run in layout.runs_in(line):
            pieces += self._run_pieces(start, end, run, base)
        for link in layout.links_between(number, number + 1):
            if hint := self.onrecord.hints.label(self, link):
                column = self._margin + layout.column_of(line, page.document.links[link].start)
                pieces = overlay(pieces, column, hint, layout.text, page.document.links[link].start)
        return pieces

    def _is_marked(self, line: Line) -> bool:
        return any(start < line.end and line.start < end for start, end in self.marked_spans())

    def marked_spans(self) -> list[tuple[int, int]]:
        """Where the opened quotation or passage stands."""
        if self.passage is not None:
            return [self.passage]
        quotes = self.content.quotes if self.content and self.marked else []
        return next((spans for ref, spans in quotes if ref == self.marked), [])

    def _run_pieces(self, start: int, end: int, run: Run, base: str) -> Pieces:
        """One run's part of a line, cut where a quotation or a match begins or ends."""
        if self.layout_ is None or self.content is None:
            return []
        style = self._run_style(run, base)
        overlays: list[tuple[int, int, str]] = []
        if style == "text":
            for ref, spans in self.content.quotes:
                style_of_words = "words-told" if ref in self.content.told else "words"
                overlays += [(low, high, style_of_words) for low, high in spans]
        for low, high, current in self.finder.between(start, end):
            overlays.append((low, high, "match-cursor" if current else "match"))
        cuts = {start, end}
        for low, high, _ in overlays:
            cuts |= {cut for cut in (low, high) if start < cut < end}
        ordered = sorted(cuts)
        pieces: Pieces = []
        for low, high in pairwise(ordered):
            covering = [name for a, b, name in overlays if a <= low and high <= b]
            pieces.append((self.layout_.text[low:high], covering[-1] if covering else style))
        return pieces

    def _run_style(self, run: Run, base: str) -> str:
        if run.link >= 0 and (run.target or run.url):
            if run.link == self.link:
                return "link-cursor"
            if run.target and not self.exists(run.target):
                return "broken"
            ref = record_of(self.ref_of(run.target))
            return "visited" if ref in self.onrecord.visited else "link"
        if run.code:
            return "code"
        if base not in ("text", "dim"):
            return base
        if base == "dim" or run.dim:
            return "dim-italic" if run.italic else "dim"
        return {(1, 0): "bold", (0, 1): "italic", (1, 1): "bold-italic"}.get(
            (run.bold, run.italic), base
        )

    # Links

    def move_link(self, step: int) -> None:
        """To the next link (1) or the one before (-1), wrapping; the screen's if it is away."""
        links = self.content.document.links if self.content else []
        if not links or self.layout_ is None:
            return
        visible = self.layout_.links_between(self.top, self.top + self.view)
        if self.link < 0 or (visible and not visible[0] - 1 <= self.link <= visible[-1] + 1):
            number = (
                (visible[0] if step > 0 else visible[-1]) if visible else self._link_after(step)
            )
        else:
            number = (self.link + step) % len(links)
        self.choose_link(number)

    def _link_after(self, step: int) -> int:
        """The first link below the top of the screen, or the last above it, wrapping."""
        links = self.content.document.links if self.content else []
        after = [number for number, one in enumerate(links) if one.start >= self.offset_at_top]
        following = after[0] if after else 0
        return following if step > 0 else (following - 1) % len(links)

    def choose_link(self, number: int) -> None:
        """Put the link cursor on a link, -1 for none, and bring it into view."""
        height = self.height_of_status
        before, self.link = self.link, number
        self.finder.current = -1
        self.onrecord.main.show_card()
        moved = self.show_link()
        if self.height_of_status != height:  # the card is gone, or takes other lines than before
            self.refresh()
        elif not moved:
            for one in {before, number} - {-1}:
                self._refresh_link(one)
            self.refresh_status()

    def _refresh_link(self, number: int) -> None:
        if self.layout_ is None:
            return
        link = self.layout_.document.links[number]
        first, last = self.layout_.line_at(link.start), self.layout_.line_at(link.end - 1)
        self.refresh_lines(*range(first, last + 1))

    def show_link(self) -> bool:
        """Bring the link under the cursor into view; whether the view had to move for it."""
        if self.link < 0 or self.layout_ is None:
            return False
        return self.show_offset(self.layout_.document.links[self.link].start)

    def show_offset(self, offset: int) -> bool:
        """Bring an offset of the text into view; whether the view had to move for it."""
        if self.layout_ is None:
            self._wanted = offset
            return False
        if self.shows(offset):
            return False
        self.scroll_top(self.layout_.line_at(offset) - self.view // 3)
        return True

    def shows(self, offset: int) -> bool:
        """Whether an offset of the text is on the screen."""
        layout = self.layout_
        return layout is not None and self.top <= layout.line_at(offset) < self.top + self.view

    def set_card(self, card: Card | None) -> None:
        """The card of the link under the cursor."""
        height = self.height_of_status
        self.card = card
        if self.height_of_status != height:
            self.resized()  # a page come back to was pushed down while there was no card
            self.refresh()
            self.show_link()
        else:
            self.refresh_status()

    # Finding

    def find(self, words: str, offset: int, step: int = 0) -> None:
        """Look for words in the page; with the same words and a step, go on through the matches."""
        if self.layout_ is None:
            return
        if words != self.finder.words or not self.finder.matches:
            # A title that stands in the frame is not in the lines, nor are its matches.
            lines = self.layout_.lines
            self.finder.look(words, self.layout_.text, lines[0].start if lines else 0)
        number = self.finder.go(offset, step)
        if number >= 0:
            self.show_offset(self.finder.matches[number][0])
        self.refresh_view()
        self.refresh_status()

    def link_at(self, number: int, column: int) -> int:
        """The link that stands at a cell of a line, -1 for none."""
        if self.layout_ is None or not 0 <= number < len(self.layout_.lines):
            return -1
        line = self.layout_.lines[number]
        offset = self.layout_.offset_at(line, column - self._margin)
        for one, link in self.layout_.links_in(line):
            if link.start <= offset < link.end:
                return one
        return -1


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
