"""The picture of how each cost grows: both axes logarithmic, one line a cost, named at its end."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

Costs = Mapping[str, Mapping[int, float]]
"""Of each cost, by its name: what it is at some numbers of articles."""

_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-size: 14px; font-weight: 600 }
.paper { fill: #ffffff }
.grid { stroke: #d0d7de; stroke-width: 1 }
.line { fill: none; stroke-width: 2 }
.lead { fill: none; stroke-width: 0.75 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .paper { fill: #0d1117 }
  .grid { stroke: #30363d }
}"""
_COLOURS = ("#2f81f7", "#c4701b", "#2da44e", "#d1495b", "#8f6be8", "#1b9aaa", "#b5539c", "#8a8f2b")
_WIDE, _HIGH, _TOP, _LABELS, _LINE = 300, 440, 50, 190, 17
_LEFT = 62
_PANEL = _LEFT + _WIDE + 34 + _LABELS
_UNITS = {
    "ms": ((1e-3, "1 µs"), (1e-2, "10 µs"), (0.1, "0.1 ms"), (1, "1 ms"), (10, "10 ms"),
           (100, "0.1 s"), (1e3, "1 s"), (1e4, "10 s"), (1e5, "100 s"), (1e6, "1,000 s"),
           (1e7, "10,000 s")),
    "B": ((1, "1 B"), (10, "10 B"), (100, "100 B"), (1e3, "1 kB"), (1e4, "10 kB"), (1e5, "100 kB"),
          (1e6, "1 MB"), (1e7, "10 MB"), (1e8, "100 MB"), (1e9, "1 GB"), (1e10, "10 GB"),
          (1e11, "100 GB")),
}  # fmt: skip


class _Scale(NamedTuple):
    """From a number to a place, by its logarithm."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        part = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + part * (self.end - self.start)


def drawn(times: Costs, bytes_: Costs) -> str:
    """The picture as SVG. times: in milliseconds. bytes_: in bytes."""
    panels = [("time", "ms", times), ("bytes", "B", bytes_)]
    panels = [panel for panel in panels if panel[2]]
    width, height = _PANEL * len(panels), _TOP + _HIGH + 50
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">',
        f"<title>How each cost grows with the library</title><style>{_STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
    ]
    for number, (title, unit, found) in enumerate(panels):
        parts.append(f'<g transform="translate({number * _PANEL} 0)">')
        parts += _panel(f"{title}, by the number of articles", unit, found)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _panel(title: str, unit: str, found: Costs) -> list[str]:
    sizes = sorted({size for by_size in found.values() for size in by_size})
    values = [value for by_size in found.values() for value in by_size.values()]
    ticks = _ticks(unit, min(values), max(values))
    x = _Scale(sizes[0], max(sizes[-1], 2 * sizes[0]), _LEFT, _LEFT + _WIDE)
    y = _Scale(ticks[0][0], ticks[-1][0], _TOP + _HIGH, _TOP)
    parts = [_text(_LEFT, 26, title, "title")]
    for size in sizes:
        parts.append(_grid(x(size), _TOP, x(size), _TOP + _HIGH))
        parts.append(_text(x(size), _TOP + _HIGH + 20, f"{size:,}", anchor="middle"))
    for value, name in ticks:
        parts.append(_grid(_LEFT, y(value), _LEFT + _WIDE, y(value)))
        parts.append(_text(_LEFT - 8, y(value) + 4, name, anchor="end"))
    lines = sorted(found.items(), key=lambda pair: y(pair[1][max(pair[1])]))
    places = _spread([y(by_size[max(by_size)]) for _, by_size in lines])
    for number, ((name, by_size), place) in enumerate(zip(lines, places, strict=True)):
        points = [(x(size), y(value)) for size, value in sorted(by_size.items())]
        dashes = ("", "6 3", "2 3")[number // len(_COLOURS) % 3]
        parts += _line(name, points, place, _COLOURS[number % len(_COLOURS)], dashes)
    return parts


def _ticks(unit: str, least: float, most: float) -> list[tuple[float, str]]:
    """The powers of ten from that below the least value to that above the most."""
    every = _UNITS[unit]
    first = max((n for n, (value, _) in enumerate(every) if value <= least), default=0)
    last = min((n for n, (value, _) in enumerate(every) if value >= most), default=len(every) - 1)
    return list(every[first : max(last, first + 1) + 1])


def _spread(wanted: Sequence[float]) -> list[float]:
    """Places for labels near those wanted, which rise: none over another, none outside."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + _LINE if places else _TOP))
    floor: float = _TOP + _HIGH
    for number in reversed(range(len(places))):
        places[number] = min(places[number], floor)
        floor = places[number] - _LINE
    return places


def _line(
    name: str, points: Sequence[tuple[float, float]], place: float, colour: str, dashes: str
) -> list[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    end_x, end_y = points[-1]
    label_x = _LEFT + _WIDE + 26
    lead = f"{end_x:.1f},{end_y:.1f} {label_x - 4},{place:.1f}"
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    return [
        f'<polyline class="line" points="{path}" stroke="{colour}" stroke-dasharray="{dashes}"/>',
        *dots,
        f'<polyline class="lead" points="{lead}" stroke="{colour}"/>',
        _text(label_x, place + 4, name),
    ]


def _grid(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<line class="grid" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'
    )
