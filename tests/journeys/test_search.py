"""Who said that? From a few words to the passage, its speaker, and back to the same result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal import Terminal

from .stories import (
    SIZES,
    follow,
    is_ready,
    link,
    link_to,
    row,
    settled,
    start,
    title,
    wait_for_title,
)


@pytest.mark.parametrize("size", SIZES)
def test_from_words_to_the_passage_and_the_speaker(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as terminal:
        terminal.wait_for(is_ready)
        before = settled(terminal)
        terminal.send('"mother will be')
        terminal.wait_for("Hitomi Soga · ")
        assert row(terminal.screen).startswith("“My mother will be")
        terminal.press("escape")
        terminal.wait_for(lambda screen: screen.text() == before)
        terminal.send('"mother will be\r')  # all at once: what enter opens must have been found
        terminal.wait_for("▌“My mother will be")
        article = title(terminal.screen)
        terminal.press("tab")  # the first that is in view
        terminal.wait_for(lambda screen: link(screen)[0])
        if link(terminal.screen)[2] != "person":
            link_to(terminal, "person")
        assert follow(terminal) != article
        terminal.press("backspace")
        wait_for_title(terminal, article)
        terminal.press("backspace")
        wait_for_title(terminal, "Quotes: mother will be")
        assert row(terminal.screen).startswith("“My mother will be")
        found = settled(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with start(tmp_path, size=size) as terminal:
        terminal.wait_for(lambda screen: screen.text() == found)
        terminal.press("H")
        terminal.wait_for(lambda screen: screen.text() == before)


def test_a_search_over_everything_and_on_through_its_matches(tmp_path: Path) -> None:
    with start(tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for(is_ready)
        terminal.send("/stockholm kind:article")
        wait_for_title(terminal, "Search: stockholm kind:article")
        terminal.wait_for("Articles ")
        terminal.press("enter")
        terminal.wait_for("match ")
        first = title(terminal.screen)
        walk(terminal, "n", lambda: title(terminal.screen) != first)
        walk(terminal, "N", lambda: title(terminal.screen) == first)
        terminal.press("1", "F")
        terminal.send("stockholm\r")
        terminal.wait_for("· stockholm")
        terminal.press("escape")
        terminal.wait_for(lambda screen: "· by date" in screen.text())


def walk(terminal: Terminal, key: str, there: Callable[[], bool]) -> None:
    """Press a key again and again until one is there; each time another match is told."""
    for _ in range(30):
        before = terminal.mark()
        terminal.press(key)
        terminal.wait_for(lambda _: terminal.mark() > before)  # noqa: B023
        terminal.wait_quiet(0.1)
        assert "match " in terminal.text()
        if there():
            return
    raise AssertionError(terminal.text())


PASTED = "“one of the most\r\nbeautiful meetings since I’ve been\tthe president.”\x1b[201~"


@pytest.mark.parametrize("size", [*SIZES, (40, 10)])
def test_words_that_are_passed_around_are_checked(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as terminal:
        terminal.wait_for(is_ready)
        before = settled(terminal)
        terminal.send("v\x1b[200~no \x00\x07 such\nwords\x1b[201~")
        terminal.wait_for("such words")
        terminal.press("escape")
        terminal.wait_for(lambda screen: screen.text() == before)
        terminal.send(f"v\x1b[200~{PASTED}\r")  # all at once
        terminal.wait_for("Altered: “beautiful” where the")
        found = settled(terminal)
        terminal.press("enter")
        terminal.wait_for("▌")  # beside the passage
        article = title(terminal.screen)
        terminal.press("backspace")
        terminal.wait_for(lambda screen: not screen.text().count("▌"))
        assert title(terminal.screen).startswith("Verify: “one of the most")
        assert settled(terminal).splitlines()[1:-1] == found.splitlines()[1:-1]
        assert article
        terminal.press("backspace")
        terminal.wait_for(lambda screen: screen.text() == before)


def test_a_very_long_paste_is_checked(tmp_path: Path) -> None:
    noise = "it rained on every day of that long month\n" * 240
    with start(tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for(is_ready)
        terminal.send(f"v\x1b[200~{noise}{PASTED}\r")
        terminal.wait_for("Altered: ", timeout=20)
