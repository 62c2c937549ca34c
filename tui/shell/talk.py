"""What is said to the user beside the data: the only writer on stderr, and the exit codes."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from tui.core.text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

FOUND = 0  # or: clean
NOTHING = 1  # nothing found, or errors found by `check`
FAULT = 2  # the call or the library is at fault
INTERRUPTED = 130


class Stop(Exception):  # noqa: N818  (an end with a sentence, not always an error)
    """Ends a command. lines: what to say, the first one the sentence; none where it is said.

    code: the exit code.
    """

    def __init__(self, *lines: str, code: int = FAULT) -> None:
        super().__init__(*lines)
        self.lines = lines
        self.code = code


def prepare() -> None:
    """Get stderr ready."""
    encode(sys.stderr)


def encode(stream: TextIO) -> None:
    """UTF-8 in a pipe, whatever the locale; what a terminal of another encoding lacks is `?`.

    A stream that a caller has put in the place of a real one, or closed, is left as it is.
    """
    if isinstance(stream, TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def say(*lines: str) -> None:
    """Lines on stderr, each made safe to print."""
    write("".join(f"{safe(line)}\n" for line in lines))


def stop(end: Stop) -> int:
    """Say why a command ends; its exit code."""
    if end.lines:
        first, *others = end.lines
        say(f"onrecord: {first}", *others)
    return end.code


def on_terminal() -> bool:
    """Whether somebody reads along."""
    stream: object = sys.stderr
    return stream is not None and sys.stderr.isatty()


def write(text: str) -> None:
    """Text of our own, as it is."""
    stream: object = sys.stderr
    if stream is not None:  # closed by the caller: `2>&-`
        sys.stderr.write(text)
        sys.stderr.flush()
