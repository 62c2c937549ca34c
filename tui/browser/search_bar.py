"""The line in which a search is typed; what is found stands in the place of the list."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from . import choosing
from .prompt import Prompt

if TYPE_CHECKING:
    from .main_screen import MainScreen

_STEPS = {"tab": 1, "down": 1, "ctrl+n": 1, "shift+tab": -1, "up": -1, "ctrl+p": -1}
_PAGES = {"pagedown": 1, "pageup": -1}
_WORDS = {
    "search": "words, by:WHO, about:WHAT, since:DATE, -not …",
    "find": "words of a quotation, by:WHO, to:WHOM, since:DATE …",
}
_SAVE = ("ctrl+s", "save")
_NAME = "a name for this search, then Enter"


class SearchBar(Prompt):
    """Each key looks again; enter opens the row under the cursor, escape leaves all as it was.

    name: "search" or "find" (see ResultsPane).
    """

    pane = "list"

    def __init__(self, main: MainScreen, name: str, words: str = "", sort: str = "") -> None:
        super().__init__(words, _WORDS[name])
        self.name_of = name
        key = main.onrecord.key
        self.told = [("↓ ↑", "choose"), ("enter", "open"), (key("cancel"), "back"), _SAVE]
        self.sort = sort
        self._origin = main.navigator.place()
        self._zoomed = main.zoomed
        self._finder = copy.copy(main.reader.finder)
        self._naming: str | None = None  # the query for which a name is typed

    def on_mount(self) -> None:
        self.cursor_position = len(self.value)

    def typed(self) -> None:
        results = self.main.results
        if self._naming is None and (self.value != results.filter or results.list != self.name_of):
            self.main.say("")
            results.seek(self.name_of, self.value, self.sort)

    def takes(self, key: str) -> bool:
        if self._naming is not None:
            if self.action_of(key) == "cancel":
                self._named("")
                return True
            return key in _STEPS
        results = self.main.results
        if key in _STEPS or key in _PAGES:
            self._settled()
            results.move(_STEPS[key]) if key in _STEPS else results.page(_PAGES[key])
        elif key == "ctrl+s":
            self._ask_name()
        elif key in ("ctrl+x", "delete") and not self.value:
            self._forget()
        else:
            return False
        return True

    def _settled(self) -> None:
        """What was typed may not have been told yet, nor what was found for it."""
        self.typed()
        self.main.results.settle()

    def entered(self) -> None:
        """Open the row under the cursor; run it, where it is a query of the past."""
        if self._naming is not None:
            self._named(self.value)
            return
        self._settled()
        choosing.enter(self.main)

    def closed(self, *, keep: bool) -> None:
        main = self.main
        if keep and main.results.filter.strip():
            main.navigator.stay(self._origin)
            return
        main.results.leave()
        main.navigator.come_back(self._origin, zoomed=self._zoomed)
        main.reader.finder = self._finder
        self.pane = self._origin.pane

    # Saved searches

    def _ask_name(self) -> None:
        if self.value.strip():
            self._naming = self.value
            self.placeholder = _NAME
            self.value = ""
            self.main.footer.tell([("enter", "save"), (self.told[2][0], "don’t save")])
        else:
            self.main.say("Type the search first that is to be saved.")

    def _named(self, name: str) -> None:
        """Save the query under a name, "" for not at all; and go on."""
        query, self._naming = self._naming or "", None
        self.placeholder = _WORDS[self.name_of]
        self.main.footer.tell(self.told)
        self.value = query
        self.cursor_position = len(query)
        if name.strip() and choosing.change_past(self.main, lambda past: past.save(name, query)):
            self.main.say(f"Saved as “{name.strip()}”: it is listed where nothing is typed.")

    def _forget(self) -> None:
        """Keep the query under the cursor no longer."""
        results = self.main.results
        item = results.past_query
        if item is not None:
            row = results.cursor
            choosing.change_past(self.main, lambda past: past.forget(item.query, item.name))
            results.seek(self.name_of, "")
            results.put(row)
