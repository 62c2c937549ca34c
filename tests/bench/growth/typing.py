"""Search while typing, beside the same in our own library of 1,000 articles."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.growth.sized import Sized
from tests.bench.table import Figure
from tests.bench.typing import pressed, share, texts_of

_BASE = 1000
_earlier: dict[int, list[float]] = {}


def measure(run: Sized) -> Iterator[Figure]:
    """Median and 95th percentile of the keys of some queries."""
    facts = run.facts
    who = facts.speaker[0].replace("-", " ")
    texts = texts_of(facts.rare[0], facts.middling[0], facts.common[0], who)
    took = pressed(run, texts[: run.times])
    own = _earlier[run.articles] = [1000 * results for results, *_ in took]
    theirs = _earlier.get(_BASE, []) if run.articles > _BASE else []
    beside = f"our own at {_BASE:,}"
    what, label = "search while typing, key → results painted", "typing"
    note = f"{len(own)} keys"
    yield Figure(what, run.name, "ms", own, theirs, beside, 40, note, label, True)
    late = [share(theirs, 0.95)] if theirs else []
    slowest = ", ".join(f"“{so_far}”" for *_, so_far in sorted(took, reverse=True)[:3])
    what, label, note = "the same, 95 % of the keys", "typing, 95 %", f"slowest: {slowest}"
    own = [share(own, 0.95)]
    yield Figure(what, run.name, "ms", own, late, beside, 100, note, label, True)
