"""Bookmarks set, the file changed by someone else, and found again after a restart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.libraries import LAST_WORDS, change, small, write

from .stories import ROOT, SIZES, is_ready, places, row, start, title, wait_for_title

ARTICLE = "The bridge is open"


def told(folder: Path, library: Path) -> list[str]:
    """Of what sorts the bookmarks are that the shell lists, while the browser is open."""
    command = [sys.executable, "-m", "tui", "bookmarks", "-f", "jsonl", "-L", str(library)]
    environment = {**os.environ, **places(folder), "PYTHONPATH": str(ROOT)}
    lines = subprocess.run(command, env=environment, check=True, capture_output=True).stdout
    return [json.loads(line)["kind"] for line in lines.splitlines()]


@pytest.mark.parametrize("size", SIZES)
def test_what_has_a_bookmark_is_found_where_its_words_are(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    library = write(tmp_path / "library", small())
    with start(tmp_path, size=size, library=library) as terminal:
        terminal.wait_for(is_ready)
        terminal.press("m")
        terminal.wait_for(f"Bookmarked “{ARTICLE}”.")
        terminal.press("enter")
        wait_for_title(terminal, ARTICLE)
        terminal.press("space", "m")
        terminal.wait_for("Bookmarked the passage “")
        terminal.press("4", "m")
        terminal.wait_for(f"Bookmarked the quotation “{LAST_WORDS}")
        terminal.press("j", "m")
        terminal.wait_for("Bookmarked the quotation “It took")
        assert told(tmp_path, library) == ["quote", "quote", "passage", "record"]
        terminal.press("q")
        assert terminal.wait_exit() == 0
    (state,) = (tmp_path / "STATE").rglob("bookmarks.json")
    passage = next(
        one["words"] for one in json.loads(state.read_text()) if one["kind"] == "passage"
    )
    change(
        library,
        ("quotes:\n", "quotes:\n  - {text: a bridge}\n"),
        ("id: asked, ", ""),
        ("It took the guild nine", "It took the guild ten"),
        ("]] nine years", "]] ten years"),
        ("Paragraph 0 ", "New words.\n\n" * 40 + "Paragraph 0 "),
    )
    with start(tmp_path, size=size, library=library) as terminal:
        terminal.wait_for(lambda screen: row(screen).startswith("“Nobody"))
        terminal.press("'")
        wait_for_title(terminal, "4 bookmarks")
        terminal.wait_for("These words are no longer in the article")
        terminal.press("tab", "enter")
        wait_for_title(terminal, ARTICLE)
        terminal.wait_for("These words are no longer in the article: “It")
        terminal.press("backspace", "tab", "enter")
        terminal.wait_for(f"▌“{LAST_WORDS}")
        terminal.press("y")
        terminal.wait_for("Copied the quotation bridge#q3")
        terminal.press("backspace", "tab", "enter")
        terminal.wait_for(f"▌{passage[:18]}")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with start(tmp_path, size=size, library=library) as terminal:
        terminal.wait_for(f"▌{passage[:18]}")
        terminal.press("backspace")
        wait_for_title(terminal, "4 bookmarks")
        terminal.press("m")
        terminal.wait_for("No longer bookmarked: the passage “")
        terminal.wait_for(lambda screen: title(screen) == "3 bookmarks")
