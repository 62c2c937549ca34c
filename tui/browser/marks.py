"""Marked rows: several records and quotations, to be copied or exported together."""

from __future__ import annotations

from tui.library import following

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.facade import Library

    from .main_screen import MainScreen
    from .rows_pane import Row


class Marks:
    """The references of what is marked, in the order of marking; of quotations with their words."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, ref: str) -> bool:
        return ref in self._words

    @property
    def refs(self) -> list[str]:
        return list(self._words)

    def turn(self, row: Row, words: str) -> None:
        """Mark what is not marked, and the other way round. words: of a quotation."""
        if self._words.pop(row.ref, None) is None:
            self._words[row.ref] = words

    def clear(self) -> None:
        self._words.clear()

    def follow(self, library: Library) -> None:
        """Files have changed: quotations are followed by their words, what is gone is unmarked."""
        found: dict[str, str] = {}
        for ref, words in self._words.items():
            if words:
                quoted = following.quotation(library, ref, words)
                ref = quoted.ref if quoted else ""
            if library.exists(ref):
                found[ref] = words
        self._words = found


def mark(screen: MainScreen) -> None:
    """Mark the list's row, or take its mark away; and move on."""
    rows = screen.rows
    if screen.active != "list":
        screen.say("Rows are marked in the list.")
        return
    row = rows.current
    if row is None or not row.ref:
        return
    quoted = screen.onrecord.library.quotation(row.ref) if "#" in row.ref else None
    rows.marks.turn(row, quoted.text if quoted else "")
    rows.refresh_row(rows.cursor)
    rows.refresh_status()
    rows.move(1)


def unmark_all(screen: MainScreen) -> None:
    """Take every mark away."""
    rows = screen.rows
    if not rows.marks:
        screen.say("No row is marked.")
    rows.marks.clear()
    rows.refresh_view()
    rows.refresh_status()
