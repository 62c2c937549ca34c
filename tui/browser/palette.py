"""The colours for Textual: the themes' styles for the panes, and for its own widgets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rich.style import Style
from textual.theme import Theme

from .inks import INKS, looks


@cache
def styles(theme: str) -> Mapping[str, Style]:
    """The styles of a theme, by the names that the panes draw with."""
    return {
        name: _style(_rich(ink), _rich(page), attributes)
        for name, (ink, page, attributes) in looks(theme).items()
    }


def _style(color: str, background: str, attributes: tuple[str, ...]) -> Style:
    # None, not False: what is not set costs no byte on the line.
    bold, italic, underline, strike, reverse = (
        name in attributes or None for name in ("bold", "italic", "underline", "strike", "reverse")
    )
    return Style(
        color=color,
        bgcolor=background,
        bold=bold,
        italic=italic,
        underline=underline,
        strike=strike,
        reverse=reverse,
    )


def _rich(ink: int | str) -> str:
    return f"color({ink})" if isinstance(ink, int) else ink


def _css(ink: int | str) -> str:
    """An ink as Textual's style sheets name it: of the 256 colours, xterm's own table."""
    if isinstance(ink, str):
        return f"ansi_{ink}"
    if ink >= 232:
        return "#" + f"{8 + 10 * (ink - 232):02x}" * 3
    steps = (0, 95, 135, 175, 215, 255)
    ink -= 16
    return "#" + "".join(f"{steps[step]:02x}" for step in (ink // 36, ink // 6 % 6, ink % 6))


def _theme(name: str) -> Theme:
    """What Textual's own widgets are told: the palette of actions, and lines to type in."""
    css = {ink: _css(number) for ink, number in INKS[name].items()}
    own = name == "terminal"
    # Reversal would do, but Textual loses it on the way; black on white is readable in any scheme.
    over = ("ansi_black", "ansi_white") if own else (css["on-row"], css["row"])
    return Theme(
        name=name,
        primary=css["link"],
        secondary=css["visited"],
        accent=css["words"],
        warning=css["words"],
        error=css["broken"],
        success=css["code"],
        foreground=css["text"],
        background=css["page"],
        surface=css["raised"],
        panel=css["raised"],
        dark=name != "light",
        ansi=own,
        variables={
            "quiet": css["quiet"],
            "border": css["focus"],
            "scrollbar": "ansi_blue" if own else css["line"],
            "scrollbar-background": css["page"],
            "ansi-background": css["page"],
            "ansi-foreground": css["text"],
            "block-cursor-foreground": over[0],
            "block-cursor-background": over[1],
            # Not bold: that makes black a grey on many terminals.
            "block-cursor-text-style": "underline" if own else "bold",
            "input-cursor-foreground": css["page"],
            "input-cursor-background": css["text"],
            "input-cursor-text-style": "reverse" if own else "none",
            "input-selection-foreground": over[0],
            "input-selection-background": over[1],
        },
    )


THEMES: Mapping[str, Theme] = {name: _theme(name) for name in INKS}
