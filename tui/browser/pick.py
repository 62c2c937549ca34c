"""Choosing a record or quotation for a command line: a search, and what it finds beside it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import events

from tui.core.fields import PLURALS
from tui.core.query import KINDS, QUOTATION_KINDS, Field, kinds, parse
from tui.core.text import safe
from tui.core.themes import theme_in_force, usual

from . import drawing
from .app import OnRecord, run_app
from .cells import cell_len
from .driver import driver_for
from .found import MoreItem
from .geometry import SMALL
from .list_pane import NAMES
from .main_screen import PREVIEW_AFTER, MainScreen
from .prompt import Prompt
from .rows_pane import RowsPane
from .widgets import HeaderWidget, ResultsWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.core.settings import Settings
    from tui.library.facade import Library

    from .surface import Box, Pieces
    from .widgets import PaneWidget

_STEPS = {"tab": 1, "down": 1, "ctrl+n": 1, "ctrl+j": 1}
_STEPS |= {"shift+tab": -1, "up": -1, "ctrl+p": -1, "ctrl+k": -1}
_PAGES = {"pagedown": 1, "pageup": -1}
_SCROLLS = {"shift+down": 1, "shift+up": -1}
_LEFT, _INTERRUPTED = 1, 130  # exit codes

# What is listed, as `ResultsPane.show` takes it.
_ALL = ("search", "")
_QUOTATIONS = ("find", "date")


class Picker(OnRecord):
    """The app. sought: the first query. chosen: the reference, "" as long as there is none."""

    def __init__(
        self,
        library: Library,
        query: str,
        settings: Settings | None = None,
        *,
        ascii_only: bool = False,
        theme: str,
        watch: bool = False,
    ) -> None:
        self.sought = query
        self.chosen = ""
        super().__init__(
            library,
            None,
            settings,
            ascii_only=ascii_only,
            read_only=True,
            theme=theme,
            watch=watch,
            driver=driver_for(None),
        )

    def first_screen(self) -> MainScreen:
        return PickScreen(self.sought)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key == "ctrl+c":
            self.end(_INTERRUPTED)
            return
        await super().on_event(event)

    def choose(self, ref: str) -> None:
        """Leave with a reference."""
        self.chosen = ref
        self.exit(return_code=0)


class PickScreen(MainScreen):
    """The results, with their line of words always open; beside them what the cursor is on."""

    def __init__(self, query: str) -> None:
        super().__init__()
        self.header = LibraryBar(id="header")
        self.results = PickPane(self.list_pane.marks)
        self.results.can_focus = self.reader.can_focus = False  # the keys are the line's
        self.bar: PickBar
        self._sought = query

    @property
    def picker(self) -> Picker:
        """The app, by its own type."""
        return self.app  # type: ignore[return-value]

    def begin(self) -> None:
        self.bar = PickBar(self, self._sought)
        self.show_results()
        self.open_prompt(self.bar)

    def show_results(self, row: int = 0) -> None:
        """List what the line asks for, at once, with the cursor on a row."""
        name, sort = self.bar.what
        self.results.show(name, self.bar.value, sort, row=row)
        self.navigator.preview()

    def regions(self, bars: int) -> dict[str, Box]:
        """Without what is linked: the reader has its room."""
        found = super().regions(bars)
        if linked := found.pop("linked", None):
            column, line, width, height = found["reader"]
            found["reader"] = (column, line, width + linked[2], height)
        return found

    def action_run(self, action: str) -> None:
        """Of the browser's actions there are only two here."""
        self.say("")
        if action == "cancel":
            self.bar.back()
        elif action == "redraw":
            self.onrecord.draw_all()

    @property
    def is_busy(self) -> bool:
        """Never: what is typed stays as it is, whatever is listed."""
        return False

    def renew(self) -> str:
        """List again what the line asks for; nothing is told, there is no room to read it."""
        self.gatherer.forget()
        self.results.renew()
        return ""

    def list_moved(self, after: float = PREVIEW_AFTER) -> None:
        super().list_moved(after)
        self.results.refresh_status()
        if self.results.current is None:
            self.navigator.show_nothing()

    def on_pane_clicked(self, event: PaneWidget.Clicked) -> None:
        event.prevent_default()
        pane = event.pane
        if isinstance(pane, RowsPane) and event.line < pane.count():
            row = pane.row_at(event.line)
            if row == pane.cursor:
                self.bar.entered()
            else:
                pane.go_to(row)


class LibraryBar(HeaderWidget):
    """Which library; there are no lists to go to."""

    def pieces(self) -> list[tuple[str, str, str]]:
        name = drawing.fit(f" {self.onrecord.library.name}", max(self.columns - 10, 0))
        return [(" onrecord ", "bar-name", ""), (name, "bar", "")]


