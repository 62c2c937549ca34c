"""The README: what stands in it twice must be the same as in the program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.journeys.stories import ROOT, places, with_index
from tests.pictures import FOLDER, PICTURES, draw, words
from tests.terminal import Terminal
from tui.core.actions import groups
from tui.core.fields import FIELDS, MAPPINGS
from tui.shell.commands import COMMANDS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def keys_table() -> str:
    """The README's table of keys, made from the table of actions."""
    lines = ["| keys | action | does |", "| --- | --- | --- |"]
    for actions in groups().values():
        for action in actions:
            keys = " ".join(f"`{key}`" for key in action.shown_keys.split(" "))
            lines.append(f"| {keys} | `{action.id}` | {action.words} |")
    return "\n".join(lines)


def test_keys() -> None:
    assert keys_table() in README, f"the README's table of keys should be:\n{keys_table()}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told(command: str) -> None:
    assert command == "browse" or f"onrecord {command}" in README


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_is_told(kind: str) -> None:
    missing = [name for name in FIELDS[kind] if f"`{name}`" not in README]
    assert missing == []


@pytest.mark.parametrize("mapping", MAPPINGS)
def test_every_key_of_a_mapping_is_told(mapping: str) -> None:
    missing = [name for name in MAPPINGS[mapping] if f"`{name}`" not in README]
    assert missing == []


@pytest.mark.parametrize("name", PICTURES)
async def test_pictures_show_the_program_of_today(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_index(tmp_path)
    for variable, folder in places(tmp_path).items():
        monkeypatch.setenv(variable, folder)
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert words(await draw(name)) == words(kept), "python -m tests.pictures"


def examples(title: str) -> list[tuple[str, str]]:
    """The command lines of a section, each with the output that stands below it."""
    section = README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    found: list[list[str]] = []
    inside = False
    for line in section.split("\n"):
        code = line.startswith("    ")
        if line.startswith("    $ "):
            found.append([line[6:]])
        elif inside and found and (code or not line):
            found[-1].append(line[4:])
        inside = code or (inside and not line)
    return [(line, "\n".join(output).strip("\n")) for line, *output in found]


def test_there_are_examples() -> None:
    assert len(examples("Looking things up")) > 3


@pytest.mark.parametrize(("line", "output"), examples("Looking things up"))
def test_examples_print_what_stands_there(line: str, output: str, tmp_path: Path) -> None:
    """On a terminal without colours, over the sample library."""
    program = f'onrecord() {{ "{sys.executable}" -m tui "$@"; }}\n{line}'
    with_index(tmp_path)
    environment = {**places(tmp_path), "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    with Terminal(["sh", "-c", program], columns=88, env=environment, cwd=tmp_path) as terminal:
        terminal.wait_exit()
        printed = terminal.bytes_out.decode().replace("\r\n", "\n")
    assert printed.strip("\n") == output
