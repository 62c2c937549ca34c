"""The palette: Textual's own, made safe for keys that come in one burst, as over a slow line."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.widgets import OptionList


class Palette(CommandPalette):
    """Every action by name. Keys are lost that come when it is closed, or its list not laid out."""

    def dismiss(self, result: object = None) -> AwaitComplete:
        if not self.is_current:  # closed by the key before
            return AwaitComplete()
        return super().dismiss(result)  # type: ignore[arg-type]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "command_list" and not self.query_one(OptionList).size.height:
            return False
        return super().check_action(action, parameters)
