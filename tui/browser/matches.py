"""The matches of a search: marked in what is read, and gone through across what was found."""

from __future__ import annotations

from .found import HitItem, QuoteItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.pages import Page

    from .board import Board
    from .main_screen import MainScreen

_BEFORE = 60  # characters before a match that belong to its passage


def point_out(screen: Board, ref: str) -> None:
    """Mark in the reader what was found, if it shows the row under the cursor."""
    results, reader = screen.results, screen.reader
    item, page = results.current, reader.content
    if item is None or item.ref != ref or page is None or results.asked is None:
        return
    if isinstance(item, HitItem):
        offset = _passage(page, item.hit.offset) if item.hit.offset >= 0 else -1
    else:
        offset = next((start for start, _ in reader.marked_spans()), -1)
    if results.asked.words:
        reader.point_out(results.filter, results.asked, offset)
    else:
        reader.finder.want(results.filter, results.asked)  # what `n` goes on with


def _passage(page: Page, offset: int) -> int:
    """Where the passage begins that has a match of the body in it: with it, other matches may."""
    offset += page.body_start
    return max(page.document.text.rfind("\n", 0, offset) + 1, offset - _BEFORE)


def next_match(screen: MainScreen, step: int) -> None:
    """To the next match (or the one before, -1) of what was looked for last."""
    reader, results = screen.reader, screen.results
    finder = reader.finder
    if not finder.words:
        keys = screen.onrecord.how("find"), screen.onrecord.how("search")
        screen.say(f"Nothing was looked for yet: {keys[0]} in the text, {keys[1]} everywhere.")
        return
    screen.preview_now()
    if results.on and finder.query is not None:
        _walk(screen, step)
        return
    reader.find_again(reader.offset_at_top, step)
    if not finder.matches:
        screen.say(f"“{finder.words}” is not in this text.")


def _walk(screen: MainScreen, step: int) -> None:
    """To the next match in what is read; after the last, to the next of the results."""
    reader, results, navigator = screen.reader, screen.results, screen.navigator
    item, page = results.current, reader.content
    is_here = item is not None and page is not None and item.ref.partition("#")[0] == page.ref
    is_quotation = is_here and isinstance(item, QuoteItem)  # which is a match as a whole
    if not is_quotation and reader.find_on(step):
        return
    row = results.next_found(step) if is_here else results.cursor
    if row < 0:
        screen.say(f"That was the {'last' if step > 0 else 'first'} match of all that was found.")
        return
    results.go_to(row)
    navigator.open_found(new=not is_here, last=step < 0)
