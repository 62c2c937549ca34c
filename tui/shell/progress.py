"""How far the index is: one line that changes on a terminal, lines now and then in a pipe."""

from __future__ import annotations

import os
import sys
import time

from . import talk

_MANY = 100  # files: fewer are done before one has read how many
_SURE = 1.0  # seconds of work after which its rate says something
_OFTEN = 0.1  # seconds between two states of the line
_SELDOM = 5.0  # seconds after which a pipe gets a line, though no tenth more is done
_CLEAR = "\r\x1b[K"  # the line is written anew
_WIDEST, _BAR, _LEAST = 88, 30, 8  # columns: of the line, of its bar, of a bar that says something


class Progress:
    """Told how many files are done.

    quick: seconds in which what is done is not told on a terminal. lines: whether a pipe is told.
    """

    def __init__(self, *, on_terminal: bool, quick: float = 0.2, lines: bool = True) -> None:
        self._on_terminal = on_terminal
        self._lines = lines
        self._first: tuple[int, float] | None = None  # how many were done first, and when
        self._shown = False
        self._next = time.monotonic() + quick  # when the line may change
        self._tenth = 0.0  # the number of files that a pipe is told of next

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        rate = self._rate(done, now)
        if self._on_terminal:
            if now >= self._next or (self._shown and done == total):
                self._next = now + _OFTEN
                self._shown = True
                talk.write(_CLEAR + self.drawn(done, total, rate))
        elif self._lines and total >= _MANY and self._is_due(done, total, now):
            self._tenth = done + total / 10
            self._next = now + _SELDOM
            talk.say(self.told(done, total, rate))

    def _rate(self, done: int, now: float) -> float:
        """Files a second; 0 where that is not sure. Others may have done the first of them."""
        if self._first is None or done < self._first[0]:
            self._first = done, now
        before, start = self._first
        return (done - before) / (now - start) if now - start >= _SURE else 0.0

    def _is_due(self, done: int, total: int, now: float) -> bool:
        """Whether a pipe is told."""
        return done >= self._tenth or done == total or now >= self._next

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            self._shown = False
            talk.write(_CLEAR)

    def drawn(self, done: int, total: int, rate: float) -> str:
        """The line as it fits the terminal, with a bar where there is room for one."""
        width = min(_columns() - 1, _WIDEST)  # in the last column some terminals go on below
        told = f"{100 * done // max(total, 1):3}%  {self.told(done, total, rate)}"
        if done == total:
            told += ", putting in order"
        room = min(width - len(told) - 1, _BAR)
        if room < _LEAST:
            short = f"{told[:4].strip()}, {told.rpartition(', ')[2]}" if len(told) > width else told
            return short[: max(width, 0)]
        full, empty = "━─" if _draws_lines() else "#-"
        part = room * done // max(total, 1)
        return f"{full * part}{empty * (room - part)} {told}"

    @staticmethod
    def told(done: int, total: int, rate: float) -> str:
        """`1,200 of 5,000 files, 800/s, 5 s left`."""
        told = f"{done:,} of {total:,} files"
        if rate > 0:
            told += f", {rate:,.0f}/s"
            left = (total - done) / rate
            if left >= 60:
                told += f", {left / 60:,.0f} min left"
            elif done < total:
                told += f", {left:.0f} s left"
        return told


def _columns() -> int:
    """The columns of the terminal now: it may change at any time."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _draws_lines() -> bool:
    """Whether the terminal has lines of two weights."""
    encoding = (sys.stderr.encoding or "").lower().replace("-", "")
    return encoding == "utf8" and os.environ.get("TERM") != "linux"


def of_terminal(*, quick: float, lines: bool) -> Progress:
    """Progress on standard error; what can't place text there is like a pipe."""
    places = talk.on_terminal() and os.environ.get("TERM", "") not in ("", "dumb", "unknown")
    return Progress(on_terminal=places, quick=quick, lines=lines)
