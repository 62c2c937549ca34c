"""Made-up words and names, drawn as often as real ones would be.

Two regimes of Zipf's law give the words (exponent 1 for the common ones, 1.8 for the rest), so that
new ones never stop coming, about as fast as they do in newspapers: by Heaps' law, with an exponent
of 0.57 from one million words to ten (English: 0.4 to 0.6). A word has 4.5 letters on average (the
sample library's English: 4.4), and zlib makes 0.46 of a body of 8 KB, as it does there.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

_KANA = {
    "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド",
    "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_KATAKANA = {c + v: row[n] for c, row in _KANA.items() for n, v in enumerate("aiueo")}
_SYLLABLES = list(_KATAKANA)
_KANJI = [chr(0x4E00 + 37 * n) for n in range(300)]
_COMMON = 8_000  # words up to this rank have exponent 1, the others _TAIL
_TAIL = 1.8
_STEPS = 1 << 16


class Words:
    """Draws words, each known by its rank: 1 is the commonest, and there is no last one."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        # The share of the common words with which both regimes meet at one probability.
        slope = (_TAIL - 1) * math.log(_COMMON)
        steps = _STEPS * slope / (1 + slope)
        self._ranks = [int(_COMMON ** (n / steps)) if n < steps else 0 for n in range(_STEPS)]

    def take(self, count: int) -> list[str]:
        """`count` words in Latin letters."""
        return [word(rank) for rank in self._draw(count)]

    def japanese(self, count: int) -> str:
        """`count` words in kanji and particles, written without spaces."""
        kanji = [_numeral(rank, _KANJI) for rank in self._draw(count)]
        particles = self._rng.choices("のはをにがと", k=count)
        return "".join(a + b for a, b in zip(kanji, particles, strict=True))[:-1]

    def _draw(self, count: int) -> list[int]:
        rare = self._rng.random
        return [
            rank or int(_COMMON * (1 - rare()) ** (-1 / (_TAIL - 1)))
            for rank in self._rng.choices(self._ranks, k=count)
        ]


class Popular(Generic[Thing]):
    """Draws things by Zipf's law: the first is the most popular, with 3 % of 20,000."""

    def __init__(self, rng: random.Random, things: Sequence[Thing]) -> None:
        self._rng = rng
        self._things = things
        self._shares = list(accumulate(1 / (rank + 3.7) for rank in range(len(things))))

    def take(self, count: int) -> list[Thing]:
        """`count` things, the same one maybe more than once."""
        return self._rng.choices(self._things, cum_weights=self._shares, k=count)

    def different(self, count: int) -> list[Thing]:
        """At most `count` things, each once, in the order in which they came up."""
        return list({id(thing): thing for thing in self.take(count)}.values())


def word(rank: int) -> str:
    """The word of a rank: 1 to 60 have one syllable, the next 216,000 three, all others more."""
    known = _known.get(rank)
    if known is None:
        known = _numeral(_number(rank), _SYLLABLES)
        if rank < 300_000:
            _known[rank] = known
    return known


_known: dict[int, str] = {}


def _number(rank: int) -> int:
    """The number that is written as the word of a rank.

    No word has two syllables: texts would be too short. Those of three are spread as if by chance,
    so that neither beginnings nor endings are alike in what is common.
    """
    single = len(_SYLLABLES)
    pairs, triples = single**2, single**3
    if rank <= single:
        return rank
    if rank <= single + triples:
        return single + pairs + 1 + (rank * 133_337) % triples  # prime to 60, so each comes once
    return rank + pairs


def name(rng: random.Random, parts: int) -> str:
    """A name of so many words, each of two or three syllables with a capital."""
    words = ("".join(rng.choices(_SYLLABLES, k=rng.choice((2, 3, 3)))) for _ in range(parts))
    return " ".join(words).title()


def katakana(text: str) -> str:
    """A name in Japanese writing."""
    return "・".join(
        "".join(_KATAKANA[part[i : i + 2].lower()] for i in range(0, len(part), 2))
        for part in text.split()
    )


def _numeral(number: int, digits: Sequence[str]) -> str:
    """`number`, from 1, written with these digits and no zero: no two numbers are written alike."""
    written = ""
    while number > 0:
        number, digit = divmod(number - 1, len(digits))
        written = digits[digit] + written
    return written
