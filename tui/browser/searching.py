"""`search`, `find-quote`, `filter`, and `sort` of what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    results = screen.results
    if results.on:
        start(screen, results.list, results.filter, results.sort)
        return
    from .filter_bar import FilterBar

    screen.preview_now()
    screen.set_pane("list")
    screen.open_prompt(FilterBar(screen.list_pane))


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
