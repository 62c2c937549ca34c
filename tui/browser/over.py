"""What stands over the panes: a framed body, as large as it needs to be and the screen allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

if TYPE_CHECKING:
    from .app import OnRecord


class Over(ModalScreen[None]):
    """body: the one widget that is shown, in the middle. only_tells: nobody is in the midst of
    something here, so what is below may change.
    """

    DEFAULT_CSS = """
    Over { align: center middle; background: transparent; }
    """
    body: Widget
    only_tells = False

    @property
    def onrecord(self) -> OnRecord:
        """The app, by its own type."""
        return self.app  # type: ignore[return-value]

    def compose(self) -> ComposeResult:
        yield self.body

    def on_mount(self) -> None:
        self.fit()

    def on_resize(self) -> None:
        self.fit()

    def takes(self, key: str) -> bool:
        """Do what a key says; all are for what stands here."""
        raise NotImplementedError

    def fit(self) -> None:
        """Give the body its size in the room that there is."""
        raise NotImplementedError
