"""What one chooses by: the facts of a list's row; cards: what a link leads to, in a few lines."""

from __future__ import annotations

from tui.core import citations
from tui.core.records import Record, first_source, mappings, split_reference
from tui.core.text import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .facade import Library
    from .index.read import ListRow


_NOTHING = "Nothing there yet"


class Card:
    """kind: of the target, "quote", "url", or "" where there is none. title; lines: the facts."""

    __slots__ = ("kind", "lines", "title")

    def __init__(self, kind: str, title: str, lines: list[str]) -> None:
        self.kind = kind
        self.title = title
        self.lines = [line for line in lines if line]


def card(library: Library, reference: str) -> Card:
    """The card of a record or a quotation; of one that is not there, what is wanted."""
    written, anchor = split_reference(reference)
    quotation = library.quotation(reference) if anchor else None
    if quotation is not None:
        told = [citations.said_in_words(quotation)]
        told.append(f"to {quotation.to_whom}" if quotation.to_whom else "")
        lines = [
            citations.speaker(quotation),
            ", ".join(part for part in told if part),
            citations.warnings(quotation),
            f"in “{quotation.article.name}”",
        ]
        return Card("quote", citations.marked(quotation), lines)
    record = library.record(reference)
    if record is None:
        return Card("", _NOTHING, [f"no record has the id “{reference}”"])
    if anchor:
        from .check import no_quotation  # not for those who only follow what is right

        return Card("", _NOTHING, [no_quotation(library.index, written, anchor)])
    return Card(record.kind, record.name, _facts(library, record))


def _facts(library: Library, record: Record) -> list[str]:
    front = record.front
    row = library.index.rows_for([record.id]).get(record.id)
    detail = row.detail if row else ""
    lines = []
    if record.kind == "article":
        when = citations.date_in_words(record.date)
        lines.append(" · ".join(one for one in (first_source(front)["name"], when) if one))
        lines += [citations.status_note(front), _word(front, "summary")]
        return lines
    if record.kind == "event":
        when = citations.extent_in_words(record.date)
        lines.append(" · ".join(part for part in (when, detail) if part))
    elif record.kind == "person":
        roles = mappings(front.get("roles"))
        lines.append(detail if roles else "")
    lines.append(_word(front, "description"))
    counts = []
    if row and row.quoted:
        counts.append(f"quoted {plural(row.quoted, 'time')}")
    if row and row.named:
        counts.append(f"named in {plural(row.named, 'article')}")
    lines.append(", ".join(counts))
    return lines


def facts(name: str, row: ListRow, columns: Iterable[str]) -> str:
    """What a row of a list tells beside the name: its note, then the facts that are wanted.

    name: the list's (`articles` …). columns: of `settings.FACTS`.
    """
    named = f"in {plural(row.named, 'article')}"
    if name == "people":
        named = f"named {row.named:,}" if row.named else ""
    known = {
        "date": row.date or "undated",
        "quoted": f"quoted {row.quoted:,}" if row.quoted else "",
        "named": named,
        "id": row.ref,
    }
    # What is in no table of facts is what this list has beside the name: a source, a role, a place.
    parts = [row.note, *(known.get(column, row.detail) for column in columns)]
    return " · ".join(part for part in parts if part)


def _word(front: dict[str, object], key: str) -> str:
    value = front.get(key)
    return value if isinstance(value, str) else ""
