"""`config.yaml` and the first start, on a terminal, from the command line to the last byte."""

from __future__ import annotations

from pathlib import Path

from tests.shell.libraries import write
from tests.terminal import Terminal

from .stories import SAMPLE, command, is_ready, places, row, start

CONFIG = f"""\
library: abductions
libraries: {{abductions: {SAMPLE}, beat: ~/beat}}
keys:
  down: f5
  quit: [ö, ctrl+q]
"""


def configure(folder: Path, text: str) -> Path:
    file = Path(places(folder)["ONRECORD_CONFIG"], "config.yaml")
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_key_of_ones_own_and_a_library_by_name(tmp_path: Path) -> None:
    configure(tmp_path, CONFIG)
    run = command()[:-2]  # no -L: the library is in the settings
    with start(tmp_path, run=run) as terminal:
        terminal.wait_for(lambda screen: "ö quit" in screen.line(-1) and row(screen))
        first = row(terminal.screen)
        terminal.press("j", "q", "f5")
        terminal.wait_for(lambda screen: row(screen) != first)
        terminal.press("ö")
        assert terminal.wait_exit() == 0
    write(
        tmp_path / "beat",
        {
            "library.yaml": "format: 1\nname: My beat\n",
            "articles/only.md": "---\ntitle: Only this\n---\n",
        },
    )
    home = {"HOME": str(tmp_path)}
    with start(tmp_path, run=[*run, "-L", "abductions"], env=home) as terminal:
        terminal.wait_for(lambda screen: row(screen) not in ("", first))
        terminal.press("ctrl+o", "2")
        terminal.wait_for(lambda screen: "My beat" in screen.line(0) and row(screen) == "Only this")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_mistakes_are_told_and_nothing_is_drawn(tmp_path: Path) -> None:
    file = configure(tmp_path, "keys:\n  down: n\ntheme: neon\n")
    with start(tmp_path, size=(200, 24)) as terminal:
        assert terminal.wait_exit() == 2
        told = terminal.bytes_out.decode().replace("\r\n", "\n").splitlines()
    assert told == [
        f"{file}:2: error: `down` and `next-match` have the same key, n; give one of them another "
        "in `keys`, or none: `next-match: []`",
        f"{file}:3: error: `theme: neon` is none of: dark, light, high-contrast, terminal; "
        "write one of them",
    ]


def first_start(folder: Path) -> Terminal:
    """The browser, with nothing that tells of an earlier start."""
    return Terminal(command(), columns=80, rows=24, env=places(folder), cwd=SAMPLE.parent)


def test_how_to_move_is_told_at_the_first_start_and_never_again(tmp_path: Path) -> None:
    with first_start(tmp_path) as terminal:
        terminal.wait_for("How to move")
        before = row(terminal.screen)
        terminal.press("j")  # which closes it, and acts
        terminal.wait_for(lambda screen: is_ready(screen) and "How to move" not in screen.text())
        terminal.wait_for(lambda screen: row(screen) != before)
        terminal.hang_up()
        terminal.wait_exit()
    with first_start(tmp_path) as terminal:
        terminal.wait_for(is_ready)
        terminal.wait_quiet(0.3)
        assert "How to move" not in terminal.text()
        terminal.press("q")
        assert terminal.wait_exit() == 0
