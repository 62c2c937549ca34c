"""Finding words in a text, whatever their case and accents; offsets stay those of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice

from tui.core.query import marked
from tui.core.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Query

MAX_MATCHES = 10_000


class Finder:
    """The last words that were looked for, and where they stand. current: a match, -1 for none.

    query: what they ask for, where they are a search's; None: they are to be found as they are.
    looked: whether `matches` are those of what is read: there may be none.
    """

    def __init__(self) -> None:
        self.words = ""
        self.query: Query | None = None
        self.matches: list[tuple[int, int]] = []
        self.current = -1
        self.looked = False

    def want(self, words: str, query: Query | None = None) -> None:
        """Look for other words from now on."""
        self.words, self.query = words, query
        self.clear()

    def clear(self) -> None:
        """Forget where the words stand."""
        self.matches, self.current, self.looked = [], -1, False

    def look(self, text: str, start: int = 0) -> None:
        """Find all places of the words in a text from `start` on; of many, the first ones."""
        self.clear()
        self.looked = True
        if self.query is not None:
            found = (span for span in marked(text, self.query) if span[0] >= start)
            self.matches = list(islice(found, MAX_MATCHES))
            return
        parts = [re.escape(part) for part in _folded(self.words).split()]
        if not parts:
            return
        for one in re.compile(r"\s+".join(parts)).finditer(_folded(text), start):
            self.matches.append(one.span())
            if len(self.matches) >= MAX_MATCHES:
                break

    def go(self, offset: int, step: int) -> int:
        """Choose a match: with step 0 the first at or after an offset, else the next or the one
        before, wrapping. Its number, -1 where there is none."""
        if not self.matches:
            self.current = -1
        elif self.current < 0 or step == 0:
            after = bisect_left(self.matches, (offset, 0))
            self.current = (after - (step < 0)) % len(self.matches)
        else:
            self.current = (self.current + step) % len(self.matches)
        return self.current

    def choose_near(self, offset: int) -> None:
        """Choose the match that stands nearest to an offset."""
        near = range(len(self.matches))
        self.current = min(near, key=lambda n: abs(self.matches[n][0] - offset), default=-1)

    def goes_on(self, offset: int, step: int) -> bool:
        """Whether there is a match after the current one, or else after an offset; or before it."""
        at = self.current
        if at < 0:
            at = bisect_left(self.matches, (offset, 0)) - (step > 0)
        return 0 <= at + step < len(self.matches)

    def between(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """The matches that have a part between two offsets: (start, end, whether it is current)."""
        found = []
        for number in range(max(bisect_left(self.matches, (start, 0)) - 1, 0), len(self.matches)):
            low, high = self.matches[number]
            if low >= end:
                break
            if high > start:
                found.append((low, high, number == self.current))
        return found

    def status(self) -> str:
        """Where one is among the matches, in words."""
        if not self.words:
            return ""
        if not self.matches:
            return f"“{self.words}” is not here"
        return f"match {self.current + 1} of {len(self.matches):,} “{self.words}”"


def _folded(text: str) -> str:
    """`text` without case and accents, of the same length."""
    table = {}
    for sign in set(text):
        plain = fold(sign)
        if len(plain) == 1 and plain != sign:
            table[ord(sign)] = plain
    return text.translate(table)
