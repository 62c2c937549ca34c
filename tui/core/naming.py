"""A name in a query, made the id that is meant by it."""

from __future__ import annotations

import re

from .query import field


def with_id(text: str, name: str, value: str, record_id: str) -> str:
    """A query in which the field `name:value` names a record by its id."""
    plain, mark = re.escape(value), r'["“”„«»]'
    written = rf"(?<!\w){name}:(?:{mark}\s*{plain}\s*{mark}?|{plain})(?!\S)"
    made, count = re.subn(written, lambda _: field(name, record_id), text, flags=re.IGNORECASE)
    return made if count else f"{text.rstrip()} {field(name, record_id)}"
