"""Questions to the index and their answers, as the results of a search show them."""

from __future__ import annotations

from tui.core.fields import PLURALS
from tui.core.query import Field, for_typing

from .found import PAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Query
    from tui.core.records import Quotation
    from tui.library.facade import Library
    from tui.library.index.read import ListRow
    from tui.library.searching import Hit, Searcher

FIRST = PAGE  # results that are asked for at a time
_BEST = 20  # the best of every kind
# Of them, those that are shown where there are several kinds: each costs a look at its text.
_EACH = {kind: 5 if kind == "article" else 3 for kind in PLURALS}
MOST_COUNTED = 100  # results of a kind, beside others: while one types, more tells little
MOST_LISTED = 20_000  # and of one that stands alone
QUOTES = 3  # quotations that are shown beside them


class Question:
    """name: "search" over every kind, or "find" over quotations. text: the query.

    sort: the order of quotations; of a search, the kind that alone is wanted, "" for every one.
    """

    __slots__ = ("name", "sort", "text")

    def __init__(self, name: str, text: str, sort: str) -> None:
        self.name = name
        self.text = text
        self.sort = sort

    @property
    def mixes(self) -> bool:
        """Whether what is found is of several kinds."""
        return self.name == "search" and not self.sort


class Trouble:
    """A name in a query that fits no record, or several. ids: those that it fits."""

    __slots__ = ("field", "ids", "value")

    def __init__(self, field: str, value: str, ids: list[str]) -> None:
        self.field = field
        self.value = value
        self.ids = ids

    def in_words(self, library: Library) -> str:
        """The trouble, and the names of those that may be meant."""
        if not self.ids:
            return f"no record is called “{self.value}”"
        names = [library.named(one).name for one in self.ids[:5]]
        more = f" and {len(self.ids) - 5:,} more" if len(self.ids) > 5 else ""
        return f"“{self.value}” is any of {len(self.ids):,}: {', '.join(names)}{more}"


class Answer:
    """question: what was asked. query: the same, its names made ids as far as they could be.

    hits, quotes: what was found, as far as it was asked for. rows: of the hits, as lists have them,
    by id. counts: how many there are in all of each kind that has any, up to MOST_COUNTED, or
    MOST_LISTED where it alone is sought; of quotations only where they alone are.
    """

    __slots__ = ("counts", "hits", "query", "question", "quotes", "rows", "trouble")

    def __init__(self, question: Question, query: Query, trouble: Trouble | None = None) -> None:
        self.question = question
        self.query = query
        self.trouble = trouble
        self.counts: dict[str, int] = {}
        self.hits: list[Hit] = []
        self.quotes: list[Quotation] = []
        self.rows: dict[str, ListRow] = {}


def answer(question: Question, searcher: Searcher) -> Answer:
    """The first results of a question."""
    query, trouble = understood(question.text, searcher)
    made = Answer(question, query) if question.mixes else page(searcher, question, query, 0)
    if question.name == "find":
        made.counts = {"quote": searcher.count_quotes(query, MOST_LISTED)}
    else:
        kinds = [question.sort] if question.sort else [kind for kind in PLURALS if kind != "quote"]
        most = MOST_LISTED if question.sort else MOST_COUNTED
        made.counts = searcher.counts(query, kinds, most)
    if question.mixes:
        made.hits = searcher.search(query, 0, _BEST, _EACH if len(made.counts) > 1 else None)
        made.quotes = searcher.quotes(query, 0, QUOTES + 1)  # one more: whether there is more
        made.rows = searcher.rows_of(made.hits)
    made.trouble = trouble
    return made


def understood(text: str, searcher: Searcher) -> tuple[Query, Trouble | None]:
    """What a text asks for, while it is typed; and the name in it that is not clear, if one is."""
    from tui.library.searching import NoSuch, Unclear

    query = for_typing(text)
    try:
        return searcher.resolved(query), None
    except Unclear as unclear:
        trouble = Trouble(unclear.field, unclear.value, unclear.ids)
    except NoSuch as nobody:
        trouble = Trouble(nobody.field, nobody.value, [])
    return searcher.resolved(query, strict=False), trouble


def page(searcher: Searcher, question: Question, query: Query, start: int) -> Answer:
    """Results from a row on."""
    made = Answer(question, query)
    if question.name == "find":
        made.quotes = searcher.quotes(query, start, FIRST, question.sort)
    else:
        made.hits = searcher.search(of_kind(query, question.sort), start, FIRST)
        made.rows = searcher.rows_of(made.hits)
    return made


def counted(count: int, most: int) -> str:
    """A count; where it went no further, with a plus."""
    return f"{count:,}+" if count >= most else f"{count:,}"


def date_of(searcher: Searcher, query: Query, date: str) -> str:
    """A date, with a note where it lies only perhaps between those that a query asks for."""
    return f"{date} (may match)" if searcher.may_be(query, date) else date


def of_kind(query: Query, kind: str) -> Query:
    """A query for records of one kind; of any, where that is ""."""
    return query.and_([Field("kind", kind)]) if kind else query
