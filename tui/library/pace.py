"""When to look at the disk again: soon enough to notice changes, and at no cost that is felt."""

from __future__ import annotations

import contextlib
import os

from .compare import ALL, FILES, FOLDERS

OFTEN = 2.0  # seconds from one look to the next
SELDOM = 60.0  # from one at all files of a large library to the next; where something is in the way

# A look is followed by a rest of so many times what it took: of a processor, and by the clock, as a
# slow file system has others to serve.
_REST_OF_CPU = 50.0
_REST_OF_TIME = 10.0

_NICE = 10  # how much a process that builds lets others go before
_AUTOGROUP = "/proc/self/autogroup"  # where Linux shares out by sessions, and then by processes


def let_others_before() -> None:
    """Let all others go before this process, and those of its session, which has to be its own."""
    with contextlib.suppress(OSError):
        os.nice(_NICE)
    with contextlib.suppress(OSError), open(_AUTOGROUP, "w", encoding="ascii") as file:
        file.write(str(_NICE))


class Pace:
    """Decides when to look and at how much. Times are seconds of a clock that is never set.

    large: whether files are only looked at where `due` is told that nobody did in the last minute.
    """

    def __init__(self, now: float, *, large: bool) -> None:
        self.large = large
        self._folders_at = self._files_at = now  # when the next look at them may be
        # How often somebody has asked for a look: in all, before the last one began, and ended.
        self._asked = self._begun = self._done = 0

    @property
    def hurries(self) -> bool:
        """Whether somebody waits for a look: one that began before is not what was asked for."""
        return self._done < self._asked

    def due(self, now: float, *, files_due: bool) -> int | None:
        """FOLDERS, FILES or ALL; None: nothing yet.

        files_due: nobody has looked at all files for a minute.
        """
        if self.hurries:
            self._begun = self._asked
            return ALL
        if now >= self._files_at and (files_due or not self.large):
            return FILES
        return FOLDERS if self.large and now >= self._folders_at else None

    def rest(self, now: float) -> float:
        """How long nothing is due, in seconds."""
        if self.hurries:
            return 0.0
        return max((self._folders_at if self.large else self._files_at) - now, 0.0)

    def looked(self, how: int, now: float, took: float, cpu: float) -> None:
        """A look is done. now: its end; took: its seconds by the clock; cpu: of a processor."""
        rest = max(_REST_OF_CPU * cpu, _REST_OF_TIME * took)
        if how == ALL:
            self._done = self._begun
        if how == FOLDERS:
            self._folders_at = now + max(rest, OFTEN)
        else:
            self._files_at = now + max(rest, SELDOM if self.large else OFTEN)
            self._folders_at = max(self._folders_at, now + OFTEN)

    def hurry(self) -> None:
        """Look at everything at once: somebody asks for it."""
        self._asked += 1

    def wait(self, now: float, seconds: float = SELDOM) -> None:
        """Something is in the way: the next look comes later."""
        self._done = self._asked
        self._folders_at = self._files_at = now + seconds
