"""By which records an answer is made: their files are looked at before it is printed."""

from __future__ import annotations

from tui.core.records import Named, Quotation, Record, split_reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .index.read import ListRow
    from .searching import Hit


def ids_of(items: Iterable[Named | Record | Quotation | Hit | ListRow]) -> set[str]:
    """The ids of the records that are shown, or whose names are: a quotation's speakers …"""
    found: set[str] = set()
    for item in items:
        if isinstance(item, (Named, Record)):
            found.add(item.id)
        elif isinstance(item, Quotation):
            event = [item.event] if item.event else []
            named = (*item.speakers, *item.to, *event)
            found.update((item.article.id, *(one.id for one in named)))
        else:
            found.add(item.record.id if hasattr(item, "record") else split_reference(item.ref)[0])
    return found
