"""A name in a query that fits several records: which one is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.core.naming import with_id

from .chooser import Chooser, Row

if TYPE_CHECKING:
    from .main_screen import MainScreen


def choose(
    screen: MainScreen,
    words: str,
    field: str,
    value: str,
    ids: Sequence[str],
    done: Callable[[str], object],
) -> None:
    """Let one of the records be chosen; `done` gets the query with its id in the name's place."""
    library = screen.onrecord.library
    rows = []
    for record_id in ids:
        named = library.named(record_id)
        rows.append(Row(named.name, f"{named.kind} {named.id}"))

    def take(number: int, _: str) -> None:
        done(with_id(words, field, value, ids[number]))

    screen.onrecord.push_screen(Chooser(f"{field}:{value} – who or what is meant?", rows, take))
