"""The marks of a row of the full text: what a query filters by, as terms."""

from __future__ import annotations

from tui.core.terms import terms
from tui.core.text import fold_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Each begins with a sign with which no term of a text does.
ALL = ":all"  # the mark that every row has
SPAN = ":span"  # that of a row whose date is no single day
NEVER = ":never"  # a mark that no row has

_known: dict[str, str] = {}  # values, as they stand in marks
_MOST_KNOWN = 20_000


def mark(name: str, value: str) -> str:
    """A term that is a mark: the field of a query, and an id or a word."""
    known = _known.get(value)
    if known is None:
        known = fold_id(value)
        if not known.isascii() or not known.replace("-", "").isalnum():
            known = "".join(s if s.isalnum() or s in "-_." or s > "\x7f" else "_" for s in known)
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[value] = known
    return f":{name}:{known}"


def name_marks(found: Iterable[str]) -> list[str]:
    """The marks of a name's terms: they stand beside each other as the terms do."""
    return [f":name:{term}" for term in found]


def topic_mark(topic: str) -> str:
    """The mark of a topic, however it is written."""
    return ":topic:" + "_".join(terms(topic))
