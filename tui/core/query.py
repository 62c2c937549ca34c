"""Queries: one language for both front ends (DESIGN section 3).

Words are and-ed; `"a phrase"`, `prefix*`, `-word` or `NOT word`, `a OR b` (which binds closer than
and), and fields `by:kishida`, `about:"Hitomi Soga"`. Every text is a query: what can't be a field
is a word, and signs that mean nothing are passed over.
"""

from __future__ import annotations

import re

from . import dates
from .fields import PLURALS
from .terms import located, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    Node: TypeAlias = "Words | Field | Not | And | Or"
    Span = tuple[int, int]

# The fields that name a record, and of which kinds it may be ((): of any).
NAMING: dict[str, tuple[str, ...]] = {
    "by": ("person", "organisation", "place"),
    "to": ("person", "organisation", "place"),
    "about": (),
    "event": ("event",),
    "place": ("place",),
    "in": ("article",),
}
DATES = ("since", "until", "on")
FIELDS = (*NAMING, "source", "topic", "kind", "lang", *DATES)
QUOTATION_KINDS = ("direct", "mixed", "indirect")
# What `kind:` takes, and what is meant by it.
KINDS = {
    **{kind: kind for kind in PLURALS},
    **{plural: kind for kind, plural in PLURALS.items()},
    **{kind: kind for kind in QUOTATION_KINDS},
    "quotation": "quote",
    "quotations": "quote",
}

MOST = 200  # words and fields of a query that count; what is longer was not typed

_QUOTED = '["“”„«»]'
_PART = rf"""\s*(?:
        (?P<op>OR|AND|NOT)(?=\s|$)
      | (?P<not>-(?=[^\s-]))?
        (?:(?P<field>{"|".join(FIELDS)}):(?:{_QUOTED}(?P<long>[^"“”„«»]*){_QUOTED}?|(?P<value>\S+))
         | {_QUOTED}(?P<phrase>[^"“”„«»]*)(?P<closed>{_QUOTED})?
         | (?P<word>\S+))
    )"""  # compiled when there is something to parse


class Words:
    """One word, or several that stand beside each other. terms: see `core.terms`; none: no word.

    prefix: whether the last one only begins so. written: as in the query. typed: whether it is
    still being typed, which is why it is a prefix.
    """

    __slots__ = ("prefix", "terms", "typed", "written")

    def __init__(
        self, found: list[str], prefix: bool, written: str, *, typed: bool = False
    ) -> None:
        self.terms = found
        self.prefix = prefix
        self.written = written
        self.typed = typed


