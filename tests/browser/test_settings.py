"""What `config.yaml` changes in the browser; other libraries; what is told at the first start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tui.core import dates
from tui.core.settings import Settings
from tui.library import places
from tui.library.settings import load

from .libraries import write
from .stage import MEDIUM, NARROW, SIZES, WIDE, browse


@pytest.fixture(autouse=True)
def usual_dates() -> Iterator[None]:
    yield
    dates.use_style(dates.STYLES[0])


def settings(text: str) -> Settings:
    """The settings in a file of these lines."""
    path = Path(places.settings_file())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    made = load()
    assert made.problems == []
    return made


KEYS = """\
keys:
  down: [é, "@", down]
  next-link: c
  cancel: f9
  find: f3
  copy: f8
  articles: ctrl+t
  people: []
  help: [f1]
  palette: f7
  quit: ö
  zoom: []
  hints: []
"""


async def test_keys_in_force(library: Path) -> None:
    async with browse(library, settings=settings(KEYS)) as stage:
        await stage.press("é", "at", "down")
        assert stage.rows.cursor == 3
        await stage.press("j", "q", "z", "2", "question_mark", "tab")  # what they were before
        assert (stage.rows.cursor, stage.main.zoomed, stage.rows.list) == (3, False, "articles")
        assert stage.app.screen is stage.main
        await stage.press("4", "ctrl+t", "é", "é", "k")
        assert (stage.rows.list, stage.rows.cursor) == ("articles", 1)
        await stage.press("c")
        assert stage.reader.link == 0
        await stage.press("f9")
        assert stage.reader.link == -1
        await stage.press("c", "escape")
        assert stage.reader.link == -1
        await stage.press("ö")
        await stage.until(lambda: not stage.app.is_running)


async def test_keys_over_a_line_of_words(library: Path) -> None:
    async with browse(library, settings=settings(KEYS)) as stage:
        await stage.press("f3", "ö", "é", "c", "ctrl+p")
        assert stage.main.prompt is not None
        assert stage.main.prompt.value == "öéc"
        assert stage.app.screen is stage.main
        await stage.press("f9")
        await stage.until(lambda: stage.main.prompt is None)
        await stage.press("f3", "f7")
        await stage.until(lambda: type(stage.app.screen).__name__ == "Palette")


@pytest.mark.parametrize("size", SIZES)
async def test_keys_are_told_as_they_are(library: Path, size: tuple[int, int]) -> None:
    async with browse(library, size=size, settings=settings(KEYS)) as stage:
        head, foot = stage.lines()[0], stage.lines()[-1]
        wanted = "ctrl+t Articles   People  3 Events" if size != NARROW else " Art  Ppl 3 Evt"
        assert wanted in head
        assert ("ctrl+t" in head) == (size != NARROW)
        assert "2" not in head
        assert foot.startswith(" c link  enter follow  ")
        assert foot.endswith(" f1 help  ö quit ")
        assert "hints" not in foot  # it has no key
        await stage.press("l", "enter")
        assert stage.message == "Choose a link first: c, or “hints” for letters."
        await stage.press("n")
        assert stage.message == "Nothing was looked for yet: f3 in the text, / everywhere."


async def test_help_and_palette_tell_them_too(library: Path) -> None:
    async with browse(library, settings=settings(KEYS)) as stage:
        await stage.press("f1")
        await stage.until(lambda: "┌ Keys" in stage.text())
        assert "  é @ ↓        move or scroll a line down" in stage.text()
        before = stage.text()
        await stage.press("é")
        assert stage.text() != before
        assert stage.app.screen is not stage.main
        wanted = "  –            the list of people"
        for _ in range(40):
            await stage.press(*[] if wanted in stage.text() else ["é"])
        assert wanted in stage.text()
        await stage.press("G")
        assert "é and k scroll" in stage.text()
        await stage.press("j")  # any other key
        assert stage.app.screen is stage.main
        screen: Any = stage.main
        commands = {one.help: one.title for one in stage.app.get_system_commands(screen)}
        assert commands["quit"] == "leave; the place is kept (ö ctrl+c)"
        await stage.resize((30, 8))
        await stage.until(lambda: "or ö." in stage.text())


async def test_keys_that_are_brackets_are_no_markup(library: Path) -> None:
    made = settings('keys: {timeline: ["[", x, "]"], mark: []}')
    async with browse(library, settings=made) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: "Search for commands" in stage.text())
        await stage.type("events and quot")
        await stage.until(lambda: "by date ([ x ])" in stage.text())


async def test_a_note_is_copied_with_the_key_of_copying(library: Path) -> None:
    async with browse(library, settings=settings(KEYS)) as stage:
        await stage.press("o")
        await stage.until(lambda: "f8 copies it; any other key closes this." in stage.text())
        await stage.press("f8")
        assert stage.app.clipboard == "https://daily.example/bridge"


async def test_columns(library: Path) -> None:
    made = settings("columns: {articles: [id, named], people: [role, quoted], places: []}")
    async with browse(library, settings=made) as stage:
        assert stage.text_of(stage.rows).splitlines()[2][1:-1].strip() == "bridge · in 0 articles"
        await stage.press("2")
        assert stage.text_of(stage.rows).splitlines()[2][1:-1].strip() == "mayor · quoted 1"
        await stage.press("6")
        assert stage.text_of(stage.rows).splitlines()[2][1:-1].strip() == ""
        await stage.press("3")  # this one as ever
        assert stage.text_of(stage.rows).splitlines()[2][1:-1].strip() == "2024-04-30 · The Town"


async def test_dates_on_pages_and_in_lists(library: Path) -> None:
    async with browse(library, settings=settings("dates: month-day-year")) as stage:
        assert "Daily · May 1, 2024" in stage.text_of(stage.reader)
        assert "2024-05-01 · Daily" in stage.text_of(stage.rows)


# Other libraries


@pytest.fixture
def other(tmp_path: Path) -> Path:
    files = {
        "articles/far": "---\ntitle: Far away\n---\nFrom [[cy]].\n",
        "people/cy": "---\nname: Cy\n---\n",
    }
    root = write(tmp_path / "other", files)
    (root / "library.yaml").write_text("format: 1\nname: Another library\n")
    return root


def named(library: Path, other: Path) -> Settings:
    gone = library / "gone"
    return settings(f"libraries: {{one: {library}, two: {other}, gone: {gone}}}")


@pytest.mark.parametrize("size", SIZES)
async def test_to_another_library_and_back(
    library: Path, other: Path, size: tuple[int, int]
) -> None:
    async with browse(library, "ann", size=size, settings=named(library, other)) as stage:
        await stage.press("tab", "ctrl+o")
        await stage.until(lambda: "┌ Libraries" in stage.text())
        lines = [line for line in stage.lines() if " two " in line or " one " in line]
        assert "▸ 1 ● one" in lines[0]
        assert "  2   two" in lines[1]
        assert "the sample" in stage.text()
        here = stage.link
        await stage.press("2", "enter", "tab")  # in one go: what is opened is open for the next key
        assert (stage.app.library.name, stage.ref, stage.link) == ("Another library", "far", "cy")
        assert size == NARROW or "Another" in stage.lines()[0]
        assert stage.main.linked.current is not None
        await stage.press("backspace", "backspace")
        assert stage.message == "This is where the trail begins."
        assert stage.app.library.name == "Another library"
        await stage.press("ctrl+o", "up", "enter")
        assert (stage.app.library.name, stage.ref, stage.link) == ("A small library", "ann", here)
        assert stage.main.active == "reader"
        await stage.press("ctrl+o", "enter")  # where one is already
        assert (stage.message, stage.link) == ("", here)


async def test_what_can_not_be_opened_leaves_the_old_one(own_library: Path, other: Path) -> None:
    async with browse(own_library, settings=named(own_library, other)) as stage:
        await stage.press("j", "ctrl+o", "3")
        assert stage.message.startswith(
            f"{own_library}/gone is not a library: it has no library.yaml"
        )
        await stage.press("j")
        assert (stage.row, stage.app.library.name) == ("note-28", "A small library")
        await stage.press("ctrl+o", "2")
        assert stage.message == "Now in Another library."
        (own_library / "library.yaml").unlink()
        await stage.press("ctrl+o", "1")
        assert "is not a library" in stage.message
        await stage.press("enter")
        assert stage.ref == "far"


async def test_marks_are_of_one_library(library: Path, other: Path) -> None:
    async with browse(library, settings=named(library, other)) as stage:
        await stage.press("x", "ctrl+o", "2")
        assert "marked" not in stage.text()
        await stage.press("ctrl+o", "1")
        assert "marked" not in stage.text()


async def test_each_library_has_its_own_trail(library: Path, other: Path) -> None:
    made = named(library, other)
    async with browse(library, settings=made) as stage:
        await stage.press("enter", "ctrl+o", "2", "2", "enter", "q")
    async with browse(library, settings=made) as stage:
        assert stage.ref == "note-29" or stage.ref == "bridge"
        await stage.press("ctrl+o", "2")
        assert (stage.ref, stage.rows.list) == ("cy", "people")
        assert stage.app.visited == {"cy"}


async def test_choosing_with_keys_of_ones_own(library: Path, other: Path) -> None:
    made = settings(f"keys: {{down: é, up: ü}}\nlibraries: {{one: {library}, two: {other}}}")
    async with browse(library, settings=made) as stage:
        await stage.press("ctrl+o", "é", "é", "ü", "enter")
        assert stage.app.library.name == "Another library"


@pytest.mark.parametrize("name", ["two", "A small library"])  # the other may be called like this
async def test_a_library_that_has_no_name_is_in_the_list(
    library: Path, other: Path, name: str
) -> None:
    made = settings(f"libraries: {{{name}: {other}}}")
    async with browse(library, settings=made) as stage:
        await stage.press("ctrl+o")
        await stage.until(lambda: f"▸ 1 ● A small library  {library}"[:60] in stage.text())
        await stage.press("2", "ctrl+o")
        await stage.until(lambda: f"▸ 1 ● {name}" in stage.text())


async def test_how_to_name_libraries(library: Path) -> None:
    async with browse(library, size=MEDIUM) as stage:
        await stage.press("ctrl+o")
        words = " ".join(stage.text().replace("│", " ").split())
        path = places.settings_file()
        assert f"Name your libraries in {path}, and ctrl+o" in words or path[:40] in words


# The first start

STARTED = "started.json"


@pytest.mark.parametrize("size", [*SIZES, (40, 10)])
async def test_how_to_move_is_told_once(library: Path, size: tuple[int, int]) -> None:
    state = Path(places.folder("state"))
    async with browse(library, size=size, first_start=True) as stage:
        await stage.until(lambda: "How to move" in stage.text())
        assert os.listdir(state) == [STARTED]
        text = stage.text()
        told = text[text.index("How to move") :].splitlines()[1:7]
        for line, words in zip(
            told,
            ["j k", "h l", "enter", "tab f", "bksp L", "? q"],
            strict=True,
        ):
            assert f"│ {words} " in line
        row = stage.row
        await stage.press("j")
        assert stage.app.screen is stage.main
        assert stage.row != row


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_a_key_that_closes_only_closes_how_to_move(library: Path, key: str) -> None:
    async with browse(library, first_start=True) as stage:
        await stage.until(lambda: "How to move" in stage.text())
        row, pane = stage.row, stage.main.active
        await stage.press(key)
        assert stage.app.screen is stage.main
        assert (stage.row, stage.main.active) == (row, pane)


async def test_help_opens_in_the_place_of_how_to_move(library: Path) -> None:
    async with browse(library, first_start=True) as stage:
        await stage.until(lambda: "How to move" in stage.text())
        await stage.press("question_mark")
        await stage.until(lambda: "┌ Keys" in stage.text())
        await stage.press("x")
        assert stage.app.screen is stage.main


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
async def test_the_key_that_leaves_leaves_at_once(library: Path, key: str) -> None:
    async with browse(library, first_start=True) as stage:
        await stage.until(lambda: "How to move" in stage.text())
        await stage.press(key)
        await stage.until(lambda: not stage.app.is_running)


async def test_the_keys_in_force_are_told(library: Path) -> None:
    async with browse(library, size=WIDE, first_start=True, settings=settings(KEYS)) as stage:
        await stage.until(lambda: "│ é k     down and up" in stage.text())
        assert "│ c       next link; letters for all" in stage.text()
        assert "│ f1 ö " in stage.text()
        await stage.press("ö")
        await stage.until(lambda: not stage.app.is_running)


async def test_what_can_not_be_kept_is_not_told(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_STATE", "/dev/null/state")
    async with browse(library, first_start=True) as stage:
        await stage.press("j")
        assert stage.row == "note-29"
        assert stage.app.screen is stage.main
