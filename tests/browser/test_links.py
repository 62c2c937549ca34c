"""Links: the cursor on them, their cards, hints, visited and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual.widget import Widget

from tui.browser.hints import LETTERS
from tui.browser.palette import styles

from .libraries import small, write
from .stage import MEDIUM, NARROW, SIZES, WIDE, Stage, browse

LINKS = ["ann", "opening", "town", "nobody", "https://plan.example/", "guild", "note-07", "bo"]
LINKS += ["https://daily.example/bridge"]
STYLES = styles("dark")


def style_of(stage: Stage, words: str) -> Style | None:
    """The style in which the reader draws some words."""
    pane = stage.reader
    for y in range(pane.size.height):
        for segment in pane.render_line(y):
            if segment.text == words:
                return segment.style
    return None


def words_of(stage: Stage, pane: Widget) -> str:
    """The words that a pane shows, without its frame."""
    return " ".join(stage.text_of(pane).replace("│", " ").split())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("pane", ["", "l", "l l"])
async def test_tab_goes_through_all_links_and_round_again(
    library: Path, size: tuple[int, int], pane: str
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press(*pane.split())
        for target in [*LINKS, LINKS[0]]:
            await stage.press("tab")
            assert (stage.link, stage.main.active) == (target, "reader")
            words = stage.reader.content and stage.reader.content.document.links[stage.reader.link]
            assert words
            seen = [style_of(stage, words.words[:n]) for n in range(4, len(words.words) + 1)]
            assert STYLES["link-cursor"] in seen, stage.text()
        for target in reversed(LINKS):
            await stage.press("shift+tab")
            assert stage.link == target
        assert f"link 1 of {len(LINKS)} → person ann" in stage.text()


async def test_a_screen_without_the_cursor_begins_with_its_own_links(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("tab", "G", "tab")
        assert stage.link == "bo"
        await stage.press("g", "shift+tab")
        assert stage.link == "note-07"


@pytest.mark.parametrize(
    ("size", "pane"), [(WIDE, "linked"), (MEDIUM, "reader"), (NARROW, "reader")]
)
async def test_the_card_of_a_link_stands_in_a_strip(
    library: Path, size: tuple[int, int], pane: str
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("tab")
        shown = words_of(stage, stage.main.panes[pane])
        assert "mayor" in shown
        assert "quoted 1 time, named in 31 articles" in shown
        assert stage.item == "ann", "the linked pane's cursor follows"
        await stage.press("tab")
        shown = stage.text_of(stage.main.panes[pane])
        assert "30 Apr" in shown
        assert "mayor" not in shown


@pytest.mark.parametrize("size", [MEDIUM, NARROW, (40, 10)])
async def test_the_strip_covers_neither_the_link_nor_what_comes_after_it(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("l")
        before = stage.text_of(stage.reader)
        await stage.press("tab")
        assert stage.text_of(stage.reader) != before
        await stage.press("escape")
        assert stage.text_of(stage.reader) == before
        for top in range(stage.reader.view):  # wherever the last link but one then stands
            await stage.press("escape", "G", *["k"] * top, "shift+tab")
            layout = stage.reader.layout_
            assert layout
            line = layout.line_at(layout.document.links[stage.reader.link].start)
            assert stage.reader.top <= line < stage.reader.top + stage.reader.view


async def test_the_linked_pane_shows_the_card_of_its_own_cursor(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("l", "l", "j")
        assert stage.item == "bo"
        card = stage.text_of(stage.linked).rpartition("├")[2]
        assert "quoted 1 time" in card
        await stage.press("enter")
        assert (stage.ref, stage.main.active) == ("bo", "reader")


def crowded() -> dict[str, str]:
    """An article with more links on a screen than there are letters."""
    people = {f"people/p{n:02}": f"---\nname: Person {n:02}\n---\n" for n in range(60)}
    links = " ".join(f"[[p{n:02}]]" for n in range(60))
    return {"articles/crowd": f"---\ntitle: A crowd\npublished: 2024\n---\n{links}\n", **people}


@pytest.mark.parametrize("number", [0, 7, len(LETTERS) - 1, 40, 59])
async def test_every_link_on_the_screen_has_a_hint_that_follows_it(
    tmp_path: Path, number: int
) -> None:
    async with browse(write(tmp_path / "crowd", crowded())) as stage:
        await stage.press("f")
        labels = [stage.app.hints.label(stage.reader, n) for n in range(60)]
        assert all(labels)
        assert all(label in stage.text_of(stage.reader) for label in labels)
        await stage.press(*labels[number])
        assert stage.ref == f"p{number:02}"
        assert not stage.app.hints.active


async def test_hints_stand_in_the_linked_pane_too(library: Path) -> None:
    async with browse(library, size=MEDIUM) as stage:
        await stage.press("l", "l", "f")
        assert stage.app.hints.label(stage.reader, 0)
        label = stage.app.hints.label(stage.linked, stage.linked.items_in_view()[1])
        assert f"{label}  Bo Lind" in stage.text_of(stage.linked)
        await stage.press(*label)
        assert stage.ref == "bo"


@pytest.mark.parametrize("key", ["escape", "1", "backspace", "enter", "tab", "ctrl+r"])
async def test_any_other_key_ends_the_hints_and_does_nothing_else(library: Path, key: str) -> None:
    async with browse(library, "ann") as stage:
        before = stage.main.navigator.place(), stage.text()
        await stage.press("f")
        assert stage.text() != before[1]
        await stage.press(key)
        assert not stage.app.hints.active
        assert (stage.main.navigator.place(), stage.text()) == before


async def test_the_first_letter_of_two_leaves_those_that_go_on(tmp_path: Path) -> None:
    async with browse(write(tmp_path / "crowd", crowded())) as stage:
        await stage.press("f")
        long = stage.app.hints.label(stage.reader, 59)
        assert len(long) == 2
        await stage.press(long[0])
        assert stage.app.hints.label(stage.reader, 59) == long[1]
        assert not stage.app.hints.label(stage.reader, 0)
        await stage.press("escape")
        assert stage.ref == "crowd"


async def test_a_link_to_nothing_says_what_it_wants(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("l")
        assert style_of(stage, "somebody") == STYLES["broken"]
        await stage.press("tab", "tab", "tab", "tab")
        assert "nothing: no record “nobody”" in stage.text()
        assert "no record has the id “nobody”" in words_of(stage, stage.linked)
        await stage.press("enter")
        assert "nobody" in stage.message
        assert stage.ref == "bridge"


async def test_a_link_to_no_quotation_says_which_record_has_none(tmp_path: Path) -> None:
    note = "---\ntitle: A note\npublished: 2024\n---\n[[ann#q1]] and [[said#q7]]\n"
    said = "---\ntitle: Said\nquotes: [{text: Words}]\n---\nWords.\n"
    files = {"articles/note": note, "articles/said": said, "people/ann": "---\nname: Ann\n---\n"}
    async with browse(write(tmp_path / "library", files)) as stage:
        await stage.press("l", "tab")
        assert "nothing: no quotation “q1” in" in stage.text()
        card = words_of(stage, stage.linked)
        assert "Nothing there yet “ann” has no quotation “q1”; it has none" in card
        await stage.press("tab")
        assert "has no quotation “q7”; it has #q1" in words_of(stage, stage.linked)


@pytest.mark.parametrize("pane", ["l", "l l"])
async def test_no_broken_link_leads_away(library: Path, pane: str) -> None:
    async with browse(library) as stage:
        await stage.press(*pane.split(), "G" if pane == "l l" else "f")
        if pane == "l l":
            assert stage.item == "nobody"
            await stage.press("enter")
        else:
            await stage.press(stage.app.hints.label(stage.reader, 3))
        assert "nobody" in stage.message
        assert stage.ref == "bridge"
        assert not stage.main.navigator.trail.can_back


async def test_visited_links_look_visited_in_both_panes(library: Path) -> None:
    async with browse(library) as stage:
        assert style_of(stage, "Ann Berg") == STYLES["link"]
        await stage.press("tab", "enter", "backspace", "escape")
        assert stage.ref == "bridge"
        assert style_of(stage, "Ann Berg") == STYLES["visited"]
        assert style_of(stage, "a bridge") == STYLES["link"]
        row = stage.linked.render_line(2)
        assert row.text.startswith("│ ▸ Ann Berg")
        assert any(segment.style and segment.style.italic for segment in row)


async def test_an_id_in_another_case_is_the_same_record(tmp_path: Path) -> None:
    files = small()
    files["articles/bridge"] = files["articles/bridge"].replace("[[ann|", "[[ANN|")
    async with browse(write(tmp_path / "library", files)) as stage:
        await stage.press("tab")
        assert stage.item == "ann"
        await stage.press("enter")
        assert stage.ref == "ann"
        await stage.press("backspace", "escape")
        assert style_of(stage, "Ann Berg") == STYLES["visited"]


async def test_the_source_is_that_of_what_the_keys_are_on(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("tab", "enter", "o")
        assert stage.message == "No address of a source is known for this."
        await stage.press("h")  # the article’s row, beside the person
        assert (stage.row, stage.ref) == ("bridge", "ann")
        await stage.press("o")
        await stage.until(lambda: "│ https://daily.example/bridge" in stage.text())


async def test_an_outward_link_shows_its_address(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press(*["tab"] * 5)
        assert "→ https://plan.example/" in stage.text()
        await stage.press("enter")
        await stage.until(lambda: "│ https://plan.example/" in stage.text())
        await stage.press("y")
        await stage.until(lambda: stage.app.clipboard == "https://plan.example/")
        assert "https://plan.example/" in stage.message
