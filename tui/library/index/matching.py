"""Which records a query matches, as a condition of SQL."""

from __future__ import annotations

from tui.core.text import fold, fold_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Query


def matches(query: Query | None) -> tuple[str, tuple[str, ...]]:
    """A condition (" AND …" or "") on the rows of `record` that a query matches, and its values."""
    if not query:
        return "", ()
    about = " AND file IN (SELECT file FROM link WHERE target = ?)" * len(query.about)
    topics = " AND file IN (SELECT file FROM topic WHERE fold = ?)" * len(query.topics)
    return about + topics, (*map(fold_id, query.about), *map(fold, query.topics))
