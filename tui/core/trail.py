"""The trail: where the reader has been, so that back and forward restore what was seen there.

Pure logic; whoever keeps the state file writes and reads the JSON. Its values may come from another
version or be damaged: what can't be used is left out, and nothing here raises for it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import Any

PANES = ("list", "reader", "linked")


class Place:
    """One place on the trail. Offsets count characters of the shown text; rows count from 0.

    ref: the record's id or `ARTICLE#q2`, "" for none. view: "quotation" where the quotation's own
    page is shown, "" for the article at its passage. pane: the one with the keys, see PANES.
    list: the kind of list (`articles`, …). sort, filter: the list's, as its owner writes them.
    row_ref: the reference of the list's row under the cursor; row: its index, where that is gone.
    list_top: the list's first row on the screen. offset: the text at the reader's top line; words:
    a short run of the text there, to find the place again when the file has changed. marked: the
    words of the quotation that `ref` names, or of the passage that is pointed out near the offset
    marked_at; "" for none. link: the number of the link under the cursor, -1 for none. linked_ref,
    linked_row, linked_top: in the linked pane what row_ref, row and list_top are in the list.
    """

    __slots__ = (
        "filter",
        "link",
        "linked_ref",
        "linked_row",
        "linked_top",
        "list",
        "list_top",
        "marked",
        "marked_at",
        "offset",
        "pane",
        "ref",
        "row",
        "row_ref",
        "sort",
        "view",
        "words",
    )

    def __init__(
        self,
        ref: str = "",
        *,
        view: str = "",
        pane: str = "list",
        list: str = "articles",  # noqa: A002
        sort: str = "",
        filter: str = "",  # noqa: A002
        row_ref: str = "",
        row: int = 0,
        list_top: int = 0,
        offset: int = 0,
        words: str = "",
        marked: str = "",
        marked_at: int = 0,
        link: int = -1,
        linked_ref: str = "",
        linked_row: int = 0,
        linked_top: int = 0,
    ) -> None:
        self.ref = ref
        self.view = view
        self.pane = pane
        self.list = list
        self.sort = sort
        self.filter = filter
        self.row_ref = row_ref
        self.row = row
        self.list_top = list_top
        self.offset = offset
        self.words = words
        self.marked = marked
        self.marked_at = marked_at
        self.link = link
        self.linked_ref = linked_ref
        self.linked_row = linked_row
        self.linked_top = linked_top

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self.to_json() == other.to_json()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Place({self.to_json()!r})"

    def to_json(self) -> dict[str, Any]:
        """What differs from a new Place."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in values.items() if value != _DEFAULTS[name]}

    @classmethod
    def from_json(cls, value: object) -> Place | None:
        """The place that `to_json` wrote; None where there is no telling which place is meant.

        Other values of the wrong type are as if absent, unknown keys are left out.
        """
        if not isinstance(value, dict) or not isinstance(value.get("ref", ""), str):
            return None
        usable = {
            name: value[name]
            for name, default in _DEFAULTS.items()
            if name in value and _is_like(value[name], default)
        }
        place = cls(**usable)
        if place.pane not in PANES:
            place.pane = PANES[0]
        return place


_DEFAULTS: dict[str, str | int] = {name: getattr(Place(), name) for name in Place.__slots__}


def _is_like(value: object, default: str | int) -> bool:
    """Whether `value` has the type of `default` and is no less than an empty or smallest one."""
    if type(value) is not type(default):  # not isinstance: true and false are no numbers here
        return False
    return isinstance(value, str) or (isinstance(value, int) and value >= min(int(default), 0))


class Trail:
    """Places in the order of their visits, and a cursor at the current one.

    limit: how many places are kept; the oldest go first. Of visited references, ten times as many.
    """

    __slots__ = ("_at", "_limit", "_places", "_visited")

    def __init__(self, limit: int = 200) -> None:
        self._limit = max(1, limit)
        self._places: list[Place] = []
        self._at = -1  # -1 while there are no places, else always the index of one
        self._visited: dict[str, None] = {}  # a set that keeps the order, the latest last

    @property
    def current(self) -> Place | None:
        return self._places[self._at] if self._places else None

    @property
    def places(self) -> list[Place]:
        """All places, in the order of their visits; the current one is one of them."""
        return [*self._places]

    @property
    def before(self) -> Place | None:
        """The place that `back` leads to."""
        return self._places[self._at - 1] if self.can_back else None

    @property
    def can_back(self) -> bool:
        return self._at > 0

    @property
    def can_forward(self) -> bool:
        return self._at < len(self._places) - 1

    @property
    def visited(self) -> AbstractSet[str]:
        """The references that were visited; a quotation's makes its article's one, too."""
        return self._visited.keys()

    def visit(self, place: Place) -> None:
        """Go to a new place; what lay ahead is no longer on the trail."""
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[: -self._limit]
        self._at = len(self._places) - 1
        if place.pane != PANES[0]:  # what a list only shows beside it was not visited
            self._mark_visited(place.ref)

    def update(self, place: Place) -> None:
        """Put `place` for the current one: the same place, as the reader leaves it."""
        if not self._places:
            self.visit(place)
            return
        self._places[self._at] = place
        if place.pane != PANES[0]:  # what a list only shows beside it was not visited
            self._mark_visited(place.ref)

    def back(self) -> Place | None:
        """Go to the place before; None, and nothing changes, at the beginning."""
        if not self.can_back:
            return None
        self._at -= 1
        return self.current

    def forward(self) -> Place | None:
        """Go to the place after; None, and nothing changes, at the end."""
        if not self.can_forward:
            return None
        self._at += 1
        return self.current

    def to_json(self) -> dict[str, Any]:
        return {
            "places": [place.to_json() for place in self._places],
            "at": self._at,
            "visited": list(self._visited),
        }

    @classmethod
    def from_json(cls, value: object, limit: int = 200) -> Trail:
        """The trail that `to_json` wrote, as far as it is usable: bad places are left out."""
        trail = cls(limit)
        if not isinstance(value, dict):
            return trail
        trail._restore_places(value.get("places"), value.get("at"))
        visited = value.get("visited")
        for ref in visited if isinstance(visited, list) else ():
            if isinstance(ref, str):
                trail._mark_visited(ref)
        return trail

    def _restore_places(self, values: object, at: object) -> None:
        """Set places and cursor; the cursor is at the last usable place up to number `at`."""
        values = values if isinstance(values, list) else []
        last = at if type(at) is int else len(values) - 1
        places = [Place.from_json(value) for value in values]
        before = sum(place is not None for place in places[: max(last, 0) + 1])
        start = max(0, before - self._limit)
        kept = [place for place in places if place is not None]
        self._places = kept[start : start + self._limit]
        self._at = min(max(before, 1), len(self._places)) - 1

    def _mark_visited(self, ref: str) -> None:
        for name in dict.fromkeys((ref.partition("#")[0], ref)):
            if name:
                self._visited.pop(name, None)
                self._visited[name] = None
        while len(self._visited) > self._limit * 10:
            del self._visited[next(iter(self._visited))]
