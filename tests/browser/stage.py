"""The browser without a terminal: keys go in, and what each widget draws is read back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from tui.browser.app import OnRecord
from tui.browser.found import Item
from tui.core.settings import Settings
from tui.library.facade import Library

WIDE, MEDIUM, NARROW = (120, 36), (80, 24), (50, 20)
SIZES = (WIDE, MEDIUM, NARROW)
_TURNS = 3


class Stage:
    """A running browser. main: its screen of panes; rows, reader, linked: the panes."""

    def __init__(self, app: OnRecord, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.main = app.main
        self.rows, self.reader, self.linked = app.main.list_pane, app.main.reader, app.main.linked

    async def press(self, *keys: str) -> None:
        """Keys by name, all at once, as they come over a slow line."""
        for key in keys:
            sign = key if len(key) == 1 else {"space": " "}.get(key)
            self.app.post_message(events.Key(key, sign))
        await self.settle()

    async def settle(self) -> None:
        """Wait until all have done what they were told, and what that told others in turn.

        Not until the process rests, as Textual's pilot does: that is long where others work.
        """
        for _ in range(_TURNS):
            await self.pilot.pause(0)

    async def type(self, words: str) -> None:
        """Type words, spaces too."""
        await self.press(*("space" if sign == " " else sign for sign in words))

    async def resize(self, size: tuple[int, int]) -> None:
        """Another size of the terminal, and every pane drawn in it."""
        await self.pilot.resize_terminal(*size)
        await self.until(lambda: self.main.size == size)
        await self.pilot.pause()

    async def until(self, question: Callable[[], object], told: object = "") -> None:
        """Wait until something is so; fails with the screen after five seconds."""
        deadline = time.perf_counter() + 5
        while not question():
            assert time.perf_counter() < deadline, f"{told or 'it'} never came\n{self.text()}"
            await asyncio.sleep(0.005)

    # What is seen

    @property
    def ref(self) -> str:
        """What the reader shows."""
        return self.reader.content.ref if self.reader.content else ""

    @property
    def link(self) -> str:
        """The target of the link under the reader's cursor, or its address."""
        if self.reader.content is None or self.reader.link < 0:
            return ""
        link = self.reader.content.document.links[self.reader.link]
        return link.target or link.url

    @property
    def item(self) -> str:
        """What the cursor of the linked pane is on."""
        return self.linked.current.ref if self.linked.current else ""

    @property
    def row(self) -> str:
        """What the cursor of the list is on."""
        return self.rows.current.ref if self.rows.current else ""

    @property
    def items(self) -> list[Item]:
        """What the results of a search list."""
        results = self.main.results
        return [item for n in range(results.total) if (item := results.row(n))]

    @property
    def status(self) -> str:
        """What the results of a search say of themselves."""
        return "".join(words for words, _ in self.main.results.status()[0])

    @property
    def message(self) -> str:
        return self.main.footer.message

    def drawn(self) -> list[list[tuple[int, Strip]]]:
        """The lines of the screen: each a list of (column, what a widget draws from there)."""
        lines: list[list[tuple[int, Strip]]] = [[] for _ in range(self.app.size.height)]
        for widget in self.app.screen.walk_children(Widget):
            region = widget.region
            if not region.area or widget.children or widget.is_container:
                continue
            strips = widget.render_lines(Region(0, 0, region.width, region.height))
            for y, strip in enumerate(strips, region.y):
                # What is drawn later covers what is below it: a long message does.
                seen = [one for one in lines[y] if not region.x <= one[0] < region.right]
                lines[y] = [*seen, (region.x, strip)]
        return [sorted(line, key=lambda placed: placed[0]) for line in lines]

    def lines(self) -> list[str]:
        return ["".join(strip.text for _, strip in line) for line in self.drawn()]

    def text(self) -> str:
        return "\n".join(self.lines())

    def text_of(self, pane: Widget) -> str:
        """What one pane shows."""
        size = pane.region
        strips = pane.render_lines(Region(0, 0, size.width, size.height)) if size.area else []
        return "\n".join(strip.text for strip in strips)


@asynccontextmanager
async def browse(
    root: Path,
    ref: str | None = None,
    *,
    size: tuple[int, int] = WIDE,
    ascii_only: bool = False,
    settings: Settings | None = None,
    first_start: bool = False,
    theme: str = "dark",
    watch: bool = False,
) -> AsyncIterator[Stage]:
    """The browser over a library, ready for keys. watch: it notices what changes on the disk."""
    library = Library(str(root), at_once=watch)
    app = OnRecord(
        library,
        ref,
        settings,
        ascii_only=ascii_only,
        first_start=first_start,
        theme=theme,
        watch=watch,
    )
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot)
        await stage.until(lambda: app.has_begun and app.focused)
        yield stage
    app.library.close()
