"""`browse`: what must be so before the browser is loaded."""

from __future__ import annotations

import os
import sys

from tui.library.settings import load

from .commands import COMMANDS
from .refs import as_text, open_library, resolve
from .settings import check
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from tui.core.settings import Settings
    from tui.library.facade import Library

    from .options import Call

    # (library, settings, where to open, mouse, plain characters only) to the exit code
    Launch = Callable[[Library, Settings, str | None, bool, bool], int]

    _Left = TypeVar("_Left")


# The console has not all of our signs in its font; the others know no Unicode.
_PLAIN_TERMS = ("linux", "vt52", "vt100", "vt102", "vt220")

# What `serve` says in the environment of each session: it is drawn in pipes, to be sent to a page.
SERVED = "textual.drivers.web_driver:WebDriver"


def run(call: Call, launch: Launch) -> int:
    """Open the browser at REF, else where it was left."""
    written = call.words[0] if call.words else ""
    if os.environ.get("TEXTUAL_DRIVER") != SERVED:
        _check_terminal("" if call.named or written in COMMANDS else written)
    settings = load()
    check(settings)
    library = open_library(call, at_once=True)
    if written and not library.find(as_text(written)):  # it may have come just now
        library.close()
        library = open_library(call)
    library.read_only = call.on("read-only")

    def shown() -> int:
        commands = () if call.named else tuple(COMMANDS)
        ref = resolve(library, written, commands) if call.words else None
        choose_colours(call)
        return launch(library, settings, ref, not call.on("no-mouse"), draws_plainly(call))

    return to_the_end(library, shown)


def to_the_end(library: Library, shown: Callable[[], _Left]) -> _Left:
    """Show a library, and close it. Raises Stop where its index is damaged: it is made anew."""
    try:
        return shown()
    except Exception as error:
        if not library.is_to_blame(error):
            raise
        library.mend(error)
        why = f"the index was damaged ({error}), and is made anew: start again"
        raise Stop(why) from None
    finally:
        library.close()


def _check_terminal(word: str) -> None:
    """Raise Stop where nothing can be drawn. word: what may have been meant as a command."""
    streams = ((sys.stdin, "input"), (sys.stdout, "output"), (sys.stderr, "error"))
    for stream, name in streams:  # Textual draws on standard error
        opened: object = stream
        if opened is None or not stream.isatty():
            if word:
                raise Stop(
                    f"“{word}” is no command (see onrecord -h), and to open a record in the "
                    f"browser, standard {name} must be a terminal"
                )
            raise Stop(
                f"the browser needs a terminal, and standard {name} is none; "
                "onrecord show and list print"
            )
    check_term("show and list")


def check_term(others: str) -> None:
    """Raise Stop where the terminal can't place text. others: commands that need none."""
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        raise Stop(
            f"the terminal can't place text (TERM is {f'“{term}”' if term else 'not set'}); "
            f"onrecord {others} print"
        )


def draws_plainly(call: Call) -> bool:
    """Whether frames and marks are plain characters: asked for, or no others can be shown."""
    environ = os.environ
    if call.on("ascii") or environ.get("TEXTUAL_DRIVER") == SERVED:
        return call.on("ascii")
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG")
    return environ["TERM"] in _PLAIN_TERMS or locale in ("C", "POSIX")


def choose_colours(call: Call) -> None:
    """Tell the browser of the option --color, by the means that Textual heeds."""
    if call.get("color") == "never":
        os.environ["NO_COLOR"] = "1"
    elif call.get("color") == "always":
        os.environ.pop("NO_COLOR", None)
