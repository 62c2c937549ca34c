"""Bookmarks on the screen: what `m` means, the page of them, and words that move or go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.core.bookmarks import Bookmark
from tui.library import bookmarks

from .libraries import LAST_WORDS, change
from .stage import SIZES, WIDE, Stage, browse
from .test_trail import marked


def kept(stage: Stage) -> list[Bookmark]:
    return bookmarks.load(stage.app.library)


# keys before `m` → kind, reference and the first words of what has a bookmark then
MEANT = {
    "": ("record", "bridge", ""),
    "4": ("quote", "bridge#asked", LAST_WORDS),
    "l": ("record", "bridge", ""),
    "tab": ("record", "bridge", ""),
    "l tab tab tab tab tab tab": ("quote", "bridge#q1", "It took the guild nine years"),
    "l tab tab tab tab tab tab space": ("passage", "bridge", "word word"),
    "l l": ("record", "ann", ""),
    "4 enter": ("quote", "bridge#asked", LAST_WORDS),
    "4 enter escape": ("passage", "bridge", "Paragraph 24 of a long text"),
    "4 enter g": ("record", "bridge", ""),
    "2 enter": ("record", "ann", ""),
    "2 enter tab": ("quote", "bridge#q1", "It took the guild nine years"),
    "l space": ("passage", "bridge", "word word"),
    "l space g": ("record", "bridge", ""),
    "ctrl+f g r a p h space 2 4 enter": ("passage", "bridge", "Paragraph 24 of a long text"),
    "ctrl+f g r a p h space 2 4 enter g": ("record", "bridge", ""),
    "exclamation_mark": ("record", "!", ""),
}


@pytest.mark.parametrize("keys", MEANT)
async def test_a_bookmark_is_set_on_what_is_meant(library: Path, keys: str) -> None:
    kind, ref, words = MEANT[keys]
    async with browse(library, size=WIDE) as stage:
        await stage.press(*keys.split())
        await stage.press("m")
        (mark,) = kept(stage)
        assert (mark.kind, mark.ref, mark.words[: len(words)]) == (kind, ref, words)
        assert stage.message.startswith("Bookmarked ")
        assert (mark.words or mark.title)[:20] in stage.message
        await stage.press("m")
        assert kept(stage) == []
        assert stage.message.startswith("No longer bookmarked: ")


async def test_a_passage_is_of_the_records_own_words_where_there_are_any(own_library: Path) -> None:
    change(own_library, ("source:", "text: retelling\nsummary: In short.\nsource:"))
    async with browse(own_library) as stage:
        await stage.press("l", "j", "j")
        assert "! A retelling" in stage.text_of(stage.reader).split("\n")[1]
        await stage.press("m")
        assert kept(stage)[0].words.startswith("Ann Berg opened a bridge in the town")
        await stage.press("apostrophe", "tab", "enter")
        assert len(marked(stage)) > 1
        await stage.press("escape")
        assert marked(stage) == []
        await stage.press("h", "l")
        assert stage.main.navigator.place().marked == ""


async def test_what_leads_nowhere_has_no_bookmark(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("l", "l")
        for _ in stage.linked.entries:
            if stage.item != "nobody":
                await stage.press("j")
        assert stage.item == "nobody"
        await stage.press("m")
        assert stage.message == "There is nothing to bookmark here."
        assert kept(stage) == []


@pytest.mark.parametrize("size", SIZES)
async def test_each_bookmark_leads_to_its_words_and_back(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("m", "l", "space", "m", "4", "m", "2", "enter", "m", "apostrophe")
        passage = kept(stage)[1].words
        page = stage.main.navigator.place()
        assert "4 bookmarks" in stage.text()
        for number, expected in enumerate(("ann", "bridge", "bridge", "bridge"), 1):
            await stage.press(*["tab"] * number, "enter")
            assert stage.ref == expected
            lines = " ".join(marked(stage))
            assert (LAST_WORDS in lines) == (number == 2)
            assert (passage[:20] in lines.replace("▌", "")) == (number == 3)
            assert not stage.message
            here = stage.main.navigator.place()
            await stage.press("backspace", "L")
            assert stage.main.navigator.place() == here
            assert " ".join(marked(stage)) == lines
            await stage.press("backspace")
            assert (stage.ref, stage.reader.link) == (page.ref, number - 1)
            await stage.press(*["shift+tab"] * (number - 1), "escape")


@pytest.mark.parametrize("size", SIZES)
async def test_the_whole_of_a_passage_is_brought_into_view(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, "bridge", size=size) as stage:
        reader = stage.reader
        for above in range(5):  # on one of these lines stands no end of a paragraph
            assert reader.layout_
            assert reader.content
            start = reader.layout_.lines[reader.view - above].start
            words = reader.content.document.text[start : start + 150]
            stage.main.navigator.open(f"passage:bridge/{start}/{words[: words.rindex(' ')]}")
            assert reader.passage
            assert all(reader.shows(offset) for offset in (start, reader.passage[1] - 1))
            await stage.press("g")


async def test_what_was_opened_is_what_its_key_takes_away(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("l", "space", "m", "4", "m")
        for left in (1, 0):
            await stage.press("apostrophe", "tab", "enter", "m")
            assert stage.message.startswith("No longer bookmarked: ")
            assert len(kept(stage)) == left


async def test_on_the_page_its_key_takes_a_bookmark_away(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("m", "2", "m", "j", "m", "apostrophe", "m")
        assert stage.message == "Choose a bookmark first."
        await stage.press("tab", "tab", "m")
        assert [mark.ref for mark in kept(stage)] == ["bridge", "bo"]
        assert (stage.link, stage.message) == ("bridge", "No longer bookmarked: “Ann Berg”.")
        await stage.press("m")
        assert stage.link == "bo"
        await stage.press("m")
        assert stage.link == ""
        assert "Nothing is bookmarked yet" in stage.text_of(stage.reader)
        await stage.press("backspace", "L")
        assert stage.ref == "bookmarks:"
        await stage.press("apostrophe")
        assert stage.message == "m sets a bookmark on what is read."


async def test_of_two_that_are_gone_the_one_under_the_cursor_is_taken_away(
    own_library: Path,
) -> None:
    async with browse(own_library) as stage:
        await stage.press("l", "space", "m", "space", "m", "tab")
        first, second = kept(stage)
        (own_library / "articles" / "bridge.md").unlink()
        await stage.press("ctrl+r", "apostrophe", "tab", "tab", "enter")
        assert stage.message == "This link leads nowhere: there is no “bridge”."
        await stage.press("m")
        assert kept(stage) == [second]
        assert first.words[:20] in stage.message


GONE = "no longer in the article: “"


async def test_words_that_move_are_followed_and_words_that_go_are_told(own_library: Path) -> None:
    async with browse(own_library, size=WIDE) as stage:
        await stage.press("4", "m", "j", "m", "1", "l", "space", "m", "q")
        passage = kept(stage)[2].words
    change(
        own_library,
        ("quotes:\n", "quotes:\n  - {text: a bridge}\n"),
        ("id: asked, ", ""),
        ("Paragraph 0 ", "New words.\n\n" * 30 + "Paragraph 0 "),
        ("It took the guild nine", "It took the guild ten"),
        ("]] nine years", "]] ten years"),
    )
    async with browse(own_library, size=WIDE) as stage:
        await stage.press("apostrophe")
        assert "guild nine years" in stage.text()
        await stage.press("tab", "enter")
        assert passage[:20] in " ".join(marked(stage))
        await stage.press("backspace", "tab", "enter")
        assert stage.message == (
            "These words are no longer in the article: “It took the guild nine years”."
        )
        assert (stage.ref, marked(stage), stage.reader.top) == ("bridge", [], 0)
        await stage.press("backspace", "tab", "enter")
        assert stage.main.navigator.place().ref == "bridge#q3"
        assert LAST_WORDS in " ".join(marked(stage))


# The trail follows words in the same way


@pytest.mark.parametrize("keys", ["4 enter", "4"])
async def test_a_quotation_of_the_trail_is_followed_over_a_restart(
    own_library: Path, keys: str
) -> None:
    async with browse(own_library) as stage:
        await stage.press(*keys.split(), "q")
    change(own_library, ("quotes:\n", "quotes:\n  - {text: a bridge}\n"), ("id: asked, ", ""))
    async with browse(own_library) as stage:
        place = stage.main.navigator.place()
        assert (place.ref, place.marked) == ("bridge#q3", LAST_WORDS)
        assert not stage.message
        assert stage.row == "bridge#q3"
        if place.view:
            assert f"Quotation {place.ref}" in stage.text_of(stage.reader)
        else:
            assert LAST_WORDS in " ".join(marked(stage))


async def test_a_quotation_of_the_trail_that_is_gone_is_told_and_comes_back(
    own_library: Path,
) -> None:
    async with browse(own_library) as stage:
        await stage.press("4", "enter", "2", "enter", "q")
    change(own_library, (LAST_WORDS, "Nobody was heard"))
    async with browse(own_library) as stage:
        await stage.press("backspace", "backspace")
        assert f"{GONE}{LAST_WORDS}" in stage.message
        assert (stage.ref, marked(stage)) == ("bridge", [])
        await stage.press("backspace", "L", "q")
    change(own_library, ("Nobody was heard", LAST_WORDS))
    async with browse(own_library) as stage:
        assert stage.main.navigator.place().ref == "bridge#asked"
        await stage.press("G")
        assert LAST_WORDS in " ".join(marked(stage))
        await stage.press("escape")
        assert marked(stage) == []
        await stage.press("L", "H")
        assert marked(stage) == [], "what was taken off stays off"


async def test_what_is_pointed_out_is_in_view_where_the_words_above_it_are_gone(
    own_library: Path,
) -> None:
    async with browse(own_library) as stage:
        await stage.press("4", "enter", "q")
        top = stage.main.navigator.place().words
    new = [("Paragraph 0 ", "New words.\n\n" * 60 + "Paragraph 0 ")]
    change(own_library, *new, (top[:14], "Another line"))
    async with browse(own_library) as stage:
        assert LAST_WORDS in " ".join(marked(stage))


async def test_bookmarks_that_cannot_be_kept_are_told(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browse(library) as stage:

        def refuse(name: str, value: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(stage.app.library, "save_state", refuse)
        await stage.press("m")
        assert stage.message == "Bookmarks can’t be kept: No space left on device"
        await stage.press("s")
        assert stage.rows.sort == "title"
