"""What Enter does with a row of the results; and what is kept of the searches of the past."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.core.past import Past

from .found import MoreItem, PastItem

if TYPE_CHECKING:
    from .main_screen import MainScreen


def enter(screen: MainScreen) -> None:
    """Open the row of the results that is under the cursor."""
    results = screen.results
    item, words = results.current, results.filter
    if isinstance(item, PastItem):
        _again(screen, item.query)
    elif results.trouble is not None and results.trouble.ids:
        trouble = results.trouble
        from . import naming

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
