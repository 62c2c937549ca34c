"""From a record to the end of a link and back, by keyboard, at three sizes."""

from __future__ import annotations

import base64
from itertools import pairwise
from pathlib import Path

import pytest

from .stories import (
    SIZES,
    follow,
    is_ready,
    link_to,
    next_link,
    row,
    settled,
    start,
    title,
    wait_for_title,
)


@pytest.mark.parametrize("size", SIZES)
def test_to_the_end_of_a_link_and_back_and_again(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, size=size) as terminal:
        terminal.wait_for(is_ready)
        first, articles = row(terminal.screen), title(terminal.screen)
        assert articles.startswith("Articles")
        been = [follow(terminal)]
        assert been[0].startswith(first.rstrip("…")[:20])
        for _ in range(3):
            next_link(terminal)
        been.append(follow(terminal))
        link_to(terminal, "person")
        been.append(follow(terminal))
        link_to(terminal, "quote")
        been.append(follow(terminal))
        terminal.wait_for("▌")
        assert all(one != other for one, other in pairwise(been))
        for before in been[-2::-1]:
            terminal.press("backspace")
            wait_for_title(terminal, before)
        terminal.press("backspace")
        terminal.wait_for(lambda screen: title(screen) == articles and row(screen) == first)
        terminal.press(*"LLLL")
        terminal.wait_for(lambda screen: title(screen) == been[-1] and "▌" in screen.text())
        last = settled(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with start(tmp_path, size=size) as terminal:
        terminal.wait_for(lambda screen: screen.text() == last)
        for before in been[-2::-1]:
            terminal.press("backspace")
            wait_for_title(terminal, before)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_named_on_the_command_line_is_opened(tmp_path: Path, size: tuple[int, int]) -> None:
    with start(tmp_path, "Hitomi Soga", size=size) as terminal:
        terminal.wait_for(lambda screen: title(screen) == "Hitomi Soga")
        link_to(terminal, "quote")
        follow(terminal)
        terminal.wait_for("▌")
        terminal.press("y")
        terminal.wait_for("Copied the quotation")
        copied = terminal.bytes_out.rpartition(b"\x1b]52;c;")[2].partition(b"\x07")[0]
        assert "— Hitomi Soga" in base64.b64decode(copied).decode()


def test_keys_that_come_in_one_packet_are_done_in_their_order(tmp_path: Path) -> None:
    with start(tmp_path) as terminal:
        terminal.wait_for(is_ready)
        terminal.send("\x06kishida\rn?jj\x1b")
        terminal.wait_for("match 2 of ")
        assert is_ready(terminal.screen)
        terminal.send("1jj\r\x7f")
        terminal.wait_for(lambda screen: title(screen).startswith("Articles"))
        terminal.send("gfa")
        terminal.wait_for(lambda screen: title(screen) not in ("", "Articles 6"))


def test_any_size_at_any_moment_leads_back_to_the_same_screen(tmp_path: Path) -> None:
    with start(tmp_path) as terminal:
        terminal.wait_for(is_ready)
        follow(terminal)
        terminal.press("j", "j", "j", "tab", "tab")
        terminal.wait_for("link 2 of")
        before = settled(terminal)
        for size in [(50, 20), (39, 9), (200, 60), (80, 24), (1, 1), (40, 10), (300, 12)]:
            terminal.resize(*size)
        terminal.wait_for(lambda screen: "q quit" in screen.line(-1))
        terminal.resize(120, 36)
        terminal.wait_for(lambda screen: screen.text() == before)
