"""Copies in tmux, which by default takes none from what runs in it, but takes them from itself."""

from __future__ import annotations

import subprocess
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 2.0  # seconds that tmux has
_turn = threading.Lock()  # what was copied last is what stays


def through_tmux(text: str, failed: Callable[[], object]) -> None:
    """Have tmux (3.2 or newer) copy a text to the clipboard of its terminal, while keys go on.

    failed: called, in a thread, where it does not. Who leaves at once waits for it.
    """
    threading.Thread(target=_load, args=(text, failed), name="copy").start()


def _load(text: str, failed: Callable[[], object]) -> None:
    try:
        with _turn:
            subprocess.run(
                ["tmux", "load-buffer", "-w", "-"],  # noqa: S607  (the one that the user has)
                input=text.encode(errors="replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=True,
            )
    except (OSError, subprocess.SubprocessError):
        failed()
