"""Type-ahead: the line in which one types to a row of the list."""

from __future__ import annotations

from .list_pane import ListPane
from .prompt import Prompt

_STEPS = {"tab": 1, "down": 1, "ctrl+n": 1, "shift+tab": -1, "up": -1, "ctrl+p": -1}


class TypeBar(Prompt):
    """Each letter puts the list's cursor on the row that is meant; escape puts it back.

    origin: the row where it began: its number, its reference, and the first row on the screen.
    sought: the words that were looked for last; step: which of the rows that match, from 0.
    """

    pane = "list"

    def __init__(self, list_pane: ListPane) -> None:
        super().__init__(placeholder="type to a row; tab for the next, then Enter")
        row = list_pane.current
        self.list_pane = list_pane
        self.origin = (list_pane.cursor, row.ref if row else "", list_pane.top_row)
        self.sought = ""
        self.step = 0

    def typed(self) -> None:
        if self.value != self.sought:
            self.sought = self.value
            self.seek(0)

    def takes(self, key: str) -> bool:
        if key not in _STEPS:
            return False
        self.typed()  # what was typed may not have been told yet
        self.seek(max(self.step + _STEPS[key], 0))
        return True

    def entered(self) -> None:
        self.typed()
        self.main.close_prompt(keep=True)

    def closed(self, *, keep: bool) -> None:
        if not keep:
            self.put_back()

    def seek(self, step: int) -> None:
        """Go to one of the rows that match; beyond the last of them, to the first."""
        self.step = step
        self.main.say("")
        if not self.sought.strip():
            self.put_back()
            return
        found = self.row_of(self.sought, step)
        if found is None and step:
            self.step = 0
            found = self.row_of(self.sought, 0)
        if found is None:
            self.main.say(f"“{self.sought}” is in no row.")
            found = self.row_of_longest(self.sought)
        self.list_pane.go_to(found)

    def row_of(self, words: str, step: int) -> int | None:
        """One of the rows that match some words, None where there are not so many."""
        return self.list_pane.seek(words, self.origin[1], step)

    def row_of_longest(self, words: str) -> int:
        """The row that the last letters left the cursor on: that of as many as are in any row."""
        row, known, beyond = self.origin[0], 0, len(words)
        while beyond - known > 1:
            middle = (known + beyond) // 2
            found = self.row_of(words[:middle], 0)
            if found is None:
                beyond = middle
            else:
                row, known = found, middle
        return row

    def put_back(self) -> None:
        """Put the cursor, and what is seen of the list, where they were."""
        row, _, top = self.origin
        self.list_pane.go_to(row)
        self.list_pane.place_top(top)