class PickPane(ResultsWidget):
    """Where no words are typed, everything; and below, what enter would print."""

    @property
    def asks(self) -> bool:
        return True

    def title(self) -> str:
        if self.filter.strip():
            return super().title()
        if self.list == "find":
            return NAMES["quotes"]
        return NAMES[PLURALS[self.sort]] if self.sort else "Everything"

    def status(self) -> list[Pieces]:
        ref = safe(self.current.ref) if self.current and self.trouble is None else ""
        told = f" {safe(self._told())}"
        if ref and cell_len(told) + cell_len(ref) + 3 > self.inner:
            return [[(drawing.shorten(f" {ref}", self.inner), "row-name")]]
        return [[(drawing.fit(told, self.inner - cell_len(ref) - 1), "status"), (ref, "row-name")]]

    def _told(self) -> str:
        if self.filter.strip() or self.asked is None or self.list == "find":
            return super()._told()
        order = " · newest first" if self.sort in ("", "article", "event") else ""
        return f"{self.found_in_words}{order}"


class PickBar(Prompt):
    """Each key looks again; enter takes the row under the cursor."""

    pane = "list"

    def __init__(self, main: PickScreen, query: str) -> None:
        super().__init__(query, "words, by:WHO, about:WHAT, since:DATE, kind:KIND, -not …")
        self.select_on_focus = False  # what is typed goes on with the query
        self._picks = main
        self._chosen = _ALL
        self._row = 0  # of what is now listed alone, among all

    @property
    def what(self) -> tuple[str, str]:
        """What is listed: that of the row that was entered, else what the query is about."""
        if self._chosen == _ALL and _is_of_quotations(self.value):
            return _QUOTATIONS
        return self._chosen

    def on_mount(self) -> None:
        self.cursor_position = len(self.value)
        self._tell()

    def _tell(self) -> None:
        leave = "leave" if self._chosen == _ALL else "all kinds"
        key = self._picks.onrecord.key("cancel")
        self.main.footer.tell([("↓ ↑", "choose"), ("enter", "print its reference"), (key, leave)])

    def typed(self) -> None:
        results = self._picks.results
        name, sort = self.what
        if (self.value, name, sort) != (results.filter, results.list, results.sort):
            self._picks.say("")
            results.seek(name, self.value, sort)

    def takes(self, key: str) -> bool:
        results = self._picks.results
        if key in _STEPS or key in _PAGES:
            self._settle()
            results.move(_STEPS[key]) if key in _STEPS else results.page(_PAGES[key])
        elif key in _SCROLLS:
            self._picks.reader.scroll_lines(_SCROLLS[key])
        else:
            return False
        return True

    def _settle(self) -> None:
        """What was typed may not have been told yet, nor what was found for it."""
        self.typed()
        self._picks.results.settle()

    def entered(self) -> None:
        """Take the row, or list what it stands for."""
        if self._picks.mode == SMALL:  # nobody sees which
            return
        self._settle()
        item = self._picks.results.current
        if item is None:
            self._picks.say("Nothing is found.")
        elif isinstance(item, MoreItem):
            self._row = self._picks.results.cursor
            self._list(_QUOTATIONS if item.kind == "quote" else ("search", item.kind), 0)
        else:
            self._picks.picker.choose(item.ref)

    def back(self) -> None:
        """From the records of one kind to all of them, and from these out."""
        if self._chosen == _ALL:
            self._picks.onrecord.exit(return_code=_LEFT)
        else:
            self._list(_ALL, self._row)

    def _list(self, chosen: tuple[str, str], row: int) -> None:
        self._chosen = chosen
        self._picks.show_results(row)
        self._tell()


def _is_of_quotations(text: str) -> bool:
    """Whether a query asks for a kind that only quotations have."""
    fields = [one for one in parse(text).conditions if isinstance(one, Field)]
    asked = [{KINDS[kind] for kind in kinds(one.value)} for one in fields if one.name == "kind"]
    return any(one <= {"quote", *QUOTATION_KINDS} for one in asked)


def run(
    library: Library,
    settings: Settings,
    query: str,
    *,
    keep: Callable[[BaseException], str],
    mouse: bool,
    ascii_only: bool,
) -> tuple[int, str]:
    """Let one be chosen; the exit status, and the reference, "" for none. keep: see `app.run`."""
    kept = library.load_state("theme", everywhere=True)
    theme = theme_in_force(settings.theme, kept, usual(os.environ))
    app = Picker(library, query, settings, ascii_only=ascii_only, theme=theme, watch=True)
    run_app(app, keep, mouse=mouse)
    return app.return_code or 0, app.chosen
