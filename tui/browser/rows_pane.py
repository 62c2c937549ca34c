"""What a list and the results of a search have in common: rows of lines, and a cursor on one."""

from __future__ import annotations

from .marks import Marks
from .pane import Pane

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Row(Protocol):
        """One row. ref: what it leads to, "" where that is no record, quotation or page."""

        @property
        def ref(self) -> str: ...


class RowsPane(Pane):
    """Rows to choose from, in the place of the list.

    list, sort, filter: what is listed, in which order, by which query, as the trail keeps them.
    cursor: a row, from 0. total: how many there are. marks: what is marked, here and elsewhere.
    row_height: the lines of a row, of most where they differ.
    """

    name_of = "list"
    row_height = 2

    def __init__(self, id: str, marks: Marks) -> None:  # noqa: A002
        super().__init__(id=id)
        self.list = ""
        self.sort = ""
        self.filter = ""
        self.cursor = 0
        self.total = 0
        self.marks = marks

    # What a subclass gives

    def row(self, number: int) -> Row | None:
        """A row; None beyond the end."""
        raise NotImplementedError

    def first_line(self, row: int) -> int:
        """The line of the content at which a row begins; of the row after the last, the end."""
        return row * self.row_height

    def row_at(self, line: int) -> int:
        """The row that a line of the content is of."""
        return line // self.row_height

    # Rows

    @property
    def current(self) -> Row | None:
        return self.row(self.cursor)

    @property
    def top_row(self) -> int:
        return self.row_at(self.top)

    def place_top(self, row: int) -> None:
        """Scroll to a row, as far as the cursor stays in view."""
        self.top = self.clamp(self.first_line(row))
        self._follow()
        self.refresh()

    def put(self, row: int) -> None:
        """Put the cursor on a row of other content, and bring it into view."""
        self.cursor = max(0, min(row, self.total - 1))
        self.top = 0
        self._follow()
        self.refresh()

    def refresh_row(self, row: int) -> None:
        """Draw a row again."""
        self.refresh_lines(*range(self.first_line(row), self.first_line(row + 1)))

    def count(self) -> int:
        return max(self.first_line(self.total), 1)

    # Moves

    def move(self, lines: int) -> None:
        self.go_to(self.cursor + lines)

    def page(self, pages: float) -> None:
        self.move(int(pages * max(self.view // self.row_height, 1)))

    def to_end(self, *, bottom: bool) -> None:
        self.go_to(self.total - 1 if bottom else 0)

    def go_to(self, row: int) -> None:
        """Put the cursor on a row, and say so."""
        row = max(0, min(row, self.total - 1))
        if row == self.cursor:
            return
        before, self.cursor = self.cursor, row
        if self._follow():
            self.refresh_view()
        else:
            self.refresh_cursor(before, row)
        self.onrecord.main.list_moved()

    def refresh_cursor(self, *rows: int) -> None:
        """Draw again what shows the cursor on rows, or not."""
        for row in rows:
            self.refresh_row(row)

    def _follow(self) -> bool:
        """Scroll so that the cursor is in view; whether that moved anything."""
        # By half a view at once: a held key then sends a whole view now and then, not at each row.
        top, half = self.top, self.view // 2
        line, after = self.first_line(self.cursor), self.first_line(self.cursor + 1)
        if line < top:
            top = max(line - half, 0)
        elif after > top + self.view:
            top = after - self.view + half
        top = self.clamp(self._whole(top))
        moved, self.top = top != self.top, top
        return moved

    def _whole(self, top: int) -> int:
        """A line at which a row begins: this one, or the next."""
        row = self.row_at(top)
        return top if self.first_line(row) == top else self.first_line(row + 1)

    def clamp(self, top: int) -> int:
        return max(0, min(top, self._whole(max(self.count() - self.view, 0))))

    def resized(self) -> None:
        super().resized()
        self._follow()

    def refresh_focus(self) -> None:
        super().refresh_focus()
        self.refresh_cursor(self.cursor)
