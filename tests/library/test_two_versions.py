"""Two versions of the program at one library at once: each has an index of its own.

The other version is made by another number and one table more, in a process that does what it is
told. More turns: `TURNS=500 SEED=3 python -m pytest tests/library/test_two_versions.py`.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from tests.library.test_looking import settle
from tui.core.query import parse
from tui.library import kept, sync
from tui.library.facade import Library, share
from tui.library.index import database

from .conftest import GOOD, Make, write
from .test_index import dump

TURNS = int(os.environ.get("TURNS", "8"))
SEED = int(os.environ.get("SEED", "1"))
OLDER, NEWER = database.VERSION, database.VERSION + 1
OPEN: dict[str, Callable[[str], Library]] = {
    "opens it": Library,
    "looks at all": partial(Library, refresh=True),
    "tends it": partial(Library, refresh=True, tend=True),
    "makes it anew": partial(Library, rebuild=True),
}


class Program:
    """A version of the program, in a process of its own; what it is sent, it does at once."""

    def __init__(self, version: int, root: Path) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=obey, args=(version, str(root), other), daemon=True)
        self._process.start()
        other.close()

    def send(self, order: str) -> None:
        self._pipe.send(order)

    def answer(self) -> dict[str, Any]:
        """What it knows of the library after the last order."""
        assert self._pipe.poll(60)
        answer: dict[str, Any] = self._pipe.recv()
        return answer

    def tell(self, order: str) -> dict[str, Any]:
        self.send(order)
        return self.answer()

    def end(self) -> None:
        self._process.kill()
        self._process.join()


def obey(version: int, root: str, pipe: Connection) -> None:
    """The process of a program: it keeps the library open from one order to the next."""
    if version != OLDER:
        database.VERSION = version
        database._ALL_TABLES += "CREATE TABLE of_the_newer (word);"
    library = Library(root)
    while True:
        order = pipe.recv()
        if order in OPEN:
            library.close()
            library = OPEN[order](root)
        else:
            library.reload()
        names = sorted(row.name for row in library.rows("person", "name", 0, 1000))
        pipe.send(
            {
                "names": names,
                "found": len(library.search(parse("everybody"), 0, 1000)),
                "path": library.index.path,
                "note": library.index.note,
                "all": {**dump(library), "file": [], "folder": []},  # whose times may be others
            }
        )


@contextmanager
def both(root: Path) -> Iterator[tuple[Program, Program]]:
    programs = Program(OLDER, root), Program(NEWER, root)
    try:
        yield programs
    finally:
        for one in programs:
            one.end()


def version_of(path: str) -> tuple[int, bool]:
    """An index's version, and whether it has the table of the newer; that it is sound."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        return connection.execute("PRAGMA user_version").fetchone()[0], "of_the_newer" in tables


@pytest.mark.parametrize("shared", [False, True])
def test_both_open_it_at_once_and_write_in_turns(root: Path, shared: bool) -> None:
    chance = random.Random(SEED)
    names = {f"p{number}": f"Person {number}" for number in range(20)}

    def put(record: str) -> None:
        text = f"---\nname: {names[record]}\n---\nKnown to everybody.\n"
        write(root, {f"people/{record}.md": text})

    for record in names:
        put(record)
    if shared:
        share(str(root))
    with both(root) as programs:
        for one in programs:
            one.send("looks again")  # each makes its index now, beside the other
        for number in range(TURNS):
            for one in programs if number == 0 else ():
                one.answer()
            record = f"p{chance.randrange(30)}"
            if record in names and chance.random() < 0.3:
                del names[record]
                (root / f"people/{record}.md").unlink()
            else:
                names[record] = f"Person {number}, {chance.random()}"
                put(record)
            orders = [chance.choice([*OPEN, "looks again"]) for _ in programs]
            for one, order in zip(programs, orders, strict=True):
                one.send(order)
            answers = [one.answer() for one in programs]
            for answer, order in zip(answers, orders, strict=True):
                told = (number, order, answer["note"])
                assert answer["names"] == sorted(names.values()), told
                assert answer["found"] == len(names), told
            assert answers[0]["all"] == answers[1]["all"]
            versions = [version_of(answer["path"]) for answer in answers]
            assert versions == [(OLDER, False), (NEWER, True)]


@pytest.mark.parametrize("shared", [False, True])
def test_that_one_has_looked_does_not_spare_the_other_a_look(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    """Of a large library, whose files are not looked at again within a minute."""
    monkeypatch.setattr(sync, "MANY", 0)
    make({"people/b.md": GOOD}).close()
    if shared:
        share(str(root))
    settle(root)
    for version in (OLDER, NEWER):
        monkeypatch.setattr(database, "VERSION", version)
        Library(str(root), refresh=True, tend=True).close()
    (root / "people/b.md").write_text(GOOD.replace("Ana Ruiz", "Bo Ruiz"))
    for path in Path(kept.folder(str(root))).glob(f"*{kept._LOOK}"):
        path.unlink()  # a minute has passed
    for version in (OLDER, NEWER):
        monkeypatch.setattr(database, "VERSION", version)
        with closing(Library(str(root))) as library:
            names = [row.name for row in library.rows("person", "name", 0, 9)]
        assert names == ["Ana Ruiz", "Bo Ruiz"], version
