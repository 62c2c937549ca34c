"""The layouts at their sizes, and what a change of size leaves as it was."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from textual.widgets import Input

from tui.core.trail import Place

from .libraries import NOTES, write
from .stage import MEDIUM, NARROW, SIZES, WIDE, Stage, browse

LEAST = (40, 10)
TOO_SMALL = (39, 9)


def shown(stage: Stage) -> str:
    panes = stage.main.panes.items()
    return " ".join(name for name, pane in panes if pane.region.area)


def kept(stage: Stage) -> Place:
    """The place, but for the scroll of the linked pane: only its cursor counts."""
    place = stage.main.navigator.place()
    place.linked_top = 0
    return place


@pytest.mark.parametrize(
    ("size", "keys", "panes"),
    [
        (WIDE, "", "list reader linked"),
        ((110, 18), "l l", "list reader linked"),
        ((109, 36), "", "list reader"),
        ((109, 36), "l l", "list reader linked"),
        (MEDIUM, "l", "list reader"),
        ((60, 18), "l l", "list reader linked"),
        (NARROW, "", "list"),
        (NARROW, "l", "reader"),
        (NARROW, "l l", "linked"),
        (NARROW, "tab", "reader"),
        ((120, 17), "l", "reader"),
        (LEAST, "l l", "linked"),
        ((110, 18), "ctrl+f", "list reader linked"),
        (WIDE, "z", "reader"),
        (WIDE, "z z", "list reader linked"),
        (WIDE, "z escape", "list reader linked"),
        (MEDIUM, "z h", "list reader"),
    ],
)
async def test_the_panes_at_a_size(
    library: Path, size: tuple[int, int], keys: str, panes: str
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press(*keys.split())
        await stage.until(lambda: shown(stage) == panes, panes)
        assert [sum(strip.cell_length for _, strip in line) for line in stage.drawn()] == (
            [size[0]] * size[1]
        )


@pytest.mark.parametrize("size", SIZES)
async def test_the_pane_with_the_keys_is_marked(library: Path, size: tuple[int, int]) -> None:
    async with browse(library, size=size) as stage:
        for key in ("", "l", "l", "h", "h", "tab", "2"):
            await stage.press(*key.split())
            marked = [n for n, pane in stage.main.panes.items() if "●" in stage.text_of(pane)]
            assert marked == [stage.main.active]


@pytest.mark.parametrize("size", SIZES)
async def test_a_title_is_whole_whatever_its_length(tmp_path: Path, size: tuple[int, int]) -> None:
    titles = {f"t{n}": "word " * 6 + "x" * n + " END" for n in range(40)}
    files = {f"articles/{name}": f"---\ntitle: {title}\n---\n" for name, title in titles.items()}
    async with browse(write(tmp_path / "titles", files), size=size) as stage:
        for _ in titles:
            await stage.press("enter")
            assert "END" in stage.text_of(stage.reader), stage.ref
            await stage.press("h", "j")


async def test_at_the_least_size_everything_can_be_reached(library: Path) -> None:
    async with browse(library, size=LEAST) as stage:
        await stage.until(lambda: "6 Plc" in stage.text() and "? help  q quit" in stage.text())
        await stage.until(lambda: "The bridge is open" in stage.text())
        await stage.press("G")
        await stage.until(lambda: "Note 00" in stage.text() and f"of {NOTES + 1}" in stage.text())
        await stage.press("g", "tab")
        await stage.until(lambda: "link 1 of" in stage.text() and "Ann Berg" in stage.text())
        await stage.press("l")
        await stage.until(lambda: "▸ Ann Berg" in stage.text())
        await stage.press("ctrl+f")
        await stage.until(lambda: shown(stage) == "reader")
        await stage.type("asked")
        await stage.press("enter")
        await stage.until(lambda: "Nobody was asked" in stage.text())


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_nothing_but_plain_characters_where_that_is_asked_for(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, size=size, ascii_only=True) as stage:
        for keys in (
            *("", "4 enter", "l", "f", "escape question_mark", "x 4 l", "exclamation_mark", "t"),
            *("slash", "b r", "escape F", "escape quotation_mark", "escape ctrl+f", "escape v"),
            *("escape i", "escape Y", "escape T", "escape ctrl+o", "escape ctrl+p", "b"),
        ):
            await stage.press(*keys.split())
            if stage.main.prompt or keys in ("escape ctrl+p", "b"):
                await stage.until(
                    lambda: all(box.region.area for box in stage.app.screen.query(Input))
                )
            assert not {sign for sign in stage.text() if not sign.isascii()}, keys
        await stage.press("escape")
        assert "|" in stage.text() or size == NARROW


async def test_too_small_says_so_and_comes_back(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("l", "j", "j", "j")
        before = stage.reader.offset_at_top
        await stage.resize(TOO_SMALL)
        await stage.until(lambda: "needs 40×10" in stage.text() and "39×9" in stage.text())
        assert not shown(stage)
        await stage.press("j", "tab", "2", "enter", "f", "ctrl+f", "question_mark", "ctrl+p")
        assert stage.app.screen is stage.main, "it waits"
        await stage.resize(WIDE)
        await stage.until(lambda: shown(stage) == "list reader linked")
        assert "needs 40×10" not in stage.text()
        assert (stage.main.active, stage.reader.offset_at_top) == ("reader", before)
        await stage.press("g", "f", "a")
        await stage.until(lambda: stage.ref == "ann", "the first hint")


async def test_started_too_small_it_waits_and_can_be_left(library: Path) -> None:
    async with browse(library, size=TOO_SMALL) as stage:
        await stage.resize(MEDIUM)
        await stage.until(lambda: "The bridge is open" in stage.text())
        await stage.resize((20, 3))
        await stage.press("q")
        await stage.until(lambda: not stage.app.is_running)


@pytest.mark.parametrize("pane", ["list", "reader", "linked"])
@pytest.mark.parametrize(("one", "other"), [*pairwise([*SIZES, LEAST, TOO_SMALL, WIDE])])
async def test_a_resize_and_back_keeps_everything(
    library: Path, pane: str, one: tuple[int, int], other: tuple[int, int]
) -> None:
    async with browse(library, size=MEDIUM) as stage:
        await stage.press("j", "k", "tab", "tab", *"ljjk", "h", *["j"] * 7)
        await stage.press(*{"list": "h", "reader": "", "linked": "l"}[pane])
        await stage.resize(one)
        place = kept(stage)
        assert (place.pane, place.link, place.linked_ref) == (pane, 1, "bridge#q1")
        for size in (other, one, other, one):
            await stage.resize(size)
            if size != TOO_SMALL and stage.reader.region.area:
                layout = stage.reader.layout_
                assert layout is not None
                assert layout.line_at(place.offset) == stage.reader.top
        assert kept(stage) == place
        assert stage.main.panes[pane].has_focus or one == TOO_SMALL


@pytest.mark.parametrize("other", [(120, 60), (120, 200), NARROW])
async def test_the_end_of_a_text_is_kept_where_all_of_it_had_room(
    library: Path, other: tuple[int, int]
) -> None:
    async with browse(library) as stage:
        await stage.press("l", "G")
        before = stage.reader.top, stage.reader.offset_at_top
        await stage.resize(other)
        await stage.resize(WIDE)
        assert (stage.reader.top, stage.reader.offset_at_top) == before


@pytest.mark.parametrize("pane", ["list", "linked"])
async def test_the_cursor_stays_in_view(library: Path, pane: str) -> None:
    async with browse(library, "ann", size=(120, 50)) as stage:
        await stage.press(*{"list": "h 1", "linked": "l"}[pane].split(), *["j"] * 20)
        marked = [line for line in stage.lines() if "▸" in line]
        for size in (WIDE, MEDIUM, NARROW, LEAST, MEDIUM):
            await stage.resize(size)
            assert "▸" in stage.text_of(stage.main.panes[pane]), (size, marked)


@pytest.mark.parametrize("keys", ["ctrl+f", "question_mark", "ctrl+p", "f", "o", "z", "l l"])
async def test_a_resize_while_something_is_open(library: Path, keys: str) -> None:
    async with browse(library) as stage:
        for size in (WIDE, NARROW, LEAST, TOO_SMALL):
            await stage.resize(WIDE)
            await stage.press("1", "g", *keys.split())
            top = type(stage.app.screen)
            await stage.resize(size)
            assert type(stage.app.screen) is top
            await stage.resize(MEDIUM)
            await stage.press("escape", "escape")
            await stage.until(lambda: stage.app.screen is stage.main)
            await stage.press("1", "j")
            await stage.until(lambda: stage.row == f"note-{NOTES - 1}", size)
            cells = sum(strip.cell_length for line in stage.drawn() for _, strip in line)
            assert cells == 80 * 24, size


@pytest.mark.parametrize("size", [NARROW, LEAST])
async def test_a_sentence_takes_two_lines_where_it_needs_them(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, size=size) as stage:
        before = stage.lines()
        await stage.press("w")
        said = stage.message
        assert " ".join(line.strip() for line in stage.lines()[-2:]) == said
        assert stage.lines()[:-2] == before[:-2]
        await stage.press("escape")
        assert stage.lines() == before
        await stage.press("w", "i")  # a line of words that opens is not covered
        stage.main.say(said)
        await stage.pilot.pause()
        assert stage.lines()[-1].startswith(f" {said[:20]}")
        assert "type to a row" in stage.lines()[-2]
