"""The index's file in the user's cache folder: which one is current, and what lies beside it."""

from __future__ import annotations

import os
import time

from . import places
from .index import database

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .index.read import Index

_TRUSTED = 60.0  # seconds after a look at all files in which the next one is spared

_LOOK = "-look"  # the end of the name of the file that says when it was

_ABANDONED = 3600.0  # seconds after which an index that nobody points at is no longer being built


def folder(root: str) -> str:
    """Where the index of the library at `root` is kept."""
    return places.library_folder("cache", root)


def _pointer(folder: str) -> str:
    return os.path.join(folder, f"current-{database.VERSION}")


def current(folder: str) -> str:
    """The name of the index's file, "" where there is none.

    Each build has a file of its own, named by a pointer that is renamed into place: a new index is
    never beside the write-ahead log of an old one, and whoever has the old one open keeps it.
    """
    try:
        with open(_pointer(folder), encoding="utf-8") as file:
            name = file.read(100).strip()
    except (OSError, ValueError):
        return ""
    return name if name == os.path.basename(name) else ""


def _look_file(index: Index) -> str:
    """The file that says when all files of a large library were last compared with its index.

    It stands beside the index: one that is being written, or can't be, is still read.
    """
    return f"{index.path}{_LOOK}"


def clocks() -> tuple[float, float]:
    """The time of day, which may be set, and that since the start of the machine."""
    return time.time(), time.monotonic()


def is_due(index: Index) -> bool:
    """Whether the last look at all files is a minute ago. Both clocks have to deny it."""
    try:
        with open(_look_file(index), encoding="utf-8") as file:
            then = [float(part) for part in file.read(100).split()]
        ages = [now - before for now, before in zip(clocks(), then, strict=True)]
    except (OSError, ValueError):
        return True
    return not all(0 <= age < _TRUSTED for age in ages)


def keep_look(index: Index, began: tuple[float, float]) -> None:
    """Keep when a look at all files was begun, by `clocks`."""
    try:
        with open(_look_file(index), "w", encoding="utf-8") as file:
            file.write(" ".join(map(repr, began)))
    except OSError:
        pass  # no place for it: then every command looks at all files


def point(folder: str, name: str) -> None:
    """Make an index that is whole the current one."""
    temporary = f"{_pointer(folder)}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(name)
    os.replace(temporary, _pointer(folder))


def discard(folder: str, name: str) -> None:
    """Take away an index and what lies beside it; nothing where name is ""."""
    for end in ("", "-wal", "-shm", "-journal", _LOOK) if name else ():
        try:  # noqa: SIM105  (contextlib is slow to load, for what every command runs)
            os.unlink(os.path.join(folder, name + end))
        except FileNotFoundError:
            pass


def discard_unfinished(root: str, process: int) -> None:
    """Take away what a process has built of an index, unless that became the current one."""
    at = folder(root)
    name_now = current(at)
    for name in os.listdir(at):
        if name.startswith(f"index-{process}-") and not (name_now and name.startswith(name_now)):
            discard(at, name)


def sweep(folder: str) -> None:
    """Take out what builders that were killed have left; one that is at work writes to its file."""
    name_now, long_ago = current(folder), time.time() - _ABANDONED
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.startswith("index-") and not name.startswith(name_now):
            try:
                if os.stat(path).st_mtime < long_ago:
                    os.unlink(path)
            except FileNotFoundError:
                pass
