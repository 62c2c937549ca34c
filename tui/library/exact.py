"""Changing files of the user: exactly the bytes that are meant, all of the files or none.

A file is read as bytes, and every place in the text made of them leads back to its bytes; so a
byte-order mark, line ends of any sort and what is no UTF-8 stay as they are. What is written stands
beside the file before it is renamed into its place.
"""

from __future__ import annotations

import contextlib
import os
import re
from bisect import bisect_right

from tui.core.text import fold_id, safe

from . import places, source
from .disk import is_inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Edit = tuple[int, int, str]  # start, end (offsets in the text), what stands there instead

_BESIDE = ".onrecord-"  # how the names of files begin that are on their way; no list shows them
_LEFT = 3600.0  # seconds after which such a file is on its way no more
_BOM = b"\xef\xbb\xbf"
_COUNTED = "onrecord.counted"  # a way to decode: see `_count`


class Refused(Exception):  # noqa: N818  (a sentence for the user)
    """A change that is not made; nothing else is changed either. The message says why."""


class Written:
    """A file as it stands on the disk. path: in its library. file: with symbolic links resolved.

    raw: its bytes. text: what is read from them (see `source.decode`). Raises Refused.
    """

    __slots__ = ("_lines", "_raw_lines", "file", "path", "raw", "text")

    def __init__(self, root: str, path: str) -> None:
        self.path = path
        self.file = os.path.realpath(os.path.join(root, path))
        _check_inside(root, path)
        self.raw, problems = source.read_bytes(self.file, path)
        if problems:
            raise Refused(f"{path}: {problems[0].message}")
        if self.raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Refused(f"{path} is UTF-16; save it as UTF-8 first")
        self.text = source.decode(self.raw, path)[0]
        first = len(_BOM) if self.raw.startswith(_BOM) else 0
        ends = re.finditer(rb"\r\n?|\n", self.raw)
        self._raw_lines = [first, *(end.end() for end in ends)]
        self._lines = [0, *(end.end() for end in re.finditer("\n", self.text))]

    def line(self, offset: int) -> int:
        """The line, from 1, in which an offset of the text stands."""
        return bisect_right(self._lines, offset)

    def place(self, offset: int) -> int:
        """Where in the bytes an offset of the text stands."""
        line = self.line(offset) - 1
        before, start = self.text[self._lines[line] : offset], self._raw_lines[line]
        if "\ufffd" in before:
            import codecs

            codecs.register_error(_COUNTED, _count)
            end = self._raw_lines[line + 1] if line + 1 < len(self._lines) else len(self.raw)
            before = self.raw[start:end].decode("utf-8", _COUNTED)[: len(before)]
        size = len(before.encode("utf-8", "surrogatepass"))
        return start + size - sum(before.count(_stand_in(n)) * (3 - n) for n in (1, 2))

    def replaced(self, edits: Iterable[Edit]) -> bytes:
        """The bytes with some places of the text written anew. Raises Refused.

        Edits do not overlap; what they replace stands in the bytes as it does in the text.
        """
        parts, done = [], 0
        for start, end, new in sorted(edits):
            first, last = self.place(start), self.place(end)
            if first < done or self.raw[first:last] != self.text[start:end].encode():
                line = self.line(start)
                raise Refused(f"{self.path}:{line}: this place can’t be changed exactly")
            parts += [self.raw[done:first], new.encode()]
            done = last
        return b"".join([*parts, self.raw[done:]])


def _stand_in(count: int) -> str:
    return chr(0xDC00 + count)


def _count(error: UnicodeError) -> tuple[str, int]:
    """Put one sign for bytes that are no UTF-8, as "replace" does: it tells how many (1 to 3)."""
    start, end = error.start, error.end  # type: ignore[attr-defined]  # decoding's errors have both
    return _stand_in(end - start), end


class Change:
    """One file's new bytes. path: in its library. file: what is written. before: as it was read."""

    __slots__ = ("after", "before", "file", "path")

    def __init__(self, written: Written, after: bytes) -> None:
        self.path = written.path
        self.file = written.file
        self.before = written.raw
        self.after = after


class Move:
    """A file's new name in its folder. path, new: in the library; file: where it is now."""

    __slots__ = ("file", "new", "new_file", "path")

    def __init__(self, root: str, path: str, new: str) -> None:
        self.path = path
        self.new = new
        self.file = os.path.join(root, path)
        self.new_file = os.path.join(root, new)


def check_writable(root: str, path: str) -> None:
    """Raise Refused where a file of the library, or one in its folder, can't be written.

    What is written into the sample of an installed program would be lost with the next version.
    """
    _check_inside(root, path)
    named = os.path.join(root, path)
    file = os.path.realpath(named)
    wanted = [os.path.dirname(named), os.path.dirname(file)]
    if os.path.exists(file):
        wanted.append(file)
    elif not os.path.lexists(wanted[0]):  # it will be made
        wanted = [root]
    installed = places.is_installed_sample(root)
    if not installed and all(os.access(one, os.W_OK) for one in wanted):
        return
    if installed or os.path.realpath(root) == os.path.realpath(places.sample_library()):
        raise Refused(
            "the sample library that comes with the program can’t be changed here; copy "
            f"{root} to a folder of your own, and name that with --library"
        )
    raise Refused(f"{path} can’t be written: permission denied; nothing was changed")


def _check_inside(root: str, path: str) -> None:
    if not is_inside(os.path.realpath(os.path.join(root, path)), root):
        raise Refused(f"{path} leads out of the library; only what is in it is changed")


