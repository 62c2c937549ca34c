"""The user's settings, from `config.yaml` in the folder of the user's configuration.

YAML is only read when the file has changed: what stands in it is kept as JSON in the cache folder,
beside the file's signature.
"""

from __future__ import annotations

import os
import stat

from tui.core.problems import ERROR, Problem
from tui.core.settings import Settings, read

from . import disk, places, state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.settings import Content, Written

    from .frontmatter import Front, Node

    Mistake = tuple[int, str, bool]  # line, message, whether nothing else can be read

_KEPT = "settings"  # the name in the cache folder
_FORM = 1  # of what is kept there


def load(*only: str) -> Settings:
    """The settings of this user, and what is wrong with them.

    only: the settings to look at, of which alone problems are told; without it, all. A file that
    can't be read is always told of.
    """
    path = places.settings_file()
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        written: dict[str, Written] = {}
        mistakes = [_unreadable(error)]
    else:
        written, mistakes = _content(path, status)
    settings = read(written, path, only=only)
    # What YAML could not make sense of is told once.
    lines = {line for line, *_ in mistakes}
    settings.problems = [one for one in settings.problems if one.line not in lines]
    settings.problems += [
        Problem(path, line, ERROR, message)
        for line, message, is_fatal in mistakes
        if is_fatal or not only
    ]
    settings.problems.sort(key=lambda problem: problem.line)
    return settings


def _content(path: str, status: os.stat_result) -> tuple[dict[str, Written], list[Mistake]]:
    """What stands in the file: as it was kept, if the file is still the same."""
    of = [_FORM, path, disk.signature(status)]
    folder = places.folder("cache")
    kept = state.load(folder, _KEPT) if of[-1] else None
    if isinstance(kept, dict) and kept.get("of") == of:
        return kept["written"], kept["mistakes"]
    written, mistakes = _read(path, status)
    if of[-1]:
        from contextlib import suppress

        with suppress(OSError):  # then it is read anew the next time
            state.save(folder, _KEPT, {"of": of, "written": written, "mistakes": mistakes})
    return written, mistakes


def _read(path: str, status: os.stat_result) -> tuple[dict[str, Written], list[Mistake]]:
    from .frontmatter import Trouble, parse
    from .source import decode

    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its writer
        return {}, [(1, "what stands under this name is no regular file; move it away", True)]
    try:
        with open(path, "rb") as file:
            text, problems = decode(file.read(), path)
    except OSError as error:
        return {}, [_unreadable(error)]
    if mistakes := [(one.line, one.message, True) for one in problems if one.severity == ERROR]:
        return {}, mistakes
    try:
        front = parse(text, 1)
    except Trouble as trouble:
        return {}, [(trouble.line, trouble.message, True)]
    # A tag or an anchor is one, too: `find: !` was to be a key, and YAML makes nothing of it.
    mistakes = [(line, message, False) for line, message, _ in front.remarks]
    content = _content_of(front.root, front.plain, front)
    return content if isinstance(content, dict) else {}, mistakes


def _content_of(node: Node, value: object, front: Front) -> Content:
    """A value, with the line of everything in it."""
    if isinstance(value, dict):
        pairs = zip(node.value, value.items(), strict=True)
        return {k: (front.line(pair[0]), _content_of(pair[1], v, front)) for pair, (k, v) in pairs}
    if isinstance(value, list):
        pairs = zip(node.value, value, strict=True)
        return [(front.line(item), _content_of(item, one, front)) for item, one in pairs]
    return str(value)


def _unreadable(error: OSError) -> Mistake:
    reason = (error.strerror or str(error)).lower()
    return 1, f"the file can't be read: {reason}", True
