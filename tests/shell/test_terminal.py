"""What commands do on a terminal: lines that fit, styles, progress, and the way to the browser."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shell.libraries import write
from tests.terminal import Terminal
from tui.shell.cells import cells

_ROOT = Path(__file__).parents[2]

# The shell with a browser that only tells how it was called.
_STAND_IN = """
import os, sys
from tui.shell.main import main
def launch(library, settings, ref, mouse, ascii_only):
    print("opened", library.name, ref, mouse, ascii_only, os.environ.get("NO_COLOR"))
    return 7
sys.exit(main(sys.argv[1:], launch))
"""


# A state of the line: bar, how much of the files, how fast, and how long yet.
_DONE = r"[━─]{8,30} +\d+%  [0-9,]+ of 1,500 files"
_STEP = _DONE + r"(, [0-9,]+/s(, \d+ (s|min) left)?)?(, putting in order)?"


class Shell:
    """Runs command lines in the library `sound`, each on a terminal of its own."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment = environment
        self.folder = folder

    def __call__(self, *arguments: str, columns: int = 80, **env: str | None) -> tuple[str, int]:
        term = env.pop("TERM", "xterm-256color") or ""
        with Terminal(
            [sys.executable, "-c", _STAND_IN, *arguments],
            columns=columns,
            env={**self.environment, "PYTHONPATH": str(_ROOT), **env},
            cwd=self.folder,
            term=term,
        ) as terminal:
            code = terminal.wait_exit()
            return terminal.bytes_out.decode().replace("\r\n", "\n"), code


@pytest.fixture
def shell(places: dict[str, str], libraries: Path) -> Shell:
    return Shell(places, libraries / "sound")


def test_text_fits_the_terminal(shell: Shell, tmp_path: Path) -> None:
    words = "Words and more words, 日本語の文章もあります。 " * 8
    root = write(
        tmp_path / "long",
        {
            "library.yaml": "format: 1\n",
            "articles/a.md": f"---\ntitle: A\n---\n{words}\n\n> - {words}\n\n[[b]]\n",
            "people/b.md": f"---\nname: {words}\n---\n",
        },
    )
    for columns, widest in ((44, 44), (70, 70), (160, 88)):
        text, code = shell("show", "a", "-L", str(root), columns=columns, NO_COLOR="1")
        longest = max(cells(line) for line in text.split("\n"))
        assert code == 0
        assert widest - 8 < longest <= widest


def test_styles_are_for_terminals(shell: Shell) -> None:
    plain, _ = shell("show", "ferry-late", NO_COLOR="1")
    assert "\x1b" not in plain
    assert shell("show", "ferry-late", TERM="dumb")[0] == plain
    assert shell("show", "ferry-late", "--color=never")[0] == plain
    assert shell("show", "ferry-late", NO_COLOR="1") != shell("show", "ferry-late")
    styled, _ = shell("show", "ferry-late", "--color", "always", NO_COLOR="1")
    assert "\x1b[1mThe ferry is late\x1b[0m\n" in styled
    assert "\x1b[4mAda\x1b[0m said: “We”" in styled
    assert "\x1b[1mAt the \x1b[0m\x1b[1;4mharbour\x1b[0m\n" in styled


