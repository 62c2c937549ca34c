"""What it costs that files have come or changed since the index was brought up to date."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.growth.building import Took, took
from tests.bench.growth.sized import Sized
from tests.bench.program import rival
from tests.bench.table import Figure

_ARTICLE = """\
---
title: "One more"
published: 2025-12-01
source: {{name: "The Daily", url: "https://daily.example/", accessed: 2026-01-15}}
quotes:
  - text: "nobody has ever said {word} before"
    cue: said
---

An official said “nobody has ever said {word} before”.
"""
_SETTLED = 0.3  # seconds after which a file is not held to be still written to
_MORE = "\nAnother sentence stands here now.\n"


def measure(run: Sized) -> Iterator[Figure]:
    """One file added; some to one day; many changed; at last nothing but a look at all files."""
    run.ask("index")
    yield _added(run)
    yield _filled(run)
    yield _changed(run)
    yield _looked(run)


@contextmanager
def _adding(run: Sized) -> Iterator[Callable[[int], float]]:
    """What adds the article of a turn, and tells the milliseconds until it is found; at the end
    all are gone."""
    made: list[Path] = []

    def add(turn: int) -> float:
        path = run.library / "articles" / f"one-more-{turn}.md"
        path.write_text(_ARTICLE.format(word=_word(turn)), encoding="utf-8")
        made.append(path)
        return _asked(run, turn)

    run.touched.touch()
    try:
        yield add
    finally:
        for path in made:
            path.unlink()
        run.ask("index")
        run.touched.unlink()


def _added(run: Sized) -> Figure:
    """Each turn asks for what a file says that was added before, adds one, and asks for that."""
    found: list[float] = []
    again: list[float] = []
    with _adding(run) as add:
        add(0)  # for the next one
        for turn in range(1, min(run.times, 9) + 1):
            settle(run)
            again.append(_asked(run, turn - 1))
            found.append(add(turn))
    what, same = "after a file was added: `quotes` that finds it", "the same, nothing changed"
    return Figure(what, run.name, "ms", found, again, same, 2, label="quotes, a file added")


def _filled(run: Sized) -> Figure:
    """Articles come one after the other, all of them to one day of the past."""
    with _adding(run) as add:
        found = [add(turn) for turn in range(min(8 * run.times, 48))]
    what = f"after {len(found)} files were added one by one to a past day: the slowest `quotes`"
    return Figure(what, run.name, "ms", [max(found)], found, "the median", label="a day filled")


def settle(run: Sized) -> None:
    """Wait until no file looks as if it were still written to, and take in what that changes."""
    time.sleep(_SETTLED)
    run.ask("index")


def _word(turn: int) -> str:
    """A word that no other text has."""
    return f"zzq{chr(97 + turn // 26)}{chr(97 + turn % 26)}"


def _asked(run: Sized, turn: int) -> float:
    """Milliseconds that it takes to find what a file says; CalledProcessError: it isn't found."""
    return 1000 * took(run.shell("quotes", _word(turn)), run, most=0).seconds


def some(run: Sized, count: int) -> list[Path]:
    """So many articles, from all over the library."""
    paths = sorted((run.library / "articles").rglob("*.md"))
    return paths[:: max(1, len(paths) // count)][:count]


@contextmanager
def edited(run: Sized, paths: Sequence[Path]) -> Iterator[None]:
    """Files with a sentence more; at the end they are as they were."""
    before = [path.read_bytes() for path in paths]
    run.touched.touch()
    try:
        for path, content in zip(paths, before, strict=True):
            path.write_bytes(content + _MORE.encode())
        yield
    finally:
        for path, content in zip(paths, before, strict=True):
            path.write_bytes(content)
        run.touched.unlink()


def _changed(run: Sized) -> Figure:
    """`index` after a sentence has come to files, and after it has gone."""
    count = min(1000, run.articles // 10)
    paths = some(run, count)
    names = run.scratch / "changed"
    names.write_text("\n".join(map(str, paths)), encoding="utf-8")
    parse = rival("read", str(run.library), str(names))
    ours: list[Took] = []
    theirs: list[Took] = []
    for _ in range(run.turns(4)):
        theirs.append(took(parse, run))
        with edited(run, paths):
            ours.append(took(run.shell("index"), run))
        theirs.append(took(parse, run))
        ours.append(took(run.shell("index"), run))
    own, beside = ([one.seconds for one in each] for each in (ours, theirs))
    what = "after 1,000 files changed (of fewer than 10,000: a tenth): `index`"
    beside_what = "reading those, and one walk"
    note = f"{count:,} files; {ours[-1].processors:.1f} s of processors"
    return Figure(what, run.name, "s", own, beside, beside_what, 2, note, "index, files changed")


def _looked(run: Sized) -> Figure:
    """A look at every file, of which none has changed."""
    settle(run)
    walk = rival("walk", str(run.library))
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(run.times):
        theirs.append(1000 * took(walk, run).seconds)
        ours.append(1000 * took(run.shell("list", "articles", "-n", "1", "--refresh"), run).seconds)
    what = "a look at every file (`--refresh`), nothing changed"
    return Figure(what, run.name, "ms", ours, theirs, "one walk", label="every file looked at")
