"""New records: a file with every key of its kind, to be filled in."""

from __future__ import annotations

import os
import unicodedata

from tui.core import ids
from tui.core.fields import FIELDS, MAPPINGS, PLURALS, Field
from tui.core.text import fold_id

from . import disk, exact
from .exact import Refused

FIRST_LINE = 2  # of the file: where one begins to write


def make(root: str, kind: str, written: str) -> str:
    """Write a record of a kind with an id; its path in the library. Raises Refused."""
    record_id = unicodedata.normalize("NFC", written)
    if why := ids.why_not(record_id):
        raise Refused(f"“{written}” {why}")
    for file in disk.walk(root)[0]:
        stem = os.path.splitext(os.path.basename(file.path))[0]
        if fold_id(stem) == fold_id(record_id):
            raise Refused(f"the id “{record_id}” is taken by {file.path}")
    folder = PLURALS[kind]
    if os.path.islink(os.path.join(root, folder)):
        raise Refused(f"{folder} is a symbolic link, and those to folders are not followed")
    path = f"{folder}/{record_id}.md"
    exact.make(root, path, template(kind).encode())
    return path


def template(kind: str) -> str:
    """The text of a record that says nothing yet: all it lacks is what is required.

    What is made of several keys stands in comments: empty, it would be an item without words.
    """
    lines: list[str] = []
    for field in FIELDS[kind].values():
        lines += _commented(field) if field.form in MAPPINGS else [_line(field)]
    first, date, rest = "\n".join(["---", *lines, "---", ""]).partition(f"  # {_DATES}")
    return first + date + rest.replace(f"  # {_DATES}", "")  # to say it once will do


def _line(field: Field) -> str:
    """An empty key, and what may stand there."""
    empty = "[]" if field.many else ""
    hint = ", ".join(field.choices) or _HINTS.get(field.form, "")
    if field.kinds:
        named = ", ".join(PLURALS[kind] for kind in field.kinds)
        named = " or ".join(named.rsplit(", ", 1))
        hint = f"a name, or an id of {named}" if field.form == "name" else f"ids of {named}"
        hint = hint if field.many else hint.replace("ids", "an id")
    hint = f"{'required; ' * field.required}{hint}".removesuffix("; ")
    return f"{field.name}: {empty}".rstrip() + (f"  # {hint}" if hint else "")


_DATES = "2023-05-29, 2023-05, 2023, 2023-06~ (about), 2023? (uncertain), 2021/2024"
_HINTS = {
    "date": _DATES,
    "url": "https://…",
    "coordinates": "[latitude, longitude] in degrees",
}


def _commented(field: Field) -> list[str]:
    lines = [f"# {field.name}:"]
    before = "#   - "
    for one in MAPPINGS[field.form].values():
        lines.append(before + _line(one).replace(": []", ":"))
        before = "#     "
    return lines
