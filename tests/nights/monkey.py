"""A monkey at the keyboard: random keys on a real pseudo-terminal, at sizes that change.

The same seed presses the same keys. The long night, on copies of the libraries that are named:

    python -m tests.nights.monkey --keys 50000 --seed 1 DIR...
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.browser import nasty
from tests.journeys.stories import USUAL_MODES, is_ready, start
from tests.screen import Screen
from tests.terminal import click_bytes, key_bytes
from tui.core.actions import ACTIONS
from tui.library.report import LOG

SIZES = [(120, 36), (80, 24), (50, 20), (40, 10), (60, 18), (200, 60), (20, 5), (1, 1), (500, 40)]
SESSION = 2500  # keys after which the browser is ended by a signal, and begun anew
ROUND = 40  # keys between two sizes
PATIENCE = 120.0  # seconds in which a new size has to be drawn
SIGNS = {"slash": "/", "quotation_mark": '"', "apostrophe": "'"} | {
    "exclamation_mark": "!",
    "question_mark": "?",
}
OFTEN = ("tab", "enter", "j", "backspace", "escape", "l", "h", "/", "F", "1", "4", "space")
SELDOM = {"quit", "suspend", "edit"}
WORDS = [*"aeknr5:*-é首", "by:", "since:2", '"', "~/", "..", "[/]"]


def typed(seed: int) -> Iterator[str]:
    """What the monkey types, for ever: what a key sends, a click, a word, something pasted."""
    chance = random.Random(seed)
    known = [
        SIGNS.get(key, key)
        for one in ACTIONS
        for key in one.keys
        for _ in range(1 if one.id in SELDOM else 6)
    ]
    while True:
        what = chance.random()
        if what < 0.55:
            yield key_bytes(chance.choice(known), application=True)
        elif what < 0.8:
            yield key_bytes(chance.choice(OFTEN), application=True)
        elif what < 0.93:
            yield chance.choice(WORDS)
        elif what < 0.97:
            button = chance.choice([0, 0, 0, 2, 64, 65])
            yield click_bytes(chance.randrange(130), chance.randrange(40), button)
        elif what < 0.98:
            yield f"\x1b[200~{chance.choice(nasty.ALL)}\x1b[201~"
        else:
            yield chance.choice([f"\x1b{chance.choice('abz[O')}", "\x1bOP", "\x1b[15~", "\x1b[3~"])


def night(library: Path, folder: Path, keys: int, seed: int) -> int:
    """Press keys on a copy of a library, with all that is kept below a folder; how many sessions.

    AssertionError: it ended badly or hung, with what was typed last.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / "library"
    shutil.copytree(library, copy, symlinks=True)
    files = names(copy)
    monkey, sizes, pressed, sessions = typed(seed), random.Random(seed), 0, 0
    while pressed < keys:
        session = _Session(folder, copy, sizes)
        sessions += 1
        until = min(keys, pressed + SESSION)
        try:
            while pressed < until and session.goes_on():
                pressed += session.play(monkey, min(ROUND, until - pressed))
            session.end()
        except AssertionError as error:
            last = session.last[-2 * ROUND :]
            raise AssertionError(f"seed {seed}, about key {pressed}: {error}\n{last}") from None
        finally:
            session.terminal.close()
    assert names(copy) == files, "files came or went"
    return sessions


def names(library: Path) -> list[str]:
    """All files of a library."""
    return sorted(str(one.relative_to(library)) for one in library.rglob("*"))


class _Session:
    """One browser from its start to its end."""

    def __init__(self, folder: Path, library: Path, sizes: random.Random) -> None:
        self.folder = folder
        self.sizes = sizes
        self.size = SIZES[0]
        self.last: list[str] = []
        home = folder / "home"
        home.mkdir(exist_ok=True)
        tools = {"EDITOR": "touch", "BROWSER": "true", "HOME": str(home)}
        self.terminal = start(folder, size=self.size, library=library, env=tools)
        self.terminal.wait_for(lambda screen: is_ready(screen) or has_begun(screen), PATIENCE)

    def goes_on(self) -> bool:
        """Whether it still runs: a key may have ended it."""
        return self.terminal.running

    def play(self, monkey: Iterator[str], count: int) -> int:
        """Press so many keys, then give the screen another size; how many were pressed."""
        pressed = 0
        while pressed < count and self.goes_on():
            burst = [next(monkey) for _ in range(min(self.sizes.randint(1, 20), count - pressed))]
            self.last += burst
            pressed += len(burst)
            try:
                self.terminal.send("".join(burst))
            except OSError:  # it has ended
                break
            self.terminal.wait_quiet(0.02)
            self.wake()
        if self.goes_on():
            self.resize()
        return pressed

    def wake(self) -> None:
        """Go on where a key has stopped it, as `fg` does."""
        try:
            state = Path(f"/proc/{self.terminal.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return
        if state[0] == "T":
            self.terminal.signal(signal.SIGCONT)

    def resize(self) -> None:
        """Another size, which has to be drawn."""
        self.size = self.sizes.choice([one for one in SIZES if one != self.size])
        self.terminal.wait_quiet(0.05)
        mark, deadline = self.terminal.mark(), time.monotonic() + PATIENCE
        self.terminal.resize(*self.size)
        while self.goes_on() and not self.terminal.since(mark):
            self.wake()
            assert time.monotonic() < deadline, f"it hangs\n{self.terminal.text()}"
            time.sleep(0.01)

    def end(self) -> None:
        """It ended by a key, or ends by a signal now; the terminal is as it was."""
        if self.goes_on():
            self.terminal.signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while self.goes_on() and time.monotonic() < deadline:
            self.wake()
            time.sleep(0.01)
        status = self.terminal.wait_exit(1)
        out = self.terminal.bytes_out
        logged = "".join(log.read_text() for log in self.folder.rglob(LOG))
        told = f"status {status}\n{self.terminal.text()}\n{logged}"
        # ctrl+c is a key only while the browser has the terminal.
        assert status in (0, 128 + signal.SIGTERM, 128 + signal.SIGINT), told
        assert not logged, told
        assert b"Traceback" not in out, told
        modes = self.terminal.screen.modes
        assert modes == USUAL_MODES, f"left on {modes}, status {status}, {out[-2000:]!r}"
        # From when it gives the terminal back, that shows by itself what is typed.
        ours = re.sub(rb"\x1b\[\?2004l.*?(\x1b\[\?1049h|$)", b"", out, flags=re.DOTALL)
        for order in ("\x1b]0;", "\x9b", "\x9d", "\x08", "\u202e", "\u2066", "\u2028"):
            at = ours.find(order.encode())
            assert at < 0, f"{order!r} in {ours[max(at - 200, 0) : at + 20]!r}"


def has_begun(screen: Screen) -> bool:
    """What a trail opens first may be no pane: the screen is Textual's even so."""
    return {1049, 2004} <= screen.modes


def main() -> None:
    """The command: see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m tests.nights.monkey", description=__doc__)
    parser.add_argument("libraries", metavar="DIR", type=Path, nargs="+")
    parser.add_argument("--keys", type=int, default=50_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    for library in options.libraries:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            sessions = night(library, Path(folder), options.keys, options.seed)
            took = time.monotonic() - began
            print(f"{library}: {options.keys} keys, {sessions} sessions, {took:.0f} s", flush=True)


if __name__ == "__main__":
    main()
