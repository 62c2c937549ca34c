"""The one screen of panes: which of them are shown at which size, and who hears of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.core.actions import ACTIONS, by_id
from tui.library import following

from .board import Board
from .commands import COMMANDS
from .gatherer import Gatherer
from .geometry import SMALL
from .list_pane import NAMES
from .navigation import Navigator
from .over import Over
from .pause import Pause
from .rows_pane import RowsPane
from .seeker import Seeker
from .widgets import (
    BarWidget,
    FooterWidget,
    HeaderWidget,
    LinkedWidget,
    ListWidget,
    PaneWidget,
    ReaderWidget,
    ResultsWidget,
    TooSmallWidget,
    put,
)

if TYPE_CHECKING:
    from textual.widgets import Input

    from .app import OnRecord
    from .found import Item
    from .live import Live
    from .pane import Pane
    from .prompt import Prompt

PREVIEW_AFTER = 0.15  # seconds of rest in the list; longer than the pause between repeated keys
MESSAGE_FOR = 6.0  # seconds that a message stands in the footer


class MainScreen(Screen[None], Board, inherit_bindings=False, inherit_css=False):
    """The board as Textual's screen."""

    AUTO_FOCUS = None  # `set_pane` gives the keys
    BLANK = True  # it is covered by the panes
    # For what a line of words leaves over; `takes` has the keys of the panes.
    BINDINGS = [
        Binding(key, f"run('{action.id}')", action.words, show=False, id=action.id)
        for action in ACTIONS
        for key in action.keys
    ]

    header: HeaderWidget
    list_pane: ListWidget
    results: ResultsWidget
    reader: ReaderWidget
    linked: LinkedWidget
    footer: FooterWidget
    small: TooSmallWidget
    prompt: Prompt | None

    def __init__(self) -> None:
        super().__init__()
        self.header = HeaderWidget(id="header")
        self.list_pane = ListWidget()
        self.results = ResultsWidget(self.list_pane.marks)
        self.seeker = Seeker(self)
        self.gatherer = Gatherer(self)
        self.reader = ReaderWidget()
        self.linked = LinkedWidget()
        self.footer = FooterWidget(id="footer")
        self.prompt = None
        self.small = TooSmallWidget()
        self.live: Live | None = None
        self._preview = Pause(self)
        self._page_of: Item | None = None  # the result whose page is made in the seeker's thread
        self._message = Pause(self)

    @property
    def onrecord(self) -> OnRecord:  # type: ignore[override]
        return self.app  # type: ignore[return-value]

    def compose(self) -> ComposeResult:
        yield self.header
        yield from (self.list_pane, self.results, self.reader, self.linked)
        yield self.footer
        yield self.small

    async def on_mount(self) -> None:
        # All is in its place before the first layout, so that the first thing painted is whole,
        # and already what the keys made of it that were typed before.
        self.fit_panes()
        self.navigator = Navigator(self)
        self.begin()
        await self.onrecord.obey_early(clicks=False)

    def begin(self) -> None:
        """Put the first place on the screen."""
        self.navigator.start(self.onrecord.first_ref)

    def on_unmount(self) -> None:
        self.seeker.close()
        self.gatherer.close()

    def on_resize(self) -> None:
        self.fit_panes()
        if self.focused is None and self.mode != SMALL:  # panes that went lost the keys
            self._focus(self.active)

    def takes(self, key: str) -> bool:
        """Do what a key says; False where it is for the line in which words are typed."""
        if self.onrecord.hints.takes(key):
            return True
        action = self.onrecord.action_of.get(key, "")
        if not action or self.prompt is not None:
            return False
        if self.mode != SMALL or action in ("quit", "suspend", "redraw"):
            self.action_run(action)
        return True

    def action_run(self, action: str) -> None:
        """Do one of the actions of the table; none behind the one that leaves."""
        if self.app._exit:
            return
        self.say("")
        self.onrecord.hints.stop()
        if self.onrecord.read_only and by_id(action).writes:
            self.say("Nothing is changed here: this library is only read.")
            return
        COMMANDS[action](self)

    # News of the library

    @property
    def is_busy(self) -> bool:
        """Whether somebody is in the midst of something: words, hints, what stands over it."""
        return self.prompt is not None or self.is_held

    @property
    def is_held(self) -> bool:
        """Whether somebody chooses among what is on the screen."""
        over = self.app.screen
        is_over = over is not self and not (isinstance(over, Over) and over.only_tells)
        return self.onrecord.hints.active or is_over

    def renew(self) -> str:
        """Show what has become of the library; what to say of what is read (see Navigator)."""
        self.preview_now()
        return self.navigator.reload(lambda: None)

    def refresh_counts(self) -> None:
        """Draw again what says how much there is."""
        self.header.refresh()
        self.rows.refresh_status()

    # Layout

    @property
    def rows(self) -> ListWidget | ResultsWidget:
        return self.results if self.results.on else self.list_pane

    @property
    def panes(self) -> dict[str, PaneWidget]:  # type: ignore[override]
        return {"list": self.rows, "reader": self.reader, "linked": self.linked}

    def fit_panes(self) -> None:
        """Give each pane its place, and the line of words that is open."""
        super().fit_panes()
        width, height = self.size
        if self.prompt:
            put(self.prompt, (0, height - 2, width, 1))

    def set_pane(self, name: str) -> None:
        """Give the keys to a pane; the line in which words are typed is closed."""
        self.close_prompt(keep=True)
        super().set_pane(name)
        self._focus(self.active)

    def _focus(self, name: str) -> None:
        self.set_focus(self.panes[name], scroll_visible=False)

    # Messages to the user

    def say(self, message: str) -> None:
        """A sentence in the place of the footer, for a while; "" takes it away."""
        self._message.stop()
        super().say(message)
        if message:
            self._message.start(MESSAGE_FOR, lambda: self.say(""))

    # Words that are typed

    def open_prompt(self, prompt: Prompt) -> None:
        """Put a line for words above the footer, with the keys."""
        self.prompt = prompt
        self.mount(prompt)
        self.footer.tell(prompt.told)
        self.fit_panes()
        self.set_focus(prompt, scroll_visible=False)  # at once: the next keys are for it

    def close_prompt(self, *, keep: bool) -> None:
        """Take that line away; without `keep`, all is as it was before."""
        prompt, self.prompt = self.prompt, None
        if prompt is not None:
            prompt.closed(keep=keep)
            self.set_pane(prompt.pane)
            prompt.remove()
            self.footer.tell(())

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.prompt is not None and event.input is self.prompt:
            self.prompt.typed()

    # What panes tell

    def list_moved(self, after: float = PREVIEW_AFTER) -> None:
        """Another row is under the cursor: its preview comes when the list rests, in seconds."""
        self.stop_preview()
        self._preview.start(after, self._show_preview)

    def stop_preview(self) -> None:
        """Forget the preview that waits for the list to rest."""
        self._page_of = None
        self._preview.stop()

    def _show_preview(self) -> None:
        item = self.results.current if self.results.on else None
        if self.prompt is None or item is None or not item.ref or not self.seeker.rests:
            self.navigator.preview()
            return
        # Who types may go on: a page can take longer than the next key is to wait.
        self._page_of, library = item, self.onrecord.library
        self.seeker.ask(
            lambda searcher: following.lead(searcher.serve(library), item.ref),
            lambda made: self._put_page(item, made),
        )

    def _put_page(self, item: Item, made: following.Lead) -> None:
        if item is self._page_of and self._waits_for_page:
            self._page_of = None
            self.navigator.put(made, item.ref)

    @property
    def _waits_for_page(self) -> bool:
        """Whether the page of the row under the cursor is still to come."""
        return self._page_of is not None and self.rows.current is self._page_of

    def preview_now(self) -> None:
        """Show the row that the list is at, if its preview still waits."""
        if self._preview.goes_on or self._waits_for_page:
            self.stop_preview()
            self.navigator.preview()

    def on_pane_clicked(self, event: PaneWidget.Clicked) -> None:
        pane: Pane = event.pane
        if isinstance(pane, RowsPane):
            row = pane.row_at(event.line)
            again = row == pane.cursor and self.active == "list"
            self.set_pane("list")
            if again:
                self.action_run("open")
            elif pane is self.rows and event.line < pane.count():
                pane.go_to(row)
        elif pane is self.reader:
            self.set_pane("reader")
            number = self.reader.links.at(event.line, event.column)
            if number >= 0:
                self.reader.links.choose(number)
                self.action_run("open")
        elif self.linked.go_to(event.line):
            self.set_pane("linked")
            self.action_run("open")

    def on_bar_chosen(self, event: BarWidget.Chosen) -> None:
        self.action_run(event.action)

    def lists(self) -> tuple[str, ...]:
        """The lists, in the order of their keys."""
        return tuple(NAMES)
