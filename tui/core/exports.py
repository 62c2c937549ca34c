"""Records and quotations for other programs: each of `citations.FORMATS`, several at once."""

from __future__ import annotations

import re

from . import citations
from .bibliography import Item, address, bibtex, csl_json, further_sources, one_line, ris
from .records import first_source
from .text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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


def export(items: Sequence[Item], form: str) -> str:
    """Items in one of `citations.FORMATS`; lines end in LF, the last one too.

    Safe to print as it is: no sign of it is changed by `safe_lines`. Raises ExportError.
    """
    for item in items:
        check("quote" if item.quotation else item.record.kind, form)
    if form == "csl-json":
        return csl_json(items)
    if form == "bibtex":
        return bibtex(items)
    if form == "ris":
        return ris(items)
    if form == "reference":
        return "".join(f"{safe(item.ref)}\n" for item in items)
    make = _markdown if form == "markdown" else _text
    return "\n".join(f"{make(item)}\n" for item in items)


# --- plain text ----------------------------------------------------------------------------------


def _text(item: Item) -> str:
    if item.quotation is not None:
        return safe(one_line(citations.cite(item.quotation)))
    if item.record.kind != "article":
        return safe(one_line(f"{item.record.name} {_about(item.record)} [{item.ref}]"))
    parts = [*item.authors, f"“{item.record.name}”", citations.source_line(item.record)]
    cited = ", ".join(part for part in parts if part)
    said = [
        f"{cited}{citations.article_caveats(item.record.front)}.",
        further_sources(item.record.front),
        first_source(item.record.front)["url"],
        f"[{item.ref}]",
    ]
    return safe(one_line(" ".join(part for part in said if part)))


def _about(record: Record) -> str:
    """The kind, date and description of a record that is no article."""
    date = citations.extent_in_words(record.date)
    kind = citations.KIND_WORDS[record.kind]
    described = record.front.get("description")
    told = f": {described}" if isinstance(described, str) and described else ""
    return f"({', '.join(part for part in (kind, date) if part)}){told}"


# --- Markdown ------------------------------------------------------------------------------------

# What CommonMark, GitHub's tables, addresses and strikethrough, formulas, and Obsidian's links,
# tags, highlights and comments are made of; and what begins a list, a rule or a front matter.
_MARKUP = r"[\\`*_\[\]<>~|$#^@]|&(?=[#\w])|=(?==)|%(?=%)|:(?=//)|(?i:(?<=\bwww)\.)"
_BEGINS = r"^(?:([-+:%])|([0-9]{1,9})([.)]))"


def _markdown(item: Item) -> str:
    quotation, record = item.quotation, item.record
    if quotation is not None:
        return _quoted(quotation)
    if record.kind != "article":
        return f"**{escaped(record.name)}** {escaped(_about(record))} {_ref(item.ref)}"
    authors = _begun(escaped(", ".join(item.authors)))
    cited = ", ".join(part for part in (authors, _title_and_source(record)) if part)
    said = [
        f"{cited}{escaped(citations.article_caveats(record.front))}.",
        escaped(further_sources(record.front)),
        _ref(item.ref),
    ]
    return " ".join(part for part in said if part)


def _quoted(quotation: Quotation) -> str:
    """A block quote, and below it who said it and where it was reported."""
    original = quotation.get("original")
    said = [
        f"— {escaped(citations.circumstances(quotation))}.",
        f"In {_title_and_source(quotation.article)}{escaped(citations.caveats(quotation))}.",
        f"Original: {escaped(original)}" if original else "",
        _ref(quotation.ref),
    ]
    words = _begun(escaped(citations.marked(quotation)))
    return f"> {words}\n\n{' '.join(part for part in said if part)}"


def _title_and_source(article: Record) -> str:
    """The title, as a link to the source's page where one is known; the source's name, the date."""
    title, url = escaped(article.name), address(first_source(article.front)["url"])
    # What ends a link's address, or is a character's name in it.
    url = re.sub(r"&(?=#?\w+;)", r"\\&", url.replace("(", "%28").replace(")", "%29"))
    cited = [f"[{title}]({url})" if url else f"“{title}”"]
    cited.append(escaped(citations.source_line(article)))
    return ", ".join(part for part in cited if part)


def _ref(ref: str) -> str:
    return escaped(f"[{ref}]")


def escaped(text: str) -> str:
    """A text on one line in which nothing is markup to a reader of Markdown."""
    # The space that `one_line` strips stands between this text and the one before it.
    before = " " if text.startswith(" ") else ""
    return before + re.sub(_MARKUP, r"\\\g<0>", safe(one_line(text)))


def _begun(text: str) -> str:
    """The same for an escaped text at the beginning of a line."""
    return re.sub(_BEGINS, lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", text)
