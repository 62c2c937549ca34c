"""Keeping the index and the disk the same: what is compared, and what is done about it.

A few changes are written into the user's own index in place. Many, and all those of a shared one,
go into a copy that takes its place when it is whole. Where neither can be done at present, a copy
in memory answers, if the index is small; else what is there, and `Index.note` says so.
"""

from __future__ import annotations

import os
import time

from tui.core.text import safe

from . import compare, disk, kept, making, taking
from .compare import ALL, FILES, FOLDERS, Changes, TooManyError
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


def _sure_signature(root: str) -> str:
    """The signature of `library.yaml`, when it no longer changes just now."""
    end = time.monotonic() + disk.LONGEST_RACE
    while not (signature := disk.library_signature(root)) and time.monotonic() < end:
        time.sleep(0.03)
    return signature


class Way:
    """How changes are taken in.

    progress: told how far it is. lasting: what can't be kept will not do (see `open_index`). most:
    files that may have changed, 0 for any number. tells: that nothing can be kept is told, however
    quick it is to do without.
    """

    __slots__ = ("lasting", "most", "progress", "tells")

    def __init__(
        self,
        progress: Progress | None = None,
        *,
        lasting: bool = False,
        most: int = 0,
        tells: bool = False,
    ) -> None:
        self.progress = progress
        self.tells = tells
        self.lasting = lasting
        self.most = most


_ANY_WAY = Way()


def open_index(
    root: str,
    *,
    rebuild: bool = False,
    refresh: bool = False,
    tend: bool = False,
    lasting: bool = False,
    progress: Progress | None = None,
) -> Index:
    """The index of the library at `root`, up to date; built where there is none that will do.

    refresh: everything is looked at, however large the library is. tend: the shared index, where
    there is one, is to be brought up to date, whatever that costs. lasting: one in memory will not
    do, nor one that is behind: raises LibraryError, OSError, OperationalError.
    """
    signature = _sure_signature(root) if tend else disk.library_signature(root)
    way = Way(progress, lasting=lasting, tells=tend)
    index = None if rebuild else _existing(root, way, refresh=refresh)
    if index is None:
        index = _new(root, signature, way, rebuild=rebuild)
    if tend:
        index = _tended(index, root, progress)
    return index


def _existing(root: str, way: Way, *, refresh: bool) -> Index | None:
    """An index that is there, up to date; None where there is none that will do."""
    for folder in kept.folders(root):
        connection = _open_existing(folder, root)
        if connection is None:
            continue
        index = Index(connection)
        found = None
        try:
            found = _brought_up(index, root, way, refresh=refresh)
        finally:
            if found is not index:
                index.close()
        if found is not None:
            return found
    return None


def _brought_up(index: Index, root: str, way: Way, *, refresh: bool) -> Index | None:
    """The index, or one that answers in its place; None where it is damaged or full, or where
    library.yaml says something else of all records."""
    try:
        return _look(index, root, way, refresh=refresh)
    except TooManyError:
        return None
    except (*database.DAMAGED, database.NoRoomError) as error:
        if not database.is_around(error):
            return None
        why = _why(error)
    except database.FOREIGN as error:
        if not is_to_blame(root, error):
            raise
        return None
    try:
        return _apart(index, root, ALL, why, way)
    except (*database.DAMAGED, database.NoRoomError, TooManyError):
        return None


def _why(error: Exception) -> str:
    return f"the index can’t be written ({safe(str(error))}): what changed last may be missing here"


def _new(root: str, signature: str, way: Way, *, rebuild: bool) -> Index:
    """A new index, in the first folder that will do; else in memory."""
    from .turns import Turn

    reason = ""
    for folder in _places(root):
        try:
            os.makedirs(folder, exist_ok=True)
            turn = Turn(kept.lock(folder), kept.mode(folder))
            turn.take(-1, way.progress)
            began = kept.clocks()
            try:
                if turn.waited and not rebuild:  # somebody else has made it
                    index = _made_by_another(folder, root, signature)
                    if index is not None:
                        return index
                index = making.build(folder, root, signature, way.progress, turn)
                if is_large(index):
                    kept.keep_look(index, root, began)
                return index
            finally:
                turn.leave()
        except (OSError, database.OperationalError) as error:
            # No place, no leave or no room to keep one.
            if way.lasting:
                raise
            reason = f"in {folder}: {getattr(error, 'strerror', None) or error}"
    started = time.monotonic()
    index = making.build("", root, signature, way.progress)
    if way.tells or time.monotonic() - started > _SLOW:
        index.note = (
            f"the index can’t be kept ({safe(reason)}), and is made anew each time; "
            "$ONRECORD_CACHE may name another folder for it"
        )
    return index


