"""What records and quotations look like in each format."""

from __future__ import annotations

from tui.core.fields import FIELDS, PLURALS
from tui.core.records import as_list, first_source, mappings, split_reference
from tui.core.text import safe
from tui.library.facade import quotation_json

from .cells import one_line
from .output import Form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.core.query import Query
    from tui.core.records import Named, Quotation, Record
    from tui.library.facade import Library, ListRow
    from tui.library.searching import Hit

KINDS = {plural: kind for kind, plural in PLURALS.items()}

BETWEEN = "; "
_OWN = ("id", "kind", "name", "date", "path")
# What stands in one of the columns above already, or has a form of its own.
_LEFT_OUT = ("title", "name", "published", "date", "quotes", "corrections")
_COUNTS = ("quoted", "named")
_QUOTATION = (
    "ref",
    "text",
    "kind",
    "status",
    "speaker",
    "speaker_as",
    "cue",
    "said",
    "date",
    "to",
    "to_as",
    "event",
    "article",
    "title",
    "published",
    "source",
    "url",
    "article_text",
    "path",
    "line",
)


def record_form(library: Library, kind: str) -> Form:
    """Records of one kind: in text, a line with id and name."""
    columns = _columns(kind)

    def fields(record: Record) -> list[str]:
        return [_field(record, column) for column in columns]

    return Form(columns, text=_record_line, value=library.record_json, fields=fields)


def with_body(form: Form, text: Callable[..., str], body: Callable[..., str]) -> Form:
    """The same with a page as its text, and a record's body as shown beside its front matter."""

    def value(record: Record) -> object:
        found = form.value(record)
        return {**found, "body": body(record)} if isinstance(found, dict) else found

    def fields(record: Record) -> Sequence[str]:
        return [*form.fields(record), body(record)]

    return Form([*form.columns, "body"], text=text, value=value, fields=fields)


def with_counts(library: Library, form: Form) -> Form:
    """The same, and how often a record is quoted and named."""

    def counts(record: Record) -> tuple[int, int]:
        row = library.index.rows_for([record.id]).get(record.id)
        return (row.quoted, row.named) if row else (0, 0)

    def value(record: Record) -> dict[str, object]:
        return library.record_json(record) | dict(zip(_COUNTS, counts(record), strict=True))

    def fields(record: Record) -> list[str]:
        return [*form.fields(record), *map(str, counts(record))]

    return Form([*form.columns, *_COUNTS], text=form.text, value=value, fields=fields)


def told_form(library: Library, name: str, query: Query | None) -> Form:
    """Rows of a list, in text alone: behind the name what the browser can tell there.

    name: the list's. query: which of it, by which a date may be marked.
    """
    from tui.core.settings import FACTS
    from tui.library.cards import facts

    def text(row: ListRow) -> str:
        if query and row.date and library.may_be(query, row.date):
            row.date += " (may match)"
        columns = row.ref, one_line(row.name), facts(name, row, FACTS[name][:-1])
        return "\t".join(map(safe, columns)) + "\n"

    return Form((), text=text, value=str, fields=list)


def quotation_form(text: Callable[..., str] | None = None) -> Form:
    """Quotations: in text, a line with reference and words, or what `text` makes of them."""
    return Form(
        _QUOTATION, text=text or _quotation_line, value=quotation_json, fields=_quotation_fields
    )


def hit_form(library: Library, text: Callable[..., str]) -> Form:
    """Results of a search: records of every kind, with the place that matches."""

    def value(hit: Hit) -> dict[str, object]:
        place = {"snippet": hit.snippet, "matches": hit.marks, "line": _line(library, hit) or None}
        return {**library.record_json(hit.record), **place}

    def fields(hit: Hit) -> list[str]:
        own = [str(getattr(hit.record, column)) for column in _OWN]
        return [*own, str(_line(library, hit) or ""), hit.snippet]

    return Form([*_OWN, "line", "snippet"], text=text, value=value, fields=fields)


def _line(library: Library, hit: Hit) -> int:
    """The file's line of a result's first match in the text; 0: it is not in there."""
    if hit.offset < 0:
        return 0
    from tui.core import markdown

    return markdown.parse(*library.body(hit.record)).line_at(hit.offset)


def _columns(kind: str) -> list[str]:
    names = [name for name in FIELDS[kind] if name not in _LEFT_OUT]
    if "source" in names:
        names.insert(names.index("source") + 1, "url")
    return [*_OWN, *names]


def _record_line(record: Named | Record) -> str:
    return f"{safe(record.id)}\t{safe(one_line(record.name))}\n"


def _quotation_line(quotation: Quotation) -> str:
    return f"{safe(quotation.ref)}\t{safe(one_line(quotation.text))}\n"


def _field(record: Record, column: str) -> str:
    if column in _OWN:
        return str(getattr(record, column))
    if column == "source":
        return first_source(record.front)["name"]
    if column == "url":
        return first_source(record.front)["url"]
    value = record.front.get(column)
    if column == "roles":
        return BETWEEN.join(filter(None, map(_role, mappings(value))))
    if column == "relations":
        return BETWEEN.join(filter(None, map(_relation, mappings(value))))
    words = as_list(value)
    field = FIELDS[record.kind][column]
    return BETWEEN.join(map(_id, words) if field.form in ("id", "name") else words)


def _id(written: str) -> str:
    """An id as it is, also of one that is written as a link."""
    return split_reference(written)[0] if written.startswith("[[") else written


def _role(role: dict[str, object]) -> str:
    """`prime minister, japan (2021-10-04/2024-10-01)`."""
    words = ", ".join([*as_list(role.get("title")), *map(_id, as_list(role.get("organisation")))])
    start, end = ("".join(as_list(role.get(key))) for key in ("from", "to"))
    return f"{words} ({start or '..'}/{end or '..'})" if start or end else words


def _relation(relation: dict[str, object]) -> str:
    """`mother: miyoshi-soga`."""
    whom = ", ".join(map(_id, as_list(relation.get("to"))))
    return ": ".join([*as_list(relation.get("relation")), whom])


def _quotation_fields(quotation: Quotation) -> list[str]:
    article = quotation.article
    return [
        quotation.ref,
        quotation.text,
        quotation.kind,
        quotation.status,
        BETWEEN.join(named.id for named in quotation.speakers),
        quotation.get("speaker_as"),
        quotation.get("cue"),
        quotation.get("said"),
        quotation.date,
        BETWEEN.join(named.id for named in quotation.to),
        quotation.get("to_as"),
        quotation.event.id if quotation.event else "",
        article.id,
        article.name,
        article.date,
        quotation.source["name"],
        quotation.source["url"],
        str(article.front.get("text") or "full"),
        article.path,
        str(quotation.line),
    ]
