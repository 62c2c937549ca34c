"""Twenty readers and a writer: whoever looks after a file was written sees at least that.

python -m tests.nights.crowd --seconds 600 --readers 20 --seed 1
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
import traceback
from multiprocessing.sharedctypes import SynchronizedArray
from pathlib import Path

from tests.browser.libraries import small, write
from tui.core.query import parse
from tui.library import new, rewrite
from tui.library.facade import Library

FILES = 40
PAUSE = 0.05  # seconds between two looks of a reader, and two changes of the writer


def night(folder: Path, seconds: float, readers: int, seed: int) -> list[int]:
    """Let them work on a library below a folder; how often each has looked, the writer last.

    AssertionError: one of them failed; what it said is on stderr.
    """
    root = write(folder / "library", small())
    for number in range(FILES):
        put(root, number, 0)
    Library(str(root)).close()
    context = multiprocessing.get_context("fork")
    versions = context.Array("l", FILES)
    done = context.Array("l", readers + 1)
    end = time.monotonic() + seconds
    processes = [
        context.Process(target=watched, args=(work, str(root), versions, done, who, seed, end))
        for who, work in enumerate([*[read] * readers, change])
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)
    return [done[who] for who in range(readers + 1)]


def put(root: Path, number: int, version: int) -> None:
    """Write a version of a file as editors do: beside it, and then in its place."""
    file = root / f"people/somebody-{number}.md"
    file.with_suffix(".new").write_text(f"---\nname: Version {version}\n---\n[[ann]] {version}\n")
    file.with_suffix(".new").rename(file)


def watched(work, root, versions, done, who, seed, end) -> None:  # type: ignore[no-untyped-def]
    """Work until the end; a failure ends the process with a traceback."""
    chance = random.Random(f"{seed} {who}")
    try:
        while time.monotonic() < end:
            work(root, versions, chance)
            done[who] += 1
            time.sleep(chance.random() * 2 * PAUSE)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def read(root: str, versions: SynchronizedArray[int], chance: random.Random) -> None:
    """Open the library, and look several times at what is there."""
    library = Library(root, at_once=chance.random() < 0.2)
    try:
        for _ in range(chance.randint(1, 5)):
            number = chance.randrange(FILES)
            known = versions[number]
            if chance.random() < 0.8:
                library.reload()
                record = library.record(f"somebody-{number}")
                assert record is not None
                seen = int(record.name.removeprefix("Version "))
                assert known <= seen <= versions[number] + 1, (known, seen, versions[number])
                page = library.page(record.id)
                assert page is not None
            query = parse(chance.choice(["bridge", "kind:person", f"{known}", "by:ann", "nine*"]))
            answers = library.answers
            assert len(list(answers.search(query, count=20))) <= 20
            assert answers.count_quotes(query) >= len(answers.quotes(query, 0, 3)) - 3
            if chance.random() < 0.2:
                assert library.verify("It took the guild nine years").findings
            assert library.counts["article"] >= 1
    finally:
        library.close()


def change(root: str, versions: SynchronizedArray[int], chance: random.Random) -> None:
    """Change a file, or rename or make a record; now and then bring the index up to date."""
    what, number = chance.random(), chance.randrange(FILES)
    if what < 0.8:
        put(Path(root), number, versions[number] + 1)
        versions[number] += 1
    elif what < 0.9:
        library = Library(root, refresh=True)
        old = "town" if library.record("town") else "city"
        rewrite.plan(library, old, "city" if old == "town" else "town").apply()
        library.close()
    elif what < 0.95:
        made = f"event-{chance.random():.12f}"
        os.unlink(os.path.join(root, new.make(root, "event", made)))
    else:
        Library(root, rebuild=what > 0.99, refresh=True, tend=True).close()


def main() -> None:
    """The command: see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m tests.nights.crowd", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for what in ("CACHE", "STATE", "CONFIG"):
            os.environ[f"ONRECORD_{what}"] = os.path.join(folder, what)
        *looks, changes = night(Path(folder), options.seconds, options.readers, options.seed)
    print(f"{sum(looks)} looks of {len(looks)} readers, {changes} changes", file=sys.stdout)


if __name__ == "__main__":
    main()
