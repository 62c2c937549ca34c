"""One reader's evening: everything around the text, files that change, and a second start."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.libraries import small, write
from tests.screen import Screen
from tests.terminal import Terminal

from .stories import (
    ROOT,
    SAMPLE,
    SIZES,
    command,
    follow,
    is_ready,
    link,
    link_to,
    places,
    row,
    title,
    wait_for_title,
)

TITLE = "Notes of a listener"
NOTED = "The tapes are kept in Niigata"  # begins the passage that gets a bookmark
PARAGRAPH = "A page that had been lost is put in here."
ARTICLE = f"""\
---
title: {TITLE}
published: 2030-01
people: [hitomi-soga]
quotes:
  - {{text: I hear the sea in it, id: sea, speaker: fumio-kishida, said: 2030-01-02, cue: said}}
---
They are from [[sado|the island]], and Fumio Kishida has them.\x20\x20

“I hear the sea in it,” [[fumio-kishida]] said.

{"Nobody listened to it twice. " * 90}

{NOTED}; nobody asks for them. {"They wait. " * 40}

{"Nobody will listen to it again. " * 90}\r
\tNo line feed ends this\x20file."""
# An editor that puts a paragraph before the passage.
EDITOR = f"""\
#!{sys.executable}
import sys
path = sys.argv[2]
with open(path, encoding="utf-8", newline="") as file:
    before, noted, after = file.read().partition({NOTED!r})
assert noted
with open(path, "w", encoding="utf-8", newline="") as file:
    file.write(before + {PARAGRAPH!r} + "\\n\\n" + noted + after)
"""


class Evening:
    """A copy of the sample with an article more, another library, and a reader's settings."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.folder, self.size = folder, size
        self.library = folder / "news"
        shutil.copytree(SAMPLE, self.library)
        self.file = self.library / "articles" / "notes.md"
        self.file.write_bytes(ARTICLE.encode())
        beat = write(folder / "beat", small())
        settings = Path(places(folder)["ONRECORD_CONFIG"], "config.yaml")
        settings.parent.mkdir()
        settings.write_text(f"libraries: {{news: {self.library}, beat: {beat}}}\n")
        editor = folder / "vi"
        editor.write_text(EDITOR)
        editor.chmod(0o755)
        self.env = {
            **places(folder),
            "PYTHONPATH": str(ROOT),
            "EDITOR": str(editor),
        }

    def start(self) -> Terminal:
        columns, rows = self.size
        run = command(library=self.library)
        return Terminal(run, columns=columns, rows=rows, env=self.env, cwd=self.folder)

    def shell(self, *arguments: str) -> str:
        run = [sys.executable, "-m", "tui", *arguments, "-L", str(self.library)]
        done = subprocess.run(
            run, env=self.env, cwd=self.folder, capture_output=True, text=True, check=True
        )
        return done.stdout


