"""The themes: everything in them can be read, and no colour is the only sign of anything."""

from __future__ import annotations

import os
import sys
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style

from tests.screen import Screen
from tests.terminal import Terminal
from tui.browser.palette import THEMES, styles
from tui.core import themes
from tui.library.facade import Library

from .libraries import write
from .schemes import RGB, SCHEMES, Scheme, contrast, fixed, rgb
from .stage import WIDE, Stage, browse

COLOURED = ("dark", "light", "high-contrast")
PLAIN = "terminal"
# What one reads by the line, not in passing.
BODY = {"text", "bold", "italic", "bold-italic", "title", "heading", "notice", "words"}
BODY |= {"words-told", "row", "row-name", "group", "mark"}
# Drawn with lines alone.
LINES = {"border"}


def least(theme: str, name: str) -> float:
    """The contrast that a style has to have: WCAG's AAA (7) or AA (4.5) for text, 3 for lines."""
    if name in LINES:
        return 3 if theme == "high-contrast" else 1.9
    return 7 if theme == "high-contrast" or name in BODY else 4.5


def colours(style: Style, scheme: Scheme | None = None) -> tuple[RGB, RGB]:
    """The letters' colour and the one behind them; `scheme` for what is the terminal's own."""
    letters = _rgb(style.color, scheme, default=1)
    behind = _rgb(style.bgcolor, scheme, default=0)
    return (behind, letters) if style.reverse else (letters, behind)


def _rgb(colour: Color | None, scheme: Scheme | None, default: int) -> RGB:
    if colour is None or colour.is_default:
        assert scheme is not None, "a default colour"
        return (scheme.background, scheme.foreground)[default]
    if colour.triplet is not None:
        return rgb(colour.triplet.hex)
    assert colour.number is not None
    if colour.number < 16:
        assert scheme is not None, "one of the terminal's own colours"
        return scheme.colours[colour.number]
    return fixed(colour.number)


def signs(style: Style) -> tuple[bool, ...]:
    """What a style has besides its colours."""
    attributes = (style.bold, style.italic, style.underline, style.strike, style.reverse)
    return tuple(bool(one) for one in attributes)


@pytest.mark.parametrize("name", styles("dark"))
@pytest.mark.parametrize("theme", COLOURED)
def test_every_style_can_be_read(theme: str, name: str) -> None:
    assert contrast(*colours(styles(theme)[name])) >= least(theme, name)


@pytest.mark.parametrize("theme", COLOURED)
def test_every_style_can_be_read_in_sixteen_colours(theme: str) -> None:
    """What Rich sends where TERM says so; the console's bright backgrounds are normal ones."""
    console = SCHEMES["Linux console"]
    console = console._replace(colours=console.colours[:8] + console.colours[:8])
    for name, style in styles(theme).items():
        if name in LINES:
            continue
        few = [one and one.downgrade(ColorSystem.STANDARD) for one in (style.color, style.bgcolor)]
        shown = Style(color=few[0], bgcolor=few[1], reverse=style.reverse)
        for scheme in ("xterm", "Linux console"):
            assert contrast(*colours(shown, SCHEMES[scheme])) >= 3, f"{name} on {scheme}"
        letters, _ = colours(shown, SCHEMES["Linux console"])
        _, behind = colours(shown, console)
        assert contrast(letters, behind) >= 3, f"{name} on the console"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_terminals_own_colours_can_be_read(scheme: str) -> None:
    own = contrast(SCHEMES[scheme].foreground, SCHEMES[scheme].background)
    for name, style in styles(PLAIN).items():
        have = contrast(*colours(style, SCHEMES[scheme]))
        # Text is what its owner made it: 4.1 in Solarized light.
        assert have >= (min(own, 4.5) if name in BODY else 3), name