def _made_by_another(folder: str, root: str, signature: str) -> Index | None:
    """The index in a folder, if it is of the library as library.yaml has it now."""
    connection = _open_existing(folder, root)
    if connection is None:
        return None
    index = Index(connection)
    if signature and index.meta("library_signature") == signature:
        return index
    index.close()
    return None


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
            one = making.beside(index, root, shared, ALL, turn, progress)
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


def as_it_is(root: str, path: str = "") -> Index | None:
    """The index of the library at `root` without a look at the disk; None where none will do.

    path: of the one that is open already, and not to be opened again.
    """
    for folder in kept.folders(root):
        name = kept.current(folder)
        if name and os.path.join(folder, name) == path:
            return None
        disk.library_signature(root)
        connection = _open_existing(folder, root)
        if connection is not None:
            return Index(connection)
    return None


def look(index: Index, root: str, how: int, most: int) -> bool:
    """Take in what has changed on the disk; whether anything had. how: see compare.

    What can't be written into this index is in another one then: see `as_it_is`. Raises
    TooManyError where that is more than `most` files, or library.yaml; LibraryError where the
    library is not there, or somebody else writes for long; OSError.
    """
    if disk.library_signature(root) != index.meta("library_signature"):
        raise TooManyError
    began = kept.clocks()
    found = _update(index, root, how, Way(lasting=True, most=most))
    if how != FOLDERS and is_large(index):
        kept.keep_look(found or index, root, began)
    return _is_elsewhere(index, found)


def look_at(index: Index, root: str, paths: Iterable[str], most: int) -> bool:
    """The same of some files of the index."""
    disk.library_signature(root)
    found = _look_again(index, root, list(paths), Way(lasting=True, most=most))
    return _is_elsewhere(index, found)


def _is_elsewhere(index: Index, found: Index | None) -> bool:
    if found is not None and found is not index:
        found.close()
    return found is not None


def is_large(index: Index) -> bool:
    """Whether the library is one of those that are not looked at file by file each time."""
    return folders.has_more(index.connection, MANY)


def share(root: str) -> None:
    """Let the library have an index for all who can read it. Raises LibraryError."""
    disk.library_signature(root)
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
            return _update(index, root, FILES, _ANY_WAY)
        return _look_again(index, root, list(paths), _ANY_WAY)
    except (*database.DAMAGED, database.NoRoomError, TooManyError):
        return open_index(root, refresh=True)


def _look_again(index: Index, root: str, paths: list[str], way: Way) -> Index | None:
    """Look at some files of the index; None where none had changed."""
    connection = index.connection
    changed = compare.changed_files(root, connection, paths)
    if changed is None:
        return _update(index, root, ALL, way)
    if not changed:
        return None
    if kept.is_shared(kept.folder_of(index)):
        return _replaced(index, root, FILES, way)
    if not _begin(connection, _SHOWN):
        return _apart(index, root, FILES, BEHIND, way)
    _commit(connection, lambda: _read_again(index, root, paths, changed))
    return index


def _read_again(index: Index, root: str, paths: list[str], changed: list[disk.RecordFile]) -> None:
    from . import news

    counts = news.counted(index, changed, [])
    taking.read_again(index, root, paths)
    news.note(index, counts)


def is_to_blame(root: str, error: Exception) -> bool:
    """Whether an error in answering may be the index's: SQLite says so, or it can hold what others
    have written, as where the library has one for all."""
    if isinstance(error, database.FOREIGN):
        return bool(kept.shared_folder(root))
    return isinstance(error, database.DatabaseError)


