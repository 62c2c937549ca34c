"""The user's editor: how it is called for a line of a file, and running it."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

# Where neither $VISUAL nor $EDITOR is set.
_USUAL = ("sensible-editor", "nano", "vi")

# How editors are told of a line, by the name of their program: from their manuals. Those that are
# not here get the file alone.
_PLUS = (  # +LINE FILE
    "vi vim nvim view vimx gvim ex nano pico emacs emacsclient micro joe jmacs jpico jstar kak ne "
    "mg zile editor sensible-editor gedit"
)
_GO_TO = "code code-insiders code-oss codium vscodium cursor"  # -g FILE:LINE
_COLON = "hx helix subl sublime_text zed"  # FILE:LINE


class NoEditor(Exception):  # noqa: N818  (a sentence for the user)
    """The editor can't be run, or did not end well."""


def command(file: str, line: int, environment: Mapping[str, str] = os.environ) -> list[str]:
    """The command that opens a file at a line (from 1). Raises NoEditor."""
    for variable in ("VISUAL", "EDITOR"):
        if written := environment.get(variable, "").strip():
            try:
                words = shlex.split(written)
            except ValueError:
                words = []
            if not words:
                raise NoEditor(f"${variable} can’t be read: a quote mark is not closed")
            break
    else:
        path = environment.get("PATH")
        found = next((name for name in _USUAL if shutil.which(name, path=path)), "")
        if not found:
            raise NoEditor("no editor is known: set $EDITOR to the one you use")
        words = [found]
    name = os.path.basename(words[0])
    if name in _PLUS.split():
        return [*words, f"+{line}", file]
    if name in _GO_TO.split():
        return [*words, "-g", f"{file}:{line}"]
    return [*words, f"{file}:{line}" if name in _COLON.split() else file]


def run(file: str, line: int) -> None:
    """Run the editor on a line of a file, and wait for it. Raises NoEditor."""
    words = command(file, line)
    try:
        with _signals_are_the_editors():
            status = subprocess.call(words)  # noqa: S603  (what the user has chosen)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "there is no such program" if missing else (error.strerror or str(error)).lower()
        raise NoEditor(f"the editor “{words[0]}” can’t be run: {reason}; see $EDITOR") from None
    if status:
        ended = f"by signal {-status}" if status < 0 else f"with status {status}"
        raise NoEditor(f"the editor “{words[0]}” ended {ended}")


@contextlib.contextmanager
def _signals_are_the_editors() -> Iterator[None]:
    """What the keyboard sends is for the editor alone; what ends us waits until it is back."""
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        if number in (signal.SIGTERM, signal.SIGHUP):
            came.append(number)

    # A function, as an ignored signal would be ignored by the editor, too. An event loop hears of
    # signals by a file descriptor, and later than we are back.
    wakeup = signal.set_wakeup_fd(-1)
    numbers = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, note) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
        for one in came:
            signal.raise_signal(one)