def write(root: str, changes: Sequence[Change], move: Move | None = None) -> None:
    """Write all changes, and then move a file; or none of it. Raises Refused."""
    for change in changes:
        check_writable(root, change.path)
        _check_unchanged(change)
    if move is not None:
        check_writable(root, move.path)
        check_free(move)
    batch = _Batch(changes)
    try:
        batch.prepare(several=len(changes) + (move is not None) > 1)
        batch.replace()
        if move is not None:
            check_free(move)
            os.rename(move.file, move.new_file)
    except BaseException as error:
        told = batch.put_back()
        if isinstance(error, (OSError, Refused)):
            raise Refused(f"{_reason(error)}; {told}") from None
        raise
    finally:
        batch.clear()
    folders = {os.path.dirname(change.file) for change in changes}
    for folder in folders | ({os.path.dirname(move.file)} if move else set()):
        _sync(folder)
        _sweep(folder)


def make(root: str, path: str, content: bytes) -> None:
    """Write a new file, and its folder where there is none. Raises Refused."""
    check_writable(root, path)
    file = os.path.join(root, path)
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        put(file, content, over=False)
    except OSError as error:
        raise Refused(f"{path} can’t be written: {_reason(error)}") from None


def put(path: str, content: bytes, *, over: bool) -> None:
    """Write a file of the user's anywhere, whole or not at all. over: also onto one that is there.

    Raises OSError, ValueError.
    """
    file = os.path.realpath(path)
    is_there = os.path.lexists(path)
    if is_there and not over:
        raise FileExistsError(17, "File exists", path)
    if is_there and not os.path.isfile(file):  # a pipe, a terminal
        with open(file, "wb") as stream:
            stream.write(content)
        return
    temporary = _stage(os.path.dirname(file), content)
    try:
        if os.path.exists(file):
            _take_after(file, temporary)
            os.replace(temporary, file)
        else:
            os.chmod(temporary, 0o666 & ~_umask())
            _name_anew(temporary, file)
    finally:
        if os.path.lexists(temporary):
            os.unlink(temporary)
    _sync(os.path.dirname(file))
    _sweep(os.path.dirname(file))


def _name_anew(temporary: str, file: str) -> None:
    """Give a file its name, unless another has it. Raises OSError."""
    try:
        os.link(temporary, file)  # unlike a rename, never onto another file
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(file):
            raise
        os.rename(temporary, file)


class _Batch:
    """Changes on their way: the new bytes of each file beside it, and what it held before."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = changes
        self.new: list[str] = []
        self.old: list[str] = []
        self.done = 0

    def prepare(self, *, several: bool) -> None:
        """Write everything that may fail to be written; nothing is in its place yet."""
        for change in self.changes:
            self.new.append(_stage(os.path.dirname(change.file), change.after))
            _take_after(change.file, self.new[-1])
        for change in self.changes if several else ():
            self.old.append(_second_name(change))

    def replace(self) -> None:
        for change, new in zip(self.changes, self.new, strict=True):
            _check_unchanged(change)
            self.done += 1  # before it is so: to put back what is in its place does no harm
            os.replace(new, change.file)

    def put_back(self) -> str:
        """Undo what was replaced; a sentence on how that went."""
        lost = []
        for change, old in list(zip(self.changes, self.old, strict=False))[: self.done]:
            try:
                os.replace(old, change.file)
            except OSError:
                if source.read_bytes(change.file, change.path)[0] != change.before:
                    lost.append(f"{change.path} could not be put back: what it held is in {old}")
                    self.old.remove(old)
        return "; ".join(lost) or "nothing was changed"

    def clear(self) -> None:
        """Remove what was left beside the files."""
        for name in self.new + self.old:
            if os.path.lexists(name):
                os.unlink(name)


def _reason(error: OSError | Refused) -> str:
    if isinstance(error, Refused):
        return str(error)
    reason = (error.strerror or str(error)).lower()
    return f"{safe(os.path.basename(error.filename))}: {reason}" if error.filename else reason


def _stage(folder: str, content: bytes) -> str:
    """Write a file of its own into a folder, to its last byte; its name."""
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=_BESIDE, dir=folder)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(name)
        raise
    return name


def _sweep(folder: str) -> None:
    """Take away what those who were killed have left beside their files."""
    import time

    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not re.fullmatch(rf"{re.escape(_BESIDE)}\w{{8}}", entry.name):
                continue
            # A second name has the times of its file, but for the one at which it was given.
            age = time.time() - entry.stat(follow_symlinks=False).st_ctime
            if age >= _LEFT and entry.is_file(follow_symlinks=False):
                os.unlink(entry.path)


def _take_after(file: str, name: str) -> None:
    """Give a new file the mode and, where that may be done, the owner of another."""
    status = os.stat(file)
    with contextlib.suppress(PermissionError):  # only the superuser gives files away
        os.chown(name, status.st_uid, status.st_gid)
    os.chmod(name, status.st_mode & 0o7777)


def _second_name(change: Change) -> str:
    """Keep a file under a second name, so that to put it back needs no room; else a copy."""
    name = _stage(os.path.dirname(change.file), b"")
    os.unlink(name)
    try:
        os.link(change.file, name)
    except OSError:  # a file system without hard links
        name = _stage(os.path.dirname(change.file), change.before)
        _take_after(change.file, name)
    return name


def _check_unchanged(change: Change) -> None:
    raw, problems = source.read_bytes(change.file, change.path)
    if problems or raw != change.before:
        raise Refused(f"{change.path} was changed by somebody else just now")


def check_free(move: Move) -> None:
    """Raise Refused where something stands under the new name; a name may change its case."""
    try:
        there = os.lstat(move.new_file)
    except FileNotFoundError:
        return
    same = os.path.samestat(there, os.lstat(move.file))
    if not (same and fold_id(move.new) == fold_id(move.path)):
        raise Refused(f"{move.new} exists already")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync(folder: str) -> None:
    """Have the names in a folder written to the disk, where the system does that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
