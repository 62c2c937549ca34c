"""`Y`: the formats in which what `y` takes is copied, or written into a file."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from tui.browser.app import OnRecord
from tui.core.citations import FORMATS
from tui.library.facade import Library

from .stage import MEDIUM, NARROW, SIZES, Stage, browse

FORMS = [form for form, _, _ in FORMATS]
BIBTEX, CSL = FORMS.index("bibtex"), FORMS.index("csl-json")


def on_top(stage: Stage) -> str:
    return type(stage.app.screen).__name__


def default(ending: str, number: str = "") -> str:
    return f"onrecord-{date.today().isoformat()}{number}.{ending}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the browser was started."""
    made = tmp_path / "here"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


@pytest.mark.parametrize("size", SIZES)
async def test_each_format_is_copied(library: Path, size: tuple[int, int]) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("4")
        for number, (form, name, _) in enumerate(FORMATS):
            await stage.press("Y", "g")
            assert "Copy bridge#asked as" in stage.text()
            assert "w writes a file" in stage.text()
            await stage.press(*"j" * number, "enter")
            text = stage.app.library.export(["bridge#asked"], form)
            assert stage.app.clipboard == text.removesuffix("\n")
            assert stage.message == f"Copied bridge#asked as {name}."


async def test_the_last_format_is_where_the_cursor_is(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("Y", str(BIBTEX + 1), "Y", "k", "escape", "Y", "enter", "q")
        assert stage.app.clipboard.startswith("@")
    async with browse(library) as stage:
        await stage.press("G", "Y", "enter")
        assert stage.app.clipboard.startswith("@")


async def test_all_marked_rows_are_taken_in_one_format(library: Path, folder: Path) -> None:
    async with browse(library, size=NARROW) as stage:
        await stage.press("x", "4", "x", "Y")
        assert "Copy 2 marked rows as" in stage.text()
        await stage.press(*"j" * CSL, "enter")
        assert len(json.loads(stage.app.clipboard)) == 2
        assert stage.message == "Copied 2 marked rows as CSL-JSON."
        await stage.press("Y", "w", "enter")
        assert len(json.loads((folder / default("json")).read_text())) == 2
        assert len(stage.rows.marks) == 2


async def test_what_a_format_is_not_for_is_one_sentence(library: Path) -> None:
    async with browse(library) as stage:
        for keys in ("Y 4", "Y w"):
            await stage.press("2", *keys.split())
            assert stage.message.startswith("BibTeX is for articles and quotations")
            assert stage.message.endswith(".")
            assert (stage.app.clipboard, stage.main.prompt) == ("", None)
        await stage.press("exclamation_mark", "Y")
        assert stage.message == "There is nothing to copy here."
        await stage.press("apostrophe", "Y")
        assert stage.message == "There is nothing to copy here."
        assert on_top(stage) == "MainScreen"


async def test_a_file_is_written_and_none_is_lost(library: Path, folder: Path) -> None:
    async with browse(library, size=MEDIUM) as stage:
        await stage.press("Y", "w")
        assert "Enter writes bridge as plain text into this file" in stage.message
        assert default("txt") in stage.text()
        await stage.press("enter")
        assert stage.message == f"Written to {folder / default('txt')}"
        assert (stage.main.prompt, stage.main.active) == (None, "list")
        text = (folder / default("txt")).read_text()
        assert text == stage.app.library.export(["bridge"], "text")
        await stage.press("j", "Y", "w")
        assert default("txt", "-2") in stage.text()
        stage.main.prompt.value = default("txt")  # type: ignore[union-attr]
        await stage.press("enter")
        assert "is there already; Enter again writes over it" in stage.message
        assert (folder / default("txt")).read_text() == text
        (folder / "other.txt").write_text("mine")
        stage.main.prompt.value = "other.txt"  # type: ignore[union-attr]
        await stage.press("enter")
        assert "other.txt is there already" in stage.message
        await stage.press("escape")
        assert (folder / "other.txt").read_text() == "mine"
        assert sorted(os.listdir(folder)) == [default("txt"), "other.txt"]
        await stage.press("Y", "w")
        stage.main.prompt.value = f"../here/{default('txt')}"  # type: ignore[union-attr]
        await stage.press("enter", "enter")
        assert "Note 29" in (folder / default("txt")).read_text()
        assert stage.message == f"Written to {folder / default('txt')}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "A file needs a name; esc writes none."),
        ("  ", "A file needs a name; esc writes none."),
        ("no/such/folder.txt", "can’t be written: No such file or directory"),
        ("x" * 300, "can’t be written: File name too long"),
        ("a\0b", "can’t be written: "),
    ],
)
async def test_a_name_that_will_not_do_is_asked_for_again(
    library: Path, folder: Path, name: str, told: str
) -> None:
    async with browse(library) as stage:
        await stage.press("Y", "w")
        prompt = stage.main.prompt
        assert prompt is not None
        prompt.value = name
        await stage.press("enter")
        assert told in stage.message
        assert stage.main.prompt is prompt
        prompt.value = "good.txt"
        await stage.press("enter")
        assert os.listdir(folder) == ["good.txt"]


async def test_a_folder_is_not_written_over(library: Path, folder: Path) -> None:
    async with browse(library) as stage:
        await stage.press("Y", "w")
        stage.main.prompt.value = str(folder)  # type: ignore[union-attr]
        await stage.press("enter", "enter")
        assert "Is a directory" in stage.message


async def test_where_a_library_is_only_read_no_file_is_written(library: Path, folder: Path) -> None:
    app = OnRecord(Library(str(library)), None, read_only=True)
    async with app.run_test() as pilot:
        stage = Stage(app, pilot)
        await stage.until(lambda: app.focused)
        await stage.press("Y", "w")
        assert stage.message == "No file is written here: this library is only read."
        assert stage.main.prompt is None
        await stage.press("Y", "enter", "m", "x")
        assert app.clipboard
        assert bool(stage.rows.marks)
    app.library.close()
    assert os.listdir(folder) == []
