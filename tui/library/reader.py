"""One record file, read and checked: the record, the names and ids in it, and what is wrong.

Whatever a file contains, reading it raises nothing: what can't be understood becomes a problem, and
the words stay readable. It is bounded: a file has at most `source.MAX_BYTES`; its front matter is
`frontmatter.MAX_DEPTH` deep, with `MAX_NODES` values and `MAX_TAGS` tags declared; of its problems
`schema.MOST_PROBLEMS` are told; its quotations are looked for in `quotations.MOST` characters, and
compared with `_COMPARED`; `markdown.MOST` of its body are looked at for marks. So a front matter of
16 MiB takes less than 512 MiB of memory and some seconds, whatever it says; a whole file of 16 MiB
less than 1 GiB, and a minute.
"""

from __future__ import annotations

from tui.core import dates, markdown, quotations
from tui.core.document import Document
from tui.core.fields import FIELDS
from tui.core.ids import wrong_signs
from tui.core.problems import ERROR, Problem
from tui.core.records import Record, Reference, as_list, split_reference
from tui.core.text import short

from . import frontmatter
from .disk import id_of
from .schema import Checker
from .source import read_text, split_body

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from tui.core.records import Span


class ParsedQuote:
    """A quotation as its file gives it: number, own id, fields, lines and spans (see Quotation)."""

    __slots__ = ("date", "fields", "line", "number", "own_id", "parts", "spans", "text_line")

    def __init__(self, number: int, fields: dict[str, object], text_line: int) -> None:
        self.number = number
        self.fields = fields
        self.parts = as_list(fields.get("text"))
        own_id = fields.get("id")
        self.own_id = own_id.strip() if isinstance(own_id, str) else ""
        said = fields.get("said")
        self.date = said if isinstance(said, str) else ""
        self.text_line = text_line
        self.line = text_line
        self.spans: list[Span] = []


class Parsed:
    """What one file holds. record is None where nothing of it can be shown (not a text, too long).

    names: (name, weak) pairs by which the record is found. body: the Markdown after the front
    matter; document: the same as it is shown.
    """

    __slots__ = ("body", "document", "names", "problems", "quotes", "record", "references")

    def __init__(self) -> None:
        self.record: Record | None = None
        self.names: list[tuple[str, bool]] = []
        self.references: list[Reference] = []
        self.quotes: list[ParsedQuote] = []
        self.problems: list[Problem] = []
        self.body = ""
        self.document = Document([])


def read(root: str, path: str, kind: str, extra_keys: Collection[str] = ()) -> Parsed:
    """Read and check the record file at a path of the library at `root`."""
    text, problems = read_text(root, path)
    if not text and any(problem.severity == ERROR for problem in problems):
        parsed = Parsed()
        parsed.problems = problems
        return parsed
    return parse(text, problems, path, kind, extra_keys)


def parse(
    text: str, problems: list[Problem], path: str, kind: str, extra_keys: Collection[str] = ()
) -> Parsed:
    """Read and check a record file's text; problems: what was wrong with its bytes."""
    parsed = Parsed()
    checker = Checker(path, extra_keys)
    parsed.problems = checker.problems = problems
    record_id = id_of(path)
    _check_id(checker, record_id)
    _check_conflict(checker, text)
    front, parsed.body, body_line = split_body(text)
    fields = _fields(checker, front, text, kind)
    name = fields.get("title" if kind == "article" else "name")
    date = fields.get({"article": "published", "event": "date"}.get(kind, ""))
    parsed.record = Record(
        record_id,
        kind,
        path,
        name.strip() if isinstance(name, str) and name.strip() else record_id,
        fields,
        date.strip() if isinstance(date, str) and _is_date(date) else "",
        body_line,
    )
    document = parsed.document = markdown.parse(parsed.body, body_line)
    if len(parsed.body) > markdown.MOST:
        message = (
            f"the body has over {markdown.MOST:,} characters, and shows what comes after them as "
            "it is written; make more records of it"
        )
        checker.warn(body_line, message)
    parsed.names = _names(parsed.record)
    parsed.references = checker.references + _links(document)
    if kind == "article":
        parsed.quotes = _quotes(checker)
        if parsed.quotes:
            _place_quotes(checker, parsed.quotes, document)
    return parsed


def _is_date(text: str) -> bool:
    try:
        dates.parse(text)
    except dates.DateError:
        return False
    return True


