"""`onrecord serve` as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class Served:
    """A server. url: its page. process: its process."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url

    @property
    def sessions(self) -> list[int]:
        """The processes of its sessions."""
        return children(self.process.pid)


def children(pid: int) -> list[int]:
    """The processes that one started."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def until(question: Callable[[], object], told: object = "it") -> None:
    """Wait until something is so, for at most fifteen seconds."""
    deadline = time.perf_counter() + 15
    while not question():
        assert time.perf_counter() < deadline, f"{told} never came"
        time.sleep(0.01)


def environment(folder: Path) -> dict[str, str]:
    """The environment with folders of the test's own, and no terminal."""
    gone = ("NO_COLOR", "TERM", "COLORTERM", "ONRECORD_LIBRARY")
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    own = {f"ONRECORD_{what}": str(folder / what) for what in ("CACHE", "STATE", "CONFIG")}
    return {**kept, **own, "PYTHONPATH": str(Path(__file__).parents[2])}


@contextmanager
def serving(
    library: Path, folder: Path, *arguments: str, stderr: TextIO | None = None
) -> Iterator[Served]:
    """Serve a library; folder: for cache and state, and where the server stands."""
    command = [sys.executable, "-m", "tui", "serve", "-L", str(library), *arguments]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield Served(process, process.stdout.readline().strip())
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(15)