# Keys, one after the other, and what then stands there.
WALK = [
    ("", "q quit"),
    ("tab enter backspace tab tab tab", "link 4 of 9"),  # visited and broken links, the card
    ("tab enter", "https://plan.example/"),  # the address, in a note
    ("escape 2", "● People 2"),
    ("4 enter l", "▌“Nobody was asked"),
    ("1 tab f", "toldjthe paper"),
    ("escape ctrl+f", "words to find"),
    ("p a p e r", "match 1 of 1 “paper”"),
    ("ctrl+u w o r d enter", "“word”"),
    ("escape question_mark", " more ┘"),
    ("escape ctrl+p", "Search for commands"),
    ("g o", "down"),
    ("escape T", "┌ Theme ─"),
    ("escape exclamation_mark", "● 1 error, 0 warnings"),
]


@pytest.mark.parametrize("theme", themes.THEMES)
async def test_all_that_is_drawn_can_be_read(library: Path, theme: str) -> None:
    """Textual's own widgets, too, with what it blends."""
    async with browse(library, size=WIDE, theme=theme) as stage:
        for keys, seen in WALK:
            for key in keys.split():
                await stage.press(key)
                await stage.until(lambda: is_open(stage), key)
            await stage.until(partial(shows, stage, seen), seen)
            await stage.pilot.pause()
            can_be_read(stage, theme, keys)


def is_open(stage: Stage) -> bool:
    """What has the keys is laid out."""
    return bool(stage.app.focused and stage.app.focused.region.area)


def shows(stage: Stage, words: str) -> bool:
    return words in stage.text()


def can_be_read(stage: Stage, theme: str, keys: str) -> None:
    schemes = SCHEMES.items() if theme == PLAIN else [("", None)]
    seen = {(one.text, one.style) for line in stage.drawn() for _, strip in line for one in strip}
    for text, style in seen:
        if style is None or not any(sign.isalnum() for sign in text):
            continue
        for name, scheme in schemes:
            want = 7.0 if theme == "high-contrast" else 4.5
            if scheme is not None:
                want = min(3, contrast(scheme.foreground, scheme.background))
            have = contrast(*colours(style, scheme))
            assert have >= want, f"after {keys}: {text!r} {style} {name}"


@pytest.mark.parametrize("theme", themes.THEMES)
def test_no_colour_is_the_only_sign(theme: str) -> None:
    made = styles(theme)
    states = ["text", "link", "visited", "broken", "link-cursor", "match", "match-cursor"]
    for one, other in combinations(states, 2):
        assert signs(made[one]) != signs(made[other]), f"{one}, {other}"
    # By letters of their own, a sign in the margin or at the row, or the marks around them.
    for one, other in [
        ("hint", "link-cursor"),
        ("hint", "match"),
        ("row-cursor", "row-name"),
        ("row-cursor", "row-cursor-away"),
        ("bar-on", "bar"),
        ("words-told", "text"),
        ("border-title-focus", "border-title"),
    ]:
        assert signs(made[one]) != signs(made[other]), f"{one}, {other}"


async def test_what_is_only_told_looks_unlike_the_own_words(tmp_path: Path) -> None:
    told = "---\ntitle: Told\nquotes: [{text: it was late, kind: indirect}, {text: Late}]\n---\n"
    root = write(tmp_path, {"articles/told": told + "She said it was late. “Late,” she said.\n"})
    async with browse(root) as stage:
        seen = {
            text: style for line in stage.drawn() for _, strip in line for text, style, _ in strip
        }
        assert seen["it was late"] == styles("dark")["words-told"]
        assert seen["Late"] == styles("dark")["words"]


def pages(stage: Stage) -> set[str]:
    """What stands behind the letters of the panes and of what lies over them."""
    return {
        str(style.bgcolor and style.bgcolor.name)
        for line in stage.drawn()
        for _, strip in line
        for _, style, _ in strip
        if style is not None and not style.reverse
    }


