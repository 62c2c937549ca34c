"""The Textual app: settings of the terminal, and what all panes share."""

from __future__ import annotations

import asyncio
import gc
import os
import select
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from functools import partial

from rich.console import RenderableType
from textual import events, screen
from textual._compositor import CompositorUpdate, LayoutUpdate
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget

from tui.core.settings import FIXED, Settings
from tui.core.text import safe_lines
from tui.core.themes import DEFAULT, PLAINEST, choice, theme_in_force, usual
from tui.library import places, state
from tui.library.facade import Library

from . import strips
from .driver import KeyDriver, driver_for
from .geometry import SMALL
from .main_screen import MainScreen
from .memory import Rest
from .over import Over
from .palette import THEMES
from .seen import Changes, Seen
from .surface import Session
from .taken import Taken, give_back_screen

_TYPED = (events.Key, events.Paste, events.MouseEvent)

_AGAIN, _AT_LAST = 0.005, 0.1  # seconds until it is asked again whether a slow line has room

# Textual lets a frame pass between two drawings: a key that draws what is typed, and then what is
# found, would wait for it. What is drawn for a held key is bounded by what the terminal has taken.
if "TEXTUAL_FPS" not in os.environ:
    screen.UPDATE_PERIOD = 1 / 250  # type: ignore[misc]  # seconds

LOOK_EVERY = 1.0  # seconds between looks whether the terminal is still there


