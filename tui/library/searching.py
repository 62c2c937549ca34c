"""Queries answered: names to ids, the best records first with a snippet, quotations newest first.

A `Searcher` asks one open index; another thread may have one of its own (see `Library.searcher`).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from tui.core import dates
from tui.core.fields import PLURALS
from tui.core.query import DATES, NAMING, Field, Or, Words, marked
from tui.core.records import as_list, mappings, split_reference
from tui.core.terms import LONGEST, is_plain, is_single
from tui.core.text import fold, fold_id

from .index.found import BEST_OF
from .index.matching import Matching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui.core.query import Node, Query, Span
    from tui.core.records import Quotation, Record

    from .facade import Library
    from .index.read import Index, ListRow
    from .verify import Verdict

Named = tuple[int, float, str, int]  # a record by its name, see Found.names

_SNIPPET = 200  # characters of a snippet, at most
_BEFORE = 60  # of them before the first match
_ENDS = (". ", "? ", "! ", "。", "” ")
_MOST_EVENTS = 1000  # by which a place is known

_MOST_RANKED = 20_000  # records in which the words of a query stand: to rank is to look at all
_MOST_TYPED = 30  # terms that stand for a word that is still typed
_CALLED = ("by", "to")  # what names no record here is sought in the words of the article


class Unclear(Exception):  # noqa: N818  (a question as much as an error)
    """A name in a query fits several records. field: `by` …; value: the name; ids: the records."""

    def __init__(self, field: str, value: str, ids: list[str]) -> None:
        super().__init__(field, value, ids)
        self.field = field
        self.value = value
        self.ids = ids


class NoSuch(Exception):  # noqa: N818
    """A name in a query fits no record. field, value: as in the query."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(field, value)
        self.field = field
        self.value = value


class Hit:
    """A record that a search has found.

    record: the record. snippet: words of it, on one line; marks: where the query's words stand in
    them. offset: of the first match in its body as it is shown, -1 where it is not in there.
    """

    __slots__ = ("marks", "offset", "record", "snippet")

    def __init__(self, record: Record, snippet: str, marks: list[Span], offset: int) -> None:
        self.record = record
        self.snippet = snippet
        self.marks = marks
        self.offset = offset


