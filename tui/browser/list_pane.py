"""The list: records of one kind, or quotations, two lines a row, read by pages."""

from __future__ import annotations

from tui.core import query
from tui.core.fields import PLURALS
from tui.library.cards import facts
from tui.library.facade import SORTS, ListRow

from . import answers, drawing
from .marks import Marks
from .rows_pane import RowsPane
from .surface import Pieces

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


class ListPane(RowsPane):
    """A list of the library. list: which one. sort: one of its orders.

    filter: the query that its rows match, "" for all.
    """

    def __init__(self) -> None:
        super().__init__("list", Marks())
        self.list = "articles"
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
        self.onrecord.main.results.leave()
        self.list = name if name in LISTS else "articles"
        self.onrecord.main.header.show(self.list)
        sort = sort or self.onrecord.main.navigator.kept.get(f"sort {self.list}")
        self.sort = sort if sort in self.sorts else self.sorts[0]
        self.filter = filter
        self.put(self._look_up(ref, row))

    def renew(self, ref: str) -> None:
        """Read the list again: the cursor stays on the row of `ref`, and that on its line."""
        before, at_top = self.cursor, self.top == 0
        self.cursor = self._look_up(ref, before)
        # What comes new at the very top is to be seen.
        moved = 0 if at_top else self.first_line(self.cursor) - self.first_line(before)
        self.top = self.clamp(self.top + moved)
        self._follow()
        self.refresh()

    def _look_up(self, ref: str, row: int) -> int:
        """Count the rows, and read those around the row of `ref`, else around the row `row`; its
        number."""
        library, wanted = self.onrecord.library, query.parse(self.filter)
        self._pages.clear()
        with library.index.snapshot():  # others may write to it between two questions
            self.total = library.count(self.kind, wanted)
            found = library.position(self.kind, self.sort, ref, wanted) if ref else None
            number = max(0, min(row if found is None else found, self.total - 1))
            self.row(number)
        return number

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
        title, key = f"{NAMES[self.list]} {self.total:,}", self.onrecord.key("cancel")
        return f"{title} · {key}: all" if self.filter and key else title

    def status(self) -> list[Pieces]:
        words = f" {len(self.marks):,} marked ·" if self.marks else ""
        library = self.onrecord.library
        if library.is_part:
            done, total = library.files
            words += f" {done:,} of about {total:,} files" if total else " the first files are read"
            return [[(drawing.shorten(words, self.inner), "status")]]
        words += f" {self.total:,} of {library.counts[self.kind]:,}"
        words += f" · {self.filter}" if self.filter else f" · by {self.sort}"
        return [[(drawing.shorten(words, self.inner), "status")]]

    def _dated(self, row: ListRow) -> ListRow:
        """A row whose date says that it is only perhaps one of those the filter asks for."""
        if not self.filter or not row.date:
            return row
        date = answers.date_of(self.onrecord.library.answers, query.parse(self.filter), row.date)
        parts = (row.ref, row.name, date, row.detail, row.note, row.quoted, row.named)
        return ListRow(*parts)

    def refresh_cursor(self, *rows: int) -> None:
        self.refresh_lines(*(self.first_line(row) for row in rows))  # the line of the name

    def line(self, number: int) -> Pieces:
        row = self.row(number // 2)
        if row is None:
            words = " Nothing fits the filter." if self.filter else " Nothing here yet."
            return [(words, "row-detail")]
        width = self.inner
        if number % 2:
            told = facts(self.list, self._dated(row), self.onrecord.settings.columns[self.list])
            return [(drawing.fit(f"   {told}", width), "row-detail")]
        chosen = number // 2 == self.cursor
        marker = "▸" if chosen else " "
        sign = "●" if row.ref in self.marks else " "
        name = drawing.fit(f"{sign}{marker} {row.name}", width)
        if not chosen:
            return [(name, "row-name")] if sign == " " else [(sign, "mark"), (name[1:], "bold")]
        return [(name, "row-cursor" if self.is_active else "row-cursor-away")]
