"""A monkey at the keyboard; and what it has found.

The long night: `MONKEY_KEYS=50000 python -m pytest tests/nights/test_monkey.py`, or one library
after the other with `python -m tests.nights.monkey`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.style import Style
from textual import events
from textual.command import CommandList

from tests.bench.library import generate
from tests.browser import nasty
from tests.browser.libraries import small, write
from tests.browser.stage import browse
from tests.browser.test_hostile import hostile, quoted
from tests.journeys.stories import SAMPLE

from .monkey import night

KEYS = int(os.environ.get("MONKEY_KEYS", "100"))
SEED = int(os.environ.get("MONKEY_SEED", "1"))


@pytest.fixture
def library(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    if request.param == "sample":
        return SAMPLE
    folder: Path = tmp_path / request.param
    if request.param == "generated":
        generate(folder, 1000)
    else:
        write(folder, hostile())
        name = quoted(" ".join(nasty.ALL))
        (folder / "library.yaml").write_text(f"format: 1\nname: {name}\n")
    return folder


LIBRARIES = ["hostile", "sample", "generated"][: 3 if KEYS > 1000 else 1]


@pytest.mark.parametrize("library", LIBRARIES, indirect=True)
def test_any_keys_at_any_size(tmp_path: Path, library: Path) -> None:
    night(library, tmp_path / "night", KEYS, SEED)


@pytest.fixture
def little(tmp_path: Path) -> Path:
    return write(tmp_path / "little", small())


@pytest.mark.parametrize("key", ["slash", "i", "question_mark", "ctrl+p", "e"])
async def test_a_key_behind_the_last_one_opens_nothing(little: Path, key: str) -> None:
    async with browse(little) as stage:
        await stage.press("q", key)
        assert stage.app.return_code == 0


@pytest.mark.parametrize("place", [(1, 1), (300, 90)])
async def test_a_click_on_what_is_no_longer_there(little: Path, place: tuple[int, int]) -> None:
    async with browse(little) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: stage.app.screen.query(CommandList))
        listed = stage.app.screen.query_one(CommandList)
        await stage.until(lambda: listed.option_count > 3)
        gone = Style(meta={"option": 999})
        for widget in (listed, stage.app.screen):
            click = events.Click(widget, *place, 0, 0, 1, False, False, False, *place, style=gone)
            widget.post_message(click)
        await stage.press("escape", "escape")
        await stage.until(lambda: stage.app.screen is stage.main)
