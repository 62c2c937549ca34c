"""The line above the footer in which words are typed: to find, to go to a row, to name a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive, var
from textual.widgets import Input

from tui.core.text import safe

from . import drawing

if TYPE_CHECKING:
    from rich.text import Text

    from .app import OnRecord
    from .main_screen import MainScreen


# The line's own keys: backspace and its kin.
_OWN = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}


class Safe(Highlighter):
    """Has a line of words draw a sign for each character that no terminal may get."""

    def highlight(self, text: Text) -> None:
        text.plain = safe(text.plain)


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

    # Words that become longer move nothing on the screen. Textual would lay out all of it.
    virtual_size: Reactive[Size] = var(Size(0, 0))

    pane = "reader"
    told: Sequence[tuple[str, str]] = ()

    def __init__(self, words: str = "", placeholder: str = "") -> None:
        super().__init__(safe(words), placeholder=drawing.in_signs(placeholder), compact=True)
        self.cursor_blink = False  # nothing is sent while nobody types

    @property
    def main(self) -> MainScreen:
        app: OnRecord = self.app  # type: ignore[assignment]
        return app.main

    def action_of(self, key: str) -> str:
        """The action that a key stands for, "" for none."""
        return self.main.onrecord.action_of.get(key, "")

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

    def on_unmount(self) -> None:
        # What Textual has this line told would keep it for ever, with all keys typed in it.
        self.main.text_selection_started_signal.unsubscribe(self)

    def on_paste(self, event: events.Paste) -> None:
        # Of several lines Textual would take the first alone, and each with its escape sequences.
        event.stop()
        event.prevent_default()
        self.insert_pasted(event.text)

    def insert_pasted(self, text: str) -> None:
        """Put a text where the cursor is, on one line."""
        self.insert_text_at_cursor(safe(" ".join(text.split())))

    # Keys

    async def on_key(self, event: events.Key) -> None:
        # Enter and escape act at once: keys that came with them find the line closed.
        if self.main.prompt is not self:
            if not self.main.takes(event.key) and self.main.prompt is not None:
                self.main.prompt.post_message(events.Key(event.key, event.character))
        elif event.key == "enter":
            self.entered()
        elif self.takes(event.key):
            pass
        elif not event.is_printable and self.action_of(event.key) == "cancel":
            self.main.action_run("cancel")
        elif event.key in _OWN:
            # Textual would do it when the key has gone up to the app: behind the letters after it.
            await self.app.run_action(_OWN[event.key], self)
        else:
            return
        event.stop()
        event.prevent_default()