def _fields(checker: Checker, front: str | None, text: str, kind: str) -> dict[str, object]:
    """What the front matter says; {} where it can't be read."""
    if not text.strip():
        checker.error(
            1, "the file is empty; a record begins with a front matter between `---` lines"
        )
    elif front is None and text.partition("\n")[0].rstrip() == "---":
        checker.error(1, "the front matter is not closed; put a line `---` after its last key")
    elif front is None:
        checker.error(1, "there is no front matter; begin the file with `---`, its keys, and `---`")
    elif not front.strip():
        checker.error(1, "the front matter is empty; it needs at least a title or a name")
    else:
        try:
            read = frontmatter.parse(front, 2)
        except frontmatter.Trouble as trouble:
            checker.error(trouble.line, trouble.message)
            return {}
        for line, message, is_error in read.remarks:
            (checker.error if is_error else checker.warn)(line, message)
        if read.plain:
            # What is missing is missing from the front matter as a whole.
            checker.check(read, FIELDS[kind], 1)
        return read.plain
    return {}


def _check_id(checker: Checker, record_id: str) -> None:
    if wrong := wrong_signs(record_id):
        message = f"the file's name is its id: letters, digits, - _ . only, not: {wrong}; rename it"
        checker.error(1, message)
    elif record_id[:1] in ("-", "."):
        checker.error(1, f"an id does not begin with “{record_id[:1]}”; rename the file")


def _check_conflict(checker: Checker, text: str) -> None:
    for mark in ("<<<<<<< ", ">>>>>>> "):
        at = 0 if text.startswith(mark) else text.find("\n" + mark) + 1
        if at or text.startswith(mark):
            line = text.count("\n", 0, at) + 1
            checker.error(line, f"a merge conflict (`{mark.strip()}`) was left here; resolve it")


def _names(record: Record) -> list[tuple[str, bool]]:
    names = [(record.name, False)]
    names += [(alias, False) for alias in as_list(record.front.get("aliases"))]
    names += [(alias, True) for alias in as_list(record.front.get("weak_aliases"))]
    return names


def _links(document: Document) -> list[Reference]:
    references = []
    for link in document.links:
        if link.target:
            target, anchor = split_reference(link.target)
            line = document.line_at(link.start)
            references.append(Reference(target, "body", line, anchor=anchor, words=link.words))
    return references


def _quotes(checker: Checker) -> list[ParsedQuote]:
    quotes = []
    own_ids: dict[str, int] = {}
    for number, node, fields in checker.quotes:
        quote = ParsedQuote(number, fields, checker.line_of(node, "text"))
        if quote.own_id:
            _check_own_id(checker, quote, own_ids, checker.line_of(node, "id"))
        if quote.parts:
            quotes.append(quote)
    return quotes


def _check_own_id(checker: Checker, quote: ParsedQuote, own_ids: dict[str, int], line: int) -> None:
    if quote.own_id in own_ids:
        first = own_ids[quote.own_id]
        message = f"quotation {first} has the id “{short(quote.own_id)}” already; choose another"
    elif wrong := wrong_signs(quote.own_id):
        message = f"an id has letters, digits, - _ . only, not: {wrong}; choose another"
    elif quote.own_id[:1] == "q" and quote.own_id[1:].isdigit():
        name = short(quote.own_id)
        message = f"the id “{name}” would name quotation {name[1:]}; choose another"
    else:
        own_ids[quote.own_id] = quote.number
        return
    checker.error(line, message)
    quote.own_id = ""


# What a quotation that does not stand in its body is told of it: as long as this many characters,
# bodies and quotations together, are compared; and each time costs something of its own.
_COMPARED = 5_000_000
_ONCE = 50_000


def _place_quotes(checker: Checker, quotes: list[ParsedQuote], document: Document) -> None:
    places = quotations.locate_all(document.text, [quote.parts for quote in quotes])
    room = _COMPARED
    for quote, spans in zip(quotes, places, strict=False):
        if spans:
            quote.spans = spans
            quote.line = document.line_at(spans[0][0])
            continue
        room -= len(document.text) + sum(map(len, quote.parts)) + _ONCE
        name = f"quotation {quote.number} does not stand in the body"
        missing = f"{name}; write it as the body has it"
        message = _missing(name, quote.parts, document) if room > 0 else missing
        checker.error(quote.text_line, message)
    if len(places) < len(quotes):
        first = quotes[len(places)]
        message = (
            f"to look for quotation {first.number} and those after it takes too long: this article "
            "has too many, or its body too much that is like them; make more records of it"
        )
        checker.error(first.text_line, message)


def _missing(name: str, parts: list[str], document: Document) -> str:
    """What there is to say of a quotation that does not stand in the body."""
    separate = [[part] for part in parts]
    found = quotations.locate_all(document.text, separate, _COMPARED)
    if len(found) == len(parts) and all(found):
        return f"{name} with its parts in this order; list them as they stand there"
    from tui.core import nearest  # not for those who only read what is right

    near = nearest.nearest(document.text, parts)
    if near is None:
        words = short(" … ".join(parts))
        return f"{name}, nor anything like it: “{words}”; write it as the body has it"
    line = document.line_at(near.start)
    passage = short(" ".join(near.passage.split()), 160)
    return f"{name}; the nearest is in line {line}: “{passage}”: {nearest.differs(near)}"
