"""What keeps the browser small."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from tui.browser import memory

from .stage import browse

LOADED = (
    "import sys; from tui.browser.memory import load_asyncio; load_asyncio();"
    "print('asyncio' in sys.modules, 'ssl' in sys.modules);"
    "import ssl; print(hasattr(ssl, 'SSLContext'))"
)


def test_asyncio_comes_without_tls_which_who_asks_for_it_still_finds() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["True", "False", "True"]


# Without a name that Textual takes from its palette, too: a later release may take another one.
PALETTE = """
import sys
from tui.browser import memory
memory._OF_PALETTE = memory._OF_PALETTE[{first}:]
memory.load_textual()
print("textual.app" in sys.modules, "textual.command" in sys.modules)
import tui.browser.app
from textual.command import CommandPalette
print(CommandPalette.__module__, "textual.command" in sys.modules)
"""


@pytest.mark.parametrize(("first", "loaded"), [(0, "True False"), (1, "False False")])
def test_textual_comes_without_its_palette_which_who_asks_for_it_still_finds(
    first: int, loaded: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PALETTE.format(first=first)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [loaded, "textual.command True"]


async def test_memory_is_given_back_when_no_more_keys_come(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    monkeypatch.setattr(memory, "_give_back", lambda: given.append("back"))
    async with browse(library) as stage:
        await stage.press("j", "j")
        await stage.until(lambda: given)
        before = len(given)
        await stage.press("k")
        await stage.until(lambda: len(given) > before)


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_is_given_back_is_garbage() -> None:
    left, kept = weakref.ref(Knot()), Knot()
    memory._give_back()
    assert left() is None
    assert kept.own is kept


async def test_a_line_of_words_that_was_closed_is_not_kept(library: Path) -> None:
    async with browse(library) as stage:
        lines = []
        for key in ("slash", "F", "i", "ctrl+f"):
            await stage.press(key, "a")
            assert stage.main.prompt
            lines.append(weakref.ref(stage.main.prompt))
            await stage.press("escape")
        await stage.until(lambda: gc.collect() >= 0 and not any(line() for line in lines[:-1]))
