"""What a search shows: records, quotations and queries of the past, each with its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from tui.core import citations
from tui.core.text import safe_lines

from . import drawing
from .cells import cell_len
from .layout import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Span
    from tui.core.records import Quotation
    from tui.library.searching import Hit

    from .surface import Pieces

PAGE = 50  # rows that are read at a time


class Item:
    """One row. ref: what it leads to, "" for a query. heading: of the group it is the first of.

    main: how many of its lines the cursor is shown on.
    """

    ref = ""
    heading = ""
    main = 1

    @property
    def height(self) -> int:
        """How many lines it has, the heading's left out."""
        return 1

    def lines(self, width: int) -> list[Pieces]:
        """Its lines, as far as they are needed."""
        raise NotImplementedError


class HitItem(Item):
    """A record: its name, what a list tells of it, and where its text has the words.

    name_marks: where the query's words stand in the name.
    """

    def __init__(self, hit: Hit, detail: str, name_marks: Sequence[Span]) -> None:
        self.hit = hit
        self.ref = hit.record.id
        self.kind = hit.record.kind
        self.detail = detail
        self.name_marks = name_marks

    @property
    def height(self) -> int:
        return 1 + bool(self.detail) + bool(self._snippet)

    @property
    def _snippet(self) -> str:
        return self.hit.snippet if self.hit.marks or not self.detail else ""

    def lines(self, width: int) -> list[Pieces]:
        lines = [stood_out(self.hit.record.name, self.name_marks, width, "row-name")]
        if self.detail:
            lines.append([(drawing.shorten(self.detail, width), "row-detail")])
        if self._snippet:
            words, marks = cut(self.hit.snippet, self.hit.marks, width)
            lines.append(stood_out(words, marks, width, "row-detail"))
        return lines


class QuoteItem(Item):
    """A quotation: its words on up to two lines, then who said them when, and in which article."""

    def __init__(
        self, quotation: Quotation, date: str, marks_in: Callable[[str], Sequence[Span]]
    ) -> None:
        self.ref = quotation.ref
        self.quotation = quotation
        self._date = date if quotation.get("said") else citations.borrowed(date)
        self._marks_in = marks_in

    main = 2

    @property
    def height(self) -> int:
        return 3

    def lines(self, width: int) -> list[Pieces]:
        text = " ".join(safe_lines(citations.marked(self.quotation)).split())
        marks = self._marks_in(text)
        parts = wrap(text, width - 2)  # an ellipsis may stand before or behind a line
        first = next((n for n, part in enumerate(parts) if marks and marks[0][0] < part[1]), 0)
        first = max(min(first, len(parts) - 2), 0) if first > 1 else 0
        lines: list[Pieces] = []
        for number, (start, end) in enumerate(parts[first : first + 2], first):
            words = text[start:end]
            more = number == first + 1 and number + 1 < len(parts)
            words = ("… " if first and number == first else "") + words + (" …" if more else "")
            shift = start - (2 if first and number == first else 0)
            own = [(low - shift, high - shift) for low, high in marks if low < end and high > start]
            style = "words-told" if self.quotation.kind == "indirect" else "words"
            lines.append(stood_out(words, own, width, style))
        return [*lines, [(drawing.shorten(self._who(), width), "row-detail")]]

    def _who(self) -> str:
        quoted = self.quotation
        parts = (
            citations.in_short(quoted),
            quoted.who or "speaker not named",
            self._date or "undated",
            quoted.article.name,
        )
        return " · ".join(part for part in parts if part)


class MoreItem(Item):
    """What else of a kind was found. kind: of a record, or "quote"; words: so many, in words."""

    def __init__(self, kind: str, words: str) -> None:
        self.kind = kind
        self.words = words

    def lines(self, width: int) -> list[Pieces]:
        return [[(drawing.shorten(f"→ {self.words}", width), "row-detail")]]


class PastItem(Item):
    """A query of the past, or one saved under a name."""

    def __init__(self, query: str, name: str = "") -> None:
        self.query = query
        self.name = name

    def lines(self, width: int) -> list[Pieces]:
        if not self.name:
            return [[(drawing.shorten(self.query, width), "row")]]
        name = drawing.shorten(self.name, max(width // 2, 1))
        query = drawing.shorten(self.query, max(width - cell_len(name) - 2, 1))
        return [[(f"{name}  ", "row-name"), (query, "row-detail")]]


# Rows one after the other


class Grouped:
    """Rows under headings, all of them at hand."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        heights = (item.height + bool(item.heading) for item in items)
        self._starts = [0, *accumulate(heights)]
        self._rows = [n for n, pair in enumerate(pairwise(self._starts)) for _ in range(*pair)]
        self.total = len(items)

    def item(self, row: int) -> Item | None:
        return self.items[row] if 0 <= row < self.total else None

    def first_line(self, row: int) -> int:
        return self._starts[max(0, min(row, self.total))]

    def row_at(self, line: int) -> int:
        return self._rows[line] if line < len(self._rows) else self.total


class Paged:
    """Rows of one height, read by pages. first: those that are read. fetch: gives the others."""

    def __init__(
        self, height: int, first: list[Item], total: int, fetch: Callable[[int], list[Item]]
    ) -> None:
        self.height = height
        self.total = total
        self._fetch = fetch
        self._pages = {0: first}

    def item(self, row: int) -> Item | None:
        if not 0 <= row < self.total:
            return None
        page = row // PAGE
        if page not in self._pages:
            while len(self._pages) >= _KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[page] = self._fetch(page * PAGE)
        items = self._pages[page]
        return items[row % PAGE] if row % PAGE < len(items) else None

    def first_line(self, row: int) -> int:
        return min(row, self.total) * self.height

    def row_at(self, line: int) -> int:
        return line // self.height


_KEPT = 20  # pages


# Words that stand out


def cut(text: str, marks: Sequence[Span], width: int) -> tuple[str, list[Span]]:
    """A text from a little before its first mark, if that were out of sight otherwise."""
    if not marks or cell_len(text[: marks[0][1]]) <= width - 2:
        return text, list(marks)
    start = marks[0][0]
    room = width // 3
    while start and room > 0:
        start -= 1
        room -= cell_len(text[start])
    space = text.find(" ", start, marks[0][0])
    start = space + 1 if space >= 0 else start
    return "… " + text[start:], [(low - start + 2, high - start + 2) for low, high in marks]


def stood_out(text: str, marks: Sequence[Span], width: int, style: str) -> Pieces:
    """A line of text, cut to a width, in which what is marked stands out."""
    drawn = drawing.shorten(text, width)
    end = len(drawn) - (len(drawn) < len(text))  # the ellipsis is no part of a word
    pieces: Pieces = []
    at = 0
    for low, high in marks:
        low, high = max(low, at), min(high, end)
        if low < high:
            pieces += [(drawn[at:low], style), (drawn[low:high], "hit")]
            at = high
    return [piece for piece in (*pieces, (drawn[at:], style)) if piece[0]]
