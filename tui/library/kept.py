"""The index's file in its folder: which one is current, and what lies beside it.

There are two such folders: the user's own, in the cache; and one in the library that is shared by
all who can read it, where somebody has made that one (see `share`). Files in the user's own are
changed in place, for one user's readers and writers at once. Those that are shared never are: a
new one takes the place of the old, so that who may not write there reads it without a lock, on a
file system of the network too.
"""

from __future__ import annotations

import os
import stat
import time

from . import places
from .index import database

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .index.read import Index

SHARED = ".onrecord"  # the folder in the library

_TRUSTED = 60.0  # seconds after a look at all files in which the next one is spared

_LOOK = "-look"  # the end of the name of the file that says when it was

_ABANDONED = 3600.0  # seconds after which an index that nobody points at is no longer being built

_UNUSED = 30 * 86400.0  # seconds after which the index of another version is taken away

_POINTER = "current-"


def _ours() -> str:
    """How the names of this version's indexes begin."""
    return f"index-v{database.VERSION}-"


def folder(root: str) -> str:
    """Where the user's own index of the library at `root` is kept."""
    return places.library_folder("cache", root)


def shared_folder(root: str) -> str:
    """Where the shared one is kept; "" where none is."""
    path = os.path.join(root, SHARED)
    try:
        return path if stat.S_ISDIR(os.lstat(path).st_mode) else ""
    except OSError:
        return ""


def is_shared(folder: str) -> bool:
    """Whether the indexes in a folder are never changed in place."""
    return os.path.basename(folder) == SHARED


def can_write(folder: str) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


def share(root: str) -> None:
    """Make the folder for a shared index, for those who can use the library's. Raises OSError."""
    path = os.path.join(root, SHARED)
    library = os.stat(root)
    try:
        os.mkdir(path)
    except FileExistsError:
        if not shared_folder(root):
            raise
    else:
        _give_to(path, library)
        os.chmod(path, stat.S_IMODE(library.st_mode) & 0o2777)
    ignored = os.path.join(path, ".gitignore")
    # An empty one was left where there was no room: git would see what lies here.
    if not os.path.lexists(ignored) or not os.lstat(ignored).st_size:
        with open(ignored, "w", encoding="utf-8") as file:
            file.write("*\n")
        _give_to(ignored, library)
        os.chmod(ignored, library.st_mode & 0o666)
    if not can_write(path):
        raise PermissionError(13, "Permission denied", path)


def _give_to(path: str, library: os.stat_result) -> None:
    """Let the group that has the library have what lies in it."""
    try:
        if os.stat(path).st_gid != library.st_gid:
            os.chown(path, -1, library.st_gid)
    except OSError:
        pass  # who is not in the group can't


def mode(folder: str) -> int:
    """What may be done to files in a folder: by others only where it is shared."""
    return os.stat(folder).st_mode & 0o666 if is_shared(folder) else 0o600


def folders(root: str) -> list[str]:
    """The folders that may hold an index, the one that was written last first."""
    own, shared = folder(root), shared_folder(root)
    if not shared:
        return [own]
    return [own, shared] if _written(own) > _written(shared) else [shared, own]


def _written(folder: str) -> float:
    """When the current index in a folder was last written to."""
    last = 0.0
    name = current(folder)
    for end in ("", "-wal") if name else ():
        try:  # noqa: SIM105  (see below)
            last = max(last, os.stat(os.path.join(folder, name + end)).st_mtime)
        except OSError:
            pass
    return last


def _pointer(folder: str) -> str:
    return os.path.join(folder, f"{_POINTER}{database.VERSION}")


def lock(folder: str) -> str:
    """The file that whoever makes an index in a folder holds a lock on."""
    return os.path.join(folder, f"lock-{database.VERSION}")


def new_name() -> str:
    """A name for a new index."""
    return f"{_ours()}{os.getpid()}-{time.time_ns()}.sqlite"


def current(folder: str) -> str:
    """The name of the index's file, "" where there is none.

    Each build has a file of its own, named by a pointer that is renamed into place: a new index is
    never beside the write-ahead log of an old one, and whoever has the old one open keeps it.
    """
    return _pointed(_pointer(folder))


def _pointed(pointer: str) -> str:
    try:
        with open(pointer, encoding="utf-8", opener=_without_waiting) as file:
            name = file.read(100).strip()
    except (OSError, ValueError):
        return ""
    return name if name == os.path.basename(name) else ""


def _without_waiting(path: str, flags: int) -> int:
    """Open what may be a pipe that nobody writes to: anything may lie in a library."""
    return os.open(path, flags | os.O_NONBLOCK)


def folder_of(index: Index) -> str:
    """The folder that an index is in; "" where it is only in memory."""
    return os.path.dirname(index.path)


