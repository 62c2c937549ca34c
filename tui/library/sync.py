"""Keeping the index and the disk the same: what is compared, and what is done about it.

A few changes are written into the user's own index in place. Many, and all those of a shared one,
go into a copy that takes its place when it is whole. Where neither can be done at present, a copy
in memory answers, if the index is small; else what is there, and `Index.note` says so.
"""

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
    from .turns import Turn

# Libraries of more files than this are not looked at file by file for every command.
MANY = 2000

# More changes than this are not written in place.
MOST = 2000

# Bytes up to which an index is copied for the sake of one answer; about a third of a second.
COPIED = 1 << 26

# Writing waits for somebody else who writes: this many seconds, and those in which one would read
# oneself what has changed. For what is about to be printed one waits longer.
_PATIENCE = 2.0
_FILES_READ = 200.0  # a second
_SHOWN = 10.0

_SLOW = 1.0  # seconds after which it is worth telling why an index has to be made each time

BEHIND = "another onrecord is bringing the index up to date; what changed last may be missing here"

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


def _sure_signature(root: str) -> str:
    """The signature of `library.yaml`, when it no longer changes just now."""
    end = time.monotonic() + disk.LONGEST_RACE
    while not (signature := library_signature(root)) and time.monotonic() < end:
        time.sleep(0.03)
    return signature


def open_index(
    root: str,
    *,
    rebuild: bool = False,
    refresh: bool = False,
    tend: bool = False,
    progress: Progress | None = None,
) -> Index:
    """The index of the library at `root`, up to date; built where there is none that will do.

    refresh: everything is looked at, however large the library is. tend: the shared index, where
    there is one, is to be brought up to date, whatever that costs.
    """
    signature = _sure_signature(root) if tend else library_signature(root)
    index = None if rebuild else _existing(root, signature, progress, refresh=refresh)
    if index is None:
        index = _new(root, signature, progress, rebuild=rebuild)
    if tend:
        index = _tended(index, root, progress)
    return index


def _existing(
    root: str, signature: str, progress: Progress | None, *, refresh: bool
) -> Index | None:
    """An index that is there, up to date; None where there is none that will do."""
    for folder in kept.folders(root):
        connection = _open_existing(folder, root, signature)
        if connection is None:
            continue
        index = Index(connection)
        found = _brought_up(index, root, progress, refresh=refresh)
        if found is not index:
            index.close()
        if found is not None:
            return found
    return None


def _brought_up(
    index: Index, root: str, progress: Progress | None, *, refresh: bool
) -> Index | None:
    """The index, or one that answers in its place; None where it is damaged or full."""
    try:
        return _look(index, root, progress, refresh=refresh)
    except (*database.DAMAGED, database.NoRoomError) as error:
        if not database.is_around(error):
            return None
        why = _why(error)
    try:
        return _apart(index, root, ALL, note=why)
    except (*database.DAMAGED, database.NoRoomError):
        return None


def _why(error: Exception) -> str:
    return f"the index can’t be written ({safe(str(error))}): what changed last may be missing here"


def _new(root: str, signature: str, progress: Progress | None, *, rebuild: bool) -> Index:
    """A new index, in the first folder that will do; else in memory."""
    from .turns import Turn

    reason = ""
    for folder in _places(root):
        try:
            os.makedirs(folder, exist_ok=True)
            turn = Turn(kept.lock(folder), kept.mode(folder))
            turn.take(-1, progress)
            try:
                if turn.waited and not rebuild:  # somebody else has made it
                    connection = _open_existing(folder, root, signature)
                    if connection is not None:
                        return Index(connection)
                return _build(folder, root, signature, progress, turn)
            finally:
                turn.leave()
        except (OSError, database.OperationalError) as error:
            # No place, no leave or no room to keep one.
            reason = f"in {folder}: {getattr(error, 'strerror', None) or error}"
    began = time.monotonic()
    index = _build("", root, signature, progress)
    if time.monotonic() - began > _SLOW:
        index.note = (
            f"the index can’t be kept ({safe(reason)}), and is made anew each time; "
            "$ONRECORD_CACHE may name another folder for it"
        )
    return index


