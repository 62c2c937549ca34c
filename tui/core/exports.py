"""Records and quotations for other programs: each of `citations.FORMATS`, several at once."""

from __future__ import annotations

import re

from . import citations
from .bibliography import (
    Item,
    address,
    apart,
    bibtex,
    csl_json,
    further_sources,
    joined,
    one_line,
    ris,
)
from .records import as_list, first_source
from .text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .records import Quotation, Record

__all__ = ["ExportError", "Item", "check", "export"]


class ExportError(ValueError):
    """Something can't be put into a format; the message is a sentence for the user."""


def check(kind: str, form: str) -> None:
    """Raise ExportError where records of a kind, or quotations ("quote"), have no such format."""
    if form in citations.BIBLIOGRAPHIES and kind not in ("article", "quote"):
        label = next(label for one, label, _ in citations.FORMATS if one == form)
        word = citations.KIND_WORDS[kind]
        a = "an" if word[0] in "aeiou" else "a"
        raise ExportError(f"{label} is for articles and quotations, and can’t cite {a} {word}")


def export(items: Iterable[Item], form: str) -> Iterator[str]:
    """Items in one of `citations.FORMATS`, in parts; lines end in LF, the last one too.

    Safe to print as it is: no sign of it is changed by `safe_lines`. Raises ExportError.
    """
    items = _checked(items, form)
    if form == "csl-json":
        return csl_json(items)
    if form == "bibtex":
        return bibtex(items)
    if form == "ris":
        return ris(items)
    if form == "reference":
        return (f"{safe(item.ref)}\n" for item in items)
    make = _markdown if form == "markdown" else _text
    return apart(f"{make(item)}\n" for item in items)


def _checked(items: Iterable[Item], form: str) -> Iterator[Item]:
    for item in items:
        check("quote" if item.quotation else item.record.kind, form)
        yield item


# --- plain text ----------------------------------------------------------------------------------


def _text(item: Item) -> str:
    record = item.record
    if item.quotation is not None:
        cited = citations.cite(item.quotation)
    elif record.kind != "article":
        cited = f"{record.name} {_about(record)} [{item.ref}]"
    else:
        title = joined(", ", *item.authors, f"“{record.name}”", citations.source_line(record))
        cited = joined(
            " ",
            joined(" ", title, citations.article_caveats(record.front)) + ".",
            further_sources(record.front),
            first_source(record.front)["url"],
            f"[{item.ref}]",
        )
    return safe(one_line(cited))


def _about(record: Record) -> str:
    """The kind, date and description of a record that is no article."""
    date = citations.extent_in_words(record.date)
    described = "".join(as_list(record.front.get("description"))[:1])
    return joined(": ", f"({joined(', ', citations.KIND_WORDS[record.kind], date)})", described)


# --- Markdown ------------------------------------------------------------------------------------

# What CommonMark, GitHub's tables and strikethrough, formulas, Obsidian's links, tags, highlights
# and comments, and addresses (`b.com`, too) are made of; and what begins a list, a rule or a front
# matter.
_MARKUP = (
    r"[\\`*_\[\]<>~|$#^@]|&(?=#?\w+;)|=(?==)|%(?=%)"
    r"|:(?=//)|(?i:(?<=\bwww)\.)|(?<=\w)\.(?=[^\W\d_]{2})"
)
_BEGINS = r"^(?:([-+:%])|([0-9]{1,9})([.)]))"


def _markdown(item: Item) -> str:
    record = item.record
    if item.quotation is not None:
        return _quoted(item.quotation)
    if record.kind != "article":
        return f"**{escaped(record.name)}** {escaped(f'{_about(record)} [{item.ref}]')}"
    authors = _begun(escaped(", ".join(item.authors)))
    return joined(
        " ",
        _reported(record, authors, citations.article_caveats(record.front)),
        escaped(further_sources(record.front)),
        escaped(f"[{item.ref}]"),
    )


def _quoted(quotation: Quotation) -> str:
    """A block quote, and below it who said it and where it was reported."""
    told = joined(
        " ",
        f"— {escaped(citations.circumstances(quotation))}. In",
        _reported(quotation.article, "", citations.caveats(quotation)),
        escaped(citations.original(quotation)),
        escaped(f"[{quotation.ref}]"),
    )
    return f"> {_begun(escaped(citations.marked(quotation)))}\n\n{told}"


def _reported(article: Record, authors: str, caveats: str) -> str:
    """An article's authors, title, source and date; the title links to the source's page."""
    title, url = escaped(article.name), address(first_source(article.front)["url"])
    # What ends a link's address, or is a character's name in it.
    url = re.sub(r"&(?=#?\w+;)", r"\\&", url.replace("(", "%28").replace(")", "%29"))
    title = f"[{title}]({url})" if url else f"“{title}”"
    cited = joined(", ", authors, title, escaped(citations.source_line(article)))
    return joined(" ", cited, escaped(caveats)) + "."


def escaped(text: str) -> str:
    """A text on one line in which nothing is markup to a reader of Markdown."""
    return re.sub(_MARKUP, r"\\\g<0>", safe(one_line(text)))


def _begun(text: str) -> str:
    """The same for an escaped text at the beginning of a line."""
    return re.sub(_BEGINS, lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", text)
