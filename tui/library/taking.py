"""Taking files into the index, and out of it, in the transaction that was begun for it."""

from __future__ import annotations

import os

from . import compare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from .compare import Changes
    from .disk import RecordFile
    from .index.read import Index
    from .index.write import Writer

    Progress = Callable[[int, int], None]  # files done, files in all


def write_records(index: Index, root: str, changes: Changes, progress: Progress | None) -> None:
    """Bring the records in the index to what `changes` says of the disk."""
    from .index.write import Writer

    writer = Writer(index.connection, index.meta("language") or "")
    old = [*changes.gone, *(index.meta("walk_paths") or [])]
    new = [file.path for file in changes.files]
    unreadable = [problem.path for problem in changes.problems]
    for path in old:
        writer.remove(path)
    _put(index, writer, root, changes.files, progress)
    writer.problems(changes.problems)
    writer.meta("walk_problems", [repr(problem) for problem in changes.problems])
    writer.meta("walk_paths", unreadable)
    _finish(index, writer, {*old, *new, *unreadable})


def _put(
    index: Index,
    writer: Writer,
    root: str,
    files: list[RecordFile],
    progress: Progress | None = None,
) -> None:
    from . import reader  # only here: yaml is not loaded where nothing changed

    extra_keys = index.meta("extra_keys") or []
    for number, file in enumerate(files):
        parsed = reader.read(os.path.join(root, file.path), file.path, file.kind, extra_keys)
        writer.remove(file.path)
        writer.put(file.path, file.signature, parsed)
        if progress:
            progress(number + 1, len(files))


def read_again(index: Index, root: str, paths: list[str]) -> None:
    """Read those of some files of the index again that are not as they were."""
    from .index.write import Writer

    writer = Writer(index.connection, index.meta("language") or "")
    files = compare.changed_files(root, index.connection, paths) or []
    _put(index, writer, root, files)
    _finish(index, writer, {file.path for file in files})


def _finish(index: Index, writer: Writer, paths: Collection[str]) -> None:
    """Put right what the changes of some files touch elsewhere, and count what is wrong."""
    from . import check
    from .index.troubled import counts

    writer.finish()
    check.keep(index, paths)
    writer.meta("problems", counts(index.connection.execute))
