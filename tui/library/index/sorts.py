"""The orders of lists, and their conditions, as SQL."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Query

BY_DATE = ("-first", "-last")

# How each list can be sorted; the first is the default. A minus sorts downwards.
SORTS: dict[str, dict[str, tuple[str, ...]]] = {
    "article": {
        "date": (*BY_DATE, "id"),
        "title": ("name_fold", "id"),
        "source": ("detail_fold", *BY_DATE, "id"),
    },
    "person": {
        "name": ("name_fold", "id"),
        "quoted": ("-quoted", "name_fold", "id"),
        "named": ("-named", "name_fold", "id"),
    },
    "organisation": {"name": ("name_fold", "id"), "named": ("-named", "name_fold", "id")},
    "place": {"name": ("name_fold", "id"), "named": ("-named", "name_fold", "id")},
    "event": {"date": (*BY_DATE, "id"), "name": ("name_fold", "id")},
    "quote": {
        "date": ("-key",),  # which grows with the date
        "speaker": ("speaker_fold", "-key"),
    },
}


def order(columns: tuple[str, ...], table: str = "") -> str:
    """An ORDER BY of columns, a minus for downwards."""
    return ", ".join(
        table + column.lstrip("-") + (" DESC" if column.startswith("-") else "")
        for column in columns
    )


def matches(query: Query | None, table: str = "record") -> tuple[str, tuple[object, ...]]:
    """A condition (" AND …" or "") on the rows of a table that a query matches, and its values."""
    if not query:
        return "", ()
    from . import matching

    if table == "record":
        test, values = matching.matches(query)
    else:
        test, values = matching.Matching(query, table).condition()
    return test, tuple(values)
