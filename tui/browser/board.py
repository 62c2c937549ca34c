"""The panes and bars together: which are shown at which size, and which of them has the keys."""

from __future__ import annotations

from tui.core.addresses import is_address, record_of
from tui.library.cards import Card, card

from .bars import MESSAGE_LINES, Footer, Header
from .geometry import NARROW, SMALL, mode_of, places
from .linked_pane import LinkedPane
from .list_pane import ListPane
from .reader_pane import ReaderPane
from .results_pane import ResultsPane
from .small import TooSmall

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .gatherer import Gatherer
    from .navigation import Navigator
    from .pane import Pane
    from .rows_pane import RowsPane
    from .seeker import Seeker
    from .surface import Box, Session


class Board:
    """active: the pane that has the keys, as the trail names it. zoomed: the reader is alone.

    mode: see `geometry`. prompt: the line in which words are typed. seeker: answers searches.
    gatherer: makes the page whole of which the beginning is shown.
    """

    onrecord: Session
    header: Header
    list_pane: ListPane
    results: ResultsPane
    reader: ReaderPane
    linked: LinkedPane
    footer: Footer
    small: TooSmall
    seeker: Seeker
    gatherer: Gatherer
    navigator: Navigator
    active = "list"
    zoomed = False
    mode = ""
    prompt: object = None

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines of the screen."""
        raise NotImplementedError

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
        self.header.place((0, 0, width, 1))
        self.footer.fit(self.size, most=1 if self.prompt else MESSAGE_LINES)
        self.small.place((0, 0, width, height))
        self.header.display = self.footer.display = not small
        self.small.display = small

    def regions(self, bars: int) -> dict[str, Box]:
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
        """Give the keys to a pane."""
        if name != "reader":
            self.zoomed = False
        before, self.active = self.active, name if name in self.panes else "list"
        self.fit_panes()
        for changed in {before, self.active}:
            self.panes[changed].refresh_focus()

    def set_zoomed(self, zoomed: bool) -> None:
        """Let the reader stand alone, or beside the others."""
        self.zoomed = zoomed
        self.set_pane("reader" if zoomed else self.active)

    # What is told

    def say(self, message: str) -> None:
        """A sentence in the place of the footer; "" takes it away."""
        if message != self.footer.message:
            self.footer.say(message)
            self.footer.fit(self.size, most=1 if self.prompt else MESSAGE_LINES)

    def list_moved(self, after: float = 0) -> None:
        """Another row is under the cursor; `after`: seconds until its preview may come."""

    def stop_preview(self) -> None:
        """Forget the preview that waits for the list to rest."""

    def preview_now(self) -> None:
        """Show the row that the list is at, if its preview still waits."""

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
