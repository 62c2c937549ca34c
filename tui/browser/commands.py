"""What each action of the table does, by its id."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.core.addresses import BOOKMARKS, PROBLEMS, TIMELINE, record_of, subject_of
from tui.core.records import is_plain, is_web
from tui.core.themes import THEMES

from . import choosing, marks, matches, searching, taking
from .list_pane import NAMES
from .pane import Pane

if TYPE_CHECKING:
    from .main_screen import MainScreen

    Command = Callable[[MainScreen], object]


def _pane(screen: MainScreen) -> Pane:
    return screen.panes[screen.active]


def _beside(screen: MainScreen, step: int) -> None:
    order = list(screen.panes)
    if screen.zoomed:
        screen.set_zoomed(False)
    at = order.index(screen.active) + step
    if 0 <= at < len(order):
        screen.preview_now()
        screen.set_pane(order[at])
        if order[at] == "linked":
            screen.linked_moved()


def _list(name: str) -> Command:
    def show(screen: MainScreen) -> None:
        screen.preview_now()
        if screen.rows.list != name or screen.rows.filter:
            screen.navigator.open_list(name)
        screen.set_pane("list")

    return show


def _next_link(screen: MainScreen, step: int) -> None:
    screen.preview_now()
    if screen.active != "reader":
        screen.set_pane("reader")
    screen.reader.links.move(step)


def _open(screen: MainScreen) -> None:
    if screen.active == "list" and screen.results.on:
        choosing.enter(screen)
    elif screen.active == "list":
        row = screen.list_pane.current
        if row is not None:
            screen.navigator.open(row.ref)
    elif screen.active == "linked":
        item = screen.linked.current
        if item is not None:
            _go_to(screen, item.ref)
    else:
        _follow(screen)


def _follow(screen: MainScreen) -> None:
    page = screen.reader.content
    number = screen.reader.meant
    if page is None or number < 0:
        keys = screen.onrecord.how("next-link"), screen.onrecord.how("hints")
        screen.say(f"Choose a link first: {keys[0]}, or {keys[1]} for letters.")
        return
    link = page.document.links[number]
    if link.url:
        _open_address(screen, link.url)
    else:
        _go_to(screen, link.target)


def _go_to(screen: MainScreen, target: str) -> None:
    if screen.reader.links.exists(target):
        screen.navigator.open(target)
    else:
        screen.say(f"This link leads nowhere: there is no “{target}”.")


def _hints(screen: MainScreen) -> None:
    screen.preview_now()
    reader, linked = screen.reader, screen.linked
    targets: list[tuple[Pane, int]] = []
    if reader.display and reader.layout_ is not None:
        last = reader.top + reader.view
        targets += [(reader, link) for link in reader.layout_.links_between(reader.top, last)]
    if linked.display:
        targets += [(linked, number) for number in linked.items_in_view()]
    if not targets:
        screen.say("There is no link on the screen.")
        return

    def done(pane: Pane | None, number: int) -> None:
        if pane is reader:
            screen.set_pane("reader")
            reader.links.choose(number)
            _open(screen)
        elif pane is linked:
            linked.go_to(number)
            screen.set_pane("linked")
            _open(screen)

    screen.onrecord.hints.start(targets, done)
    reader.refresh_view()
    linked.refresh_view()


def _find(screen: MainScreen) -> None:
    from .find_bar import FindBar

    screen.preview_now()
    if not screen.prompt:
        reader = screen.reader
        screen.set_pane("reader")
        screen.open_prompt(FindBar(reader.finder.words, reader.offset_at_top, reader.top))


def _verify(screen: MainScreen) -> None:
    from .verify_bar import VerifyBar

    screen.preview_now()
    if not screen.prompt:
        screen.open_prompt(VerifyBar(screen))


def _type_ahead(screen: MainScreen) -> None:
    from .type_bar import TypeBar

    if screen.results.on:
        searching.change(screen)
        return
    screen.set_pane("list")
    screen.open_prompt(TypeBar(screen.list_pane))


def _sort(screen: MainScreen) -> None:
    if screen.results.on:
        searching.sort(screen)
        return
    rows = screen.list_pane
    following = rows.sorts[(rows.sorts.index(rows.sort) + 1) % len(rows.sorts)]
    row = rows.current
    rows.show(rows.list, following, filter=rows.filter, ref=row.ref if row else "")
    screen.navigator.kept.put(f"sort {rows.list}", following)
    screen.set_pane("list")


def _timeline(screen: MainScreen) -> None:
    """The timeline around what the keys are on; from a timeline that is read, the library's."""
    screen.preview_now()
    row, item, page = screen.rows.current, screen.linked.current, screen.reader.content
    shown = page.ref if page else ""
    ref = "" if shown.startswith(TIMELINE) else screen.reader.marked or shown
    if screen.active == "list":
        ref = row.ref if row else ""
    elif screen.active == "linked" and item is not None:
        ref = item.ref
    address = TIMELINE + subject_of(ref)
    if address == shown and screen.active == "reader":
        screen.say("This is the timeline of the whole library.")
    else:
        _go_to(screen, address if screen.reader.links.exists(ref) or not ref else ref)


