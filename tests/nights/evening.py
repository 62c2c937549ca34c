"""An hour's reading, at a quick pace: the memory of the browser at its end and after a minute.

In the first minute everything is done once, as what is used for the first time is loaded then.

python -m tests.nights.evening --keys 4800 DIR
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.start import tree_pss
from tests.journeys.stories import is_ready, places, start
from tests.terminal import Terminal

MINUTE = 80  # keys: somebody who reads and looks around; of the first one twice as many
READ = "j j enter space space tab tab enter space backspace h"
OTHERS = [
    "2 j j j enter l j enter backspace 1",
    "3 j enter t escape backspace 1",
    "4 j j enter space m backspace 1 g",
    "/ {word} down enter space backspace escape 1",
    '" {word} escape 1',
    "F {word} enter j enter F ctrl+u enter 1",
    "enter ctrl+f {word} enter n n escape",
    "G k k enter space b y backspace g",
    "? escape 5 j 6 j 1 apostrophe tab backspace 1",
    "i {word} escape u tab backspace 1",
]
WORDS = ["the", "said", "by:a", "minister", "no", "2023", "words that nobody said", "kind:person"]


def keys(seed: int) -> Iterator[str]:
    """What is pressed, for ever: everything once, then what chance wants."""
    chance = random.Random(seed)
    for one in OTHERS:
        yield from _pressed(one, WORDS[0])
    while True:
        yield from _pressed(
            READ if chance.random() < 0.6 else chance.choice(OTHERS), chance.choice(WORDS)
        )


def _pressed(names: str, word: str) -> Iterator[str]:
    for name in names.split():
        if name == "{word}":
            yield from ("space" if one == " " else one for one in word)
        else:
            yield "'" if name == "apostrophe" else name


def evening(library: Path, folder: Path, count: int, seed: int = 1) -> list[tuple[int, int]]:
    """After each minute's keys the bytes of memory, and those of them that no file holds."""
    pressed = keys(seed)
    command = [sys.executable, "-m", "tui", "index", "-L", str(library)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **places(folder)})
    with start(folder, library=library) as terminal:
        terminal.wait_for(is_ready, 60)
        found = []
        for minute in range(count // MINUTE):
            for _ in range(MINUTE if minute else 2 * MINUTE):
                key = next(pressed)
                terminal.press(key)
                terminal.wait_quiet(0.15 if key == "escape" else 0.03)  # else it is alt
            found.append(rested(terminal))
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit(60) == 128 + signal.SIGTERM
    return found


def rested(terminal: Terminal) -> tuple[int, int]:
    """What it takes when no more keys come (see `tui.browser.memory`): all, and its own alone.

    The share of what it has of files (Python, libraries, the index) falls when others open them.
    """
    time.sleep(1.2)  # what is let go of at rest
    return tree_pss(terminal.pid), tree_pss(terminal.pid, "Pss_Anon")


def main() -> None:
    """The command: see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m tests.nights.evening", description=__doc__)
    parser.add_argument("library", metavar="DIR", type=Path)
    parser.add_argument("--keys", type=int, default=4800)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = evening(options.library, Path(folder), options.keys, options.seed)
    for name, series in zip(("all", "its own"), zip(*found, strict=True), strict=True):
        print(f"{name}, MiB after each minute:", *(f"{one / 2**20:.1f}" for one in series))
        print(f"last against first: {series[-1] / series[0] - 1:+.1%}")


if __name__ == "__main__":
    main()
