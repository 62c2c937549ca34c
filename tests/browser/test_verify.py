"""Were they said? Words pasted or typed, the verdict, the passage, and back to the same finding."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events

from tui.core.claims import MOST_WORDS
from tui.library.searching import Searcher

from .libraries import LAST_WORDS, small, write
from .nasty import MARKUP
from .stage import NARROW, SIZES, WIDE, Stage, browse

TOLD = {
    "articles/told": "---\ntitle: '[b]Told[/b]'\npublished: 2024-06\ntext: retelling\nquotes:\n"
    "  - {text: the ferry will never run again, speaker: [ann, bo], to: ann, event: opening}\n"
    "---\n" + "word " * 400 + "\n\nShe was sure “the ferry will never run again” here.\n\n"
    "The harbour lay empty for nine winters after that.\n",
    "articles/again": "---\ntitle: Again\npublished: 2024-07\nquotes:\n"
    "  - {text: the ferry will never run again, speaker: bo}\n---\n"
    "“the ferry will never run again”\n",
}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return write(tmp_path / "news", small() | TOLD)


async def paste(stage: Stage, text: str, *keys: str) -> None:
    """Paste a text into the line of words, and press keys."""
    await stage.press("v")
    stage.app.post_message(events.Paste(text))
    await stage.press(*keys)


def read(stage: Stage) -> str:
    """The page of the reader, its lines joined."""
    return stage.reader.content.document.text if stage.reader.content else ""


def passage(stage: Stage) -> str:
    """What is pointed out in the reader; it is in view."""
    assert stage.reader.content is not None
    spans = stage.reader.marked_spans()
    assert stage.reader.shows(spans[0][0])
    return " … ".join(stage.reader.content.document.text[start:end] for start, end in spans)


@pytest.mark.parametrize("size", [*SIZES, (40, 10)])
async def test_differences_the_passage_and_back(news: Path, size: tuple[int, int]) -> None:
    async with browse(news, size=size) as stage:
        await stage.press("v")
        await stage.type("nobody was ever asked")
        await stage.press("enter")
        assert stage.main.active == "reader"
        assert "Altered: “ever” is missing from the quotation." in " ".join(
            stage.text_of(stage.reader).replace("│", " ").split()
        )
        assert "Nobody was [-ever-] asked".lower() in read(stage).lower()
        assert "[-claimed-] {+in the source+}" in read(stage)
        for word in (f"“{LAST_WORDS}”", "Bo Lind", "at “The opening”", "In The bridge is open"):
            assert word in read(stage)
        before, seen = stage.main.navigator.place(), stage.text_of(stage.reader)
        assert "opens the passage" in stage.message
        await stage.press("enter")
        assert (stage.ref, passage(stage)) == ("bridge", LAST_WORDS)
        await stage.press("backspace")
        assert stage.main.navigator.place() == before
        assert stage.text_of(stage.reader) == seen
        await stage.press("tab", "enter")
        assert stage.ref == "bo"
        await stage.press("backspace", "backspace")
        assert (stage.main.active, stage.ref) == ("list", stage.row)


async def test_a_finding_in_no_quotation_leads_to_the_words(news: Path) -> None:
    async with browse(news) as stage:
        await paste(stage, "harbour lay quite empty for\r\n  nine winters", "enter")
        assert "harbour lay [-quite-] empty for nine winters" in read(stage)
        assert "A retelling: these words are the article’s" in read(stage)
        assert "In [b]Told[/b], June 2024 (retelling)" in read(stage)
        await stage.press("y")
        assert stage.app.clipboard == "told"
        await stage.press("enter")
        assert (stage.ref, passage(stage)) == ("told", "harbour lay empty for nine winters")


async def test_several_sources_and_several_passages(news: Path) -> None:
    async with browse(news, size=(40, 10)) as stage:
        await paste(stage, "the ferry will never run again", "enter")
        assert "Verbatim: a whole quotation." in read(stage)
        assert "Ann Berg, Bo Lind, June 2024 (published), to Ann Berg, at “" in read(stage)
        assert "again#q1, Bo Lind, July 2024 (published): the same words" in read(stage)
        links = stage.reader.content.document.links if stage.reader.content else []
        assert links[-1].target == "again#q1"
        await stage.press("y")
        assert stage.app.clipboard.startswith("“the ferry will never run again” — Ann Berg, Bo")
        await paste(
            stage, "the ferry will never run again. It took the guild only nine years.", "enter"
        )
        assert "words of 2 passages, run together" in read(stage)
        second = read(stage).index("2 of 2")
        assert "opens the first passage on the screen" in stage.message
        await stage.press("G")
        assert stage.reader.offset_at_top > read(stage).index("In [b]Told")
        assert stage.reader.offset_at_top > second
        await stage.press("enter")
        assert passage(stage) == "It took the guild nine years"


async def test_what_nobody_said_and_what_has_no_words(news: Path) -> None:
    async with browse(news) as stage:
        await paste(stage, "it rained on every day of that long month", "enter")
        assert "Not found: no quotation and no article has these words." in read(stage)
        assert "“it rained on every day of that long month”" in read(stage)
        await stage.press("enter")
        assert "Choose a link first" in stage.message
        await paste(stage, " ?!\n", "enter")
        assert stage.message == "Paste or type words first."
        assert stage.main.prompt is not None


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("keys", ["", "j j l j tab", "4 j enter tab", "z ctrl+d", "2 l l j"])
async def test_escape_leaves_all_as_it_was(news: Path, size: tuple[int, int], keys: str) -> None:
    async with browse(news, size=size) as stage:
        await stage.press(*keys.split())
        await stage.until(lambda: not stage.main._preview.goes_on)
        before, seen = stage.main.navigator.place(), stage.text()
        await paste(stage, LAST_WORDS, "left", "escape")
        assert stage.main.prompt is None
        assert stage.main.navigator.place() == before
        await stage.until(lambda: stage.text() == seen)


async def test_what_is_pasted_is_only_text(news: Path) -> None:
    nasty = f"{LAST_WORDS}\x00\x1b[31m {MARKUP} \u202efdp\u2066 a\u200fb \x9b2J\x7f [[ann]]"
    async with browse(news) as stage:
        await paste(stage, nasty)
        text = stage.text()
        assert stage.main.prompt is not None
        assert stage.main.prompt.value == nasty  # compared to the letter
        await stage.press("enter")
        text += stage.text()
        assert not set(text) & set("\x00\x1b\u202e\u2066\u200f\x9b\x7f")
        assert "␛[31m" in text
        assert stage.ref == f"verify:{nasty}"
        assert [one.target for one in stage.reader.content.document.links] in (  # type: ignore[union-attr]
            [],
            ["bo", "opening", "bridge#asked"],
        )


async def test_words_of_a_right_to_left_text_are_compared_as_they_are(tmp_path: Path) -> None:
    said = "لم يُسأل\u200f أحد من الصيادين"
    files = {"articles/rtl": f"---\ntitle: R\nquotes:\n  - {{text: {said}}}\n---\n“{said}”\n"}
    async with browse(write(tmp_path, files)) as stage:
        await paste(stage, said, "enter")
        assert "Verbatim: a whole quotation." in read(stage)


async def test_a_long_paste_is_checked_beside_the_keys(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes late is dropped: after escape, and after another word was typed."""
    go, begun, slow = threading.Event(), threading.Event(), Searcher.verify

    def verify(searcher: Searcher, root: str, text: str) -> object:
        begun.set()
        assert go.wait(5)
        return slow(searcher, root, text)

    monkeypatch.setattr(Searcher, "verify", verify)
    long = f"{LAST_WORDS}.\n" + "rain fell on the sea\n" * (MOST_WORDS // 4)
    async with browse(news) as stage:
        before = stage.main.navigator.place()
        await paste(stage, long, "enter")
        await stage.until(begun.is_set)
        assert "Checking 12,503 words; esc stops it." in stage.message
        await stage.press("x")
        assert (stage.message, stage.main.seeker._asked) == ("", None)
        await stage.press("backspace", "enter", "escape")
        assert stage.main.prompt is None
        go.set()
        await stage.press("j", "k")
        await stage.until(lambda: not stage.main._preview.goes_on)
        assert stage.main.navigator.place() == before
        await paste(stage, long, "enter")
        await stage.until(lambda: stage.ref.startswith("verify:"))
        assert "only its first 10,000 words were compared" in read(stage)
        assert stage.main.prompt is None
        await stage.press("backspace")
        assert stage.main.navigator.place() == before


async def test_the_verdict_is_there_after_a_restart_and_after_changes(news: Path) -> None:
    async with browse(news) as stage:
        await paste(stage, "the harbour lay empty", "enter")
        assert "words of an article" in read(stage)
        await stage.press("q")
    file = news / "articles/told.md"
    file.write_text(file.read_text().replace("lay empty", "lay quiet"))
    async with browse(news) as stage:
        assert stage.ref == "verify:the harbour lay empty"
        await stage.press("ctrl+r")
        assert "lay empty for" not in read(stage)
        assert "Verbatim" not in read(stage)
