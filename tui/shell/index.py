"""`index`: bring the index up to date, and say how far it is."""

from __future__ import annotations

import time

from tui.core.text import plural

from . import talk
from .refs import open_library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .options import Call

_MANY = 100  # files: fewer are done before one has read how many
_CLEAR = "\r\x1b[K"  # the line is written anew


def run(call: Call) -> int:
    """Open the library, which reads what has changed; say what it holds."""
    progress = Progress(on_terminal=talk.on_terminal())
    try:
        library = open_library(call, rebuild=call.on("rebuild"), progress=progress)
    finally:
        progress.end()
    counts = library.counts
    files = sum(count for kind, count in counts.items() if kind != "quote")
    parts = [
        plural(files, "record"),
        plural(counts["quote"], "quotation"),
        plural(sum(library.problem_counts), "problem"),
    ]
    talk.say(", ".join(parts))
    library.close()
    return talk.FOUND


class Progress:
    """Told how many files are done: one line that changes, or a line now and then in a pipe."""

    def __init__(self, *, on_terminal: bool) -> None:
        self._on_terminal = on_terminal
        self._start = time.monotonic()
        self._shown = False
        # On a terminal: when the line changes next; what is quick is not told. Else: the number
        # of files that is told next.
        self._next = self._start + 0.2 if on_terminal else 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self._on_terminal:
            if now >= self._next:
                self._next = now + 0.1
                self._shown = True
                talk.write(_CLEAR + self.told(done, total, now - self._start))
        elif total >= _MANY and (done >= self._next or done == total):
            self._next = done + total / 10
            talk.say(self.told(done, total, now - self._start))

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            talk.write(_CLEAR)

    @staticmethod
    def told(done: int, total: int, seconds: float) -> str:
        """`1,200 of 5,000 files, 800/s, 5 s left`."""
        told = f"{done:,} of {total:,} files"
        if seconds > 0 and done:
            rate = done / seconds
            told += f", {rate:,.0f}/s"
            left = (total - done) / rate
            if left >= 60:
                told += f", {left / 60:,.0f} min left"
            elif done < total:
                told += f", {left:.0f} s left"
        return told
