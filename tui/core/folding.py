"""The folded text in which quotations are compared, and the way back to the text as it was.

Folding makes one what typists and typesetters write in several ways: white space, straight and
curly marks, dashes, ellipses, composed letters. Case, words and their order stay. Names are
compared by another, wider folding (`tui.core.text`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right

from .text import is_accent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Edit = tuple[int, int, str]  # start, end, what stands there instead

# Soft hyphen, zero-width space, word joiner, BOM; marks of direction, which no one sees or types.
_DROPPED = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c"
_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_SIGNS = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "‘’‚‛`´′ʼ＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″＂"), '"'),
    # Hyphens, dashes, bars and the minus sign; the long vowel of kana is a letter.
    **dict.fromkeys(map(ord, "‐‑‒–—―−⸺⸻﹘﹣－"), "-"),
}
# What is written as it is folded, a line end excepted; and of the other signs those which do not
# join the letter before them and are no composed sign in two ways (U+2000 is U+2002).
_AS_FOLDED = bytes(range(0x20, 0x7F)).replace(b"`", b"") + b"\n"
_ALONE = frozenset(
    {*map(chr, range(0x80, 0x300)), *map(chr, _SIGNS), "…"} - {*_DROPPED, "\u2000", "\u2001"}
)
_RUNS = re.compile(r"[.…](?: +[.…]){2,}|…| {2,}|-{2,}")

# What is written without spaces between words: first and last code points.
SPACELESS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x19E0, 0x19FF),  # Khmer symbols
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x30FF),  # ideographic marks, kana
    (0x3100, 0x312F),  # bopomofo
    (0x31A0, 0x31FF),  # bopomofo, kana extensions
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),  # Myanmar extended
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),  # half-width kana
    (0x1AFF0, 0x1B16F),  # kana supplements
    (0x20000, 0x3FFFF),
)


class Folded:
    """A text as folded, and where each of its characters comes from.

    text: the folded text. length: of the text as it was.
    """

    __slots__ = ("_at", "_offsets", "length", "text")

    def __init__(self, text: str, length: int, at: list[int], offsets: list[int]) -> None:
        # From folded index at[k] up to the next, index i comes from offset offsets[k] + i - at[k].
        self.text = text
        self.length = length
        self._at = at
        self._offsets = offsets

    @property
    def positions(self) -> list[int]:
        """The offset in the text as it was of each folded character."""
        return [self.offset(index) for index in range(len(self.text))]

    def offset(self, index: int) -> int:
        """The offset in the text as it was of the folded character at `index`."""
        if index >= len(self.text):
            return self.length
        segment = bisect_right(self._at, index) - 1
        return self._offsets[segment] + index - self._at[segment]

    def index(self, offset: int) -> int:
        """The first folded character that comes from `offset` or from after it."""
        segment = bisect_left(self._offsets, offset)
        if segment == 0:
            return 0
        end = self._at[segment] if segment < len(self._at) else len(self.text)
        return min(self._at[segment - 1] + offset - self._offsets[segment - 1], end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text as it was of the folded characters from `start` to `end`."""
        return self.offset(start), max(self.offset(end - 1) + 1, self.offset(end))


def fold(text: str) -> Folded:
    """Fold a text: DESIGN section 2, the verbatim rule.

    NFC; white space of every sort one space; single and double marks `'` and `"`; dashes, and
    runs of them, `-`; ellipses `...`; soft hyphens and zero-width signs left out.
    """
    length = len(text)
    plain = _fold_plainly(text)
    if plain is not None:
        return Folded(plain, length, [0], [0])
    at, offsets = [0], [0]
    if not text.isascii() and not (_is_normal(text) and all(s not in text for s in _DROPPED)):
        text, at, offsets = _rewrite(text, _letters(text))
    folded, at_folded, offsets_folded = _rewrite(text.translate(_SIGNS), None)
    if len(at) > 1 or offsets[0]:
        first = Folded(text, length, at, offsets)
        at_folded, offsets_folded = _through(first, at, at_folded, offsets_folded, len(folded))
    return Folded(folded, length, at_folded, offsets_folded)


