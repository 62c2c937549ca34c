"""The figures of several libraries as one table, a column for each size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.bench.table import Figure, amount


class Sample(NamedTuple):
    """A figure, and the articles of the library that it was measured in."""

    articles: int
    figure: Figure


class Row(NamedTuple):
    """One measure beside one rival ("" for none), by the number of articles."""

    measure: str
    rival: str
    figures: dict[int, Figure]


def rows(samples: Sequence[Sample]) -> list[Row]:
    """The rows in the order in which they were measured first."""
    found: dict[tuple[str, str], Row] = {}
    for articles, figure in samples:
        place = figure.measure, figure.rival
        row = found.setdefault(place, Row(*place, {}))
        row.figures[articles] = figure
    return list(found.values())


def markdown(samples: Sequence[Sample]) -> str:
    """`what | beside | to reach | 100 | 1,000 | …`; a cell is the ratio and what it is of."""
    sizes = sorted({articles for articles, _ in samples})
    head = ["what", "beside", "to reach", *(f"{size:,}" for size in sizes)]
    lines = [_line(head), _line(["---"] * len(head))]
    for measure, rival, figures in rows(samples):
        reach = max(figure.to_reach for figure in figures.values())
        cells = [_cell(figures[size]) if size in figures else "" for size in sizes]
        lines.append(_line([measure, rival, reach, *cells]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(figure: Figure) -> str:
    if figure.median is None:
        return figure.note or "–"
    ours = amount(figure.median, figure.unit)
    if figure.ratio is None or figure.beside_median is None:
        return ours
    return f"**{figure.ratio:.2f}** ({ours} / {amount(figure.beside_median, figure.unit)})"
