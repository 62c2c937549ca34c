"""The terminal between the first frame and Textual: taken as Textual takes it, and given back
whatever happens before Textual has it.

What is typed meanwhile waits in the terminal for Textual; only ctrl+c acts, and ends.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
from contextlib import contextmanager

from .pens import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import Any

    from .pens import Placed

ALTERNATE_SCREEN = "\x1b[?1049h"
_HIDE_CURSOR, _WRAP, _DONT_WRAP = "\x1b[?25l", "\x1b[?7h", "\x1b[?7l"
# Textual's own modes, too: a signal may come when it has set them, and does not listen yet.
_GIVE_BACK = (
    "\x1b[<u\x1b[?2004l\x1b[?2048l\x1b[?1016l\x1b[?1006l\x1b[?1015l\x1b[?1003l\x1b[?1000l"
    "\x1b[?1004l\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"
)
_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOPS = (signal.SIGTSTP, signal.SIGCONT)


@contextmanager
def in_one_go() -> Iterator[None]:
    """Who stops the program within this has stopped it just behind."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Taken:
    """The terminal with a frame on it, from `with` on.

    frame: what is drawn there, [] to leave all as it is; not known any more once the terminal had
    another size than `size`. before: its attributes, as Textual has to set them again; None where
    it was not taken.
    """

    def __init__(self, frame: list[Placed], size: tuple[int, int] = (0, 0)) -> None:
        self.frame = frame
        self.size = size
        self._written = written(frame)
        self._is_ours = False
        self._handlers: dict[signal.Signals, Any] = {}
        self.before: list[Any] | None = None

    def __enter__(self) -> Taken:
        if self.frame and self._input is not None:
            for number in _ENDS:
                if signal.getsignal(number) is not signal.SIG_IGN:
                    self._handlers[number] = signal.signal(number, self._end)
            self._handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, self._stop)
            self._handlers[signal.SIGWINCH] = signal.signal(signal.SIGWINCH, self._resize)
            try:
                self._take()
            except BaseException:
                self.__exit__()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_ours:
            self._give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def hand_over(self) -> None:
        """Textual has it now, and gives it back itself."""
        self._is_ours = False

    @property
    def _input(self) -> int | None:
        """The descriptor that Textual reads keys from; None where that is no terminal."""
        number = sys.__stdin__.fileno() if sys.__stdin__ else -1
        return number if os.isatty(number) else None

    @in_one_go()
    def _take(self) -> None:
        attributes = termios.tcgetattr(self._input or 0)
        self.before = [*attributes[:6], list(attributes[6])]
        attributes[0] &= ~(
            termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
        )
        attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        characters = attributes[6]
        characters[termios.VMIN], characters[termios.VTIME] = 1, 0
        # The other keys that end or stop a program are for the browser.
        characters[termios.VQUIT] = characters[termios.VSUSP] = os.fpathconf(
            self._input or 0, "PC_VDISABLE"
        ).to_bytes(1, "big")
        self._is_ours = True
        termios.tcsetattr(self._input or 0, termios.TCSANOW, attributes)
        self._write(f"{ALTERNATE_SCREEN}{_HIDE_CURSOR}{_DONT_WRAP}{self._written}\x1b[0m{_WRAP}")

    def _give_back(self) -> None:
        self._is_ours = False
        try:
            self._write(_GIVE_BACK)
            termios.tcsetattr(self._input or 0, termios.TCSANOW, self.before or [])
        except (OSError, termios.error):  # it is gone
            pass

    def _write(self, text: str) -> None:
        """Write to where Textual does, as one piece."""
        data = memoryview(text.encode())
        while data and sys.__stderr__:
            data = data[os.write(sys.__stderr__.fileno(), data) :]

    def _end(self, number: int, _: FrameType | None) -> None:
        # At once: whatever is being loaded need not be left in order.
        self._give_back()
        os._exit(128 + number)

    def _resize(self, *_: object) -> None:
        self.frame = []  # what stands there may be cut off

    def _stop(self, *_: object) -> None:
        self._give_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        self._take()


def give_back_screen() -> None:
    """Leave the screen as it was, if it is still there: the keys may have come from elsewhere."""
    looked = select.poll()
    if sys.__stderr__ and sys.__stderr__.isatty():
        looked.register(sys.__stderr__.fileno(), select.POLLOUT)
    for number, what in looked.poll(0):
        if what == select.POLLOUT:  # else it would have to be waited for
            os.write(number, _GIVE_BACK.encode())
