"""The trail: back to the same row, sort and scroll; the same place after a restart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .libraries import LAST_WORDS, small, write
from .stage import MEDIUM, SIZES, WIDE, Stage, browse


def marked(stage: Stage) -> list[str]:
    """The lines of the reader that are pointed out."""
    lines = stage.text_of(stage.reader).split("\n")
    return [line.strip("│ ") for line in lines if "▌" in line]


@pytest.mark.parametrize("size", SIZES)
async def test_a_quotation_opens_at_its_passage_and_back_is_the_same_row(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("4", "s", "j")
        before = stage.main.navigator.place()
        assert stage.row == "bridge#asked"
        await stage.press("enter")
        assert (stage.ref, stage.main.active) == ("bridge", "reader")
        assert any(LAST_WORDS in line for line in marked(stage)), stage.text()
        await stage.press("backspace")
        assert stage.main.navigator.place() == before
        assert (before.list, before.sort, before.row_ref) == ("quotes", "speaker", "bridge#asked")


@pytest.mark.parametrize("size", SIZES)
async def test_back_and_forward_restore_list_sort_row_scroll_and_link(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("s", "G", *["k"] * 5, "enter")
        first = stage.main.navigator.trail.current
        await stage.press("tab", "enter", *["tab"] * 9, "j", "j")
        second = stage.main.navigator.place()
        assert second.offset
        await stage.press("enter", "2", "s", "j", "enter")
        await stage.press("backspace")
        assert (stage.rows.list, stage.main.active) == ("people", "list")
        await stage.press("backspace", "backspace")
        assert stage.main.navigator.place() == second
        await stage.press("backspace")
        assert stage.ref == first.ref if first else False
        await stage.press("backspace")
        place = stage.main.navigator.place()
        assert (place.list, place.sort, place.row, place.pane) == ("articles", "title", 25, "list")
        assert place.list_top > 0
        await stage.press("backspace")
        assert "begins" in stage.message
        await stage.press("L", "L")
        assert stage.main.navigator.place() == second


async def test_back_from_a_list_leads_to_what_was_read(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("j", "j", "enter", "tab")
        before = stage.main.navigator.place()
        await stage.press("4", "j", "3", "backspace", "backspace")
        assert stage.main.navigator.place() == before


async def test_the_header_shows_the_list_that_back_leads_to(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("enter", "2", "enter", "backspace")
        assert stage.main.header.current == "people"
        await stage.press("backspace")
        assert (stage.rows.list, stage.main.header.current) == ("articles", "articles")


@pytest.mark.parametrize("key", ["apostrophe", "exclamation_mark", "u"])
async def test_a_key_that_leads_to_where_one_is_leaves_the_trail_as_it_is(
    library: Path, key: str
) -> None:
    async with browse(library, "ann") as stage:
        await stage.press(key, "h", key, key)
        assert (stage.ref == "ann", stage.main.active) == (False, "reader")
        await stage.press("backspace")
        assert stage.ref == "ann"


async def test_a_new_way_cuts_off_what_lay_ahead(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("tab", "enter", "H", "tab", "enter", "L")
        assert stage.ref == "opening"
        assert "Nothing is ahead" in stage.message


@pytest.mark.parametrize(
    ("one", "other"), [(WIDE, WIDE), (WIDE, MEDIUM), *zip(SIZES, SIZES[::-1], strict=True)]
)
async def test_a_restart_leads_to_the_same_place(
    library: Path, one: tuple[int, int], other: tuple[int, int]
) -> None:
    async with browse(library, size=one) as stage:
        await stage.press(
            "4", "s", "enter", "g", "tab", "enter", "1", "s", *["j"] * 9, "enter", "j"
        )
        await stage.press("backspace", "L", "j", "q")
        left, visited = stage.main.navigator.place(), list(stage.app.visited)
    async with browse(library, size=other) as stage:
        place = stage.main.navigator.place()
        if one != other:
            assert place.row == left.row
            left.list_top = place.list_top
        assert place == left
        assert list(stage.app.visited) == visited
        assert stage.main.panes[left.pane].has_focus
        await stage.press("backspace", "backspace", "backspace")
        assert (stage.rows.list, stage.row) == ("quotes", "bridge#asked")


@pytest.mark.parametrize("keys", ["tab l j j", "tab l j h"])
async def test_a_restart_leads_to_the_same_row_of_the_linked_pane(library: Path, keys: str) -> None:
    async with browse(library) as stage:
        await stage.press("enter", *keys.split())
        before, link, pane = stage.item, stage.link, stage.main.active
        await stage.press("q")
    async with browse(library) as stage:
        assert (stage.item, stage.link, stage.main.active) == (before, link, pane)
        assert stage.item != stage.link


async def test_a_preview_is_where_one_was(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("6", "q")
    async with browse(library) as stage:
        assert (stage.rows.list, stage.ref) == ("places", "town")
        assert "visited" not in stage.main.navigator.trail.to_json() or (
            "town" not in stage.app.visited
        )


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[1, 2]", "null", '{"places": [{"ref": 5}, 7], "at": "x", "visited": 3}', "\x00\xff"],
)
async def test_a_damaged_state_is_no_error(library: Path, tmp_path: Path, damaged: str) -> None:
    async with browse(library) as stage:
        await stage.press("2", "enter", "q")
    (file,) = (tmp_path / "state").glob("*/trail.json")
    file.write_bytes(damaged.encode("latin-1"))
    async with browse(library) as stage:
        assert (stage.ref, stage.rows.list, stage.main.active) == ("bridge", "articles", "list")
        await stage.press("tab", "enter")
        assert stage.ref == "ann"
    async with browse(library) as stage:
        assert stage.ref == "ann", "it is whole again"


async def test_a_state_that_cannot_be_kept_is_said(library: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder belongs")
    async with browse(library) as stage:
        await stage.press("enter")
        assert "can’t be kept" in stage.message
        assert (stage.ref, stage.main.active) == ("bridge", "reader")
        await stage.press("q")
        await stage.until(lambda: not stage.app.is_running)


async def test_each_library_has_its_own_trail(library: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other" / "library", small())
    async with browse(library) as stage:
        await stage.press("2", "enter", "q")
    async with browse(other) as stage:
        assert stage.ref == "bridge"
        await stage.press("q")
    assert len(os.listdir(tmp_path / "state")) == 2


@pytest.mark.parametrize(
    ("ref", "shown", "listed", "row"),
    [
        ("bo", "bo", "people", "bo"),
        ("town", "town", "places", "town"),
        ("note-07", "note-07", "articles", "note-07"),
        ("bridge#q2", "bridge", "articles", "bridge"),
    ],
)
async def test_what_is_named_at_the_start_comes_on_top_of_the_last_place(
    library: Path, ref: str, shown: str, listed: str, row: str
) -> None:
    async with browse(library, ref) as stage:
        assert (stage.ref, stage.main.active, stage.rows.list) == (shown, "reader", listed)
        assert (stage.row, stage.main.header.current) == (row, listed)
        assert bool(marked(stage)) == ("#" in ref)
        await stage.press("2", "j", "enter", "1", "G", "enter")
    async with browse(library, ref) as stage:
        assert (stage.ref, stage.main.active) == (shown, "reader")
        await stage.press("backspace")
        assert (stage.ref, stage.main.header.current) == ("note-00", "articles")


async def test_a_place_whose_record_is_gone_can_be_left(own_library: Path) -> None:
    async with browse(own_library) as stage:
        await stage.press("2", "j", "enter", "tab", "q")
    (own_library / "people" / "bo.md").unlink()
    async with browse(own_library) as stage:
        assert "bo" in stage.message
        assert (stage.ref, stage.rows.total) == ("", 1)
        await stage.press("tab", "f", "y", "n", "o", "j", "G", "1")
        assert stage.ref == "bridge"


async def test_a_passage_is_found_again_when_the_text_before_it_has_grown(
    own_library: Path,
) -> None:
    async with browse(own_library) as stage:
        await stage.press("l", *["j"] * 9, "q")
        top = stage.text_of(stage.reader).split("\n")[1]
    file = own_library / "articles" / "bridge.md"
    text = file.read_text().replace("Paragraph 0 ", "New words.\n\n" * 4 + "Paragraph 0 ")
    file.write_text(text)
    async with browse(own_library) as stage:
        assert stage.text_of(stage.reader).split("\n")[1] == top