def _fold_plainly(text: str) -> str | None:
    """A text of which each sign is folded for itself, into one; None for another."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _AS_FOLDED)
    if rest:
        signs = set(rest.decode("utf-8", "surrogatepass"))
        if "…" in signs or not signs <= _ALONE:
            return None
        for sign in signs:
            text = text.replace(sign, _SIGNS.get(ord(sign), sign))
    text = text.replace("\n", " ")
    return None if "  " in text or "--" in text or ". ." in text else text


def _is_normal(text: str) -> bool:
    # In windows, because normalising a long run of marks takes time with its square. They overlap
    # by more marks than any letter has.
    return all(
        unicodedata.is_normalized("NFC", text[start : start + 288])
        for start in range(0, len(text), 256)
    )


def _letters(text: str) -> Iterator[Edit]:
    """The letters that are written with what is dropped or with marks that can be composed."""
    candidates = re.compile(r"[\x00-\u02ff]?[\u00ad\u0300-\U0010ffff]+")
    for found in candidates.finditer(text):
        start, last = found.span()
        for end in range(start + 1, last + 1):
            if end < last and end - start < 32 and _joins_letter(text[end]):
                continue
            if end - start > 1 or text[start] >= "\u00ad":
                written = text[start:end]
                kept = "".join([sign for sign in written if sign not in _DROPPED])
                letter = unicodedata.normalize("NFC", kept)
                if letter != written:
                    yield start, end, letter
            start = end


def _joins_letter(sign: str) -> bool:
    if sign in _DROPPED or "\u1160" <= sign <= "\u11ff":  # Hangul written in its parts
        return True
    return unicodedata.category(sign)[0] == "M"


def _runs(text: str) -> Iterator[Edit]:
    for found in _RUNS.finditer(text):
        run = found[0]
        if run == "…" or run[0] in " -":
            yield found.start(), found.end(), "..." if run == "…" else run[0]
            continue
        for sign in re.finditer(" +|…", run):  # an ellipsis: its dots stay where they are
            start, end = sign.span()
            yield found.start() + start, found.start() + end, "..." if sign[0] == "…" else ""


def _rewrite(text: str, edits: Iterable[Edit] | None) -> tuple[str, list[int], list[int]]:
    """Apply edits (None: those of the runs), and note where the text goes on after each."""
    at, offsets = [0], [0]
    parts: list[str] = []
    done = length = 0
    for start, end, new in _runs(text) if edits is None else edits:
        parts += (text[done:start], new)
        length += start - done
        for extra in range(end - start, len(new)):  # more than was there: all from the last
            at.append(length + extra)
            offsets.append(end - 1)
        length += len(new)
        if at[-1] == length:  # two edits side by side, the second without text
            offsets[-1] = end
        else:
            at.append(length)
            offsets.append(end)
        done = end
    parts.append(text[done:])
    return "".join(parts), at, offsets


def _through(
    first: Folded, between: list[int], at: list[int], offsets: list[int], length: int
) -> tuple[list[int], list[int]]:
    """Two rewritings as one: the second's places, carried on through the first's."""
    at_both: list[int] = []
    offsets_both: list[int] = []
    for segment, (index, middle) in enumerate(zip(at, offsets, strict=True)):
        end = at[segment + 1] if segment + 1 < len(at) else length
        at_both.append(index)
        offsets_both.append(first.offset(middle))
        inner = bisect_right(between, middle)
        while inner < len(between) and between[inner] < middle + end - index:
            at_both.append(index + between[inner] - middle)
            offsets_both.append(first.offset(between[inner]))
            inner += 1
    return at_both, offsets_both


def is_spaceless(sign: str) -> bool:
    """Whether a character is of a script that puts no spaces between words."""
    code = ord(sign)
    return code >= 0x0E00 and any(first <= code <= last for first, last in SPACELESS)


def is_letter(sign: str) -> bool:
    """Whether a character makes another word: letters, digits, the vowel signs of Hindi and Thai.

    Accents and points don't, where they are not one with their letter.
    """
    if sign.isalnum() or sign < "\u0300":
        return sign.isalnum()
    if "\ufe00" <= sign <= "\ufe0f" or sign >= "\U000e0100":  # they choose how a sign looks
        return False
    return unicodedata.category(sign) in ("Mc", "Mn") and not is_accent(sign)


def is_in_word(text: str, at: int) -> bool:
    """Whether the place before the folded character at `at` is inside a word.

    An apostrophe between two letters is inside one, and so is a point or comma between two digits;
    marks belong to their letter; scripts without spaces have a boundary between any two letters.
    The dots of an ellipsis are one sign.
    """
    if not 0 < at < len(text) or text[at] == " " or text[at - 1] == " ":
        return False
    if is_mark(text[at]) or text[at - 1] == text[at] == ".":
        return True
    before = _letter_before(text, at)
    if text[at] in ".,":
        return before.isdigit() and text[at + 1 : at + 2].isdigit()
    if before in ".,":
        return text[at].isdigit() and at > 1 and text[at - 2].isdigit()
    if text[at] == "'":
        return before.isalpha() and text[at + 1 : at + 2].isalpha() and not is_spaceless(before)
    if before == "'":
        return text[at].isalpha() and _letter_before(text, at - 1).isalpha()
    if not (before.isalnum() and text[at].isalnum()):
        return False
    return not (is_spaceless(before) or is_spaceless(text[at]))


def _letter_before(text: str, at: int) -> str:
    """The character before `at`, its marks left off; "" at the beginning."""
    at -= 1
    while at > 0 and is_mark(text[at]):
        at -= 1
    return text[at] if at >= 0 else ""


def is_mark(sign: str) -> bool:
    """Whether a character is part of the letter before it: an accent, a vowel sign, a joiner."""
    if sign < "\u0300":
        return False
    return sign in "\u200c\u200d" or unicodedata.category(sign)[0] == "M"
