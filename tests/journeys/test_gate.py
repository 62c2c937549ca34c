"""Every screen of a library full of orders to the terminal: the bytes that come out are our own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests import hostile
from tests.screen import Screen
from tests.terminal import Terminal

from .stories import USUAL_MODES, is_ready, link, start, title

_MARKED = "[b]Zq[/]"
_PASTED = f"\x1b[200~{hostile.ORDERS.replace(chr(27), '')}\x1b[201~"  # Textual puts ^ for it


class Journey:
    """Goes from screen to screen, and looks at each. seen: all that they showed."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.seen = ""

    def go(self, keys: str, wanted: str | Callable[[Screen], object]) -> None:
        """Type, and look at what comes once something of it stands there."""
        self.terminal.send(keys)
        self.terminal.wait_for(wanted, 60)
        # Two screens may stand there half and half, until what was sent of the second is read.
        self.terminal.wait_for(lambda screen: not hostile.without_markup(screen.text()))
        self.seen += self.terminal.text()

    def to(self, keys: str, name: str) -> None:
        """The same for a pane with this in its title, which gets the keys."""
        self.go(keys, lambda screen: name in title(screen))


def test_no_byte_of_any_screen_is_an_order(tmp_path: Path) -> None:
    root = hostile.write(tmp_path)
    with start(tmp_path, library=root, env={"EDITOR": hostile.WORD}) as terminal:
        terminal.wait_for(is_ready, 30)
        journey = Journey(terminal)
        along_the_trail(journey)
        lists_and_pages(journey)
        what_is_taken(journey)
        words_that_are_typed(journey)
        what_stands_over_the_panes(journey)
        terminal.send("q")
        assert terminal.wait_exit() == 0
        assert terminal.screen.modes == USUAL_MODES
        assert not hostile.orders_of_browser(terminal.bytes_out)
    for words in ("[sic]", "[Laughs]", "[@click=app.quit]q[/]"):
        assert words in journey.seen


def along_the_trail(journey: Journey) -> None:
    """Through the places of the last time, at records and pages that are not there."""
    journey.to("", "errors, ")
    journey.to("L", _MARKED)
    journey.to("L", "Timeline of")
    journey.go("L", "“unlinked:[b]")
    journey.to("L", "Verify: [b]")
    journey.go("L", "no record “x”")
    journey.go("L", "“[b]Zq[/]")
    journey.to("L", "Search: [b]")
    journey.to("L", "Quotes: [b]")
    journey.to("L", "People")


def lists_and_pages(journey: Journey) -> None:
    names = ("Articles", "People", "Events", "Quotes", "Organisations", "Places")
    for number, name in enumerate(names, start=1):
        journey.to(f"{number}", name)
        journey.to("j\r", _MARKED)
        journey.go("\t", lambda screen: link(screen)[0])
        if name != "Quotes":  # the first link behind a quotation may lead to the web
            journey.to("\r", "Zq")
    journey.to("1\rt", "Timeline: ")
    journey.to("1u", "Unlinked mentions of ")
    journey.to("'", "6 bookmarks")
    journey.go("\t\t", "link 2 of")
    journey.to("\r", _MARKED)
    journey.to("!", "errors, ")
    journey.to("\t\r", "articles/")


def what_is_taken(journey: Journey) -> None:
    journey.to("1\r", _MARKED)
    journey.go("o", "┌ Source")
    journey.go("y", "Copied the address:")
    journey.go("y", "Copied the reference:")
    journey.go("Y", "BibTeX")
    journey.go("4", "Copied")
    journey.go("m", "Bookmarked")
    journey.go("e", "The editor")


def words_that_are_typed(journey: Journey) -> None:
    journey.go(f"1F{_PASTED}\r", "0 of 8")
    journey.go(f"1i{_PASTED}\r", "“]8;")
    journey.go("/", "Saved")
    journey.to(_PASTED, "Search: ]8;")
    journey.to("\x15owned", "Search: owned")
    journey.go(f"\x13{_PASTED}\r", "Saved as")
    journey.to("\r", _MARKED)
    journey.to('"owned', "Quotes: owned")
    journey.to("\r", _MARKED)
    journey.go("n", "match ")
    journey.go(f"\x06{_PASTED}\r", "“owned]8;")
    journey.to(f"v{_PASTED}\r", "Verify: ]8;")


def what_stands_over_the_panes(journey: Journey) -> None:
    journey.go("\x0f", "┌ Libraries")
    journey.go("2", "/gone[b]Zq")
    journey.go("\x10", "Search for commands")
    journey.go("\x1b[200~\u202eexe\x9b6n\x0e\x7f\x1b[201~", "No matches found")
    assert "exe\ufffd6n" in journey.seen
    journey.go("\x1b", lambda screen: "No matches" not in screen.text())
