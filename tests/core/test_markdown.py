"""What a body shows: blocks, styles, links, and the way back to the file's lines."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.document import Block, Document, Run
from tui.core.markdown import parse

MARKS = [
    *"*_`[]()<>|\\#-+=~!.1a \t\n\r",
    *("\r\n", "\n\n", "  \n", "[[", "]]", "[[id|", "](http://x)", "](x)", "<https://x>", "\\|"),
    *("**", "> ", "- ", "1. ", "| ", "    ", "```", "<div>", "<!--", "-->", "é", "会わ"),
]


def styled(body: str) -> str:
    """The first block, its styles written as <b>, <i>, <c> and <a TARGET>."""
    shown = []
    for run in parse(body).blocks[0].runs:
        text = run.text
        for name, on in (("c", run.code), ("i", run.italic), ("b", run.bold)):
            text = f"<{name}>{text}</{name}>" if on else text
        where = run.target or run.url
        shown.append(f"<a {where}>{text}</a>" if where else text)
    return "".join(shown)


def outline(body: str) -> list[str]:
    """A line for each block: quote depth, list depth, marker, kind and text."""
    lines = []
    for block in parse(body).blocks:
        kind = f"{block.kind}{block.level or ''}"
        signs = ">" * block.quote + "." * block.indent + block.marker
        lines.append(f"{signs} {kind}: {block.text}".strip())
    return lines


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("*a* _b_ **c** __d__", "<i>a</i> <i>b</i> <b>c</b> <b>d</b>"),
        ("***both*** **a *b* c**", "<b><i>both</i></b> <b>a </b><b><i>b</i></b><b> c</b>"),
        ("a*b*c a_b_c", "a<i>b</i>c a_b_c"),
        ("2 * 3 * 4, **open, a ** b", "2 * 3 * 4, **open, a ** b"),
        ("*a **b*", "*a *<i>b</i>"),
        ("*a _b* c_", "<i>a _b</i> c_"),
        ("“*a*” *“b”*", "“<i>a</i>” <i>“b”</i>"),
        ("\\*a\\* \\[[b]] \\a", "*a* [[b]] \\a"),
        ("`a *b* [[c]]` `` ` ``", "<c>a *b* [[c]]</c> <c>`</c>"),
        ("`open *a*", "`open <i>a</i>"),
        ("a  \nb\\\nc\nd ", "a\nb\nc d"),
        ("&amp; ~~a~~ [^1] [a][b]", "&amp; ~~a~~ [^1] [a][b]"),
        ('<b title="*a*">*b*</b>', '<b title="*a*"><i>b</i></b>'),
        ("![*a*](b.png) ![[c.png]]", "![*a*](b.png) ![[c.png]]"),
    ],
)
def test_words_are_styled(body: str, expected: str) -> None:
    assert styled(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[[id]] [[ id ]]", "<a id>id</a> <a id>id</a>"),
        ("[[a#q2]] [[a#q2|said]]", "<a a#q2>a#q2</a> <a a#q2>said</a>"),
        ("[[id|words]] [[id\\|words]] [[id|]]", "<a id>words</a> <a id>words</a> <a id>id</a>"),
        ("[[id|a *b* c]]", "<a id>a </a><a id><i>b</i></a><a id> c</a>"),
        ("**[[id|a]]** *a [[id]] b*", "<a id><b>a</b></a> <i>a </i><a id><i>id</i></a><i> b</i>"),
        ("[[id|a\nb]] [[id|a [b] c]]", "<a id>a b</a> <a id>a [b] c</a>"),
        ("[[[id]]] [[]] [[a|b]", "[<a id>id</a>] [[]] [[a|b]"),
        ("[[a|b [[c]] d]]", "[[a|b <a c>c</a> d]]"),
        ("[a](http://b/c_d_e)", "<a http://b/c_d_e>a</a>"),
        ('[a](<https://b/c d> "t *t*") [a](mailto:x@y)',
         "<a https://b/c d>a</a> <a mailto:x@y>a</a>"),
        ("[*a* b](https://x/(y))", "<a https://x/(y)><i>a</i></a><a https://x/(y)> b</a>"),
        ("[a](javascript:x) [a](b.md) [](http://x)", "[a](javascript:x) [a](b.md) [](http://x)"),
        ("[a [[b]] c](http://x)", "[a <a b>b</a> c](http://x)"),
        ("[a [b](http://x) c](http://y)", "[a <a http://x>b</a> c](http://y)"),
        ("[a [[b]]] [c](http://x)", "[a <a b>b</a>] <a http://x>c</a>"),
        ("[a\nb](\nhttp://x\n)", "<a http://x>a b</a>"),
        ("<https://a/_b_> <a@b.c> <ftp://a>", "<a https://a/_b_>https://a/_b_</a> <a@b.c> <ftp://a>"),
    ],
)  # fmt: skip
def test_links(body: str, expected: str) -> None:
    assert styled(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a\nb\n\n\nc", ["paragraph: a b", "paragraph: c"]),
        ("# a *b* #\n####### c\n#d", ["heading1: a b", "paragraph: ####### c #d"]),
        ("a\nb\n===\nc\n---", ["heading1: a b", "heading2: c"]),
        ("a\n\n---\n* * *\n___", ["paragraph: a", "rule:", "rule:", "rule:"]),
        ("- a\n- b\n\n* c", [".• item: a", ".• item: b", ".• item: c"]),
        ("3. a\n3. b\n\n2) c", [".3. item: a", ".4. item: b", ".2) item: c"]),
        ("- a\n\n  b\n  - c\n\n    d\n- e",
         [".• item: a", ". item: b", "..• item: c", ".. item: d", ".• item: e"]),
        ("1. a\n\nb\n\n1. c", [".1. item: a", "paragraph: b", ".1. item: c"]),
        ("*\n\n  a\n\n*\n \n  a", [".• item:", "paragraph: a"] * 2),
        ("- a\nb\n- - c\n-", [".• item: a b", ".• item:", "..• item: c", ".• item:"]),
        ("a\n- b\n\na\n2. b\n\na\n1. b",
         ["paragraph: a", ".• item: b", "paragraph: a 2. b", "paragraph: a", ".1. item: b"]),
        ("> a\nb\n> > c\n\n> - d\n>   e\n\nf",
         ["> paragraph: a b", ">> paragraph: c", ">.• item: d e", "paragraph: f"]),
        ("> a\n===", ["> paragraph: a ==="]),
        ("1. > a\n   # b", [">.1. item: a", ". heading1: b"]),
        ("```py\na *b* [[c]]\n\n  d\n```\ne", ["code: a *b* [[c]]\n\n  d", "paragraph: e"]),
        ("~~~\n```\n", ["code: ```"]),
        ("    a\n\n\tb\n\nc", ["code: a\n\nb", "paragraph: c"]),
        ("- a\n\n\t\tb\n\n  \tc", [".• item: a", ". code:   b", ". item: c"]),
        ("a\n| b | *c* |\n|---|\nd",
         ["paragraph: a", "verbatim: | b | *c* |\n|---|", "paragraph: d"]),
        ("<div>\n*a* [[b]]\n\n*c*", ["verbatim: <div>\n*a* [[b]]", "paragraph: c"]),
        ("<!-- a\n\nb -->\nc", ["verbatim: <!-- a\n\nb -->", "paragraph: c"]),
        ("a\r\nb\r\rc\r\n", ["paragraph: a b", "paragraph: c"]),
        ("", []),
    ],
)  # fmt: skip
def test_lines_become_blocks(body: str, expected: list[str]) -> None:
    assert outline(body) == expected


def test_table_rows_have_links_but_not_in_code() -> None:
    document = parse("| [[a\\|b *c*]] | `[[d]]` |\n| \\[[e]] [[f]] |")
    assert [(link.target, link.words) for link in document.links] == [("a", "b *c*"), ("f", "f")]
    assert document.text == "| b *c* | `[[d]]` |\n| \\[[e]] f |"


def test_links_are_counted_once_and_know_their_place() -> None:
    document = parse("[[a|x *y* z]][[a|x]]\n\n- <https://b>")
    assert [(link.words, link.start, link.end) for link in document.links] == [
        ("x y z", 0, 5),
        ("x", 5, 6),
        ("https://b", 7, 16),
    ]
    assert [run.link for block in document.blocks for run in block.runs] == [0, 0, 0, 1, 2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_the_file(end: str) -> None:
    lines = ["a", "b *c*", "", "> d", "> e", "", "```", "f", "", "g", "```", "| h", "[[i|", "j]]"]
    document = parse(end.join(lines), 10)
    found = {sign: document.line_at(document.text.index(sign)) for sign in "abcdefghj"}
    assert found == {
        "a": 10,
        "b": 11,
        "c": 11,
        "d": 13,
        "e": 14,
        "f": 17,
        "g": 19,
        "h": 21,
        "j": 23,
    }


def test_pages_of_our_own() -> None:
    body = parse("*a*\n\n[[b]]", 5)
    first, last = body.blocks
    ours = [Block("title", [Run("T", bold=True)]), Block("row", [Run("x" * 20, target="y")])]
    page = Document([ours[0], first, ours[1], last], body.body, 5)
    assert page.text == f"T\na\n{'x' * 20}\nb"
    assert [(link.target, link.start) for link in page.links] == [("y", 4), ("b", 25)]
    assert [page.line_at(offset) for offset in (0, 2, 20, 25, 99)] == [5, 5, 5, 7, 7]
    assert [page.block_at(offset) for offset in (0, 1, 2, 25)] == [0, 0, 1, 3]
    assert [block.start for block in body.blocks] == [0, 2]  # the other document keeps its own
    assert body.links[0].start == 2


def shows(shown: str, written: str) -> bool:
    return shown == written or (shown in " \n" and written in " \t\r\n\\")


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_has_a_document(body: str) -> None:
    document = parse(body, 3)
    for block in document.blocks:
        place = block.start
        for run in block.runs:
            assert run.text
            assert document.text[place : place + len(run.text)] == run.text
            place += len(run.text)
            if run.source < 0:
                assert not run.text.strip()
                continue
            for at, sign in enumerate(run.text):
                assert shows(sign, body[run.source + at])
    for link in document.links:
        assert link.words.strip()
        assert document.text[link.start : link.end] == link.words
    lines = body.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    for offset in range(len(document.text) + 1):
        assert 3 <= document.line_at(offset) <= 3 + lines


@pytest.mark.parametrize(
    "part",
    ["[", "[[", "[[a|", "![", "[a](", "[a](<", "[[a]]", "](http://x)", "*a", "*a_", "**a ", "a**b",
     ">", "> a\n", "- ", "`a``", "<", "a<!--", "<a b='", "\\", "a\n", "\n", "\t", "| `[[a", "a"],
)  # fmt: skip
def test_time_grows_with_the_length(part: str) -> None:
    def seconds(length: int) -> float:
        body = part * (length // len(part))
        start = time.process_time()
        parse(body)
        return time.process_time() - start

    assert seconds(80_000) < 24 * max(seconds(10_000), 0.005)  # with its square: 64 times


def test_nesting_has_an_end_but_nothing_is_lost() -> None:
    document = parse("> " * 1000 + "a\n" + "- " * 1000 + "b")
    assert max(block.quote for block in document.blocks) == 32
    assert document.text.count("a") == document.text.count("b") == 1
