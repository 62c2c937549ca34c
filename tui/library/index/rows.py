"""What a file brings to the index, as rows of its tables: made without a look at it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from tui.core import dates
from tui.core.dates import DAY, OPEN
from tui.core.records import as_list, first_source, mappings, split_reference
from tui.core.terms import terms
from tui.core.text import fold, fold_id

from . import database, packed
from .marks import ALL, SPAN, mark, name_marks, topic_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tui.core.records import Record
    from tui.library.reader import Parsed, ParsedQuote

    Row = tuple[Any, ...]

# The fields of front matters whose ids are marks, by the query's field; of quotations below.
_MARKS = {
    "events": "event",
    "part_of": "event",
    "quotes.speaker": "by",
    "quotes.to": "to",
    "quotes.event": "event",
    "places": "place",
    "place": "place",
    "within": "place",
}
_QUOTE = mark("kind", "quote")
SPEAKER = "quotes.speaker"  # the field in which who is quoted stands
_ABOUT = ("events", "people", "organisations", "places")


class Rows:
    """The rows of one file, as their tables have them. file: its number in the index.

    record: None where the file holds no record. quotes, body: as they wait for their keys (see
    `fulltext`). named: how often it quotes and names somebody, by their folded ids.
    """

    __slots__ = (
        "body",
        "file",
        "links",
        "named",
        "names",
        "problems",
        "quotes",
        "record",
        "topics",
    )

    def __init__(self, file: int, parsed: Parsed, language: str) -> None:
        """language: the library's."""
        self.file = file
        self.problems = [(one.path, one.line, one.severity, one.message) for one in parsed.problems]
        self.record: Row | None = None
        self.body: Row = ()
        self.names: list[Row] = []
        self.topics: list[Row] = []
        self.links: list[Row] = []
        self.quotes: list[Row] = []
        self.named: dict[str, tuple[int, int]] = {}
        record = parsed.record
        if record is None:
            return
        self.record = _record_row(file, record, [quote.number for quote in parsed.quotes])
        self.names = [(fold(name), file, weak, name) for name, weak in parsed.names]
        topics = as_list(record.front.get("topics")) if record.kind == "article" else []
        self.topics = [(fold(one), file, one) for one in topics]
        self.links = _link_rows(file, parsed)
        self.named = _named(self.links, record.kind)
        shared = _shared_marks(record, language)
        self.quotes = _quote_rows(file, record, parsed, " ".join(shared))
        self.body = _body_row(file, record, parsed, self.quotes, shared)


def _record_row(file: int, record: Record, quotes: list[int]) -> Row:
    detail = _detail(record)
    return (
        file,
        record.id,
        fold_id(record.id),
        record.kind,
        record.path,
        record.name,
        fold(record.name),
        record.date,
        *date_key(record.date),
        detail,
        fold(detail),
        record.body_line,
        packed.dump(packed.without(record.front, quotes)),
    )


def _link_rows(file: int, parsed: Parsed) -> list[Row]:
    """The rows of a file's links. quote: 0 also of a quotation that has no words, and so no row."""
    numbers = {quote.number for quote in parsed.quotes}
    return [
        (
            file,
            number,
            (key := fold_id(link.target)),
            link.anchor,
            link.path,
            link.line,
            link.quote if link.quote in numbers else 0,
            link.certain,
            "" if link.target == key else link.target,
            None if link.words == link.target else link.words,
        )
        for number, link in enumerate(parsed.references)
    ]


def _named(links: list[Row], kind: str) -> dict[str, tuple[int, int]]:
    """How often somebody is quoted in a record, and named: once by an article, never by others."""
    found = dict.fromkeys((link[2] for link in links), (0, int(kind == "article")))
    for target, _ in {(link[2], link[6]) for link in links if link[6] and link[4] == SPEAKER}:
        quoted, named = found[target]
        found[target] = quoted + 1, named
    return found


