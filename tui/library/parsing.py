"""Reading many record files, in other processes where that is worth it: rows for the index."""

from __future__ import annotations

import contextlib
import os

from . import reader
from .index.rows import Rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from .disk import RecordFile

    Asked = tuple[int, str, str]  # number, path, kind

_MANY = 500  # files from which on it is worth while to start helpers
_MOST = 3  # helpers: together they read as quickly as one process writes
_PIECE = 8  # files that are asked for at once
_ROOM = 1 << 20  # bytes of a pipe, so that a helper seldom waits for somebody to listen


class Reading:
    """How the files of a library are read. root: its folder. language, extra_keys: its own."""

    __slots__ = ("extra_keys", "language", "root")

    def __init__(self, root: str, language: str, extra_keys: list[str]) -> None:
        self.root = root
        self.language = language
        self.extra_keys = extra_keys

    def rows(self, number: int, path: str, kind: str) -> Rows:
        """What the file at `path` brings to the index, in which it has a number."""
        return Rows(number, reader.read(self.root, path, kind, self.extra_keys), self.language)


class _Helper:
    """A process of our own that reads files while this one writes.

    Not a fork: other threads may run here, and the index is open.
    """

    def __init__(self, reading: Reading) -> None:
        """Raises OSError where no process can be started."""
        import pickle  # not for those who read a file or two
        import subprocess
        import sys

        self._pickle = pickle

        # The path before all else: nothing is taken from the folder in which the user is.
        code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import work; work()"
        self._process = subprocess.Popen(  # noqa: S603  (this program itself)
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=_ROOM,
            start_new_session=True,
        )
        self.ask(reading)

    def ask(self, what: Reading | list[Asked]) -> None:
        """Send what is to be read. Raises OSError: the process is gone."""
        if self._process.stdin:
            self._pickle.dump(what, self._process.stdin)
            self._process.stdin.flush()

    def answer(self) -> list[Rows]:
        """The rows of what was asked first. Raises EOFError: it is gone."""
        if self._process.stdout is None:
            raise EOFError
        try:
            rows: list[Rows] = self._pickle.load(self._process.stdout)
        except self._pickle.UnpicklingError:
            raise EOFError from None
        return rows

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what was still to be sent
                if pipe:
                    pipe.close()


def work() -> None:
    """Be a helper: read what is asked on standard input, until that ends."""
    import gc
    import pickle
    import sys

    from .pace import let_others_before

    let_others_before()
    gc.set_threshold(50_000)  # what is parsed is mostly a tree, and gone as soon as it is told
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    with contextlib.suppress(EOFError, BrokenPipeError):
        reading: Reading = pickle.load(asked)  # noqa: S301  (from the process that started this)
        while True:
            rows = [reading.rows(*one) for one in pickle.load(asked)]  # noqa: S301
            pickle.dump(rows, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


def read_all(
    reading: Reading, files: Iterable[RecordFile], numbers: Iterable[int]
) -> Generator[Rows]:
    """The rows of files, in their order. numbers: theirs in the index, one for each.

    Many files are read by helpers, who end with the iterator: close it.
    """
    asked = [(number, file.path, file.kind) for number, file in zip(numbers, files, strict=False)]
    pieces = [asked[at : at + _PIECE] for at in range(0, len(asked), _PIECE)]
    helpers: list[_Helper] = []
    done = 0
    try:
        with contextlib.suppress(OSError, EOFError):
            wanted = _helpers() if len(asked) >= _MANY else 0
            helpers.extend(_Helper(reading) for _ in range(wanted))
            for rows in _beside(helpers, pieces) if helpers else ():
                done += 1
                yield from rows
    finally:
        for helper in helpers:
            helper.close()
    for piece in pieces[done:]:  # without helpers, or what they did not get done
        yield from (reading.rows(*one) for one in piece)


def _beside(helpers: list[_Helper], pieces: list[list[Asked]]) -> Iterator[list[Rows]]:
    """The rows of each piece: by turns from helpers, each of which has the next one already."""
    ahead = 2 * len(helpers)
    for number, piece in enumerate(pieces[:ahead]):
        helpers[number % len(helpers)].ask(piece)
    for number in range(len(pieces)):
        helper = helpers[number % len(helpers)]
        rows = helper.answer()
        if number + ahead < len(pieces):
            helper.ask(pieces[number + ahead])
        yield rows


def _helpers() -> int:
    """How many helpers there are to be: one processor does all by itself."""
    allowed = getattr(os, "sched_getaffinity", None)
    processors = len(allowed(0)) if allowed else os.cpu_count() or 1
    return min(processors, _MOST) if processors > 1 else 0
