"""What the first index takes: time beside one pass of the YAML parser, bytes, and memory."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.bench import building
from tests.bench.growth.sized import Sized
from tests.bench.program import ROOT, rival
from tests.bench.table import Figure


class Took(NamedTuple):
    """What a command took: seconds, of processors too, and MiB of its largest process."""

    seconds: float
    processors: float
    memory: float


def took(command: Sequence[str], run: Sized, most: int = 1) -> Took:
    """Run it to its end; CalledProcessError where it fails, with an exit code over `most`."""
    environment = {**os.environ, **run.environment()}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if not 0 <= process.returncode <= most:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(seconds, used, usage.ru_maxrss / 2**10)


def measure(run: Sized) -> Iterator[Figure]:
    """The index is built from nothing by turns with the pass, and kept for what comes after."""
    parse = rival("yaml", str(run.library))
    ours: list[Took] = []
    theirs: list[Took] = []
    for _ in range(run.turns(2)):
        theirs.append(took(parse, run))
        shutil.rmtree(run.cache, ignore_errors=True)
        ours.append(took(run.shell("index"), run))
    note = f"{ours[-1].processors:.1f} s of processors beside {theirs[-1].processors:.1f}"
    own, beside = ([one.seconds for one in each] for each in (ours, theirs))
    yield Figure("first index", run.name, "s", own, beside, building.PASS, 1.5, note, "first index")
    sizes = [building.size(run.cache) / 2**20, run.facts.size / 2**20]
    what = "size of the index"
    yield Figure(
        what, run.name, "MiB", sizes[:1], sizes[1:], "the files", 1.3, label="size of the index"
    )
    memory = [one.memory for one in ours]
    yield Figure("memory of the first index (its largest process)", run.name, "MiB", memory,
                 label="memory of the first index")  # fmt: skip
