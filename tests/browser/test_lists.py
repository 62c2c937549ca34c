"""Lists: typing to a row, sort orders that are kept, marked rows taken together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.browser.libraries import change

from .libraries import write
from .stage import MEDIUM, NARROW, SIZES, Stage, browse
from .test_keys import watch

NAMES = {"kim": "Kim Ono", "bridget": "Bridget Kimura", "akimov": "Akimov", "eva": "Éva Böhm"}


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A library of people, whose names have much in common."""
    files = {f"people/{one}": f"---\nname: {name}\n---\n" for one, name in NAMES.items()}
    return write(tmp_path / "people", files)


# Typing to a row


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("k", "kim"),
        ("kim", "kim"),
        ("kimu", "bridget"),
        ("kimo", "akimov"),
        ("eva", "eva"),
        ("BOHM", "eva"),
        ("kim tab", "bridget"),
        ("kim tab tab", "akimov"),
        ("kim tab tab tab", "kim"),
        ("kim down ctrl+n up", "bridget"),
        ("kim shift+tab", "kim"),
        ("kim shift+tab tab", "bridget"),
        ("kimu backspace backspace", "kim"),
        ("kim backspace backspace backspace", "akimov"),
        ("kimx", "kim"),
        ("böhmeriana", "eva"),
        ("xy", "akimov"),
    ],
)
async def test_each_letter_moves_the_cursor_to_the_row_that_is_meant(
    people: Path, typed: str, row: str
) -> None:
    async with browse(people, size=MEDIUM) as stage:
        await stage.press("2", "i", *keys(typed))
        await stage.until(lambda: stage.row == row, row)
        await stage.press("enter")
        assert (stage.row, stage.main.prompt, stage.main.active) == (row, None, "list")


def keys(typed: str) -> list[str]:
    """Words as their letters; the names of keys as they are."""
    names = ("tab", "shift+tab", "up", "down", "ctrl+n", "backspace", "enter", "escape")
    return [key for part in typed.split() for key in ([part] if part in names else part)]


async def test_escape_returns_to_the_row_where_it_began(library: Path) -> None:
    async with browse(library, size=MEDIUM) as stage:
        await stage.press("s", "G", *"k" * 6)
        stage.main.preview_now()
        before = stage.main.navigator.place()
        await stage.press("i", *keys("note"))
        await stage.until(lambda: stage.row == "note-24")
        await stage.press(*["tab"] * 6)
        await stage.until(lambda: stage.row == "note-00")
        assert stage.rows.top == 0
        await stage.press("escape")
        stage.main.preview_now()
        assert (stage.main.prompt, stage.main.active) == (None, "list")
        assert stage.main.navigator.place() == before


@pytest.mark.parametrize(("typed", "row"), [("kim tab enter k", "akimov"), ("kim enter", "kim")])
async def test_keys_that_come_in_one_packet_are_done_in_their_order(
    people: Path, typed: str, row: str
) -> None:
    async with browse(people) as stage:
        await stage.press("l", "2", "i", *keys(typed), "x")
        await stage.until(lambda: stage.rows.marks.refs)
        assert (stage.rows.marks.refs, stage.main.prompt) == ([row], None)


async def test_what_is_in_no_row_is_told_until_it_is_in_one(people: Path) -> None:
    async with browse(people) as stage:
        await stage.press("2", "i", *keys("kims"))
        await stage.until(lambda: "“kims” is in no row" in stage.message)
        await stage.press("backspace")
        await stage.until(lambda: not stage.message)
        assert stage.row == "kim"


async def test_a_filtered_list_is_typed_through_as_it_is(library: Path) -> None:
    async with browse(library) as stage:
        stage.main.navigator.open("list:articles about:ann")
        await stage.press("s", "s", "i", *keys("note"))
        await stage.until(lambda: stage.row == "note-29")
        await stage.press("tab", "enter")
        assert stage.row == "note-27", "by source, the newest first"
        assert stage.rows.filter


# Sort orders


@pytest.mark.parametrize("typed", ["4", "4 F by:ann enter"])
async def test_a_row_tells_what_must_be_said_of_a_quotation(tmp_path: Path, typed: str) -> None:
    quotes = "- {text: not there, speaker: ann}\n- {text: in doubt, speaker: ann, status: disputed}"
    front = f"title: A note\nstatus: retracted\nquotes:\n{quotes}"
    files = {"articles/note": f"---\n{front}\n---\nIn doubt: in doubt.\n"}
    files["people/ann"] = "---\nname: Ann\n---\n"
    async with browse(write(tmp_path / "library", files)) as stage:
        await stage.press(*keys(typed))
        told = stage.text_of(stage.main.list_pane)
        assert "broken, retracted · undated" in told
        assert "disputed, retracted · undated" in told
        await stage.press("1", "l")
        linked = stage.text_of(stage.linked)
        assert "broken · “not there”" in linked
        assert "disputed · “in doubt”" in linked


