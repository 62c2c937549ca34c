"""A disk without room: what can’t be written is told in a sentence, and nothing is half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.browser.libraries import small, write
from tests.journeys.stories import ROOT, is_ready, places, start
from tests.library.test_bad_days import mounted
from tests.screen import Screen
from tests.terminal import Wanted
from tui.library.report import LOG

EDITOR = """\
import sys
try:
    with open(sys.argv[1], "a") as file:
        file.write("more " * 100_000)
except OSError:
    sys.exit(1)
"""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system with a library and all that is kept of it; what is left of it is full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "size=3m"):
        write(disk / "library", small())
        onrecord(disk, "index")
        with start(disk, "ann", library=disk / "library") as terminal:
            terminal.wait_for(is_ready, 60)
            terminal.press("m")
            terminal.wait_for("Bookmarked")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        fill(disk)
        yield disk


def fill(disk: Path) -> None:
    """Take all the room that there is."""
    with (disk / "filler").open("ab", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass


def onrecord(disk: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command on the library there."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments, "-L", str(disk / "library")],
        capture_output=True,
        text=True,
        cwd=disk,
        env={**os.environ, **places(disk), "PYTHONPATH": str(ROOT)},
    )


def one_line(words: str) -> Callable[[Screen], bool]:
    """Asks for words that may stand in several lines."""
    return lambda screen: words in " ".join(screen.text().split())


def contents(disk: Path) -> dict[str, bytes]:
    """All files that are the user's, and no program may spoil."""
    files = [*(disk / "library").rglob("*.*"), *(disk / "STATE").rglob("*.json")]
    kept = {str(one): one.read_bytes() for one in files if one.is_file()}
    return {
        name: raw for name, raw in kept.items() if not name.endswith((".gitignore", "trail.json"))
    }


def test_commands_on_a_full_disk(disk: Path) -> None:
    before = contents(disk)
    for line, code, said in [
        ("rename ann anna", 2, "no space left on device; nothing was changed"),
        ("new person somebody", 2, "people/somebody.md can’t be written: "),
        ("index --rebuild", 2, "is made anew each time"),
        ("index --shared", 2, ""),
        ("show ann", 0, ""),
        ("search bridge", 0, ""),
        ("check", 1, "1 error"),
    ]:
        fill(disk)
        done = onrecord(disk, *line.split())
        assert (done.returncode, said in done.stderr) == (code, True), (line, done)
        assert "Traceback" not in done.stderr, line
        assert len(done.stderr.splitlines()) <= 3, (line, done.stderr)
    assert contents(disk) == before
    assert not list(disk.rglob(".onrecord-*"))
    assert not list(disk.rglob("index-*.sqlite-journal"))


def test_the_browser_on_a_full_disk(disk: Path) -> None:
    before = contents(disk)
    env = {"EDITOR": f"python3 {disk.parent / 'editor.py'}"}
    (disk.parent / "editor.py").write_text(EDITOR)
    with start(disk, "ann", library=disk / "library", env=env) as terminal:
        terminal.wait_for(is_ready, 60)
        steps: list[tuple[str, Wanted]] = [
            ("1", "● Articles"),
            ("m", "Bookmarks can’t be kept: No space left on device"),
            ("T\x1b[B\r", "The theme can’t be kept: No space left on device"),
            ("e", "The editor “python3” ended with status 1"),
            ("2", "● People"),
            ("Yw", "Enter writes "),
            ("\r", "can’t be written: No space left on device"),
        ]
        for keys, said in steps:
            fill(disk)
            terminal.send(keys)
            terminal.wait_for(one_line(said) if isinstance(said, str) else said)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert b"Traceback" not in terminal.bytes_out
    assert not list(disk.glob("onrecord-*"))
    assert not list(disk.rglob("*.json.*"))
    now = contents(disk)
    edited = str(disk / "library/articles/bridge.md")
    assert {**now, edited: b""} == {**before, edited: b""}
    assert now[edited].startswith(before[edited])
    assert not list(disk.rglob(LOG))
