"""The palette: Textual's own, made safe for keys that come in one burst, as over a slow line, for
keys that are called `[` and `]`, and for whatever is pasted.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

from textual import command, events
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.errors import NoWidget
from textual.widgets import Input, LoadingIndicator, OptionList

from . import drawing
from .prompt import Safe


class Actions(Provider):
    """Every action, as the app lists them. Textual's own provider takes their words for markup."""

    async def discover(self) -> Hits:
        for title, action, run, _ in sorted(self.app.get_system_commands(self.screen)):
            yield DiscoveryHit(Content(title), run, title, action)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, action, run, _ in self.app.get_system_commands(self.screen):
            score, offsets = matcher.fuzzy_search.match(query, title)
            if score > 0:
                shown = Content(title)
                for at in offsets:
                    shown = shown.stylize(matcher.match_style, at, at + 1)
                yield Hit(score, shown, run, title, action)


class List(CommandList):
    """What was clicked may be gone by now: other words were typed."""

    def on_click(self, event: events.Click) -> None:
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        with suppress(KeyError):  # it has changed, and is not laid out yet
            super()._move_page(direction)


command.CommandList = List  # type: ignore[misc]


class Palette(CommandPalette):
    """Every action by name. Keys are lost that come when it is closed, or its list not laid out."""

    # Framed and coloured as the notes are; the screen behind it stays, and is not sent again.
    CSS = """
    Palette {
        background: transparent;
        & > Vertical { width: 72; max-width: 100%; margin-top: 2; background: $background; }
        & > .command-palette--help-text { text-style: not dim not bold; }
        #--input, #--input.--list-visible { border: solid $border; border-bottom: none; }
        SearchIcon { display: none; }
        CommandInput, CommandInput:focus { border: none; height: 1; padding: 0 2; }
        CommandList {
            border: solid $border; border-top: none;
            background: $background; scrollbar-size-vertical: 1;
        }
        CommandList > .option-list--option { color: $foreground; text-style: none; }
        CommandList > .option-list--option-highlighted {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        CommandList > .option-list--option-hover { background: $background; }
    }
    Palette.-plain {
        #--input, #--input.--list-visible { border: ascii $border; border-bottom: none; }
        CommandList { border: ascii $border; border-top: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__([Actions], id="--command-palette")

    def on_mount(self, event: events.Mount) -> None:
        self.set_class(drawing.plainly(), "-plain")
        if self not in self.app.screen_stack:  # closed before it stood
            event.prevent_default()
        for words in self.query(Input):
            words.highlighter = Safe()
            words.cursor_blink = False  # nothing is sent while nobody types
            words.placeholder = drawing.in_signs(words.placeholder)

    async def _watch__show_busy(self) -> None:
        if self.query(LoadingIndicator):  # else it was closed meanwhile
            await super()._watch__show_busy()

    def on_click(self, event: events.Click) -> None:
        try:
            self.get_widget_at(event.screen_x, event.screen_y)
        except NoWidget:  # the terminal has become smaller since
            event.prevent_default()

    def dismiss(self, result: object = None) -> AwaitComplete:
        if not self.is_active:  # closed by the key before, or what stands over it would be
            return AwaitComplete()
        return super().dismiss(result)  # type: ignore[arg-type]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "command_list" and not any(one.size.height for one in self.query(OptionList)):
            return False
        return super().check_action(action, parameters)
