"""Search: results while typing, opened at the match, gone through, and left as if never begun."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tui.browser.chooser import Chooser
from tui.library import following
from tui.library.facade import Library
from tui.library.searching import Searcher

from .libraries import LAST_WORDS, Kept, keep, lent, small
from .stage import MEDIUM, NARROW, SIZES, WIDE, Stage, browse

SAID = {
    "articles/harbour": "---\ntitle: The harbour wall\npublished: 2020-02-02\nquotes:\n"
    "  - {text: The sea took the wall, speaker: ann, said: 2020-02-01}\n"
    "  - {text: We saw the sea rise, speaker: bo, said: 1999~}\n---\n"
    "“The sea took the wall,” she said.\n\nNobody had seen the sea like that.\n\n"
    + "word " * 600
    + "\n\n“We saw the sea rise,” said [[bo]]. The SEA, again.\n",
    "articles/storm": "---\ntitle: A storm at sea\npublished: 2019-02-02\n---\n"
    + "line " * 600
    + "\n\nThe sea was grey.\n",
    "people/ann-soga": "---\nname: Ann Soga\nweak_aliases: [Soga]\n---\nA sailor at sea.\n",
    "people/bo-soga": "---\nname: Bo Soga\nweak_aliases: [Soga]\n---\n",
}


@pytest.fixture(scope="module")
def kept_shore(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory.mktemp("kept") / "shore", small() | SAID)


@pytest.fixture
def shore(kept_shore: Kept, tmp_path: Path) -> Iterator[Path]:
    with lent(kept_shore, tmp_path / "cache") as root:
        yield root


async def search(stage: Stage, words: str, key: str = "slash") -> None:
    """Type a search, and wait for what is found, and how much."""
    await stage.press(key)
    await stage.type(words)
    await found(stage)


async def found(stage: Stage) -> None:
    results = stage.main.results
    await stage.until(lambda: results.asked is not None)


def row(stage: Stage) -> str:
    """What the cursor of the results is on."""
    return stage.main.rows.current.ref if stage.main.rows.current else ""


def typed(stage: Stage) -> str:
    return stage.main.prompt.value if stage.main.prompt else ""


def match(stage: Stage) -> str:
    """The match that one is at, with what follows it."""
    reader = stage.reader
    assert reader.layout_ is not None
    assert reader.finder.current >= 0
    start, _ = reader.finder.matches[reader.finder.current]
    assert reader.shows(start)
    return reader.layout_.text[start : start + 8]


@pytest.mark.parametrize("size", SIZES)
async def test_each_key_looks_again_and_enter_opens_at_the_match(
    shore: Path, size: tuple[int, int]
) -> None:
    async with browse(shore, size=size) as stage:
        await search(stage, "se")
        assert stage.main.results.filter == "se"
        await stage.type("a grey")
        await found(stage)
        assert [item.ref for item in stage.items] == ["storm"]
        assert "Articles 1" in stage.text_of(stage.main.results)
        assert "The sea was grey." in stage.text_of(stage.main.results)
        await stage.press("enter")
        assert (stage.ref, stage.main.active) == ("storm", "reader")
        assert match(stage) == "sea was "


async def test_what_is_found_is_grouped_and_says_what_more_there_is(shore: Path) -> None:
    async with browse(shore) as stage:
        await search(stage, "note")
        text = stage.text_of(stage.main.results)
        assert "Articles 30" in text
        assert "→ all 30 articles" not in text  # only one kind: it is listed in full
        await search_anew(stage, "sea")
        text = stage.text_of(stage.main.results)
        assert [text.count(words) for words in ("Articles 2", "People 1", "Quotes")] == [1, 1, 1]
        assert text.index("Articles 2") < text.index("People 1") < text.index("Quotes")
        await search_anew(stage, "ann")
        assert "→ all 3" in stage.text_of(stage.main.results)
        assert "33 records" in stage.status
        rows = stage.main.results
        more = next(n for n, item in enumerate(stage.items) if not item.ref)
        await stage.press(*["down"] * more, "enter")
        await stage.until(lambda: rows.sort == "article")
        assert (rows.total, stage.main.active) == (31, "list")
        assert "Articles: ann" in stage.text()
        await stage.press("G", "backspace")
        assert (rows.sort, rows.cursor, rows.filter) == ("", more, "ann")


async def test_what_is_dropped_in_the_midst_of_reading_leaves_the_next_question_alone(
    shore: Path,
) -> None:
    endless = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT n FROM n"
    reads = threading.Event()

    def read(searcher: Searcher) -> None:
        run = searcher._index.connection.execute
        rows = run("SELECT 1 UNION ALL SELECT 2")
        for _ in rows:
            reads.set()
            run(f"{endless} WHERE n < 0").fetchone()

    async with browse(shore) as stage:
        seeker, told = stage.main.seeker, list[object]()
        seeker.ask(read, told.append)
        dropped = seeker._asked
        assert reads.wait(10)
        seeker.ask(lambda searcher: searcher._index.meta("name"), told.append)
        await stage.until(lambda: told)
        assert dropped is not None
        assert dropped.exception()
        assert told == [stage.app.library.name]


async def search_anew(stage: Stage, words: str) -> None:
    await stage.press("escape")
    await search(stage, words)


async def test_matches_are_walked_through_within_and_across(shore: Path) -> None:
    async with browse(shore) as stage:
        await search(stage, "sea kind:article")
        await stage.press("enter")
        been = [(stage.ref, match(stage))]
        for _ in range(5):
            await stage.press("n")
            been.append((stage.ref, match(stage)))
        assert been == [
            ("storm", "sea was "),
            ("harbour", "sea took"),
            ("harbour", "sea like"),
            ("harbour", "sea rise"),
            ("harbour", "SEA, aga"),
            ("harbour", "SEA, aga"),
        ]
        assert "last match" in stage.message
        await stage.press(*"NNNN")
        assert (stage.ref, match(stage)) == been[0]
        await stage.press("n", "backspace")
        assert (stage.main.active, row(stage)) == ("list", "harbour")
        await stage.press("H")
        assert not stage.main.results.on


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", ["", "j j l j j tab", "4 j enter tab", "z ctrl+d", "2 l l j"])
async def test_escape_leaves_all_as_it_was(shore: Path, size: tuple[int, int], keys: str) -> None:
    async with browse(shore, size=size) as stage:
        await stage.press(*keys.split())
        await stage.until(lambda: not stage.main._preview.goes_on)
        place, screen = stage.main.navigator.place(), stage.text()
        places = len(stage.main.navigator.trail.to_json()["places"])
        for key in ("slash", "quotation_mark"):
            await search(stage, "sea", key)
            await stage.press("down", "pagedown", "escape")
            assert stage.main.navigator.place() == place
            await stage.until(lambda: stage.text() == screen)
            await stage.press(key, "escape")
            assert stage.text() == screen
        assert len(stage.main.navigator.trail.to_json()["places"]) == places


@pytest.mark.parametrize("size", SIZES)
async def test_quotations_are_found_with_speaker_and_date(
    shore: Path, size: tuple[int, int]
) -> None:
    async with browse(shore, size=size) as stage:
        await search(stage, "the sea", "quotation_mark")
        text = stage.text_of(stage.main.results)
        assert "“The sea took the wall”" in text
        assert "Ann Berg · 2020-02-01" in text
        assert "1 of 2 · newest first" in text
        await stage.press("down", "enter")
        assert (stage.ref, stage.reader.marked) == ("harbour", "harbour#q2")
        assert "▌“We saw the sea rise" in stage.text()
        await stage.press("tab", "enter")  # on to the speaker
        assert stage.ref == "bo"
        await stage.press("backspace", "backspace")
        assert row(stage) == "harbour#q2"
        await stage.press("N")
        assert stage.reader.marked == "harbour#q1"
        await stage.press("s")
        assert "best first" in stage.status


async def test_what_was_found_survives_a_restart(shore: Path) -> None:
    async with browse(shore) as stage:
        await search(stage, "se")  # a word that goes on: it does so after a restart, too
        await stage.press("down", "enter", "q")
        items, ref = [item.ref for item in stage.items], stage.ref
    async with browse(shore) as stage:
        assert (stage.ref, [item.ref for item in stage.items]) == (ref, items)
        await stage.press("n", "backspace")
        assert (stage.main.active, stage.main.results.filter) == ("list", "se")
        stage.main.navigator.open("find:sea")
        await found(stage)
        assert stage.main.results.total == 2


async def test_keys_in_a_burst_open_what_was_typed_last(shore: Path) -> None:
    async with browse(shore) as stage:
        await stage.press("slash", *"zzz", "backspace", "backspace", "backspace", *"grey", "enter")
        assert (stage.ref, match(stage)) == ("storm", match(stage))
        assert match(stage).startswith("grey.")
        await stage.press("slash", *"sea", "down", "down", "up", "enter")
        assert (stage.ref, stage.main.results.cursor) == ("harbour", 1)


async def test_searches_of_the_past_and_saved_ones(shore: Path) -> None:
    async with browse(shore) as stage:
        for words in ("grey", "wall"):
            await search(stage, words)
            await stage.press("enter")
        await stage.press("slash")
        await stage.type("rise")
        await stage.press("ctrl+s")
        await stage.type("high water")
        await stage.press("enter")
        assert typed(stage) == "rise"
        assert "Saved as “high water”" in stage.message
        await stage.press("escape", "quotation_mark")
        shown = [stage.text_of(stage.main.results).index(one) for one in ("wall", "grey", "rise")]
        assert shown == sorted(shown)
        await stage.press("down", "down", "enter")  # the third: the saved one
        await found(stage)
        assert [item.ref for item in stage.items] == ["harbour#q2"]
        await stage.press("escape", "slash", "ctrl+x", "down", "ctrl+x")
        assert [len(stage.main.results.past.queries), stage.main.results.past.saved] == [1, {}]
        await stage.press("q")
    async with browse(shore) as stage:
        await stage.press("slash")
        assert stage.main.results.past.queries == ["grey"]
        await stage.press("up", "enter", "enter")
        assert stage.ref == "storm"


@pytest.mark.parametrize(("key", "before"), [("slash", ""), ("F", "4")])
async def test_a_name_that_fits_several_is_asked_for(shore: Path, key: str, before: str) -> None:
    async with browse(shore) as stage:
        await stage.press(*before.split(), key)
        await stage.type("by:soga sea")
        await stage.press("enter")
        assert isinstance(stage.app.screen, Chooser)
        assert "person bo-soga" in stage.text()
        await stage.press("2")
        if key == "slash":
            assert typed(stage) == "by:bo-soga sea"
        else:
            assert stage.rows.filter == "by:bo-soga sea"


@pytest.mark.parametrize("size", SIZES)
async def test_a_list_is_filtered_and_says_so(shore: Path, size: tuple[int, int]) -> None:
    async with browse(shore, size=size) as stage:
        await stage.press("j", "F")
        await stage.type("sea")
        await stage.press("enter")
        text = stage.text_of(stage.rows)
        assert "2 of 33 · sea" in text
        assert "Articles 2 · esc: all" in text
        await stage.press("F")
        assert typed(stage) == "sea"
        await stage.type(" about:nobody-here")
        await stage.press("enter")
        assert "no record is called “nobody-here”" in stage.message
        await stage.press("escape", "escape")
        assert stage.rows.total == 33
        await stage.press("4", "F")
        await stage.type("by:bo")
        await stage.press("enter")
        assert "2 of 4 · by:bo" in stage.text_of(stage.rows)
        await stage.press("backspace", "backspace", "backspace")
        assert (stage.rows.list, stage.rows.filter, stage.row) == ("articles", "", "note-29")


NASTY = [
    "[@click=app.quit]x[/]",
    "\x1b]0;owned\x07\x00",
    "👩‍👩‍👧 \u202e",
    "x" * 10_000,
    '"' * 500,
    "by: -foo http://x C++ NEAR( AND *",
    "a\nb\rc\td",
]


@pytest.mark.parametrize("words", NASTY)
async def test_any_words_can_be_pasted(shore: Path, words: str) -> None:
    async with browse(shore, size=NARROW) as stage:
        for key in ("slash", "quotation_mark", "F"):
            await stage.press(key)
            assert stage.main.prompt is not None
            stage.main.prompt.insert_pasted(words)
            await stage.pilot.pause()
            assert not set(typed(stage)) & set("\x1b\x00\u202e\t\r\n")
            await stage.press("enter", "escape", "escape")
            assert not any(
                sign in stage.text() for sign in "\x1b\x00\u202e\n\t\r".replace("\n", "")
            )
            await stage.press("escape")
        await stage.press("q")
    async with browse(shore, size=MEDIUM) as stage:
        await stage.press("slash", "enter", "enter")
        assert "\x1b" not in stage.text()


async def test_late_answers_are_dropped(shore: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one search runs, keys are taken; what it finds at last is not shown any more."""
    go_on, asked = threading.Event(), []
    original = Searcher.search

    def slow(self: Searcher, query: object, *rest: int) -> object:
        asked.append(query.text)  # type: ignore[attr-defined]
        if query.text == "w":  # type: ignore[attr-defined]
            go_on.wait(5)
        return original(self, query, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Searcher, "search", slow)
    async with browse(shore) as stage:
        await stage.press("slash", "w")
        await stage.until(lambda: asked == ["w"])
        await stage.type("all")
        assert typed(stage) == "wall"
        assert stage.main.results.total == 0
        go_on.set()
        await found(stage)
        assert (asked[-1], row(stage)) == ("wall", "harbour")
        assert len(asked) < 5


