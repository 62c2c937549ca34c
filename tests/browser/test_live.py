"""The browser while its library changes: what it shows, what it says, and what it leaves alone."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from tui.library import disk, kept, pace, sync, watcher
from tui.library.facade import Library

from .libraries import NOTES
from .stage import MEDIUM, NARROW, SIZES, WIDE, Stage, browse

FRESH = "---\ntitle: Fresh\npublished: 2025\n---\nNew.\n"


@pytest.fixture
def library(own_library: Path) -> Path:
    return own_library


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "OFTEN", 0.02)
    monkeypatch.setattr(watcher, "_TICK", 0.02)
    monkeypatch.setattr(watcher, "_BUSY", 0.02)


def settle(root: Path) -> None:
    """Wait until the times of all files tell of any further change; and index them."""
    while not all(disk.signature(one.lstat()) for one in [root, *root.rglob("*")]):
        time.sleep(0.01)
    Library(str(root)).close()


@asynccontextmanager
async def watching(
    root: Path, ref: str | None = None, *, size: tuple[int, int] = WIDE
) -> AsyncIterator[Stage]:
    """The browser, after the first look at the disk."""
    settle(root)
    async with browse(root, ref, size=size, watch=True) as stage:
        await stage.until(lambda: looks(stage) > 0, "the first look")
        yield stage


def looks(stage: Stage) -> int:
    found = stage.app.library.watcher
    return found.looks if found else 0


async def look_twice(stage: Stage) -> None:
    """Wait until all has been looked at that was there before."""
    before = looks(stage)
    await stage.until(lambda: looks(stage) > before + 1, "another look")
    await stage.pilot.pause()


def replace(path: Path, old: str, new: str) -> None:
    """Put another file in the place of one, as editors do."""
    other = path.with_name(f".{path.name}")
    other.write_text(path.read_text().replace(old, new))
    other.replace(path)


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new))


def notes(root: Path) -> Path:
    return root / "articles" / "note-07.md"


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize(
    ("change", "told", "total"),
    [
        (lambda root: (root / "articles/fresh.md").write_text(FRESH), "1 article new.", 1),
        (lambda root: edit(notes(root), "in note", "in this note"), "1 article changed.", 0),
        (lambda root: replace(notes(root), "in note", "in this note"), "1 article changed.", 0),
        (lambda root: notes(root).unlink(), "1 article gone.", -1),
        (lambda root: notes(root).rename(root / "articles/n.md"), "1 article new, 1 gone.", 0),
    ],
    ids=["added", "edited", "replaced", "removed", "renamed"],
)
async def test_changes_are_noticed_and_told(
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    large: bool,
    change: Callable[[Path], object],
    told: str,
    total: int,
) -> None:
    if large:
        monkeypatch.setattr(sync, "MANY", 0)
        monkeypatch.setattr(pace, "SELDOM", 0.02)
        monkeypatch.setattr(kept, "is_due", lambda *_: True)
    async with watching(library, "bridge") as stage:
        change(library)
        await stage.until(lambda: told in stage.message, told)
        assert (stage.rows.total, stage.row, stage.ref) == (NOTES + 1 + total, "bridge", "bridge")


async def test_what_came_before_the_start_is_found_behind_the_first_screen(library: Path) -> None:
    settle(library)
    (library / "articles" / "fresh.md").write_text(FRESH)
    async with browse(library, watch=True) as stage:
        await stage.until(lambda: stage.rows.total == NOTES + 2)
        assert "1 article new." in stage.message
        assert "Fresh" in stage.text_of(stage.rows)


@pytest.mark.parametrize("size", SIZES)
async def test_the_place_is_kept(library: Path, size: tuple[int, int]) -> None:
    async with watching(library, "ann", size=size) as stage:
        await stage.press("1", "G", "enter", "backspace", "x", "k", "k", "enter", "tab")
        stage.main.navigator.save()
        before = stage.main.navigator.trail.to_json()
        drawn, row, link = stage.text_of(stage.reader), stage.row, stage.link
        lines = stage.text_of(stage.rows).split("\n")[1:-3]
        marks = stage.rows.marks.refs
        (library / "articles" / "fresh.md").write_text(FRESH)
        await stage.until(lambda: stage.message)
        assert stage.message == "1 article new."
        assert (stage.text_of(stage.reader), stage.row, stage.link) == (drawn, row, link)
        assert stage.text_of(stage.rows).split("\n")[1:-3] == lines
        assert stage.rows.marks.refs == marks
        stage.main.navigator.save()
        after = stage.main.navigator.trail.to_json()
        for place in (*before["places"], *after["places"]):  # rows have moved, and nothing else
            place.pop("row", None)
            place.pop("list_top", None)
        assert after == before


async def test_what_is_read_changes_and_the_view_stays(library: Path) -> None:
    async with watching(library, "bridge") as stage:
        await stage.press("ctrl+f")
        await stage.type("Paragraph 12")
        await stage.press("enter", "n")
        before = stage.text_of(stage.reader).split("\n")[1:-3]
        edit(library / "articles" / "bridge.md", "Paragraph 0 ", "Brand new.\n\nParagraph 0 ")
        await stage.until(lambda: stage.message)
        assert stage.message == "“The bridge is open” has changed. 1 article changed."
        assert stage.text_of(stage.reader).split("\n")[1:-3] == before
        assert stage.reader.finder.status() == "match 1 of 1 “Paragraph 12”"
        await stage.press("g")
        await stage.until(lambda: "Brand new." in stage.text_of(stage.reader))


async def test_the_link_under_the_cursor_stays_where_others_come(library: Path) -> None:
    async with watching(library, "bridge") as stage:
        await stage.press("tab", "tab", "tab")
        assert stage.link == "town"
        edit(library / "articles" / "bridge.md", "[[ann|Ann", "[[bo]] and [[ann|Ann")
        await stage.until(lambda: stage.message)
        assert (stage.link, stage.reader.link) == ("town", 3)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_read_can_be_read_on_when_it_is_gone(
    library: Path, size: tuple[int, int]
) -> None:
    async with watching(library, "bridge", size=size) as stage:
        await stage.press("j", "j")
        before = stage.text_of(stage.reader)
        text = (library / "articles" / "bridge.md").read_text()
        (library / "articles" / "bridge.md").unlink()
        await stage.until(lambda: "is gone" in stage.message)
        assert "“The bridge is open” is gone from the library" in " ".join(stage.message.split())
        assert stage.text_of(stage.reader) == before
        assert stage.rows.total == NOTES
        assert stage.row == f"note-{NOTES - 1}"  # the one that has taken the row's place
        await stage.press("j", "b")
        (library / "articles" / "bridge.md").write_text(text)
        await stage.until(lambda: stage.rows.total == NOTES + 1)
        assert stage.ref == "bridge"


async def test_a_link_to_nothing_leads_somewhere_when_that_comes(library: Path) -> None:
    async with watching(library, "bridge") as stage:
        assert not stage.reader.links.exists("nobody")
        (library / "people" / "nobody.md").write_text("---\nname: Somebody\n---\n")
        await stage.until(lambda: stage.message)
        assert stage.message == "1 person new."
        assert stage.reader.links.exists("nobody")
        assert "Somebody" in stage.text_of(stage.linked)


async def test_nobody_is_disturbed_while_typing(library: Path) -> None:
    async with watching(library, "bridge") as stage:
        for keys in (("i",), ("ctrl+f",), ("f",), ("question_mark",), ("slash",)):
            total = stage.rows.total
            await stage.press(*keys)
            (library / "articles" / f"fresh-{total}.md").write_text(FRESH)
            await look_twice(stage)
            assert (stage.rows.total, stage.message) == (total, "")
            await stage.press("escape")
            await stage.until(partial(has_rows, stage, total + 1))


def has_rows(stage: Stage, total: int) -> bool:
    return stage.rows.total == total


async def test_results_are_looked_for_again_behind(library: Path) -> None:
    async with watching(library, "bridge") as stage:
        await stage.press("slash")
        await stage.type("bridges")
        await stage.press("enter", "backspace")
        before = stage.main.results.current
        assert before is not None
        (library / "articles" / "fresh.md").write_text(FRESH.replace("Fresh", "Bridges"))
        await stage.until(lambda: "1 article new." in stage.message)
        await stage.until(lambda: "fresh" in [item.ref for item in stage.items])
        assert stage.main.results.current is not None
        assert stage.main.results.current.ref == before.ref


async def test_a_filtered_list_stays_filtered(library: Path) -> None:
    async with watching(library) as stage:
        await stage.press("F")
        await stage.type("source:herald")
        await stage.press("enter", "j")
        row, total = stage.row, stage.rows.total
        text = FRESH.replace("published", "source: {name: Herald}\npublished")
        (library / "articles" / "fresh.md").write_text(text)
        (library / "articles" / "other.md").write_text(FRESH)
        await stage.until(lambda: stage.rows.total == total + 1)
        assert (stage.row, stage.rows.filter) == (row, "source:herald")


@pytest.mark.parametrize("rebuild", [False, True])
async def test_another_program_takes_changes_in(library: Path, rebuild: bool) -> None:
    async with watching(library, "bridge") as stage:
        before = stage.app.library.index.path
        (library / "articles" / "fresh.md").write_text(FRESH)
        Library(str(library), rebuild=rebuild).close()
        await stage.until(lambda: "1 article new." in stage.message)
        assert (stage.rows.total, stage.ref) == (NOTES + 2, "bridge")
        assert (stage.app.library.index.path != before) == rebuild
        (library / "articles" / "fresh.md").unlink()
        await stage.until(lambda: "1 article gone." in stage.message)


async def test_a_library_that_goes_away_and_comes_back(library: Path, tmp_path: Path) -> None:
    async with watching(library, "bridge") as stage:
        library.rename(tmp_path / "elsewhere")
        await stage.until(lambda: "is not a library" in stage.message)
        assert "can still be read" in stage.message
        await stage.press("j", "2", "j", "tab", "escape", "1")
        library.mkdir()  # an empty folder, as of what is not mounted
        await look_for_trouble(stage)
        assert stage.rows.total == NOTES + 1
        library.rmdir()
        (tmp_path / "elsewhere" / "articles" / "fresh.md").write_text(FRESH)
        (tmp_path / "elsewhere").rename(library)
        await stage.until(lambda: stage.rows.total == NOTES + 2)
        assert stage.message == "The library can be read again. 1 article new."


async def look_for_trouble(stage: Stage) -> None:
    """Give the watcher the time for a few turns."""
    found = stage.app.library.watcher
    assert found is not None
    found.hurry()
    await stage.until(lambda: not found.hurries)


async def test_an_index_that_can_not_be_read_any_more(library: Path) -> None:
    async with watching(library, "bridge") as stage:
        path = Path(stage.app.library.index.path)
        for end in ("", "-wal"):
            with open(f"{path}{end}", "r+b") as file:
                file.write(b"\xff" * os.stat(f"{path}{end}").st_size)
        (library / "articles" / "fresh.md").write_text(FRESH)
        await stage.until(lambda: stage.app.library.index.path != str(path), "another index")
        await stage.until(lambda: stage.rows.total == NOTES + 2)
        await stage.press("2", "1", "enter")
        assert stage.ref


async def test_library_yaml_changes(library: Path) -> None:
    async with watching(library, "bridge") as stage:
        (library / "library.yaml").write_text("format: 1\nname: Another name\n")
        await stage.until(lambda: "Another name" in stage.lines()[0])
        assert stage.ref == "bridge"


async def test_many_changes_are_read_by_another_process(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "MUCH", 3)
    async with watching(library, "bridge") as stage:
        for number in range(5):
            (library / "articles" / f"fresh-{number}.md").write_text(FRESH)
        await stage.until(lambda: "5 articles new." in stage.message)
        assert stage.rows.total == NOTES + 6


async def test_reading_again_looks_at_all_and_says_so(library: Path) -> None:
    async with watching(library, "bridge", size=MEDIUM) as stage:
        await stage.press("ctrl+r")
        await stage.until(lambda: stage.message == "Read again.")
        await stage.press("slash")
        await stage.press("escape", "ctrl+r")
        await stage.until(lambda: stage.message == "Read again.")


async def test_small_screens_are_told_in_full(library: Path) -> None:
    async with watching(library, "bridge", size=NARROW) as stage:
        (library / "articles" / "fresh.md").write_text(FRESH)
        await stage.until(lambda: "1 article new." in stage.text())
