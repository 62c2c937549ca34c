"""The first opening of a new library: the list grows, and is read, while all is being indexed."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tui.library import kept, part, sync, watcher
from tui.library.building import Building

from .libraries import NOTES
from .stage import WIDE, Stage, browse

FILES = NOTES + 6


class Builder(Building):
    """What builds, in this process: a step where a test wants it."""

    one: Builder | None = None

    def __init__(self, root: str, part: str = "", *, rebuild: bool = False) -> None:
        self._root, self._path = root, part
        self.part = self.done = self.total = 0
        self.began = time.monotonic()
        self.ended = False
        self.failed = ""
        Builder.one = self

    def listen(self) -> bool:
        return True

    def stop(self) -> None:
        pass

    def fill(self, files: int) -> None:
        """Take so many files into the part, and what they link to."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(part, "_sizes", lambda: iter([files]))
            part.fill(self._root, self._path, self._filled)

    def _filled(self, done: int, total: int) -> None:
        self.part, self.total = done, total

    def finish(self) -> None:
        sync.open_index(self._root, lasting=True).close()
        self.ended = True


@pytest.fixture(autouse=True)
def builder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "FEW", 3)
    monkeypatch.setattr(watcher, "Building", Builder)
    monkeypatch.setattr(watcher, "_QUICK", 0.01)
    monkeypatch.setattr(Builder, "one", None)


@asynccontextmanager
async def opened(root: Path, *, first_start: bool = False) -> AsyncIterator[tuple[Stage, Builder]]:
    """The browser on a library that nobody has opened yet."""
    async with browse(root, size=WIDE, watch=True, first_start=first_start) as stage:
        await stage.until(lambda: Builder.one, "what builds")
        assert Builder.one is not None
        yield stage, Builder.one


@pytest.fixture
def library(own_library: Path) -> Path:
    return own_library


def left(root: Path) -> list[str]:
    """The files of parts that are left."""
    return [one.name for one in Path(kept.folder(str(root))).glob("*-part-*")]


async def test_the_list_grows_and_is_read_meanwhile(library: Path) -> None:
    async with opened(library) as (stage, builder):
        assert stage.rows.total == 0
        assert "the first files are read" in stage.text_of(stage.rows)
        builder.fill(5)
        await stage.until(lambda: stage.rows.total == 5)
        assert f"6 of about {FILES} files" in stage.text_of(stage.rows)  # and whom they name
        assert "indexing" in stage.lines()[0]
        await stage.press("j", "enter", "tab", "enter")
        await stage.until(lambda: stage.ref == "ann")
        await stage.press("backspace")
        builder.fill(20)
        await stage.until(lambda: stage.rows.total == 20)
        assert (stage.ref, stage.row) == ("note-28", "note-28")
        await stage.press("slash")
        await stage.type("note 1")
        await stage.until(lambda: "note-14" in [item.ref for item in stage.items])
        builder.finish()
        await stage.press("escape")
        await stage.until(lambda: stage.rows.total == NOTES + 1)
        assert stage.message == f"All {FILES} records are indexed now."
        assert (stage.ref, stage.row) == ("note-28", "note-28")
        assert "indexing" not in stage.lines()[0]
        assert left(library) == []


async def test_it_grows_behind_what_is_told_at_the_first_start(library: Path) -> None:
    async with opened(library, first_start=True) as (stage, builder):
        await stage.until(lambda: "How to move" in stage.text())
        builder.fill(5)
        await stage.until(lambda: "Note 29" in stage.text_of(stage.rows), "the list")
        assert "How to move" in stage.text()
        builder.finish()
        await stage.until(lambda: stage.rows.total == NOTES + 1, "all of it")
        await stage.press("j")
        assert stage.app.screen is stage.main


async def test_why_it_can_not_be_indexed_is_told_and_the_part_is_read_on(library: Path) -> None:
    async with opened(library) as (stage, builder):
        builder.fill(5)
        builder.failed, builder.ended = "No space left on device", True
        await stage.until(lambda: "No space left on device" in stage.message)
        await stage.until(lambda: stage.rows.total == 5)
        await stage.press("j", "enter")
        assert stage.ref == "note-28"


async def test_who_leaves_leaves_nothing_of_a_part(library: Path) -> None:
    async with opened(library) as (stage, builder):
        builder.fill(5)
        await stage.until(lambda: stage.rows.total == 5)
        assert left(library)
    assert left(library) == []
