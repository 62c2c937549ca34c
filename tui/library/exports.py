"""Exports: what a library knows of records and quotations, put into the formats of core."""

from __future__ import annotations

from tui.core.exports import ExportError, Item, export
from tui.core.records import Quotation, as_list, split_reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.core.records import Record

    from .facade import Library


def of_references(library: Library, references: Iterable[str], form: str) -> str:
    """What references name, each once, in their order. Raises ExportError."""
    found: dict[str, Record | Quotation] = {}
    for reference in references:
        is_quotation = bool(split_reference(reference)[1])
        one = library.quotation(reference) if is_quotation else library.record(reference)
        if one is None:
            raise ExportError(f"there is no record or quotation “{reference}”")
        found[one.ref if isinstance(one, Quotation) else one.id] = one
    return "".join(of(library, found.values(), form))


def of(library: Library, found: Iterable[Record | Quotation], form: str) -> Iterator[str]:
    """Records and quotations in one of `citations.FORMATS`, in parts. Raises ExportError."""
    return export((_item(library, one) for one in found), form)


def _item(library: Library, found: Record | Quotation) -> Item:
    quotation = found if isinstance(found, Quotation) else None
    record = found.article if isinstance(found, Quotation) else found
    language = record.front.get("language")
    return Item(
        record,
        quotation,
        authors=_authors(library, record),
        language=language if isinstance(language, str) and language else library.language,
    )


def _authors(library: Library, article: Record) -> list[str]:
    """The authors of an article, by the names of their records where they have one."""
    names = []
    for written in as_list(article.front.get("authors")):
        # A plain name stays as it is; “C# Digest” is one, and not part of the record c.
        linked = written.startswith("[[")
        author = library.named(written) if linked or "#" not in written else None
        names.append(author.name if author and (author.kind or linked) else written)
    return names
