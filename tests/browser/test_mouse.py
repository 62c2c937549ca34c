"""The mouse: rows, links, linked records, tabs, keys of the footer, the wheel."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

from .stage import MEDIUM, NARROW, WIDE, Stage, browse


async def click(stage: Stage, words: str, pane: Widget | None = None, times: int = 1) -> None:
    """Click on the first letter of some words."""
    lines = stage.text_of(pane).split("\n") if pane else stage.lines()
    x, y = next((line.index(words), y) for y, line in enumerate(lines) if words in line)
    left, top = pane.region.offset if pane else (0, 0)
    await stage.pilot.click(offset=(left + x, top + y), times=times)


async def wheel(
    stage: Stage, pane: Widget, direction: type[events.MouseEvent], times: int = 1
) -> None:
    x, y = pane.region.x + 3, pane.region.y + 3
    for _ in range(times):
        stage.app.post_message(direction(None, x, y, 0, 1, 0, False, False, False, x, y))
    await stage.pilot.pause()


async def test_a_row_is_chosen_then_opened(library: Path) -> None:
    async with browse(library) as stage:
        await click(stage, "Note 27")
        assert (stage.row, stage.main.active) == ("note-27", "list")
        await stage.until(lambda: stage.ref == "note-27", "its preview")
        assert not stage.main.navigator.trail.can_back
        await click(stage, "Gazette", stage.rows)
        assert (stage.row, stage.main.active) == ("note-29", "list"), "a row is two lines"
        await click(stage, "Gazette", stage.rows)
        assert (stage.ref, stage.main.active) == ("note-29", "reader")
        await click(stage, "Note 28")
        assert (stage.row, stage.main.active, stage.ref) == ("note-28", "list", "note-29")


async def test_a_click_beside_the_rows_chooses_nothing(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("2", "j", "k", "j")
        for y in (0, 20, 31, 32, 33):
            await stage.pilot.click(stage.rows, offset=(5, y))
            assert (stage.row, stage.main.active) == ("bo", "list")


@pytest.mark.parametrize("size", [WIDE, MEDIUM])
async def test_links_are_followed(library: Path, size: tuple[int, int]) -> None:
    async with browse(library, size=size) as stage:
        await click(stage, "the town", stage.reader)
        assert (stage.ref, stage.main.active) == ("town", "reader")
        await stage.press("backspace")
        assert stage.link == "town", "the link cursor stays where one clicked"
        await click(stage, "somebody", stage.reader)
        assert stage.ref == "bridge"
        assert "nobody" in stage.message
        await click(stage, "Paragraph 0", stage.reader)
        assert (stage.ref, stage.main.active) == ("bridge", "reader")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_linked_records_are_opened(library: Path, size: tuple[int, int]) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("l", "l")
        await click(stage, "People 2", stage.linked)
        assert stage.ref == "bridge", "a heading leads nowhere"
        await click(stage, "Bo Lind", stage.linked)
        assert (stage.ref, stage.main.active) == ("bo", "reader")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_bars_can_be_clicked(library: Path, size: tuple[int, int]) -> None:
    async with browse(library, size=size) as stage:
        await click(stage, "Evt" if size == NARROW else "Events")
        assert stage.rows.list == "events"
        await click(stage, "!")
        assert stage.ref == "!"
        await click(stage, "follow")
        assert "Choose a link" in stage.message
        await stage.press("escape")
        await click(stage, "? help")
        await stage.until(lambda: stage.app.screen is not stage.main)
        await stage.pilot.click(offset=(20, 5), times=2)
        await stage.until(lambda: stage.app.screen is stage.main)
        assert stage.ref == "!"


async def test_the_wheel_scrolls_what_is_under_it(library: Path) -> None:
    async with browse(library) as stage:
        await wheel(stage, stage.reader, events.MouseScrollDown)
        assert (stage.reader.top, stage.rows.top, stage.main.active) == (3, 0, "list")
        await wheel(stage, stage.rows, events.MouseScrollDown, times=40)
        assert "Note 00" in stage.text_of(stage.rows)
        assert (stage.reader.top, stage.row) == (3, "bridge"), "the cursor stays"
        await stage.press("j")
        assert "▸ Note 29" in stage.text_of(stage.rows), "until it is moved"
        await wheel(stage, stage.reader, events.MouseScrollUp, times=3)
        assert stage.reader.top == 0


async def test_following_a_link_ends_the_search_for_words(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("ctrl+f", "n")
        await click(stage, "the town", stage.reader)
        await stage.until(lambda: "words to find" not in stage.text() and stage.ref == "town")
        assert stage.main.prompt is None
        await stage.press("ctrl+f", *"the", "enter")
        assert "match 1 of" in stage.text()


async def test_a_drag_over_the_panes_does_no_harm(library: Path) -> None:
    async with browse(library) as stage:
        await stage.pilot.mouse_down(offset=(50, 5))
        await stage.pilot.hover(offset=(70, 9))
        await stage.pilot.mouse_up(offset=(70, 9))
        await stage.press("y")
        assert stage.app.clipboard == "bridge"


async def test_a_click_on_a_line_of_words_that_has_just_gone(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was under the mouse is asked for before it goes, and used after."""
    async with browse(library) as stage:
        gone = Input()
        found = lambda *_: (gone, Offset(0, 0))  # noqa: E731
        monkeypatch.setattr(stage.main, "get_widget_and_offset_at", found)
        await stage.pilot.click(offset=(60, 10))
        await stage.press("j")
        assert not stage.app.failure
