"""Queries: what a list is filtered by.

So far the fields that pages of the library link with: `about:ID` (linked from the record) and
`topic:NAME`; several are and-ed.
"""

from __future__ import annotations

import re


class Query:
    """about: ids that a record must link to. topics: topics that it must have."""

    __slots__ = ("about", "topics")

    def __init__(self, about: list[str], topics: list[str]) -> None:
        self.about = about
        self.topics = topics

    def __bool__(self) -> bool:
        return bool(self.about or self.topics)


def parse(text: str) -> Query:
    """The query that a text says."""
    query = Query([], [])
    for field, quoted, plain in re.findall(r'(\w+):(?:"([^"]*)"|(\S+))', text):
        values = {"about": query.about, "topic": query.topics}.get(field)
        if values is not None:
            values.append(quoted or plain)
    return query


def field(name: str, value: str) -> str:
    """One field as a query has it; quoted where its value needs that."""
    value = value.replace('"', "")
    return f'{name}:"{value}"' if not value or any(map(str.isspace, value)) else f"{name}:{value}"
