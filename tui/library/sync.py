"""Keeping the index and the disk the same: what is compared, and when it is built anew."""

from __future__ import annotations

import os
import time

from tui.core.problems import ERROR, Problem
from tui.core.text import safe

from . import disk, places
from .disk import LibraryError
from .index import database
from .index.read import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    Progress = Callable[[int, int], None]  # files done, files in all

_ABANDONED = 3600.0  # seconds after which an index that nobody points at is no longer being built


class Changes:
    """The difference between a disk and an index."""

    __slots__ = ("files", "gone", "problems")

    def __init__(
        self, files: list[disk.RecordFile], gone: list[str], problems: list[Problem]
    ) -> None:
        self.files = files
        self.gone = gone
        self.problems = problems


def index_folder(root: str) -> str:
    """Where the index of the library at `root` is kept."""
    return places.library_folder("cache", root)


def library_signature(root: str) -> str:
    """The signature of `library.yaml`. Raises LibraryError where there is none."""
    path = os.path.join(root, disk.LIBRARY_FILE)
    try:
        return disk.signature(os.stat(path))
    except FileNotFoundError:
        raise LibraryError(
            f"{safe(root)} is not a library: it has no library.yaml (a file that says `format: 1`)"
        ) from None
    except OSError as error:
        raise LibraryError(f"{safe(path)} can't be read: {error.strerror}") from None


def open_index(root: str, *, rebuild: bool = False, progress: Progress | None = None) -> Index:
    """The index of the library at `root`, up to date; built where there is none that will do."""
    signature = library_signature(root)
    folder = index_folder(root)
    if not rebuild:
        connection = _open_existing(folder, root, signature)
        if connection is not None:
            try:
                _update(connection, root, progress)
            except (*database.DAMAGED, database.NoRoomError):
                connection.close()  # damaged, full, or of no use here; it is disposable
            else:
                return Index(connection)
    try:
        return Index(_build(folder, root, signature, progress))
    except (OSError, database.OperationalError):  # no place, no leave or no room to keep one
        return Index(_build("", root, signature, progress))


def open_beside(index: Index) -> Index:
    """The same index once more, for another thread. Raises LibraryError: it has no file."""
    path = index.path
    try:
        if path:
            return Index(database.connect(path, shared=True))
    except database.DAMAGED:
        pass
    raise LibraryError("the index has no file of its own")


def _open_existing(folder: str, root: str, signature: str) -> Connection | None:
    """The index in `folder` if it is whole, of this version, and of this library as it is named."""
    name = _current(folder)
    if not signature or not name:
        return None
    try:
        connection = database.connect(os.path.join(folder, name))
        if database.is_current(connection):
            index = Index(connection)
            if index.meta("root") == root and index.meta("library_signature") == signature:
                return connection
        connection.close()
    except database.DAMAGED:
        pass  # what can't be read as an index is built anew
    return None


def _pointer(folder: str) -> str:
    return os.path.join(folder, f"current-{database.VERSION}")


def _current(folder: str) -> str:
    """The name of the index's file, "" where there is none.

    Each build has a file of its own, named by a pointer that is renamed into place: a new index is
    never beside the write-ahead log of an old one, and whoever has the old one open keeps it.
    """
    try:
        with open(_pointer(folder), encoding="ascii") as file:
            name = file.read(100).strip()
    except (OSError, ValueError):
        return ""
    return name if name == os.path.basename(name) else ""


def _compare(index: Index, root: str) -> Changes:
    files, problems = disk.walk(root)
    known = index.signatures()
    changed = [
        file for file in files if not file.signature or known.get(file.path) != file.signature
    ]
    here = {file.path for file in files}
    return Changes(changed, [path for path in known if path not in here], problems)


def _update(connection: Connection, root: str, progress: Progress | None) -> None:
    """Take the changes on the disk into an index, in one transaction."""
    index = Index(connection)
    changes = _compare(index, root)
    kept = index.meta("walk_problems") or []
    if not (changes.files or changes.gone) and kept == [repr(one) for one in changes.problems]:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _write(connection, root, _compare(index, root), progress)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _write(connection: Connection, root: str, changes: Changes, progress: Progress | None) -> None:
    from . import reader  # only here: yaml is not loaded where nothing changed
    from .index.write import Writer

    index = Index(connection)
    extra_keys = index.meta("extra_keys") or []
    writer = Writer(connection, index.meta("language") or "")
    for path in [*changes.gone, *(index.meta("walk_paths") or [])]:
        writer.remove(path)
    for number, file in enumerate(changes.files):
        parsed = reader.read(os.path.join(root, file.path), file.path, file.kind, extra_keys)
        writer.remove(file.path)
        writer.put(file.path, file.signature, parsed)
        if progress:
            progress(number + 1, len(changes.files))
    writer.problems(changes.problems)
    writer.meta("walk_problems", [repr(problem) for problem in changes.problems])
    writer.meta("walk_paths", [problem.path for problem in changes.problems])
    writer.finish()
    from .check import problems

    found = problems(index, hints=False)
    errors = sum(problem.severity == ERROR for problem in found)
    writer.meta("problems", [errors, len(found) - errors])


def _build(folder: str, root: str, signature: str, progress: Progress | None) -> Connection:
    """A new index in `folder`, and the pointer to it; in memory where `folder` is ""."""
    name = ""
    if folder:
        os.makedirs(folder, exist_ok=True)
        name = f"index-{os.getpid()}-{time.time_ns()}.sqlite"
    connection = database.connect(os.path.join(folder, name) if name else ":memory:", create=True)
    try:
        _fill(connection, root, signature, progress)
        if name:
            database.seal(connection)
            old = _current(folder)
            _point(folder, name)
            _discard(folder, old)
            _sweep(folder)
    except BaseException:
        connection.close()
        _discard(folder, name)
        raise
    return connection


def _fill(connection: Connection, root: str, signature: str, progress: Progress | None) -> None:
    from .index.write import Writer
    from .manifest import read_manifest

    manifest = read_manifest(root)
    database.create(connection)
    connection.execute("BEGIN")
    writer = Writer(connection, "")
    writer.meta("root", root)
    writer.meta("library_signature", signature)
    for key, value in manifest.fields.items():
        writer.meta(key, value)
    writer.problems(manifest.problems)
    files, problems = disk.walk(root)
    _write(connection, root, Changes(files, [], problems), progress)
    connection.execute("COMMIT")


def _point(folder: str, name: str) -> None:
    temporary = f"{_pointer(folder)}.{os.getpid()}"
    with open(temporary, "w", encoding="ascii") as file:
        file.write(name)
    os.replace(temporary, _pointer(folder))


def _discard(folder: str, name: str) -> None:
    for end in ("", "-wal", "-shm", "-journal") if name else ():
        try:  # noqa: SIM105  (contextlib is slow to load, for what every command runs)
            os.unlink(os.path.join(folder, name + end))
        except FileNotFoundError:
            pass


def _sweep(folder: str) -> None:
    """Take out what builders that were killed have left; one that is at work writes to its file."""
    current, long_ago = _current(folder), time.time() - _ABANDONED
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.startswith("index-") and not name.startswith(current):
            try:
                if os.stat(path).st_mtime < long_ago:
                    os.unlink(path)
            except FileNotFoundError:
                pass
