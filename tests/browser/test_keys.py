"""Every action by each of its keys: what has changed after it that was not so before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.strip import Strip
from textual.widget import Widget

from tui.browser.palette_screen import Palette
from tui.core.actions import ACTIONS

from .stage import Stage, browse

Probe = Callable[[Stage], object]


def on_top(stage: Stage) -> str:
    return type(stage.app.screen).__name__


def at_match(stage: Stage) -> int:
    return stage.reader.finder.current


FIND = "ctrl+f P a r a g r a p h enter"
# action id → the keys that prepare it, what to look at, and what is to be seen after its own key
DOES: dict[str, tuple[str, Probe, object]] = {
    "down": ("", lambda s: s.rows.cursor, 1),
    "up": ("j j", lambda s: s.rows.cursor, 1),
    "page-down": ("", lambda s: s.rows.cursor, 15),
    "page-up": ("G", lambda s: s.rows.cursor, 15),
    "half-down": ("", lambda s: s.rows.cursor, 7),
    "half-up": ("G", lambda s: s.rows.cursor, 23),
    "top": ("l G", lambda s: s.reader.top, 0),
    "bottom": ("", lambda s: s.row, "note-00"),
    "pane-left": ("l l", lambda s: s.main.active, "reader"),
    "pane-right": ("", lambda s: s.main.active, "reader"),
    "next-link": ("tab", lambda s: s.link, "opening"),
    "previous-link": ("tab tab", lambda s: s.link, "ann"),
    "open": ("tab", lambda s: s.ref, "ann"),
    "hints": ("", lambda s: s.app.hints.active, True),
    "search": ("", lambda s: s.main.prompt is not None and s.main.prompt.has_focus, True),
    "find-quote": ("", lambda s: s.main.results.list, "find"),
    "filter": ("", lambda s: s.main.prompt is not None and s.main.prompt.has_focus, True),
    "find": ("", lambda s: s.main.prompt is not None and s.main.prompt.has_focus, True),
    "next-match": (FIND, at_match, 1),
    "previous-match": (FIND + " n n", at_match, 1),
    "timeline": ("", lambda s: s.ref, "timeline:bridge"),
    "zoom": ("", lambda s: s.reader.region.width, 120),
    "articles": ("2", lambda s: s.row, "bridge"),
    "people": ("", lambda s: s.ref, "ann"),
    "events": ("", lambda s: s.ref, "opening"),
    "quotes": ("", lambda s: s.ref, "bridge#asked"),
    "organisations": ("", lambda s: s.ref, "guild"),
    "places": ("", lambda s: s.ref, "town"),
    "sort": ("", lambda s: s.rows.sort, "title"),
    "type-ahead": ("", lambda s: s.main.prompt is not None and s.main.prompt.has_focus, True),
    "mark": ("", lambda s: s.rows.marks.refs, ["bridge"]),
    "unmark-all": ("x", lambda s: len(s.rows.marks), 0),
    "back": ("tab enter", lambda s: s.ref, "bridge"),
    "forward": ("tab enter H", lambda s: s.ref, "ann"),
    "verify": ("", lambda s: type(s.main.prompt).__name__, "VerifyBar"),
    "bookmark": ("", lambda s: len(s.app.library.load_state("bookmarks") or []), 1),
    "bookmarks": ("", lambda s: s.ref, "bookmarks:"),
    "copy-as": ("", on_top, "Chooser"),
    "copy": ("", lambda s: s.app.clipboard, "bridge"),
    "open-source": ("", lambda s: "https://daily.example/bridge" in s.text(), True),
    "edit": ("", lambda s: s.message.startswith("The editor needs a terminal"), True),
    "unlinked": ("", lambda s: s.ref, "unlinked:bridge"),
    "link": ("u", lambda s: s.message, "Nothing is left to link."),
    "problems": ("", lambda s: s.ref, "!"),
    "cancel": ("tab", lambda s: s.reader.link, -1),
    "reload": ("", lambda s: s.message, "Read again."),
    "libraries": ("", on_top, "Note"),
    "theme": ("", on_top, "Chooser"),
    "palette": ("", on_top, "Palette"),
    "help": ("", on_top, "Note"),
    "quit": ("", lambda s: s.app.is_running, False),
}
# What leaves no trace on the screen of a test: named in the tests below.
APART = {"redraw", "suspend"}


def test_every_action_of_the_table_is_tried_here() -> None:
    assert set(DOES) | APART == {action.id for action in ACTIONS}


@pytest.mark.parametrize(
    ("action", "key"),
    [(action.id, key) for action in ACTIONS for key in action.keys if action.id not in APART],
)
async def test_a_key_does_what_its_action_says(library: Path, action: str, key: str) -> None:
    prepared, look, expected = DOES[action]
    async with browse(library) as stage:
        await stage.press(*prepared.split())
        assert look(stage) != expected, "the preparation alone does it"
        await stage.press(key)
        await stage.until(lambda: look(stage) == expected, expected)


def watch(monkeypatch: pytest.MonkeyPatch, widget: Widget, drawn: set[str]) -> None:
    """Note the lines that a widget draws from now on."""
    render = widget.render_line

    def watched(y: int) -> Strip:
        drawn.add(f"{widget.id} {y}")
        return render(y)

    monkeypatch.setattr(widget, "render_line", watched)


async def test_redraw_draws_every_line_again(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browse(library) as stage:
        drawn: set[str] = set()
        main = stage.main
        for widget in (main.header, *main.panes.values(), main.footer):
            watch(monkeypatch, widget, drawn)
        await stage.press("ctrl+l")
        await stage.until(lambda: len(drawn) >= 1 + 3 * 34 + 1, drawn)


OPEN = ["", "slash", "ctrl+f a", "f", "question_mark", "T", "ctrl+p"]


@pytest.mark.parametrize("keys", OPEN)
async def test_suspend_stops_the_process_whatever_is_open(
    library: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    async with browse(library) as stage:
        suspended = []
        monkeypatch.setattr(stage.app, "action_suspend_process", lambda: suspended.append(True))
        await stage.press(*keys.split(), "ctrl+z")
        await stage.until(lambda: suspended)


@pytest.mark.parametrize("keys", OPEN)
async def test_ctrl_c_leaves_whatever_is_open(library: Path, keys: str) -> None:
    async with browse(library) as stage:
        await stage.press(*keys.split(), "ctrl+c")
        await stage.until(lambda: not stage.app.is_running)


async def test_a_palette_that_is_closed_before_it_stands(library: Path) -> None:
    async with browse(library) as stage:
        stage.app.push_screen(Palette())
        stage.app.pop_screen()
        await stage.press("j")
        await stage.until(lambda: stage.app.screen is stage.main)


async def test_a_palette_closes_itself_alone_and_once(library: Path) -> None:
    async with browse(library) as stage:
        palette = Palette()
        stage.app.push_screen(palette)
        stage.main.action_run("help")
        above = stage.app.screen
        assert above is not palette
        palette.dismiss()
        assert stage.app.screen is above
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is palette)
        palette.dismiss()
        palette.dismiss()
        assert stage.app.screen is stage.main
