"""Textual's way to the terminal, where a first frame stands there already."""

from __future__ import annotations

import codecs
import os
import signal
from typing import TYPE_CHECKING, Any

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from .taken import ALTERNATE_SCREEN, STOPS, in_one_go

if TYPE_CHECKING:
    from types import FrameType

    from .taken import Taken


def _decoder(encoding: str) -> type[codecs.IncrementalDecoder]:
    """As Textual asks for one; but what is no UTF-8 is a sign like others, and not an end."""

    class Lenient(codecs.getincrementaldecoder(encoding)):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__("replace")

    return Lenient


linux_driver.getincrementaldecoder = _decoder  # type: ignore[assignment, attr-defined]


class KeyDriver(LinuxDriver):
    """What goes wrong while keys are read ends the browser as any other error does."""

    @property
    def is_behind(self) -> bool:
        """Whether something waits to be written: a slow line has not taken what was before it."""
        return self._writer_thread is not None and not self._writer_thread._queue.empty()

    def _sigtstp_application(self, *given: object) -> None:
        if self._app.is_running:
            super()._sigtstp_application(*given)
        else:  # it has ended, and the terminal is given back
            os.kill(os.getpid(), signal.SIGSTOP)

    def _sigcont_application(self, *given: object) -> None:
        if self._app._exit or not self._app.is_running:
            return
        if self._auto_restart and self._key_thread is not None and self._key_thread.is_alive():
            # Stopped by others, without a word (`kill -STOP`): two threads would read the keys, and
            # one of them for good.
            self.suspend_application_mode()
            self._must_signal_resume = True
        super()._sigcont_application(*given)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:  # the terminal has just gone, and the system says it once more
            os.kill(os.getpid(), signal.SIGHUP)
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)


def driver_for(taken: Taken | None) -> type[LinuxDriver] | None:
    """The driver of a terminal, that goes on where a first frame left it; None in a page."""
    if "TEXTUAL_DRIVER" in os.environ:
        return None
    return KeyDriver if taken is None or not taken.before else _driver_after(taken)


def _driver_after(taken: Taken) -> type[LinuxDriver]:
    class AfterFirstFrame(KeyDriver):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            # Who stops the program before Textual has started would wake it as if it had.
            handlers = [signal.getsignal(number) for number in STOPS]
            with in_one_go():
                super().__init__(*arguments, **options)
                self._first = True
                self._later = [signal.getsignal(number) for number in STOPS]
                for number, handler in zip(STOPS, handlers, strict=True):
                    signal.signal(number, handler)

        def start_application_mode(self) -> None:
            if not self._first:
                super().start_application_mode()  # type: ignore[no-untyped-call]
                return
            with in_one_go():
                self._take_over()

        def _take_over(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self._first = False
            tell: Any = signal.getsignal(signal.SIGWINCH)

            def resized(number: int, frame: FrameType | None) -> None:
                taken.frame = []
                tell(number, frame)

            signal.signal(signal.SIGWINCH, resized)
            self.attrs_before = taken.before
            taken.hand_over()
            for number, handler in zip(STOPS, self._later, strict=True):
                signal.signal(number, handler)

        def write(self, data: str) -> None:
            # Some terminals would clear the screen that is shown.
            if not (self._first and data == ALTERNATE_SCREEN):
                super().write(data)

    return AfterFirstFrame
