"""The manual page: nothing is missing, and what shows it has nothing to say against it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shell.conftest import Call
from tui.core.actions import ACTIONS
from tui.shell.commands import COMMANDS, COMMON, QUERIES
from tui.shell.manual import ENVIRONMENT, page

TUI = Path(__file__).parents[2] / "tui"
MACROS = {".TH", ".SH", ".SS", ".TP", ".PP", ".PD", ".br", ".nh", ".ad"}
GLYPHS = {"lq": "“", "rq": "”", "oq": "‘", "cq": "’", "aq": "'", "ga": "`", "ha": "^", "ti": "~"}
GLYPHS |= {"en": "–", "em": "—"}


def plain(line: str) -> str:
    """A line of roff as it is shown."""
    line = re.sub(r"\\f[BIR]", "", line.replace(r"\&", ""))
    line = re.sub(r"\\\[u(\w+)\]", lambda found: chr(int(found[1], 16)), line)
    line = re.sub(r"\\\((..)", lambda found: GLYPHS[found[1]], line)
    return line.replace(r"\-", "-").replace(r"\e", "\\")


def test_it_has_all_of_the_help() -> None:
    shown = {plain(line) for line in page()}
    for command in COMMANDS.values():
        assert f".SS {command.name}" in shown
        assert {*command.about} <= shown
        for option in (*command.options, *COMMON):
            assert f"{', '.join(option.names)} {option.value}".rstrip() in shown
            assert option.words in shown
        rows = [
            *command.examples,
            *command.table[1],
            *((a.name, a.words) for a in command.arguments),
        ]
        assert {words for _, words in rows} <= shown
        assert {words for _, words in command.exits} <= shown
    assert {written for written, _ in QUERIES} <= shown
    assert {action.words for action in ACTIONS} <= shown


def test_no_text_is_taken_for_a_macro() -> None:
    for line in page():
        assert line.isascii()
        assert line
        assert not line.startswith("'")
        assert not line.startswith(".") or line.split()[0] in MACROS


def test_it_names_every_variable_of_our_own() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in TUI.rglob("*.py"))
    used = set(re.findall(r"\bONRECORD_[A-Z]+\b", written))
    assert used <= {name for name, _ in ENVIRONMENT}


@pytest.mark.parametrize("program", ["groff", "mandoc"])
def test_what_shows_it_does_not_complain(onrecord: Call, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    ways = {"groff": ["-ww", "-man", "-Tutf8"], "mandoc": ["-man", "-Tutf8"]}
    written = onrecord("man").out
    done = subprocess.run([program, *ways[program]], input=written, capture_output=True, text=True)
    assert (done.stderr, done.returncode) == ("", 0)
    assert "ENVIRONMENT" in re.sub(".\b", "", re.sub("\x1b\\[[0-9;]*m", "", done.stdout))
