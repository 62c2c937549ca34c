"""Queries of the past, and those saved under a name.

Pure logic; whoever keeps the state file writes and reads the JSON. Its values may come from another
version or be damaged: what can't be used is left out.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LIMIT = 100  # queries of the past that are kept
LONGEST = 1000  # characters of one that is kept


class Past:
    """queries: of the past, the newest first. saved: queries by name, in the order of names."""

    __slots__ = ("queries", "saved")

    def __init__(self, queries: list[str] | None = None, saved: dict[str, str] | None = None):
        self.queries = queries or []
        self.saved = saved or {}

    def remember(self, query: str) -> None:
        """Keep a query as the newest one; too long a one is not worth it."""
        query = query.strip()
        if query and len(query) <= LONGEST:
            self.queries = [query, *(one for one in self.queries if one != query)][:LIMIT]

    def save(self, name: str, query: str) -> None:
        """Keep a query under a name, in the place of another that had it."""
        name = " ".join(name.split())
        if name and query.strip():
            self.saved[name] = query.strip()[:LONGEST]
            self.saved = dict(sorted(self.saved.items(), key=lambda pair: pair[0].casefold()))

    def forget(self, query: str, name: str = "") -> None:
        """Keep a query no longer: the one saved under a name, or one of the past."""
        if name:
            self.saved.pop(name, None)
        else:
            self.queries = [one for one in self.queries if one != query]

    def to_json(self) -> dict[str, Any]:
        return {"past": self.queries, "saved": self.saved}

    @classmethod
    def from_json(cls, value: object) -> Past:
        """What `to_json` wrote, as far as it is usable."""
        made = cls()
        if not isinstance(value, dict):
            return made
        queries, saved = value.get("past"), value.get("saved")
        for query in reversed(queries) if isinstance(queries, list) else ():
            if isinstance(query, str):
                made.remember(query)
        for name, query in saved.items() if isinstance(saved, dict) else ():
            if isinstance(query, str):
                made.save(name, query)
        return made
