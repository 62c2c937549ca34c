"""Quotations and records put into words: one formatter for the shell and the browser."""

from __future__ import annotations

from . import dates
from .records import Quotation, Record, first_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KIND_WORDS = {
    "person": "person",
    "article": "article",
    "organisation": "organisation",
    "place": "place",
    "event": "event",
    "quote": "quotation",
}


# Every format of an export: its id, its name, and how the name of such a file ends.
FORMATS = (
    ("text", "plain text", "txt"),
    ("markdown", "Markdown", "md"),
    ("csl-json", "CSL-JSON", "json"),
    ("bibtex", "BibTeX", "bib"),
    ("ris", "RIS", "ris"),
    ("reference", "the reference", "txt"),
)
# Those of them that only articles and quotations can be put into.
BIBLIOGRAPHIES = ("csl-json", "bibtex", "ris")

_OPENING, _CLOSING = '“"«„「『', '”"»“」』'


def date_in_words(text: str, *, point: bool = True) -> str:
    """An EDTF text in English; what is no date stays as it is written."""
    try:
        return dates.in_words(dates.parse(text), point=point) if text else ""
    except dates.DateError:
        return text


def extent_in_words(text: str) -> str:
    """The date of an event: whether it lasted so long or lies somewhere in it is not told."""
    words = date_in_words(text, point=False)
    return words[5:].replace(" to ", " – ", 1) if words.startswith("from ") else words


def marked(quotation: Quotation) -> str:
    """The words as one reads them: in quote marks, but for a reporter's own words."""
    return quotation.text if quotation.kind == "indirect" else _in_marks(quotation.text)


def original(quotation: Quotation) -> str:
    """The words in the language they were said in, where they are translated: a sentence, or ""."""
    words = quotation.get("original")
    return f"Original: {_in_marks(words)}." if words else ""


def _in_marks(words: str) -> str:
    return words if words[:1] in _OPENING and words[-1:] in _CLOSING else f"“{words}”"


def borrowed(date: str) -> str:
    """A date that is not when the words were said but when they were published, so marked."""
    return f"{date} (published)" if date else ""


def said_in_words(quotation: Quotation) -> str:
    """When it was said; where that is not known, when it was published, so marked."""
    said = quotation.get("said")
    return date_in_words(said) if said else borrowed(date_in_words(quotation.date))


def speaker(quotation: Quotation) -> str:
    """Who said it: the record's name, and how the article calls the speaker where that differs."""
    name = ", ".join(named.name for named in quotation.speakers)
    called = quotation.get("speaker_as")
    if name and called:
        return f"{name} ({called})"
    return name or called or "speaker not named"


def text_note(front: dict[str, Any]) -> str:
    """What must be said of an article's sentences: "" where they are the source's own, in full."""
    return {
        "retelling": "A retelling: only the words in quotation marks are the source’s own.",
        "excerpt": "An excerpt: the source says more than stands here.",
    }.get(str(front.get("text")), "")


def status_note(front: dict[str, Any]) -> str:
    """What must be said of a whole article: corrected, retracted, or ""."""
    return {
        "retracted": "Retracted: the source has withdrawn this article.",
        "corrected": "Corrected after it was published.",
    }.get(str(front.get("status")), "")


def quote_note(quotation: Quotation) -> str:
    """What must be said of a quotation before it is used; "" for one that is sourced and whole."""
    notes = []
    if quotation.status == "disputed":
        notes.append("Disputed: whether it was said so is in doubt.")
    elif quotation.status == "misattributed":
        notes.append("Misattributed: the one named here did not say it.")
    if quotation.broken:
        notes.append("Broken: these words do not stand in the article’s text.")
    return " ".join(notes)


def in_short(quotation: Quotation) -> str:
    """The same of itself and of its article, in a word each: `broken, disputed, retracted`."""
    status = _article_status(quotation.article.front)
    return ", ".join(part for part in (quote_in_short(quotation), status) if part)


def quote_in_short(quotation: Quotation) -> str:
    """The same without its article: `broken, disputed`."""
    status = "" if quotation.status == "sourced" else quotation.status
    return ", ".join(["broken"] * quotation.broken + [status] * bool(status))


