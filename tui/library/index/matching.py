"""Which rows a query matches: a query as an expression of FTS5 and conditions of SQL.

Everything but dates stands in the full text. What must all be fulfilled is one expression, so that
the rarest of it drives the search, and rows come lazily, the newest first.
"""

from __future__ import annotations

from tui.core import dates
from tui.core.dates import DAY
from tui.core.query import DATES, KINDS, And, Field, Not, Or, Words, kinds
from tui.core.terms import terms

from .database import UNDATED
from .marks import ALL, NEVER, SPAN, mark, name_marks, topic_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Node, Query

_CALLED = {"by": "called", "to": "called_to"}
_SEARCHED = {"quote": "words", "body": "name words"}
_MARKED = {"quote": "words", "body": "marks"}
_NAMES = "names"  # the column in which the words of names are marks


class Matching:
    """Conditions on the rows of `quote` or `body`.

    table: which of both. text: an expression of FTS5, "" for none. low, high: seconds and days
    that a date must not lie wholly before or after; None: no such limit. dated: whether a row needs
    a date. test, values: what else must be fulfilled, in SQL.
    """

    __slots__ = ("_columns", "dated", "high", "low", "table", "test", "text", "values")

    def __init__(self, query: Query | None, table: str, *, in_names: bool = False) -> None:
        """in_names: words are sought in names alone, not in all of what they can stand in."""
        self.table = table
        self.low: int | None = None
        self.high: int | None = None
        self.dated = False
        self.test = ""
        self.values: list[object] = []
        self._columns = _NAMES if in_names else _SEARCHED[table]
        plain: list[Node] = []
        for node in query.conditions if query else ():
            if isinstance(node, Field) and node.name in DATES:
                self._limit(node)
            elif _has_dates(node):
                test, values = self._sql(node)
                self.test += f" AND {test}"
                self.values += values
            else:
                plain.append(node)
        self.text = self._all(plain) if plain else ""

    def limits(self) -> tuple[str, list[object]]:
        """The condition of the dates (" AND …" or "") on columns `first` and `last`."""
        test, values = self.test, list(self.values)
        if self.dated:
            test += f" AND {self.table}.first != {UNDATED}"
        if self.high is not None:
            test += f" AND {self.table}.first < ?"
            values.append((self.high + 1) * DAY)
        if self.low is not None:
            test += f" AND {self.table}.last >= ?"
            values.append(self.low)
        return test, values

    @property
    def among_spans(self) -> str:
        """The expression for those rows alone whose date is no single day."""
        span = self._marked([SPAN])
        return f"({self.text}) AND {span}" if self.text else span

    def condition(self) -> tuple[str, list[object]]:
        """All of it as one condition (" AND …" or "") on the rows of the table."""
        test, values = self.limits()
        if self.text:
            test += f" AND {self.table}.key IN ({self._matched})"
            values.append(self.text)
        return test, values

    @property
    def _matched(self) -> str:
        return f"SELECT rowid FROM {self.table}_words WHERE {self.table}_words MATCH ?"

    def _limit(self, field: Field) -> None:
        """Take in a date that stands alone among what must be fulfilled."""
        date = dates.parse(field.value)
        self.dated = True
        if field.name != "until" and date.first is not None:
            self.low = date.first if self.low is None else max(self.low, date.first)
        if field.name != "since" and date.last is not None:
            self.high = date.last if self.high is None else min(self.high, date.last)

    # Expressions of FTS5

    def _all(self, nodes: list[Node]) -> str:
        wanted = [self._text(node) for node in nodes if not isinstance(node, (Not, Or))]
        choices = [self._text(node) for node in nodes if isinstance(node, Or)]
        if choices and len(wanted) > 1:
            # What is alone between brackets comes first: of a choice, each part is asked by itself
            # where a row may stand, and only what all others have in common is worth that.
            wanted = [f"(({' AND '.join(wanted)}) NOT {self._marked([NEVER])})"]
        wanted += choices
        columns, self._columns = self._columns, _SEARCHED[self.table]  # nowhere, not only in names
        unwanted = [self._text(node.node) for node in nodes if isinstance(node, Not)]
        self._columns = columns
        text = " AND ".join(wanted) or self._marked([ALL])
        return f"({text}) NOT ({' OR '.join(unwanted)})" if unwanted else f"({text})"

    def _text(self, node: Node) -> str:
        if isinstance(node, Words):
            return self._words(node, self._columns)
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Or):
            return f"({' OR '.join(map(self._text, node.nodes))})"
        return self._all(node.nodes if isinstance(node, And) else [node])

    def _words(self, words: Words, columns: str) -> str:
        if not words.terms:
            return self._marked([NEVER])
        found = name_marks(words.terms) if columns == _NAMES else words.terms
        # No term has a quote mark in it.
        return f'({{{columns}}}: "{" ".join(found)}"{" *" if words.prefix else ""})'

    def _field(self, field: Field) -> str:
        name, value = field.name, field.value
        if name == "kind":
            return self._marked([mark("kind", KINDS[one]) for one in kinds(value)])
        if name == "lang":
            return self._marked([mark("lang", value.replace("_", "-"))])
        if name == "topic":
            return self._marked([topic_mark(value)])
        if name == "source":
            return self._marked([" ".join(mark("source", term) for term in terms(value))])
        if field.ids is None and name in _CALLED:
            return self._words(Words(terms(value), False, value), _CALLED[name])
        named = [mark(name, one) for one in (field.ids if field.ids is not None else [value])]
        named += [mark("event", one) for one in field.events]
        return self._marked(named or [NEVER])

    def _marked(self, marks: list[str]) -> str:
        """The rows that have one of some marks."""
        return f"{{{_MARKED[self.table]}}}: ({' OR '.join(map(_quoted, marks))})"

    # Where a date stands beneath OR or NOT: conditions of SQL

    def _sql(self, node: Node) -> tuple[str, list[object]]:
        if not _has_dates(node):
            return f"{self.table}.key IN ({self._matched})", [self._text(node)]
        if isinstance(node, Field):
            inner = Matching(None, self.table)
            inner._limit(node)
            test, values = inner.limits()
            return f"(1{test})", values
        if isinstance(node, Not):
            test, values = self._sql(node.node)
            return f"NOT {test}", values
        parts = [self._sql(one) for one in getattr(node, "nodes", ())]
        between = " OR " if isinstance(node, Or) else " AND "
        tests = between.join(test for test, _ in parts)
        return f"({tests})", [value for _, values in parts for value in values]


def _has_dates(node: Node) -> bool:
    if isinstance(node, Field):
        return node.name in DATES
    if isinstance(node, Not):
        return _has_dates(node.node)
    return any(_has_dates(one) for one in node.nodes) if isinstance(node, (And, Or)) else False


def _quoted(words: str) -> str:
    return f'"{words}"'


def matches(query: Query | None) -> tuple[str, list[object]]:
    """A condition (" AND …" or "") on the rows of `record` that a query matches, and its values."""
    if not query:
        return "", []
    test, values = Matching(query, "body").condition()
    return f" AND file IN (SELECT body.file FROM body WHERE 1{test})", values
