"""Exports, each read back by a program that others keep: whatever the text, nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import accumulate
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui.core import exports
from tui.core.bibliography import Item, csl_date
from tui.core.citations import BIBLIOGRAPHIES, FORMATS, date_in_words
from tui.core.exports import ExportError
from tui.core.records import Named, Quotation, Record
from tui.core.text import safe, safe_lines

# Of the names that the appendix of CSL 1.0.2 has, those that are used; and what its dates may have.
_CSL_WORDS = {"id", "type", "title", "container-title", "URL", "language", "genre", "note"}
_CSL_DATES = {"issued", "accessed"}
URL = "https://quay.example/a_b?x=1&copy;=(2)#c~%20"
NASTY = (
    "a } {b {c}} \\textbf{d} \\",
    "100% of $5 & #1_2 ~ ^ @article{x, '' -- --- ``q'' !` <<",
    "*a* _b_ **c** [d](http://e) ![f](g) <i>h</i> <!-- i --> &amp; [[j|k]] ~~l~~ `m` ==n== %%o%%",
    "https://a.com www.b.com c@d.com e.com",
    "1. one\n2) two",
    "- a",
    "+",
    "# a",
    "> a",
    "---\n===",
    "``` a",
    "~~~",
    "<div>",
    "| a | b |\n|---|---|",
    "[a]: http://b",
    "ER  - \nTY  - BOOK\r\nTI  - x",
    "a\u202eb\x1b[31m\x00\x7f\u2028c\x85d\ud800",
    "曽我ひとみ　さん",
    "“a” and 'b', c",
    "{:type: book}",
    "\\",
    "}",
    "\u0301",
)
words = st.one_of(
    st.text(min_size=1, max_size=30),
    st.text(
        "\\{}%&#_@$^~`*[]()<>|\n\r\t'\"-+=!.,:;/1aw \u3000日\u202e\ud800", min_size=1, max_size=30
    ),
    st.lists(st.sampled_from(NASTY), min_size=1, max_size=2).map(" ".join),
).filter(lambda text: text.strip() != "")


def folded(text: str) -> str:
    return " ".join(text.replace("{:", "{ :").split())


def shown(text: str) -> str:
    """A text as every format but CSL-JSON keeps it: through the gate, its white space folded."""
    return folded(safe(" ".join(text.split())))


def article(title: str = "The tide", id: str = "tide", date: str = "", **front: Any) -> Record:  # noqa: A002
    return Record(id, "article", f"articles/{id}.md", title, front, date, 1)


def quoted(record: Record, text: str = "we wait", **fields: Any) -> Item:
    spans = [] if fields.pop("broken", False) else [(0, 7)]
    speakers = [Named("ada", "person", fields.pop("by", "Ada Byron"))]
    fields = {"text": text, **fields}
    quotation = Quotation(f"{record.id}#q1", 1, record, fields, 1, spans, speakers, [], None)
    return Item(record, quotation, authors=["The Quay"], language="en")


def of_text(text: str) -> list[Item]:
    """An article and its quotation that say nothing but `text`; and one to be intact after them.

    The quotation is an indirect one: no quote marks of ours stand before its words.
    """
    source = {"name": text, "url": URL, "accessed": "2026-11-23"}
    record = article(text, text, source=source)
    fields = dict.fromkeys(("by", "note", "original", "translated_from"), text)
    item = quoted(record, text, kind="indirect", **fields)
    return [Item(record, authors=[text]), item, Item(article())]


def export(items: list[Item], form: str) -> str:
    return "".join(exports.export(items, form))


# --- readers -------------------------------------------------------------------------------------


def read_csl(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    references = CiteProcJSON(found)
    assert len(references) == len(found)
    for item, reference in zip(found, references.values(), strict=True):
        assert reference.type == item["type"] == "article-newspaper"
        for name, value in item.items():
            if name in _CSL_DATES:
                check_csl_date(value)
            elif name == "author":
                assert all(set(author) == {"literal"} for author in value)
            else:
                assert name in _CSL_WORDS
                assert isinstance(value, str)
                if name not in ("id", "type"):
                    assert str(reference[name.replace("-", "_")]) == value
    return found


def check_csl_date(date: dict[str, Any]) -> None:
    if "literal" in date:
        assert set(date) == {"literal"}
        return
    assert {"date-parts"} <= set(date) <= {"date-parts", "season", "circa"}
    assert 1 <= len(date["date-parts"]) <= 2
    assert date.get("season", 1) in (1, 2, 3, 4)
    for parts in date["date-parts"]:
        assert 1 <= len(parts) <= 3
        assert all(type(part) is int for part in parts)
        assert parts[0] != 0
        assert all(1 <= part <= most for part, most in zip(parts[1:], (12, 31), strict=False))


def read_bibtex(text: str) -> list[dict[str, str]]:
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    assert len(library.entries) == len(library.blocks)
    exact = parse_string(text).entries
    found = []
    for entry, raw in zip(library.entries, exact, strict=True):
        assert re.fullmatch(r"[A-Za-z0-9:._-]+", entry.key)
        values = {field.key: str(field.value) for field in entry.fields}
        for name in values:
            value = str(raw.fields_dict[name].value)
            assert is_balanced(value)
            if name in ("url", "date", "urldate"):  # biblatex takes them as they are
                values[name] = value
            else:
                assert not re.search(r"(?<!\\)[$&%#_~^]", value)  # LaTeX would stop there
        found.append({"type": entry.entry_type, "key": entry.key, **values})
    return found


def is_balanced(value: str) -> bool:
    """Whether the braces of a value are paired, as BibTeX counts: also those behind a backslash."""
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in value))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def read_ris(text: str) -> list[dict[str, Any]]:
    assert "\r" not in text
    found: list[dict[str, Any]] = rispy.loads(text)
    assert not any("unknown_tag" in one for one in found)
    return found


def read_markdown(text: str, rules: str) -> list[tuple[list[str], str, list[str]]]:
    """The kinds of tokens, the text and the addresses of each block of Markdown."""
    reader = MarkdownIt(rules)
    found = []
    block: list[Token] = []
    for token in reader.parse(text):
        block.append(token)
        if token.nesting == -1 and token.level == 0:
            inline = [one for outer in block for one in outer.children or []]
            kinds = [one.type for one in (*block, *inline) if one.type not in ("text", "inline")]
            links = [str(one.attrs["href"]) for one in inline if one.type == "link_open"]
            found.append((kinds, "".join(one.content for one in inline), links))
            block = []
    assert not block
    return found


# --- nothing is lost, nothing is broken ----------------------------------------------------------


def nasty(test: Callable[..., None]) -> Callable[..., None]:
    """A test of any `text`, and of each of NASTY."""
    for text in NASTY:
        test = example(text=text)(test)
    return given(text=words)(test)


@nasty
def test_csl_json(text: str) -> None:
    wanted = folded(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    one, two, last = read_csl(export(of_text(text), "csl-json"))
    for found in (one, two):
        for value in (found["title"], found["container-title"], found["author"][0]["literal"]):
            assert folded(value) in (wanted, "The Quay")
        assert (found["URL"], found["accessed"]) == (URL, {"date-parts": [[2026, 11, 23]]})
    assert folded(two["note"]).count(wanted) >= 4
    assert "{:" not in two["note"]  # citeproc-js would read a field
    assert last == {"id": "tide", "type": "article-newspaper", "title": "The tide"}


@nasty
def test_bibtex(text: str) -> None:
    wanted = shown(text).replace("^", "ˆ")  # so the reader has \textasciicircum
    one, two, last = read_bibtex(export(of_text(text), "bibtex"))
    for found in (one, two):
        assert folded(found["title"]) == folded(found["journal"]) == wanted
        assert (found["type"], found["url"]) == ("article", URL)
    assert folded(one["author"]) == wanted
    assert folded(two["note"]).count(wanted) >= 2
    assert folded(two["annote"]).count(wanted) >= 2
    assert last == {"type": "misc", "key": "tide", "title": "The tide"}


@nasty
def test_ris(text: str) -> None:
    wanted = shown(text)
    one, two, last = read_ris(export(of_text(text), "ris"))
    for found in (one, two):
        assert folded(found["title"]) == folded(found["secondary_title"]) == wanted
        assert found["urls"] == [URL.replace(";", "%3B")]
        assert found["access_date"] == "2026/11/23/"
    assert [folded(author) for author in one["authors"]] == [wanted]
    assert folded(two["notes"][0]).count(wanted) >= 2
    assert folded(two["notes"][1]).count(wanted) >= 2
    assert last == {"type_of_reference": "NEWS", "id": "tide", "title": "The tide"}


@pytest.mark.parametrize("rules", ["commonmark", "gfm-like"])
@nasty
def test_markdown(text: str, rules: str) -> None:
    wanted = shown(text)
    read = read_markdown(export(of_text(text), "markdown"), rules)
    paragraph, link = ["paragraph_open", "paragraph_close"], ["link_open", "link_close"]
    one, words_said, cited, last = read
    assert [kinds for kinds, _, _ in read] == [
        paragraph + link,
        ["blockquote_open", *paragraph, "blockquote_close"],
        paragraph + link,
        paragraph,
    ]
    assert [links for _, _, links in read] == [[URL.replace("(2)", "%282%29")], [], one[2], []]
    assert folded(one[1]).count(wanted) >= 3
    assert wanted in folded(words_said[1])
    assert folded(cited[1]).count(wanted) >= 4
    assert last[1] == "“The tide”. [tide]"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The U.S. won 3.5 – 2; “AT&T” = 5%!", "The U.S. won 3.5 – 2; “AT&T” = 5%!"),
        ("WWW.b.c", "WWW\\.b.c"),  # an address to GitHub
        ("a_b ==c== %%d%% $e$ #f", "a\\_b \\==c\\== \\%%d\\%% \\$e\\$ \\#f"),
    ],
)
def test_markdown_stays_readable(text: str, written: str) -> None:
    assert export([Item(article(text))], "markdown") == f"“{written}”. \\[tide\\]\n"


@nasty
def test_text_is_a_paragraph_and_a_reference_a_line(text: str) -> None:
    one, two, last = export(of_text(text), "text").split("\n\n")
    assert folded(one).count(shown(text)) >= 3
    assert folded(two).count(shown(text)) >= 4
    assert last == "“The tide”. [tide]\n"
    assert export(of_text(text), "reference").count("\n") == 3


@pytest.mark.parametrize("form", [form for form, _, _ in FORMATS])
@nasty
def test_what_is_exported_is_safe_to_print(text: str, form: str) -> None:
    out = export(of_text(text), form)
    assert safe_lines(out) == out
    assert out.endswith("\n")
    assert not out.endswith("\n\n")


# --- dates, keys, kinds --------------------------------------------------------------------------

_WORDS = object()  # the date in words


@pytest.mark.parametrize(
    ("date", "csl", "bibtex", "ris"),
    [
        ("2023-05-29", [[2023, 5, 29]], "2023-05-29 2023", "2023/05/29/"),
        ("2023-05-29T09:30Z", [[2023, 5, 29]], "2023-05-29 2023", "2023/05/29/"),
        ("1978-08", [[1978, 8]], "1978-08 1978", "1978/08//"),
        ("2014", [[2014]], "2014 2014", "2014///"),
        ("2023-06~", {"date-parts": [[2023, 6]], "circa": True}, "2023-06~ 2023", "2023/06//+"),
        ("2023?", {"date-parts": [[2023]], "circa": True}, "2023? 2023", "2023///+"),
        ("2023-05-29%", {"date-parts": [[2023, 5, 29]], "circa": True}, "+ 2023", "2023/05/29/+"),
        ("2023-06/2023-12", [[2023, 6], [2023, 12]], "+ 2023", "2023///+"),
        ("2021-10-04/2024-10-01", [[2021, 10, 4], [2024, 10, 1]], "+", "///+"),
        ("2023-06~/2024", {"date-parts": [[2023, 6], [2024]], "circa": True}, "+", "///+"),
        ("2023/2023", [[2023]], "+ 2023", "2023///+"),
        ("2016/..", _WORDS, "2016/..", "///+"),
        ("../2016", _WORDS, "../2016", "///+"),
        ("2016/", _WORDS, "2016/", "///+"),
        ("201X", [[2010], [2019]], "201X", "///+"),
        ("-01XX", [[-200], [-101]], "-01XX", "///+"),
        ("2023-XX", [[2023]], "2023-XX 2023", "2023///+"),
        ("2023-05-XX", [[2023, 5]], "2023-05-XX 2023", "2023///+"),
        ("2023-21", {"date-parts": [[2023]], "season": 1}, "2023-21 2023", "2023///+"),
        ("2023-21/2023-23", _WORDS, "+ 2023", "2023///+"),
        ("2023-01/2023-21", _WORDS, "+ 2023", "2023///+"),
        ("0000", [[-1]], "0000", "///+"),
        ("-0043-03-15", [[-44, 3, 15]], "-0043-03-15", "///+"),
        ("Y17000", [[17000]], "Y17000", "///+"),
        ("last May", {}, "", ""),
        ("", {}, "", ""),
    ],
)
def test_dates(date: str, csl: object, bibtex: str, ris: str) -> None:
    """`+` stands for the date: as it is in BibTeX, in words in RIS."""
    in_words = date_in_words(date.partition("T")[0])
    if isinstance(csl, list):
        csl = {"date-parts": csl}
    assert csl_date(date) == ({"literal": in_words} if csl is _WORDS else csl)
    items = [Item(article(date=date))]
    assert read_csl(export(items, "csl-json"))[0].get("issued", {}) == csl_date(date)
    entry = read_bibtex(export(items, "bibtex"))[0]
    have = " ".join(entry[name] for name in ("date", "year") if name in entry)
    assert have == bibtex.replace("+", date)
    assert read_ris(export(items, "ris"))[0].get("date", "") == ris.replace("+", in_words)


def test_keys_and_ids_are_legal_and_come_once() -> None:
    ids = ["tide", "Tide", "tíde", "曽我", "a_b.c-d", "tide"]
    items = [Item(article(id=one)) for one in ids] + [quoted(article(id="tide"))]
    keys = [entry["key"] for entry in read_bibtex(export(items, "bibtex"))]
    assert keys == ["tide", "Tide-2", "tide-3", "u66FDu6211", "a_b.c-d", "tide-4", "tide:q1"]
    assert [one["id"] for one in read_csl(export(items, "csl-json"))][-2:] == ["tide-3", "tide#q1"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ({"name": "The Quay", "url": URL}, "article"),
        ({"url": URL}, "online"),
        ({"url": "javascript:alert(1)"}, "misc"),
        (None, "misc"),
    ],
)
def test_a_source_without_a_name_or_an_address(source: object, kind: str) -> None:
    items = [Item(article(source=source))]
    web = kind != "misc"
    assert read_bibtex(export(items, "bibtex"))[0]["type"] == kind
    assert ("URL" in read_csl(export(items, "csl-json"))[0]) == web
    assert ("urls" in read_ris(export(items, "ris"))[0]) == web
    assert ("](http" in export(items, "markdown")) == web


def test_an_address_with_other_signs_is_written_in_those_of_an_address() -> None:
    url = "https://日.example/ a{b}\\c\u202e\"<>)'"
    for form in BIBLIOGRAPHIES:
        out = export([Item(article(source={"url": url}))], form)
        assert "https://%E6%97%A5.example/%20a%7Bb%7D%5Cc%E2%80%AE%22%3C%3E)'" in out
    [(_, _, links)] = read_markdown(
        export([Item(article(source={"url": url}))], "markdown"), "commonmark"
    )
    assert links == ["https://%E6%97%A5.example/%20a%7Bb%7D%5Cc%E2%80%AE%22%3C%3E%29'"]


@pytest.mark.parametrize("form", [form for form, _, _ in FORMATS if form != "reference"])
@pytest.mark.parametrize(
    ("front", "fields", "said"),
    [
        ({"text": "retelling"}, {}, "retelling"),
        ({"text": "excerpt"}, {}, "excerpt"),
        ({"status": "corrected"}, {}, "corrected"),
        ({"status": "retracted"}, {}, "retracted"),
        ({}, {"status": "disputed"}, "disputed"),
        ({}, {"status": "misattributed"}, "misattributed"),
        ({}, {"broken": True}, "broken"),
        ({}, {"kind": "indirect"}, "reported speech"),
        ({}, {"translated_from": "ja", "original": "待つ"}, "translated from ja"),
        ({}, {"translated_from": "ja", "original": "待つ"}, "original: “待つ”"),
        ({"source": ["The Quay", {"name": "The Pier", "url": URL}]}, {}, "the pier"),
    ],
)
def test_it_is_cited_as_what_it_is(
    form: str, front: dict[str, Any], fields: dict[str, Any], said: str
) -> None:
    items = [quoted(article(**front), **fields)]
    if said == "the pier":  # of a quotation's text and Markdown only the first source is told
        items = [Item(article(**front))]
    assert said in export(items, form).lower()
    if front and form not in BIBLIOGRAPHIES:
        assert said in export([Item(article(**front))], form).lower()
    assert said not in export([quoted(article())], form).lower()


def test_what_a_bibliography_prints_says_retelling() -> None:
    items = [Item(article(text="retelling"))]
    assert read_csl(export(items, "csl-json"))[0]["genre"] == "retelling"
    assert read_bibtex(export(items, "bibtex"))[0]["titleaddon"] == "retelling"
    assert read_ris(export(items, "ris"))[0]["type_of_work"] == "retelling"


@pytest.mark.parametrize(
    ("kind", "form", "out"),
    [
        ("person", "text", "*A* (person): b@c. [x]\n"),
        ("person", "markdown", "**\\*A\\*** (person): b\\@c. \\[x\\]\n"),
        ("event", "text", "*A* (event, May – June 2023): b@c. [x]\n"),
        ("event", "reference", "x\n"),
        ("event", "ris", "RIS is for articles and quotations, and can’t cite an event"),
        ("place", "csl-json", "CSL-JSON is for articles and quotations, and can’t cite a place"),
    ],
)
def test_other_records(kind: str, form: str, out: str) -> None:
    date = "2023-05/2023-06" if kind == "event" else ""
    item = Item(Record("x", kind, "x.md", "*A*", {"description": "b@c."}, date, 1))
    if form in BIBLIOGRAPHIES:
        with pytest.raises(ExportError, match=f"^{out}$"):
            export([item], form)
    else:
        assert export([item], form) == out


def test_nothing_is_an_empty_export() -> None:
    empty = {form: export([], form) for form, _, _ in FORMATS}
    assert empty.pop("csl-json") == "[]\n"
    assert set(empty.values()) == {""}
