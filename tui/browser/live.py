"""What the browser shows of a library that changes while it is open, and how it says so.

The library's watcher tells, in its thread, that there is news; it is taken in here, in the
browser's own, when nobody is in the midst of something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.text import plural
from tui.library import news
from tui.library.facade import LibraryError

from .pause import Pause

if TYPE_CHECKING:
    from tui.library.facade import Library
    from tui.library.news import Counts
    from tui.library.watcher import Watcher

    from .main_screen import MainScreen

_AGAIN = 0.3  # seconds after which to ask again whether somebody is in the midst of something
_SHORT = 0.4  # seconds between two looks at how far the indexing is
_BACK = "The library can be read again"


class Live:
    """Keeps one screen as the library is, from `start` on."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._library: Library | None = None  # the one that is watched
        self._trouble = self._missing = ""
        self._is_asked = False  # whether somebody waits for a sentence
        self._later = Pause(screen)

    def start(self) -> None:
        """Watch the library of the app, instead of one before."""
        library = self._library = self._screen.onrecord.library
        self._trouble = ""
        self._missing = library.missing
        self._say([self._missing] if self._missing else [])
        library.watch(lambda: self._screen.call_later(self._hear, library))

    @property
    def watcher(self) -> Watcher | None:
        return self._library.watcher if self._library else None

    def look(self) -> bool:
        """Look at every file now, and say what is found; False where nobody watches."""
        if self.watcher is None:
            return False
        self._is_asked = True
        self.watcher.hurry()
        return True

    def _hear(self, library: Library) -> None:
        """There may be news: take it in, or wait until that disturbs nobody."""
        if library is not self._screen.onrecord.library or not self._screen.is_running:
            return
        if self._later.goes_on:
            return
        if self._screen.is_busy or (library.watcher and library.watcher.tries):
            self._wait(_AGAIN)  # what is new is told together with the end of a trouble
            return
        self._take_in(library)
        if library.watcher is not None and library.watcher.building is not None:
            self._wait(_SHORT)  # it is told of more often than one wants to see it

    def _wait(self, seconds: float) -> None:
        self._later.start(seconds, self._go_on)

    def _go_on(self) -> None:
        if self._library is not None:
            self._hear(self._library)

    def _take_in(self, library: Library) -> None:
        was_part = library.is_part
        try:
            counts = library.take_in()
        except (LibraryError, OSError):
            counts = None  # the watcher finds that out, too, and says it
        sentences = self._of_trouble(library)
        if counts is None:
            self._screen.refresh_counts()
        else:
            told = self._screen.renew()
            sentences += _of_news(library, counts, told, was_part)
        if self._is_asked and library.watcher is not None and not library.watcher.hurries:
            self._is_asked = False
            sentences = sentences or ["Read again"]
        self._say(sentences)

    def _of_trouble(self, library: Library) -> list[str]:
        """What is said, once, of what keeps the library from being looked at; and of its end."""
        trouble = library.watcher.trouble if library.watcher else ""
        before, self._trouble = self._trouble, trouble
        missed, self._missing = self._missing, library.missing
        if trouble == before:
            return [self._missing] if self._missing not in ("", missed) else []
        return [f"{trouble}; what is known of it can still be read"] if trouble else [_BACK]

    def _say(self, sentences: list[str]) -> None:
        told = " ".join(f"{one.rstrip('.')}." for one in sentences)
        if told:
            self._screen.say(told[0].upper() + told[1:])


def _of_news(library: Library, counts: Counts, told: str, was_part: bool) -> list[str]:
    """What has changed, in sentences; first of all what is read."""
    if was_part:
        files = sum(count for kind, count in library.counts.items() if kind != "quote")
        return [] if library.is_part else [f"All {plural(files, 'record')} are indexed now"]
    words = news.in_words(counts)
    return [one for one in (told, words) if one]
