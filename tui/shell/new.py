"""`new`: a record to fill in."""

from __future__ import annotations

import os
import sys

from tui.core.fields import FOLDERS
from tui.core.text import safe
from tui.library.disk import library_signature

from . import output, talk
from .check import before_paths
from .refs import at_library
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .options import Call


def run(call: Call) -> int:
    """Write the record, print its path, and open it where somebody is at a terminal."""
    from tui.library import editor, new
    from tui.library.exact import Refused

    kind, record_id = call.words
    root = at_library(call, _checked)
    try:
        path = new.make(root, FOLDERS.get(kind, kind), record_id)
    except Refused as refused:
        raise Stop(str(refused)) from None
    output.write([safe(before_paths(root) + path) + "\n"])
    source: object = sys.stdin
    if source is not None and sys.stdin.isatty() and output.on_terminal():
        try:
            editor.run(os.path.join(root, path), new.FIRST_LINE)
        except editor.NoEditor as failed:
            raise Stop(str(failed), "The record is written, and empty.") from None
    return talk.FOUND


def _checked(root: str) -> str:
    """The folder, where it holds a library. Raises LibraryError."""
    library_signature(root)
    return root