def _bookmark(screen: MainScreen) -> None:
    from . import bookmarking

    bookmarking.turn(screen)


def _bookmarks(screen: MainScreen) -> None:
    screen.navigator.open(BOOKMARKS)
    page = screen.reader.content
    if page is not None and not page.document.links:
        screen.say(f"{screen.onrecord.how('bookmark')} sets a bookmark on what is read.")


def _copy_as(screen: MainScreen) -> None:
    from . import exporting

    exporting.copy_as(screen)


def _open_source(screen: MainScreen) -> None:
    screen.preview_now()
    page, ref = screen.reader.content, record_of(taking.reference(screen))
    if screen.active != "reader" and ref:  # it may be another record than the one that is read
        page = screen.onrecord.library.page(ref)
    if page is None or not page.url:
        screen.say("No address of a source is known for this.")
    else:
        _open_address(screen, page.url)


def has_web_browser() -> bool:
    """Whether a page opened here would be seen: there is a desktop, and no terminal in between."""
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_address(screen: MainScreen, url: str) -> None:
    """Open a page of the web where that can be seen; any other address is only shown.

    It always begins with http:// or https://, so that no program takes it for an option.
    """
    if is_web(url) and is_plain(url) and (screen.app.is_web or has_web_browser()):
        screen.app.open_url(url)
        screen.say(f"Opened {url}")
        return
    from .note import Note

    told = f"{screen.onrecord.how('copy')} copies it; any other key closes this."
    screen.app.push_screen(Note("Source", [url, "", told], url))


def _cancel(screen: MainScreen) -> None:
    """Close what is on top: one thing a key."""
    reader = screen.reader
    if screen.prompt:
        screen.close_prompt(keep=False)
    elif reader.finder.current >= 0:
        reader.finder.clear()
        reader.refresh_view()
        reader.refresh_status()
    elif screen.zoomed:
        screen.set_zoomed(False)
    elif screen.active == "linked":
        screen.set_pane("reader")
    elif reader.link >= 0:
        reader.links.choose(-1)
    elif screen.active == "list" and screen.results.on:
        screen.navigator.go(-1)
    elif screen.active == "list" and screen.list_pane.filter:
        rows = screen.list_pane
        rows.show(rows.list, rows.sort, ref=rows.current.ref if rows.current else "")
    elif screen.active == "list" and screen.rows.marks:
        marks.unmark_all(screen)
    elif reader.marked or reader.passage:
        reader.marked, reader.passage = "", None
        reader.refresh_view()


def _reload(screen: MainScreen) -> None:
    from .writing import read_again

    if screen.live is not None and screen.live.look():
        screen.say("Looking at every file …")
    elif read_again(screen) and not screen.footer.message:  # that what was read is gone says more
        screen.say("Read again.")


