"""Taking files into the index, and out of it, in the transaction that was begun for it."""

from __future__ import annotations

from . import compare, disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .compare import Changes
    from .disk import RecordFile
    from .index.read import Index
    from .index.rows import Rows
    from .index.write import Writer

    Progress = Callable[[int, int], None]  # files done, files in all


def write_records(index: Index, root: str, changes: Changes, progress: Progress | None) -> None:
    """Bring the records in the index to what `changes` says of the disk."""
    from .index.write import Writer

    writer = Writer(index.connection)
    old = [*changes.gone, *(index.meta("walk_paths") or [])]
    new = [file.path for file in changes.files]
    unreadable = [problem.path for problem in changes.problems]
    for path in old:
        writer.remove(path)
    _put(index, writer, root, changes.files, progress)
    writer.problems(changes.problems)
    writer.meta("walk_problems", [repr(problem) for problem in changes.problems])
    writer.meta("walk_paths", unreadable)
    _finish(index, writer, root, {*old, *new, *unreadable})


def _put(
    index: Index,
    writer: Writer,
    root: str,
    files: list[RecordFile],
    progress: Progress | None = None,
) -> None:
    from contextlib import closing

    from . import parsing  # only here: yaml is not loaded where nothing changed

    reading = parsing.Reading(root, index.meta("language") or "", index.meta("extra_keys") or [])
    numbers = [writer.number_of(file.path) for file in files]
    with closing(parsing.read_all(reading, files, numbers)) as read:
        for number, (file, rows) in enumerate(zip(files, read, strict=True)):
            writer.put(file.path, "" if _has_gone(rows) else file.signature, rows)
            if progress:
                progress(number + 1, len(files))


def _has_gone(rows: Rows) -> bool:
    """Whether a file could not be read that was there: it may come back with the same times.

    To give leave to read one changes them.
    """
    said = [message for *_, message in rows.problems if message.endswith(disk.REMEDY)]
    return any(disk.NO_LEAVE not in message for message in said)


def read_again(index: Index, root: str, paths: list[str]) -> None:
    """Read those of some files of the index again that are not as they were."""
    from .index.write import Writer

    writer = Writer(index.connection)
    files = compare.changed_files(root, index.connection, paths) or []
    _put(index, writer, root, files)
    _finish(index, writer, root, {file.path for file in files})


def _finish(index: Index, writer: Writer, root: str, paths: set[str]) -> None:
    """End the changes of the files at some paths: find room for what they bring, put right what
    they touch elsewhere, and count what is wrong."""
    from . import check
    from .index.troubled import counts

    while crowded := writer.crowded():
        for path in crowded:  # whole, as what is only changed keeps its keys
            writer.remove(path)
        _put(index, writer, root, [disk.known(root, path) for path in crowded])
        paths.update(crowded)
    writer.finish()
    check.keep(index, paths - writer.settled)
    writer.meta("problems", counts(index.connection.execute))
