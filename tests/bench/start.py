"""How long the browser takes to show list and article, and how much memory it has then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.program import LEAST, Program, Run
from tests.bench.table import Figure


def measure(run: Run, program: Program) -> Iterator[Figure]:
    """Start and memory of `program` beside the least app, started by turns."""
    program.open(run)[0].close()  # compiled files, the index and the page cache are there now
    LEAST.open(run)[0].close()
    times: dict[str, list[float]] = {LEAST.name: [], program.name: []}
    memory: dict[str, list[float]] = {LEAST.name: [], program.name: []}
    for _ in range(run.times):
        for each in (LEAST, program):
            terminal, painted = each.open(run)
            with terminal:
                times[each.name].append(1000 * painted)
                terminal.wait_quiet(1.0)
                memory[each.name].append(tree_pss(terminal.pid) / 2**20)
    yield Figure(
        "command → list and article painted",
        run.name,
        "ms",
        times[program.name],
        times[LEAST.name],
        LEAST.name,
        1.15,
    )
    if all(memory[program.name]):
        yield Figure(
            "memory (PSS)",
            run.name,
            "MiB",
            memory[program.name],
            memory[LEAST.name],
            LEAST.name,
            1.3,
        )


def tree_pss(pid: int, name: str = "Pss") -> int:
    """Bytes of memory of a process and its descendants, shared pages by their share; Linux only.

    name: Linux's own, of the sum or of a part: "Pss_Anon" is what no file holds.
    """
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended since
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    tree = {pid}
    while grown := {child for child, parent in parents.items() if parent in tree} - tree:
        tree |= grown
    return sum(_pss(member, name) for member in tree)


def _pss(pid: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)
