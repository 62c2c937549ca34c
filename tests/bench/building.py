"""What the first index of a library takes, in time and in bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from tests.bench.program import ROOT, Run
from tests.bench.table import Figure

_TURNS = 2  # each takes as long as a first opening


def measure(run: Run) -> Iterator[Figure]:
    """The first index by turns with one pass of the parser over every front matter."""
    cache = run.scratch / "first"
    environment = {**os.environ, **run.environment(), "ONRECORD_CACHE": str(cache)}
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(_TURNS):
        theirs.append(_timed([sys.executable, "-m", __name__, str(run.library)], environment))
        shutil.rmtree(cache, ignore_errors=True)
        ours.append(_timed(run.shell("index"), environment))
    rival = "`CSafeLoader` over the front matters"
    yield Figure("first index", run.name, "s", ours, theirs, rival, 1.5)
    sizes = [size / 2**20 for size in (_size(cache), _size(run.library))]
    yield Figure("size of the index", run.name, "MiB", sizes[:1], sizes[1:], "the files", 1.3)


def _timed(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment)
    return time.perf_counter() - start


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def parse_all(library: Path) -> None:
    """What nobody who reads the files can do without: each front matter, once."""
    for path in library.rglob("*.md"):
        front = path.read_text(encoding="utf-8").partition("\n---")[0]
        yaml.load(front, Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    parse_all(Path(sys.argv[1]))
