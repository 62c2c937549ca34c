"""Lines of cells: no line is too wide, no word is lost, every offset is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.core.test_markdown import MARKS
from tui.browser.layout import Layout, wrap_words
from tui.core.charts import Strip
from tui.core.document import Block, Document, Run
from tui.core.markdown import parse

from .nasty import is_raw, texts

KINDS = ["paragraph", "item", "code", "rule", "verbatim", "title", "row", "notice", "words"]
KINDS.append("figure")
STRIP = Strip({733_000: 1, 738_000: 7})
_QUOTES = st.integers(0, 2)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(KINDS))
    runs = [
        Run(text, target=draw(st.sampled_from(["", "x"])), link=number)
        for number, text in enumerate(draw(st.lists(texts.filter(bool), max_size=3)))
    ]
    indent = draw(st.integers(0, 3)) if kind == "item" else 0
    if kind in ("rule", "figure"):
        runs = []
    marker = draw(st.sampled_from(["", "··●·"])) if kind == "row" else "12." if indent else ""
    figure = STRIP if kind == "figure" else None
    return Block(kind, runs, indent=indent, marker=marker, quote=draw(_QUOTES), figure=figure)


@given(st.lists(blocks(), max_size=5), st.integers(20, 90))
def test_lines_fit_and_nothing_is_lost(made: list[Block], width: int) -> None:
    layout = Layout(Document(made), width)
    assert len(layout.text) == len(layout.document.text)
    assert not any(is_raw(sign) for sign in layout.text if sign != "\n")
    shown = 0
    for line in layout.lines:
        text = layout.text[line.start : line.end]
        assert cell_len(line.prefix + text) <= width
        assert line.start >= shown, "no text stands in two lines"
        assert not layout.text[shown : line.start].strip(" \n"), "between lines are only blanks"
        shown = max(shown, line.end)
    left = layout.text[shown:]
    assert not left.strip(" \n")


@given(st.lists(st.sampled_from(MARKS) | texts, max_size=30).map("".join), st.integers(4, 90))
def test_any_body_can_be_laid_out(body: str, width: int) -> None:
    layout = Layout(parse(body), width)
    assert len(layout.text) == len(layout.document.text)
    for line in layout.lines:
        shown = line.prefix + layout.text[line.start : line.end]
        assert not any(is_raw(sign) for sign in shown)
        if line.block >= 0:
            pieces = [(start, end) for start, end, _ in layout.runs_in(line)]
            assert all(line.start <= start < end <= line.end for start, end in pieces)


@given(st.lists(blocks(), max_size=5), st.integers(20, 90))
def test_offsets_links_and_columns_are_found_again(made: list[Block], width: int) -> None:
    layout = Layout(Document(made), width)
    links = layout.document.links
    found: list[int] = []
    for number, line in enumerate(layout.lines):
        if line.block < 0:
            assert layout.line_at(line.start) == number
            continue
        for offset in range(line.start, line.end):
            assert layout.line_at(offset) == number
        within = [n for n, one in enumerate(links) if one.start < line.end and line.start < one.end]
        assert [n for n, _ in layout.links_in(line)] == within
        runs = layout.runs_in(line)
        assert "".join(layout.text[a:b] for a, b, _ in runs) == layout.text[line.start : line.end]
        found += layout.links_between(number, number + 1)
    said = [number for number, link in enumerate(links) if link.words.strip()]
    assert [number for number in found if number in said] == said


def test_a_block_of_several_lines_is_shown_line_by_line() -> None:
    layout = Layout(Document([Block("verbatim", [Run("ab  c\n\n  de\n" + "f" * 30)])]), 20)
    lines = [layout.text[line.start : line.end] for line in layout.lines]
    assert lines == ["ab  c", "", "  de", "f" * 20, "f" * 10]


def test_the_cell_of_an_offset_leads_back_to_it() -> None:
    layout = Layout(Document([Block("item", [Run("ab 日本 cd")], indent=1, marker="•")]), 40)
    line = layout.lines[0]
    columns = [layout.column_of(line, offset) for offset in range(line.end)]
    assert columns == [2, 3, 4, 5, 7, 9, 10, 11]
    assert [layout.offset_at(line, column) for column in columns] == list(range(line.end))
    assert layout.offset_at(line, 8) == 4, "the right half of a wide character"
    assert layout.offset_at(line, 1) == layout.offset_at(line, 12) == -1


@given(texts, st.integers(4, 60))
def test_words_of_a_card_are_wrapped_without_loss(text: str, width: int) -> None:
    lines = wrap_words(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert not any(is_raw(sign) for line in lines for sign in line)
    joined = "".join("".join(lines).split(" "))
    assert len(joined) == len("".join(wrap_words(text, 10**6)[0].split(" ")))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("\u200d\u200d␛[2J␛", 4, ["␛[2J", "␛"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
        ("a  b", 4, ["a  b"]),
        ("日␛␛␛␛␛␛abcdef", 9, ["日", "␛␛␛␛␛␛", "abcdef"]),
        ("首相は、会談を。", 6, ["首相", "は、会", "談を。"]),
        ("日\u0301日\u0301日\u0301日\u0301", 4, ["日\u0301日\u0301", "日\u0301日\u0301"]),
    ],
)
def test_lines_break_at_spaces_and_between_wide_signs(
    text: str, width: int, lines: list[str]
) -> None:
    assert wrap_words(text, width) == lines


def test_blocks_stand_apart_but_rows_and_items_do_not() -> None:
    kinds = ["title", "meta", "paragraph", "item", "item", "heading", "row", "row", "paragraph"]
    made = [Block(kind, [Run("x")], indent=int(kind == "item")) for kind in kinds]
    shown = Layout(Document(made), 40).lines
    lines = "".join(" " if line.block < 0 else kinds[line.block][0] for line in shown)
    assert lines == "tm p ii hrr p"