async def test_a_sort_order_is_kept_for_each_list(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("s", "2", "s", "s", "1")
        assert stage.rows.sort == "title"
        await stage.press("3", "2")
        assert stage.rows.sort == "named"
        await stage.press(*["backspace"] * 5)
        assert (stage.rows.list, stage.rows.sort) == ("articles", "title")
        await stage.press("q")
    async with browse(library, "ann") as stage:
        await stage.press("3")
        assert stage.rows.sort == "date"
        await stage.press("1", "2")
        assert stage.rows.sort == "named"


@pytest.mark.parametrize("state", [{"sort articles": "shelf"}, {"sort articles": 3}, ["title"], 7])
async def test_a_damaged_choice_is_no_choice(library: Path, state: object) -> None:
    async with browse(library) as stage:
        stage.app.library.save_state("choices", state)
        await stage.press("2", "1")
        assert stage.rows.sort == "date"
        await stage.press("s")
        assert stage.app.library.load_state("choices")["sort articles"] == "title"


# Marks


def signs(stage: Stage) -> list[str]:
    """The marked rows, as the list shows them."""
    lines = stage.text_of(stage.rows).split("\n")[1:]
    return [line.strip("│ ●▸") for line in lines if "●" in line]


@pytest.mark.parametrize("size", SIZES)
async def test_marks_stay_over_lists_sorts_and_filters(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("x", "j", "x", "x", "k", "x")
        assert stage.rows.cursor == 4
        assert stage.rows.marks.refs == ["bridge", "note-28"]
        assert "2 marked · 31 of 31" in stage.text_of(stage.rows)
        assert signs(stage) == ["The bridge is open", "Note 28"]
        await stage.press("4", "x", "3")
        assert "3 marked · 1 of 1" in stage.text_of(stage.rows)
        assert signs(stage) == []
        await stage.press("1", "s", "G")
        assert signs(stage) == ["Note 28", "The bridge is open"]
        stage.main.navigator.open("list:articles about:ann")
        await stage.press("escape")
        assert not stage.rows.filter
        assert stage.rows.marks.refs == ["bridge", "note-28", "bridge#asked"]
        await stage.press("escape")
        assert (len(stage.rows.marks), signs(stage)) == (0, [])
        assert "marked" not in stage.text_of(stage.rows)


async def test_marked_rows_are_copied_together(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("4", "x", "x", "2", "j", "x", "1", "x", "y")
        assert stage.message == "Copied 2 quotations and 2 references."
        first, second, refs = stage.app.clipboard.split("\n\n")
        assert first.endswith("[bridge#asked]")
        assert second.endswith("[bridge#q1]")
        assert refs == "bo\nbridge"
        await stage.press("l", "y")
        assert stage.app.clipboard == "note-29", "in the reader it is what is read"
        await stage.press("x")
        assert (stage.message, len(stage.rows.marks)) == ("Rows are marked in the list.", 4)
        await stage.press("X", "h", "k", "y")
        assert stage.app.clipboard == "bridge"
        await stage.press("X")
        assert stage.message == "No row is marked."


async def test_marks_follow_their_words_and_go_with_their_files(own_library: Path) -> None:
    file = own_library / "articles" / "bridge.md"
    async with browse(own_library) as stage:
        await stage.press("4", "s", "g", "x", "x", "1", "x", "j", "x")
        assert stage.rows.marks.refs == ["bridge#q1", "bridge#asked", "bridge", "note-28"]
        text = file.read_text().replace("quotes:\n", "quotes:\n  - {text: a bridge}\n")
        file.write_text(text.replace("Nobody was asked, id", "Nobody was, id"))
        (own_library / "articles" / "note-28.md").unlink()
        await stage.press("ctrl+r")
        assert stage.rows.marks.refs == ["bridge#q2", "bridge"]


async def test_the_last_row_is_drawn_again_when_it_is_marked(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browse(library) as stage:
        await stage.press("G")
        drawn: set[str] = set()
        watch(monkeypatch, stage.rows, drawn)
        line = stage.rows.cursor * 2 - stage.rows.top + 1
        await stage.press("x")
        await stage.until(lambda: f"list {line}" in drawn)


async def test_marks_and_sort_orders_are_of_one_library(library: Path, people: Path) -> None:
    async with browse(library) as stage:
        await stage.press("2", "s", "x")
        change(stage.main, str(people))
        assert (len(stage.rows.marks), stage.rows.list) == (0, "articles")
        await stage.press("2")
        assert stage.rows.sort == "name"
        change(stage.main, str(library))
        await stage.press("1", "2")
        assert stage.rows.sort == "quoted"


async def test_an_empty_list_has_nothing_to_mark_or_type_to(tmp_path: Path) -> None:
    async with browse(write(tmp_path / "empty", {})) as stage:
        await stage.press("x", "y")
        assert stage.message == "There is nothing to copy here."
        await stage.press("i", "a")
        await stage.until(lambda: "in no row" in stage.message)
        await stage.press("enter", "m")
        assert stage.message == "There is nothing to bookmark here."


async def test_a_mark_is_seen_with_plain_signs_too(library: Path) -> None:
    async with browse(library, size=NARROW, ascii_only=True) as stage:
        await stage.press("x")
        assert stage.text_of(stage.rows).split("\n")[1].startswith("*  The bridge")
