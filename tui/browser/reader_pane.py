"""The reader: one page, its text wrapped to a measure that reads well."""

from __future__ import annotations

from tui.library.cards import Card
from tui.library.pages import Page

from . import drawing
from .cells import cell_len
from .finder import Finder
from .layout import Layout, laid_out
from .link_cursor import LinkCursor
from .linked_pane import card_lines
from .page_lines import PageLines
from .pane import Pane
from .surface import Pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Query
    from tui.core.records import Span

WORDS = 60  # characters of the text at the top of the screen by which it is found again
MEASURE = 76  # the longest line of text, in cells: what the eye finds its way back from


class ReaderPane(Pane):
    """Shows one page. links: the cursor on its links. margin: blanks before its lines, in cells.

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
        self.links = LinkCursor(self)
        self.marked = ""
        self.passage: Span | None = None
        self.finder = Finder()
        self.card: Card | None = None
        self.with_card = False  # whether the card has to stand here, for want of a linked pane
        self.margin = 1
        self._is_to_look = False  # whether the matches are still to be found
        self._sought = -1  # the offset at which the one is that is wanted
        self._page_lines: PageLines | None = None

    def show(self, page: Page | None, *, marked: str = "", passage: Span | None = None) -> None:
        """Show a page from its top, or where it has what is to be pointed out: the quotation of
        the reference `marked`, or a passage."""
        self.content = page
        self.marked, self.passage = marked, passage
        self.card = None
        self.finder.clear()
        self._is_to_look = False
        self.links.start()
        self._layout_made = self._page_lines = None
        self._anchor = self.top = 0
        spans = self.marked_spans()
        self._wanted = spans[0][0] if spans else -1
        self.refresh()

    @property
    def link(self) -> int:
        """The number of the link under the cursor, -1 for none."""
        return self.links.number

    @property
    def meant(self) -> int:
        """The link that keys are for: that under the cursor, else the passage that stands first
        from the top of the screen on, where the page is there for passages; -1 for none."""
        page = self.content
        if self.link >= 0 or page is None or not page.passages:
            return self.link
        links, top = page.document.links, self.offset_at_top
        return next((n for n in page.passages if links[n].start >= top), page.passages[-1])

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
        self.margin = max((self.inner - width) // 2, 1)
        fits = cell_len(page.title) <= self.columns - 8
        layout = laid_out(page.document, width, without_title=fits)
        self._layout_made = layout
        self._page_lines = PageLines(self, page, layout)
        self._made_for = (self.columns, self.bare)
        self.top = self.clamp(layout.line_at(self._anchor)) if self._anchor else 0
        if self._wanted >= 0:
            for _, end in self.marked_spans()[-1:]:
                self.show_offset(end - 1)  # the whole of it, where that can be; its beginning first
            self.show_offset(self._wanted)
            self._wanted = -1
        if self._is_to_look:
            self._look()

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
        self.links.restore(link)
        self.finder.current = self._sought = -1  # to the next match it goes from here
        if self._wanted >= 0 and self.content and words not in self.content.document.text:
            self.refresh()
            return
        self._anchor = self.find_words(words, offset)
        self._layout_made = None
        self._wanted = -1
        self.refresh()

    def renew(self, page: Page, *, marked: str, passage: Span | None) -> None:
        """Show what has become of the page, with all as it was: view, link, and what was found."""
        finder = self.finder
        looked = finder.looked or self._is_to_look
        match = finder.matches[finder.current][0] if finder.current >= 0 else -1
        offset, words = self.offset_at_top, self.words_at_top
        link = self.links.in_page(page)
        moved = len(page.document.text) - len(self.content.document.text) if self.content else 0
        self.show(page, marked=marked, passage=passage)
        self.restore(offset, words, link)
        self._is_to_look = looked
        if self.layout_ is not None and self._is_to_look:
            self._look()
        if match >= 0:
            finder.choose_near(match if match < offset else match + moved)

    @property
    def words_at_top(self) -> str:
        """A short run of the text at the top of the screen, by which it is found again."""
        offset = self.offset_at_top
        return self.content.document.text[offset : offset + WORDS] if self.content else ""

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
        words = self.finder.status() if self.finder.current >= 0 else self.links.status()
        seen = self.top + self.view_without(len(lines) + 1)
        part = f" {min(100, 100 * seen // max(self.count(), 1))}% "
        room = self.inner - len(part)
        left = drawing.fit(f" {words}", room)
        return [*lines, [(left + part, "status")]]

    @property
    def height_of_status(self) -> int:
        if self.with_card and self.link >= 0:
            return len(self.status())
        return 1

    def view_without(self, status: int) -> int:
        """How many lines of content are on the screen over a status of so many lines."""
        return max(self.rows - (1 if self.bare else 3) - status, 1)

    def line(self, number: int) -> Pieces:
        return self._page_lines.line(number) if self.layout_ and self._page_lines else []

    def marked_spans(self) -> list[tuple[int, int]]:
        """Where the opened quotation or passage stands."""
        if self.passage is not None:
            return [self.passage]
        quotes = self.content.quotes if self.content and self.marked else []
        return next((spans for ref, spans in quotes if ref == self.marked), [])

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
            self.links.show()
        else:
            self.refresh_status()

    # Finding

    def find(self, words: str, offset: int) -> None:
        """Look for words in the page, and go to the first of them from an offset on."""
        if words != self.finder.words or self.finder.query or not self.finder.matches:
            self.finder.want(words)
        self.find_again(offset, 0)

    def find_again(self, offset: int, step: int) -> None:
        """Go on through the matches of the last words, or to the first from an offset on (0)."""
        if self.layout_ is None:
            return
        if not self.finder.matches:
            self._look()
        number = self.finder.go(offset, step)
        if number >= 0:
            self.show_offset(self.finder.matches[number][0])
        self.refresh_view()
        self.refresh_status()

    def find_on(self, step: int) -> bool:
        """Go to the next match (-1: the one before), not beyond the last; whether one is there."""
        if self.layout_ is not None and not self.finder.matches:
            self._look()
        if not self.finder.goes_on(self.offset_at_top, step):
            return False
        self.find_again(self.offset_at_top, step)
        return True

    def point_out(self, words: str, query: Query, offset: int) -> None:
        """Mark what a search has found, and bring what stands at an offset into view; -1: nothing.

        A passage that was opened stays in view instead.
        """
        self.finder.want(words, query)
        self._sought = offset
        self._is_to_look = True
        if self.layout_ is not None and self._is_to_look:
            self._look()

    def _look(self) -> None:
        """Find the words in the lines: a title that stands in the frame is not in them."""
        self._is_to_look = False
        if self._layout_made is None:
            return
        lines = self._layout_made.lines
        self.finder.look(self._layout_made.text, lines[0].start if lines else 0)
        if self._sought >= 0 and self.finder.go(self._sought, 0) >= 0 and not self.marked_spans():
            self.show_offset(self.finder.matches[self.finder.current][0])
        self._sought = -1