def _look_file(index: Index, root: str) -> str:
    """The file that says when all files of a large library were last compared with its index.

    It stands beside the index: one that is being written, or can't be, is still read. For the
    shared one it is each user's own, and each version's; what took the place of an index holds all
    that was seen there.
    """
    where, name = os.path.split(index.path)
    if is_shared(where):
        return os.path.join(folder(root), f"shared-v{database.VERSION}{_LOOK}")
    return os.path.join(where, name + _LOOK)


def look_lock(root: str) -> str:
    """The file on which a browser holds a lock while it looks at all files, for others as well."""
    return os.path.join(folder(root), "lock-look")


def clocks() -> tuple[float, float]:
    """The time of day, which may be set, and that since the start of the machine."""
    return time.time(), time.monotonic()


def is_due(index: Index, root: str) -> bool:
    """Whether the last look at all files is a minute ago. Both clocks have to deny it."""
    try:
        with open(_look_file(index, root), encoding="utf-8") as file:
            then = [float(part) for part in file.read(100).split()]
        ages = [now - before for now, before in zip(clocks(), then, strict=True)]
    except (OSError, ValueError):
        return True
    return not all(0 <= age < _TRUSTED for age in ages)


def keep_look(index: Index, root: str, began: tuple[float, float]) -> None:
    """Keep when a look at all files was begun, by `clocks`."""
    if not index.path:
        return
    path = _look_file(index, root)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(" ".join(map(repr, began)))
    except OSError:
        pass  # no place for it: then every command looks at all files


def point(folder: str, name: str) -> None:
    """Make an index that is whole the current one."""
    temporary = f"{_pointer(folder)}.{os.getpid()}"
    try:
        _unlink(temporary)
        # A file of its own: what came with a library may be a link to somewhere else.
        with open(temporary, "x", encoding="utf-8") as file:
            file.write(name)
        if is_shared(folder):
            for path in (temporary, os.path.join(folder, name)):
                _give_to(path, os.stat(folder))
                os.chmod(path, mode(folder) & 0o444)
        os.replace(temporary, _pointer(folder))
    except BaseException:
        _unlink(temporary)
        raise


def discard(folder: str, name: str) -> None:
    """Take away an index and what lies beside it; nothing where name is ""."""
    for end in ("", "-wal", "-shm", "-journal", _LOOK) if name else ():
        _unlink(os.path.join(folder, name + end))


def discard_own(root: str) -> None:
    """Take away the user's own index, where a shared one does as well."""
    own = folder(root)
    name = current(own)
    if name:
        _unlink(_pointer(own))
        discard(own, name)


def _unlink(path: str) -> None:
    try:  # noqa: SIM105  (contextlib is slow to load, for what every command runs)
        os.unlink(path)
    except FileNotFoundError:
        pass


def is_swept(folder: str) -> bool:
    """Whether nobody has left anything in a folder: at a glance, as after each small change."""
    index, pointer = current(folder), os.path.basename(_pointer(folder))
    own = (index, "lock-")
    names = os.listdir(folder)
    return bool(index) and all(one.startswith(own) or one == pointer for one in names)


def sweep(folder: str, *, alone: bool) -> None:
    """Take out what those who were killed have left, and what another version left behind.

    alone: whether nobody else of this version is making an index: then all that is not pointed at
    is left over. Else that which nobody has written to for long.
    """
    now = time.time()
    names = os.listdir(folder)
    pointed = set()
    for pointer in names:
        if not pointer.startswith(_POINTER) or "." in pointer:
            continue
        name = _pointed(os.path.join(folder, pointer))
        if pointer != os.path.basename(_pointer(folder)) and _age(folder, name, now) > _UNUSED:
            _unlink(os.path.join(folder, pointer))
        else:
            pointed.add(name)
    mine = (_ours(), f"{_POINTER}{database.VERSION}.")
    for name in names:
        index = f"{name.partition('.sqlite')[0]}.sqlite"
        if index in pointed or not name.startswith(("index-", *mine)):
            continue
        if (alone and name.startswith(mine)) or _age(folder, name, now) > _ABANDONED:
            _unlink(os.path.join(folder, name))


def _age(folder: str, name: str, now: float) -> float:
    """How long ago a file, or the log beside it, was written to; that which is gone: for ever."""
    ages = [float("inf")]
    for end in ("", "-wal", _LOOK):
        try:  # noqa: SIM105  (see above)
            ages.append(now - os.stat(os.path.join(folder, name + end)).st_mtime)
        except OSError:
            pass
    return min(ages)


def discard_unfinished(root: str, process: int) -> None:
    """Take away what a process has built of an index, unless that became the current one."""
    for at in {folder(root), shared_folder(root)} - {""}:
        name_now = current(at)
        for name in os.listdir(at):
            if name.startswith(f"{_ours()}{process}-") and not (
                name_now and name.startswith(name_now)
            ):
                _unlink(os.path.join(at, name))