def _body_row(
    file: int, record: Record, parsed: Parsed, quotes: list[Row], shared: list[str]
) -> Row:
    """quotes: the rows of its quotations."""
    days = date_key(record.date)
    text = parsed.document.text
    name = terms(" \n".join(name for name, _ in parsed.names))
    marks = dict.fromkeys(_record_marks(record, parsed, days))
    kinds = (one for row in quotes for one in row[14].split() if one.startswith(":kind:"))
    marks.update(dict.fromkeys(kinds))
    marks.update(dict.fromkeys(mark("about", link.target) for link in parsed.references))
    return (
        *days,
        record.id,
        file,
        packed.pack_body(text),
        _said(quotes),
        " ".join(name),
        " ".join(terms(searched(record.front, text))),
        " ".join(filter(None, (row[12] for row in quotes))),
        " ".join(filter(None, (row[13] for row in quotes))),
        " ".join([*marks, *shared]),
        " ".join(name_marks(name)),
    )


def _said(quotes: list[Row]) -> int:
    """A number for what a file's quotations are sorted and found by; 0: it has none.

    Of two checksums, as one alone may stay the same by chance; `hashlib` takes long to load.
    """
    if not quotes:
        return 0
    import zlib

    found = repr([(*row[:3], *row[4:6], row[7], *row[10:]) for row in quotes]).encode("utf-8")
    return zlib.crc32(found) << 31 | zlib.adler32(found) >> 1


def date_key(text: str) -> tuple[int, int]:
    """The sort key of an EDTF text; what is no date counts as undated."""
    try:
        return dates.sort_key(dates.parse(text)) if text else (database.UNDATED, database.UNDATED)
    except dates.DateError:
        return database.UNDATED, database.UNDATED


def _detail(record: Record) -> str:
    """What a list shows beside the name: an article's source, a person's latest role."""
    front = record.front
    if record.kind == "article":
        return first_source(front)["name"]
    if record.kind == "person":
        return _latest_role(mappings(front.get("roles")))
    if record.kind == "event":
        places = as_list(front.get("place"))
        return split_reference(places[0])[0] if places else ""
    text = front.get("description")
    return text if isinstance(text, str) else ""


def _latest_role(roles: list[dict[str, object]]) -> str:
    """The title of the role that ended last, or lasts; of equals the first."""

    def end(role: dict[str, object]) -> tuple[bool, int]:
        text = role.get("to")
        lasts = not isinstance(text, str) or text.strip() in ("", "..")
        return lasts, 0 if lasts else date_key(str(text))[1]

    latest = max(roles, key=end, default={})
    title = latest.get("title")
    return title if isinstance(title, str) else ""


def _quote_rows(file: int, article: Record, parsed: Parsed, shared: str) -> list[Row]:
    """shared: the marks that they all have."""
    if not parsed.quotes:
        return []
    marks = _QuoteMarks(parsed)
    rows = []
    for quote in parsed.quotes:
        speakers = quote.fields.get("speaker")
        first = next(iter(as_list(speakers)), "")
        days = date_key(quote.date or article.date)
        as_, to_as = _word(quote, "speaker_as"), _word(quote, "to_as")
        rows.append(
            (
                *days,
                f"{article.id}#{quote.own_id or f'q{quote.number}'}",
                file,
                quote.number,
                quote.own_id,
                quote.line,
                fold(split_reference(first)[0] or as_),
                packed.pack_spans(quote.spans),
                packed.pack(quote.fields, quote.spans, parsed.document.text),
                fold(" … ".join(quote.parts))[: database.TYPED],
                " ".join(terms(" ".join(quote.parts))),
                " ".join(terms(as_)) if as_ else "",
                " ".join(terms(to_as)) if to_as else "",
                f"{' '.join(marks.of(quote, days))} {shared}",
            )
        )
    return rows


def words_of(fields: dict[str, object]) -> str:
    return " ".join(as_list(fields.get("text")))