async def test_a_theme_is_chosen_shown_at_once_and_kept(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("tab", "T")
        assert "● dark" in stage.text()
        await stage.press("j", "enter")
        assert stage.app.theme == "light"
        await stage.until(lambda: pages(stage) == {"color(255)", "color(253)"}, pages(stage))
        assert "light" in stage.message
        await stage.press("ctrl+f")
        await stage.until(lambda: stage.main.prompt and stage.main.prompt.region.area)
        cursor = "#262626"
        await stage.until(lambda: pages(stage) == {"color(255)", "color(253)", "#dadada", cursor})
        await stage.press("escape")
        await stage.until(lambda: stage.main.prompt is None)
        await stage.press("T")
        assert "● light" in stage.text()
    kept = Library(str(library)).load_state("theme", everywhere=True)
    assert themes.theme_in_force("", kept) == "light"


async def test_a_choice_that_can_not_be_kept_is_said(library: Path) -> None:
    Path(os.environ["ONRECORD_STATE"]).write_text("in the way")
    async with browse(library) as stage:
        await stage.press("T", "3")
        assert stage.app.theme == "high-contrast"
        assert "can’t be kept" in stage.message


async def test_without_colours_all_themes_are_alike(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    drawn = []
    for theme in themes.THEMES:
        async with browse(library, "bridge", theme=theme) as stage:
            assert stage.app.chosen_theme == theme
            drawn.append([list(strip) for line in stage.drawn() for _, strip in line])
            await stage.press("T", "2")
            assert "NO_COLOR" in stage.message
    assert all(one == drawn[0] for one in drawn)


def started(folder: Path) -> dict[str, str]:
    """Folders of a user who has started the program before, and is not greeted."""
    (folder / "STATE").mkdir()
    (folder / "STATE" / "started.json").write_text("true")
    return {f"ONRECORD_{what}": str(folder / what) for what in ("CACHE", "STATE", "CONFIG")}


@pytest.mark.parametrize(
    ("term", "env", "theme"),
    [
        ("xterm-256color", {}, "dark"),
        ("linux", {}, "terminal"),
        ("screen", {}, "terminal"),
        ("xterm", {"COLORTERM": "truecolor"}, "dark"),
        ("xterm-256color", {"NO_COLOR": "1"}, "terminal"),
    ],
)
def test_the_first_theme_is_one_that_the_terminal_has_colours_for(
    tmp_path: Path, library: Path, term: str, env: dict[str, str], theme: str
) -> None:
    folders = started(tmp_path)
    command = [sys.executable, "-m", "tui", "-L", str(library)]
    with Terminal(command, columns=100, rows=30, env={**folders, **env}, term=term) as terminal:
        terminal.wait_for("The bridge is open")
        terminal.wait_quiet(0.3)
        behind = {terminal.screen.cell(x, 20).bg for x in range(100)}
        assert behind == ({"121212"} if theme == "dark" else {"default"})
        assert terminal.screen.cell(*(terminal.screen.find("Note 29") or (0, 0))).bold == (
            theme == "terminal"
        )
        assert (b"[38;5;" in terminal.bytes_out) == (theme == "dark")


def test_the_whole_terminal_changes_and_the_next_start_has_it(
    tmp_path: Path, library: Path
) -> None:
    folders = started(tmp_path)
    command = [sys.executable, "-m", "tui", "-L", str(library)]
    pages = {"eeeeee", "dadada", "afd7ff", "005f87"}  # the page, the bars, row and list chosen
    with Terminal(command, columns=100, rows=30, env=folders) as terminal:
        terminal.wait_for("The bridge is open")
        terminal.press("T", "2")
        terminal.wait_for(lambda screen: _behind(screen) == pages)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with Terminal(command, columns=100, rows=30, env=folders) as terminal:
        terminal.wait_for(lambda screen: _behind(screen) == pages)
        assert b"48;5;233m" not in terminal.bytes_out


def _behind(screen: Screen) -> set[str]:
    cells = (screen.cell(x, y) for x in range(screen.columns) for y in range(screen.rows))
    return {cell.fg if cell.reverse else cell.bg for cell in cells}


def test_every_theme_is_there_twice_and_only_in_small_colours() -> None:
    assert set(THEMES) == set(themes.THEMES)
    for theme in COLOURED:
        for style in styles(theme).values():
            for colour in (style.color, style.bgcolor):
                assert colour is not None
                assert colour.number is not None
                assert colour.number >= 16
