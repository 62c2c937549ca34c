"""What is run and where: programs that are measured on a terminal, and what a run shares."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import LEAST_TEXT
from tests.screen import Screen
from tests.terminal import Terminal, TerminalTimeoutError

ROOT = Path(__file__).resolve().parents[2]
COLUMNS, ROWS = 120, 36
KINDS = ("articles", "people", "events", "quotes", "organisations", "places")
"""The lists, in the order of their keys 1 to 6."""
_COLOURS = {
    "truecolor": {"COLORTERM": "truecolor"},
    "256": {},
    "16": {"TERM": "xterm-16color"},
}


def rival(*arguments: str) -> list[str]:
    """The command line of `tests.bench.rival`."""
    return [sys.executable, "-m", "tests.bench.rival", *arguments]


@dataclass(frozen=True)
class Run:
    """What all measures of one library share.

    scratch: a folder of this run, for the index, states and settings.
    times: samples of each measure; shell_times: of each command line.
    preview_after: seconds after a key from which on what comes is its preview.
    keys: names of keys by what they do, as `Terminal.press` knows them.
    """

    library: Path
    name: str
    scratch: Path
    times: int = 9
    shell_times: int = 25
    colours: str = "truecolor"
    answers: bool = False
    preview_after: float = 0.1
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def cache(self) -> Path:
        """The folder of the index."""
        return self.scratch / "cache"

    def environment(self) -> dict[str, str]:
        """The program's folders and the terminal's colours; the state is a new one each time.

        Not that of a first start: what is said then would stand before what is measured.
        """
        state = tempfile.mkdtemp(prefix="state-", dir=self.scratch)
        Path(state, "started.json").write_text("true", encoding="utf-8")
        return {
            "ONRECORD_CACHE": str(self.cache),
            "ONRECORD_CONFIG": str(self.scratch / "config"),
            "ONRECORD_STATE": state,
            **_COLOURS[self.colours],
        }

    def key(self, name: str) -> str:
        """The key for `down`, `up`, `top`, `next-link` or `page-down`."""
        defaults = {"down": "j", "up": "k", "top": "g", "next-link": "tab", "page-down": "space"}
        return self.keys.get(name, defaults[name])

    def shell(self, *arguments: str) -> list[str]:
        """The command line of one of our commands on this library."""
        return [sys.executable, "-m", "tui", *arguments, "-L", str(self.library)]

    def ask(self, *arguments: str) -> str:
        """What one of our commands prints; CalledProcessError where it fails."""
        done = subprocess.run(
            self.shell(*arguments),
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, **self.environment()},
        )
        if done.returncode > 1:  # 1 is: nothing found
            sys.stderr.write(done.stderr)
            done.check_returncode()
        return done.stdout


@dataclass(frozen=True)
class Program:
    """A program for the terminal, and the texts that stand there once it is painted.

    typed: keys that are pressed as soon as it was started.
    """

    name: str
    command: Sequence[str]
    needles: Sequence[str]
    typed: str = ""

    def painted(self, screen: Screen) -> bool:
        """Whether all its needles are on the screen."""
        text = screen.text()
        return all(needle in text for needle in self.needles)

    def open(self, run: Run) -> tuple[Terminal, float]:
        """Start it: the terminal once it is painted and quiet, and the seconds until painted.

        TerminalTimeoutError: it was not painted within a minute, or ended.
        """
        terminal = Terminal(
            self.command,
            columns=COLUMNS,
            rows=ROWS,
            cwd=ROOT,
            env=run.environment(),
            answers=run.answers,
        )
        try:
            # Nothing is drawn here while the program starts: both would want the processor.
            terminal.send(self.typed)
            while terminal.running and terminal.clock() < 60:
                terminal.wait_quiet(0.4)
                when = terminal.shown_at(self.painted)
                if when is not None:
                    return terminal, when
            missing = [needle for needle in self.needles if needle not in terminal.text()]
            raise TerminalTimeoutError(f"{self.name} never showed {missing}:\n{terminal.text()}")
        except BaseException:
            terminal.close()
            raise


LEAST = Program("the least app", [sys.executable, "-m", "tests.bench.least"], [LEAST_TEXT])


def browser(run: Run, ref: str = "") -> Program:
    """Our browser, opened at an article (else at the first of the list, as it opens by itself)."""
    listed = run.ask("list", "articles", "-n", str(2 * ROWS))
    shown = ref or listed.partition("\t")[0]
    command = run.shell("browse", *([ref] if ref else []))
    return Program("onrecord", command, ["Articles", *needles(run.library, shown, listed)])


def needles(library: Path, ref: str, elsewhere: str, count: int = 3) -> list[str]:
    """Words by which an article's body is known on the screen: the first long ones of its own.

    Single words, since a line may break between two, and three signs where words are not spaced;
    none that stand in `elsewhere` (the list), in the front matter or in a link.
    """
    text = next((library / "articles").rglob(f"{ref}.md")).read_text(encoding="utf-8")
    front, _, body = text.removeprefix("---").partition("\n---")
    own = re.findall(r"[^\W\d_]{5,}", re.sub(r"\[\[.*?\]\]", " ", body))
    words = dict.fromkeys(word if len(word) <= 20 else word[:3] for word in own)
    return [word for word in words if word not in elsewhere and word not in front][:count]
