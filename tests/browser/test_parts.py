"""Finding, hints, lines of cells, bars and regions: the parts that need no screen."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Region

from tui.browser import bars, drawing, strips
from tui.browser.finder import Finder
from tui.browser.geometry import mode_of, places
from tui.browser.hints import LETTERS, labels
from tui.core.actions import ACTIONS, by_id
from tui.core.text import safe

from .nasty import steady


@pytest.mark.parametrize(
    ("words", "text", "matches"),
    [
        ("the", "The other thesis", [(0, 3), (5, 8), (10, 13)]),
        ("reunion", "Réunion, REUNION", [(0, 7), (9, 16)]),
        ("nine  years", "nine\nyears, nine years", [(0, 10), (12, 22)]),
        ("it’s (a.b)", "it's (a.b) it's (aXb)", [(0, 10)]),
        ("首相", "岸田首相", [(2, 4)]),
        ("  ", "a  b", []),
        ("", "abc", []),
        ("absent", "abc", []),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(
    words: str, text: str, matches: list[tuple[int, int]]
) -> None:
    finder = Finder()
    finder.want(words)
    finder.look(text)
    assert finder.matches == matches
    assert finder.current == -1


def test_matches_are_gone_through_in_a_ring() -> None:
    finder = Finder()
    finder.want("a")
    finder.look("a-a-a")
    assert [finder.go(1, 0), finder.go(0, 1), finder.go(0, 1), finder.go(0, -1)] == [1, 2, 0, 2]
    assert finder.status() == "match 3 of 3 “a”"
    finder.current = -1
    assert finder.go(3, -1) == 1, "the one before an offset"
    assert list(finder.between(2, 5)) == [(2, 3, True), (4, 5, False)]
    assert list(finder.between(1, 2)) == []
    finder.want("b")
    finder.look("a")
    assert finder.go(0, 1) == -1
    assert finder.status() == "“b” is not here"


@pytest.mark.parametrize("count", [0, 1, len(LETTERS), len(LETTERS) + 1, 100, 900, 20_000])
def test_no_hint_begins_another(count: int) -> None:
    made = labels(count)
    assert len(made) == count
    ordered = sorted(made)
    assert not any(longer.startswith(one) for one, longer in pairwise(ordered))
    assert all(set(label) <= set(LETTERS) for label in made)
    assert max(map(len, made), default=1) <= (1 if count <= len(LETTERS) else 2 + count // 600)


@given(steady, st.integers(0, 40))
def test_text_is_cut_and_filled_by_cells(text: str, width: int) -> None:
    text = safe(text)
    assert cell_len(drawing.fit(text, width)) == width
    short = drawing.shorten(text, width)
    assert cell_len(short) <= width
    assert short == text or cell_len(text) > width


PIECES = st.tuples(steady.map("a{}".format), st.sampled_from(["text", "link", "dim"]))


@given(st.lists(PIECES, max_size=6), st.integers(0, 60))
def test_a_strip_has_its_width(pieces: list[tuple[str, str]], width: int) -> None:
    made = strips.strip(pieces, width)
    assert made.cell_length == width == sum(cell_len(segment.text) for segment in made)


class OfWidth:
    """What a bar asks for, without a screen."""

    columns = 80
    onrecord: Any = SimpleNamespace(
        library=SimpleNamespace(name="L", problem_counts=(0, 0), progress=[]),
        actions=ACTIONS,
        key=lambda action: by_id(action).shown_keys.split(" ")[0],
    )


class HeaderOfWidth(OfWidth, bars.Header):
    pass


class FooterOfWidth(OfWidth, bars.Footer):
    pass


def text_of(bar: bars.Bar, y: int = 0) -> str:
    (part,) = bar.drawn(y)
    return strips.strip(*part).text


@pytest.mark.parametrize("problems", [(0, 0), (0, 1), (10, 2), (1234, 1)])
@pytest.mark.parametrize("name", ["", "A small library", "日本" * 40], ids=["no", "a", "a wide"])
def test_the_header_always_has_the_lists_and_the_problems(
    name: str, problems: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    header = HeaderOfWidth()
    library = SimpleNamespace(name=name, problem_counts=problems, progress=[])
    monkeypatch.setattr(OfWidth.onrecord, "library", library)
    for width in range(40, 201):
        monkeypatch.setattr(OfWidth, "columns", width)
        line = text_of(header)
        assert cell_len(line) == width
        for number, tab in enumerate(bars.TABS, 1):
            assert f"{number} {tab[1]}" in line or f"{number} {tab[2]}" in line, line
        if count := sum(problems):
            told = [f"! {count:,} problem", f"!{count:,}", "!99+"]
            assert next(form for form in told if form in line) != "!99+" or width < 42
    assert name[:10] in line
    assert " onrecord " in line


@pytest.fixture(autouse=True)
def drawn_in_a_theme() -> None:
    """Bars are drawn here without an app, which would choose one."""
    strips.draw_in("dark")


def test_the_footer_has_help_and_quit_at_every_width(monkeypatch: pytest.MonkeyPatch) -> None:
    footer = FooterOfWidth()
    labels = {action.label for action in ACTIONS if action.label}
    for width in range(40, 201):
        monkeypatch.setattr(OfWidth, "columns", width)
        text = text_of(footer)
        assert cell_len(text) == width
        assert text.endswith(" ? help  q quit ")
        footer.message = "long \x1b words " * 60
        said = [text_of(footer, y) for y in range(2)]
        assert [cell_len(line) for line in said] == [width, width]
        assert "␛" in said[0]
        assert said[1].rstrip().endswith("…")
        footer.message = ""
    assert all(label in text for label in labels)


@pytest.mark.parametrize(
    ("size", "mode"),
    [
        ((110, 18), "wide"),
        ((109, 18), "medium"),
        ((60, 18), "medium"),
        ((59, 50), "narrow"),
        ((200, 17), "narrow"),
        ((40, 10), "narrow"),
        ((39, 10), "small"),
        ((40, 9), "small"),
    ],
)
def test_the_layout_follows_the_size(size: tuple[int, int], mode: str) -> None:
    assert mode_of(*size) == mode


@pytest.mark.parametrize("zoomed", [False, True])
@pytest.mark.parametrize("active", ["list", "reader", "linked"])
def test_regions_fill_the_body_and_nothing_else(active: str, zoomed: bool) -> None:
    for width in range(40, 201, 7):
        for height in range(8, 60, 5):
            regions = places(width, height, active, zoomed=zoomed)
            areas = [Region(*box) for box in regions.values()]
            cells = [(x, y) for r in areas for x in r.column_range for y in r.line_range]
            assert len(cells) == len(set(cells)) == width * height
            assert {y for _, y in cells} == set(range(1, height + 1))
            assert active in regions or zoomed