async def test_keys_do_not_wait_for_the_page_of_the_best(
    shore: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made beside them, shown while its row is the one; and at once where it is asked."""
    go_on, made = threading.Event(), []
    original = following.lead

    def slow(library: Library, ref: str, **kept: Any) -> following.Lead:
        if threading.current_thread() is not threading.main_thread():
            made.append(ref)
            go_on.wait(5)
        return original(library, ref, **kept)

    monkeypatch.setattr(following, "lead", slow)
    async with browse(shore) as stage:
        before = stage.ref
        await search(stage, "grey")
        await stage.until(lambda: made == ["storm"])
        await stage.type(" OR soga")
        assert typed(stage) == "grey OR soga"
        assert stage.ref == before
        go_on.set()
        await stage.until(lambda: len(made) == 2 and stage.ref == row(stage) == made[1])
        go_on.clear()
        await stage.type("s")
        await stage.until(lambda: len(made) == 3)
        stage.main.preview_now()
        assert stage.ref == row(stage)
        go_on.set()


async def test_an_index_without_a_file_is_asked_here(
    shore: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    monkeypatch.setenv("ONRECORD_CACHE", str(blocked))
    async with browse(shore) as stage:
        await search(stage, "grey")
        await stage.press("enter")
        assert stage.ref == "storm"


async def test_a_click_on_a_row_chooses_and_opens_it(shore: Path) -> None:
    async with browse(shore, size=WIDE) as stage:
        await search(stage, "sea")
        await stage.pilot.click(stage.main.results, offset=(8, 5))
        assert (stage.main.prompt, stage.main.active) == (None, "list")
        assert stage.main.results.cursor == 1
        await stage.pilot.click(stage.main.results, offset=(8, 5))
        assert stage.main.active == "reader"
        assert LAST_WORDS not in stage.text()


async def test_a_date_that_may_match_says_so(shore: Path) -> None:
    async with browse(shore) as stage:
        await search(stage, "since:1999-06 by:bo", "quotation_mark")
        assert "Bo Lind · 1999~ (may match)" in stage.text_of(stage.main.results)
        await stage.press("escape", "4", "F")
        await stage.type("since:1999-06 by:bo")
        await stage.press("enter")
        assert "1999~ (may match)" in stage.text_of(stage.rows)
