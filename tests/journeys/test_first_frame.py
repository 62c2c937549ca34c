"""The first frame: what is seen before Textual is loaded, and whatever may happen until it is.

A gate holds the program where it would load Textual, until the test has done what it wants to.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser import nasty
from tests.browser.libraries import small, write
from tests.browser.test_hostile import hostile, quoted
from tests.screen import Screen
from tests.terminal import Terminal

from .stories import (
    ALTERNATE_SCREEN,
    MOUSE,
    PASTE,
    SAMPLE,
    SIZES,
    USUAL_MODES,
    from_a_shell,
    is_drawn,
    is_ready,
    link,
    members,
    row,
    settled,
    start,
    title,
    wait_for_title,
)

GATE = """\
import os, sys, time
class Gate:
    def find_spec(name, path=None, target=None):
        while name == "textual" and not os.path.exists(GATE + ".open"):
            time.sleep(0.01)
        if name == "textual" and os.path.exists(GATE + ".broken"):
            raise ImportError("Textual is broken")
GATE = sys.argv.pop(1)
sys.meta_path.insert(0, Gate)
from tui.__main__ import main
sys.exit(main())
"""


class Gate:
    """Where the program waits. broken: Textual can't be loaded."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "gate"

    def open(self, *, broken: bool = False) -> None:
        if broken:
            self._path.with_suffix(".broken").touch()
        self._path.with_suffix(".open").touch()

    def command(self, *arguments: str, library: Path) -> list[str]:
        program = [sys.executable, "-c", GATE, str(self._path)]
        return [*program, "browse", "-L", str(library), *arguments]


@contextmanager
def held(
    folder: Path,
    *arguments: str,
    size: tuple[int, int] = SIZES[0],
    library: Path = SAMPLE,
    env: dict[str, str] | None = None,
) -> Iterator[tuple[Terminal, Gate]]:
    """The browser with its first frame on the terminal, in front of the gate."""
    folder.joinpath("gate.open").unlink(missing_ok=True)
    gate = Gate(folder)
    run = gate.command(*arguments, library=library)
    with start(folder, run=run, size=size, env=env) as terminal:
        terminal.wait_for(lambda screen: "q quit" in screen.line(-1))
        assert PASTE not in terminal.screen.modes
        yield terminal, gate


def drawn(screen: Screen) -> list[list[object]]:
    """What a reader sees: every sign and how it looks; of a blank, whether it is reversed, and the
    page. (What a blank's ink would be is not seen.)"""
    return [
        [
            (cell.text, cell.bg, cell.reverse) if cell.text == " " and not cell.reverse else cell
            for cell in (screen.cell(x, y) for x in range(screen.columns))
        ]
        for y in range(screen.rows)
    ]


def stays(folder: Path, *arguments: str, **how: object) -> str:
    """Textual changes nothing of the first frame; the text of both."""
    with held(folder, *arguments, **how) as (terminal, gate):  # type: ignore[arg-type]
        before = unchanged(terminal, gate)
        quits(terminal)
    return before


def unchanged(terminal: Terminal, gate: Gate) -> str:
    """Behind the gate all is as before it; the text of both."""
    before, looks = terminal.text(), drawn(terminal.screen)
    gate.open()
    terminal.wait_for(lambda screen: PASTE in screen.modes)
    assert settled(terminal) == before
    assert drawn(terminal.screen) == looks
    return before


def quits(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert terminal.screen.modes == USUAL_MODES


@pytest.mark.parametrize("size", [*SIZES, (109, 30), (40, 10)])
def test_textual_changes_none_of_it(tmp_path: Path, size: tuple[int, int]) -> None:
    stays(tmp_path, size=size)


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (("hitomi-soga",), {}),
        (("soga-letter#my-mother",), {}),
        (("--ascii",), {}),
        ((), {"NO_COLOR": "1"}),
        ((), {"COLORTERM": "truecolor"}),
        ((), {"TERM": "screen"}),
        ((), {"TERM": "vt100"}),
    ],
)
def test_however_it_is_started(
    tmp_path: Path, arguments: tuple[str, ...], env: dict[str, str]
) -> None:
    stays(tmp_path, *arguments, env=env)


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast", "terminal"])
def test_in_every_theme(tmp_path: Path, theme: str) -> None:
    (tmp_path / "CONFIG").mkdir()
    (tmp_path / "CONFIG" / "config.yaml").write_text(f"theme: {theme}\n")
    stays(tmp_path)


