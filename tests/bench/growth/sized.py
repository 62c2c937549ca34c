"""A library of some size: made once, kept where one wants, with its index and what it is asked."""

from __future__ import annotations

import shutil
import zlib
from dataclasses import dataclass
from pathlib import Path

from tests.bench import article, library, words, world
from tests.bench.growth import facts
from tests.bench.program import Run

QUOTES = 22  # of an article in the middle: 20 of all, since some articles have none


@dataclass(frozen=True, kw_only=True)
class Sized(Run):
    """What the measures of one size share.

    articles: how many. facts: what to ask for. index: the folder of the index.
    base: the smallest library of this run, "our own" beside larger ones; None: this is it.
    searches, browsers: how many in the measures of memory and of many readers.
    patience: seconds that a rival is given to get ready.
    """

    articles: int
    facts: facts.Facts
    index: Path
    base: Sized | None = None
    searches: int = 100
    browsers: int = 20
    patience: float = 900

    @property
    def cache(self) -> Path:
        return self.index

    @property
    def own(self) -> str:
        """What the base is called as a rival, also where this is it."""
        return f"our own at {(self.base or self).articles:,}"

    @property
    def touched(self) -> Path:
        """Stands while files of the library are not as they were made."""
        return self.index.parent / "touched"

    def turns(self, most: int) -> int:
        """Samples of something slow: fewer in larger libraries."""
        return min(self.times, most if self.articles < 50_000 else max(1, most // 2))


def made(keep: Path, articles: int, seed: int) -> tuple[Path, Path, facts.Facts]:
    """A library in `keep`, made unless it is there already, the folder of its index, its facts."""
    own = keep / f"{articles}-{seed}"
    folder = own / "library"
    whole = own / f"facts-{_generator()}.json"  # written last
    if not whole.exists() or (own / "touched").exists():
        shutil.rmtree(own, ignore_errors=True)
        library.generate(folder, articles, QUOTES, seed)
    return folder, own / "index", facts.of(folder, whole)


def _generator() -> str:
    """Another text whenever what makes libraries is changed."""
    sum_of_all = 0
    for module in (library, article, words, world):
        sum_of_all = zlib.crc32(Path(str(module.__file__)).read_bytes(), sum_of_all)
    return f"{sum_of_all:08x}"