class OnRecord(App[None], Session, inherit_bindings=False, inherit_css=False):
    """The browser of one library. first_ref: what to open first, None for the last place.

    settings: the user's, by default none. first_start: this user never started it before. watches:
    it notices what changes. theme: by its name (see `tui.core.themes`). taken: what is on the
    terminal already. has_begun: the first screen stands. failure: the error of the program's own
    that ends it, if one does.
    """

    main: MainScreen

    TITLE = "onrecord"
    ENABLE_COMMAND_PALETTE = False  # ours has a key of the table (see `palette_screen`)
    ALLOW_SELECT = False  # panes have no text of Textual's, and a line of words may just be gone
    BINDINGS = []
    CSS = """
    MainScreen { background: $background; color: $foreground; }
    MainScreen > * { position: absolute; }
    Input, Input:focus {
        color: $foreground; background: $surface; background-tint: 0%;
        & > .input--cursor {
            color: $input-cursor-foreground;
            background: $input-cursor-background;
            text-style: $input-cursor-text-style;
        }
        & > .input--placeholder { color: $quiet; text-style: none; }
        & > .input--selection {
            color: $input-selection-foreground;
            background: $input-selection-background;
        }
    }
    """

    def __init__(
        self,
        library: Library,
        first_ref: str | None,
        settings: Settings | None = None,
        *,
        ascii_only: bool = False,
        read_only: bool = False,
        first_start: bool = False,
        theme: str = DEFAULT,
        watch: bool = False,
        driver: type[Driver] | None = None,
        taken: Taken | None = None,
    ) -> None:
        self.chosen_theme = theme
        # Before all else: to set it later is to read all the CSS twice.
        self.set_reactive(App.theme, _look(theme))
        strips.draw_in(_look(theme))
        # The palette's colours go out as they are, and NO_COLOR means none at all.
        super().__init__(driver_class=driver, watch_css=False, ansi_color=True)
        Session.__init__(self, library, settings, ascii_only=ascii_only, read_only=read_only)
        self.first_ref = first_ref
        self.first_start = first_start
        self.watches = watch
        self.has_begun = False
        self.failure: Exception | None = None
        self._early: list[events.Event] = []  # what was typed and clicked before
        self._rest = Rest(self)
        self._seen = Seen()
        self._taken = taken
        self._sends_later = False
        self._patience = _AGAIN
        self.main = self.first_screen()
        # Smooth scrolling sends ten times the bytes.
        self.animation_level = "none"

    def first_screen(self) -> MainScreen:
        """The screen of panes, when the app is made."""
        return MainScreen()

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes, and ours."""
        return {**THEMES, **super().available_themes}

    def get_theme(self, theme_name: str) -> Theme | None:
        """One of ours, else of Textual's: asked for with every line that is drawn."""
        return THEMES.get(theme_name) or super().get_theme(theme_name)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate) and not self._batch_count:
            if isinstance(self._driver, KeyDriver) and self._driver.is_behind:
                # To send it now would only keep later keys waiting, for what nobody sees any more.
                self._seen.draw(renderable, self.console)
                self._send_later(screen)
                return
            self._patience = _AGAIN
            renderable = Changes(self._seen, renderable)
        super()._display(screen, renderable)

    def _send_later(self, screen: Screen[object]) -> None:
        """Send what was drawn once the line has room; less often asked, the longer it has none."""
        if self._sends_later:
            return

        def send() -> None:
            self._sends_later = False
            self._display(screen, LayoutUpdate([], Region()))

        self._sends_later = True
        self.set_timer(self._patience, send)
        self._patience = min(2 * self._patience, _AT_LAST)

    async def on_event(self, event: events.Event) -> None:
        """Keys of the panes act here, one after the other, before Textual hands them on.

        Over a slow line several keys come at once: what one opens must be open for the next.
        """
        if isinstance(event, events.Resize):
            self._resized(event)
        if not self.has_begun and isinstance(event, _TYPED):
            self._early.append(event)
        else:
            await self._obey(event)

    async def _obey(self, event: events.Event) -> None:
        if self._exit and isinstance(event, _TYPED):
            return  # nothing can be opened any more
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._rest.stir()
            if action := self._anywhere(event):
                self.main.action_run(action)
                return
            screen = self.screen
            if isinstance(screen, (MainScreen, Over)) and screen.takes(event.key):
                return
        await super().on_event(event)

    def _anywhere(self, event: events.Key) -> str:
        """The action of a key that acts whatever is open, and whatever is being typed; else ""."""
        action = self.action_of.get(event.key, "")
        if event.key in FIXED and action == "quit":
            return action
        return action if action in ("suspend", "redraw") and not event.is_printable else ""

    async def obey_early(self, *, clicks: bool) -> None:
        """Do what was typed before there was anything to type into, in its order.

        clicks: what was clicked, too, and what came after it: once all has its place.
        """
        while self._early and (clicks or not isinstance(self._early[0], events.MouseEvent)):
            await self._obey(self._early.pop(0))

    def get_default_screen(self) -> Screen[None]:
        return self.main

    def get_system_commands(
        self,
        screen: Screen[object],  # noqa: ARG002  (the palette is only opened over the panes)
    ) -> Iterable[SystemCommand]:
        """The palette: every action of the table, by its words."""
        for action in self.actions:
            if action.id != "palette":
                title = f"{action.words} ({action.shown_keys})"
                yield SystemCommand(title, action.id, partial(self.main.action_run, action.id))

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)
        if self.first_start:
            self.call_after_refresh(self._welcome)
        if self.watches:
            self.call_after_refresh(self._watch)
        if self.settings.keys:  # for lines of words, which get their keys from Textual
            self.set_keymap({one.id: ",".join(one.keys) or "none" for one in self.actions})
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.end, 128 + number)
        self.set_interval(LOOK_EVERY, self._look_for_terminal)
        # After `fg` the terminal is empty, and Textual would only draw what changes.
        self.app_resume_signal.subscribe(self, lambda _: self.draw_all())

    async def _begin(self) -> None:
        """The first screen stands."""
        await self.obey_early(clicks=True)
        self.has_begun = True
        self._taken = None
        # The collector works again, but not on what the start has loaded: that stays.
        gc.freeze()
        gc.enable()

    def _welcome(self) -> None:
        """Tell once how to move; never where it can't be kept that it was told."""
        from .note import Welcome

        if self.main.mode == SMALL:
            return
        try:
            state.save(places.folder("state"), "started", True)
        except OSError:
            return
        self.push_screen(Welcome(self.key))

    def _watch(self) -> None:
        """Look behind the first screen, which was painted from the index, and from now on."""
        from .live import Live

        self.main.live = Live(self.main)
        self.main.live.start()

    def _look_for_terminal(self) -> None:
        """End when the terminal has gone and no signal told of it (`nohup`).

        Textual would go on to read its end, at the cost of a processor.
        """
        if self._has_lost_terminal():
            self.end(128 + signal.SIGHUP)
        else:
            self._look_at_size()

    def _look_at_size(self) -> None:
        """Take in the terminal's size, where it is another one.

        Of sizes that follow each other at once Textual may take in the last but one after the last.
        """
        if self.is_headless or sys.__stdout__ is None:
            return
        try:
            os.get_terminal_size(sys.__stdout__.fileno())
        except OSError:
            return  # a page has no terminal
        size = Size(*shutil.get_terminal_size())  # as Textual asks for it
        if size != self.size:
            self.post_message(events.Resize(size, size))

    def _has_lost_terminal(self) -> bool:
        if self.is_headless:
            return False
        looked = select.poll()
        for stream in (sys.__stdin__, sys.__stderr__):  # they may be two
            if stream is not None:
                looked.register(stream.fileno(), 0)
        return any(what & (select.POLLHUP | select.POLLERR) for _, what in looked.poll(0))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, made safe to paste into a terminal."""
        text = safe_lines(text)
        if not os.environ.get("TMUX") or self.is_headless or self.is_web:
            super().copy_to_clipboard(text)
            return
        from .clipboard import through_tmux

        self._clipboard = text
        copy = super().copy_to_clipboard
        through_tmux(text, lambda: self.call_later(copy, text))

    def _resized(self, event: events.Resize) -> None:
        """The terminal has, or had meanwhile, another size: what stood there may be cut off."""
        if self._taken and self._taken.frame and self._taken.size == event.size:
            # It stands there as it was drawn: Textual tells the size whenever it begins something.
            if self._seen.size is None:
                self._seen.start(self._taken.frame)
                self._seen.size = event.size
            return
        self._taken = None
        self._seen.forget()
        self._seen.size = event.size
        if self.has_begun and event.size == self.size:
            self.draw_all()

    def _handle_exception(self, error: Exception) -> None:
        """End; of what goes wrong one after the other, the first is the reason."""
        reason = getattr(error, "error", error)  # of a worker that failed
        self.failure = self.failure or (reason if isinstance(reason, Exception) else error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would show on the terminal what all variables held.
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    def fail_beside(self, told: str) -> None:
        """Say that a thread has ended by an error: what is shown can still be read."""
        self.call_later(lambda: self.main.say(f"{told[0].upper()}{told[1:]}"))

    def draw_all(self) -> None:
        """Draw the whole screen again, and send all of it."""
        self._seen.forget()
        for widget in (self.screen, *self.screen.walk_children(Widget)):
            widget.refresh(layout=widget is self.screen)

    def choose_theme(self, theme: str) -> None:
        """Show everything in another theme, and keep the choice for all libraries."""
        self.chosen_theme = theme
        strips.draw_in(_look(theme))
        self.theme = _look(theme)  # whereupon Textual draws everything anew
        told = f"The theme is “{theme}” now."
        if self.no_color:
            told = f"The theme “{theme}” is kept, but NO_COLOR is set: all look alike."
        try:
            kept = choice(theme, self.settings.theme)
            self.library.save_state("theme", kept, everywhere=True)
        except OSError as error:
            told = f"The theme can’t be kept: {error.strerror or error}"
        self.main.say(told)

    def end(self, status: int) -> None:
        """Leave because a signal came; the place is kept."""
        self.main.navigator.save()
        if self._has_lost_terminal():
            # Textual would wait for good for the thread that writes to the screen, if that was
            # writing when the terminal went.
            give_back_screen()
            os._exit(status)
        self.exit(return_code=status)


def _look(theme: str) -> str:
    """The theme that is drawn: where there are no colours, the one that needs none."""
    return PLAINEST if "NO_COLOR" in os.environ else theme


def run(
    library: Library,
    settings: Settings,
    ref: str | None,
    *,
    keep: Callable[[BaseException], str],
    mouse: bool = True,
    ascii_only: bool = False,
    taken: Taken | None = None,
) -> int:
    """Open the browser and stay in it; the exit status.

    keep: keeps what is needed to report an error of a thread; a sentence on it. taken: what is on
    the terminal already. What ends the browser by an error is raised.
    """
    kept = library.load_state("theme", everywhere=True)
    app = OnRecord(
        library,
        ref,
        settings,
        ascii_only=ascii_only,
        read_only=library.read_only,
        first_start=not library.read_only and state.is_new(places.folder("state")),
        theme=theme_in_force(settings.theme, kept, usual(os.environ)),
        driver=driver_for(taken),
        taken=taken if taken and taken.before else None,
        watch=True,
    )
    run_app(app, keep, mouse=mouse)
    return app.return_code or 0


def run_app(app: OnRecord, keep: Callable[[BaseException], str], *, mouse: bool) -> None:
    """Run an app to its end (see `run`)."""

    def beside(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            app.fail_beside(keep(told.exc_value))

    threading.excepthook = beside
    app.run(mouse=mouse)
    app.library.close()  # it may be another one
    if app.failure is not None:
        raise app.failure