class Searcher:
    """Answers queries from an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._named: tuple[Query, list[Named]] | None = None  # found once, for all that is asked

    def close(self) -> None:
        self._index.close()

    def heed(self, dropped: Callable[[], bool]) -> None:
        """End what is asked from now on once it is dropped: index.database.OperationalError."""
        self._index.heed(dropped)

    def serve(self, library: Library) -> Library:
        """The library for this searcher's thread: what it is asked is answered from this index."""
        from copy import copy

        made = copy(library)
        made.index = self._index
        return made

    def verify(self, root: str, text: str) -> Verdict:
        """What a text comes from; root: the library's folder, where its files are."""
        from .verify import verify

        return verify(self._index, root, text)

    # Names

    def resolved(self, query: Query, *, strict: bool = True) -> Query:
        """The query with the ids of the records that its fields name.

        Raises Unclear where a name fits several records, and NoSuch where it fits none; of a
        speaker or addressee the words are then sought in the articles. Not `strict`: all records
        that fit are meant, and none where there is none.
        """
        return query.with_leaves(
            lambda leaf: (
                self._resolved(leaf, strict) if isinstance(leaf, Field) else self._begun(leaf)
            )
        )

    def _begun(self, words: Words) -> Node:
        """A word that is still typed: where it may become too many, the commonest of them."""
        if not words.typed or not words.terms:
            return words
        *before, last = words.terms
        found = self._index.found.commonest(last, _MOST_TYPED)
        return (
            Or([Words([*before, term], False, words.written) for term in found]) if found else words
        )

    def _resolved(self, field: Field, strict: bool) -> Field:
        kinds = NAMING.get(field.name)
        if kinds is None or field.ids is not None:
            return field
        ids = self._ids(field.value, kinds)
        if strict and len(ids) > 1:
            raise Unclear(field.name, field.value, ids)
        if not ids and field.name in _CALLED:
            return field
        if strict and not ids:
            raise NoSuch(field.name, field.value)
        events: list[str] = []
        if field.name == "place":
            ids = self._index.found.places_within([fold_id(one) for one in ids])
            events = self._index.found.events_at(ids)[:_MOST_EVENTS]
        return Field(field.name, field.value, ids, events)

    def _ids(self, written: str, kinds: Sequence[str]) -> list[str]:
        """The ids of the records that are called so: an id, else a name or another name."""
        named = self._index.named(split_reference(written)[0])
        if named.kind and (not kinds or named.kind in kinds):
            return [named.id]
        found = self._index.ids_by_name(written)
        return [one for one in found if not kinds or self._index.named(one).kind in kinds]

    # Quotations

    def quotes(
        self, query: Query, start: int = 0, count: int = 20, sort: str = "date"
    ) -> list[Quotation]:
        """Quotations that match, `count` (-1: all) from `start`. sort: date or relevance."""
        return list(self._index.quotations(start, count, sort, query))

    def count_quotes(self, query: Query, most: int = 0) -> int:
        """How many quotations match; counted up to `most`, 0 for all."""
        if query:
            return self._index.found.count(query, "quote", most)
        return self._index.counted("quote")

    # Records of every kind

    def search(
        self, query: Query, start: int = 0, count: int = 20, each: Mapping[str, int] | None = None
    ) -> list[Hit]:
        """Records that match, the best first: `count` (-1: all) from `start`.

        First those in whose names all words stand, then the best of the newest 1,000 matches in
        text, then the rest, the newest first. Words that are in so many records that they tell
        nothing don't rank them: then the newest are the best. each: of these records, how many of
        a kind are wanted; by default all.
        """
        hits = []
        kinds = Counter[str]()
        with self._index.snapshot():
            for key in islice(self._keys(query), start, None if count < 0 else start + count):
                record = self._index.record_of_body(key)
                kinds[record.kind] += 1
                if each is None or kinds[record.kind] <= each[record.kind]:
                    hits.append(self._hit(key, record, query))
        return hits

    def rows_of(self, hits: Iterable[Hit]) -> dict[str, ListRow]:
        """The records that were found as lists have them, by id."""
        return self._index.rows_for([hit.record.id for hit in hits])

    def count_hits(self, query: Query, most: int = 0) -> int:
        """How many records match; counted up to `most`, 0 for all."""
        if query:
            return self._index.found.count(query, "body", most)
        return sum(self._index.counted(kind) for kind in PLURALS if kind != "quote")

    def counts(self, query: Query, kinds: Iterable[str], most: int = 0) -> dict[str, int]:
        """The same of each of some kinds, of those alone that have any."""
        # Where one types, the names alone have mostly more than are counted.
        names = self._names(query) if most and self._ranks(query) else []
        named = Counter(kind for _, _, kind, _ in names)
        found = dict.fromkeys(kinds, most)
        for kind in found:
            if not most or named[kind] < most:
                found[kind] = self.count_hits(query.and_([Field("kind", kind)]), most)
        return {kind: count for kind, count in found.items() if count}

    def _keys(self, query: Query) -> Iterator[int]:
        found = self._index.found
        if not self._ranks(query):
            yield from found.keys(query, "body")
            return
        by_name = [key for key, *_ in self._by_name(query)]
        yield from by_name
        known = set(by_name)
        if self._tells(query):
            scored = found.scored(Matching(query, "body"))
            best = [key for key, _ in sorted(scored, key=_by_score) if key not in known]
            yield from best
            if len(scored) < BEST_OF:
                return
            known.update(best)
        yield from (key for key in found.keys(query, "body") if key not in known)

    def _ranks(self, query: Query) -> bool:
        """Whether there is anything by which some matches are better than others."""
        return bool(query.words and Matching(query, "body").text)

    def _tells(self, query: Query) -> bool:
        """Whether the words are in so few records that they tell which are better."""
        return self._index.found.places_of(query) < _MOST_RANKED

    def _names(self, query: Query) -> list[Named]:
        if self._named is None or self._named[0] is not query:
            self._named = query, self._index.found.names(query, ranked=self._tells(query))
        return self._named[1]

    def _by_name(self, query: Query) -> list[Named]:
        """The records in whose names all words stand, the best first."""
        rows = self._names(query)
        self._named = None
        whole = " ".join(words.written for words in query.words)
        called = self._index.found.called(fold(whole)) if rows else set()

        def worth(row: Named) -> tuple[bool, float, int]:
            key, score, _, named = row
            return key not in called, score - min(named, 1000) ** 0.25, -key

        return sorted(rows, key=worth)

    def _hit(self, key: int, record: Record, query: Query) -> Hit:
        text = self._index.found.body(key)
        offset = first_match(text, query)
        if offset < 0:
            for other in _said_of(record):
                if marked(other, query):
                    text = other
                    break
            snippet = _snippet(text, max(first_match(text, query), 0))
        else:
            snippet = _snippet(text, offset)
        return Hit(record, snippet, marked(snippet, query), offset)

    # Dates

    def may_be(self, query: Query, date: str) -> bool:
        """Whether an EDTF date fits the dates of a query only maybe: it reaches beyond them."""
        return any(_may_be(field, date) for field in query.conditions if isinstance(field, Field))


