"""Articles and quotations for programs that manage references: CSL-JSON, BibTeX and RIS.

A quotation is cited by its article; the words, and what must be said of them, stand in the notes.
Sources of the rules: the JSON schema of the Citation Style Language 1.0.2 (csl-data.json); BibTeX
as its own manual and that of biblatex 3 have it; the RIS format specification of 2001, with its
names of fields of 2011.
"""

from __future__ import annotations

import json
import re
import unicodedata

from . import citations, dates
from .records import Quotation, Record, first_source, mappings
from .text import safe, safe_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

# What separates lines and words, but for spaces that are signs of their own, as the wide one of
# Japanese.
_SPACES = "[ \t-\r\x1c-\x1f\x85\u2028\u2029]+"
# RFC 3986: what may stand in an address, but for what ends one in a format that it stands in.
_ADDRESS = "-._~:/?#[]@!$&'()*+,;=%"


class Item:
    """What is exported.

    ref: its reference. record: a record, or the article of the quotation. quotation: None for a
    record. authors: of the article, by their names. language: the article's, BCP 47, or "".
    """

    __slots__ = ("authors", "language", "quotation", "record", "ref")

    def __init__(
        self,
        record: Record,
        quotation: Quotation | None = None,
        *,
        authors: Sequence[str] = (),
        language: str = "",
    ) -> None:
        self.ref = one_line(quotation.ref if quotation else record.id)
        self.record = record
        self.quotation = quotation
        self.authors = [one_line(author) for author in authors]
        self.language = one_line(language)


def one_line(text: str) -> str:
    """A text on one line, without halves of characters, which strict readers refuse."""
    return re.sub("[\ud800-\udfff]", "\ufffd", re.sub(_SPACES, " ", text)).strip(" ")


def joined(between: str, *parts: str) -> str:
    """Those of the parts that are not empty, with `between` between them."""
    return between.join(part for part in parts if part)


def address(url: str) -> str:
    """A web address as RFC 3986 has it, in ASCII; "" for what is none."""
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")):
        return ""
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in _ADDRESS) else _percent(sign)
        for sign in url
    )


def _percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))


def further_sources(front: dict[str, Any]) -> str:
    """The sources of an article behind its first: `Also from: The Quay, https://….`, or ""."""
    told = []
    for source in mappings(front.get("source"))[1:]:
        found = first_source({"source": source})
        told.append(joined(", ", found["name"], address(found["url"])))
    sources = joined("; ", *told)
    return f"Also from: {sources}." if sources else ""


def words_said(item: Item) -> str:
    """A quotation's words, who said them, to whom, where and when; "" for an article."""
    quotation = item.quotation
    if quotation is None:
        return ""
    return one_line(f"{citations.marked(quotation)} — {citations.circumstances(quotation)}.")


def remarks(item: Item) -> str:
    """Whatever must be said of an article, or of a quotation and its article; in sentences."""
    front, quotation = item.record.front, item.quotation
    said = [citations.text_note(front), citations.status_note(front), further_sources(front)]
    if quotation is not None:
        translated = quotation.get("translated_from")
        said = [
            citations.quote_note(quotation),
            "Reported speech: the reporter’s words." if quotation.kind == "indirect" else "",
            f"Translated from {translated}." if translated else "",
            citations.original(quotation),
            quotation.get("note"),
            *said,
        ]
    return one_line(joined(" ", *said))


def _form(front: dict[str, Any]) -> str:
    """What an article is, where it is not the source's own text: `retelling`, `excerpt`, or ""."""
    return str(front.get("text")) if citations.text_note(front) else ""


def _once(items: Iterable[Item], name: Callable[[Item], str]) -> Iterator[tuple[str, Item]]:
    """Items by name, a name that comes again with a number; BibTeX does not tell `A` from `a`."""
    taken: set[str] = set()
    for item in items:
        number, made = 1, name(item)
        while made.casefold() in taken:
            number += 1
            made = f"{name(item)}-{number}"
        taken.add(made.casefold())
        yield made, item


def apart(parts: Iterable[str]) -> Iterator[str]:
    """Parts with an empty line between them."""
    between = ""
    for part in parts:
        yield between + part
        between = "\n"


# --- dates ---------------------------------------------------------------------------------------


def _edtf(text: str) -> str:
    """An EDTF text without its time of day; "" for what is no date."""
    try:
        return dates.parse(text).text.partition("T")[0]
    except dates.DateError:
        return ""


def _parts(text: str) -> list[str]:
    """The year (with its X), month and day of one EDTF date, as far as they are known."""
    found = re.fullmatch(r"Y?(-?[0-9X]+)(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:-XX)*[?~%]?", text)
    return [part for part in found.groups() if part] if found else []


def _one_year(edtf: str) -> str:
    """The year that a date lies in; "" where it may lie in several, or before the year 1."""
    years = {_parts(end)[0] for end in edtf.split("/") if _parts(end)}
    open_end = any(end in ("", "..") for end in edtf.split("/"))
    year = years.pop() if len(years) == 1 and not open_end else ""
    return year if len(year) == 4 and year > "0000" and "X" not in year else ""


# --- CSL-JSON ------------------------------------------------------------------------------------


def csl_json(items: Iterable[Item]) -> Iterator[str]:
    """Articles and quotations as an array of CSL-JSON, its signs exact."""
    between = "[\n  "
    for own_id, item in _once(items, _ref):
        made = json.dumps(_csl(own_id, item), ensure_ascii=False, indent=2)
        yield between + safe_json(made.replace("\n", "\n  "))
        between = ",\n  "
    yield "[]\n" if between.startswith("[") else "\n]\n"


def _ref(item: Item) -> str:
    return item.ref


