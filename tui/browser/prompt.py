"""The line above the footer in which words are typed: to find, to go to a row, to name a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from tui.core.text import safe

if TYPE_CHECKING:
    from .app import OnRecord
    from .main_screen import MainScreen


class Prompt(Input):
    """One line, made when it is opened and removed when it is closed.

    pane: the one that has the keys when it is closed. told: keys, and what they do here, for the
    footer; () where it shows what it does anyway.
    """

    DEFAULT_CSS = """
    Prompt, Prompt:focus {
        height: 1; border: none; padding: 0 1;
    }
    """

    pane = "reader"
    told: Sequence[tuple[str, str]] = ()

    def __init__(self, words: str = "", placeholder: str = "") -> None:
        super().__init__(safe(words), placeholder=placeholder, compact=True)

    @property
    def main(self) -> MainScreen:
        app: OnRecord = self.app  # type: ignore[assignment]
        return app.main

    # What a subclass does

    def typed(self) -> None:
        """The words are other ones."""

    def entered(self) -> None:
        """Enter was pressed."""

    def takes(self, key: str) -> bool:  # noqa: ARG002  (here none)
        """Do what a key says that is of its own; whether it was one."""
        return False

    def closed(self, *, keep: bool) -> None:
        """It goes; without `keep`, all is as it was before."""

    def put(self, words: str) -> None:
        """Put other words in the line, as if they had been typed."""
        self.value = safe(words)
        self.cursor_position = len(words)
        self.typed()

    def on_paste(self, event: events.Paste) -> None:
        # Of several lines Textual would take the first alone, and each with its escape sequences.
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(safe(" ".join(event.text.split())))

    # Keys

    def on_key(self, event: events.Key) -> None:
        # Enter acts at once, not by a message: keys that came with it find the line closed.
        if self.main.prompt is not self:
            self.main.takes(event.key)
        elif event.key == "enter":
            self.entered()
        elif not self.takes(event.key):
            return
        event.stop()
        event.prevent_default()
