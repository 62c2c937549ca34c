"""Kitty's keyboard protocol: its keys act, and the terminal has its usual keys back at each end."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.nights.test_errors import broken
from tests.terminal import Terminal, Wanted

from .stories import (
    ALTERNATE_SCREEN,
    SAMPLE,
    command,
    follow,
    from_a_shell,
    is_ready,
    link,
    start,
    title,
)

_ORDER = re.compile(rb"\x1b\[(?:(\?1049[hl])|>(\d*)u|<(\d*)u)")


def stacks(sent: bytes) -> tuple[list[int], list[int]]:
    """The modes of the keyboard that a terminal has put by, of its usual screen and the other.

    https://sw.kovidgoyal.net/kitty/keyboard-protocol/: each screen has a stack of its own.
    """
    kept: tuple[list[int], list[int]] = [], []
    shown = 0
    for screen, pushed, popped in _ORDER.findall(sent):
        if screen:
            shown = int(screen == b"?1049h")
        elif pushed:
            kept[shown].append(int(pushed))
        else:
            del kept[shown][-int(popped or 1) :]
    return kept


def key(code: int, modifiers: int = 1, text: str = "") -> str:
    """What kitty sends when asked to report all keys, with their text.

    code: the character that the key has without shift. modifiers: 1, and 1 for shift, 4 for
    ctrl, 128 for num lock.
    """
    return f"\x1b[{code};{modifiers};{ord(text)}u" if text else f"\x1b[{code};{modifiers}u"


def typed(text: str) -> str:
    """Letters, as kitty sends them."""
    return "".join(key(ord(one), text=one) for one in text)


TAB, ENTER, ESCAPE, BACKSPACE = (f"\x1b[{code}u" for code in (9, 13, 27, 127))


def test_keys_in_its_encoding_act(tmp_path: Path) -> None:
    article = "What the prime ministers promised"
    steps: list[tuple[str, Wanted]] = [
        (TAB, lambda screen: link(screen)[0] == 1),
        (TAB, lambda screen: link(screen)[0] == 2),
        (key(9, 2), lambda screen: link(screen)[0] == 1),
        (key(103, 2, "G"), "100%"),
        (typed("g"), lambda screen: "100%" not in screen.text()),
        (ENTER, lambda screen: title(screen) == "Junichiro Koizumi"),
        (BACKSPACE, lambda screen: title(screen) == article),
        (key(47, 2, "?"), " more ┘"),
        (ESCAPE, lambda screen: " more ┘" not in screen.text()),
        (key(50, 129, "2"), lambda screen: title(screen) == "People 52"),  # with num lock
        ("\x1b[B", lambda screen: "▸ Barack Obama" in screen.text()),
        ("\x1b[57419u", lambda screen: "▸ Akihiro Arimoto" in screen.text()),  # of the keypad
        (key(57403, 129, "4"), lambda screen: title(screen) == "Quotes 97"),
        (key(102, 5), "words to find"),
        (typed("the ") + "\x1b[0;;26085u", "日"),  # from an input method
        (key(117, 5), lambda screen: "日" not in screen.text()),
        (ESCAPE, lambda screen: "words to find" not in screen.text()),
    ]
    with start(tmp_path, "pledges") as terminal:
        terminal.wait_for(is_ready)
        for keys, wanted in steps:
            terminal.send(keys)
            terminal.wait_for(wanted)
        terminal.send(key(99, 5))  # ctrl+c
        assert terminal.wait_exit() == 0


def quits(terminal: Terminal) -> int:
    terminal.send(key(113, text="q"))
    return 0


def is_ended(terminal: Terminal) -> int:
    follow(terminal)  # else it may not listen yet, and the first frame is what ends
    terminal.signal(signal.SIGTERM)
    return 128 + signal.SIGTERM


def breaks(terminal: Terminal) -> int:
    terminal.send(typed("j"))
    return 2


@pytest.mark.parametrize("end", [quits, is_ended, breaks])
def test_the_usual_keys_are_back_at_the_end(tmp_path: Path, end: Callable[[Terminal], int]) -> None:
    wrong = "from textual._xterm_parser import XTermParser as X; X.feed = boom"
    run = broken(wrong, "browse", "-L", str(SAMPLE)) if end is breaks else command()
    with start(tmp_path, run=run) as terminal:
        terminal.wait_for(is_ready)
        usual, other = stacks(terminal.bytes_out)
        assert (usual, len(other)) == ([], 1)
        status = end(terminal)
        assert terminal.wait_exit() == status
        assert stacks(terminal.bytes_out) == ([], [])
        assert ALTERNATE_SCREEN not in terminal.screen.modes


def test_who_stops_it_has_the_usual_keys_meanwhile(tmp_path: Path) -> None:
    with from_a_shell(tmp_path, command()) as terminal:
        terminal.wait_for(is_ready)
        follow(terminal)
        terminal.send(key(122, 5))  # ctrl+z
        terminal.wait_for("Stopped")
        assert stacks(terminal.bytes_out) == ([], [])
        terminal.send("fg\r")
        terminal.wait_for(is_ready)
        terminal.wait_for(lambda _: stacks(terminal.bytes_out)[1])
        terminal.send(typed("q"))
    assert stacks(terminal.bytes_out) == ([], [])
