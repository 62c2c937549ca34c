"""What is quoted in a library, read from its files by line: whom and what to look for in it.

Not by the program's own index, which is what is measured.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[a-z]{2,}")
_LONG = 30  # words of a text that is verified


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: its reference, the words of its parts, and the id of who said it, or ""."""

    ref: str
    parts: list[str]
    speaker: str

    @property
    def words(self) -> list[str]:
        return " ".join(self.parts).split()


def read(library: Path) -> list[Quoted]:
    """Every quotation of a library that `tests.bench.library` has made."""
    return list(Every(library))


class Every:
    """The same, read from the files each time: of a large library they are not held at once."""

    def __init__(self, library: Path) -> None:
        self._paths = sorted((library / "articles").rglob("*.md"))

    def __iter__(self) -> Iterator[Quoted]:
        return (quoted for path in self._paths for quoted in _of_article(path))


def _of_article(path: Path) -> Iterator[Quoted]:
    front = path.read_text(encoding="utf-8").partition("\n---")[0]
    for number, entry in enumerate(front.split("\n  - text: ")[1:], start=1):
        text, _, rest = entry.partition("\n")
        parts = json.loads(text)  # as the made-up ones are written, YAML is JSON
        speaker = re.search(r"^ +speaker: (\S+)$", rest, re.MULTILINE)
        yield Quoted(
            f"{path.stem}#q{number}",
            [parts] if isinstance(parts, str) else parts,
            speaker[1] if speaker else "",
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to ask for, chosen by how often it is there.

    words: a rare, a middling and a common one, each with the number of quotations that have it.
    speaker: the most quoted; seldom: a rare one who once said the common word.
    """

    words: dict[str, tuple[str, int]]
    speaker: tuple[str, int]
    seldom: tuple[str, int]


def choose(all_quoted: Iterable[Quoted]) -> Wanted:
    """The same for the same library; `all_quoted` is gone through twice."""
    said: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    total = 0
    for quoted in all_quoted:
        total += 1
        said.update(_words(quoted))
        if quoted.speaker:
            speakers[quoted.speaker] += 1
    # A rare word is a long one: a short one stands within others, and rg has to print those, too.
    long = {word: count for word, count in said.items() if len(word) > 5}
    words = {
        "rare": _nearest(long, 3),
        "middling": _nearest(long, total // 100),
        "common": said.most_common(1)[0],
    }
    common = words["common"][0]
    sayers = {
        quoted.speaker: speakers[quoted.speaker]
        for quoted in all_quoted
        if quoted.speaker and common in _words(quoted)
    }
    return Wanted(words, speakers.most_common(1)[0], _nearest(sayers, 3))


def _words(quoted: Quoted) -> set[str]:
    return set(_WORD.findall(" ".join(quoted.parts).lower()))


def _nearest(counts: dict[str, int], wanted: int) -> tuple[str, int]:
    """The one of which there are nearest to `wanted`, of several the first by name."""
    return min(counts.items(), key=lambda pair: (abs(pair[1] - wanted), pair[0]))


def changed(quoted: Quoted, words: list[str], rng: random.Random) -> str:
    """A quotation of which three of at most 30 words are others, drawn from `words`."""
    text = quoted.words[:_LONG]
    for at in rng.sample(range(len(text)), 3):
        text[at] = other(text[at], words, rng)
    return " ".join(text)


def left_out(quoted: Quoted, rng: random.Random) -> str:
    """A quotation without two to four words that stood inside it."""
    text = quoted.words
    count = rng.randint(2, 4)
    start = rng.randint(3, len(text) - count - 3)
    return " ".join(text[:start] + text[start + count :])


def swapped(quoted: Quoted, rng: random.Random) -> str:
    """A quotation of which two pairs of neighbouring words have changed places."""
    text = quoted.words
    places = [at for at in range(len(text) - 1) if text[at] != text[at + 1]]
    first = rng.choice(places)
    second = rng.choice([at for at in places if abs(at - first) > 1])
    for at in (first, second):
        text[at], text[at + 1] = text[at + 1], text[at]
    return " ".join(text)


def other(word: str, words: list[str], rng: random.Random) -> str:
    """One of `words` that is not `word`."""
    while (new := rng.choice(words)) == word:
        pass
    return new


def invented(length: int, words: list[str], rng: random.Random) -> str:
    """Words that nobody said in this order, each as common as in what was said."""
    return " ".join(rng.choices(words, k=length))


def vocabulary(all_quoted: Iterable[Quoted]) -> list[str]:
    """Every word of every quotation, as often as it was said: draw from it as people do.

    In Latin letters: what has no spaces between its words would be a whole quotation.
    """
    return [word for quoted in all_quoted for word in quoted.words if word.isascii()]
