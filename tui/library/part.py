"""A part of a library in an index of its own: to be read while the whole is being indexed.

It is begun by who shows it, empty; filled by the process that builds the index (see `building`),
batch by batch, each with what its articles link to; and thrown away when the index is there.
"""

from __future__ import annotations

import os
import time

from tui.core.fields import FOLDERS
from tui.core.text import fold_id

from . import disk, kept, making
from .compare import Changes
from .index import database
from .index.read import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .taking import Progress

FEW = 300  # files: a library of no more is indexed before it is shown

_SIZES = (24, 60, 150, 300)  # articles of the first batches; of all others as many as of the last
_SHARE = 8  # of the whole, that many times as much
_LEAST, _MOST = 500, 2000  # files in a part
_KEY = "part"


def begin(root: str) -> Index | None:
    """An empty index for a part of the library at `root`; None where there is no need or place.

    Raises LibraryError, OSError.
    """
    signature = disk.library_signature(root)
    if not _has_many(root):
        return None
    folder = kept.folder(root)
    name = f"index-part-{os.getpid()}-{time.time_ns()}.sqlite"
    try:
        os.makedirs(folder, exist_ok=True)
        connection = database.connect(os.path.join(folder, name), create=True)
    except (OSError, database.OperationalError):
        return None
    try:
        making.begin(connection, root, signature)
        from .index.write import Writer

        Writer(connection).meta(_KEY, True)
        connection.execute("COMMIT")
        database.seal(connection)
    except BaseException as error:
        connection.close()
        kept.discard(folder, name)
        if isinstance(error, (OSError, database.OperationalError)):
            return None
        raise
    return Index(connection)


def is_one(index: Index) -> bool:
    """Whether an index holds only a part."""
    return bool(index.meta(_KEY))


def discard(root: str, path: str) -> None:
    """Take the index of a part away; whoever has it open keeps it."""
    kept.discard(kept.folder(root), os.path.basename(path))


def _has_many(root: str) -> bool:
    paths = _all(root)
    return sum(1 for _, _ in zip(range(FEW + 1), paths, strict=False)) > FEW


def count(root: str) -> int:
    """About how many files a library has."""
    return sum(1 for _ in _all(root))


def _all(root: str) -> Iterator[str]:
    for top in FOLDERS:
        yield from _paths(root, top)


def _paths(root: str, top: str) -> Iterator[str]:
    """The record files below a folder, downwards by path: mostly the newest come first.

    Only their names are looked at; what is a symbolic link is left for the whole.
    """
    pending = [top]
    while pending:
        path = pending.pop()
        try:
            with os.scandir(f"{root}/{path}") as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        kinds = [(one.name, one.is_dir(follow_symlinks=False), one.is_symlink()) for one in found]
        names = [(name, is_folder) for name, is_folder, is_link in kinds if _counts(name, is_link)]
        pending += [f"{path}/{name}" for name, is_folder in names if is_folder]
        yield from (
            f"{path}/{name}"
            for name, is_folder in reversed(names)
            if not is_folder and name.endswith(".md")
        )


def _counts(name: str, is_link: bool) -> bool:
    is_text = not any("\ud800" <= sign <= "\udfff" for sign in name)
    return is_text and not (is_link or name.startswith("."))


def fill(root: str, path: str, progress: Progress) -> None:
    """Fill the index at `path` with a part of a library. progress: files in it, and all there are.

    Raises DAMAGED, OSError.
    """
    index = Index(database.connect(path))
    try:
        filling = _Filling(root, index, progress)
        for size in _sizes():
            if not filling.add(size):
                break
    finally:
        index.close()


def _sizes() -> Iterator[int]:
    yield from _SIZES
    while True:
        yield _SIZES[-1]


class _Filling:
    """Takes batches into the index of a part."""

    def __init__(self, root: str, index: Index, progress: Progress) -> None:
        self._root = root
        self._index = index
        self._progress = progress
        self._articles = _all(root)
        self._taken: set[str] = set()
        self._paths: dict[str, str] = {}  # by the folded id
        self._total = 0

    def add(self, size: int) -> bool:
        """Take in so many more files and what they link to; whether there are more to come."""
        wanted: list[str] = []
        for path in self._articles:
            if path not in self._taken:
                wanted.append(path)
                if len(wanted) == size:
                    break
        if not wanted:
            return False
        run = self._index.connection.execute
        run("BEGIN IMMEDIATE")
        try:
            self._take(wanted)
            self._take(self._linked(wanted))
            run("COMMIT")
        except BaseException:
            run("ROLLBACK")
            raise
        self._progress(len(self._taken), self._total)
        return len(self._taken) < min(max(self._total // _SHARE, _LEAST), _MOST)

    def _linked(self, paths: list[str]) -> list[str]:
        """The files of records that those of some files link to, and that are not taken in yet."""
        broken = self._index.troubled(paths).broken_links()
        if not self._total:
            self._paths = {fold_id(disk.id_of(path)): path for path in _all(self._root)}
            self._total = len(self._paths)
        found = {self._paths.get(fold_id(written), "") for _, _, written, *_ in broken}
        return sorted(found - self._taken - {""})

    def _take(self, paths: list[str]) -> None:
        from . import taking

        changes = Changes()
        changes.files = [disk.RecordFile(path, disk.kind_of(path), "") for path in sorted(paths)]
        taking.write_records(self._index, self._root, changes, None)
        self._taken.update(paths)
