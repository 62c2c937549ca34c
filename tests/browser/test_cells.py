"""Text is measured without Rich as it is measured with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import rich.cells
from hypothesis import given
from hypothesis import strategies as st

from tui.browser import cells, layout
from tui.browser.layout import wrap

TEXTS = st.text(
    st.sampled_from("ab éЖα“”…│▸●→·\u00ad 日本語、。「」ァーｱ가힣㐀〆々！😀👩\u200d\u0301\ufe0f゙")
)


def test_each_sign_has_the_cells_that_rich_gives_it() -> None:
    assert {
        rich.cells.get_character_cell_size(sign)
        for sign in map(chr, range(sys.maxunicode + 1))
        if cells.is_narrow(sign)
    } == {1}
    for first, last in cells._TWO:
        signs = map(chr, range(first, last + 1))
        assert {rich.cells.get_character_cell_size(sign) for sign in signs} == {2}


@given(TEXTS, st.integers(0, 12))
def test_text_has_the_cells_that_rich_gives_it(text: str, size: int) -> None:
    assert cells.cell_len(text) == rich.cells.cell_len(text)
    assert cells.set_cell_size(text, size) == rich.cells.set_cell_size(text, size)
    assert list(cells.split_graphemes(text)) == list(rich.cells.split_graphemes(text)[0])


@given(TEXTS, st.integers(4, 12))
def test_lines_of_words_are_those_of_their_signs(text: str, width: int) -> None:
    lines = wrap(text, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "units", by_signs)
        assert wrap(text, width) == lines


def by_signs(text: str, width: int) -> Iterator[tuple[int, int, int, bool]]:
    for start, end, size in rich.cells.split_graphemes(text)[0]:
        yield start, end, size, size > 1
