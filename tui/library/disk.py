"""What is on the disk: a library's folder, its record files and their signatures.

Symbolic links to files are followed only within the library, those to folders never: so nothing
outside is read, and no circle is walked.
"""

from __future__ import annotations

import errno
import os
import stat
import time
import unicodedata

from tui.core.fields import FOLDERS
from tui.core.problems import ERROR, WARNING, Problem
from tui.core.text import safe

LIBRARY_FILE = "library.yaml"

# What to do about a file or folder that the system does not let us read.
REMEDY = "mend it, or move it out of the library"
NO_LEAVE = os.strerror(errno.EACCES).lower()
NO_FOLDER = "the folder can't be read"
LEADS_OUT = "the symbolic link leads out of the library; put the file itself here"

# A file changed again within the clock's grain of being read keeps its times: such a signature
# is not trusted (as git treats a "racily clean" file). Seconds, by the file system's grain.
_RACY_FINE = 0.05
_RACY_COARSE = 2.0
LONGEST_RACE = _RACY_COARSE + 0.1


class LibraryError(Exception):
    """The library as a whole can't be used; the message is one sentence for the user."""


class RecordFile:
    """A record file as the disk shows it. path: relative, with `/`. signature: "" if not sure."""

    __slots__ = ("kind", "path", "signature")

    def __init__(self, path: str, kind: str, signature: str) -> None:
        self.path = path
        self.kind = kind
        self.signature = signature


class Folder:
    """What one folder holds.

    files: the record files in it. folders: the paths of those that it holds. problems: what could
    not be looked at. signature: "" where it has to be gone through again the next time.
    """

    __slots__ = ("files", "folders", "kind", "path", "problems", "signature")

    def __init__(self, path: str, kind: str) -> None:
        self.path = path
        self.kind = kind
        self.signature = ""
        self.files: list[RecordFile] = []
        self.folders: list[str] = []
        self.problems: list[Problem] = []


def stamp(status: os.stat_result) -> str:
    """What changes when a file or folder does: its times, size and inode."""
    return f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}"


def signature(status: os.stat_result) -> str:
    """The stamp of a file or folder; "" when it changed just now, and may do so again unseen."""
    now = time.time()
    coarse = status.st_mtime_ns % 1_000_000_000 == 0 and status.st_ctime_ns % 1_000_000_000 == 0
    race = _RACY_COARSE if coarse else _RACY_FINE
    # Each by itself: a file that was given a time to come may have been changed just now.
    if any(-_RACY_COARSE < now - one < race for one in (status.st_mtime, status.st_ctime)):
        return ""
    return stamp(status)


def library_signature(root: str) -> str:
    """The signature of `library.yaml`. Raises LibraryError where there is none."""
    path = os.path.join(root, LIBRARY_FILE)
    try:
        return signature(os.stat(path))
    except FileNotFoundError:
        raise LibraryError(
            f"{safe(root)} is not a library: it has no library.yaml (a file that says `format: 1`)"
        ) from None
    except OSError as error:
        raise LibraryError(f"{safe(path)} can't be read: {error.strerror}") from None


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
    top, problems = tops(root)
    files: list[RecordFile] = []
    pending = list(top)
    while pending:
        folder = scan(root, pending.pop())
        files += folder.files
        problems += folder.problems
        pending += folder.folders
    files.sort(key=by_path)
    problems.sort(key=repr)
    return files, problems


def by_path(file: RecordFile) -> str:
    """The key to sort files with."""
    return file.path


def kind_of(path: str) -> str:
    """The kind of the records in a folder or file."""
    return FOLDERS[path.partition("/")[0]]


def id_of(path: str) -> str:
    """The id of the record in a file: the name of the file, without its ending."""
    return unicodedata.normalize("NFC", os.path.splitext(path.rpartition("/")[2])[0])


def known(root: str, path: str) -> RecordFile:
    """The record file at a path that was found before, as it is now."""
    try:
        found = signature(os.stat(f"{root}/{path}"))
    except OSError:
        found = ""  # a look at its folder tells more
    return RecordFile(path, kind_of(path), found)


def tops(root: str) -> tuple[dict[str, os.stat_result], list[Problem]]:
    """The folders of the kinds that are there, and what is wrong with those that are not."""
    found: dict[str, os.stat_result] = {}
    problems: list[Problem] = []
    for folder in FOLDERS:
        top = os.path.join(root, folder)
        try:
            status = os.lstat(top)
        except FileNotFoundError:
            continue
        except OSError as error:
            problems.append(_unreadable("folder", folder, error))
            continue
        if stat.S_ISLNK(status.st_mode):
            problems += _check_symlink(top, folder, root)
        else:
            found[folder] = status
    return found, problems


def scan(root: str, path: str, known: dict[str, str] | None = None) -> Folder:
    """Go through one folder. known: signatures of files in it, by path; what is as it was is taken
    out of them, and left out.

    Its signature is "" not only when it changed just now: where something could not be looked at,
    and where a symbolic link stands, a change may be elsewhere. Some file systems keep no times of
    folders.
    """
    folder = Folder(path, kind_of(path))
    absolute = os.path.join(root, path)
    links = False
    try:
        # Before its names are read: what comes in meanwhile is found the next time.
        status = os.stat(absolute)
        with os.scandir(absolute) as entries:
            for entry in sorted(entries, key=_name):
                if not (known and _is_known(entry, f"{path}/{entry.name}", known)):
                    links |= _take(entry, folder, root)
    except OSError as error:
        folder.problems.append(_unreadable("folder", path, error))
    if not (links or folder.problems) and status.st_mtime_ns > 0:
        folder.signature = signature(status)
    return folder


def _unreadable(what: str, path: str, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(path, 1, ERROR, f"the {what} can't be read: {reason}; {REMEDY}")


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_known(entry: os.DirEntry[str], path: str, known: dict[str, str]) -> bool:
    """Whether a file is as it was; then it is taken out of those that are known."""
    before = known.get(path)
    if not before or entry.is_symlink():
        return False
    try:
        is_known = stamp(entry.stat()) == before
    except OSError:
        return False
    if is_known:
        del known[path]
    return is_known


def _take(entry: os.DirEntry[str], folder: Folder, root: str) -> bool:
    """Take in what stands in a folder; whether it is a symbolic link."""
    name = entry.name
    is_folder = entry.is_dir(follow_symlinks=False)
    is_link = entry.is_symlink()
    if name.startswith(".") or not (is_folder or is_link or name.endswith(".md")):
        return False
    path = f"{folder.path}/{name}"
    try:
        name.encode()
    except UnicodeEncodeError:
        message = "this name is not UTF-8; rename it"
        folder.problems.append(Problem(safe(path), 1, ERROR, message))
        return is_link
    if is_folder:
        folder.folders.append(path)
        return False
    if is_link and (found := _check_symlink(entry.path, path, root)):
        folder.problems += found
    elif name.endswith(".md"):
        try:
            folder.files.append(RecordFile(path, folder.kind, signature(entry.stat())))
        except OSError as error:
            folder.problems.append(_unreadable("file", path, error))
    return is_link


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
    if is_record and not is_inside(target, root):
        return [Problem(path, 1, ERROR, LEADS_OUT)]
    return []


def is_inside(resolved: str, root: str) -> bool:
    """Whether a path whose symbolic links are resolved is that of something in the library."""
    return resolved.startswith(os.path.join(os.path.realpath(root), ""))
