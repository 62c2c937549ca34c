"""Coverage over time: how often something is named and quoted, as bars beside their numbers.

Articles count when they were published; quotations when they were said, else published. What has
not an exact date counts where it begins.
"""

from __future__ import annotations

from tui.core import timeline as time
from tui.core.charts import BAR, LOWER, UPPER, Strip, bar, scale_of
from tui.core.document import Block, Run
from tui.core.text import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .index.over_time import Coverage, Spans
    from .pages import Builder

# The field of a quotation by which it counts for a record of a kind.
FIELDS = {"event": "event"}
_MONTHS = 24  # up to so many, a chart is by months
_ROWS = 12  # more periods than these are gathered in longer ones, below a strip

Counts = dict[int, list[int]]  # period → articles, quotations, and how many perhaps lie later


def section(page: Builder, kind: str, found: Coverage) -> None:
    """What the library has on something of a kind, "topic" too: a sentence, and a chart."""
    named, quoted = (sum(span[2] for span in spans) for spans in (found.named, found.quoted))
    if not named and not quoted:
        return
    page.section("Coverage")
    unit = _unit(found)
    counts = _counts(found, unit)
    told = _told(kind, " and ", named, quoted)
    words = [f"{told[:1].upper()}{told[1:]}{_extent(found, min(unit, time.YEAR))}."]
    without = [sum(span[2] for span in spans if span[0] is None) for spans in _both(found)]
    if any(without):
        verb = "has" if sum(without) == 1 else "have"
        words.append(f"{_told('topic', ' and ', *without)} {verb} no date.")
    page.add("row", " ".join(words))
    if named > 1 and len(counts) > 1:
        _chart(page, kind, counts, unit, found)


def _both(found: Coverage) -> tuple[Spans, Spans]:
    return found.named, found.quoted


def _told(kind: str, joint: str, named: int, quoted: int) -> str:
    """Both numbers in words."""
    articles, quotations = plural(named, "article"), plural(quoted, "quotation")
    times = "once" if quoted == 1 else plural(quoted, "time")
    of_named, of_quoted = {
        "topic": (articles, quotations),
        "event": (f"named in {articles}", f"{quotations} said there"),
    }.get(kind, (f"named in {articles}", f"quoted {times}"))
    return joint.join([of_named] * bool(named) + [of_quoted] * bool(quoted))


def _unit(found: Coverage) -> int:
    """The unit of the chart: months where all lies near together and is that exact (but for one
    in six), else years, else more."""
    dated = [
        (day, last, count)
        for spans in _both(found)
        for day, last, count in spans
        if day is not None
    ]
    months = {time.month_of(day) for day, _, _ in dated}
    if months and max(months) - min(months) < _MONTHS:
        within = [
            count
            for day, last, count in dated
            if last is not None and time.month_of(last) == time.month_of(day)
        ]
        if sum(within) * 6 >= sum(count for _, _, count in dated) * 5:
            return time.MONTH
    unit = time.YEAR
    while len({month // unit for month in months}) > _ROWS:
        unit *= 10
    return unit


def _counts(found: Coverage, unit: int) -> Counts:
    counts: Counts = {}
    for which, spans in enumerate(_both(found)):
        for day, last, count in spans:
            if day is None:
                continue
            period = time.period_of(day, unit)
            row = counts.setdefault(period, [0, 0, 0])
            row[which] += count
            if last is None or time.period_of(last, unit) > period:
                row[2] += count
    return dict(sorted(counts.items()))


def _extent(found: Coverage, unit: int) -> str:
    """From when to when."""
    counts = _counts(found, unit)
    if not counts:
        return ""
    first, last = time.period_words(min(counts), unit), time.period_words(max(counts), unit)
    later = " or later" if counts[max(counts)][2] else ""
    return f", in {first}{later}" if len(counts) == 1 else f", from {first} to {last}{later}"


def _chart(page: Builder, kind: str, counts: Counts, unit: int, found: Coverage) -> None:
    if unit > time.YEAR:
        page.blocks.append(Block("figure", [], figure=Strip(_days(found))))
    scale = scale_of(max(max(row[:2]) for row in counts.values()))
    legend = [f"a cell is {scale:,}"] if scale > 1 else []
    both = any(row[0] for row in counts.values()) and any(row[1] for row in counts.values())
    if both:
        names = ("articles", "quotations") if kind == "topic" else ("named", "quoted")
        legend = [f"{UPPER} {names[0]}", f"{LOWER} {names[1]}", *legend]
    page.add("row", Run(" · ".join(legend), dim=True))
    before = None
    for period, (named, quoted, later) in counts.items():
        if before is not None and period - before > 2:
            words = [time.period_words(one, unit) for one in (before + 1, period - 1)]
            nothing = Run(f"{words[0]} to {words[1]}: nothing", dim=True)
            page.add("row", nothing, marker=time.GAP.center(BAR))
        drawn = bar(named, quoted, scale) if both else bar(named or quoted, named or quoted, scale)
        told = f"{time.period_words(period, unit)}: {_told(kind, ', ', named, quoted)}"
        perhaps = Run(f" · {later:,} perhaps later" if later else "", dim=True)
        page.add("row", told, perhaps, marker=drawn)
        before = period


def _days(found: Coverage) -> dict[int, int]:
    days: dict[int, int] = {}
    for spans in _both(found):
        for day, _, count in spans:
            if day is not None:
                days[day] = days.get(day, 0) + count
    return days
