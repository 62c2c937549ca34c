"""The list: records of one kind, or quotations, two lines a row, read by pages."""

from __future__ import annotations

from collections.abc import Sequence

from tui.core import query
from tui.core.fields import PLURALS
from tui.core.text import plural, safe
from tui.library.facade import SORTS, ListRow

from . import drawing
from .marks import Marks
from .pane import Pane, Pieces

LISTS = {plural: kind for kind, plural in PLURALS.items()}  # "articles" → "article"
NAMES = {
    "articles": "Articles",
    "people": "People",
    "events": "Events",
    "quotes": "Quotes",
    "organisations": "Organisations",
    "places": "Places",
}
_PAGE = 128  # rows read at a time
_KEPT = 8  # pages kept


class ListPane(Pane):
    """A list of the library. list: which one. sort: one of its orders. cursor: a row, from 0.

    filter: the query that its rows match, "" for all. total: of the rows it has. marks: what is
    marked, in this list and in others.
    """

    name_of = "list"

    def __init__(self) -> None:
        super().__init__(id="list")
        self.list = "articles"
        self.sort = ""
        self.filter = ""
        self.cursor = 0
        self.total = 0
        self.marks = Marks()
        self._pages: dict[int, list[ListRow]] = {}

    @property
    def kind(self) -> str:
        return LISTS[self.list]

    @property
    def sorts(self) -> list[str]:
        return list(SORTS[self.kind])

    def show(
        self,
        name: str,
        sort: str = "",
        *,
        filter: str = "",  # noqa: A002
        row: int = 0,
        ref: str = "",
    ) -> None:
        """Show a list, with the cursor on the row of `ref`, else on the row `row`.

        sort: one of its orders, "" for the one that was chosen last.
        """
        self.list = name if name in LISTS else "articles"
        self.onrecord.main.header.show(self.list)
        sort = sort or self.onrecord.main.navigator.kept.get(f"sort {self.list}")
        self.sort = sort if sort in self.sorts else self.sorts[0]
        self.filter = filter
        self._pages.clear()
        library, wanted = self.onrecord.library, query.parse(filter)
        self.total = library.count(self.kind, wanted)
        found = library.position(self.kind, self.sort, ref, wanted) if ref else None
        self.cursor = max(0, min(row if found is None else found, self.total - 1))
        self.top = 0
        self._follow()
        self.refresh()

    def place_top(self, top: int) -> None:
        """Scroll to a row, as far as the cursor stays in view."""
        self.top = self.clamp(top * 2)
        self._follow()
        self.refresh()

    @property
    def top_row(self) -> int:
        return self.top // 2

    def row(self, number: int) -> ListRow | None:
        """A row of the list; None beyond its end."""
        if not 0 <= number < self.total:
            return None
        page = number // _PAGE
        if page not in self._pages:
            while len(self._pages) >= _KEPT:
                del self._pages[next(iter(self._pages))]
            wanted = query.parse(self.filter)
            self._pages[page] = self.onrecord.library.rows(
                self.kind, self.sort, page * _PAGE, _PAGE, wanted
            )
        rows = self._pages[page]
        return rows[number % _PAGE] if number % _PAGE < len(rows) else None

    @property
    def current(self) -> ListRow | None:
        return self.row(self.cursor)

    def seek(self, words: str, ref: str, step: int) -> int | None:
        """The row that is meant by typing words when the cursor was at `ref` (see Index.seek)."""
        library, wanted = self.onrecord.library, query.parse(self.filter)
        found = library.seek(self.kind, self.sort, words, ref, step, wanted)
        return library.position(self.kind, self.sort, found, wanted) if found else None

    # Pane

    def title(self) -> str:
        return f"{NAMES[self.list]} {self.total:,}"

    def status(self) -> list[Pieces]:
        words = f" {len(self.marks):,} marked ·" if self.marks else ""
        words += f" {self.total:,} of {self.onrecord.library.counts[self.kind]:,}"
        words += f" · {safe(self.filter)}" if self.filter else f" · by {self.sort}"
        return [[(drawing.shorten(words, self.inner), "status")]]

    def count(self) -> int:
        return max(self.total * 2, 1)

    def line(self, number: int) -> Pieces:
        row = self.row(number // 2)
        if row is None:
            words = " Nothing fits the filter." if self.filter else " Nothing here yet."
            return [(words, "row-detail")]
        width = self.inner
        if number % 2:
            detail = _detail(self.list, row, self.onrecord.settings.columns[self.list])
            return [(drawing.fit("   " + safe(detail), width), "row-detail")]
        chosen = number // 2 == self.cursor
        marker = "▸" if chosen else " "
        sign = "●" if row.ref in self.marks else " "
        name = drawing.fit(f"{sign}{marker} {safe(row.name)}", width)
        if not chosen:
            return [(name, "row-name")] if sign == " " else [(sign, "mark"), (name[1:], "bold")]
        return [(name, "row-cursor" if self.is_active else "row-cursor-away")]

    # Moves

    def move(self, lines: int) -> None:
        self.go_to(self.cursor + lines)

    def page(self, pages: float) -> None:
        self.move(int(pages * max(self.view // 2, 1)))

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
            self.refresh_lines(before * 2, row * 2)
        self.onrecord.main.list_moved()

    def _follow(self) -> bool:
        """Scroll so that the cursor is in view; whether that moved anything."""
        # By half a view at once: a held key then sends a whole view now and then, not at each row.
        top, line, half = self.top, self.cursor * 2, self.view // 2
        if line < top:
            top = max(line - half, 0)
        elif line + 2 > top + self.view:
            top = line + 2 - self.view + half
        top = self.clamp(top + top % 2)
        moved, self.top = top != self.top, top
        return moved

    def clamp(self, top: int) -> int:
        last = self.count() - self.view
        return max(0, min(top, last + last % 2))

    def resized(self) -> None:
        super().resized()
        self._follow()

    def refresh_focus(self) -> None:
        super().refresh_focus()
        self.refresh_lines(self.cursor * 2)


def _detail(name: str, row: ListRow, columns: Sequence[str]) -> str:
    """The second line of a row, what one chooses by: its note, then the facts that are wanted."""
    named = f"in {plural(row.named, 'article')}"
    if name == "people":
        named = f"named {row.named:,}" if row.named else ""
    facts = {
        "date": row.date or "undated",
        "quoted": f"quoted {row.quoted:,}" if row.quoted else "",
        "named": named,
        "id": row.ref,
    }
    # What is in no table of facts is what this list has beside the name: a source, a role, a place.
    parts = [row.note, *(facts.get(column, row.detail) for column in columns)]
    return " · ".join(part for part in parts if part)
