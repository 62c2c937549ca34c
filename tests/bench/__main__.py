"""Measure what the program costs, beside its rivals in the same run: one table, no judgement.

a: start to list and article; b: memory; c: moves in a list; d: links and pages, and what each
screen sends; e: `show`, `list`.
Only where they are named, and of a library that is made (--articles) or named (--library):
f: `quotes` and `verify`; g: how often `verify` is right; h: search while typing; i: first index.
`--only f,g,h,i --articles 10000 --quotes-per-article 22`: with some 200,000 quotations.
Ratios are what to look at: the times are of this machine, and of this hour.
`--growth` measures how each cost grows with the library instead; see `--growth -h`.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import building, keys, library, lookup, right, shell, start, typing
from tests.bench.program import KINDS, ROOT, Program, Run, browser
from tests.bench.table import Figure, machine, markdown
from tests.terminal import TerminalTimeoutError

_SAMPLE = ROOT / "data"
_LARGE = {"f": lookup.measure, "g": right.measure, "h": typing.measure, "i": building.measure}


def main() -> int:
    """The command: 0 after measuring, whatever came out; 2 where something could not be run."""
    if "--growth" in sys.argv:
        from tests.bench.growth.__main__ import main as grow

        return grow()
    options = _options()
    # A program is measured as it is installed: compiled once, not at each start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        try:
            for run in _runs(options, Path(folder)):
                for figure in _measure(run, options):
                    figures.append(figure)
                    print(f"{figure.measure}, {run.name}: {figure.median}", file=sys.stderr)
        except (TerminalTimeoutError, subprocess.CalledProcessError, OSError) as error:
            print(f"tests.bench: {error}", file=sys.stderr)
            return 2
    print(markdown(figures))
    if options.json:
        content = {"machine": machine(), "figures": [figure.as_json() for figure in figures]}
        Path(options.json).write_text(
            json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0


def _runs(options: argparse.Namespace, folder: Path) -> Iterator[Run]:
    """The sample library or the one that was named, then a generated one if asked for."""
    named = options.library
    wanted = [(named, named.name) if named else (_SAMPLE, "sample")]
    if not named and options.only <= _LARGE.keys():
        wanted = []  # nothing is measured of it
    if options.articles:
        made = folder / "library"
        print(f"making {options.articles:,} articles", file=sys.stderr)
        library.generate(made, options.articles, options.quotes_per_article, options.seed)
        wanted.append((made, f"{options.articles:,} articles"))
    for number, (path, name) in enumerate(wanted):
        scratch = folder / f"run-{number}"
        scratch.mkdir()
        yield Run(
            path,
            name,
            scratch,
            options.times,
            options.shell_times,
            options.colours,
            options.answers,
            options.preview_after / 1000,
            dict(pair.split("=", 1) for pair in options.key),
        )


def _measure(run: Run, options: argparse.Namespace) -> Iterator[Figure]:
    only = options.only
    if options.program:
        program = Program(options.program, shlex.split(options.program), options.needle)
        yield from _of_browser(run, only, program, {"rows": 1000})
        return
    run.ask("index")
    if only & {"a", "b", "c"}:
        counts = {kind: len(run.ask("list", kind).splitlines()) for kind in KINDS}
        yield from _of_browser(run, only, browser(run), counts)
    if "d" in only:
        yield from keys.measure_reader(run)
        yield from keys.measure_screens(run)
    if "e" in only:
        yield from shell.measure(run)
    for letter, measure in _LARGE.items():
        if letter in only and run.library != _SAMPLE:
            yield from measure(run)


def _of_browser(
    run: Run, only: set[str], program: Program, counts: dict[str, int]
) -> Iterator[Figure]:
    """What is measured of any program that shows a list."""
    if only & {"a", "b"}:
        yield from start.measure(run, program)
    if "c" in only:
        yield from keys.measure_list(run, program, counts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("-n", "--times", type=int, default=9, help="samples of each measure (default 9)")
    add("--shell-times", type=int, default=25, help="samples of each command of e (default 25)")
    add(
        "--only",
        default="a,b,c,d,e",
        type=lambda text: set(text.split(",")),
        metavar="a,e",
        help="only these measures (default a to e)",
    )
    add("--library", type=Path, metavar="DIR", help="instead of the sample library")
    add("--articles", type=int, default=0, metavar="N", help="a generated library as well")
    add("--quotes-per-article", type=int, default=8, metavar="M")
    add("--seed", type=int, default=1, metavar="S")
    add("--json", metavar="FILE", help="the figures with all their samples, as JSON")
    add("--colours", choices=("truecolor", "256", "16"), default="truecolor")
    add("--answers", action="store_true", help="answer the terminal's queries, as new ones do")
    add("--preview-after", type=float, default=100, metavar="MS", help="see c (default 100)")
    add("--key", action="append", default=[], metavar="down=j", help="another key for an action")
    add("--program", metavar="COMMAND", help="measure a, b and c of another program")
    add("--needle", action="append", default=[], metavar="TEXT", help="known as painted by this")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
