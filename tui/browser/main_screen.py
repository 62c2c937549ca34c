"""The one screen of panes: which of them are shown at which size, and who hears of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Region
from textual.screen import Screen
from textual.timer import Timer

from tui.core.actions import ACTIONS, by_id
from tui.core.addresses import is_address, record_of
from tui.library.cards import Card, card

from .bars import MESSAGE_LINES, Bar, Footer, Header
from .commands import COMMANDS
from .geometry import NARROW, SMALL, mode_of, places
from .linked_pane import LinkedPane
from .list_pane import NAMES, ListPane
from .navigation import Navigator
from .pane import Pane, put
from .reader_pane import ReaderPane
from .results_pane import ResultsPane
from .rows_pane import RowsPane
from .seeker import Seeker
from .small import TooSmall

if TYPE_CHECKING:
    from textual.widgets import Input

    from .app import OnRecord
    from .live import Live
    from .prompt import Prompt

PREVIEW_AFTER = 0.15  # seconds of rest in the list; longer than the pause between repeated keys
MESSAGE_FOR = 6.0  # seconds that a message stands in the footer


class MainScreen(Screen[None], inherit_bindings=False):
    """active: the pane that has the keys, as the trail names it. zoomed: the reader is alone."""

    AUTO_FOCUS = None  # `set_pane` gives the keys
    # For what a line of words leaves over; `takes` has the keys of the panes.
    BINDINGS = [
        Binding(key, f"run('{action.id}')", action.words, show=False, id=action.id)
        for action in ACTIONS
        for key in action.keys
    ]

    def __init__(self) -> None:
        super().__init__()
        self.active = "list"
        self.zoomed: bool = False
        self.mode = ""
        self.header = Header(id="header")
        self.list_pane = ListPane()
        self.results = ResultsPane(self.list_pane.marks)
        self.seeker = Seeker(self)
        self.reader = ReaderPane()
        self.linked = LinkedPane()
        self.footer = Footer(id="footer")
        self.prompt: Prompt | None = None
        self.small = TooSmall()
        self.live: Live | None = None
        self.navigator: Navigator
        self._preview: Timer | None = None
        self._message: Timer | None = None

    @property
    def onrecord(self) -> OnRecord:
        return self.app  # type: ignore[return-value]

    def compose(self) -> ComposeResult:
        yield self.header
        yield from (self.list_pane, self.results, self.reader, self.linked)
        yield self.footer
        yield self.small

    def on_mount(self) -> None:
        # All is in its place before the first layout, so that the first thing painted is whole.
        self.fit_panes()
        self.navigator = Navigator(self)
        self.begin()

    def begin(self) -> None:
        """Put the first place on the screen."""
        self.navigator.start(self.onrecord.first_ref)

    def on_unmount(self) -> None:
        self.seeker.close()

    def on_resize(self) -> None:
        self.fit_panes()
        if self.focused is None and self.mode != SMALL:  # panes that went lost the keys
            self.panes[self.active].focus(scroll_visible=False)

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
        """Do one of the actions of the table."""
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
        return self.prompt is not None or self.onrecord.hints.active or self.app.screen is not self

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
    def panes(self) -> dict[str, Pane]:
        return {"list": self.rows, "reader": self.reader, "linked": self.linked}

    @property
    def rows(self) -> RowsPane:
        """What stands in the place of the list: itself, or the results of a search."""
        return self.results if self.results.on else self.list_pane

    def fit_panes(self) -> None:
        """Give each pane its place in the size that there is.

        Places are absolute: no containers have to be laid out and drawn to find them.
        """
        width, height = self.size
        self.mode = mode_of(width, height)
        bars = 3 if self.prompt else 2
        found = self.results.on
        regions = self.regions(bars)
        small = self.mode == SMALL
        (self.list_pane if found else self.results).display = False
        for name, pane in self.panes.items():
            pane.display = name in regions
            if name in regions:
                pane.place(regions[name], bare=self.mode == NARROW)
        self.reader.show_card_here("linked" not in regions)
        put(self.header, Region(0, 0, width, 1))
        self.footer.fit(self.size, most=1 if self.prompt else MESSAGE_LINES)
        put(self.small, Region(0, 0, width, height))
        if self.prompt:
            put(self.prompt, Region(0, height - 2, width, 1))
        self.header.display = self.footer.display = not small
        self.small.display = small

    def regions(self, bars: int) -> dict[str, Region]:
        """The places of the panes that are shown, in what so many bars leave of the screen."""
        width, height = self.size
        return places(
            width,
            height - bars,
            self.active,
            zoomed=self.zoomed,
            bars=bars,
            results=self.results.on,
        )

    def set_pane(self, name: str) -> None:
        """Give the keys to a pane; the line in which words are typed is closed."""
        self.close_prompt(keep=True)
        if name != "reader":
            self.zoomed = False
        before, self.active = self.active, name if name in self.panes else "list"
        self.fit_panes()
        for changed in {before, self.active}:
            self.panes[changed].refresh_focus()
        self.set_focus(self.panes[self.active], scroll_visible=False)

    def set_zoomed(self, zoomed: bool) -> None:
        """Let the reader stand alone, or beside the others."""
        self.zoomed = zoomed
        self.set_pane("reader" if zoomed else self.active)

    # Messages to the user

    def say(self, message: str) -> None:
        """A sentence in the place of the footer, for a while; "" takes it away."""
        if self._message is not None:
            self._message.stop()
            self._message = None
        if message != self.footer.message:
            self.footer.say(message)
            self.footer.fit(self.size, most=1 if self.prompt else MESSAGE_LINES)
        if message:
            self._message = self.set_timer(MESSAGE_FOR, lambda: self.say(""))

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
        self._preview = self.set_timer(after, self._show_preview)

    def stop_preview(self) -> None:
        """Forget the preview that waits for the list to rest."""
        if self._preview is not None:
            self._preview.stop()
            self._preview = None

    def _show_preview(self) -> None:
        self._preview = None
        self.navigator.preview()

    def preview_now(self) -> None:
        """Show the row that the list is at, if its preview still waits."""
        if self._preview is not None:
            self.stop_preview()
            self.navigator.preview()

    def linked_moved(self) -> None:
        """Another item is under the cursor: its card."""
        item = self.linked.current
        self.linked.set_card(card(self.onrecord.library, item.ref) if item else None)

    def show_card(self) -> None:
        """The card of the link under the reader's cursor, and its row among the linked ones."""
        shown = self._card()
        self.reader.set_card(shown)
        reader = self.reader
        if reader.content is not None and reader.link >= 0:
            target = reader.content.document.links[reader.link].target
            self.linked.choose(reader.links.ref_of(target) or target, shown)

    def _card(self) -> Card | None:
        reader = self.reader
        if reader.content is None or reader.link < 0:
            return None
        link = reader.content.document.links[reader.link]
        if link.url:
            return Card("url", link.words, [link.url])
        target = record_of(link.target)
        if is_address(target):
            return Card("page", link.words, [])
        return card(self.onrecord.library, target)

    def on_pane_clicked(self, event: Pane.Clicked) -> None:
        pane = event.pane
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

    def on_bar_chosen(self, event: Bar.Chosen) -> None:
        self.action_run(event.action)

    def lists(self) -> tuple[str, ...]:
        """The lists, in the order of their keys."""
        return tuple(NAMES)