def _by_score(row: tuple[int, float]) -> tuple[float, int]:
    return row[1], -row[0]


def _may_be(field: Field, written: str) -> bool:
    if field.name not in DATES or not dates.is_date(written):
        return False
    date, limit = dates.parse(written), dates.parse(field.value)
    if date.approximate or date.uncertain:
        return True
    early = field.name != "until" and limit.first is not None
    late = field.name != "since" and limit.last is not None
    return bool(
        (early and (date.first is None or date.first < (limit.first or 0)))
        or (late and (date.last is None or date.last > (limit.last or 0)))
    )


def _said_of(record: Record) -> list[str]:
    """What a record's front matter says of it: other names, and sentences."""
    front = record.front
    found = [*as_list(front.get("aliases")), *as_list(front.get("weak_aliases"))]
    found += [*as_list(front.get("summary")), *as_list(front.get("description"))]
    for role in mappings(front.get("roles")):
        found += as_list(role.get("title"))
    for correction in mappings(front.get("corrections")):
        found += as_list(correction.get("text"))
    return found


def first_match(text: str, query: Query) -> int:
    """The offset of a match of the query's words in a text, -1 where there is none.

    Of several words, the one that has most letters: it tells most.
    """
    low = text.lower()
    if len(low) == len(text):  # as most texts have them, letters are found at once
        wanted = [words for words in query.words if words.terms]
        for words in sorted(wanted, key=lambda words: -sum(map(len, words.terms))):
            offset = _find(words, low)
            if offset >= 0:
                return offset
        if is_plain(text) and all(len(t) < LONGEST for words in wanted for t in words.terms):
            return -1  # no letter in it could be written otherwise
    spans = marked(text, query)
    return spans[0][0] if spans else -1


def _find(words: Words, low: str) -> int:
    """Where words stand in a text in small letters, written with just their letters; else -1."""
    alone = [not term[0].isalnum() or is_single(term) for term in words.terms]
    parts = [re.escape(words.terms[0])]
    for at, term in enumerate(words.terms[1:], 1):
        parts += [r"[\W_]*" if alone[at] or alone[at - 1] else r"[\W_]+", re.escape(term)]
    parts.append("" if words.prefix or alone[-1] else r"(?![^\W_])")
    # What stands before is looked at here: with letters first, the pattern is found far quicker.
    pattern = re.compile("".join(parts))
    found = pattern.search(low)
    while found and found.start() and low[found.start() - 1].isalnum() and not alone[0]:
        found = pattern.search(low, found.start() + 1)
    return found.start() if found else -1


def _snippet(text: str, at: int) -> str:
    """Some words of a text around an offset, on one line; an ellipsis where they are cut."""
    line = text.rfind("\n", 0, at) + 1
    low = max(line, at - _BEFORE)
    start = max(
        (text.rfind(end, low, at) + len(end) for end in _ENDS if end in text[low:at]), default=-1
    )
    cut = False
    if start < 0:
        cut = low > line
        start = text.find(" ", low, at) + 1 if cut else line
        start = start or low
    end = start + _SNIPPET
    if end < len(text):
        space = text.rfind(" ", at + _SNIPPET // 3, end)
        end = space if space > 0 else end
    words = " ".join(text[start:end].split())
    return f"{'… ' if cut else ''}{words}{' …' if end < len(text) else ''}"