def _word(quote: ParsedQuote, key: str) -> str:
    value = quote.fields.get(key)
    return value if isinstance(value, str) else ""


def searched(front: dict[str, object], text: str) -> str:
    """What is searched of a record beside its names: what its front matter says of it, its body."""
    parts = [*as_list(front.get("summary")), *as_list(front.get("description"))]
    for role in mappings(front.get("roles")):
        parts += as_list(role.get("title"))
    for correction in mappings(front.get("corrections")):
        parts += as_list(correction.get("text"))
    return " \n".join([*parts, text])


def _shared_marks(record: Record, language: str) -> list[str]:
    """The marks that a record's quotations share with it."""
    front = record.front
    found = [mark("in", record.id)]
    if record.kind == "article":
        found += [topic_mark(topic) for topic in as_list(front.get("topics"))]
        written = front.get("language")
        lang = (written if isinstance(written, str) and written else language).lower()
        parts = lang.replace("_", "-").split("-")
        found += [mark("lang", "-".join(parts[:end])) for end in range(1, len(parts) + 1)]
    for source in mappings(front.get("source")):
        # Beside each other, so that a phrase of them is found.
        found += [mark("source", term) for term in terms(" ".join(as_list(source.get("name"))))]
    return found


def _record_marks(record: Record, parsed: Parsed, days: tuple[int, int]) -> list[str]:
    found = [ALL, mark("kind", record.kind), *_span(days)]
    for link in parsed.references:
        name = _MARKS.get(link.path)
        if name:
            found.append(mark(name, link.target))
    return found


class _QuoteMarks:
    """The marks of a file's quotations; what they have in common is found once."""

    def __init__(self, parsed: Parsed) -> None:
        self._about: list[str] = []  # of the article
        self._places: list[str] = []
        self._own: dict[int, list[str]] = {}
        self._after: dict[int, int] = {}  # how many of the article's are before a quotation's own
        self._with_event: set[int] = set()
        for link in parsed.references:
            if link.quote and link.path in _MARKS:
                if link.path == "quotes.event":
                    self._with_event.add(link.quote)
                self._after.setdefault(link.quote, len(self._about))
                own = self._own.setdefault(link.quote, [])
                own.append(mark(_MARKS[link.path], link.target))
            elif link.path in _ABOUT:
                self._about.append(mark("about", link.target))
                if link.path == "places":
                    self._places.append(mark("place", link.target))
        document = parsed.document
        self._blocks = [block.start for block in document.blocks]
        self._blocks.append(len(document.text) + 1)
        links = [link for link in document.links if link.target]
        self._link_starts = [link.start for link in links]
        self._links = [mark("about", split_reference(link.target)[0]) for link in links]

    def of(self, quote: ParsedQuote, days: tuple[int, int]) -> dict[str, None]:
        """The marks of a quotation, in their order. days: its date's key."""
        kind = quote.fields.get("kind")
        is_kind = isinstance(kind, str) and kind
        found = [ALL, mark("kind", str(kind) if is_kind else "direct"), _QUOTE, *_span(days)]
        at = self._after.get(quote.number, 0)
        found += self._about[:at]
        found += self._own.get(quote.number, ())
        found += self._about[at:]
        if quote.number not in self._with_event:
            found += self._places  # no event says where it was said
        for start, end in quote.spans:
            found += self._linked_around(start, end)
        return dict.fromkeys(found)

    def _linked_around(self, start: int, end: int) -> list[str]:
        """What is linked in the blocks in which a passage stands."""
        first = max(bisect_right(self._blocks, start) - 1, 0)
        after = bisect_right(self._blocks, max(end - 1, start))
        low = bisect_left(self._link_starts, self._blocks[first])
        high = bisect_left(self._link_starts, self._blocks[after] - 1)
        return self._links[low:high]


def _span(days: tuple[int, int]) -> list[str]:
    first, last = days
    return [SPAN] if first == OPEN or last != first // DAY else []