def _places(root: str) -> list[str]:
    """Where a new index may be kept: for all, if so wanted, else for this user."""
    shared = kept.shared_folder(root)
    own = kept.folder(root)
    return [shared, own] if shared and kept.can_write(shared) else [own]


def _tended(index: Index, root: str, progress: Progress | None) -> Index:
    """The shared index, made like this one; this one where there is none, or it can't be."""
    from .turns import Turn

    shared = kept.shared_folder(root)
    if not shared or not kept.can_write(shared):
        return index
    if kept.folder_of(index) != shared:
        turn = Turn(kept.lock(shared), kept.mode(shared))
        turn.take(-1, progress)
        try:
            one = _beside(index, root, shared, ALL, turn, progress)
        except (OSError, database.OperationalError) as error:
            index.note = f"the shared index can’t be written: {safe(str(error))}"
            return index
        finally:
            turn.leave()
        one.taken = index.taken
        index.close()
        index = one
    kept.discard_own(root)
    return index


def count(index: Index) -> int:
    """How many files an index holds."""
    return folders.count_files(index.connection)


def is_large(index: Index) -> bool:
    """Whether the library is one of those that are not looked at file by file each time."""
    return count(index) > MANY


def share(root: str) -> None:
    """Let the library have an index for all who can read it. Raises LibraryError."""
    library_signature(root)
    try:
        kept.share(root)
    except OSError as error:
        place = safe(os.path.join(root, kept.SHARED))
        raise LibraryError(
            f"the index can’t be shared: {place}: {error.strerror or error}"
        ) from None


def fresh(index: Index, root: str, paths: Iterable[str] | None) -> Index | None:
    """Look at some files of the index (None: at all); None where they are as they were.

    Else an index that knows what they are now, mostly the same. No answer of `index` may be on its
    way: what is read line by line has to be read to its end.
    """
    try:
        if paths is None:
            return _update(index, root, FILES)
        return _look_again(index, root, list(paths))
    except (*database.DAMAGED, database.NoRoomError):
        return open_index(root, refresh=True)


def _look_again(index: Index, root: str, paths: list[str]) -> Index | None:
    """Look at some files of the index; None where none had changed."""
    connection = index.connection
    changed = compare.changed_files(root, connection, paths)
    if changed is None:
        return _update(index, root, ALL)
    if not changed:
        return None
    if kept.is_shared(kept.folder_of(index)):
        return _replaced(index, root, FILES)
    if not _begin(connection, _SHOWN):
        return _apart(index, root, FILES, note=BEHIND)
    _commit(connection, lambda: taking.read_again(index, root, paths))
    return index


def open_again(root: str, error: database.DatabaseError) -> Index:
    """The index after an error in reading it: another one where it was to blame."""
    return open_index(root, rebuild=not database.is_around(error))


def open_beside(index: Index) -> Index:
    """The same index once more, for another thread. Raises LibraryError: it has no file."""
    path = index.path
    try:
        if path:
            fixed = kept.is_shared(kept.folder_of(index))
            return Index(database.connect(path, shared=True, fixed=fixed))
    except database.DAMAGED:
        pass
    raise LibraryError("the index has no file of its own")


def _open_existing(folder: str, root: str, signature: str) -> Connection | None:
    """The index in `folder` if it is whole, of this version, and of this library as it is named."""
    name = kept.current(folder)
    while signature and name:
        connection = _open(folder, name, root, signature)
        before, name = name, kept.current(folder)
        if connection is not None or name == before:
            return connection  # else another one has just taken its place
    return None


def _open(folder: str, name: str, root: str, signature: str) -> Connection | None:
    is_shared = kept.is_shared(folder)
    try:
        connection = database.connect(os.path.join(folder, name), fixed=is_shared)
        if database.is_current(connection):
            index = Index(connection)
            # A library may be known by another path to those it is shared with.
            is_ours = is_shared or index.meta("root") == root
            if is_ours and index.meta("library_signature") == signature:
                return connection
        connection.close()
    except database.DAMAGED:
        pass  # what can't be read as an index is built anew
    return None


