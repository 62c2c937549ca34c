"""The line in which words to find are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

if TYPE_CHECKING:
    from .app import OnRecord


class FindBar(Input):
    """One line, made when it is opened and removed when it is closed.

    origin: the offset of the text from which the search begins; top: the view to return to.
    """

    DEFAULT_CSS = """
    FindBar, FindBar:focus {
        height: 1; border: none; padding: 0 1;
    }
    """

    def __init__(self, words: str, origin: int, top: int) -> None:
        super().__init__(words, placeholder="words to find, then Enter", compact=True)
        self.origin = origin
        self.top = top

    def on_key(self, event: events.Key) -> None:
        # Enter acts at once, not by a message: keys that came with it find the line closed.
        app: OnRecord = self.app  # type: ignore[assignment]
        if app.main.find_bar is not self:
            app.main.takes(event.key)
        elif event.key == "enter":
            app.main.submit_find(self.value)
        else:
            return
        event.stop()
        event.prevent_default()
