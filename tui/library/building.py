"""Building an index in a process of its own, at the cost of nobody who reads meanwhile.

The process is this program itself, afresh. It tells how far it is, line by line, and ends when it
is done, when it is told to, or when whoever started it is gone.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time

from . import kept
from .disk import LibraryError

_OFTEN = 0.1  # seconds between two lines
_MINUTE = 60.0
_PATIENCE = 1.0  # seconds to clean up in

_PART, _DONE, _FAILED = "part", "done", "failed"  # the words with which lines begin


class Building:
    """What builds, and how far it is. Raises OSError where no process can be started.

    part: files that can be read already. done, total: files of the whole. began: when the whole
    was, by `time.monotonic`. ended: it builds no more. failed: why, in a sentence; "" if it did
    not.
    """

    def __init__(self, root: str, part: str = "", *, rebuild: bool = False) -> None:
        """part: the index to be filled with a part of the library first, "" for none. rebuild: the
        one that is there will not do."""
        import subprocess

        # The path before all else: nothing is taken from the folder in which the user is.
        code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import work; work()"
        self._process = subprocess.Popen(  # noqa: S603  (this program itself)
            [sys.executable, "-c", code, root, part, "rebuild" if rebuild else ""],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # the keys of the terminal are for who shows it
        )
        self._root = root
        self.part = self.done = self.total = 0
        self.began = time.monotonic()
        self.ended = False
        self.failed = ""
        self._heard = b""
        if self._process.stdout:
            os.set_blocking(self._process.stdout.fileno(), False)

    def listen(self) -> bool:
        """Hear how far it is, without waiting; whether anything is new."""
        lines = self._read().split(b"\n")
        self._heard = lines.pop()
        for line in lines:
            self._hear(*line.decode("utf-8", "replace").split(" ", 1))
        return bool(lines) or self.ended

    def _read(self) -> bytes:
        pipe, heard = self._process.stdout, self._heard
        while pipe is not None and not self.ended:
            try:
                more = os.read(pipe.fileno(), 1 << 16)
            except BlockingIOError:
                break
            except OSError:
                more = b""
            heard += more
            self.ended = not more
        return heard

    def _hear(self, word: str, rest: str = "") -> None:
        if word == _FAILED:
            self.failed = rest
            return
        with contextlib.suppress(ValueError):
            done, self.total = map(int, rest.split(" "))
            if word == _PART:
                self.part = done
            elif not self.done:
                self.began, self.done = time.monotonic(), done
            else:
                self.done = done

    @property
    def share(self) -> float:
        """How much of the work is done, from 0 to 1."""
        whole = self.total + self.part
        return (self.done + self.part) / whole if whole else 0.0

    def in_words(self, now: float) -> list[str]:
        """How far it is, at a time of `time.monotonic`: in a long form and in shorter ones."""
        share = self.share
        if not share:
            return []
        done = f"{min(99, int(100 * share))} %"
        told = ""
        # From the whole alone: the part goes by itself, and slower.
        left = (now - self.began) * (self.total - self.done) / self.done if self.done else 0.0
        if left >= _MINUTE:
            told = f", {left / _MINUTE:,.0f} min left"
        elif left >= 1:
            told = f", {left:.0f} s left"
        return [f"indexing {done}{told}", f"indexing {done}", done]

    def stop(self) -> None:
        """End it, if it has not: nothing of it stays."""
        import subprocess

        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()  # which it notices
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            kept.discard_unfinished(self._root, self._process.pid)
        self.ended = True


def work() -> None:
    """Be the process that builds."""
    import gc
    import threading

    from .index import database
    from .pace import let_others_before

    root, part, rebuild = sys.argv[1:4]
    let_others_before()
    threading.Thread(target=_mind_parent, args=(root, part), daemon=True).start()
    gc.set_threshold(50_000)
    try:
        _work(root, part, rebuild=bool(rebuild))
    except (LibraryError, OSError, *database.DAMAGED) as error:
        _tell(_FAILED, str(error))
    except Exception as error:
        from .report import keep

        _tell(_FAILED, keep(error, "the process that builds an index"))


def _work(root: str, part: str, *, rebuild: bool) -> None:
    from . import sync

    if part:
        from .index import database
        from .part import fill

        with contextlib.suppress(*database.DAMAGED, database.NoRoomError):
            fill(root, part, lambda done, total: _tell(f"{_PART} {done}", str(total)))
    told = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _OFTEN or done == total:
            told = now
            _tell(f"{_DONE} {done}", str(total))

    sync.open_index(root, rebuild=rebuild, progress=progress, lasting=True).close()


def _tell(word: str, rest: str) -> None:
    """Say something to whoever started this. Nobody there: the thread that minds it knows."""
    line = f"{word} {' '.join(rest.split())}\n".encode("utf-8", "replace")
    with contextlib.suppress(OSError):
        os.write(1, line)


def _mind_parent(root: str, part: str) -> None:
    """End when whoever started this is gone, or says so: its end of the pipe closes.

    At once, whatever is being done: what is written is of no use, and taken away.
    """
    with contextlib.suppress(OSError):
        while os.read(0, 1):
            pass
    with contextlib.suppress(OSError):
        kept.discard_unfinished(root, os.getpid())
        kept.discard(kept.folder(root), os.path.basename(part))
    os._exit(1)