def _look(index: Index, root: str, progress: Progress | None, *, refresh: bool) -> Index:
    """Bring an index up to date, as much as has to be looked at for it; that, or another one."""
    large = is_large(index)
    if large and not refresh and not kept.is_due(index, root):
        return _update(index, root, FOLDERS, progress) or index
    began = kept.clocks()
    found = _update(index, root, ALL if refresh else FILES, progress) or index
    if large and not found.note:
        kept.keep_look(found, root, began)
    return found


def _update(index: Index, root: str, how: int, progress: Progress | None = None) -> Index | None:
    """Take the changes on the disk into an index, in one transaction; None where there are none.

    how: see compare. What comes back is the same index, or one that answers in its place.
    """
    connection = index.connection
    known, began = database.state(connection), time.monotonic()
    changes = compare.compare(root, connection, how)
    is_changed = _concerns_records(index, changes)
    if is_changed and _is_replaced(index, changes):
        if len(changes.files) > count(index) / 2:  # no use for a copy
            return _new(root, library_signature(root), progress, rebuild=False)
        return _replaced(index, root, how, progress)
    if kept.is_shared(kept.folder_of(index)):
        return None
    if not (is_changed or changes.folders or changes.gone_folders):
        return None

    def write() -> None:
        is_new = database.state(connection) == known and time.monotonic() - began < _JUST_NOW
        now = changes if is_new else compare.compare(root, connection, how)
        _write(index, root, now, progress)

    # That some folders need not be gone through can be kept at another time, too.
    patience = _PATIENCE + len(changes.files) / _FILES_READ if is_changed else 0.0
    if _begin(connection, patience):
        _commit(connection, write)
        index.note = ""
        if is_changed and index.path:
            _tidy(kept.folder_of(index), "")
    elif is_changed:
        return _apart(index, root, how, note=BEHIND)
    return index if is_changed else None


def _concerns_records(index: Index, changes: Changes) -> bool:
    kept = index.meta("walk_problems") or []
    return bool(changes.files or changes.gone) or kept != [repr(one) for one in changes.problems]


def _is_replaced(index: Index, changes: Changes) -> bool:
    """Whether changes go into a copy: readers and other writers are not held up by many."""
    folder = kept.folder_of(index)
    return kept.is_shared(folder) or bool(folder and len(changes.files) + len(changes.gone) > MOST)


def _begin(connection: Connection, seconds: float) -> bool:
    """Begin to write, as soon as nobody else does; whether one could in so many seconds."""
    end = time.monotonic() + seconds
    database.wait(connection, 0)  # SQLite's own waiting can't be broken off
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except database.OperationalError as error:
                if not database.is_busy(error):
                    raise
                if time.monotonic() >= end:
                    return False
                time.sleep(0.02)
            else:
                return True
    finally:
        database.wait(connection)


def _commit(connection: Connection, write: Callable[[], None]) -> None:
    """Write, and end the transaction that was begun: all or nothing."""
    try:
        write()
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has ended it already
            connection.execute("ROLLBACK")
        raise


def _write(index: Index, root: str, changes: Changes, progress: Progress | None) -> None:
    folders.put(index.connection, changes.folders, changes.gone_folders)
    if _concerns_records(index, changes):
        taking.write_records(index, root, changes, progress)
        new, changed, gone = index.taken
        index.taken = (
            new + changes.new,
            changed + len(changes.files) - changes.new,
            gone + len(changes.gone),
        )


def _tidy(folder: str, old: str, turn: Turn | None = None) -> None:
    """Take away an old index, and what those who were killed have left.

    turn: under which the new one was made.
    """
    from .turns import Turn

    mine = turn or Turn(kept.lock(folder))
    try:
        if not turn:
            mine.take(0)
        kept.discard(folder, old)
        kept.sweep(folder, alone=mine.is_mine)
    except OSError:
        pass  # another user's, in a folder where nobody may take away others' files
    finally:
        if not turn:
            mine.leave()