def _csl(own_id: str, item: Item) -> dict[str, object]:
    record, source = item.record, first_source(item.record.front)
    # Citeproc-js takes `{:type: book}` in a note for a field.
    note = joined(" ", words_said(item), remarks(item)).replace("{:", "{ :")
    fields = {
        "id": own_id,
        "type": "article-newspaper",
        "title": one_line(record.name),
        "author": [{"literal": author} for author in item.authors],
        "container-title": one_line(source["name"]),
        "issued": csl_date(record.date),
        "accessed": csl_date(source["accessed"]),
        "URL": address(source["url"]),
        "language": item.language,
        "genre": _form(record.front),
        "note": note,
    }
    return {name: value for name, value in fields.items() if value}


def csl_date(text: str) -> dict[str, object]:
    """An EDTF text as CSL has dates; {} for what is no date.

    CSL knows no open ranges and no ranges of seasons: these are put into words.
    """
    edtf = _edtf(text)
    if not edtf:
        return {}
    start, slash, end = edtf.partition("/")
    ends = [_parts(start), _parts(end if slash else start)]
    seasons = [len(parts) > 1 and parts[1] > "12" for parts in ends]
    if not all(ends) or (start != end and slash and any(seasons)):
        return {"literal": citations.date_in_words(edtf)}
    season = {"season": int(ends[0].pop()) - 20} if seasons[0] else {}
    numbers = [_numbers(ends[0], "0"), _numbers(ends[0] if season else ends[1], "9")]
    if not slash:
        numbers.sort()  # of `-01XX`, the later end has the lower number
    made = {"date-parts": numbers[:1] if numbers[0] == numbers[1] else numbers, **season}
    return {**made, "circa": True} if any(mark in edtf for mark in "~?%") else made


def _numbers(parts: list[str], digit: str) -> list[int]:
    """Parts of a date as numbers, those of an end of a decade or century with `digit` for X."""
    year = int(parts[0].replace("X", digit))
    # EDTF has a year 0; CSL counts as historians do, and -1 is 1 BC.
    return [year if year > 0 else year - 1, *map(int, parts[1:])]


# --- BibTeX --------------------------------------------------------------------------------------

_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, also those behind a backslash: each has an unseen one at its side.
    "{": r"\{\vphantom{\}}",
    "}": r"\vphantom{\{}\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}


def bibtex(items: Iterable[Item]) -> Iterator[str]:
    """Articles and quotations as BibTeX, in UTF-8."""
    return apart(_entry(key, item) for key, item in _once(items, _key))


def _key(item: Item) -> str:
    """A reference in the letters that every reader takes in a key."""
    split = unicodedata.normalize("NFKD", item.ref.replace("#", ":"))
    plain = "".join(sign for sign in split if not unicodedata.combining(sign))
    return re.sub(r"[^A-Za-z0-9:._-]", lambda found: f"u{ord(found[0]):04X}", plain or split)


def _entry(key: str, item: Item) -> str:
    record, source = item.record, first_source(item.record.front)
    url, date = address(source["url"]), _edtf(record.date)
    kind = "article" if source["name"] else "online" if url else "misc"
    # Names in braces of their own: a record does not say which part is the family's. A title in
    # such keeps its capitals.
    values = {
        "author": " and ".join(f"{{{latex(author)}}}" for author in item.authors),
        "title": f"{{{latex(record.name)}}}",
        "titleaddon": _form(record.front),
        "journal": latex(source["name"]),
        "entrysubtype": "newspaper" if kind == "article" else "",
        "date": date,
        "year": _one_year(date),
        "url": url,
        "urldate": _edtf(source["accessed"]),
        "language": latex(item.language),
        "note": latex(remarks(item)),
        "annote": latex(words_said(item)),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in values.items() if value]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def latex(text: str) -> str:
    """A text on one line as LaTeX shows it, with no sign that it or BibTeX takes for a command."""
    made = "".join(_LATEX.get(sign, sign) for sign in safe(one_line(text)))
    return re.sub(r"([-`',<>])(?=\1)|[!?](?=`)", r"\g<0>{}", made)  # or they are read as one sign


# --- RIS -----------------------------------------------------------------------------------------


def ris(items: Iterable[Item]) -> Iterator[str]:
    """Articles and quotations as RIS; lines end in LF, which all readers take."""
    return apart(_ris(own_id, item) for own_id, item in _once(items, _ref))


def _ris(own_id: str, item: Item) -> str:
    record, source = item.record, first_source(item.record.front)
    fields = [
        ("ID", own_id),
        ("TI", record.name),
        *(("AU", author) for author in item.authors),
        ("T2", source["name"]),
        ("PY", _one_year(_edtf(record.date))),
        ("DA", _ris_date(record.date)),
        ("UR", address(source["url"]).replace(";", "%3B")),  # `;` stands between two addresses
        ("Y2", _ris_date(source["accessed"])),
        ("LA", item.language),
        ("M3", _form(record.front)),
        ("N1", words_said(item)),
        ("N1", remarks(item)),
    ]
    lines = [f"{name}  - {safe(one_line(value))}\n" for name, value in fields if value]
    return f"TY  - NEWS\n{''.join(lines)}ER  - \n"


def _ris_date(text: str) -> str:
    """`YYYY/MM/DD/`, and in words what the numbers can't say; "" for what is no date."""
    edtf = _edtf(text)
    if not edtf:
        return ""
    year = _one_year(edtf)
    found = re.fullmatch(r"[0-9]{4}(?:-([01].)(?:-([0-9]{2}))?)?([?~%]?)", edtf) if year else None
    month, day, mark = found.groups("") if found else ("", "", "?")
    return f"{year}/{month}/{day}/{citations.date_in_words(edtf) if mark else ''}"