def test_matches_are_marked_and_lines_fit(shell: Shell, libraries: Path) -> None:
    said = str(libraries / "said")
    quotes = ("quotes", "WAITED", "-n1", "-L", said)
    text, code = shell(*quotes, columns=44)
    assert (code, text) == (
        0,
        "“We \x1b[1;4mwaited\x1b[0m eleven years … and it was worth\nevery day”\n"
        "  Ana Ruiz (the mayor), 1 March 2024, to\n    Tom Ruiz, Town council, at “Opening of\n"
        "    the bridge”\n"
        "  \x1b[2mIn “The bridge opens”, Town Courier, 2\x1b[0m\n    \x1b[2mMarch 2024\x1b[0m\n"
        "  bridge#waited\n1 of 2; -n 0 for all\n",
    )
    plain, _ = shell(*quotes, NO_COLOR="1")
    assert "\x1b" not in plain
    assert shell(*quotes, "--color=never") == shell(*quotes, TERM="dumb") == (plain, 0)
    assert "\x1b[1;4mwaited" in shell(*quotes, "--color", "always", NO_COLOR="1")[0]
    text, _ = shell("search", "bridge", "-L", said, columns=70)
    assert (
        "\x1b[1mOpening of the \x1b[0m\x1b[1;4mbridge\x1b[0m\x1b[2m, 1 March 2024\x1b[0m\n" in text
    )
    assert "  Met about the \x1b[1;4mbridge\x1b[0m.\n" in text
    assert shell("quotes", "nowhere-at-all", "-L", said) == ("nothing found\n", 1)


@pytest.mark.parametrize(
    ("line", "opened"),
    [
        ("", "None True False None"),
        ("browse", "None True False None"),
        ("FERRY-LATE#q1", "ferry-late#q1 True False None"),
        ("browse 'lord byron' --ascii", "lord-byron True True None"),
        ("--ascii ada-byron --no-mouse", "ada-byron False True None"),
        ("--color=never -- harbour", "harbour True False 1"),
        ("harbour --color never", "harbour True False 1"),
    ],
)
def test_the_browser_is_opened(shell: Shell, line: str, opened: str) -> None:
    assert shell(*shlex.split(line)) == (f"opened Harbour news {opened}\n", 7)


@pytest.mark.parametrize(
    ("env", "plain"),
    [
        ({"TERM": "linux"}, True),
        ({"TERM": "vt100"}, True),
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": None, "LANG": "de_DE.UTF-8"}, False),
        ({"LC_ALL": None}, False),
        ({"TERM": "screen"}, False),
    ],
)
def test_plain_characters_where_no_others_can_be_shown(
    shell: Shell, env: dict[str, Any], plain: bool
) -> None:
    assert shell(**env) == (f"opened Harbour news None True {plain} None\n", 7)


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["shw"], "onrecord: there is no record or command “shw”; nearest: show\n", 1),
        (["--", "harbour", "--ascii"], "onrecord: there is no command “harbour”\n", 2),
        (["browse", "shw"], "onrecord: there is no record “shw”\n", 1),
        (["Byron"], "onrecord: “Byron” names several records; take one by its id:\n", 2),
        (["-L", "/nowhere"], "onrecord: /nowhere is not a library", 2),
    ],
)
def test_the_browser_is_not_opened(
    shell: Shell, arguments: list[str], said: str, code: int
) -> None:
    text, status = shell(*arguments)
    assert text.startswith(said)
    assert status == code


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_can_not_place_text(shell: Shell, term: str) -> None:
    text, code = shell(TERM=term)
    assert text.startswith("onrecord: the terminal can't place text (TERM is ")
    assert (text.count("\n"), code) == (1, 2)
    assert shell("list", "places", TERM=term) == ("harbour\tThe harbour\n", 0)


def test_progress_is_one_line_that_goes_away(shell: Shell, tmp_path: Path) -> None:
    people = {f"people/p{number}.md": f"---\nname: P{number}\n---\n" for number in range(1500)}
    root = write(tmp_path / "large", {"library.yaml": "format: 1\n", **people})
    text, code = shell("index", "-L", str(root))
    *steps, last = text.split("\r\x1b[K")
    said = re.sub(r"; [\d.]+ s", "", last)
    assert (said, code) == ("1,500 files, all new\n1,500 records, 0 quotations, 0 problems\n", 0)
    assert steps[0] == ""
    assert all(re.fullmatch(_STEP, step) and len(step) < 80 for step in steps[1:])
    assert len(steps) > 1
    assert "\n" not in "".join(steps)