def _replaced(index: Index, root: str, how: int, progress: Progress | None = None) -> Index:
    """A new index in the place of one that is not written to, with what has changed."""
    from .turns import Turn

    folder = kept.folder_of(index)
    if kept.is_shared(folder) and not (
        kept.can_write(folder) and database.size(index.connection) <= COPIED
    ):
        folder = kept.folder(root)
    turn = None
    try:
        os.makedirs(folder, exist_ok=True)
        turn = Turn(kept.lock(folder), kept.mode(folder))
        if not turn.take(_PATIENCE):
            return _apart(index, root, how, note=BEHIND)
        if turn.waited:  # somebody else may have done the same
            turn.leave()
            return open_index(root, refresh=how == ALL, progress=progress)
        return _beside(index, root, folder, how, turn, progress)
    except (OSError, database.OperationalError) as error:
        return _apart(index, root, how, note=_why(error))
    finally:
        if turn:
            turn.leave()


def _apart(index: Index, root: str, how: int, *, note: str) -> Index:
    """An index in memory that is up to date, where one can't write; else this one, with a note."""
    if database.size(index.connection) > COPIED:
        index.note = note
        return index
    connection = database.connect(":memory:")
    one = _copied(index, connection, root, how, None)
    database.seal(connection)
    return one


def _beside(
    index: Index, root: str, folder: str, how: int, turn: Turn, progress: Progress | None
) -> Index:
    """A copy of an index with what has changed, which is the current one of a folder now."""
    name = kept.new_name()
    connection = database.connect(os.path.join(folder, name), create=True)
    try:
        one = _copied(index, connection, root, how, turn.telling(progress))
        return _published(one, root, folder, name, turn)
    except BaseException:
        connection.close()
        kept.discard(folder, name)
        raise


def _copied(
    index: Index, connection: Connection, root: str, how: int, progress: Progress | None
) -> Index:
    """A copy of an index, up to date, in another file that is new."""
    database.copy(index.connection, connection)
    one = Index(connection)
    changes = compare.compare(root, connection, how)
    connection.execute("BEGIN")
    database.keep_root(connection, root)
    _write(one, root, changes, progress)
    connection.execute("COMMIT")
    return one


def _published(index: Index, root: str, folder: str, name: str, turn: Turn) -> Index:
    """A new index as the current one of a folder, the one before taken away."""
    is_shared = kept.is_shared(folder)
    if is_shared:
        _settle(index, root)
    database.seal(index.connection, fixed=is_shared)
    if is_shared:
        index.close()
        taken = index.taken
        index = Index(database.connect(os.path.join(folder, name), fixed=True))
        index.taken = taken
    old = kept.current(folder)
    kept.point(folder, name)
    _tidy(folder, old, turn)
    return index


def _settle(index: Index, root: str) -> None:
    """Read again what was changed just as it was read, when its times tell that it is not now.

    Else whoever can't write the index would find something changed in it each time.
    """
    taken, connection = index.taken, index.connection
    end = time.monotonic() + disk.LONGEST_RACE
    while folders.unsure(connection) and time.monotonic() < end:
        time.sleep(0.03)
        connection.execute("BEGIN")
        _write(index, root, compare.compare(root, connection, FOLDERS), None)
        connection.execute("COMMIT")
    index.taken = taken


def _build(
    folder: str, root: str, signature: str, progress: Progress | None, turn: Turn | None = None
) -> Index:
    """A new index in `folder`, and the pointer to it; in memory where `folder` is ""."""
    if not (folder and turn):
        connection = database.connect(":memory:", create=True)
        index = _filled(connection, root, signature, progress)
        database.seal(connection)
        return index
    name = kept.new_name()
    connection = database.connect(os.path.join(folder, name), create=True)
    began = kept.clocks()
    try:
        index = _filled(connection, root, signature, turn.telling(progress))
        index = _published(index, root, folder, name, turn)
    except BaseException:
        connection.close()
        kept.discard(folder, name)
        raise
    if is_large(index):
        kept.keep_look(index, root, began)
    return index


def _filled(connection: Connection, root: str, signature: str, progress: Progress | None) -> Index:
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
    index = Index(connection)
    changes = compare.compare(root, connection, ALL)
    _write(index, root, changes, progress)
    connection.execute("COMMIT")
    return index
