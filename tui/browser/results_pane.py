"""The results of a search, in the place of the list; before words are typed, the past ones."""

from __future__ import annotations

from functools import partial

from tui.core.addresses import FIND, SEARCH
from tui.core.fields import PLURALS
from tui.core.past import Past
from tui.core.query import marked
from tui.core.text import plural
from tui.library.cards import facts

from . import answers, drawing
from .answers import Answer, Question
from .found import Grouped, HitItem, Item, MoreItem, Paged, PastItem, QuoteItem
from .list_pane import NAMES
from .marks import Marks
from .rows_pane import RowsPane
from .surface import Pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Query

# The lists of results, as the trail keeps them in the place of `articles`, `people` …
SEARCHES = {"search": SEARCH, "find": FIND}
_ORDERS = ("date", "relevance")  # of quotations
_TYPED_AFTER = 0.4  # seconds without a key after which the best is shown: its page may be long


class ResultsPane(RowsPane):
    """What was found. on: whether it stands in the place of the list.

    list: "search" over every kind, "find" over quotations. filter: the query. sort: of quotations
    their order; of a search the kind that alone is shown, "" for every one. asked: what `filter`
    asks for; None before there is an answer. trouble: a name in it that fits none or several.
    found: how many there are, shown or not, as far as they were counted.
    """

    row_height = 3

    def __init__(self, marks: Marks) -> None:
        super().__init__("results", marks)
        self.on = False
        self.list = "search"
        self.asked: Query | None = None
        self.trouble: answers.Trouble | None = None
        self.past = Past()
        self.found = 0
        self._all_counted = True
        self._rows: Grouped | Paged = Grouped([])
        self._drawn: tuple[Item | None, int, list[Pieces]] = (None, 0, [])

    # What is shown

    def show(self, name: str, text: str, sort: str = "", *, row: int = 0, ref: str = "") -> None:
        """Show the results of a query at once, with the cursor on the row of `ref`, else `row`."""
        self.seek(name, text, sort)
        self.settle()
        self.onrecord.main.stop_preview()  # whoever shows results says what is read beside them
        found = self._row_of(ref, row)
        self.put(row if found is None else found)

    def seek(self, name: str, text: str, sort: str = "") -> None:
        """Look for something; what is shown stays until the answer comes."""
        self.on = True
        main = self.onrecord.main
        main.header.show(name)
        main.stop_preview()
        self.list, self.filter, self.sort = name, text, sort
        if name == "find" and sort not in _ORDERS:
            self.sort = main.navigator.kept.get("sort find") or _ORDERS[0]
        self.asked = self.trouble = None
        if self.asks:
            question = Question(name, text, self.sort)
            main.seeker.ask(partial(answers.answer, question), self._take)
        else:
            main.seeker.drop()
            self._show_past()

    def renew(self) -> None:
        """Look for the same again, behind; what is shown stays until the answer comes."""
        if not self.asks or self.asked is None:
            return
        question = Question(self.list, self.filter, self.sort)
        self.onrecord.main.seeker.ask(partial(answers.answer, question), self._take_again)

    def _take_again(self, answer: Answer) -> None:
        item, row, top = self.current, self.cursor, self.top_row
        self._put_in(answer)
        found = self._row_of(item.ref if item else "", row)
        self.put(row if found is None else found)
        self.place_top(top)

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for; else the queries of the past are shown."""
        return bool(self.filter.strip())

    def leave(self) -> None:
        """Give the place back to the list."""
        self.on = False
        self.onrecord.main.seeker.drop()

    def settle(self) -> None:
        """Have the answer now, if it still has to come."""
        if self.asked is None and self.asks:
            self.onrecord.main.seeker.wait()

    def _take(self, answer: Answer) -> None:
        self._put_in(answer)
        self.put(0)
        self.onrecord.main.list_moved(_TYPED_AFTER)

    def _put_in(self, answer: Answer) -> None:
        self.asked, self.trouble = answer.query, answer.trouble
        self.found = sum(answer.counts.values())
        most = answers.MOST_LISTED if self.sort else answers.MOST_COUNTED
        self._all_counted = all(count < most for count in answer.counts.values())
        if self.list == "find" or self.sort:
            self._rows = self._paged(answer)
        else:
            self._rows = Grouped(self._grouped(answer))
        self.total = self._rows.total

    def _paged(self, answer: Answer) -> Paged:
        library, query = self.onrecord.library, answer.query

        def fetch(start: int) -> list[Item]:
            more = answers.page(library.answers, answer.question, query, start)
            return self._items(more)

        return Paged(3, self._items(answer), self.found, fetch)

    def _items(self, answer: Answer) -> list[Item]:
        return [*self._hits(answer), *self._quotes(answer)]

    def _quotes(self, answer: Answer) -> list[QuoteItem]:
        query, searcher = answer.query, self.onrecord.library.answers
        return [
            QuoteItem(quoted, answers.date_of(searcher, query, quoted.date), partial(_marks, query))
            for quoted in answer.quotes
        ]

    def _hits(self, answer: Answer) -> list[HitItem]:
        app, query = self.onrecord, answer.query
        made = []
        for hit in answer.hits:
            row, name = answer.rows.get(hit.record.id), PLURALS[hit.record.kind]
            if row is not None and row.date:
                row.date = answers.date_of(app.library.answers, query, row.date)
            told = facts(name, row, app.settings.columns[name]) if row else ""
            made.append(HitItem(hit, told, _marks(query, hit.record.name)))
        return made

    def _grouped(self, answer: Answer) -> list[Item]:
        """The best of each kind, the kind of the best first, with what more there is of it."""
        kinds: dict[str, list[Item]] = {}
        for item in self._hits(answer):
            kinds.setdefault(item.kind, []).append(item)
        for kind in answer.counts:
            kinds.setdefault(kind, [])
        made: list[Item] = []
        for kind, group in kinds.items():
            count = max(answer.counts.get(kind, 0), len(group))  # one may just have come
            if count > len(group):
                known = count < answers.MOST_COUNTED
                words = _counted(kind, count) if known else PLURALS[kind]
                group = [*group, MoreItem(kind, f"all {words}")]
            number = answers.counted(count, answers.MOST_COUNTED)
            group[0].heading = f"{NAMES[PLURALS[kind]]} {number}"
            made += group
        quotes: list[Item] = [*self._quotes(answer)]
        if len(quotes) > answers.QUOTES:
            quotes[answers.QUOTES :] = [MoreItem("quote", "all quotations")]
        if quotes:
            quotes[0].heading = NAMES["quotes"]
        return [*made, *quotes]

    def _show_past(self) -> None:
        """The queries of the past, the newest first, and the saved ones."""
        self.past = Past.from_json(self.onrecord.library.load_state("searches"))
        past: list[Item] = [PastItem(query) for query in self.past.queries]
        saved: list[Item] = [PastItem(query, name) for name, query in self.past.saved.items()]
        for items, heading in ((past, "Before"), (saved, "Saved")):
            if items:
                items[0].heading = heading
        self._rows = Grouped([*past, *saved])
        self.total = self._rows.total
        self.put(0)

    # Rows

    def row(self, number: int) -> Item | None:
        return self._rows.item(number)

    @property
    def current(self) -> Item | None:
        return self.row(self.cursor)

    @property
    def past_query(self) -> PastItem | None:
        """The query of the past under the cursor."""
        item = self.current
        return item if isinstance(item, PastItem) else None

    def first_line(self, row: int) -> int:
        return self._rows.first_line(row)

    def row_at(self, line: int) -> int:
        return self._rows.row_at(line)

    def _row_of(self, ref: str, near: int) -> int | None:
        """The row of a reference, if it is one of those at hand; None where it is not."""
        if not ref:
            return None
        here = self.row(near)
        if here is not None and here.ref == ref:
            return near
        for number in range(min(self.total, answers.FIRST)):
            item = self.row(number)
            if item is not None and item.ref == ref:
                return number
        return None

    def next_found(self, step: int) -> int:
        """The next row (or the one before, -1) that leads to something; -1 where there is none."""
        number = self.cursor + step
        while (item := self.row(number)) is not None:
            if item.ref:
                return number
            number += step
        return -1

    # Pane

    def title(self) -> str:
        if self.asks:
            kind = f"{NAMES[PLURALS[self.sort]]}: " if self.list == "search" and self.sort else ""
            return f"{kind or ('Quotes: ' if self.list == 'find' else 'Search: ')}{self.filter}"
        return "Find a quotation" if self.list == "find" else "Search"

    def status(self) -> list[Pieces]:
        words = f" {len(self.marks):,} marked ·" if self.marks else ""
        if self.asked is not None and self.onrecord.library.is_part:
            words += " in a part so far ·"
        return [[(drawing.shorten(f"{words} {self._told()}", self.inner), "status")]]

    def _told(self) -> str:
        if not self.asks:
            return "enter searches again, ctrl+x forgets" if self.total else ""
        if self.trouble is not None:
            return self.trouble.in_words(self.onrecord.library)
        if self.asked is None:
            return "…"
        if self.list == "find":
            order = "newest first" if self.sort == "date" else "best first"
            total = answers.counted(self.total, answers.MOST_LISTED)
            return f"{self.cursor + 1 if self.total else 0:,} of {total} · {order}"
        return f"{self.found_in_words} · best first"

    @property
    def found_in_words(self) -> str:
        """How many records there are, shown or not; a plus where not all were counted."""
        if self._all_counted:
            return plural(self.found, "record")
        return f"{self.found:,}+ records"

    def line(self, number: int) -> Pieces:
        row = self.row_at(number)
        item = self.row(row)
        if item is None:
            return [(self._nothing(), "row-detail")] if number == 0 else []
        number -= self.first_line(row)
        if item.heading:
            if number == 0:
                return [(f" {item.heading}", "group")]
            number -= 1
        lines = self._lines_of(item)
        if number >= len(lines):
            return []
        sign = "●" if item.ref and item.ref in self.marks and number == 0 else " "
        chosen = row == self.cursor
        if chosen and number < item.main and (number == 0 or number < len(lines) - 1):
            marker = "▸" if number == 0 else " "
            words = "".join(words for words, _ in lines[number])
            style = "row-cursor" if self.is_active else "row-cursor-away"
            return [(drawing.fit(f"{sign}{marker} {words}", self.inner), style)]
        return [(f"{sign}  ", "mark"), *lines[number]]

    def _lines_of(self, item: Item) -> list[Pieces]:
        """The lines of an item, kept as long as it is drawn, line by line."""
        if self._drawn[:2] != (item, self.inner):
            self._drawn = item, self.inner, item.lines(self.inner - 3)
        return self._drawn[2]

    def _nothing(self) -> str:
        if not self.asks:
            return " Type what you look for."
        return "" if self.asked is None else " Nothing is found."

    def refresh_cursor(self, *rows: int) -> None:
        super().refresh_cursor(*rows)
        if self.list == "find":
            self.refresh_status()


def _marks(query: Query, text: str) -> list[tuple[int, int]]:
    return marked(text, query)


def _counted(kind: str, count: int) -> str:
    return plural(count, kind, "people" if kind == "person" else "")
