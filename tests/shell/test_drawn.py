"""What pages draw, as plain text: beside its words, and at any width."""

from __future__ import annotations

import pytest

from tui.core.charts import Strip
from tui.core.document import Block, Document, Run
from tui.core.records import Record
from tui.library.pages import Page
from tui.shell.plain import page_text

BLOCKS = [
    Block("heading", [Run("Coverage")], level=2),
    Block("figure", [], figure=Strip({738_000: 1, 738_002: 8})),
    Block("row", [Run("2021: named in 8 articles")], marker="██▄··"),
    Block("row", [Run("2022")], marker="JFMAM", level=1),
    Block("row", [Run("in May")], marker="····●"),
]


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (
            0,
            "## Coverage\n\n  █\n▂·█\n29 Jul 2021  31 Jul 2021\n"
            "██▄··  2021: named in 8 articles\n\nJFMAM  2022\n····●  in May\n",
        ),
        (
            26,
            "## Coverage\n\n  █\n▂·█\n29 Jul 2021  31 Jul 2021\n██▄··  2021: named in 8\n"
            "       articles\n\nJFMAM  2022\n····●  in May\n",
        ),
    ],
)
def test_drawings_stand_before_their_words(width: int, text: str) -> None:
    page = Page(Record("", "page", "", "", {}, "", 1), Document(BLOCKS))
    assert page_text(page, width=width) == text