def _edit(screen: MainScreen) -> None:
    from . import writing

    writing.edit(screen)


def _unlinked(screen: MainScreen) -> None:
    from . import writing

    writing.list_unlinked(screen)


def _link(screen: MainScreen) -> None:
    from . import writing

    writing.link(screen)


def _help(screen: MainScreen) -> None:
    from .note import Note, help_lines

    scroll = f"{screen.onrecord.how('down')} and {screen.onrecord.how('up')}"
    screen.app.push_screen(Note("Keys", help_lines(screen.onrecord.actions, scroll)))


def _libraries(screen: MainScreen) -> None:
    from .libraries import choose

    if screen.app.is_web:  # whoever is logged in here can see the page
        screen.say("This page shows one library.")
    else:
        choose(screen)


def _suspend(screen: MainScreen) -> None:
    if screen.app.is_web:
        screen.say("There is no shell behind this page to go to.")
    else:
        screen.app.action_suspend_process()


def _theme(screen: MainScreen) -> None:
    from .chooser import Chooser, Row

    app = screen.onrecord
    rows = [Row(name, words, current=name == app.chosen_theme) for name, words in THEMES.items()]

    def done(number: int, _: str) -> None:
        app.choose_theme(rows[number].label)

    app.push_screen(Chooser("Theme", rows, done))


def _palette(screen: MainScreen) -> None:
    from .palette_screen import Palette

    # A key behind the one that opened it may come before it has the keys.
    if not any(isinstance(one, Palette) for one in screen.app.screen_stack):
        screen.app.push_screen(Palette())


def _quit(screen: MainScreen) -> None:
    screen.preview_now()
    screen.navigator.save()
    screen.app.exit()


COMMANDS: dict[str, Command] = {
    "down": lambda screen: _pane(screen).move(1),
    "up": lambda screen: _pane(screen).move(-1),
    "page-down": lambda screen: _pane(screen).page(1),
    "page-up": lambda screen: _pane(screen).page(-1),
    "half-down": lambda screen: _pane(screen).page(0.5),
    "half-up": lambda screen: _pane(screen).page(-0.5),
    "top": lambda screen: _pane(screen).to_end(bottom=False),
    "bottom": lambda screen: _pane(screen).to_end(bottom=True),
    "pane-left": lambda screen: _beside(screen, -1),
    "pane-right": lambda screen: _beside(screen, 1),
    "next-link": lambda screen: _next_link(screen, 1),
    "previous-link": lambda screen: _next_link(screen, -1),
    "open": _open,
    "hints": _hints,
    "search": lambda screen: searching.start(screen, "search"),
    "find-quote": lambda screen: searching.start(screen, "find"),
    "find": _find,
    "next-match": lambda screen: matches.next_match(screen, 1),
    "previous-match": lambda screen: matches.next_match(screen, -1),
    "verify": _verify,
    "filter": searching.change,
    "unlinked": _unlinked,
    "link": _link,
    "timeline": _timeline,
    "zoom": lambda screen: screen.set_zoomed(not screen.zoomed),
    **{name: _list(name) for name in NAMES},
    "sort": _sort,
    "type-ahead": _type_ahead,
    "mark": marks.mark,
    "unmark-all": marks.unmark_all,
    "back": lambda screen: screen.navigator.go(-1),
    "forward": lambda screen: screen.navigator.go(1),
    "bookmark": _bookmark,
    "bookmarks": _bookmarks,
    "copy": taking.copy,
    "copy-as": _copy_as,
    "open-source": _open_source,
    "edit": _edit,
    "problems": lambda screen: screen.navigator.open(PROBLEMS),
    "cancel": _cancel,
    "reload": _reload,
    "redraw": lambda screen: screen.onrecord.draw_all(),
    "suspend": _suspend,
    "libraries": _libraries,
    "theme": _theme,
    "palette": _palette,
    "help": _help,
    "quit": _quit,
}
