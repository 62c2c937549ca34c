"""An error of the program itself: what is said of it, and what of the command line is kept."""

from __future__ import annotations

from . import talk
from .commands import COMMANDS, COMMON
from .options import name_and_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def stop(error: BaseException, arguments: Sequence[str]) -> int:
    """End with a sentence that leads to the log; the exit code."""
    return talk.stop(talk.Stop(kept(error, arguments)))


def kept(error: BaseException, arguments: Sequence[str]) -> str:
    """Keep what is needed to report an error; a sentence that says where."""
    from tui.library import report

    return report.keep(error, without_words(arguments))


def without_words(arguments: Sequence[str]) -> str:
    """A command line as our own words in it: the command and the options, `…` for all else."""
    options = [*COMMON, *(option for one in COMMANDS.values() for option in one.options)]
    names = {name for option in options for name in option.names}
    said = ["onrecord"]
    for word in arguments:
        name, _ = name_and_value(word)
        is_first = not any(one in COMMANDS for one in said)
        if word == "--":
            break
        if name in names:
            said.append(name)
        elif word in COMMANDS and is_first:
            said.append(word)
        elif said[-1] != "…":
            said.append("…")
    return " ".join(said if "--" not in arguments else [*said, "--", "…"])
