"""The README: what stands in it twice must be the same as in the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures import FOLDER, PICTURES, draw, words
from tui.core.actions import groups
from tui.core.fields import FIELDS, MAPPINGS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


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
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    monkeypatch.setenv("ONRECORD_STATE", str(tmp_path))
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert words(await draw(name)) == words(kept), "python -m tests.pictures"
