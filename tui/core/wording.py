"""A text in words, as it is compared with others: what is written, and what counts as the same.

Folded as the verbatim rule has it (`tui.core.folding`). In scripts without spaces each sign is a
word of its own.
"""

from __future__ import annotations

import re
from itertools import accumulate

from tui.core.folding import SPACELESS, fold, is_letter, is_spaceless
from tui.core.text import fold as plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LONGEST = 300  # signs of a word: to take accents from a long run of them takes its square
_HAS_SPACELESS = re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in SPACELESS) + "]")


class Wording:
    """A text in words.

    text: as it was. folded: as folded. written: its words as folded; keys: those without case and
    marks; starts: where each begins in the folded text.
    """

    __slots__ = ("folded", "keys", "starts", "text", "written")

    def __init__(
        self, text: str, known: dict[str, str], key: Callable[[str], str] | None = None
    ) -> None:
        # known: keys of words that were met before, kept by the caller over several texts.
        # key: what makes them; else they differ with accents and width.
        self.text = text
        self.folded = fold(text)
        words = self.folded.text.split(" ")
        starts = [0, *accumulate(len(word) + 1 for word in words)]
        if not _HAS_SPACELESS.search(self.folded.text):
            self.written = [word for word in words if word]
            self.starts = [start for start, word in zip(starts, words, strict=False) if word]
        else:
            self.written, self.starts = [], []
            for start, word in zip(starts, words, strict=False):
                for piece in _words(word):
                    self.written.append(piece)
                    self.starts.append(start)
                    start += len(piece)
        for word in set(self.written):
            if word not in known:
                known[word] = (key or _key)(word)
        self.keys = [known[word] for word in self.written]

    def end(self, word: int) -> int:
        """The offset in the folded text where a word ends."""
        return self.starts[word] + len(self.written[word])

    def shown(self, start: int, end: int) -> str:
        """The text between two offsets in the folded text, as it was written, on one line."""
        first, last = self.folded.span(start, end)
        return " ".join(self.text[first:last].split())

    def words(self, first: int, last: int) -> str:
        """The words from `first` up to `last`, as they were written, on one line."""
        return self.shown(self.starts[first], self.end(last - 1)) if first < last else ""


class Parts(Wording):
    """A text of parts, between which other words may stand.

    begins: the words with which its parts begin, and the number of its words.
    """

    __slots__ = ("begins",)

    def __init__(
        self,
        parts: Sequence[str],
        known: dict[str, str],
        key: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(" ".join(parts), known, key)
        self.begins = {0}
        count = 0
        for part in parts:
            count += len(Wording(part, known, key).keys)
            self.begins.add(count)


def _words(word: str) -> Iterator[str]:
    """What stands between two spaces, taken apart before each sign of a script without spaces."""
    start = 0
    for at in range(1, len(word) if _HAS_SPACELESS.search(word) else 0):
        if word[at].isalnum() and (is_spaceless(word[at]) or is_spaceless(word[start])):
            yield word[start:at]
            start = at
    if word:
        yield word[start:]


def plain_key(word: str) -> str:
    """What counts as the same word also where it is written with other accents, or wide signs."""
    if word.isascii() or len(word) > _LONGEST:
        return _key(word)
    return _key(plain(word)) or word


def _key(word: str) -> str:
    if word.isalnum():
        return word.casefold()
    return "".join([sign for sign in word.casefold() if is_letter(sign)]) or word
