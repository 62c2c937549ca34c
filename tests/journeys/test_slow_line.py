"""The keys of the reader over a line that carries 25,000 bytes a second.

The clock is not asked, for it is also that of a busy machine. What the line carries between a key
and its answer is counted: so many bytes take so long, whatever was still on its way before.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from tests.screen import Screen
from tests.terminal import Terminal, Wanted

from .stories import is_ready, link, row, start, title

RATE = 25_000  # bytes a second
HALF_A_SECOND = RATE // 2
ARTICLE, PERSON = "What the prime ministers promised", "Junichiro Koizumi"

Step = tuple[str, Wanted]  # a key, and its answer


def place(screen: Screen) -> str:
    """How much of the text was seen: written last of what a key changes that moves in it."""
    found = re.search(r"(\d+%) *│", screen.line(-3))
    return found[1] if found else ""


def changed(part: Callable[[Screen], str], terminal: Terminal) -> Wanted:
    """Waits until a part of the screen is another one than now."""
    before = part(terminal.screen)
    return lambda screen: part(screen) not in ("", before)


def link_is(number: int) -> Callable[[Screen], bool]:
    return lambda screen: link(screen)[0] == number and bool(place(screen))


def title_is(words: str) -> Callable[[Screen], bool]:
    return lambda screen: title(screen) == words


def is_without(words: str) -> Callable[[Screen], bool]:
    return lambda screen: words not in screen.text()


MOVES, CHANGES = place, Screen.text
WALK: list[Step] = [
    ("tab", link_is(1)),
    ("tab", link_is(2)),
    ("shift+tab", link_is(1)),
    *[(key, MOVES) for key in ("space", "b", "j", "k", "ctrl+d", "ctrl+u", "G", "g")],
    ("f", CHANGES),
    ("escape", CHANGES),
    ("enter", title_is(PERSON)),
    ("space", MOVES),
    ("tab", lambda screen: link(screen)[0]),
    ("t", title_is(f"Timeline: {PERSON}")),
    ("tab", lambda screen: link(screen)[0]),
    ("backspace", title_is(PERSON)),
    ("u", title_is(f"Unlinked mentions of {PERSON}")),
    ("backspace", title_is(PERSON)),
    ("backspace", title_is(ARTICLE)),
    ("L", title_is(PERSON)),
    ("H", title_is(ARTICLE)),
    ("z", is_without("Articles 37 ─")),
    ("z", "Articles 37 ─"),
    ("m", "Bookmarked"),
    ("m", "No longer"),
    ("y", "Copied the reference"),
    ("Y", "BibTeX"),
    ("escape", is_without("BibTeX")),
    ("ctrl+f", "words to find"),
    ("a", is_without("words to find")),
    ("enter", "match 1 of"),
    ("n", "match 2 of"),
    ("N", "match 1 of"),
    ("?", " more ┘"),
    ("escape", is_without(" more ┘")),
    ("2", title_is("People 52")),
    ("j", lambda screen: row(screen).startswith("Barack")),
    ("enter", title_is("Barack Obama")),
    ("4", title_is("Quotes 97")),
    ("enter", title_is(ARTICLE)),
    ("backspace", title_is("Quotes 97")),
    ("'", title_is("0 bookmarks")),
]


def test_each_key_of_the_reader_is_answered_in_half_a_second(tmp_path: Path) -> None:
    """The next key is pressed as soon as the answer is there, and waits for what is left of it."""
    with start(tmp_path, "pledges", rate=RATE) as terminal:
        terminal.wait_for(is_ready, 30)
        terminal.wait_for(title_is(ARTICLE))
        for number, (key, wanted) in enumerate(WALK):
            before = terminal.mark()
            if wanted in (MOVES, CHANGES):
                terminal.wait_quiet(0.05)  # what is left of the last answer is none
                wanted = changed(wanted, terminal)
            terminal.press(key)
            terminal.wait_for(wanted, 30)
            assert terminal.mark() - before <= HALF_A_SECOND, (number, key)
        terminal.press("q")
        assert terminal.wait_exit(30) == 0


def test_what_a_held_key_has_drawn_does_not_keep_the_next_one_waiting(tmp_path: Path) -> None:
    """It scrolls faster than the line carries; but for what the kernel holds, all that is old by
    the time that it could be sent is not sent any more."""
    with start(tmp_path, "fumio-kishida", rate=RATE) as terminal:
        terminal.wait_for(is_ready, 30)
        for _ in range(50):
            terminal.press("j")
            time.sleep(0.03)
        before = terminal.mark()
        terminal.press("?")
        terminal.wait_for(" more ┘", 30)
        assert terminal.mark() - before <= RATE
        terminal.press("escape")
        terminal.wait_for(lambda screen: " more ┘" not in screen.text())
        terminal.wait_quiet(0.2)
        scrolled = terminal.text()
        terminal.press("ctrl+l")
        terminal.wait_quiet(0.3)
        assert terminal.text() == scrolled
