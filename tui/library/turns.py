"""Who makes an index, when several would at once: one does, the others wait and see how far it is.

The system gives a lock back when its holder ends, however that is. Where a file system has no
locks, everybody makes one: each has a file of its own, so that costs time and breaks nothing.
"""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .taking import Progress

_STEP = 0.05  # seconds between two looks at whether the other is done
_TOLD = 0.5  # seconds between two notes of how far this one is
_STUCK = 120.0  # seconds without a note after which the other counts as stopped


class Turn:
    """The right to make an index in a folder, for the builders of one version.

    waited: whether somebody else had it first. is_mine: whether nobody else has it now.
    """

    def __init__(self, path: str, mode: int = 0o600) -> None:
        self.waited = False
        self.is_mine = False
        self._path = path
        self._mode = mode
        self._file = -1
        self._next = 0.0

    def take(self, seconds: float, progress: Progress | None = None) -> bool:
        """Take the turn, waiting at most some seconds for it; whether one may go on.

        progress: told what the one at work tells. With `seconds` below zero one waits until it is
        done; one that is stopped is passed by.
        """
        try:
            from fcntl import LOCK_EX, LOCK_NB, flock

            how = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            self._file = os.open(self._path, how, self._mode)
        except (ImportError, OSError):
            return True
        started = heard = time.monotonic()
        note = b""
        while True:
            try:
                flock(self._file, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                pass
            except OSError:  # no locks here
                self.leave()
                return True
            else:
                self._begin()
                return True
            self.waited = True
            now = time.monotonic()
            said = os.pread(self._file, 60, 0)
            if said != note:
                note, heard = said, now
                _pass_on(said, progress)
            if now - (started if seconds >= 0 else heard) >= (seconds if seconds >= 0 else _STUCK):
                self.leave()
                return seconds < 0
            time.sleep(_STEP)

    def _begin(self) -> None:
        self.is_mine = True
        try:
            os.fchmod(self._file, self._mode)
            os.truncate(self._file, 0)
        except OSError:
            pass  # another user's file, or no room: then the others don't see how far this one is

    def telling(self, progress: Progress | None) -> Callable[[int, int], None]:
        """What tells `progress`, and those who wait."""

        def tell(done: int, total: int) -> None:
            now = time.monotonic()
            if self._file >= 0 and now >= self._next:
                self._next = now + _TOLD
                try:
                    os.pwrite(self._file, b"%d %d %40s" % (done, total, b""), 0)
                except OSError:
                    self._next = now + 3600.0  # no room
            if progress:
                progress(done, total)

        return tell

    def leave(self) -> None:
        """Give the turn to the next one."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
            self.is_mine = False


def _pass_on(said: bytes, progress: Progress | None) -> None:
    numbers = said.split()
    if progress and len(numbers) == 2 and all(number.isdigit() for number in numbers):
        progress(int(numbers[0]), int(numbers[1]))
