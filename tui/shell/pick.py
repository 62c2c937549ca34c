"""`pick`: choose in the terminal, wherever input and output go, and print the reference."""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import contextmanager

from tui.core.text import safe
from tui.library.settings import load

from . import output
from .browse import check_term, choose_colours, draws_plainly, to_the_end
from .refs import as_text, open_library
from .settings import check
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.core.settings import Settings
    from tui.library.facade import Library

    from .options import Call

    # (library, settings, query, mouse, plain characters only) to the exit code and the reference
    # that was chosen, "" for none
    Pick = Callable[[Library, Settings, str, bool, bool], tuple[int, str]]

_INPUT, _OUTPUT, _ERROR = 0, 1, 2  # descriptors


def run(call: Call, pick: Pick | None) -> int:
    """Let a record or quotation be chosen, and print its reference. Raises Stop."""
    if pick is None:
        raise Stop("there is no browser to choose in")
    check_term("search and quotes")
    if None in (sys.__stdin__, sys.__stderr__):  # the browser would use what it has not
        raise Stop("pick needs standard input and standard error, and one of them is closed")
    keys, screen = _terminal(_INPUT), _terminal(_ERROR)
    settings = load()
    check(settings)
    query = " ".join(map(as_text, call.words))
    library = open_library(call, at_once=True)
    library.read_only = True  # the trail and the last place are the browser's

    def shown() -> tuple[int, str]:
        choose_colours(call)
        with _drawn(keys, screen):
            return pick(library, settings, query, not call.on("no-mouse"), draws_plainly(call))

    code, ref = to_the_end(library, shown)
    if ref:
        output.write([f"{safe(ref)}\n"])
    return code


def _terminal(number: int) -> int:
    """A descriptor of the terminal: another of that one, if it is one. Raises Stop."""
    try:
        if os.isatty(number):
            return _another(number)
        opened = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        try:
            return _another(opened)
        finally:
            os.close(opened)
    except OSError:
        raise Stop(
            "pick needs a terminal, and there is none; onrecord search and quotes print"
        ) from None


def _another(number: int) -> int:
    """Another descriptor of the same, beyond those of the standard streams."""
    return fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 3)


@contextmanager
def _drawn(keys: int, screen: int) -> Iterator[None]:
    """All standard streams are the terminal for a while.

    So nothing but the reference can reach what they were, and the browser needs not to know.
    """
    sys.stdout.flush()
    usual = [_another(number) for number in (_INPUT, _OUTPUT, _ERROR)]
    try:
        for number, own in ((_INPUT, keys), (_OUTPUT, screen), (_ERROR, screen)):
            os.dup2(own, number)
        yield
    finally:
        for number, own in enumerate(usual):
            os.dup2(own, number)
            os.close(own)
        os.close(keys)
        os.close(screen)
