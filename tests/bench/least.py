"""The least Textual app, one `Static`: the floor for what the browser costs."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.bench import LEAST_TEXT


class Least(App[None]):
    """Shows one line, quits with `ctrl+q` as every Textual app does."""

    def compose(self) -> ComposeResult:
        yield Static(LEAST_TEXT)


if __name__ == "__main__":
    Least().run()
