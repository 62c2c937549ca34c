"""What the first index of a library takes, in time and in bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.program import ROOT, Run, rival
from tests.bench.table import Figure

PASS = "`CSafeLoader` over the front matters"
_TURNS = 2  # each takes as long as a first opening


def measure(run: Run) -> Iterator[Figure]:
    """The first index by turns with one pass of the parser over every front matter."""
    cache = run.scratch / "first"
    environment = {**os.environ, **run.environment(), "ONRECORD_CACHE": str(cache)}
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(_TURNS):
        theirs.append(_timed(rival("yaml", str(run.library)), environment))
        shutil.rmtree(cache, ignore_errors=True)
        ours.append(_timed(run.shell("index"), environment))
    yield Figure("first index", run.name, "s", ours, theirs, PASS, 1.5)
    sizes = [size(folder) / 2**20 for folder in (cache, run.library)]
    yield Figure("size of the index", run.name, "MiB", sizes[:1], sizes[1:], "the files", 1.3)


def _timed(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment)
    return time.perf_counter() - start


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
