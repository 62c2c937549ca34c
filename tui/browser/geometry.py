"""Which panes are shown in a terminal of a size, and where: pure arithmetic (DESIGN section 4)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .surface import Box

WIDE, MEDIUM, NARROW, SMALL = "wide", "medium", "narrow", "small"
LEAST_WIDTH, LEAST_HEIGHT = 40, 10
_LEAST_READER = 50  # columns of the reader between two other panes


def mode_of(width: int, height: int) -> str:
    """Which layout a terminal gets."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return SMALL
    if width < 60 or height < 18:
        return NARROW
    return WIDE if width >= 110 else MEDIUM


def places(
    width: int,
    height: int,
    active: str,
    *,
    zoomed: bool,
    bars: int = 2,
    results: bool = False,
) -> dict[str, Box]:
    """The box of each pane that is shown, by name; `height` is what so many `bars` leave.

    active: the pane with the keys. zoomed: the reader stands alone. Where one pane is shown at a
    time, it is the active one. results: of a search stand in the list's place, and need more room.
    """
    mode = mode_of(width, height + bars)
    all_of_it = (0, 1, width, height)
    if mode == NARROW:
        return {active: all_of_it}
    if mode == SMALL:
        return {}
    if zoomed:
        return {"reader": all_of_it}
    left = max(26, min(46, width * (30 if mode == WIDE else 38) // 100))
    right = max(26, min(42, width * 24 // 100))
    if results and (mode == WIDE or active == "list"):
        left = max(left, min(64, width * (42 if mode == WIDE else 50) // 100))
    regions = {"list": (0, 1, left, height)}
    if mode == WIDE and width - left - right >= _LEAST_READER:
        regions["reader"] = (left, 1, width - left - right, height)
        regions["linked"] = (width - right, 1, right, height)
    elif active == "linked":
        below = max(8, height // 2)
        regions["reader"] = (left, 1, width - left, height - below)
        regions["linked"] = (left, 1 + height - below, width - left, below)
    else:
        regions["reader"] = (left, 1, width - left, height)
    return regions
