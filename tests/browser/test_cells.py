"""Text is measured before Rich is loaded as it is measured afterwards."""

from __future__ import annotations

import sys

import pytest
import rich.cells
from hypothesis import given
from hypothesis import strategies as st

from tui.browser import cells

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
        narrow = filter(cells.is_narrow, map(chr, range(sys.maxunicode + 1)))
    assert {rich.cells.get_character_cell_size(sign) for sign in narrow} == {1}
    for first, last in cells._TWO:
        signs = map(chr, range(first, last + 1))
        assert {rich.cells.get_character_cell_size(sign) for sign in signs} == {2}


@given(TEXTS, st.integers(0, 12))
def test_text_has_the_same_cells_without_rich(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        there = sys.modules["rich.cells"]
        without = {name: one for name, one in sys.modules.items() if name != "rich.cells"}
        patch.setattr(sys, "modules", without)
        counted, graphemes = cells._cells(text), cells._cells(text) and cells.split_graphemes(text)
        sized = cells.set_cell_size(text, size) if counted else ""
    assert sys.modules["rich.cells"] is there
    if counted:
        assert sum(counted) == rich.cells.cell_len(text)
        assert sized == rich.cells.set_cell_size(text, size)
        assert graphemes == rich.cells.split_graphemes(text)[0]
    assert cells.cell_len(text) == rich.cells.cell_len(text)
    assert cells.set_cell_size(text, size) == rich.cells.set_cell_size(text, size)
