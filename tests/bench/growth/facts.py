"""What is asked of a library that was made: words and speakers by how often they are there.

Found once for each library and kept beside it; not by the program's own index, which is measured.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import quoted

_TEXTS = 60  # quotations that are verified
_WORDS = 2000  # kept of the vocabulary


@dataclass(frozen=True)
class Facts:
    """What a library has, and what to ask it for.

    files, size: how many and their bytes. quotations: how many.
    rare, common: a word, with how many quotations have it. speaker: the most quoted, with how many
    quotations; seldom: a rare one who said the common word.
    long: quotations of 30 words or the longest there are. words: some of all, as often as they are.
    """

    files: int
    size: int
    quotations: int
    rare: tuple[str, int]
    middling: tuple[str, int]
    common: tuple[str, int]
    speaker: tuple[str, int]
    seldom: tuple[str, int]
    long: list[str]
    words: list[str]


def of(library: Path, kept: Path) -> Facts:
    """The facts of a library, read from the file `kept` or written to it."""
    if kept.exists():
        return Facts(**json.loads(kept.read_text(encoding="utf-8")))
    facts = _found(library)
    kept.write_text(json.dumps(asdict(facts), ensure_ascii=False), encoding="utf-8")
    return facts


def _found(library: Path) -> Facts:
    said = quoted.Every(library)
    wanted = quoted.choose(said)
    count = sum(1 for _ in said)
    rng = random.Random(3)
    long: list[str] = []
    words: list[str] = []
    for one in said:
        if rng.random() < _WORDS / 5 / count:
            words += [word.lower() for word in one.words if word.isascii() and word.isalpha()]
        long.append(" ".join(one.words[:30]))
        if len(long) > 50 * _TEXTS:
            long = _longest(long)
    rng.shuffle(words)
    sizes = list(_sizes(library))
    return Facts(
        len(sizes), sum(sizes), count, wanted.words["rare"], wanted.words["middling"],
        wanted.words["common"], wanted.speaker, wanted.seldom, _longest(long), words[:_WORDS],
    )  # fmt: skip


def _longest(texts: list[str]) -> list[str]:
    return sorted(texts, key=lambda text: len(text.split()), reverse=True)[:_TEXTS]


def _sizes(folder: Path) -> Iterator[int]:
    for path, _, names in os.walk(folder):
        for name in names:
            yield os.stat(os.path.join(path, name)).st_size