@pytest.mark.parametrize("size", SIZES[::2])
def test_at_the_place_where_one_left(tmp_path: Path, size: tuple[int, int]) -> None:
    place = "Articles 37"
    for keys, seen in [
        (("2", "j", "j", "enter", "tab", "tab"), lambda screen: link(screen)[0] == 2),
        (("3", "i", "s", "t", "o", "enter"), lambda screen: "Stockholm" in row(screen)),
        (("1", "/", *"stockholm", "enter"), lambda screen: "match 1 of" in screen.text()),
        (("backspace",), lambda screen: title(screen).startswith("Search")),
    ]:
        with held(tmp_path, size=size) as (terminal, gate):
            assert f"● {place} ─" in unchanged(terminal, gate)
            terminal.press(*keys)
            terminal.wait_for(seen)
            place = title(terminal.screen)
            quits(terminal)
    assert f"● {place} ─" in stays(tmp_path, size=size)


def test_of_a_hostile_library(tmp_path: Path) -> None:
    library = write(tmp_path / "hostile", hostile())
    name = quoted(" ".join(nasty.ALL))
    (library / "library.yaml").write_text(f"format: 1\nname: {name}\n")
    with held(tmp_path, library=library) as (terminal, _):
        out = terminal.bytes_out
    assert b"owned" in out, "it was shown"
    for order in ("\x1b]0;", "\x9b", "\x9d", "\x08", "\u202e", "\u2066", "\u2028"):
        assert order.encode() not in out


def test_keys_typed_meanwhile_are_obeyed_in_their_order(tmp_path: Path) -> None:
    library = write(tmp_path / "library", small())
    with held(tmp_path, library=library) as (terminal, gate):
        terminal.press("2", "j", "/", *"bridge is", "enter")
        gate.open()
        wait_for_title(terminal, "The bridge is open")
        terminal.press("backspace", "escape")
        terminal.wait_for(lambda screen: title(screen).startswith("People"))
        assert row(terminal.screen)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_q_typed_meanwhile_ends_it(tmp_path: Path) -> None:
    with held(tmp_path) as (terminal, gate):
        terminal.press("q")
        gate.open()
        assert terminal.wait_exit() == 0
        assert terminal.screen.modes == USUAL_MODES
        assert terminal.text().strip() == ""


@pytest.mark.parametrize(("first", "then"), [((120, 36), (80, 24)), ((80, 24), (120, 36))])
def test_another_size_meanwhile_leaves_nothing_behind(
    tmp_path: Path, first: tuple[int, int], then: tuple[int, int]
) -> None:
    with start(tmp_path, size=then) as terminal:
        terminal.wait_for(is_ready)
        wanted = settled(terminal)
    with held(tmp_path, size=first) as (terminal, gate):
        terminal.resize(*then)
        gate.open()
        terminal.wait_for(lambda screen: is_ready(screen) and screen.text() == wanted)


def test_what_another_size_cut_off_meanwhile_is_drawn_again(tmp_path: Path) -> None:
    with held(tmp_path) as (terminal, gate):
        wanted = terminal.text()
        terminal.resize(80, 24)
        terminal.resize(*SIZES[0])
        assert terminal.text() != wanted
        gate.open()
        terminal.wait_for(lambda screen: is_ready(screen) and screen.text() == wanted)


