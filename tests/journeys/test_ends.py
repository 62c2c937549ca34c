"""How the browser ends, stops, and leaves the terminal."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.terminal import click_bytes
from tui.library.report import LOG

from .stories import (
    ALTERNATE_SCREEN,
    MOUSE,
    SAMPLE,
    USUAL_MODES,
    command,
    follow,
    from_a_shell,
    is_at_the_end,
    is_ready,
    members,
    read_to_the_end,
    row,
    settled,
    start,
    title,
    wait_for_title,
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def stays_where_it_was(folder: Path, last: str) -> None:
    """The next start shows the same place."""
    with start(folder) as terminal:
        terminal.wait_for(lambda screen: is_at_the_end(screen, last))


def test_interrupted_again_and_again_as_it_ends_it_ends_in_order(tmp_path: Path) -> None:
    with start(tmp_path) as terminal:
        terminal.wait_for(is_ready)
        last = read_to_the_end(terminal)
        terminal.press("q")
        while terminal.running:
            terminal.signal(signal.SIGINT)
            time.sleep(0.001)
        assert terminal.wait_exit() in (0, 128 + signal.SIGINT)
        assert terminal.screen.modes == USUAL_MODES
    stays_where_it_was(tmp_path, last)


@pytest.mark.parametrize(("options", "mouse"), [([], True), (["--no-mouse"], False)])
def test_quitting_gives_the_terminal_back(tmp_path: Path, options: list[str], mouse: bool) -> None:
    with start(tmp_path, *options) as terminal:
        terminal.wait_for(is_ready)
        assert ALTERNATE_SCREEN in terminal.screen.modes
        assert bool(terminal.screen.modes & MOUSE) == mouse
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.screen.modes == USUAL_MODES
        assert terminal.text().strip() == ""


def test_the_mouse_works_on_a_terminal(tmp_path: Path) -> None:
    with start(tmp_path) as terminal:
        terminal.wait_for(is_ready)
        place = terminal.screen.find("2 People")
        assert place
        terminal.send(click_bytes(*place))
        terminal.wait_for(lambda screen: "Hitomi Soga" in screen.text(right=30))
        lines = terminal.screen.text(right=30).split("\n")
        y = next(y for y, line in enumerate(lines) if "Hitomi Soga" in line)
        terminal.send(click_bytes(8, y))
        terminal.wait_for(lambda screen: row(screen) == "Hitomi Soga")
        terminal.send(click_bytes(8, y))
        wait_for_title(terminal, "Hitomi Soga")


@linux
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: signal.Signals) -> None:
    with start(tmp_path) as terminal:
        terminal.wait_for(is_ready)
        last = read_to_the_end(terminal)
        terminal.signal(number)
        assert terminal.wait_exit() == 128 + number
        assert terminal.screen.modes == USUAL_MODES
        assert not members(terminal.pid)
    stays_where_it_was(tmp_path, last)


@linux
@pytest.mark.parametrize("ignored", [False, True])
def test_a_lost_terminal_ends_it(tmp_path: Path, ignored: bool) -> None:
    trap = ["sh", "-c", 'trap "" HUP; "$@"', "sh", *command()] if ignored else []
    with start(tmp_path, run=trap) as terminal:
        terminal.wait_for(is_ready)
        last = read_to_the_end(terminal)
        session = terminal.pid
        terminal.hang_up()
        terminal.wait_exit()
        assert not members(session)
    stays_where_it_was(tmp_path, last)


def test_a_terminal_that_goes_as_a_key_is_read_is_no_error(tmp_path: Path) -> None:
    gone = """
import os, sys
read = os.read
def gone(*given):
    data = read(*given)
    if data == b"!":
        raise OSError(5, "Input/output error")
    return data
