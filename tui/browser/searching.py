"""`search`, `find-quote` and `filter`; and on through the matches, across what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.core.past import Past

from . import naming
from .found import HitItem, MoreItem, PastItem, QuoteItem

if TYPE_CHECKING:
    from .main_screen import MainScreen


def start(screen: MainScreen, name: str, words: str = "", sort: str = "") -> None:
    """Open the line in which a search is typed. name: "search" or "find"."""
    from .search_bar import SearchBar

    if screen.prompt:
        return
    screen.preview_now()
    bar = SearchBar(screen, name, words, sort)
    if not words:
        screen.results.seek(name, "")
    screen.set_pane("list")
    screen.open_prompt(bar)


def change(screen: MainScreen) -> None:
    """Type a filter for the list; of results, another query."""
    from .filter_bar import FilterBar

    results = screen.results
    if results.on:
        start(screen, results.list, results.filter, results.sort)
        return
    screen.preview_now()
    screen.set_pane("list")
    screen.open_prompt(FilterBar(screen.list_pane))


def enter(screen: MainScreen) -> None:
    """Open the row of the results that is under the cursor."""
    results = screen.results
    item, words = results.current, results.filter
    if isinstance(item, PastItem):
        _again(screen, item.query)
    elif results.trouble is not None and results.trouble.ids:
        trouble = results.trouble
        naming.choose(
            screen,
            words,
            trouble.field,
            trouble.value,
            trouble.ids,
            lambda meant: _again(screen, meant),
        )
    elif item is None:
        screen.say("Nothing is found." if words.strip() else "Type what you look for.")
    else:
        change_past(screen, lambda past: past.remember(words))
        screen.close_prompt(keep=True)
        if isinstance(item, MoreItem):
            kind = item.kind
            name, sort = ("find", "") if kind == "quote" else ("search", kind)
            screen.navigator.open_results(name, words, sort)
        else:
            screen.navigator.open(item.ref)


def _again(screen: MainScreen, words: str) -> None:
    """Look for something else in the same way."""
    results = screen.results
    if screen.prompt is not None:
        screen.prompt.put(words)
    else:
        screen.navigator.open_results(results.list, words, results.sort)


def change_past(screen: MainScreen, change: Callable[[Past], None]) -> bool:
    """Change the queries of the past; whether that could be kept. Says so where it can't."""
    library = screen.onrecord.library
    past = Past.from_json(library.load_state("searches"))  # others may have searched, too
    change(past)
    try:
        library.save_state("searches", past.to_json())
    except OSError as error:
        screen.say(f"Searches can’t be kept: {error.strerror or error}")
        return False
    return True


def sort(screen: MainScreen) -> None:
    """Quotations in their other order."""
    results = screen.results
    if results.list != "find":
        screen.say("The best come first here.")
        return
    order = "relevance" if results.sort == "date" else "date"
    screen.navigator.kept.put("sort find", order)
    item = results.current
    results.show("find", results.filter, order, ref=item.ref if item else "")
    screen.set_pane("list")


# The matches


def point_out(screen: MainScreen, ref: str) -> None:
    """Mark in the reader what was found, if it shows the row under the cursor."""
    results, reader = screen.results, screen.reader
    item, page = results.current, reader.content
    if item is None or item.ref != ref or page is None or results.asked is None:
        return
    if isinstance(item, HitItem):
        offset = page.body_start + item.hit.offset if item.hit.offset >= 0 else -1
    else:
        offset = next((start for start, _ in reader.marked_spans()), -1)
    if results.asked.words:
        reader.point_out(results.filter, results.asked, offset)
    else:
        reader.finder.want(results.filter, results.asked)  # what `n` goes on with


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
