"""How long commands take that only ask, beside an interpreter that does nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.program import ROOT, Run
from tests.bench.table import Figure

_RIVAL = "`python -c pass`"


def measure(run: Run) -> Iterator[Figure]:
    """`show` and `list` as a module and as the installed script, each by turns with the rival."""
    ref = run.ask("list", "articles").partition("\t")[0]
    script = Path(sys.executable).with_name("onrecord")
    for command in (["show", ref], ["list", "articles"]):
        ours = run.shell(*command)
        called = {"python -m tui": ours}
        if script.exists():
            called["onrecord"] = [str(script), *ours[3:]]
        for how, line in called.items():
            yield _beside_nothing(f"`{how} {_short(command)}`", line, run)
        yield _imports(f"`{_short(command)}`: of textual, rich, yaml loaded", ours[1:], run)


def _short(command: Sequence[str]) -> str:
    return "show REF" if command[0] == "show" else " ".join(command)


def _beside_nothing(measure: str, command: Sequence[str], run: Run) -> Figure:
    nothing = [sys.executable, "-c", "pass"]
    environment = {**os.environ, **run.environment()}
    ours: list[float] = []
    theirs: list[float] = []
    for warm in (False, *(True for _ in range(run.shell_times))):
        for line, samples in ((nothing, theirs), (command, ours)):
            took = _took(line, environment)
            if warm:
                samples.append(took)
    return Figure(measure, run.name, "ms", ours, theirs, _RIVAL, 3)


def _took(command: Sequence[str], environment: dict[str, str]) -> float:
    """Milliseconds from the start of a command to its end; CalledProcessError where it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=environment)
    return 1000 * (time.perf_counter() - start)


def _imports(measure: str, arguments: Sequence[str], run: Run) -> Figure:
    """How many of the slow packages a command imports, by the interpreter's own account."""
    report = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, **run.environment()},
    ).stderr
    modules = [line.rpartition("|")[2].strip() for line in report.splitlines() if "|" in line]
    slow = sorted({module.partition(".")[0] for module in modules} & {"textual", "rich", "yaml"})
    note = ", ".join(slow) or f"{len(modules)} modules in all"
    return Figure(measure, run.name, "", [len(slow)], reach=0, note=note)
