"""How long it takes to look something up, beside `rg` and an interpreter that loads SQLite."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from tests.bench import quoted
from tests.bench.program import ROOT, Run
from tests.bench.table import Figure

_SQLITE = [sys.executable, "-c", "import sqlite3"]
_RIVAL = '`python -c "import sqlite3"`'
_RG = "`rg WORD`"


def measure(run: Run) -> Iterator[Figure]:
    """Words, speakers and a changed text, each by turns with its rivals; all files are cached."""
    said = quoted.read(run.library)
    wanted = quoted.choose(said)
    for how, (word, count) in wanted.words.items():
        yield from _word(run, how, word, count)
    who, count = wanted.speaker
    yield _beside(run, f"`quotes --by` the most quoted ({count:,})", ["quotes", "--by", who])
    who, count = wanted.seldom
    word = wanted.words["common"][0]
    what = f"`quotes` of the common word by a rare speaker ({count})"
    yield _beside(run, what, ["quotes", word, "--by", who])
    yield _verify(run, said)


def _word(run: Run, how: str, word: str, count: int) -> Iterator[Figure]:
    """One word beside both rivals."""
    commands = {"": run.shell("quotes", word), _RIVAL: _SQLITE}
    rg = shutil.which("rg")
    if rg:
        commands[_RG] = [rg, "--", word, str(run.library)]
    took = by_turns(run, commands)
    what = f"`quotes` of a {how} word ({count:,})"
    yield Figure(what, run.name, "ms", took[""], took[_RIVAL], _RIVAL, 3)
    if rg:
        yield Figure(what, run.name, "ms", took[""], took[_RG], _RG, 1)
    else:
        note = "rg is not installed, so there is nothing beside it"
        yield Figure(what, run.name, "ms", took[""], note=note)


def _beside(run: Run, what: str, arguments: Sequence[str]) -> Figure:
    took = by_turns(run, {"": run.shell(*arguments), _RIVAL: _SQLITE})
    return Figure(what, run.name, "ms", took[""], took[_RIVAL], _RIVAL, 3)


def _verify(run: Run, said: Sequence[quoted.Quoted]) -> Figure:
    """Another quotation in each turn: 30 words of it, three of them changed."""
    rng = random.Random(1)
    words = quoted.vocabulary(said)
    long = [one for one in said if len(one.words) >= 30]
    texts = [quoted.changed(one, words, rng) for one in rng.choices(long, k=run.shell_times + 1)]
    took = by_turns(run, {"": run.shell("verify"), _RIVAL: _SQLITE}, texts)
    what = "`verify`, 3 of 30 words changed"
    return Figure(what, run.name, "ms", took[""], took[_RIVAL], _RIVAL, 4)


def by_turns(
    run: Run, commands: dict[str, list[str]], texts: Sequence[str] = ()
) -> dict[str, list[float]]:
    """Milliseconds of each command, by its name, in as many turns as `run` wants.

    texts: one more than turns; what the command without a name has as its last argument.
    CalledProcessError: one of them failed; that nothing was found, or not word by word, is none.
    """
    environment = {**os.environ, **run.environment()}
    samples: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(run.shell_times + 1):
        for name, command in commands.items():
            own = [texts[turn]] if texts and not name else []
            took = _took([*command[:4], *own, *command[4:]], environment)
            if turn:  # the first warms up what all use
                samples[name].append(took)
    return samples


def _took(command: Sequence[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT,
        env=environment,
    )  # fmt: skip
    took = 1000 * (time.perf_counter() - start)
    if done.returncode > 1:
        sys.stderr.buffer.write(done.stderr)
        done.check_returncode()
    return took
