"""The terms by which texts are searched: what an index keeps of a text, and where they stand in it.

A term is a word without case, accents and the other differences that typists don't keep. In scripts
that put no spaces between words, and in Hangul, whose words end in particles, each sign is a term:
so any part of such a text is found. Signs that mean something by themselves (`+`, `%`, emoji) are
terms of one sign; everything else separates.
"""

from __future__ import annotations

import re

from .folding import SPACELESS
from .text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 60  # letters of a term; a longer word is known by its first ones
_LETTERS = 6  # of a word in most texts, with the space behind it

_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
_SINGLES = sorted((*SPACELESS, *_HANGUL))
_FIRST_SINGLE = "\u0e00"  # no sign before it is one
# Marks that belong to the letter before them, which `\w` leaves out; whole blocks of the scripts of
# India, but for their full stops; joiners and what is not seen.
_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711"
    "\u0730-\u074a\u07a6-\u07b0\u0900-\u0963\u0966-\u0dff\u0f71-\u0f84\u0f90-\u0fbc\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f\ufeff"
)
_VOWELS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"  # with their letters
_SIGNS = "+#$%&@\u00a2-\u00a5\u00a7\u00b0\u20a0-\u20bf\u2600-\u27bf\U0001f000-\U0001faff"
# Compiled where it is needed: it takes half a millisecond, and most commands do without.
_TERM = f"(?:[^\\W_]|[{_VOWELS}])(?:[^\\W_]|[{_MARKS}{_VOWELS}])*|[{_SIGNS}]"
# What is above ASCII in most texts only separates.
_PLAIN = frozenset("\u00a0«»‘’‚“”„…–—")
_PLAIN_TERM = "[0-9A-Za-z]+|[+#$%&@]"
_PLAIN_SIGNS = b"+#$%&@"
_ASCII = bytes(range(128))
_VOICED = "\u3099\u309a\uff9e\uff9f"  # marks that make another kana of the one before
_UNSEEN = "[\u00ad\u061c\u200b-\u200f\u2060\ufeff\u0640]"  # with the Arabic stretching sign

_singles: dict[str, bool] = {}
_known: dict[str, list[str]] = {}  # words that are not plain ASCII, and their terms
_KNOWN = 100_000


def is_plain(text: str) -> bool:
    """Whether all terms of a text are ASCII."""
    if text.isascii():
        return True
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return _PLAIN.issuperset(others.decode("utf-8", "surrogatepass"))


def _plain_signs(code: int) -> str:
    """What is made of an ASCII sign: a term's own, or what separates terms."""
    sign = chr(code)
    return sign.lower() if code < 128 and (sign.isalnum() or sign in "+#$%&@") else " "


_PLAIN_TABLE = "".join(map(_plain_signs, range(256))).encode()


def terms(text: str) -> list[str]:
    """The search terms of a text, in their order."""
    if is_plain(text):
        raw = text.encode("ascii", "replace").translate(_PLAIN_TABLE)
        for sign in _PLAIN_SIGNS:
            if sign in raw:
                raw = raw.replace(b"%c" % sign, b" %c " % sign)
        words = raw.decode("ascii").split()
        if max(map(len, words), default=0) > LONGEST:
            words = [word[:LONGEST] for word in words]
        return words
    made: list[str] = []
    for word in re.findall(_TERM, text):
        if word.isascii():
            made.append(word.lower()[:LONGEST])
        else:
            made += _terms_of(word)
    return made


def located(text: str) -> list[tuple[str, int, int]]:
    """The search terms of a text, each with the offsets between which it stands."""
    made = []
    for found in re.finditer(_PLAIN_TERM if is_plain(text) else _TERM, text):
        word, start = found[0], found.start()
        if word.isascii():
            made.append((word.lower()[:LONGEST], start, found.end()))
        elif max(word) >= _FIRST_SINGLE:
            for first, last in _pieces(word):
                piece = word[first:last]
                made += [(term, start + first, start + last) for term in _terms_of(piece)]
        else:
            made += [(term, start, found.end()) for term in _terms_of(word)]
    return made


def changed(before: str, now: str, words: str) -> tuple[set[str], set[str]]:
    """The terms that only the first of two texts has, and those that only the second has.

    words: the terms of the second, with spaces between. Lines that both have are not looked at.
    """
    old, new = before.split("\n"), now.split("\n")
    same = set(old).intersection(new)
    gone = set(terms("\n".join(line for line in old if line not in same)))
    come = terms("\n".join(line for line in new if line not in same))
    if 2 * len(come) > len(words) // _LETTERS:  # mostly new: there is nothing to gain
        had, has = set(terms(before)), set(words.split())
        return had - has, has - had
    apart = f" {words.replace(' ', '  ')} "
    # What comes with new lines alone stands nowhere else.
    alone = {term for term in come if apart.count(f" {term} ") == come.count(term)}
    return {term for term in gone if f" {term} " not in apart}, alone - gone


def is_single(term: str) -> bool:
    """Whether a term is one sign of a text without spaces."""
    return len(term) == 1 and _is_single(term)


def _is_single(sign: str) -> bool:
    known = _singles.get(sign)
    if known is None:
        code = ord(sign)
        known = any(first <= code <= last for first, last in _SINGLES)
        _singles[sign] = known
    return known


def _pieces(word: str) -> Iterator[tuple[int, int]]:
    """What stands together, taken apart where a sign is a term: from, to."""
    start = at = 0
    while at < len(word):
        if not _is_single(word[at]):
            at += 1
            continue
        if start < at:
            yield start, at
        start = at
        at += 1
        while at < len(word) and word[at] in _VOICED:
            at += 1
        yield start, at
        start = at
    if start < at:
        yield start, at


def _terms_of(word: str) -> list[str]:
    """The terms of what stands together."""
    if max(word) < _FIRST_SINGLE:
        return _terms_of_piece(word)
    return [term for start, end in _pieces(word) for term in _terms_of_piece(word[start:end])]


def _terms_of_piece(piece: str) -> list[str]:
    known = _known.get(piece)
    if known is not None:
        return known
    made: list[str] = []
    # Folding may take a sign apart into several (½, ㈱, ﷺ), of which some are no letters.
    for plain in re.findall(_TERM, fold(re.sub(_UNSEEN, "", piece))):
        made += [plain[first:last][:LONGEST] for first, last in _pieces(plain)]
    if len(_known) >= _KNOWN:
        _known.clear()
    _known[piece] = made
    return made
