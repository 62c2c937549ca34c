"""Making the index's files: a new one, a copy with what has changed since, a copy in memory.

Each is made beside the one that is read, and takes its place when it is whole.
"""

from __future__ import annotations

import os
import time

from . import compare, disk, kept, taking
from .compare import ALL, FOLDERS, Changes
from .index import database, folders
from .index.read import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

    from .manifest import Manifest
    from .taking import Progress
    from .turns import Turn


def count(index: Index) -> int:
    """How many files an index holds."""
    return folders.count_files(index.connection)


def concerns_records(index: Index, changes: Changes) -> bool:
    """Whether changes are to be taken in at once, and not only make the next look quicker."""
    kept = index.meta("walk_problems") or []
    is_any = changes.files or changes.gone or changes.manifest
    return bool(is_any) or kept != [repr(one) for one in changes.problems]


def write(index: Index, root: str, changes: Changes, progress: Progress | None) -> None:
    """Write changes into an index, in the transaction that was begun, and note what they are."""
    folders.put(index.connection, changes.folders, changes.gone_folders)
    if changes.manifest:
        _put_manifest(index.connection, *changes.manifest)
    if concerns_records(index, changes):
        from . import news

        counts = news.counted(index, changes.files, changes.gone)
        taking.write_records(index, root, changes, progress)
        news.note(index, counts)
        for numbers in counts.values():
            index.taken = [old + new for old, new in zip(index.taken, numbers, strict=True)]


def build(
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
    try:
        index = _filled(connection, root, signature, turn.telling(progress))
        return _published(index, root, folder, name, turn)
    except BaseException:
        connection.close()
        kept.discard(folder, name)
        raise


def _filled(connection: Connection, root: str, signature: str, progress: Progress | None) -> Index:
    begin(connection, root, signature)
    index = Index(connection)
    write(index, root, compare.compare(root, connection, ALL), progress)
    connection.execute("COMMIT")
    return index


def begin(connection: Connection, root: str, signature: str) -> None:
    """Begin to fill a new index: with what library.yaml says, in a transaction left open."""
    from .manifest import read_manifest

    manifest = read_manifest(root)
    database.create(connection)
    connection.execute("BEGIN")
    database.keep_root(connection, root)
    _put_manifest(connection, manifest, signature)


def _put_manifest(connection: Connection, manifest: Manifest, signature: str) -> None:
    """Keep what library.yaml says, and what is wrong with it."""
    from .index.troubled import counts
    from .index.write import Writer

    writer = Writer(connection)
    writer.remove(disk.LIBRARY_FILE)
    writer.meta("library_signature", signature)
    for key, value in manifest.fields.items():
        writer.meta(key, value)
    writer.problems(manifest.problems)
    writer.meta("problems", counts(connection.execute))


def beside(
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


def in_memory(index: Index, root: str, how: int) -> Index:
    """A copy of an index that is up to date and belongs to nobody else."""
    connection = database.connect(":memory:")
    one = _copied(index, connection, root, how, None)
    database.seal(connection)
    return one


def _copied(
    index: Index, connection: Connection, root: str, how: int, progress: Progress | None
) -> Index:
    """A copy of an index, up to date, in another file that is new. how: see compare."""
    database.copy(index.connection, connection)
    one = Index(connection)
    changes = compare.compare(root, connection, how)
    connection.execute("BEGIN")
    database.keep_root(connection, root)
    write(one, root, changes, progress)
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
    tidy(folder, old, turn)
    return index


def _settle(index: Index, root: str) -> None:
    """Read again what was changed just as it was read, when its times tell that it is not now.

    Else whoever can't write the index would find something changed in it each time.
    """
    connection = index.connection
    end = time.monotonic() + disk.LONGEST_RACE
    while _is_unsure(index) and time.monotonic() < end:
        time.sleep(0.03)
        connection.execute("BEGIN")
        write(index, root, compare.compare(root, connection, FOLDERS), None)
        connection.execute("COMMIT")


def _is_unsure(index: Index) -> bool:
    return not index.meta("library_signature") or bool(folders.unsure(index.connection))


def tidy(folder: str, old: str, turn: Turn | None = None) -> None:
    """Take away an old index, and what those who were killed have left.

    turn: under which the new one was made.
    """
    if not turn and kept.is_swept(folder):
        return
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
