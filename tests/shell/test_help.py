"""The help: complete, not wider than a terminal, and its examples work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.shell.conftest import Call
from tests.shell.test_as_browser import KEPT
from tui import __version__
from tui.shell.cells import cells
from tui.shell.commands import COMMANDS, COMMON
from tui.shell.options import Command

_SAMPLE = Path(__file__).parents[2] / "data"
_EACH = pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))


@_EACH
def test_tells_all_of_a_command(onrecord: Call, command: Command) -> None:
    done = onrecord(f"{command.name} -h")
    assert (done.err, done.code) == ("", 0)
    for option in command.options + COMMON:
        assert f"  {', '.join(option.names)}" in done.out
    for code, meaning in command.exits:
        assert f"  {code}  {meaning}" in done.out
    assert command.argument is None or f"  {command.argument.name}  " in done.out
    assert max(cells(line) for line in done.out.split("\n")) <= 80


def test_overview_names_every_command(onrecord: Call) -> None:
    done = onrecord("--help")
    for command in COMMANDS.values():
        assert f"  {command.name}" in done.out
        assert command.summary in done.out
    assert max(cells(line) for line in done.out.split("\n")) <= 80
    assert onrecord("-h show") == onrecord("show -h") != done


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample: an example shares its index, which stands in the library."""
    return Path(shutil.copytree(_SAMPLE, tmp_path_factory.mktemp("sample") / "data"))


@pytest.mark.parametrize(
    "line",
    [
        arguments.partition(">")[0]
        for command in COMMANDS.values()
        for arguments, _ in command.examples
        if command.name not in ("browse", "serve", "pick", *KEPT) and "~" not in arguments
    ],
)
def test_examples_work_on_the_sample(onrecord: Call, sample: Path, line: str) -> None:
    done = onrecord(f"{line} -L '{sample}'".replace(" articles/", f" {sample}/articles/"))
    assert done.code == 0
    assert done.out or line.startswith(("check", "index"))


def test_version(onrecord: Call) -> None:
    assert onrecord("--version").out == f"onrecord {__version__}\n"
    assert onrecord("show --version").code == 0
