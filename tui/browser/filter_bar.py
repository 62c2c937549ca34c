"""The line in which the query is typed that a list is filtered by."""

from __future__ import annotations

from tui.core import query
from tui.library.searching import NoSuch, Unclear

from . import naming
from .list_pane import NAMES, ListPane
from .prompt import Prompt


class FilterBar(Prompt):
    """Enter shows the rows that match; with nothing in the line, all of them."""

    pane = "list"

    def __init__(self, rows: ListPane) -> None:
        super().__init__(rows.filter, f"{NAMES[rows.list]} that match: words, about:, since: …")
        self.rows = rows

    def on_mount(self) -> None:
        self.cursor_position = len(self.value)

    def entered(self) -> None:
        main, words = self.main, self.value.strip()
        try:
            main.onrecord.library.resolved(query.parse(words))
        except Unclear as unclear:
            naming.choose(main, words, unclear.field, unclear.value, unclear.ids, self._chosen)
            return
        except NoSuch as nobody:
            main.say(f"{nobody.field}: no record is called “{nobody.value}”.")
            return
        main.close_prompt(keep=True)
        if words != self.rows.filter:
            main.navigator.open_list(self.rows.list, words)

    def _chosen(self, words: str) -> None:
        self.put(words)
        self.entered()
