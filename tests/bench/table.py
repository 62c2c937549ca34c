"""The figures of a run, and how they are written down."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    measure: what was measured; library: over which library, "" where that means nothing.
    unit: `ms`, `MiB`, `B` or `` (a count) of all samples.
    samples: of ours; beside: of the rival in the same run and unit, where there is one.
    rival: what the rival is.
    reach: the most that the ratio, or else the median, is to be; None: only told.
    note: what else there is to know.
    label: a short name where it is one of the costs whose growth is drawn; "" elsewhere.
    absolute: whether `reach` is of the median though there is a rival.
    """

    measure: str
    library: str
    unit: str
    samples: Sequence[float]
    beside: Sequence[float] = field(default=())
    rival: str = ""
    reach: float | None = None
    note: str = ""
    label: str = ""
    absolute: bool = False

    @property
    def median(self) -> float | None:
        return statistics.median(self.samples) if self.samples else None

    @property
    def to_reach(self) -> str:
        """What is to be reached, in words; "" where it is only told."""
        if self.reach is None:
            return ""
        as_ratio = self.rival and not self.absolute
        return f"≤ {self.reach:g} ×" if as_ratio else f"≤ {amount(self.reach, self.unit)}"

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


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {
        "python": platform.python_version(),
        "textual": version("textual"),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
    }


def markdown(figures: Iterable[Figure]) -> str:
    """The table `measure | figure | beside | ratio | to reach`."""
    lines = ["| measure | figure | beside | ratio | to reach |", "| --- | --- | --- | --- | --- |"]
    lines += [_line(figure) for figure in figures]
    return "\n".join(lines)


def _line(figure: Figure) -> str:
    name = figure.measure + (f", {figure.library}" if figure.library else "")
    beside = f"{amount(figure.beside_median, figure.unit)} {figure.rival}" if figure.beside else ""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    ours = amount(figure.median, figure.unit) + (f" ({figure.note})" if figure.note else "")
    return f"| {name} | {ours} | {beside} | {ratio} | {figure.to_reach} |"


def amount(value: float | None, unit: str) -> str:
    """A median with its unit, as precise as it deserves."""
    if value is None:
        return "–"
    digits = 0 if unit in ("B", "") or value >= 100 else 1
    return f"{value:,.{digits}f} {unit}".rstrip()
