"""`index`: bring the index up to date, and say how far it is and what was done."""

from __future__ import annotations

import time

from tui.core.text import plural

from . import talk
from .progress import of_terminal
from .refs import at_library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.facade import Library

    from .options import Call


def run(call: Call) -> int:
    """Open the library, which reads what has changed; say what it holds. Raises Stop.

    An index that is not kept as it was asked for is a fault, though all can be read.
    """
    progress = of_terminal(quick=0.2, lines=True)
    began = time.monotonic()

    def opened(root: str) -> Library:
        from tui.library.facade import Library, share

        if call.on("shared"):
            share(root)
        rebuild = call.on("rebuild")
        return Library(root, rebuild=rebuild, refresh=True, tend=True, progress=progress)

    try:
        library = at_library(call, opened)
    finally:
        progress.end()
    talk.say(_done(library, time.monotonic() - began), _held(library))
    note = library.note
    if note:
        talk.say(f"onrecord: {note}")
    elif call.on("shared"):
        talk.say(f"shared in {library.index.path}")
    library.close()
    return talk.FAULT if note else talk.FOUND


def _done(library: Library, seconds: float) -> str:
    """`10,000 files, 2 new, 1 changed, 1 gone; 1.2 s`; no time where it was short."""
    files = library.file_count
    new, changed, gone = library.index.taken
    if new and new == files:
        what = ["all new"]
    else:
        counts = ((new, "new"), (changed, "changed"), (gone, "gone"))
        what = [f"{count:,} {name}" for count, name in counts if count] or ["none changed"]
    took = f"; {seconds:.1f} s" if seconds >= 1 else ""
    return ", ".join([plural(files, "file"), *what]) + took


def _held(library: Library) -> str:
    counts = library.counts
    records = sum(count for kind, count in counts.items() if kind != "quote")
    return ", ".join(
        [
            plural(records, "record"),
            plural(counts["quote"], "quotation"),
            plural(sum(library.problem_counts), "problem"),
        ]
    )