os.read = gone
from tui.__main__ import main
sys.exit(main())
"""
    run = [sys.executable, "-c", gone, *command()[3:]]
    with start(tmp_path, run=run) as terminal:
        terminal.wait_for(is_ready)
        last = read_to_the_end(terminal)
        terminal.press("!")
        assert terminal.wait_exit() == 128 + signal.SIGHUP
        assert terminal.screen.modes == USUAL_MODES
        assert terminal.text().strip() == ""
    assert not list(tmp_path.rglob(LOG))
    stays_where_it_was(tmp_path, last)


@linux
@pytest.mark.parametrize("gone", ["keys", "screen"])
def test_keys_from_another_terminal_than_the_screen(tmp_path: Path, gone: str) -> None:
    """Whichever goes ends it; and the screen, if it is still there, is given back."""
    keys, other = os.openpty()
    shell = f'trap "" HUP; {" ".join(command())} <{os.ttyname(other)}; echo "left $?"'
    with start(tmp_path, run=["sh", "-c", shell]) as terminal:
        terminal.wait_for(is_ready)
        before = title(terminal.screen)
        os.write(keys, b"\r")
        terminal.wait_for(lambda screen: title(screen) not in ("", before))
        os.write(keys, b"G")
        terminal.wait_for("100%")
        last, session = title(terminal.screen), terminal.pid
        if gone == "keys":
            os.close(other)
            os.close(keys)
            terminal.wait_for("left 129")
            assert terminal.screen.modes == USUAL_MODES
        else:
            terminal.hang_up()
        terminal.wait_exit()
        assert not members(session)
    if gone == "screen":
        os.close(other)
        os.close(keys)
    stays_where_it_was(tmp_path, last)


def test_it_stops_and_goes_on(tmp_path: Path) -> None:
    with from_a_shell(tmp_path, command()) as terminal:
        terminal.wait_for(is_ready)
        follow(terminal)
        before = settled(terminal)
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        assert terminal.screen.modes & (MOUSE | {ALTERNATE_SCREEN}) == set()
        terminal.send("fg\r")
        terminal.wait_for(lambda screen: screen.text() == before)
        terminal.press("q")


@linux
def test_stopped_by_others_it_goes_on(tmp_path: Path) -> None:
    def state() -> str:
        return Path(f"/proc/{terminal.pid}/stat").read_text().rpartition(")")[2].split()[0]

    def taken() -> int:
        return terminal.bytes_out.count(b"\x1b[?1049h")

    def threads() -> int:
        return len(os.listdir(f"/proc/{terminal.pid}/task"))

    with start(tmp_path) as terminal:
        terminal.wait_for(is_ready)
        follow(terminal)
        before, running = settled(terminal), threads()
        for _ in range(2):
            terminal.signal(signal.SIGSTOP)
            terminal.wait_for(lambda _: state() == "T")
            starts = taken()
            terminal.signal(signal.SIGCONT)
            terminal.wait_for(lambda _: taken() > starts)  # noqa: B023  (asked at once)
            terminal.wait_for(is_ready)
            terminal.wait_for(lambda screen: screen.text() == before)
            assert threads() == running
        terminal.press("2")
        terminal.wait_for("● People")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.screen.modes == USUAL_MODES


STOPPED_LAST = """\
import asyncio, os, signal, sys
class Runner(asyncio.Runner):
    def close(self):
        os.kill(os.getpid(), signal.SIGTSTP)
        super().close()
asyncio.runners.Runner = Runner
from tui.__main__ import main
sys.exit(main())
"""


@linux
def test_stopped_as_it_has_just_ended_it_only_ends(tmp_path: Path) -> None:
    run = [sys.executable, "-c", STOPPED_LAST, "browse", "-L", str(SAMPLE)]
    with start(tmp_path, run=run) as terminal:
        terminal.wait_for(is_ready)
        terminal.press("q")
        stat = Path(f"/proc/{terminal.pid}/stat")
        terminal.wait_for(lambda _: stat.read_text().rpartition(")")[2].split()[0] == "T")
        terminal.wait_for(lambda screen: screen.modes == USUAL_MODES)  # it may come later than that
        terminal.signal(signal.SIGCONT)
        assert terminal.wait_exit() == 0
        assert terminal.screen.modes == USUAL_MODES