class Field:
    """`name:value`. ids: the records that the value names, None before that is known.

    An empty list: no record is called so. events: those by which a place is known, too.
    """

    __slots__ = ("events", "ids", "name", "value")

    def __init__(
        self,
        name: str,
        value: str,
        ids: list[str] | None = None,
        events: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.value = value
        self.ids = ids
        self.events = events


class Not:
    """What a result does not have."""

    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        self.node = node


class And:
    """What a result has all of."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes


class Or:
    """What a result has at least one of."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes


class Query:
    """text: as it was written. node: what is asked for, None for everything.

    words: those that a result has, or may have, as they are written; none that it must not have.
    """

    __slots__ = ("node", "text", "words")

    def __init__(self, text: str, node: Node | None, words: list[Words] | None = None) -> None:
        self.text = text
        self.node = node
        if words is None:
            words = self.leaves
        self.words = words

    def __bool__(self) -> bool:
        return self.node is not None

    @property
    def conditions(self) -> list[Node]:
        """What must all be fulfilled."""
        if isinstance(self.node, And):
            return self.node.nodes
        return [] if self.node is None else [self.node]

    @property
    def leaves(self) -> list[Words]:
        """The words that are looked for: of one that is typed, those that it may become."""
        return [one for one in _leaves(self.node, under_not=False) if isinstance(one, Words)]

    @property
    def fields(self) -> list[Field]:
        """Every field, wherever it stands."""
        return [one for one in _leaves(self.node, under_not=True) if isinstance(one, Field)]

    def and_(self, fields: Sequence[Field]) -> Query:
        """This query and more fields."""
        nodes = [*self.conditions, *fields]
        written = [self.text.strip(), *(field(one.name, one.value) for one in fields)]
        return Query(" ".join(filter(None, written)), _all(nodes), self.words)

    def with_leaves(self, change: Callable[[Words | Field], Node]) -> Query:
        """This query with something else in the places of its words and fields.

        Its words stay what they are: by them results are marked.
        """
        node = _changed(self.node, change) if self.node is not None else None
        return Query(self.text, node, self.words)


def parse(text: str) -> Query:
    """The query that a text says."""
    return _parse(text, typing=False)


def for_typing(text: str) -> Query:
    """The query of a text that is still being typed: its last word may go on."""
    return _parse(text, typing=True)


def field(name: str, value: str) -> str:
    """One field as a query has it; quoted where its value needs that."""
    value = re.sub(_QUOTED, "", value)
    return f'{name}:"{value}"' if not value or any(map(str.isspace, value)) else f"{name}:{value}"


def marked(text: str, query: Query) -> list[Span]:
    """Where the words of a query stand in a text: from, to; in their order, none over another."""
    wanted = [words for words in query.words if words.terms]
    if not wanted:
        return []
    found = located(text)
    spans = []
    for words in wanted:
        first, length = words.terms[0], len(words.terms)
        for at, (term, start, _) in enumerate(found):
            if term == first or (length == 1 and words.prefix and term.startswith(first)):
                run = [one for one, _, _ in found[at : at + length]]
                if run == words.terms or (words.prefix and _begins(run, words.terms)):
                    spans.append((start, found[at + length - 1][2]))
    return _merged(spans)


def _begins(run: list[str], wanted: list[str]) -> bool:
    return len(run) == len(wanted) and run[:-1] == wanted[:-1] and run[-1].startswith(wanted[-1])


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _parse(text: str, *, typing: bool) -> Query:
    if not text:
        return Query(text, None)
    groups: list[list[Node]] = []  # and-ed; what stands in one is or-ed
    joins = negates = False
    count = 0
    for found in re.finditer(_PART, text, re.VERBOSE | re.IGNORECASE):
        if count >= MOST:
            break
        operator = found["op"]
        if operator and operator.isupper():
            # An operator needs something on both sides, or it says nothing.
            joins = bool(groups) and (joins or operator == "OR") and operator != "AND"
            negates = operator == "NOT" or (negates and operator == "OR")
            continue
        node = _leaf(found, typing=typing and found.end() == len(text))
        if node is None:
            continue
        if negates or found["not"]:
            node = Not(node)
        count += 1
        if joins:
            groups[-1].append(node)
        else:
            groups.append([node])
        joins = negates = False
    nodes = [group[0] if len(group) == 1 else Or(group) for group in groups]
    if not nodes and text.strip():  # an operator alone is a word; signs alone are in no text
        nodes = [Words(terms(text), typing, text)]
    return Query(text, _all(nodes))


def _leaf(found: re.Match[str], *, typing: bool) -> Node | None:
    """The word, phrase or field at a place; None for signs that mean nothing."""
    name, phrase = found["field"], found["phrase"]
    if name:
        name = name.lower()
        value = (found["long"] if found["long"] is not None else found["value"]).strip()
        if _can_be(name, value):
            return Field(name, value)
    word = found["op"] or (phrase if phrase is not None else found[0].strip())
    if found["not"]:
        word = word.removeprefix("-")
    made = terms(word)
    if not made:
        return None
    goes_on = typing and found["closed"] is None and not name
    starred = word.rstrip().endswith("*")
    return Words(made, starred or goes_on, word, typed=goes_on and not starred)


def _can_be(name: str, value: str) -> bool:
    """Whether a field can have a value; what can't be one is a word."""
    if name in DATES:
        return dates.is_date(value)
    if name == "kind":
        return bool(kinds(value)) and all(one in KINDS for one in kinds(value))
    return bool(terms(value))


def kinds(value: str) -> list[str]:
    """The kinds that `kind:` asks for, as written but in small letters."""
    return [one.strip() for one in value.lower().split(",") if one.strip()]


def _all(nodes: list[Node]) -> Node | None:
    if len(nodes) == 1:
        return nodes[0]
    return And(nodes) if nodes else None


def _leaves(node: Node | None, *, under_not: bool) -> Iterator[Words | Field]:
    if isinstance(node, (And, Or)):
        for one in node.nodes:
            yield from _leaves(one, under_not=under_not)
    elif isinstance(node, Not):
        if under_not:
            yield from _leaves(node.node, under_not=under_not)
    elif node is not None:
        yield node


def _changed(node: Node, change: Callable[[Words | Field], Node]) -> Node:
    if isinstance(node, (Words, Field)):
        return change(node)
    if isinstance(node, Not):
        return Not(_changed(node.node, change))
    return type(node)([_changed(one, change) for one in node.nodes])
