"""Names in running text: where a record is named without a link.

Names are compared by `text.fold`: accents, curly marks and white space do not matter. Case does, so
that "us" is not the US: what is a capital letter in the name is one in the text, but for the first
of several words ("the Stockholm Agreement").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from tui.core.folding import SPACELESS, is_spaceless
from tui.core.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.core.document import Block, Document
    from tui.core.records import Span

_SHORTEST = 2  # letters: one alone is too often no name
_KINDS = ("paragraph", "item")  # of blocks that are running text

# A letter or digit, but of a script without spaces between words: there a name may begin anywhere.
_IN_WORD = r"[^\W_" + "".join(f"{chr(a)}-{chr(b)}" for a, b in SPACELESS) + "]"


# What a text may have and still be nothing but ASCII letters and common marks: the bytes of ASCII,
# of U+0080 to U+00BF, of general punctuation and symbols, and the second and third bytes of UTF-8.
_COMMON = bytes([*range(0xC3), 0xE2])


class Folded:
    """A text as names are compared. text: folded; places: where each of its characters begins.

    places has the length of the text at its end. Marks belong to the letter before them.
    """

    __slots__ = ("places", "text")

    def __init__(self, text: str) -> None:
        self.places: Sequence[int]
        if text.isascii() and not re.search(r"\s\s|[^\S ]", text):
            self.text, self.places = text.lower().replace("`", "'"), range(len(text) + 1)
        else:
            self._fold(text)

    def _fold(self, text: str) -> None:
        places: list[int] = []
        parts: list[str] = []
        letters: dict[str, str] = {}
        at, end = 0, len(text)
        while at < end:
            after = at + 1
            if text[at].isspace():
                while after < end and text[after].isspace():
                    after += 1
                part = " "
            else:
                while after < end and _joins(text[after]):
                    after += 1
                letter = text[at:after]
                if letter not in letters:
                    letters[letter] = fold(letter)
                part = letters[letter]
            parts.append(part)
            places += [at] * len(part)
            at = after
        self.text = "".join(parts)
        self.places = [*places, end]

    def is_between_letters(self, at: int) -> bool:
        """Whether a letter begins at a place of the folded text: not all that it is made of."""
        return at == 0 or self.places[at] != self.places[at - 1]


class Names:
    """The names of one record, and the longer ones of others in which they stand, as looked for."""

    def __init__(self, own: Iterable[str], others: Iterable[str] = ()) -> None:
        self._own: dict[str, list[tuple[str, Sequence[int]]]] = {}
        for name in own:
            folded = Folded(name.strip())
            if len(folded.text) >= _SHORTEST and any(map(str.isalpha, folded.text)):
                self._own.setdefault(folded.text, []).append((name.strip(), folded.places))
        longer = {fold(other) for other in others} - set(self._own)
        wanted = sorted([*self._own, *longer], key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_pattern, wanted)) or "(?!)")
        words = [found for name in self._own if (found := re.findall(r"\w+", _plain(name)))]
        self._longest = [max(found, key=len) for found in words]
        self._bytes = [word.encode() for word in self._longest]
        self._roughly = re.compile("|".join(map(_rough_pattern, words)) or "(?!)")

    @property
    def folded(self) -> list[str]:
        """The record's names as they are compared."""
        return list(self._own)

    # What most texts fail: tests that let every text pass that has a mention.

    def may_stand_in(self, raw: bytes) -> bool:
        """Whether a file may name the record, in a link or without."""
        low = raw.lower()
        if any(word in low for word in self._bytes):
            return True
        if raw.isascii() or not raw.translate(None, _COMMON):
            return False
        plain = _plain(raw.decode("utf-8", "replace"))
        return any(word in plain for word in self._longest)

    def may_stand_unlinked(self, body: str) -> bool:
        """Whether a body may name the record outside of links."""
        return self._may_have(re.sub(r"\[\[[^\[\]]*\]\]", "[]", body))

    def _may_have(self, text: str) -> bool:
        return self._roughly.search(text.lower() if text.isascii() else _plain(text)) is not None

    def find(self, document: Document) -> Iterator[Span]:
        """Where a document names the record in running text: not in links, headings or code."""
        for block in document.blocks:
            text = block.text if block.kind in _KINDS else ""
            if not self._may_have(text):
                continue
            taken = list(_not_plain(block))
            for start, end in self._in_text(text):
                at = bisect_right(taken, (start, 1 << 60)) - 1
                before = at >= 0 and taken[at][1] > start
                after = at + 1 < len(taken) and taken[at + 1][0] < end
                if not (before or after):
                    yield block.start + start, block.start + end

    def _in_text(self, text: str) -> Iterator[Span]:
        folded = Folded(text)
        for found in self._pattern.finditer(folded.text):
            low, high = found.span()
            start, end = folded.places[low], folded.places[high]
            whole = folded.is_between_letters(low) and folded.is_between_letters(high)
            if whole and not _is_surname_part(text, start) and not _goes_on(text, end):
                names = self._own.get(found[0], [])
                if any(self._agrees(name, low, text, folded) for name in names):
                    yield start, end

    @staticmethod
    def _agrees(name: tuple[str, Sequence[int]], low: int, text: str, folded: Folded) -> bool:
        """Whether the capital letters of a name are capital in the text, too."""
        written, places = name
        first = 1 if any(map(str.isspace, written)) else 0
        return all(
            not _is_capital(written[places[at]]) or _is_capital(text[folded.places[low + at]])
            for at in range(first, len(places) - 1)
        )


def _pattern(name: str) -> str:
    """A pattern for a folded name as whole words."""
    before = "" if is_spaceless(name[0]) else f"(?<!{_IN_WORD})"
    after = "" if is_spaceless(name[-1]) else f"(?!{_IN_WORD})"
    return before + re.escape(name) + after


def _plain(text: str) -> str:
    """A text without case and accents: quicker than `text.fold`, and it may take more away."""
    text = unicodedata.normalize("NFKD", text).casefold()
    return re.sub("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+", "", text)


def _rough_pattern(words: list[str]) -> str:
    """A pattern of a name's words in a plain text, whatever stands between them."""
    name = r"[\W_]+".join(words)
    before = "(?<![a-z0-9])" if words[0][0].isascii() else ""
    return before + name + ("(?![a-z0-9])" if words[-1][-1].isascii() else "")


def _not_plain(block: Block) -> Iterator[Span]:
    """The parts of a block's text that are links or code, in their order."""
    at = 0
    for run in block.runs:
        end = at + len(run.text)
        if run.target or run.url or run.code:
            yield at, end
        at = end


def _joins(sign: str) -> bool:
    """Whether a sign belongs to the letter before it: marks, the parts of a Korean syllable."""
    if sign < "\u0300":
        return False
    return "\u1160" <= sign <= "\u11ff" or sign in "ﾞﾟ" or unicodedata.category(sign).startswith("M")


def _is_capital(sign: str) -> bool:
    return sign != sign.lower()


def _is_surname_part(text: str, start: int) -> bool:
    """Whether what begins there is a part of a name such as O’Neill; l’Iran is none."""
    return start > 1 and text[start - 1] in "'’ʼ" and _is_capital(text[start - 2])


def _goes_on(text: str, end: int) -> bool:
    """Whether a mark follows that belongs to the last letter."""
    return end < len(text) and _joins(text[end])