def open_again(root: str, error: Exception) -> Index:
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


def _open_existing(folder: str, root: str) -> Connection | None:
    """The index in `folder` if it is whole, of this version, and of this library as it is named."""
    name = kept.current(folder)
    while name:
        connection = _open(folder, name, root)
        before, name = name, kept.current(folder)
        if connection is not None or name == before:
            return connection  # else another one has just taken its place
    return None


def _open(folder: str, name: str, root: str) -> Connection | None:
    is_shared = kept.is_shared(folder)
    path = os.path.join(folder, name)
    if not os.path.isfile(path):  # SQLite would wait for a pipe
        return None
    # Where nothing can be written, SQLite reads only what is said to stay as it is.
    is_fixed = is_shared or not (kept.can_write(folder) or os.path.exists(f"{path}-wal"))
    try:
        connection = database.connect(path, fixed=is_fixed)
        # A library may be known by another path to those it is shared with.
        if database.is_current(connection) and (
            database.is_ours(connection) if is_shared else Index(connection).meta("root") == root
        ):
            return connection
        connection.close()
    except database.DAMAGED:
        pass  # what can't be read as an index is built anew
    return None


def _look(index: Index, root: str, way: Way, *, refresh: bool) -> Index:
    """Bring an index up to date, as much as has to be looked at for it; that, or another one."""
    large = is_large(index)
    if large and not refresh and not kept.is_due(index, root):
        return _update(index, root, FOLDERS, way) or index
    began = kept.clocks()
    found = _update(index, root, ALL if refresh else FILES, way) or index
    if large and not found.note:
        kept.keep_look(found, root, began)
    return found


def _update(index: Index, root: str, how: int, way: Way) -> Index | None:
    """Take the changes on the disk into an index, in one transaction; None where there are none.

    how: see compare. What comes back is the same index, or one that answers in its place. Raises
    TooManyError, and what `open_index` does where it is to last.
    """
    connection = index.connection
    known = database.state(connection)
    changes = compare.compare(root, connection, how)
    compared = time.monotonic()
    if way.most and len(changes.files) + len(changes.gone) > way.most:
        raise TooManyError
    is_changed = making.concerns_records(index, changes)
    if is_changed and _is_replaced(index, changes):
        if len(changes.files) > making.count(index) / 2:  # no use for a copy
            return _new(root, disk.library_signature(root), way, rebuild=False)
        return _replaced(index, root, how, way)
    if kept.is_shared(kept.folder_of(index)):
        return None
    if not (is_changed or changes.folders or changes.gone_folders):
        return None

    def write() -> None:
        is_new = database.state(connection) == known and time.monotonic() - compared < _JUST_NOW
        now = changes if is_new else compare.compare(root, connection, how)
        making.write(index, root, now, way.progress)

    # That some folders need not be gone through can be kept at another time, too.
    patience = _PATIENCE + len(changes.files) / _FILES_READ if is_changed else 0.0
    if _begin(connection, patience):
        _commit(connection, write)
        index.note = ""
        if is_changed and index.path:
            making.tidy(kept.folder_of(index), "")
    elif is_changed:
        return _apart(index, root, how, BEHIND, way)
    return index if is_changed else None


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


def _replaced(index: Index, root: str, how: int, way: Way) -> Index:
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
            return _apart(index, root, how, BEHIND, way)
        if turn.waited:  # somebody else may have done the same
            turn.leave()
            is_all = how == ALL
            return open_index(root, refresh=is_all, lasting=way.lasting, progress=way.progress)
        return making.beside(index, root, folder, how, turn, way.progress)
    except (OSError, database.OperationalError) as error:
        return _apart(index, root, how, _why(error), way)
    finally:
        if turn:
            turn.leave()


def _apart(index: Index, root: str, how: int, why: str, way: Way) -> Index:
    """An index in memory that is up to date, where one can't write; else this one, with a note."""
    if way.lasting:
        raise LibraryError(why)
    if database.size(index.connection) > COPIED:
        index.note = why
        return index
    one = making.in_memory(index, root, how)
    if way.tells:
        one.note = why
    return one
