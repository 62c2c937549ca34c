"""How the costs go on: exponents from what was measured, and what follows for larger libraries."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tests.bench.growth.written import Sample, rows
from tests.bench.table import amount

FURTHER = (1_000_000, 10_000_000)
_SMALL = 1000  # below it, what a command costs anyway hides how it grows


class Growth(NamedTuple):
    """How one cost grows.

    exponent: e in cost = c × articles^e, by least squares; 0 doesn't grow, 1 grows as the library.
    further: for sizes that were not measured the least and the most it should cost: by the power of
        the last two sizes, and by the straight line through them.
    """

    label: str
    unit: str
    exponent: float
    last: float
    further: dict[int, tuple[float, float]]


def fitted(label: str, unit: str, costs: Mapping[int, float]) -> Growth | None:
    """The growth of a cost that was measured at some sizes; None: at fewer than two, or for 0."""
    points = sorted((size, cost) for size, cost in costs.items() if cost > 0)
    large = [point for point in points if point[0] >= _SMALL]
    used = large if len(large) > 1 else points
    if len(used) < 2:
        return None
    (size_before, before), (size, last) = used[-2:]
    power = max(0.0, math.log(last / before) / math.log(size / size_before))
    slope = max(0.0, (last - before) / (size - size_before))
    further = {}
    for target in FURTHER:
        by_power = last * (target / size) ** power
        by_line = last + slope * (target - size)
        further[target] = (min(by_power, by_line), max(by_power, by_line))
    return Growth(label, unit, _exponent(used), last, further)


def _exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of a straight line through points on paper that is logarithmic both ways."""
    xs = [math.log(size) for size, _ in points]
    ys = [math.log(cost) for _, cost in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((one - x) ** 2 for one in xs)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / across


def costs(samples: Sequence[Sample]) -> dict[tuple[str, str], dict[int, float]]:
    """The medians of what has a label, by it and its unit, then by the number of articles."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for row in rows(samples):
        for articles, figure in sorted(row.figures.items()):
            if figure.label and figure.median is not None:
                found.setdefault((figure.label, figure.unit), {})[articles] = figure.median
    return found


def growths(samples: Sequence[Sample]) -> list[Growth]:
    """Of every cost that has a label."""
    found = [fitted(*place, by_size) for place, by_size in costs(samples).items()]
    return [growth for growth in found if growth]


def markdown(found: Sequence[Growth]) -> str:
    """`cost | exponent | at the largest | at 1,000,000 | …`."""
    head = ["cost", "exponent", "at the largest", *(f"at {size:,}" for size in FURTHER)]
    lines = [head, ["---"] * len(head)]
    for one in found:
        cells = [_between(*one.further[size], one.unit) for size in FURTHER]
        lines.append([one.label, f"{one.exponent:.2f}", amount(one.last, one.unit), *cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _between(least: float, most: float, unit: str) -> str:
    low, high = amount(least, unit), amount(most, unit)
    return low if low == high else f"{low} to {high}"
