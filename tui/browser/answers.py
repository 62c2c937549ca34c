"""Questions to the index and their answers, as the results of a search show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.fields import PLURALS
from tui.core.query import Field, for_typing
from tui.library.searching import NoSuch, Unclear

from .found import PAGE

if TYPE_CHECKING:
    from tui.core.query import Query
    from tui.core.records import Quotation
    from tui.library.facade import Library
    from tui.library.searching import Hit, Searcher

FIRST = PAGE  # results that are asked for at a time
_BEST = 20  # the best of every kind: each costs a look at its text
_QUOTES = 3  # quotations beside them


class Question:
    """name: "search" over every kind, or "find" over quotations. text: the query.

    sort: the order of quotations; of a search, the kind that alone is wanted, "" for every one.
    """

    __slots__ = ("name", "sort", "text")

    def __init__(self, name: str, text: str, sort: str) -> None:
        self.name = name
        self.text = text
        self.sort = sort


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

    hits, quotes: what was found, as far as it was asked for.
    """

    __slots__ = ("hits", "query", "question", "quotes", "trouble")

    def __init__(self, question: Question, query: Query, trouble: Trouble | None = None) -> None:
        self.question = question
        self.query = query
        self.trouble = trouble
        self.hits: list[Hit] = []
        self.quotes: list[Quotation] = []


class Counts:
    """by_kind: how many results there are of each kind that has any. all: of them."""

    __slots__ = ("all", "by_kind")

    def __init__(self, by_kind: dict[str, int]) -> None:
        self.by_kind = by_kind
        self.all = sum(by_kind.values())


def answer(question: Question, searcher: Searcher) -> Answer:
    """The first results of a question."""
    query, trouble = understood(question.text, searcher)
    made = page(searcher, question, query, 0)
    made.trouble = trouble
    if question.name == "search" and not question.sort:
        made.quotes = searcher.quotes(query, 0, _QUOTES)
    return made


def understood(text: str, searcher: Searcher) -> tuple[Query, Trouble | None]:
    """What a text asks for, while it is typed; and the name in it that is not clear, if one is."""
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
        count = FIRST if question.sort else _BEST
        made.hits = searcher.search(of_kind(query, question.sort), start, count)
    return made


def count(answer: Answer, searcher: Searcher) -> Counts:
    """How many results there are in all."""
    query, question = answer.query, answer.question
    if question.name == "find":
        return Counts({"quote": searcher.count_quotes(query)})
    kinds = [question.sort] if question.sort else [*PLURALS]
    found = {
        kind: searcher.count_quotes(query)
        if kind == "quote"
        else searcher.count_hits(of_kind(query, kind))
        for kind in kinds
    }
    return Counts({kind: number for kind, number in found.items() if number})


def of_kind(query: Query, kind: str) -> Query:
    """A query for records of one kind; of any, where that is ""."""
    return query.and_([Field("kind", kind)]) if kind else query
