"""What is kept of an error of the program itself: what is needed to report it, in a log.

No text of a library and none of the user's words: the messages of exceptions may hold either, and
are left out, and of a path only the program's own part stays.
"""

from __future__ import annotations

import linecache
import os
import sys

from tui import __version__

from . import places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

LOG = "errors.log"

_MOST = 8  # errors that are kept, the last ones
_FRAMES = 20  # that are told from either end of a traceback
_CHAIN = 4  # exceptions that led to each other
_BEGIN = "== "  # how the first line of each begins


def keep(error: BaseException, command: str) -> str:
    """Keep an error in the log; a sentence on what was wrong, and where the log is.

    command: what was asked for, without the user's words.
    """
    told = f"an error in the program itself ({_name(error)}{_place(error)})"
    why = ""
    for what in ("state", "cache"):
        try:
            path = os.path.join(places.folder(what), LOG)
            _add(path, "\n".join(_lines(error, command)) + "\n")
        except OSError as failed:
            why = why or str(failed.strerror or failed).lower()
        else:
            return f"{told}; what is needed to report it is in {path}"
    return f"{told}; no log of it can be written: {why}"


def _add(path: str, report: str) -> None:
    """Put a report behind the last ones in the log, which only its user reads. Raises OSError."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    before: list[str] = []
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            before = file.read().split(f"\n{_BEGIN}")
    except FileNotFoundError:
        pass
    before = [one.removeprefix(_BEGIN).strip("\n") for one in before[1 - _MOST :]]
    temporary = f"{path}.{os.getpid()}"
    try:
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(number, "w", encoding="utf-8", errors="replace") as file:
            file.write("\n\n".join([*(_BEGIN + one for one in before), report]))
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def _lines(error: BaseException, command: str) -> Iterator[str]:
    import platform
    import time

    yield f"{_BEGIN}{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} onrecord {__version__}"
    yield f"command: {command}"
    yield f"python: {platform.python_implementation()} {platform.python_version()}"
    yield f"platform: {platform.platform()}"
    for name, of in (("textual", "__version__"), ("sqlite3", "sqlite_version")):
        if name in sys.modules:
            yield f"{name}: {getattr(sys.modules[name], of, '?')}"
    terminal = [f"{name}={os.environ.get(name, '')}" for name in ("TERM", "COLORTERM", "LC_ALL")]
    yield f"terminal: {' '.join(terminal)} {_size()} encoding={sys.getfilesystemencoding()}"
    seen: BaseException | None = error
    for _ in range(_CHAIN):
        if seen is None:
            break
        yield f"{_name(seen)}:"
        yield from _frames(seen.__traceback__)
        seen = seen.__cause__ or seen.__context__


def _size() -> str:
    try:
        size = os.get_terminal_size(sys.__stderr__.fileno() if sys.__stderr__ else 2)
    except (OSError, ValueError):
        return "no terminal"
    return f"{size.columns}x{size.lines}"


def _name(error: BaseException) -> str:
    """The type of an exception, with its number where the system or SQLite gave it one."""
    of = type(error)
    name = of.__name__ if of.__module__ == "builtins" else f"{of.__module__}.{of.__name__}"
    number = getattr(error, "sqlite_errorname", None) or getattr(error, "errno", None)
    return f"{name} {number}" if isinstance(number, (int, str)) else name


def _place(error: BaseException) -> str:
    """Where it was raised: the last line of ours."""
    last = ""
    for file, line, _ in _steps(error.__traceback__):
        if file.startswith("tui/"):
            last = f", {file}:{line}"
    return last


def _frames(traceback: TracebackType | None) -> Iterator[str]:
    steps = list(_steps(traceback))
    left_out = len(steps) - 2 * _FRAMES
    for number, (file, line, function) in enumerate(steps):
        if number == _FRAMES and left_out > 0:
            yield f"  … {left_out} more"
        if not _FRAMES <= number < len(steps) - _FRAMES:
            yield f"  {file}:{line} {function}"


def _steps(traceback: TracebackType | None) -> Iterator[tuple[str, int, str]]:
    """Of each step: the file, below its package; the line; the function, and the line's code."""
    while traceback is not None:
        code, line = traceback.tb_frame.f_code, traceback.tb_lineno
        text = linecache.getline(code.co_filename, line).strip()
        yield _short(code.co_filename), line, f"{code.co_name}: {text}"
        traceback = traceback.tb_next


def _short(file: str) -> str:
    """A module's path without the folders that it is installed in, which tell of the user."""
    tops = sorted(sys.path, key=len, reverse=True)
    own = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for top in (own, *tops):
        if top and file.startswith(top.rstrip(os.sep) + os.sep):
            return file[len(top.rstrip(os.sep)) + 1 :]
    return os.path.basename(file)
