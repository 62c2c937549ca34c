"""Lists with a filter, the addresses that lead to them, and the chooser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.browser.chooser import Chooser, Row

from .libraries import small, write
from .stage import NARROW, SIZES, WIDE, browse

TOPICAL = {
    "articles/one": "---\ntitle: One\ntopics: [Roads, the sea]\n---\n[[ann]] and [[bo]].\n",
    "articles/two": "---\ntitle: Two\ntopics: ROADS\n---\n[[ann]].\n",
}


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("about:ann about:bo", ["bridge", "one"]),
        ("about:ANN topic:roads", ["one", "two"]),
        ('topic:"the  Sea"', ["one"]),
        ("about:nobody-else", []),
    ],
)
async def test_a_list_shows_what_fits(tmp_path: Path, query: str, refs: list[str]) -> None:
    async with browse(write(tmp_path, small() | TOPICAL)) as stage:
        await stage.press("j")
        stage.main.navigator.open(f"list:articles {query}")
        await stage.pilot.pause()
        rows = [row.ref for n in range(stage.rows.total) if (row := stage.rows.row(n))]
        assert rows == refs
        assert f"{len(refs)} of 33 · {query}" in stage.text()
        assert ("Nothing fits" in stage.text()) == (not refs)
        await stage.press("s")  # another order keeps the filter
        assert stage.rows.total == len(refs)
        here = stage.row
        await stage.press("escape")
        assert (stage.rows.total, stage.row) == (33, here or "note-00")
        await stage.press("backspace")
        assert (stage.rows.total, stage.row) == (33, "note-29")


async def test_a_filter_comes_back_with_its_place(tmp_path: Path) -> None:
    root = write(tmp_path, small() | TOPICAL)
    async with browse(root) as stage:
        stage.main.navigator.open("list:articles about:bo")
        await stage.press("j", "enter", "backspace")
        assert (stage.rows.total, stage.row) == (2, "one")
        await stage.press("1")
        assert stage.rows.total == 33
        await stage.press("backspace", "q")
    async with browse(root) as stage:
        assert (stage.rows.filter, stage.rows.total, stage.row) == ("about:bo", 2, "one")


ADDRESSES = ("!", "topic:Roads", "list:people", "timeline:", "!library.yaml:1")


async def test_what_a_file_writes_is_no_address(tmp_path: Path) -> None:
    """A link or a field of a file leads to a record or to nothing."""
    body = " ".join(f"[[{address}|here]]" for address in ADDRESSES)
    people = ", ".join(f'"{address}"' for address in ADDRESSES)
    files = {"articles/bad": f"---\ntitle: Bad\npeople: [{people}]\n---\n{body}\n"}
    async with browse(write(tmp_path, files), "bad") as stage:
        for _ in ADDRESSES:
            await stage.press("tab", "enter")
            assert (stage.ref, stage.main.active) == ("bad", "reader")
            assert "leads nowhere" in stage.message
        await stage.press("l", "g")
        for _ in ADDRESSES:
            await stage.press("enter")
            assert (stage.ref, stage.rows.list) == ("bad", "articles")
            assert "leads nowhere" in stage.message
            await stage.press("j")


@pytest.mark.parametrize(
    ("keys", "taken"),
    [
        ("enter", (1, "enter")),
        ("j enter", (2, "enter")),
        ("up down down enter", (2, "enter")),
        ("G w", (2, "w")),
        ("g k enter", (0, "enter")),
        ("1", (0, "enter")),
        ("escape", None),
        ("x", None),
    ],
)
@pytest.mark.parametrize("size", SIZES)
async def test_choosing(
    library: Path, keys: str, taken: tuple[int, str] | None, size: tuple[int, int]
) -> None:
    found: list[tuple[int, str]] = []
    rows = [Row("\x1b[31mred"), Row("two", "the second", current=True), Row("x" * 200, "three")]
    async with browse(library, size=size) as stage:
        row = stage.row
        chooser = Chooser("Which?", rows, lambda *what: found.append(what), also=("w",))
        stage.app.push_screen(chooser)
        await stage.pilot.pause()
        assert "\x1b" not in stage.text()
        assert "▸ 2 ● two  the second" in stage.text()
        await stage.press(*keys.split(), "j")  # what comes after is for the panes again
        assert found == ([taken] if taken else [])
        assert stage.app.screen is stage.main
        assert stage.row != row


async def test_choosing_by_mouse_from_more_than_fit(library: Path) -> None:
    found: list[int] = []
    async with browse(library, size=NARROW) as stage:
        rows = [Row(f"row {n}", current=n == 30) for n in range(40)]
        chooser = Chooser("Which?", rows, lambda number, _: found.append(number))
        stage.app.push_screen(chooser)
        await stage.pilot.pause()
        assert chooser.body.top == 21
        await stage.pilot.click(chooser.body, offset=(5, 3))
        assert found == [23]
    async with browse(library, size=WIDE) as stage:
        stage.app.push_screen(Chooser("Which?", rows, lambda number, _: found.append(number)))
        await stage.pilot.pause()
        await stage.pilot.click(offset=(1, 1))
        assert (found, stage.app.screen is stage.main) == ([23], True)


async def test_keys_in_a_burst_are_for_what_each_of_them_finds(library: Path) -> None:
    async with browse(library) as stage:
        row = stage.row
        await stage.press("question_mark", "T", "question_mark", "T", "T", "j", "q", "j")
        assert (stage.app.screen is stage.main, stage.row) == (True, "note-29")
        assert row == "bridge"
        await stage.press("question_mark", "T", "T")
        assert isinstance(stage.app.screen, Chooser)
