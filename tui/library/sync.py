"""Keeping the index and the disk the same: what is compared, and when it is built anew."""

from __future__ import annotations

import os
import time

from tui.core.text import safe

from . import compare, disk, kept, taking
from .compare import ALL, FILES, FOLDERS, Changes
from .disk import LibraryError
from .index import database, folders
from .index.read import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from sqlite3 import Connection

    from .taking import Progress

# Libraries of more files than this are not looked at file by file for every command.
MANY = 2000

# Seconds for which a comparison holds: a writer that has waited for another one compares again.
_JUST_NOW = 0.2


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


def open_index(
    root: str, *, rebuild: bool = False, refresh: bool = False, progress: Progress | None = None
) -> Index:
    """The index of the library at `root`, up to date; built where there is none that will do.

    refresh: everything is looked at, however large the library is.
    """
    signature = library_signature(root)
    folder = kept.folder(root)
    if not rebuild:
        connection = _open_existing(folder, root, signature)
        if connection is not None:
            index = Index(connection)
            try:
                _look(index, root, progress, refresh=refresh)
            except (*database.DAMAGED, database.NoRoomError):
                connection.close()  # damaged, full, or of no use here; it is disposable
            else:
                return index
    try:
        return Index(_build(folder, root, signature, progress))
    except (OSError, database.OperationalError):  # no place, no leave or no room to keep one
        return Index(_build("", root, signature, progress))


def is_large(index: Index) -> bool:
    """Whether the library is one of those that are not looked at file by file each time."""
    return folders.count_files(index.connection) > MANY


def fresh(index: Index, root: str, paths: Iterable[str] | None) -> Index | None:
    """Look at some files of the index (None: at all); None where they are as they were.

    Else an index that knows what they are now, mostly the same. No answer of `index` may be on its
    way: what is read line by line has to be read to its end.
    """
    try:
        if paths is None:
            changed = _update(index, root, FILES)
        else:
            changed = _look_again(index, root, list(paths))
    except (*database.DAMAGED, database.NoRoomError):
        return open_index(root, refresh=True)
    return index if changed else None


def _look_again(index: Index, root: str, paths: list[str]) -> bool:
    """Look at some files of the index; whether any had changed."""
    connection = index.connection
    changed = compare.changed_files(root, connection, paths)
    if changed is None:
        return _update(index, root, ALL)
    if changed:
        connection.execute("BEGIN IMMEDIATE")
        _commit(connection, lambda: taking.read_again(index, root, paths))
    return bool(changed)


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
    name = kept.current(folder)
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


def _look(index: Index, root: str, progress: Progress | None, *, refresh: bool) -> None:
    """Bring an index up to date, as much as has to be looked at for it."""
    large = is_large(index)
    if large and not refresh and not kept.is_due(index):
        _update(index, root, FOLDERS, progress)
        return
    began = kept.clocks()
    _update(index, root, ALL if refresh else FILES, progress)
    if large:
        kept.keep_look(index, began)


def _update(index: Index, root: str, how: int, progress: Progress | None = None) -> bool:
    """Take the changes on the disk into an index, in one transaction; whether there were any.

    how: see compare.
    """
    connection = index.connection
    known, began = database.state(connection), time.monotonic()
    changes = compare.compare(root, connection, how)
    is_changed = _concerns_records(index, changes)
    if not (is_changed or changes.folders or changes.gone_folders):
        return False

    def write() -> None:
        is_new = database.state(connection) == known and time.monotonic() - began < _JUST_NOW
        now = changes if is_new else compare.compare(root, connection, how)
        _write(index, root, now, progress)

    # That some folders need not be gone through can be kept at another time, too.
    if _begin(connection, patient=is_changed):
        _commit(connection, write)
    return is_changed


def _concerns_records(index: Index, changes: Changes) -> bool:
    kept = index.meta("walk_problems") or []
    return bool(changes.files or changes.gone) or kept != [repr(one) for one in changes.problems]


def _begin(connection: Connection, *, patient: bool) -> bool:
    """Begin to write; whether one can at once, unless `patient`: then raise OperationalError."""
    if patient:
        connection.execute("BEGIN IMMEDIATE")
        return True
    database.wait(connection, 0)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except database.OperationalError:
        return False
    finally:
        database.wait(connection)
    return True


def _commit(connection: Connection, write: Callable[[], None]) -> None:
    """Write, and end the transaction that was begun: all or nothing."""
    try:
        write()
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _write(index: Index, root: str, changes: Changes, progress: Progress | None) -> None:
    folders.put(index.connection, changes.folders, changes.gone_folders)
    if _concerns_records(index, changes):
        taking.write_records(index, root, changes, progress)


def _build(folder: str, root: str, signature: str, progress: Progress | None) -> Connection:
    """A new index in `folder`, and the pointer to it; in memory where `folder` is ""."""
    name = ""
    if folder:
        os.makedirs(folder, exist_ok=True)
        name = f"index-{os.getpid()}-{time.time_ns()}.sqlite"
    connection = database.connect(os.path.join(folder, name) if name else ":memory:", create=True)
    began = kept.clocks()
    try:
        _fill(connection, root, signature, progress)
        if name:
            database.seal(connection)
            old = kept.current(folder)
            if is_large(Index(connection)):
                kept.keep_look(Index(connection), began)
            kept.point(folder, name)
            kept.discard(folder, old)
            kept.sweep(folder)
    except BaseException:
        connection.close()
        kept.discard(folder, name)
        raise
    return connection


def _fill(connection: Connection, root: str, signature: str, progress: Progress | None) -> None:
    from .index.write import Writer
    from .manifest import read_manifest

    manifest = read_manifest(root)
    database.create(connection)
    connection.execute("BEGIN")
    writer = Writer(connection)
    writer.meta("root", root)
    writer.meta("library_signature", signature)
    for key, value in manifest.fields.items():
        writer.meta(key, value)
    writer.problems(manifest.problems)
    changes = compare.compare(root, connection, ALL)
    folders.put(connection, changes.folders, [])
    taking.write_records(Index(connection), root, changes, progress)
    connection.execute("COMMIT")