def source_line(article: Record) -> str:
    """An article's source and date: `The Yomiuri Shimbun, 29 May 2023`."""
    parts = [first_source(article.front)["name"], date_in_words(article.date)]
    return ", ".join(part for part in parts if part)


def cite(quotation: Quotation) -> str:
    """A quotation with its citation, as plain text in one paragraph, its reference last.

    Marked where it is an indirect quotation, translated, disputed, broken, or of an article that is
    retold, an excerpt, corrected or retracted.
    """
    article = quotation.article
    where = [f"In “{article.name}”", source_line(article)]
    reported = [", ".join(part for part in where if part), caveats(quotation)]
    parts = [
        f"{marked(quotation)} — {circumstances(quotation)}.",
        f"{' '.join(part for part in reported if part)}.",
        original(quotation),
        quotation.source["url"],
        f"[{quotation.ref}]",
    ]
    return " ".join(part for part in parts if part)


def circumstances(quotation: Quotation) -> str:
    """Who said it, to whom, where and when, as far as it is known."""
    parts = [
        speaker(quotation),
        f"to {quotation.to_whom}" if quotation.to_whom else "",
        f"at “{quotation.event.name}”" if quotation.event else "",
        date_in_words(quotation.get("said")),
    ]
    return ", ".join(part for part in parts if part)


def attribution(quotation: Quotation, *, may_be: bool = False) -> str:
    """Who said it as the article calls them, when, to whom and at what event, as far as is known.

    may_be: the date lies only perhaps between those that are asked for, which is said.
    """
    date = said_in_words(quotation)
    to = quotation.to_whom
    parts = [
        speaker(quotation),
        f"{date} (may match)" if date and may_be else date,
        f"to {to}" if to else "",
        f"at “{quotation.event.name}”" if quotation.event else "",
    ]
    return ", ".join(part for part in parts if part)


def reported(quotation: Quotation) -> str:
    """The article it stands in, its source, its date where that is not told above, and how far its
    words can be trusted; what must be said loudly is told by `warnings`.
    """
    article = quotation.article
    date = date_in_words(article.date) if quotation.get("said") else ""
    parts = [f"In “{article.name}”", quotation.source["name"], date]
    found = [*_told_by(quotation), *_article_caveats(article.front)[:1]]
    cited = ", ".join(part for part in parts if part)
    return " ".join(part for part in (cited, _in_brackets(found)) if part)


def warnings(quotation: Quotation) -> str:
    """Sentences to be read before a quotation is used, on it and on its article; or ""."""
    notes = (quote_note(quotation), status_note(quotation.article.front))
    return " ".join(note for note in notes if note)


def caveats(quotation: Quotation) -> str:
    """What a citation of a quotation must say, in short: `(disputed; retelling)`, or ""."""
    found = [
        *_told_by(quotation),
        quotation.status if quotation.status != "sourced" else "",
        "broken: not found in the text" if quotation.broken else "",
    ]
    return _in_brackets(found + _article_caveats(quotation.article.front))


def _told_by(quotation: Quotation) -> list[str]:
    """By whom the words are put, where that is not the speaker."""
    translated = quotation.get("translated_from")
    return [
        "reported speech" if quotation.kind == "indirect" else "",
        f"translated from {translated}" if translated else "",
    ]


def text_caveat(front: dict[str, Any]) -> str:
    """Whether an article is the source's own text, in short: `(retelling)`, `(excerpt)`, or ""."""
    return _in_brackets(_article_caveats(front)[:1])


def article_caveats(front: dict[str, Any]) -> str:
    """What a citation of an article must say, in short: `(retelling; corrected)`, or ""."""
    return _in_brackets(_article_caveats(front))


def _article_caveats(front: dict[str, Any]) -> list[str]:
    text = front.get("text")
    return [str(text) if text in ("retelling", "excerpt") else "", _article_status(front)]


def _article_status(front: dict[str, Any]) -> str:
    """`corrected`, `retracted`, or ""."""
    status = front.get("status")
    return str(status) if status in ("corrected", "retracted") else ""


def _in_brackets(found: list[str]) -> str:
    said = [caveat for caveat in found if caveat]
    return f"({'; '.join(said)})" if said else ""
