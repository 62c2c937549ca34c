"""Textual's way to the terminal, where a first frame stands there already."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

from .taken import ALTERNATE_SCREEN

if TYPE_CHECKING:
    from .taken import Taken

_OURS = (signal.SIGTSTP, signal.SIGCONT)


def driver_after(taken: Taken) -> type[LinuxDriver]:
    """A driver that goes on where the first frame left the terminal."""

    class AfterFirstFrame(LinuxDriver):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            # Who stops the program before Textual has started would wake it as if it had.
            handlers = [signal.getsignal(number) for number in _OURS]
            super().__init__(*arguments, **options)
            self._first = True
            self._later = [signal.getsignal(number) for number in _OURS]
            for number, handler in zip(_OURS, handlers, strict=True):
                signal.signal(number, handler)

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if not self._first:
                return
            self._first = False
            self.attrs_before = taken.before
            taken.hand_over()
            for number, handler in zip(_OURS, self._later, strict=True):
                signal.signal(number, handler)

        def write(self, data: str) -> None:
            # Some terminals would clear the screen that is shown.
            if not (self._first and data == ALTERNATE_SCREEN):
                super().write(data)

    return AfterFirstFrame
