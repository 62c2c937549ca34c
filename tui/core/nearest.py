"""The passage of a body that is most like a quotation that does not stand in it, and how it differs.

Words are compared first without case and marks, to find the passage, and then as they stand, to
tell the differences. The time is bounded: a body of any length is read once, and only a few windows
of a few hundred words are compared.
"""

from __future__ import annotations

import re

from tui.core.folding import fold, is_spaceless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Opcode = tuple[str, int, int, int, int]

_NEAR = 0.5  # less alike than this is another passage
_ANCHORS = 32  # the rarest words of the quotation, by which passages are found
_PLACES = 5000  # of one word that are looked at
_WINDOWS = 6  # passages that are compared
_LONGEST = 300  # words on each side that are aligned at once
_TAKES_PART = 0.6  # how alike two differing stretches must be to count at all
_ENDS = frozenset('.!?…。！？"')  # after them a replaced word is not sought


class Nearest:
    """A passage that is like the quotation, and what differs.

    start, end: offsets in the text; passage: what stands there, on one line.
    similarity: 0 to 1 (by letters). diff: ["equal" | "delete" | "insert", words], from what the
    quotation says to what the body says; a gap between two parts is the equal word "…".
    """

    __slots__ = ("diff", "end", "passage", "similarity", "start")

    def __init__(
        self, start: int, end: int, passage: str, similarity: float, diff: list[list[str]]
    ) -> None:
        self.start = start
        self.end = end
        self.passage = passage
        self.similarity = similarity
        self.diff = diff


class _Words:
    """The words of a text, folded; signs of scripts without spaces are words of their own.

    written: as folded; keys: without case and marks; starts: their offsets in the folded text.
    """

    __slots__ = ("keys", "starts", "written")

    def __init__(self, folded: str, keys: dict[str, str]) -> None:
        self.written: list[str] = []
        self.starts: list[int] = []
        self.keys: list[str] = []
        for found in re.finditer(r"[^ ]+", folded):
            word = found[0]
            start = found.start()
            for piece in [word] if word.isascii() else _signs(word):
                key = keys.get(piece)
                if key is None:
                    key = keys[piece] = _key(piece)
                self.written.append(piece)
                self.starts.append(start)
                self.keys.append(key)
                start += len(piece)

    def end(self, index: int) -> int:
        """Where a word ends in the folded text."""
        return self.starts[index] + len(self.written[index])


def _signs(word: str) -> Iterator[str]:
    """A word, taken apart where its script has no spaces; what is no letter stays with it."""
    start = 0
    for at, sign in enumerate(word):
        if at > start and sign.isalnum() and (is_spaceless(sign) or is_spaceless(word[start])):
            yield word[start:at]
            start = at
    yield word[start:]


def _key(word: str) -> str:
    return "".join([sign for sign in word.casefold() if sign.isalnum()]) or word


def nearest(text: str, parts: Sequence[str]) -> Nearest | None:
    """The passage of `text` that is most like the quotation; None when none is near."""
    body = fold(text)
    keys: dict[str, str] = {}
    quote = _Quote(parts, keys)
    if not quote.words:
        return None
    words = _Words(body.text, keys)
    best: _Passage | None = None
    starts = _windows(quote.keys, words.keys) or _inside_words(quote, body.text, words)
    for first, last in starts:
        passage = _Passage(quote, words, *_edges(quote, words, first, last))
        if best is None or passage.similarity > best.similarity:
            best = passage
    if best is None or best.similarity < _NEAR:
        return None
    start, end = body.span(*best.trimmed(body.text))
    shown = " ".join(text[start:end].split())
    return Nearest(start, end, shown, round(best.similarity, 3), best.diff)
