"""Choosing for a command line: what is listed, what the keys do, and which reference comes out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from tui.browser.pick import Picker, PickScreen
from tui.core.settings import Settings
from tui.library.facade import Library

from .libraries import small, write
from .stage import MEDIUM, NARROW, SIZES, WIDE, Stage

SAID = {
    "articles/harbour": "---\ntitle: The harbour wall\npublished: 2020-02-02\nquotes:\n"
    "  - {text: The sea took the wall, id: wall, speaker: ann}\n"
    "  - {text: We saw the sea rise, speaker: ann}\n---\n"
    "“The sea took the wall,” she said. “We saw the sea rise.”\n\n" + "word " * 900,
    **{
        f"articles/tide-{n}": f"---\ntitle: Tide {n}\npublished: 201{n}\n---\nThe sea. [[ann]]\n"
        for n in range(9)
    },
}


class Pick(Stage):
    """One that is being made."""

    app: Picker
    main: PickScreen

    async def ended(self) -> tuple[int | None, str]:
        """The exit code and the reference, when it has been left."""
        await self.until(lambda: self.app.return_code is not None, "the end")
        return self.app.return_code, self.app.chosen

    @property
    def row(self) -> str:
        item = self.main.results.current
        return item.ref if item else "nothing"


@asynccontextmanager
async def pick(
    root: Path,
    query: str = "",
    *,
    size: tuple[int, int] = WIDE,
    settings: Settings | None = None,
) -> AsyncIterator[Pick]:
    library = Library(str(root))
    library.read_only = True
    app = Picker(library, query, settings, theme="dark")
    async with app.run_test(size=size) as pilot:
        stage = Pick(app, pilot)
        await stage.until(lambda: app.focused)
        yield stage
    library.close()


@pytest.fixture
def shore(tmp_path: Path) -> Path:
    return write(tmp_path / "shore", small() | SAID)


async def test_typing_goes_on_with_the_query(shore: Path) -> None:
    async with pick(shore, "tide") as stage:
        assert stage.row == "tide-8"
        assert stage.ref == "tide-8", "it is read beside at once"
        await stage.press("space", "3", "enter")  # all at once: enter waits for what is found
        assert await stage.ended() == (0, "tide-3")


@pytest.mark.parametrize("size", SIZES)
async def test_without_words_there_is_everything(shore: Path, size: tuple[int, int]) -> None:
    async with pick(shore, size=size) as stage:
        headings = " ".join(one.heading for one in stage.items)
        assert all(kind in headings for kind in ("Articles 4", "People", "Places", "Quotes"))
        assert stage.row in stage.status
        while "all" not in getattr(stage.main.results.current, "words", ""):
            await stage.press("down")
        row = stage.main.results.cursor
        assert row == 5
        await stage.press("enter")
        results = stage.main.results
        assert stage.ref == stage.row
        articles = [one.ref for one in stage.items]
        assert len(articles) == results.found == results.total > 10
        await stage.press("escape")
        assert (results.cursor, results.sort) == (row, "")
        await stage.press("escape")
        assert await stage.ended() == (1, "")


async def test_a_quotation_is_told_by_its_own_id(shore: Path) -> None:
    async with pick(shore, "kind:quote wal") as stage:
        assert (stage.row, len(stage.items)) == ("harbour#wall", 1)
        await stage.type("xx")
        await stage.until(lambda: stage.row == "nothing")
        await stage.press("backspace", "backspace")
        await stage.press("enter")
        assert await stage.ended() == (0, "harbour#wall")


@pytest.mark.parametrize("down", ["down", "tab", "ctrl+n", "ctrl+j"])
@pytest.mark.parametrize("up", ["up", "shift+tab", "ctrl+p", "ctrl+k"])
async def test_keys_that_choose(shore: Path, down: str, up: str) -> None:
    async with pick(shore, "tide", size=NARROW) as stage:
        await stage.press(down, down, down, up)
        assert stage.row == "tide-6"
        assert "tide-6" in stage.status


async def test_the_mouse_chooses_and_takes(shore: Path) -> None:
    async with pick(shore, "tide", size=MEDIUM) as stage:
        for _ in range(2):
            assert stage.app.return_code is None
            y = next(y for y, line in enumerate(stage.lines()) if "Tide 7" in line[:30])
            await stage.pilot.click(offset=(6, y))
            await stage.until(lambda: stage.row == "tide-7")
            assert stage.app.focused is stage.main.bar
        assert await stage.ended() == (0, "tide-7")


async def test_what_is_read_beside_scrolls(shore: Path) -> None:
    async with pick(shore, "harbour wall") as stage:
        await stage.press("shift+down", "shift+down", "shift+up")
        assert (stage.row, stage.reader.top) == ("harbour", 1)
        assert "linked" not in stage.main.regions(3)


async def test_where_nothing_is_found_nothing_is_taken(shore: Path) -> None:
    async with pick(shore, "tide") as stage:
        await stage.type("xx")
        await stage.press("enter")
        assert (stage.row, stage.ref, stage.message) == ("nothing", "", "Nothing is found.")
        await stage.press("backspace", "backspace", "enter")
        assert await stage.ended() == (0, "tide-8")


async def test_only_what_is_seen_is_taken(shore: Path) -> None:
    async with pick(shore, "tide", size=(30, 8)) as stage:
        assert "40×10" in stage.text()
        await stage.press("enter")
        assert stage.app.return_code is None
        await stage.resize(NARROW)
        await stage.press("enter")
        assert await stage.ended() == (0, "tide-8")


async def test_the_browsers_other_keys_do_nothing(shore: Path) -> None:
    settings = Settings()
    settings.keys = {"quit": ("f5",), "cancel": ("f6",)}
    async with pick(shore, "tide", settings=settings) as stage:
        for key in ("ctrl+o", "ctrl+r", "ctrl+z", "ctrl+f", "ctrl+l", "f5", "ctrl+s", "ctrl+d"):
            await stage.press(key)
        assert (stage.app.focused, stage.app.screen) == (stage.main.bar, stage.main)
        assert (stage.main.bar.value, stage.row) == ("tide", "tide-8")
        await stage.press("f6")
        assert await stage.ended() == (1, "")


async def test_ctrl_c_leaves_at_once(shore: Path) -> None:
    async with pick(shore) as stage:
        stage.app.post_message(events.Key("ctrl+c", None))
        assert await stage.ended() == (130, "")
