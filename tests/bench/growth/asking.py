"""Commands that look something up, beside `rg` and an interpreter that loads SQLite."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator

from tests.bench import quoted
from tests.bench.growth.sized import Sized
from tests.bench.lookup import by_turns
from tests.bench.table import Figure

_SQLITE = [sys.executable, "-c", "import sqlite3"]
_RIVAL = '`python -c "import sqlite3"`'
_RG = "`rg` of the word"


def measure(run: Sized) -> Iterator[Figure]:
    """The newest twenty, each command by turns with its rival; all files are cached."""
    facts = run.facts
    common, told = facts.common
    who, said = facts.speaker
    seldom, times = facts.seldom
    asked, label = [common, "-n", "20"], "quotes, a common word"
    yield _beside(run, "`quotes` of a common word", told, asked, label)
    asked, label = ["--by", who], "quotes --by the most quoted"
    yield _beside(run, "`quotes --by` the most quoted", said, asked, label)
    asked, label = [common, "--by", seldom], "quotes, common by rare"
    yield _beside(run, "`quotes` of a common word by a rare speaker", times, asked, label)
    yield _rare(run)


def _rare(run: Sized) -> Figure:
    word, count = run.facts.rare
    what, label = "`quotes` of a rare word", "quotes, a rare word"
    note = f"{count} quotations"
    commands = {"": run.shell("quotes", word)}
    rg = shutil.which("rg")
    if rg:
        commands[_RG] = [rg, "--", word, str(run.library)]
    else:
        note += "; rg is not installed, so there is nothing beside it"
    took = by_turns(run, commands)
    theirs = took.get(_RG, ())
    return Figure(what, run.name, "ms", took[""], theirs, _RG, 0.1, note, label)


def _beside(run: Sized, what: str, count: int, asked: list[str], label: str) -> Figure:
    note = f"{count:,} quotations"
    took = by_turns(run, {"": run.shell("quotes", *asked), _RIVAL: _SQLITE})
    return Figure(what, run.name, "ms", took[""], took[_RIVAL], _RIVAL, 2.5, note, label)


def verify(run: Sized) -> Iterator[Figure]:
    """Another quotation in each turn, three words of it changed."""
    rng = random.Random(1)
    long = [quoted.Quoted("", [text], "") for text in run.facts.long]
    texts = [
        quoted.changed(one, run.facts.words, rng)
        for one in rng.choices(long, k=run.shell_times + 1)
    ]
    took = by_turns(run, {"": run.shell("verify"), _RIVAL: _SQLITE}, texts)
    what = "`verify`, 3 of 30 words changed"
    yield Figure(what, run.name, "ms", took[""], took[_RIVAL], _RIVAL, 4, label="verify")
