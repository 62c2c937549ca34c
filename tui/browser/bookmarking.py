"""`bookmark` and `bookmarks`: what a bookmark is set on, and the page that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.addresses import BOOKMARKS, is_address
from tui.core.bookmarks import PASSAGE, QUOTE, Bookmark, passage_at
from tui.core.folding import fold
from tui.core.text import short
from tui.library import bookmarks

if TYPE_CHECKING:
    from tui.core.records import Span
    from tui.library.facade import Library
    from tui.library.pages import Page

    from .main_screen import MainScreen
    from .reader_pane import ReaderPane


def turn(screen: MainScreen) -> None:
    """Set a bookmark on what is meant, or take the one away that is there."""
    screen.preview_now()
    library, page = screen.onrecord.library, screen.reader.content
    on_page = screen.active == "reader" and page is not None and page.ref == BOOKMARKS
    mark = _listed(screen) if on_page else _meant(screen)
    if mark is None:
        told = "Choose a bookmark first." if on_page else "There is nothing to bookmark here."
        screen.say(told)
        return
    is_set = False
    try:
        if on_page:
            bookmarks.remove(library, [mark])
            _show_again(screen)
        else:
            is_set = bookmarks.toggle(library, mark)
    except OSError as error:
        screen.say(f"Bookmarks can’t be kept: {error.strerror or error}")
        return
    screen.say(f"{'Bookmarked' if is_set else 'No longer bookmarked:'} {_named(mark)}.")


def _named(mark: Bookmark) -> str:
    """A bookmark in a sentence."""
    kinds = {QUOTE: "the quotation ", PASSAGE: "the passage "}
    words = " ".join((mark.words or mark.title or mark.ref).split())
    return f"{kinds.get(mark.kind, '')}“{short(words)}”"


# The page of bookmarks


def _listed(screen: MainScreen) -> Bookmark | None:
    """The bookmark whose link is under the cursor of the page of bookmarks."""
    page, link = screen.reader.content, screen.reader.link
    if page is None or link < 0:
        return None
    links = page.document.links
    target = links[link].target
    before = sum(one.target == target for one in links[:link])  # what is gone may share one
    found = [one for one in bookmarks.find_all(screen.onrecord.library) if one.target == target]
    return found[before].mark if before < len(found) else None


def _show_again(screen: MainScreen) -> None:
    """Make the page anew; the cursor goes to the bookmark after the one that is gone."""
    reader = screen.reader
    offset, link = reader.offset_at_top, reader.link
    screen.navigator.show(BOOKMARKS)
    links = reader.content.document.links if reader.content else []
    reader.restore(offset, "", min(link, len(links) - 1))
    screen.show_card()


# What is meant


def _meant(screen: MainScreen) -> Bookmark | None:
    """The row of a list; what is read: the quotation that is pointed out or has the link cursor,
    else the passage, else the record. Of what is out of view, nothing is meant."""
    library, page = screen.onrecord.library, screen.reader.content
    if screen.active == "list":
        row = screen.rows.current
        return _of(library, row.ref) if row else None
    if screen.active == "linked":
        item = screen.linked.current
        return _of(library, item.ref, item.words) if item and item.kind else None
    if page is None:
        return None
    quotation = _quotation(screen.reader, page)
    if quotation:
        return _of(library, quotation)
    span = None if is_address(page.ref) else _passage(screen.reader, page)
    return bookmarks.of_passage(page, span) if span else _of(library, page.ref, page.title)


def _of(library: Library, ref: str, title: str = "") -> Bookmark | None:
    if is_address(ref):
        return bookmarks.of_record(library, ref, title)
    if "#" in ref:
        quoted = library.quotation(ref)
        return bookmarks.of_quotation(library, quoted) if quoted else None
    found = library.ref_of(ref)
    return bookmarks.of_record(library, found) if found else None


def _quotation(reader: ReaderPane, page: Page) -> str:
    """The reference of the quotation that is meant, "" for none."""
    if page.kind == "quote":
        return page.ref
    link = page.document.links[reader.meant] if reader.meant >= 0 else None
    if link is not None and reader.shows(link.start):
        if "#" in link.target and not is_address(link.target):
            return reader.links.ref_of(link.target)
        if quotation := page.quote_at(link.start):
            return quotation
    spans = reader.marked_spans() if reader.marked else []
    return reader.marked if any(reader.shows(start) for start, _ in spans) else ""


def _passage(reader: ReaderPane, page: Page) -> Span | None:
    """The passage that was opened, is found, or stands at the top of a page that was scrolled."""
    if reader.passage is not None and reader.shows(reader.passage[0]):
        return reader.passage
    if reader.finder.current >= 0:
        start = reader.finder.matches[reader.finder.current][0]
        if reader.shows(start):
            return _from(page, start)
    layout = reader.layout_
    if layout is None or reader.top == 0:
        return None
    seen = layout.lines[reader.top : reader.top + reader.view]
    lines = [line for line in seen if line.block >= 0 and line.start < line.end]
    blocks = page.document.blocks
    written = [line for line in lines if any(run.source >= 0 for run in blocks[line.block].runs)]
    # Of what is not the record's own, no heading: its count changes by itself.
    ours = [line for line in lines if blocks[line.block].kind != "heading"]
    spans = (_from(page, line.start) for line in [*written, *ours])
    return next((span for span in spans if span[0] < span[1]), None)


def _from(page: Page, start: int) -> Span:
    """The passage that begins at an offset: within its block, and within a row's first line."""
    block = page.document.blocks[page.document.block_at(start)]
    end = block.start + len(block.text)
    text = page.document.text
    if block.kind == "row" and (line_end := text.find("\n", start, end)) > start:
        end = line_end
    return passage_at(fold(text), start, end)
