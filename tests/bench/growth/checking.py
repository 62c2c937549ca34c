"""`check` as a hook of git would run it: one file has changed since the last time."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

from tests.bench.growth.building import took
from tests.bench.growth.changing import edited, settle, some
from tests.bench.growth.sized import Sized
from tests.bench.table import Figure

_MISSING = "git is not installed, so there is nothing beside it"


def measure(run: Sized) -> Iterator[Figure]:
    """`check` and `check PATH`, by turns with `git status` of the same change."""
    run.ask("index")
    status = _status(run)
    commands = {"check": run.shell("check"), "git": status, "path": []}
    samples: dict[str, list[float]] = {name: [] for name in commands}
    for path in some(run, run.turns(8)):
        commands["path"] = run.shell("check", str(path))
        for name, command in commands.items():
            if command:
                with edited(run, [path]):
                    samples[name].append(1000 * took(command, run).seconds)
                settle(run)
    note = "" if status else _MISSING
    rival = "`git status`"
    theirs = samples["git"]
    what = "`check`, a file changed"
    yield Figure(
        what, run.name, "ms", samples["check"], theirs, rival, None, note, "check, a file changed"
    )
    what = "`check PATH` of it"
    yield Figure(what, run.name, "ms", samples["path"], theirs, rival, None, note, "check PATH")


def _status(run: Sized) -> list[str]:
    """A command that looks for changes in the library, outside of which it keeps all; or []."""
    git = shutil.which("git")
    if not git:
        return []
    own = run.scratch / "git"
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = [git, f"--git-dir={own}", f"--work-tree={run.library}"]
    quick = [
        "-c",
        "core.compression=0",
        "-c",
        "gc.auto=0",
        "-c",
        "user.name=n",
        "-c",
        "user.email=e",
    ]
    for step in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "All"]):
        subprocess.run([*command, *quick, *step], check=True, env=environment, cwd=run.library)
    return [*command, "status", "--porcelain"]
