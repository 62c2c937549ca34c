"""What is on the disk: a library's folder, its record files and their signatures.

Symbolic links to files are followed only within the library, those to folders never: so nothing
outside is read, and no circle is walked.
"""

from __future__ import annotations

import os
import time

from tui.core.fields import FOLDERS
from tui.core.problems import ERROR, WARNING, Problem
from tui.core.text import safe

LIBRARY_FILE = "library.yaml"

# What to do about a file or folder that the system does not let us read.
REMEDY = "mend it, or move it out of the library"

# A file changed again within the clock's grain of being read keeps its times: such a signature
# is not trusted (as git treats a "racily clean" file). Seconds, by the file system's grain.
_RACY_FINE = 0.05
_RACY_COARSE = 2.0


class LibraryError(Exception):
    """The library as a whole can't be used; the message is one sentence for the user."""


class RecordFile:
    """A record file as the disk shows it. path: relative, with `/`. signature: "" if not sure."""

    __slots__ = ("kind", "path", "signature")

    def __init__(self, path: str, kind: str, signature: str) -> None:
        self.path = path
        self.kind = kind
        self.signature = signature


def signature(status: os.stat_result) -> str:
    """What changes when a file does: its times, size and inode. "" when it changed just now."""
    changed = max(status.st_mtime, status.st_ctime)
    coarse = status.st_mtime_ns % 1_000_000_000 == 0 and status.st_ctime_ns % 1_000_000_000 == 0
    age = time.time() - changed
    if -_RACY_COARSE < age < (_RACY_COARSE if coarse else _RACY_FINE):
        return ""
    return f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}"


def find_library(start: str) -> str | None:
    """The nearest folder at or above `start` that holds `library.yaml`."""
    folder = os.path.abspath(start)
    while True:
        if os.path.isfile(os.path.join(folder, LIBRARY_FILE)):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def walk(root: str) -> tuple[list[RecordFile], list[Problem]]:
    """Every record file of the library at `root`, by path, and what could not be looked at."""
    files: list[RecordFile] = []
    problems: list[Problem] = []
    for folder, kind in FOLDERS.items():
        top = os.path.join(root, folder)
        if not os.path.lexists(top):
            continue
        if os.path.islink(top):
            problems += _check_symlink(top, folder, root)
            continue
        pending = [folder]
        while pending:
            path = pending.pop()
            try:
                with os.scandir(os.path.join(root, path)) as entries:
                    for entry in sorted(entries, key=_name):
                        _take(entry, f"{path}/{entry.name}", kind, root, files, pending, problems)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                message = f"the folder can't be read: {reason}; {REMEDY}"
                problems.append(Problem(path, 1, ERROR, message))
    files.sort(key=_path)
    return files, problems


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _path(file: RecordFile) -> str:
    return file.path


def _take(
    entry: os.DirEntry[str],
    path: str,
    kind: str,
    root: str,
    files: list[RecordFile],
    pending: list[str],
    problems: list[Problem],
) -> None:
    name = entry.name
    is_folder = entry.is_dir(follow_symlinks=False)
    is_link = entry.is_symlink()
    if name.startswith(".") or not (is_folder or is_link or name.endswith(".md")):
        return
    try:
        name.encode()
    except UnicodeEncodeError:
        message = "this name is not UTF-8; rename it"
        problems.append(Problem(safe(path), 1, ERROR, message))
        return
    if is_folder:
        pending.append(path)
        return
    if is_link and (found := _check_symlink(entry.path, path, root)):
        problems += found
        return
    if not name.endswith(".md"):
        return
    try:
        status = entry.stat()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.append(Problem(path, 1, ERROR, f"the file can't be read: {reason}; {REMEDY}"))
        return
    files.append(RecordFile(path, kind, signature(status)))


def _check_symlink(absolute: str, path: str, root: str) -> list[Problem]:
    """What is wrong with a symbolic link, if anything: the files that it may lead to are ours."""
    is_record = path.endswith(".md")
    try:
        target = os.path.realpath(absolute, strict=True)
    except OSError:
        may_be_folder = "." not in path.rpartition("/")[2]
        message = "the symbolic link leads nowhere, or round in a circle; remove it"
        return [Problem(path, 1, ERROR, message)] if is_record or may_be_folder else []
    if os.path.isdir(target):
        message = "a symbolic link to a folder is not followed; put the folder itself here"
        return [Problem(path, 1, WARNING, message)]
    top = os.path.realpath(root)
    if is_record and os.path.commonpath([top, target]) != top:
        message = "the symbolic link leads out of the library; put the file itself here"
        return [Problem(path, 1, ERROR, message)]
    return []
