"""newsboat with a library's articles as one feed: offline, with folders of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from html import escape
from pathlib import Path

from tests.bench.growth.sized import Sized
from tests.bench.program import COLUMNS, ROWS
from tests.terminal import Terminal

MISSING = "newsboat is not installed, so there is nothing beside it"
_TITLE = "Made up"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CONFIG = """\
auto-reload no
refresh-on-startup no
show-read-feeds yes
confirm-exit no
max-items 0
"""


def is_installed() -> bool:
    """Whether there is one to run."""
    return shutil.which("newsboat") is not None


class Newsboat:
    """newsboat after it has taken in the articles of a library.

    took: seconds for that. TimeoutExpired: they were more than `run.patience`.
    """

    def __init__(self, run: Sized) -> None:
        self.home = run.scratch / "newsboat"
        self.home.mkdir()
        feed = self.home / "feed.xml"
        _write(feed, run.library)
        (self.home / "urls").write_text(f"{feed.as_uri()}\n", encoding="utf-8")
        (self.home / "config").write_text(_CONFIG, encoding="utf-8")
        program = str(shutil.which("newsboat"))
        self._command = [program, "-u", "urls", "-C", "config", "-c", "cache.db"]
        start = time.perf_counter()
        subprocess.run(
            [*self._command, "-x", "reload"], check=True, stdout=subprocess.DEVNULL, cwd=self.home,
            env={**os.environ, **self._environment()}, timeout=run.patience,
        )  # fmt: skip
        self.took = time.perf_counter() - start
        feed.unlink()  # it has them in its cache, and the disk may be full of them otherwise

    def _environment(self) -> dict[str, str]:
        home = str(self.home)
        return {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}

    def open(self, patience: float) -> tuple[Terminal, float]:
        """The terminal with the list of articles, and the seconds from the command until then."""
        terminal = Terminal(
            self._command, columns=COLUMNS, rows=ROWS, cwd=self.home, env=self._environment()
        )
        try:
            terminal.wait_for(_TITLE, patience)
            feeds = terminal.shown_at(_TITLE) or 0.0
            pressed = terminal.clock()
            terminal.press("enter")
            terminal.wait_for("Articles in feed", patience)
            listed = terminal.shown_at("Articles in feed") or pressed
        except BaseException:
            terminal.close()
            raise
        terminal.wait_quiet(0.5)
        return terminal, feeds + listed - pressed


def _write(feed: Path, library: Path) -> None:
    """The articles as RSS 2.0: title, date and body."""
    with feed.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>')
        file.write(f"<title>{_TITLE}</title><link>https://made-up.example/</link>")
        file.write("<description>Words that mean nothing.</description>\n")
        for path in sorted((library / "articles").rglob("*.md")):
            title = path.read_text(encoding="utf-8").partition("\n---")
            front, body = title[0].splitlines(), title[2]
            name = escape(front[1].partition('"')[2].rpartition('"')[0])
            year, month, day = path.stem.split("-")[:3]
            page = f"https://made-up.example/{escape(path.stem)}"
            file.write(
                f"<item><title>{name}</title><link>{page}</link><guid>{page}</guid>"
                f"<pubDate>{day} {_MONTHS[int(month) - 1]} {year} 12:00:00 +0000</pubDate>"
                f"<description>{escape(body)}</description></item>\n"
            )
        file.write("</channel></rss>\n")
