"""`library.yaml`: what a library says of itself."""

from __future__ import annotations

import os

from tui.core.fields import LIBRARY_FIELDS
from tui.core.records import as_list
from tui.core.text import safe

from . import frontmatter
from .disk import LIBRARY_FILE, LibraryError
from .schema import Checker
from .source import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.problems import Problem


class Manifest:
    """fields: name, description, language, licence (str) and extra_keys (list). problems: of it."""

    __slots__ = ("fields", "problems")

    def __init__(self, fields: dict[str, object], problems: list[Problem]) -> None:
        self.fields = fields
        self.problems = problems


def read_manifest(root: str) -> Manifest:
    """Read and check `library.yaml`. Raises LibraryError for a format that this program can't read.

    A file that is not YAML counts as one that says nothing: the records can still be read.
    """
    text, problems = read_text(root, LIBRARY_FILE)
    checker = Checker(LIBRARY_FILE)
    checker.problems = problems
    fields: dict[str, object] = {}
    try:
        front = frontmatter.parse(text, 1)
    except frontmatter.Trouble as trouble:
        checker.error(trouble.line, trouble.message)
    else:
        for line, message, is_error in front.remarks:
            (checker.error if is_error else checker.warn)(line, message)
        checker.check(front, LIBRARY_FIELDS, front.line(front.root))
        fields = front.plain
    written = fields.get("format", "1")
    if isinstance(written, str) and written.isdecimal() and written.lstrip("0") not in ("", "1"):
        raise LibraryError(
            f"{safe(root)} has format {safe(written[:20])}, and this onrecord reads format 1; "
            "get a newer onrecord"
        )
    kept: dict[str, object] = {}
    for key in ("name", "description", "language", "licence"):
        value = fields.get(key)
        kept[key] = value if isinstance(value, str) else ""
    kept["name"] = kept["name"] or os.path.basename(root)
    kept["extra_keys"] = as_list(fields.get("extra_keys"))
    return Manifest(kept, problems)
