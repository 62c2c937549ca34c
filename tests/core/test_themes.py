"""Which theme is in force: what was chosen, what the settings say, what is usual."""

from __future__ import annotations

import pytest

from tui.core.themes import choice, theme_in_force

LIGHT = choice("light", "")


@pytest.mark.parametrize(
    ("configured", "state", "theme"),
    [
        ("", None, "usual"),
        ("light", None, "light"),
        ("no-such", None, "usual"),
        ("", LIGHT, "light"),
        ("terminal", choice("light", "terminal"), "light"),
        ("terminal", LIGHT, "terminal"),  # the settings changed since
        ("", choice("light", "terminal"), "usual"),
        ("", choice("no-such", ""), "usual"),
        ("dark", {"theme": ["light"], "configured": "dark"}, "dark"),
        ("dark", {}, "dark"),
        ("", ["light"], "usual"),
        ("", "light", "usual"),
    ],
)
def test_a_choice_holds_until_the_settings_change(
    configured: str, state: object, theme: str
) -> None:
    assert theme_in_force(configured, state, "usual") == theme
