"""`check`: what is wrong with the library's files."""

from __future__ import annotations

import os

from tui.core.problems import ERROR
from tui.core.text import plural, safe

from . import output, talk
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.problems import Problem
    from tui.library.facade import Library

    from .options import Call

_COLUMNS = ("path", "file", "line", "severity", "message")


def run(call: Call, library: Library) -> int:
    """Print every error and warning of the files asked for."""
    paths = [_path(word, library.root) for word in call.words]
    library.fresh_below(paths)
    wanted = [safe(path) for path in paths]
    found = [one for one in library.problems() if not wanted or _is_below(one.path, wanted)]
    before = before_paths(library.root)

    def value(problem: Problem) -> dict[str, str | int]:
        return {
            "path": problem.path,
            "file": before + problem.path,
            "line": problem.line,
            "severity": problem.severity,
            "message": problem.message,
        }

    def text(problem: Problem) -> str:
        place = f"{before}{problem.path}:{problem.line}"
        return f"{safe(place)}: {problem.severity}: {safe(problem.message)}\n"

    def fields(problem: Problem) -> list[str]:
        return [str(one) for one in value(problem).values()]

    form = output.Form(_COLUMNS, text=text, value=value, fields=fields)
    output.put(found, form, call.get("format", "text"))
    errors = sum(problem.severity == ERROR for problem in found)
    warnings = len(found) - errors
    counts = [plural(errors, "error") if errors else ""]
    counts.append(plural(warnings, "warning") if warnings else "")
    if found:
        talk.say(", ".join(filter(None, counts)))
    return talk.NOTHING if errors or (warnings and call.on("strict")) else talk.FOUND


def _path(word: str, root: str) -> str:
    """A file or folder as the library names it ("" for all of it). Raises Stop.

    word: as seen from the current folder, else from the library's.
    """
    for start in (word, os.path.join(root, word)):
        absolute = os.path.realpath(start)
        if os.path.lexists(start) and (absolute == root or absolute.startswith(root + os.sep)):
            # A link within the library is named by where it stands, not by where it leads.
            folder = os.path.realpath(os.path.dirname(os.path.abspath(start)))
            name = os.path.basename(os.path.abspath(start))
            if folder == root or folder.startswith(root + os.sep):
                absolute = os.path.join(folder, name)
            return absolute[len(root) + 1 :]
    if os.path.lexists(word):
        raise Stop(f"“{word}” is not in the library {root}")
    raise Stop(f"“{word}” does not exist, neither here nor in the library {root}")


def _is_below(path: str, wanted: list[str]) -> bool:
    # A name that can't be printed is a problem that comes with the name made safe.
    path = safe(path)
    return any(not one or path == one or path.startswith(one + "/") for one in wanted)


def before_paths(root: str) -> str:
    """What stands before a path of the library to name the file as seen from here."""
    try:
        here = os.path.realpath(os.getcwd())
    except FileNotFoundError:  # the current folder was removed
        here = ""
    if root == here:
        return ""
    if here and root.startswith(here.rstrip(os.sep) + os.sep):
        return os.path.relpath(root, here) + "/"
    return root + "/"
