"""A text in words, as it is compared with others: what is written, and what counts as the same.

Folded as the verbatim rule has it (`tui.core.folding`). In scripts without spaces each sign is a
word of its own.
"""

from __future__ import annotations

import re

from tui.core.folding import fold, is_spaceless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Wording:
    """A text in words.

    text: as it was. folded: as folded. written: its words as folded; keys: those without case and
    marks; starts: where each begins in the folded text.
    """

    __slots__ = ("folded", "keys", "starts", "text", "written")

    def __init__(self, text: str, known: dict[str, str]) -> None:
        # known: keys of words that were met before, kept by the caller over several texts.
        self.text = text
        self.folded = fold(text)
        self.written: list[str] = []
        self.keys: list[str] = []
        self.starts: list[int] = []
        for found in re.finditer("[^ ]+", self.folded.text):
            start = found.start()
            for word in _words(found[0]):
                key = known.get(word)
                if key is None:
                    key = known[word] = _key(word)
                self.written.append(word)
                self.keys.append(key)
                self.starts.append(start)
                start += len(word)

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

    def __init__(self, parts: Sequence[str], known: dict[str, str]) -> None:
        super().__init__(" ".join(parts), known)
        self.begins = {0}
        count = 0
        for part in parts:
            count += len(Wording(part, known).keys)
            self.begins.add(count)


def _words(word: str) -> Iterator[str]:
    """What stands between two spaces, taken apart before each sign of a script without spaces."""
    start = 0
    if re.search("[\u0e00-\U0010ffff]", word):
        for at in range(1, len(word)):
            if word[at].isalnum() and (is_spaceless(word[at]) or is_spaceless(word[start])):
                yield word[start:at]
                start = at
    yield word[start:]


def _key(word: str) -> str:
    return "".join([sign for sign in word.casefold() if sign.isalnum()]) or word
