"""`onrecord pick` where it is used: in `$(…)`, in pipes, with streams that lead elsewhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.screen import Screen
from tests.terminal import Terminal, click_bytes

from .stories import (
    ALTERNATE_SCREEN,
    MOUSE,
    ROOT,
    SAMPLE,
    SIZES,
    USUAL_MODES,
    members,
    places,
    with_index,
)

_PROGRAM = f"""onrecord() {{ "{sys.executable}" -m tui -L "{SAMPLE}" "$@"; }}"""
FIRST = "▸ Hitomi Soga"


def start(folder: Path, line: str, size: tuple[int, int] = SIZES[1], **env: str) -> Terminal:
    """A line of `sh` on a terminal, in which `onrecord` stands for the program."""
    with_index(folder)
    return Terminal(
        ["sh", "-c", f"{_PROGRAM}\n{line}"],
        columns=size[0],
        rows=size[1],
        env={**places(folder), "PYTHONPATH": str(ROOT), **env},
        cwd=folder,
        term=env.get("TERM", "xterm-256color"),
    )


def is_drawn(screen: Screen) -> bool:
    """The whole screen is, with the cursor on the first row."""
    whole = screen.line(0).startswith(" onrecord") and "enter print" in screen.line(-1)
    return whole and FIRST in screen.text() and ALTERNATE_SCREEN in screen.modes


@pytest.mark.parametrize(
    ("line", "keys", "printed"),
    [
        ('x=$(onrecord pick soga); echo "[$x] $?"', "enter", "[hitomi-soga] 0"),
        ('x=$(onrecord pick soga); echo "[$x] $?"', "escape", "[] 1"),
        ('x=$(onrecord pick soga); echo "[$x] $?"', "ctrl+c", "[] 130"),
        ('x=$(onrecord pick soga 2>/dev/null); echo "[$x] $?"', "enter", "[hitomi-soga] 0"),
        ("onrecord pick soga", "enter", "hitomi-soga"),
        ("onrecord pick soga | tr a-z A-Z", "enter", "HITOMI-SOGA"),
        ("echo anything | onrecord pick soga", "enter", "hitomi-soga"),
        (
            "onrecord pick soga </dev/null >out 2>err; wc -c <err; cat out",
            "enter",
            "0\nhitomi-soga",
        ),
        ("{ onrecord pick soga; echo $? >&2; } | true", "enter", "0"),
    ],
)
def test_only_the_reference_is_printed(tmp_path: Path, line: str, keys: str, printed: str) -> None:
    with start(tmp_path, line) as terminal:
        terminal.wait_for(is_drawn)
        terminal.press(keys)
        terminal.wait_exit()
        assert kept(tmp_path) == []
        assert terminal.text().rstrip() == printed
        assert terminal.screen.modes == USUAL_MODES


def test_a_pipe_into_another_command(tmp_path: Path) -> None:
    onrecord = f'{sys.executable} -m tui -L "{SAMPLE}"'
    with start(tmp_path, f"onrecord pick soga | xargs {onrecord} show | head -n 1") as terminal:
        terminal.wait_for(is_drawn)
        terminal.press("enter")
        terminal.wait_exit()
        assert terminal.text().rstrip() == "Hitomi Soga"


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_terminal_is_used_wherever_the_streams_lead(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with start(tmp_path, "x=$(onrecord pick soga 2>&1 </dev/null)", size) as terminal:
        terminal.wait_for(is_drawn)
        assert terminal.screen.modes & MOUSE
        terminal.resize(size[0] + 5, size[1] + 1)  # the last line is then drawn last
        terminal.wait_for(is_drawn)
        x, y = terminal.screen.find("Miyoshi Soga") or (0, 0)
        terminal.send(click_bytes(x, y))
        terminal.wait_for("▸ Miyoshi Soga")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130


def test_plain_characters_and_no_mouse(tmp_path: Path) -> None:
    with start(tmp_path, "onrecord pick --ascii --no-mouse -- soga") as terminal:
        terminal.wait_for(lambda screen: "> Hitomi Soga" in screen.text())
        terminal.wait_for(lambda screen: "enter print" in screen.line(-1))
        assert not terminal.screen.modes & MOUSE
        assert not set(terminal.text()) & set("─│┌▸●→↓")
        terminal.press("escape")
        assert terminal.wait_exit() == 1


def kept(folder: Path) -> list[Path]:
    """What the program has kept for the user."""
    return [file for file in Path(places(folder)["ONRECORD_STATE"]).rglob("*") if file.is_file()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back(tmp_path: Path, number: signal.Signals) -> None:
    line = f'exec "{sys.executable}" -m tui -L "{SAMPLE}" pick soga 2>/dev/null'
    with start(tmp_path, line) as terminal:
        terminal.wait_for(is_drawn)
        terminal.signal(number)
        assert terminal.wait_exit() == 128 + number
        assert (terminal.screen.modes, terminal.text().strip()) == (USUAL_MODES, "")
    assert kept(tmp_path) == []


INTERRUPTED_LAST = """\
import atexit, os, signal, sys
atexit.register(os.kill, os.getpid(), signal.SIGINT)
from tui.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("keys", "printed", "code"), [("enter", "hitomi-soga", 0), ("escape", "", 1)]
)
def test_interrupted_when_it_is_done_it_only_ends(
    tmp_path: Path, keys: str, printed: str, code: int
) -> None:
    line = f'exec "{sys.executable}" -c \'{INTERRUPTED_LAST}\' pick soga -L "{SAMPLE}"'
    with start(tmp_path, line) as terminal:
        terminal.wait_for(is_drawn)
        terminal.press(keys)
        assert terminal.wait_exit() == code
        assert terminal.text().rstrip() == printed


def test_a_lost_terminal_ends_it(tmp_path: Path) -> None:
    with start(tmp_path, 'trap "" HUP; x=$(onrecord pick soga </dev/null)') as terminal:
        terminal.wait_for(is_drawn)
        session = terminal.pid
        terminal.hang_up()
        terminal.wait_exit()
        assert sys.platform != "linux" or not members(session)


def run(folder: Path, arguments: Sequence[str], **env: str) -> subprocess.CompletedProcess[bytes]:
    """Without any terminal, not even one that could be opened."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, **places(folder), "PYTHONPATH": str(ROOT), "TERM": "xterm", **env},
    )


def test_without_a_terminal(tmp_path: Path) -> None:
    done = run(tmp_path, ["pick"])
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"onrecord: pick needs a terminal")
    assert done.stderr.count(b"\n") == 1
    with start(tmp_path, "onrecord pick; echo $?", TERM="dumb") as terminal:
        terminal.wait_exit()
        said, code = terminal.text().replace("\n", " ").rstrip().rsplit(None, 1)
        assert said.startswith("onrecord: the terminal can't place text (TERM is “dumb”)")
        assert code == "2"
