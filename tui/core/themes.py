"""The themes by name, and which of them is in force."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# name → what it is, in the words of the chooser
THEMES: Mapping[str, str] = {
    "dark": "light letters on black, warm words",
    "light": "dark letters on paper, for daylight",
    "high-contrast": "white and bright colours on black",
    "terminal": "the terminal’s own colours",
}
DEFAULT = "dark"
PLAINEST = "terminal"  # what looks best where there are few colours, or none


def usual(environment: Mapping[str, str]) -> str:
    """The theme where nobody has chosen one, by the colours that the terminal has.

    They are told as Rich tells them, and as Textual can be told otherwise.
    """
    asked = environment.get("TEXTUAL_COLOR_SYSTEM", "auto")
    if asked != "auto":
        return DEFAULT if asked in ("256", "truecolor") else PLAINEST
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return DEFAULT
    colours = environment.get("TERM", "").strip().lower().rpartition("-")[2]
    return DEFAULT if colours in ("256color", "kitty") else PLAINEST


def choice(theme: str, configured: str) -> dict[str, str]:
    """What is kept of a choice made in the browser: the theme, and what the settings said then."""
    return {"theme": theme, "configured": configured}


def theme_in_force(configured: str, state: object, usual: str = DEFAULT) -> str:
    """The theme to begin with.

    configured: what the settings name, "" for nothing. state: the kept `choice`, or whatever
    stands in its place. usual: the theme where nobody has chosen.

    What was chosen in the browser holds until the settings say something else than they did then.
    """
    kept = state if isinstance(state, dict) else {}
    chosen = kept.get("theme")
    if isinstance(chosen, str) and chosen in THEMES and kept.get("configured") == configured:
        return chosen
    return configured if configured in THEMES else usual
