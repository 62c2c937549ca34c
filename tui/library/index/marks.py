"""The marks of a row of the full text: what a query filters by, as terms."""

from __future__ import annotations

from tui.core.terms import terms
from tui.core.text import fold_id

ALL = "all"  # the mark that every row has
SPAN = "span"  # that of a row whose date is no single day
NEVER = "never"  # a mark that no row has


def mark(name: str, value: str) -> str:
    """A term of the column `marks`: the field of a query, and an id or a word."""
    value = fold_id(value)
    if not value.isascii() or not value.replace("-", "").isalnum():
        value = "".join(s if s.isalnum() or s in "-_." or s > "\x7f" else "_" for s in value)
    return f"{name}:{value}"


def topic_mark(topic: str) -> str:
    """The mark of a topic, however it is written."""
    return "topic:" + "_".join(terms(topic))
