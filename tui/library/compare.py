"""What differs between the disk and what the index knows of it."""

from __future__ import annotations

import os

from . import disk
from .index import folders
from .index.read import Index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from tui.core.problems import Problem

    from .manifest import Manifest

# How much is looked at. Each look finds what the one before it does.
FOLDERS = 0  # every folder: what was added, removed, renamed or put in the place of another
FILES = 1  # every file, too: what was changed in place
ALL = 2  # every folder is gone through, though it may seem to be as it was

# A search permission on the library's folder is enough to look at what is below it.
_SEARCH = getattr(os, "O_PATH", os.O_RDONLY)


class TooManyError(Exception):
    """More has changed than was to be taken in."""


class Changes:
    """The difference between a disk and an index.

    manifest: what library.yaml says, and its signature; None: what the index has. files: those to
    read, by path. gone: paths of files that are not there any more. problems: all that could not
    be looked at. folders: signatures to keep, by path; gone_folders: to forget.
    """

    __slots__ = ("files", "folders", "gone", "gone_folders", "manifest", "problems")

    def __init__(self) -> None:
        self.manifest: tuple[Manifest, str] | None = None
        self.files: list[disk.RecordFile] = []
        self.gone: list[str] = []
        self.problems: list[Problem] = []
        self.folders: dict[str, str] = {}
        self.gone_folders: list[str] = []


def compare(root: str, connection: Connection, how: int) -> Changes:
    """What has changed in the library at `root`. how: FOLDERS, FILES or ALL.

    A folder in which something could not be looked at is gone through each time, so the problems
    are always all there are. Raises TooManyError where library.yaml says now what bears on every
    record.
    """
    manifest = _manifest(root, connection)
    changes = _changes(root, connection, how)
    changes.manifest = manifest
    return changes


def _manifest(root: str, connection: Connection) -> tuple[Manifest, str] | None:
    index = Index(connection)
    signature = disk.library_signature(root)
    if signature and signature == index.meta("library_signature"):
        return None
    from .manifest import read_manifest  # only here: yaml is not loaded where nothing changed

    manifest = read_manifest(root)
    if any(manifest.fields[key] != index.meta(key) for key in ("language", "extra_keys")):
        raise TooManyError
    return manifest, signature


def _changes(root: str, connection: Connection, how: int) -> Changes:
    if how == ALL:
        return _Look(root, connection).at_folders(trusting=False).done()
    at = os.open(root, _SEARCH)
    try:
        look = _Look(root, connection).at_folders(trusting=True)
        look.at_files(look.known_files() if how == FILES else look.unsure_files(), at)
        return look.done()
    except OSError:  # a file went in this very moment, or its folder doesn't tell the truth
        return _Look(root, connection).at_folders(trusting=False).done()
    finally:
        os.close(at)


class _Look:
    """One look at a library: first at its folders, then at files."""

    def __init__(self, root: str, connection: Connection) -> None:
        self._root = root
        self._connection = connection
        self._kept = folders.signatures(connection)
        self._as_it_was: set[str] = set()
        self._changes = Changes()

    def at_folders(self, *, trusting: bool) -> _Look:
        """Look at every folder. trusting: those that are as they were are not gone through."""
        top, problems = disk.tops(self._root)
        self._changes.problems = problems
        below = self._folders_below() if trusting else {}
        pending = list(top)
        seen = set(pending)
        while pending:
            path = pending.pop()
            if trusting and self._is_as_it_was(path, top.get(path)):
                found = below.get(path, [])
                self._as_it_was.add(path)
            else:
                found = self._go_through(path)
            pending += found
            seen.update(found)
        self._changes.gone_folders = [path for path in self._kept if path not in seen]
        return self

    def _folders_below(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for path in self._kept:
            below.setdefault(path.rpartition("/")[0], []).append(path)
        return below

    def _is_as_it_was(self, path: str, status: os.stat_result | None) -> bool:
        kept = self._kept.get(path)
        if not kept:
            return False
        if status is None:
            try:
                status = os.lstat(f"{self._root}/{path}")
            except OSError:  # told of when it is gone through
                return False
        return disk.stamp(status) == kept

    def _go_through(self, path: str) -> list[str]:
        """Compare the files of a folder; the folders in it."""
        known = folders.files_in(self._connection, path)
        folder = disk.scan(self._root, path, known)
        changes = self._changes
        for file in folder.files:  # a link may be as it was
            if not file.signature or known.get(file.path) != file.signature:
                changes.files.append(file)
        changes.gone += known.keys() - {file.path for file in folder.files}
        changes.problems += folder.problems
        if self._kept.get(path) != folder.signature:
            changes.folders[path] = folder.signature
        return folder.folders

    def known_files(self) -> Iterable[tuple[str, str]]:
        """The files in folders that are as they were, with their signatures."""
        known = folders.files(self._connection)
        if len(self._as_it_was) == len(self._kept):
            return known
        return (one for one in known if self._is_left(one[0]))

    def unsure_files(self) -> Iterable[tuple[str, str]]:
        """Of the same those that have to be looked at each time."""
        return [(path, "") for path in folders.unsure(self._connection) if self._is_left(path)]

    def _is_left(self, path: str) -> bool:
        return path.rpartition("/")[0] in self._as_it_was

    def at_files(self, known: Iterable[tuple[str, str]], at: int) -> None:
        """Look at files. at: the library's folder, opened. Raises OSError where one is gone."""
        look, stamp = os.stat, disk.stamp
        for path, before in known:
            status = look(path, dir_fd=at)
            if stamp(status) != before:
                file = disk.RecordFile(path, disk.kind_of(path), disk.signature(status))
                self._changes.files.append(file)

    def done(self) -> Changes:
        changes = self._changes
        for folder in changes.gone_folders:
            changes.gone += folders.files_below(self._connection, folder)
        changes.gone = sorted(set(changes.gone))
        changes.files.sort(key=disk.by_path)
        changes.problems.sort(key=repr)
        return changes


def changed_files(
    root: str, connection: Connection, paths: Iterable[str]
) -> list[disk.RecordFile] | None:
    """Those of some files of the index that are not as they were.

    None: one is gone, or it is a symbolic link now; what that means, a look at its folder tells.
    """
    found = []
    for path in paths:
        before = folders.signature_of(connection, path)
        if before is None:
            continue
        absolute = f"{root}/{path}"
        try:
            status = os.stat(absolute)
        except OSError:
            return None
        if disk.stamp(status) != before:
            if os.path.islink(absolute):
                return None
            found.append(disk.RecordFile(path, disk.kind_of(path), disk.signature(status)))
    return found
