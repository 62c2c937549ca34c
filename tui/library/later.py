"""Loading a module without what it may never use."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class _Pattern:
    """A pattern that is compiled when something of it is asked for."""

    def __init__(self, *given: object) -> None:
        self._given = given

    def __getattr__(self, name: str) -> object:
        found = getattr(re.compile(*self._given), name)  # type: ignore[call-overload]
        setattr(self, name, found)
        return found


@contextmanager
def patterns() -> Iterator[None]:
    """Within it, the patterns that this thread compiles are compiled once they are used."""
    compile_now, thread = re.compile, threading.get_ident()

    def compile_later(*given: object) -> object:
        if threading.get_ident() == thread:
            return _Pattern(*given)
        return compile_now(*given)  # type: ignore[call-overload]

    re.compile = compile_later  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = compile_now