@pytest.mark.parametrize("size", SIZES[::2])
def test_an_evening_with_the_library_and_the_next_one(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    evening = Evening(tmp_path, size)
    with evening.start() as terminal:
        terminal.wait_for("How to move")
        terminal.press("j")
        terminal.wait_for(lambda screen: is_ready(screen) and "How to move" not in screen.text())
        terminal.wait_for("Articles 38", 60)  # all of it is indexed
        read_and_bookmark(terminal)
        along_the_timeline(terminal)
        to_a_person_and_those_named_with_them(terminal)
        link_a_mention(terminal, evening)
        edit(terminal, evening)
        export(terminal, evening)
        light = change_theme(terminal)
        to_another_library_and_back(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    evening.shell("rename", "notes", "listener")
    evening.shell("rename", "fumio-kishida", "kishida-fumio")
    assert "fumio-kishida" not in evening.shell("check")
    assert evening.shell("list", "quotes", "-n1").startswith("listener#sea\t")
    with evening.start() as terminal:
        terminal.wait_for(lambda screen: is_ready(screen) and title(screen) == TITLE)
        assert background(terminal.screen) == light
        the_next_evening(terminal)


def read_and_bookmark(terminal: Terminal) -> None:
    """Sort, type to a row, read, and bookmark a passage and a quotation."""
    terminal.press("s")
    terminal.wait_for("by title")
    terminal.press("i")
    terminal.send("notes of")
    terminal.wait_for(lambda screen: row(screen).startswith(TITLE))
    terminal.press("enter", "enter")
    wait_for_title(terminal, TITLE)
    find(terminal, NOTED)
    terminal.press("m")
    terminal.wait_for(f"Bookmarked the passage “{NOTED[:20]}")
    terminal.press("4", "i")
    terminal.send("i hear the sea\r")
    terminal.wait_for(lambda screen: row(screen).startswith("“I hear the sea"))
    terminal.press("enter")
    terminal.wait_for("▌“I hear the sea")
    terminal.press("m")
    terminal.wait_for("Bookmarked the quotation “I hear the sea")


def along_the_timeline(terminal: Terminal) -> None:
    """From the quotation to what is around it, along one of its rows, and back."""
    terminal.press("t")
    terminal.wait_for(lambda screen: title(screen).startswith("Timeline: "))
    timeline = title(terminal.screen)
    link_to(terminal, "quote")
    follow(terminal)
    terminal.wait_for("▌“I hear the sea")
    terminal.press("backspace")
    wait_for_title(terminal, timeline)
    terminal.press("backspace")
    terminal.wait_for("▌“I hear the sea")


def to_a_person_and_those_named_with_them(terminal: Terminal) -> None:
    """The speaker's page: a chart and numbers, and the list of articles that name two."""
    link_to(terminal, "person")
    assert follow(terminal) == "Fumio Kishida"
    find(terminal, "2030: named in 1 article, quoted once")
    assert re.search(r"█·+  2030: named in 1 article, quoted\b", terminal.text())
    find(terminal, "named with")
    terminal.press("tab")
    terminal.wait_for(lambda screen: link(screen)[0])
    link_to(terminal, "list")
    terminal.press("enter")
    terminal.wait_for(" · about:fumio-k")
    both = re.match(r"Articles (\d+) · esc: all", title(terminal.screen))
    assert both
    terminal.wait_for(f"{both[1]} of {len(list(SAMPLE.glob('articles/**/*.md'))) + 1}")
    terminal.press("escape")
    terminal.wait_for(lambda screen: "about:" not in screen.text() and "by title" in screen.text())
    terminal.press("backspace")
    wait_for_title(terminal, "Fumio Kishida")


def link_a_mention(terminal: Terminal, evening: Evening) -> None:
    """Where the person is named without a link: one of them becomes one, and no other byte."""
    before = {file: file.read_bytes() for file in evening.library.rglob("*") if file.is_file()}
    terminal.press("u")
    terminal.wait_for("w makes a link of the mention")
    wait_for_title(terminal, "Unlinked mentions of Fumio Kishida")
    terminal.press("tab", "w")
    terminal.wait_for("Linked “Fumio Kishida” in articles/notes.md")
    linked = evening.file.read_bytes()
    old, new = b"and Fumio Kishida", b"and [[fumio-kishida|Fumio Kishida]]"
    assert linked == before.pop(evening.file).replace(old, new) != ARTICLE.encode()
    assert all(file.read_bytes() == raw for file, raw in before.items())
    terminal.press("backspace")
    wait_for_title(terminal, "Fumio Kishida")


def edit(terminal: Terminal, evening: Evening) -> None:
    """The editor puts a paragraph before the passage; the bookmark leads to the passage still."""
    open_bookmark(terminal, "article")
    terminal.wait_for(f"▌{NOTED[:20]}")
    linked = evening.file.read_bytes()
    terminal.press("e")
    terminal.wait_for(PARAGRAPH[:20])
    terminal.wait_for(f"▌{NOTED[:20]}")
    noted = NOTED.encode()
    assert evening.file.read_bytes() == linked.replace(noted, f"{PARAGRAPH}\n\n".encode() + noted)


def export(terminal: Terminal, evening: Evening) -> None:
    """Two articles are marked, and written into a file of BibTeX."""
    terminal.press("1", "i")
    terminal.send("notes of\r")
    terminal.wait_for(lambda screen: row(screen).startswith(TITLE))
    terminal.press("x", "x")
    terminal.wait_for("2 marked")
    terminal.press("Y")
    terminal.wait_for("Copy 2 marked rows as")
    terminal.press("g", "j", "j", "j")
    terminal.wait_for(lambda screen: re.search(r"▸ .*BibTeX", screen.text()))
    terminal.press("w")
    terminal.wait_for(".bib")
    terminal.press("enter")
    terminal.wait_for("Written to")
    (written,) = evening.folder.glob("onrecord-*.bib")
    entries = re.findall(r"^@\w+\{(.+),$", written.read_text(), re.MULTILINE)
    assert len(entries) == 2
    assert f"title = {{{{{TITLE}}}}}" in written.read_text()
    terminal.press("X")
    terminal.wait_for(lambda screen: "marked" not in screen.text())
    terminal.press("backspace")
    wait_for_title(terminal, TITLE)


def change_theme(terminal: Terminal) -> str:
    """Another theme; the colour behind its words."""
    dark = background(terminal.screen)
    terminal.press("T", "2")
    terminal.wait_for("The theme is “light” now.")
    terminal.wait_for(lambda screen: background(screen) != dark)
    return background(terminal.screen)


def background(screen: Screen) -> str:
    return screen.cell(0, 1).bg


def to_another_library_and_back(terminal: Terminal) -> None:
    """The other library has nothing of this one, and this one is where it was left."""
    terminal.press("ctrl+o", "2")
    terminal.wait_for("Now in A small library.")
    terminal.press("'")
    wait_for_title(terminal, "0 bookmarks")
    terminal.press("ctrl+o", "1")
    terminal.wait_for("Now in Abductions")
    wait_for_title(terminal, TITLE)


def the_next_evening(terminal: Terminal) -> None:
    """Trail, bookmarks and sort order are there, under the new names."""
    open_bookmark(terminal, "article")
    terminal.wait_for(f"▌{NOTED[:20]}")
    open_bookmark(terminal, "quote")
    terminal.wait_for("▌“I hear the sea")
    for _ in range(6):  # twice the bookmarks and what they lead to; the same an evening before
        terminal.press("backspace")
    wait_for_title(terminal, "Fumio Kishida")
    terminal.press("enter")
    terminal.wait_for(" · about:kish")
    terminal.press("escape")
    terminal.wait_for("by title")


def open_bookmark(terminal: Terminal, kind: str) -> None:
    """Follow the link to one of two bookmarks."""
    terminal.press("'")
    terminal.wait_for(lambda screen: title(screen) == "2 bookmarks" and not link(screen)[0])
    link_to(terminal, kind)
    follow(terminal)


def find(terminal: Terminal, words: str) -> None:
    """Bring words of the page into view."""
    terminal.send(f"\x06{words}\r")
    terminal.wait_for("match 1 of")
