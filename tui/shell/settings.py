"""The user's settings, for a command: what it needs of them, or an end with what is wrong."""

from __future__ import annotations

import os

from tui.core import dates
from tui.library.places import settings_file

from . import talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.settings import Settings


def of_library() -> Settings | None:
    """What a command needs that reads a library; None where nothing is set. Raises Stop.

    What is wrong with other settings, as with the browser's keys, is left for `keys` and `browse`.
    """
    settings = None
    try:
        os.stat(settings_file())
    except FileNotFoundError:
        pass  # the usual case: nothing is loaded for it
    else:
        from tui.library.settings import load

        settings = load("libraries", "library", "dates")
        check(settings)
    dates.use_style(settings.dates if settings else dates.STYLES[0])
    return settings


def check(settings: Settings) -> None:
    """Say what is wrong with the settings, if anything: then raise Stop."""
    if settings.problems:
        talk.say(*map(str, settings.problems))
        raise talk.Stop
