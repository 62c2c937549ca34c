"""A program on a pseudo-terminal of its own: its process, its keys, every byte that comes back."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Self

from tests.screen import Screen

# What a program may find in its environment that says something about the terminal the tests
# themselves run in, or about this user: none of it reaches the program.
_OUTER = re.compile(
    r"COLUMNS|LINES|TERM(CAP|_.*)?|COLORTERM|NO_COLOR|(FORCE|CLI)_?COLOR.*|TMUX.*|STY|SSH_.*"
    r"|(WAYLAND_)?DISPLAY|VTE_.*|WT_.*|KITTY.*|LANG(UAGE)?|LC_.*|BROWSER|PAGER|EDITOR|VISUAL"
    r"|LESS.*|TEXTUAL.*|ONRECORD.*"
)

_NAMED_KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"f{n}": f"\x1bO{final}" for n, final in enumerate("PQRS", start=1)},
    **{
        f"f{n}": f"\x1b[{code}~" for n, code in enumerate((15, 17, 18, 19, 20, 21, 23, 24), start=5)
    },
}
_CURSOR_KEYS = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}


class Chunk(NamedTuple):
    """What one read returned, and when: seconds after the program was started."""

    time: float
    data: bytes


class TerminalTimeoutError(AssertionError):
    """Something did not happen in time; the message has the screen as it was then."""


Wanted = str | Callable[[Screen], object]
"""A text that is to stand in one line of the screen, or a question to the screen."""


def _holds(wanted: Wanted, screen: Screen) -> bool:
    return wanted in screen.text() if isinstance(wanted, str) else bool(wanted(screen))


class Terminal:
    """A command on a pseudo-terminal, to be used in a `with`, which kills what is left of it.

    command: the program and its arguments, started at once in a session of its own.
    columns, rows: the size of the terminal in cells.
    env: laid over this process's environment, which is first rid of whatever tells of the
        terminal the tests run in and of `ONRECORD_*`; None takes a variable away.
    cwd: the folder to start in, else the present one.
    term: the value of TERM.
    answers: whether to answer the queries that present-day terminals answer; plain ones don't.
    rate: how many bytes a second a slow line carries to the terminal; 0 is no line. What does not
        pass yet waits in the kernel, and when that holds no more, the program waits.

    usual: the `attributes` of the terminal, before the program had it.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        term: str = "xterm-256color",
        answers: bool = False,
        rate: int = 0,
    ) -> None:
        self._size = (columns, rows)
        self._rate = rate
        self._answers = answers
        self._data = bytearray()
        self._ends: list[tuple[float, int]] = []  # of each read: its time, and where it ended
        self._fed = 0
        self._screen = Screen(columns, rows)
        self._screen_lock = threading.Lock()
        self._news = threading.Condition()
        self._ended = False
        self._master, slave = os.openpty()
        self._wake_read, self._wake_write = os.pipe()
        _set_size(self._master, columns, rows)
        self.usual = self.attributes
        self._started = time.perf_counter()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=cwd,
                env=_environment(env or {}, term),
                start_new_session=True,
                preexec_fn=_take_terminal,
            )
        except BaseException:
            for descriptor in (self._master, self._wake_read, self._wake_write):
                os.close(descriptor)
            raise
        finally:
            os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- the program ---------------------------------------------------------------------------

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def wait_exit(self, timeout: float = 10.0) -> int:
        """Wait for the program's own end: its exit status, or minus the signal that ended it."""
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise _timeout(f"the program still runs after {timeout:g} s", self.screen) from None
        self._reader.join(0.5)  # what it wrote last; a child of it may hold the terminal longer
        return status

    def signal(self, number: int) -> None:
        """Send a signal to the program alone, not to its children."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Take the terminal away from under the program, as a dropped connection does."""
        if self._reader.is_alive():
            os.write(self._wake_write, b"x")
            self._reader.join()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def close(self) -> int:
        """Kill the program and its process group if they still run; the exit status."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        status = self._process.wait()
        self.hang_up()
        for descriptor in (self._wake_read, self._wake_write):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._wake_read = self._wake_write = -1
        return status

    @property
    def attributes(self) -> list[Any]:
        """What the terminal does with keys, as `termios` tells it: echo, whole lines, signals."""
        return termios.tcgetattr(self._master)

    # -- the keyboard --------------------------------------------------------------------------

    def send(self, keys: str | bytes) -> None:
        """Type exactly these characters or bytes."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            data = data[os.write(self._master, data) :]

    def press(self, *keys: str) -> None:
        """Press keys by name, as `key_bytes` knows them, one after the other."""
        for key in keys:
            # No need to look at the screen for other keys: a measured key is sent at once.
            name = key.rpartition("+")[2]
            self.send(key_bytes(key, name in _CURSOR_KEYS and 1 in self.screen.modes))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program by SIGWINCH."""
        self._feed()
        with self._screen_lock:
            self._screen.resize(columns, rows)
        _set_size(self._master, columns, rows)

    # -- the screen ----------------------------------------------------------------------------

    @property
    def screen(self) -> Screen:
        """The screen after all that has come so far; ask again for what comes later."""
        self._feed()
        return self._screen

    def text(self) -> str:
        """The whole screen, lines joined by line feeds, spaces at their ends stripped."""
        return self.screen.text()

    def line(self, y: int) -> str:
        return self.screen.line(y)

    def wait_for(self, wanted: Wanted, timeout: float = 10.0) -> None:
        """Wait until a text stands on the screen, or a question to it is answered with yes.

        The question is asked again after everything that comes, and at least each 50 ms, so it may
        also ask for other things than the screen. TerminalTimeoutError: not in `timeout` seconds,
        or the program ended before.
        """
        deadline = time.perf_counter() + timeout
        while True:
            ended, size = self._ended, len(self._data)
            if _holds(wanted, self.screen):
                return
            name = repr(wanted) if isinstance(wanted, str) else "what was waited for"
            if ended:
                raise _timeout(f"the program's output ended without {name}", self.screen)
            if time.perf_counter() > deadline:
                raise _timeout(f"{name} did not show in {timeout:g} s", self.screen)
            with self._news:
                if len(self._data) == size and not self._ended:
                    self._news.wait(0.05)

    def wait_quiet(self, seconds: float = 0.3, timeout: float = 30.0) -> None:
        """Wait until nothing has come for so long from now on: for measuring, not asserting."""
        start = time.perf_counter()
        while True:
            now = time.perf_counter()
            last = max(start, self._started + self._ends[-1][0] if self._ends else start)
            if now - last >= seconds or (self._ended and not self.running):
                return
            if now - start > timeout:
                raise _timeout(f"never quiet for {seconds:g} s in {timeout:g} s", self.screen)
            time.sleep(min(seconds, max(0.001, last + seconds - now)))

    # -- the bytes -----------------------------------------------------------------------------

    @property
    def bytes_out(self) -> bytes:
        """Every byte that the program wrote so far."""
        return bytes(self._data)

    @property
    def chunks(self) -> list[Chunk]:
        """The same as they were read, each with its time."""
        ends = [(0.0, 0), *self._ends]
        return [Chunk(t, bytes(self._data[a:b])) for (_, a), (t, b) in pairwise(ends)]

    def mark(self) -> int:
        """A place in the output, for `since`."""
        return len(self._data)

    def since(self, mark: int) -> bytes:
        """What the program wrote after `mark`."""
        return bytes(self._data[mark:])

    def clock(self) -> float:
        """Seconds since the program was started, as in `chunks`."""
        return time.perf_counter() - self._started

    def shown_at(self, wanted: Wanted) -> float | None:
        """Seconds from the start to the bytes with which it first showed; None: it never did.

        Found by feeding all chunks to a fresh screen of the first size, so that the time that pyte
        needs is not in the figure.
        """
        screen = Screen(*self._size)
        for when, data in self.chunks:
            screen.feed(data)
            if _holds(wanted, screen):
                return when
        return None

    # -- within --------------------------------------------------------------------------------

    def _read(self) -> None:
        """Collect what the program writes until it ends or `hang_up` says so: the reader thread."""
        while self._wake_read not in select.select([self._master, self._wake_read], [], [])[0]:
            try:
                data = os.read(self._master, self._rate // 100 or 65536)
            except OSError:  # EIO: nobody has the other side open any more
                data = b""
            if not data:
                break
            if self._rate:
                time.sleep(len(data) / self._rate)  # the line is busy with it
            now = time.perf_counter() - self._started
            with self._news:
                self._data += data
                self._ends.append((now, len(self._data)))
                self._news.notify_all()
            if self._answers:
                self._feed()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _feed(self) -> None:
        with self._screen_lock:
            end = len(self._data)
            self._screen.feed(bytes(self._data[self._fed : end]))
            self._fed = end
            replies, self._screen.replies = self._screen.replies, b""
        if replies and self._answers:
            with contextlib.suppress(OSError):
                self.send(replies)


def _timeout(what: str, screen: Screen) -> TerminalTimeoutError:
    edge = "+" + "-" * screen.columns + "+"
    return TerminalTimeoutError(f"{what}; the screen:\n{edge}\n{screen.text()}\n{edge}")


def key_bytes(key: str, application: bool = False) -> str:
    """What a terminal sends for a key: `application` is the mode that full-screen programs set.

    key: a character, or `enter`, `tab`, `escape`, `space`, `backspace`, `insert`, `delete`, `home`,
    `end`, `pageup`, `pagedown`, `up`, `down`, `left`, `right`, `f1` to `f12`, with `ctrl+`, `alt+`
    or `shift+` before it where terminals tell it from the plain key. ValueError: no such key.
    """
    if key in _NAMED_KEYS:
        return _NAMED_KEYS[key]
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    held = set(modifiers)
    if name in _CURSOR_KEYS and held <= {"shift", "alt", "ctrl"}:
        if held:
            code = 1 + ("shift" in held) + 2 * ("alt" in held) + 4 * ("ctrl" in held)
            return f"\x1b[1;{code}{_CURSOR_KEYS[name]}"
        return ("\x1bO" if application else "\x1b[") + _CURSOR_KEYS[name]
    if held == {"alt"}:
        return "\x1b" + key_bytes(name)
    if held == {"ctrl"} and len(name) == 1 and "@" <= name.upper() <= "_":
        return chr(ord(name.upper()) - 64)
    if not held and len(name) == 1:
        return name
    raise ValueError(f"no terminal sends {key!r}")


def click_bytes(x: int, y: int, button: int = 0) -> str:
    """What a terminal sends for a click on a cell; button 64 and 65 turn the wheel up and down."""
    press = f"\x1b[<{button};{x + 1};{y + 1}M"
    return press if button >= 64 else press + press[:-1] + "m"


def _set_size(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _take_terminal() -> None:
    """In the child: make the pseudo-terminal the controlling one of its new session."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _environment(over: Mapping[str, str | None], term: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not _OUTER.fullmatch(name)}
    merged = {**clean, "TERM": term, "LC_ALL": "C.UTF-8", **over}
    return {name: value for name, value in merged.items() if value is not None}
