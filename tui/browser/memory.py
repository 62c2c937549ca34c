"""What keeps the browser small: it loads without what it never uses, and gives back what keys have
taken once no more of them come."""

from __future__ import annotations

import gc
import sys
import time
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

_ARENA_MAX = -8  # the number of the GNU library's setting M_ARENA_MAX
_REST = 0.5  # seconds without a key; the pauses of somebody who types are shorter

_PALETTE = "textual.command"
_OF_PALETTE = (  # what other modules of Textual take from it
    *("CommandListItem", "CommandPalette", "Provider", "SimpleProvider"),
    *("DiscoveryHit", "Hit", "Hits"),
)


def load_asyncio() -> None:
    """Load it without TLS, which costs more than two MiB: a browser makes no connections."""
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # the way to say that there is none
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def load_textual() -> None:
    """Load it without TLS, and without its palette, a tenth of what it loads.

    Our palette is made of that one, which is loaded once it is opened. Textual itself only derives
    classes from those of its palette, so that empty ones will do; a release that takes others, too,
    gets its own.
    """
    load_asyncio()
    if _PALETTE in sys.modules:
        return
    empty = ModuleType(_PALETTE)
    vars(empty).update((name, type(name, (), {})) for name in _OF_PALETTE)
    sys.modules[_PALETTE] = empty
    try:
        import textual.app  # noqa: F401
    except ImportError:
        pass
    finally:
        del sys.modules[_PALETTE]


class Rest:
    """Looks, after keys, for the moment at which none have come for a while."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._last = 0.0  # when the last key came
        self._timer: Timer | None = None

    def stir(self) -> None:
        """A key has come."""
        self._last = time.monotonic()
        if self._timer is None:
            self._timer = self._app.set_timer(_REST, self._look)

    def _look(self) -> None:
        left = self._last + _REST - time.monotonic()
        self._timer = self._app.set_timer(left, self._look) if left > 0 else None
        if self._timer is None:
            _give_back()


def _give_back() -> None:
    """Take out garbage, and give the system the pages that C's allocator has left over."""
    gc.collect()
    _tell_allocator("malloc_trim", 0)


def have_one_heap() -> None:
    """Let threads that begin from now on take their memory from where all others do: each would
    have a heap of its own, of which more is left over."""
    _tell_allocator("mallopt", _ARENA_MAX, 1)


def _tell_allocator(function: str, *values: int) -> None:
    import ctypes

    tell = getattr(ctypes.CDLL(None), function, None)  # the GNU library has it
    if tell is not None:
        tell(*values)