def test_what_stands_there_is_not_sent_again(tmp_path: Path) -> None:
    """Over a slow line the first key would wait for it."""
    with held(tmp_path) as (terminal, gate):
        frame = terminal.mark()
        gate.open()
        terminal.wait_for(lambda screen: PASTE in screen.modes)
        settled(terminal)
        assert len(terminal.since(frame)) < frame / 4


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back(tmp_path: Path, number: signal.Signals) -> None:
    with held(tmp_path) as (terminal, _):
        session = terminal.pid
        if number == signal.SIGINT:
            terminal.press("ctrl+c")
        else:
            terminal.signal(number)
        assert terminal.wait_exit() == 128 + number
        is_given_back(terminal)
        assert not members(session)
    with start(tmp_path) as terminal:
        terminal.wait_for(is_ready)


def is_given_back(terminal: Terminal) -> None:
    # A program is seen to have stopped before all that it wrote has come.
    terminal.wait_for(lambda screen: screen.modes == USUAL_MODES)
    assert terminal.text().strip() == ""
    assert terminal.attributes == terminal.usual


def test_a_crash_meanwhile_gives_the_terminal_back_before_it_is_told(tmp_path: Path) -> None:
    with held(tmp_path) as (terminal, gate):
        gate.open(broken=True)
        assert terminal.wait_exit() == 2
        assert terminal.screen.modes == USUAL_MODES
        assert "an error in the program itself (ImportError" in terminal.text()
        assert "onrecord  Abductions" not in terminal.text()


def test_a_lost_terminal_meanwhile_ends_it(tmp_path: Path) -> None:
    with held(tmp_path) as (terminal, gate):
        session = terminal.pid
        terminal.hang_up()
        gate.open()
        terminal.wait_exit()
        assert not members(session)


STOP = """\
import os, signal, sys
def stop():
    os.write, LinuxDriver.flush = write, flush
    os.kill(os.getpid(), signal.SIGTSTP)
def writes_half(number, data):
    if len(data) < 2000:
        return write(number, data)
    done = write(number, data[:1000])
    stop()
    return done
def flushes(driver):
    flush(driver)
    stop()
write = os.write
from textual.drivers.linux_driver import LinuxDriver
flush = LinuxDriver.flush
if sys.argv.pop(1) == "drawn":
    os.write = writes_half
else:
    LinuxDriver.flush = flushes
from tui.__main__ import main
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("what", ["drawn", "handed over"])
def test_stopped_as_it_is_drawn_or_handed_over_it_goes_on(tmp_path: Path, what: str) -> None:
    run = [sys.executable, "-c", STOP, what, "browse", "-L", str(SAMPLE)]
    with start(tmp_path, run=run) as terminal:
        stat = Path(f"/proc/{terminal.pid}/stat")
        terminal.wait_for(lambda _: stat.read_text().rpartition(")")[2].split()[0] == "T")
        is_given_back(terminal)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(is_ready)
        shown = settled(terminal)
        assert terminal.screen.modes >= MOUSE - {1002}
        terminal.press("ctrl+l")
        assert settled(terminal) == shown
        terminal.press("q")
        assert terminal.wait_exit() == 0
        is_given_back(terminal)


def test_it_stops_meanwhile_and_goes_on(tmp_path: Path) -> None:
    gate = Gate(tmp_path)
    command = gate.command(library=SAMPLE)
    script = tmp_path / "gate.py"
    script.write_text(GATE)
    command[1:3] = [str(script)]
    with from_a_shell(tmp_path, command) as terminal:
        terminal.wait_for(is_drawn)
        before = terminal.text()
        stopped = [pid for pid in members(terminal.pid) if pid != terminal.pid]
        for pid in stopped:
            os.kill(pid, signal.SIGTSTP)
        terminal.wait_for("Stopped")
        assert ALTERNATE_SCREEN not in terminal.screen.modes
        terminal.send("fg\r")
        terminal.wait_for(lambda screen: screen.text() == before)
        gate.open()
        terminal.wait_for(is_ready)
        assert settled(terminal) == before
        terminal.press("q")
