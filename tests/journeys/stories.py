"""What the journeys do and see: the browser of the sample library on a pseudo-terminal."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.screen import Screen
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data"
SIZES = [(120, 36), (80, 24), (50, 20)]
ALTERNATE_SCREEN, MOUSE, CURSOR, PASTE = 1049, {1000, 1002, 1003, 1006, 1015}, 25, 2004
# What a shell finds on a terminal that nobody has changed: the cursor, and lines that wrap.
USUAL_MODES = {CURSOR, 7}


def places(folder: Path) -> dict[str, str]:
    """The environment in which all that the program keeps is below one folder."""
    return {f"ONRECORD_{what}": str(folder / what) for what in ("CACHE", "STATE", "CONFIG")}


def command(*arguments: str, library: Path = SAMPLE) -> list[str]:
    return [sys.executable, "-m", "tui", "browse", "-L", str(library), *arguments]


def start(
    folder: Path,
    *arguments: str,
    size: tuple[int, int] = SIZES[0],
    run: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    library: Path = SAMPLE,
    rate: int = 0,
) -> Terminal:
    """The browser, on a terminal of that size; `run` instead, if it is given.

    It was started before: what it says the first time, and how it makes an index, have tests of
    their own.
    """
    if library == SAMPLE:
        with_index(folder)
    state = Path(places(folder)["ONRECORD_STATE"])
    state.mkdir(parents=True, exist_ok=True)
    (state / "started.json").write_text("true")
    return Terminal(
        run or command(*arguments, library=library),
        columns=size[0],
        rows=size[1],
        env={**places(folder), "PYTHONPATH": str(ROOT), **(env or {})},
        cwd=folder,
        rate=rate,
    )


@contextmanager
def from_a_shell(folder: Path, run: Sequence[str]) -> Iterator[Terminal]:
    """The browser as a job of a shell on a terminal. It has to end before the `with` does."""
    shell = ["bash", "--norc", "--noprofile", "-i"]
    with start(folder, run=shell, env={"PS1": "prompt> "}) as terminal:
        terminal.wait_for("prompt>")
        terminal.send(f"{' '.join(run)}\r")
        yield terminal
        terminal.wait_for(lambda screen: screen.text().rstrip().endswith("prompt>"))
        terminal.send("exit\r")
        terminal.wait_exit()


def with_index(folder: Path) -> None:
    """See that the index of the sample library is among what is kept below a folder."""
    if not (cached := Path(places(folder)["ONRECORD_CACHE"])).exists():
        shutil.copytree(_sample_index(), cached)


@cache
def _sample_index() -> Path:
    """A cache with the index of the sample library, made once."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    index = [sys.executable, "-m", "tui", "index", "-L", str(SAMPLE)]
    environment = {**os.environ, **places(folder), "PYTHONPATH": str(ROOT)}
    subprocess.run(index, env=environment, check=True, capture_output=True)
    return folder / "CACHE"


def title(screen: Screen) -> str:
    """The title of the pane that has the keys; "" in the midst of a frame."""
    found = re.search("● ([^─]+) ─", screen.text())
    return found[1] if found else ""


def row(screen: Screen) -> str:
    """The list's row under the cursor, as far as it is shown."""
    found = re.search(r"^│? ▸ (.+?)(?:\s{2,}|│|$)", screen.text(), re.MULTILINE)
    return found[1].strip() if found else ""


def link(screen: Screen) -> tuple[int, int, str]:
    """The link under the cursor: its number, how many there are, and the kind of its target."""
    found = re.search(r"link (\d+) of (\d+) → (\S+)", screen.text())
    return (int(found[1]), int(found[2]), found[3]) if found else (0, 0, "")


def is_drawn(screen: Screen) -> bool:
    """The browser is drawn, to its last line; maybe only its first frame."""
    return "q quit" in screen.line(-1) and bool(title(screen))


def is_ready(screen: Screen) -> bool:
    """The same, and Textual has the terminal."""
    return is_drawn(screen) and PASTE in screen.modes


def next_link(terminal: Terminal) -> str:
    """Press tab until the next link is shown; the kind of its target."""
    number, count, _ = link(terminal.screen)
    terminal.press("tab")
    following = number % count + 1 if number else 1
    terminal.wait_for(lambda screen: link(screen)[0] == following)
    return link(terminal.screen)[2]


def link_to(terminal: Terminal, kind: str) -> None:
    """Go on to the next link that leads to a record of a kind."""
    seen = set()
    while next_link(terminal) != kind:
        here = link(terminal.screen)[0]
        assert here not in seen, f"no link leads to a {kind}\n{terminal.text()}"
        seen.add(here)


def follow(terminal: Terminal) -> str:
    """Press enter and wait for another text, with no link chosen yet; its title."""
    before = title(terminal.screen)
    terminal.press("enter")
    terminal.wait_for(lambda screen: title(screen) not in ("", before) and not link(screen)[0])
    return title(terminal.screen)


def read_to_the_end(terminal: Terminal) -> str:
    """Follow, and go to the end of the text: what is kept only as one leaves; its title."""
    name = follow(terminal)
    terminal.press("G")
    terminal.wait_for("100%")
    return name


def is_at_the_end(screen: Screen, name: str) -> bool:
    """The browser is ready, at the end of the text of that title."""
    return is_ready(screen) and title(screen) == name and "100%" in screen.text()


def wait_for_title(terminal: Terminal, words: str) -> None:
    """Wait until a pane of this title has the keys."""
    terminal.wait_for(lambda screen: title(screen) == words)


def settled(terminal: Terminal) -> str:
    """The whole screen, to be compared with a later one: what is seen may be half a frame."""
    terminal.wait_quiet(0.2)
    return terminal.text()


def members(session: int) -> list[int]:
    """The processes of a session that still run (Linux)."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdecimal():
            try:
                fields = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(name))
    return found
