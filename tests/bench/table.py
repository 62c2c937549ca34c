"""The figures of a run, and how they are written down."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    measure: what was measured; library: over which library, "" where that means nothing.
    unit: `ms`, `MiB`, `B` or `` (a count) of all samples.
    samples: of ours; beside: of the rival in the same run and unit, where there is one.
    rival: what the rival is.
    reach: the most that the ratio, or else the median, is to be; None: only told.
    note: what else there is to know.
    """

    measure: str
    library: str
    unit: str
    samples: Sequence[float]
    beside: Sequence[float] = field(default=())
    rival: str = ""
    reach: float | None = None
    note: str = ""

    @property
    def median(self) -> float | None:
        return statistics.median(self.samples) if self.samples else None

    @property
    def beside_median(self) -> float | None:
        return statistics.median(self.beside) if self.beside else None

    @property
    def ratio(self) -> float | None:
        """Median by median; None where one is missing."""
        ours, theirs = self.median, self.beside_median
        return ours / theirs if ours is not None and theirs else None

    def as_json(self) -> dict[str, object]:
        """Everything about it, for machines."""
        return {
            "measure": self.measure,
            "library": self.library,
            "unit": self.unit,
            "figure": self.median,
            "rival": self.rival,
            "beside": self.beside_median,
            "ratio": self.ratio,
            "reach": self.reach,
            "note": self.note,
            "samples": list(self.samples),
            "beside_samples": list(self.beside),
        }


def markdown(figures: Iterable[Figure]) -> str:
    """The table `measure | figure | beside | ratio | to reach`."""
    lines = ["| measure | figure | beside | ratio | to reach |", "| --- | --- | --- | --- | --- |"]
    lines += [_line(figure) for figure in figures]
    return "\n".join(lines)


def _line(figure: Figure) -> str:
    name = figure.measure + (f", {figure.library}" if figure.library else "")
    beside = f"{_amount(figure.beside_median, figure.unit)} {figure.rival}" if figure.beside else ""
    reach = ""
    if figure.reach is not None:
        most = f"{figure.reach:g} ×" if figure.beside else _amount(figure.reach, figure.unit)
        reach = f"≤ {most}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    ours = _amount(figure.median, figure.unit) + (f" ({figure.note})" if figure.note else "")
    return f"| {name} | {ours} | {beside} | {ratio} | {reach} |"


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 0 if unit in ("B", "") or value >= 100 else 1
    return f"{value:,.{digits}f} {unit}".rstrip()
