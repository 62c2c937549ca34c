"""How each cost grows with the library: every measure beside its rival, at several sizes.

One table (Markdown and JSON), one picture, and how the costs should go on. Libraries are made, the
same ones each time, and their indexes built; with --keep they stay for the next run. A run up to
10,000 articles takes about half an hour, up to 100,000 some hours, with 3 GB of disk for them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.growth import (
    asking,
    building,
    changing,
    checking,
    crowd,
    model,
    moving,
    picture,
    reading,
    starting,
    typing,
    written,
)
from tests.bench.growth.sized import Sized, made
from tests.bench.growth.written import Sample
from tests.bench.table import Figure, machine
from tests.terminal import TerminalTimeoutError

_MEASURES: dict[str, Callable[[Sized], Iterator[Figure]]] = {
    "build": building.measure,
    "start": starting.measure,
    "memory": reading.measure,
    "key": moving.measure,
    "newsboat": moving.beside_newsboat,
    "quotes": asking.measure,
    "verify": asking.verify,
    "typing": typing.measure,
    "change": changing.measure,
    "check": checking.measure,
    "crowd": crowd.measure,
}
_IN_MS = {"ms": 1.0, "s": 1000.0}
_IN_BYTES = {"B": 1.0, "MiB": 2.0**20}


def main() -> int:
    """The command: 0 after measuring, 2 where a measure could not be taken."""
    options = _options()
    # A program is measured as it is installed: compiled once, not at each start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    samples: list[Sample] = []
    failed = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-growth-") as folder:
        for run in _runs(options, Path(folder)):
            for name, measure in _MEASURES.items():
                if name not in options.only:
                    continue
                _say(f"{run.name}: {name}")
                try:
                    for figure in measure(run):
                        samples.append(Sample(run.articles, figure))
                        _say(f"  {figure.measure}: {figure.median} ({figure.ratio})")
                except (TerminalTimeoutError, subprocess.SubprocessError, OSError) as error:
                    failed += 1  # the others are still wanted: a run takes long
                    _say(f"  {name} could not be measured: {error}")
            _write(options, samples)
    print(written.markdown(samples), model.markdown(model.growths(samples)), sep="\n\n")
    return 2 if failed else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _runs(options: argparse.Namespace, folder: Path) -> Iterator[Sized]:
    """One size after the other, the smallest first: it is the base of the others."""
    keep = options.keep or folder / "kept"
    base: Sized | None = None
    for articles in sorted(options.sizes):
        _say(f"{articles:,} articles")
        library, index, facts = made(keep.resolve(), articles, options.seed)
        scratch = folder / str(articles)
        scratch.mkdir()
        run = Sized(
            library, f"{articles:,} articles", scratch, options.times, options.shell_times,
            articles=articles, facts=facts, index=index, base=base, searches=options.searches,
            browsers=options.browsers, patience=options.patience,
        )  # fmt: skip
        if "build" not in options.only:
            run.ask("index")
        base = base or run
        yield run


def _write(options: argparse.Namespace, samples: list[Sample]) -> None:
    """Table, JSON and picture of what has been measured so far."""
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    found = model.growths(samples)
    tables = f"{written.markdown(samples)}\n\n{model.markdown(found)}\n"
    (folder / "growth.md").write_text(tables, encoding="utf-8")
    content = {
        "machine": machine(),
        "figures": [{"articles": size, **figure.as_json()} for size, figure in samples],
        "growth": [one._asdict() for one in found],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / "growth.json").write_text(f"{text}\n", encoding="utf-8")
    (folder / "growth.svg").write_text(_picture(samples), encoding="utf-8")


def _picture(samples: list[Sample]) -> str:
    found = model.costs(samples)
    panels = [
        {
            label: {size: cost * units[unit] for size, cost in by_size.items() if cost > 0}
            for (label, unit), by_size in found.items()
            if unit in units and any(by_size.values())
        }
        for units in (_IN_MS, _IN_BYTES)
    ]
    return picture.drawn(*panels)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench --growth",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "--sizes",
        type=lambda text: [int(size) for size in text.split(",")],
        default=[100, 1000, 10_000, 100_000],
        metavar="100,1000",
        help="articles of the libraries (default 100,1000,10000,100000)",
    )
    add(
        "--only",
        type=lambda text: set(text.split(",")),
        default=set(_MEASURES),
        metavar="build,key",
        help=f"only these measures, of {', '.join(_MEASURES)}",
    )
    add("--keep", type=Path, metavar="DIR", help="where libraries and indexes stay")
    add("--out", type=Path, metavar="DIR", default=Path("bench-growth"),
        help="for growth.md, growth.json and growth.svg (default bench-growth)")  # fmt: skip
    add("-n", "--times", type=int, default=15, help="samples of each measure (default 15)")
    add("--shell-times", type=int, default=25, help="samples of each command (default 25)")
    add("--searches", type=int, default=100, help="before memory is looked at (default 100)")
    add("--browsers", type=int, default=20, help="open at once in `crowd` (default 20)")
    add("--patience", type=float, default=900, metavar="S",
        help="seconds for newsboat to take the articles in (default 900)")  # fmt: skip
    add("--seed", type=int, default=1, metavar="S")
    add("--growth", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = options.only - _MEASURES.keys()
    if unknown:
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    sys.exit(main())
