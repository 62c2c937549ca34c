"""The pseudo-terminal that the journeys and the benchmark rely on tells the truth."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.screen import Screen
from tests.terminal import Terminal, TerminalTimeoutError, click_bytes, key_bytes


def test_keys_go_in_and_text_comes_out() -> None:
    with Terminal(["sh", "-c", "printf 'ready\\n'; cat"], columns=30, rows=5) as terminal:
        terminal.wait_for("ready")
        mark = terminal.mark()
        terminal.send("日本 words")
        terminal.press("enter")
        terminal.wait_for(lambda screen: screen.text().count("日本 words") == 2)  # echo, and cat
        assert terminal.line(2) == "日本 words"
        assert terminal.screen.find("words") == (5, 1)
        assert terminal.since(mark).decode() == "日本 words\r\n" * 2
        terminal.press("ctrl+d")
        assert terminal.wait_exit() == 0


def test_a_resize_reaches_the_program_and_the_screen() -> None:
    report = "trap 'stty size' WINCH; stty size; while :; do sleep 0.02; done"
    with Terminal(["sh", "-c", report], columns=40, rows=10) as terminal:
        terminal.wait_for("10 40")
        terminal.resize(64, 18)
        terminal.wait_for("18 64")
        assert (terminal.screen.columns, terminal.screen.rows) == (64, 18)


def test_ends_are_told_apart_and_nothing_stays_behind() -> None:
    with Terminal(["sh", "-c", "echo last words; exit 3"]) as terminal:
        assert terminal.wait_exit() == 3
        assert terminal.bytes_out == b"last words\r\n"
        with pytest.raises(TerminalTimeoutError, match=r"ended without 'more'(?s:.*)last words"):
            terminal.wait_for("more", timeout=60)
    with Terminal(["sleep", "60"]) as terminal:
        with pytest.raises(TerminalTimeoutError, match="still runs"):
            terminal.wait_exit(timeout=0.05)
        terminal.hang_up()
        assert terminal.wait_exit() == -signal.SIGHUP
    with Terminal(["sh", "-c", "trap '' HUP; echo on; sleep 60"]) as terminal:
        terminal.wait_for("on")
    assert terminal.close() == -signal.SIGKILL
    assert not terminal.running


@pytest.mark.parametrize("answers", [False, True])
def test_queries_are_answered_only_where_asked_for(answers: bool) -> None:
    program = (
        "import sys, select, tty\ntty.setraw(0)\n"
        "print('ab\\x1b[6n', end='', flush=True)\n"
        "came = select.select([0], [], [], 0.3)[0]\n"
        "print(ascii(sys.stdin.buffer.raw.read(99)) if came else 'silence')"
    )
    with Terminal([sys.executable, "-c", program], answers=answers) as terminal:
        terminal.wait_for(r"b'\x1b[1;3R'" if answers else "silence")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (b"a\x1b[>1u\x1b[?2026$p\x1b[=1u\x1b[<ub", "ab"),  # private markers
        (b"a\x1b]52;c;aGk=\x07\x1b]8;;http://x\x1b\\b\x1b]8;;\x1b\\", "ab"),  # copy, hyperlink
        (b"a\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\b", "ab"),  # the same, wrapped
        (b"a\x1b[4:3;38:2::1:2:3mb", "ab"),  # colons
        ("a\u200bb\ufe0fc e\u0301".encode(), "abc é"),  # no width of their own
        (b"a\x1b[3bb", "aaaab"),  # repeated
        (b"old\x1b[?1049h\x1b[2;5Hnew\x1b[?1049l.", "old."),  # back from the alternate screen
        (b"1\r\n\r\n3\x1b[2;1H\x1b[M\x1b[M", "1"),  # deleted lines leave none behind
    ],
)
def test_the_screen_shows_what_a_terminal_would(written: bytes, shown: str) -> None:
    whole, split = Screen(12, 4), Screen(12, 4)
    whole.feed(written)
    for byte in written:
        split.feed(bytes([byte]))
    assert whole.text().rstrip() == shown
    assert split.text().rstrip() == shown


def test_cells_and_modes() -> None:
    screen = Screen(20, 4)
    screen.feed("\x1b[?1000h日\x1b[7;1;38;2;255;0;16mx\x1b[0;4my".encode())
    assert screen.modes >= {1000}
    assert [screen.cell(x, 0).text for x in range(4)] == ["日", "", "x", "y"]
    assert screen.cell(2, 0) == ("x", "ff0010", "default", True, False, False, True)
    assert screen.cell(3, 0).underscore
    assert screen.text(left=2, bottom=1) == "xy"
    screen.resize(20, 2)
    assert screen.line(0) == "日xy"


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("j", "j"),
        ("+", "+"),
        ("ctrl+d", "\x04"),
        ("alt+x", "\x1bx"),
        ("shift+tab", "\x1b[Z"),
        ("ctrl+right", "\x1b[1;5C"),
        ("f5", "\x1b[15~"),
    ],
)
def test_keys_by_name(key: str, sent: str) -> None:
    assert key_bytes(key) == sent


def test_a_key_no_terminal_sends() -> None:
    with pytest.raises(ValueError, match=r"ctrl\+enter"):
        key_bytes("ctrl+enter")
    assert click_bytes(4, 0) == "\x1b[<0;5;1M\x1b[<0;5;1m"
