"""`e` gives the terminal to the editor, whole, and takes it back with what was changed."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path

import pytest

from tests.browser.libraries import small, write
from tests.terminal import Terminal

from .stories import (
    ALTERNATE_SCREEN,
    MOUSE,
    PASTE,
    SIZES,
    USUAL_MODES,
    is_ready,
    members,
    settled,
    start,
    title,
    wait_for_title,
)

# An editor that shows how it was called and what terminal it found, and then changes the file.
EDITOR = """\
#!/usr/bin/env python3
import os, signal, sys, termios
signal.signal(signal.SIGINT, lambda *_: print("interrupted", flush=True))
local = termios.tcgetattr(0)[3]
print("CALLED", *sys.argv[1:], flush=True)
print("echo" if local & termios.ECHO else "", "lines" if local & termios.ICANON else "",
      "signals" if local & termios.ISIG else "", os.get_terminal_size().columns, flush=True)
old, new = input().split("/")
path = sys.argv[2]
text = open(path, encoding="utf-8").read()
assert old in text
open(path, "w", encoding="utf-8").write(text.replace(old, new))
print("BYE", flush=True)
"""
FOCUS = 1004


def edited(folder: Path, size: tuple[int, int], *options: str) -> Terminal:
    """The browser of a small library, in the midst of its long article, with that editor."""
    library = write(folder / "library", small())
    editor = folder / "vi"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    return start(
        folder, "bridge", *options, size=size, library=library, env={"EDITOR": str(editor)}
    )


@pytest.mark.parametrize(
    ("size", "options"), [*((size, []) for size in SIZES), (SIZES[0], ["--no-mouse"])]
)
def test_the_editor_has_the_terminal_as_it_was(
    tmp_path: Path, size: tuple[int, int], options: list[str]
) -> None:
    with edited(tmp_path, size, *options) as terminal:
        terminal.wait_for(is_ready)
        assert title(terminal.screen) == "The bridge is open"
        top = paragraph(terminal.text())
        terminal.press("space", "j", "j")
        terminal.wait_for(lambda screen: paragraph(screen.text()) > top)
        before = settled(terminal)
        modes = set(terminal.screen.modes)
        assert bool(modes & MOUSE) == (not options)
        mark = terminal.mark()
        terminal.press("e")
        terminal.wait_for("signals")
        file = tmp_path / "library/articles/bridge.md"
        called = re.search(rb"CALLED \+(\d+) (\S+)\r\n", terminal.since(mark))
        assert called
        assert called[2].decode() == str(file)
        line = file.read_text().split("\n")[int(called[1]) - 1]
        first = paragraph(before)
        assert first - 1 <= paragraph(line) <= first  # the top of the view may be one's end
        assert "echo lines signals" in terminal.text()
        assert terminal.screen.modes == USUAL_MODES
        assert b"\x1b" not in terminal.since(mark).partition(b"CALLED")[2]
        terminal.press("ctrl+c")  # is the editor's
        terminal.wait_for("interrupted")
        terminal.send("The bridge is open/A bridge was opened\r")
        wait_for_title(terminal, "A bridge was opened")
        terminal.wait_for(lambda screen: screen.modes == modes)
        after = settled(terminal)
        # All is where it was, but for the words that were changed, and how far it is read.
        assert reader_of(after) == reader_of(before)
        assert terminal.screen.modes >= {ALTERNATE_SCREEN, FOCUS, PASTE}
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.screen.modes == USUAL_MODES


def paragraph(text: str) -> int:
    """The number of the first paragraph that begins there."""
    found = re.search(r"Paragraph (\d+) of", text)
    assert found
    return int(found[1])


def reader_of(text: str) -> list[str]:
    """The lines of the text that is read, without its title."""
    return [line[-48:] for line in text.split("\n")[2:-4]]


def test_another_size_meanwhile(tmp_path: Path) -> None:
    with edited(tmp_path, (120, 36)) as terminal:
        wait_for_title(terminal, "The bridge is open")
        terminal.press("e")
        terminal.wait_for("signals 120")
        terminal.resize(50, 20)
        terminal.send("is open/is shut\r")
        wait_for_title(terminal, "The bridge is shut")
        terminal.wait_for(lambda screen: "q quit" in screen.line(19)[:50])
        terminal.press("j", "e")
        terminal.wait_for("signals 50")
        terminal.send("is shut/is gone\r")
        wait_for_title(terminal, "The bridge is gone")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_terminal_lost_meanwhile_ends_both(tmp_path: Path) -> None:
    with edited(tmp_path, (80, 24)) as terminal:
        wait_for_title(terminal, "The bridge is open")
        terminal.press("e")
        terminal.wait_for("signals")
        session = terminal.pid
        terminal.hang_up()
        assert terminal.wait_exit() == 128 + signal.SIGHUP
        assert not members(session)


def test_an_order_to_end_waits_for_the_editor(tmp_path: Path) -> None:
    with edited(tmp_path, (80, 24)) as terminal:
        wait_for_title(terminal, "The bridge is open")
        terminal.press("e")
        terminal.wait_for("signals")
        terminal.signal(signal.SIGTERM)
        terminal.send("is open/is shut\r")
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert terminal.screen.modes == USUAL_MODES
        assert "is shut" in (tmp_path / "library/articles/bridge.md").read_text()


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("/nowhere/editor", "The editor “/nowhere/editor” can’t be run: there is no such program"),
        ("sh -c 'exit 3'", "The editor “sh” ended with status 3."),
    ],
)
def test_an_editor_that_fails(tmp_path: Path, editor: str, said: str) -> None:
    with start(tmp_path, "soga-letter", env={"VISUAL": editor}) as terminal:
        terminal.wait_for(is_ready)
        before = settled(terminal).split("\n")[:-1]
        terminal.press("e")
        terminal.wait_for(said)
        assert settled(terminal).split("\n")[:-1] == before
        assert ALTERNATE_SCREEN in terminal.screen.modes
        assert terminal.screen.modes & MOUSE
        terminal.press("q")
        assert terminal.wait_exit() == 0
