"""An index that others have given a library: of our tables, with values that none of ours has.

All values for all columns, with every command (minutes): ONRECORD_FOREIGN=all
"""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.test_looking import settle
from tui.library import kept
from tui.library.facade import Library, share
from tui.shell.main import main

from .conftest import no_browser
from .libraries import SAID, write

VALUES = (b"\xff\x00", "no number", 7, -1.5, "", "[]", "{}", "[[7]]", '{"name": [7]}', "[" * 99999)
ASKED = (
    "search ferry",
    "quotes",
    "quotes by:ana-ruiz since:2023",
    "show bridge",
    "show ana-ruiz",
    "show bridge#waited",
    "list articles",
    "list people",
    "timeline ana-ruiz",
    "unlinked ana-ruiz",
    "verify We waited eleven years",
    "check",
    "index",
)
# Each of these is an error of another kind: as an answer is read, and as the library is opened.
CHOSEN = (
    ("quote", "spans", "", "verify We waited eleven years"),
    ("quote", "fields", 7, "show bridge"),
    ("quote", "fields", "[" * 99999, "show bridge"),
    ("record", "front", "no number", "search ferry"),
    ("record", "kind", "{}", "show ana-ruiz"),
    ("problem", "message", b"\xff\x00", "check"),
    ("body", "key", 7, "search ferry"),
    ("body", "text", "[]", "quotes"),
    ("file", "path", "[]", "list people"),
    ("folder", "path", b"\xff\x00", "show bridge"),
    ("meta", "value", "[" * 99999, "quotes"),
)
IS_WHOLE = os.environ.get("ONRECORD_FOREIGN") == "all"


class Foreign:
    """A library with an index for all: `fresh` gives it back as it was made."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "library"
        self._folder = folder
        write(self.root, SAID)
        settle(self.root)
        share(str(self.root))
        Library(str(self.root), refresh=True, tend=True).close()
        shutil.copytree(self.root, folder / "kept")

    def fresh(self) -> Path:
        """The index, after nobody has read it yet."""
        for one in (self.root / kept.SHARED, self._folder / "cache"):
            shutil.rmtree(one, ignore_errors=True)
        shutil.copytree(self._folder / "kept" / kept.SHARED, self.root / kept.SHARED)
        (made,) = (self.root / kept.SHARED).glob("index-*")
        made.chmod(0o600)
        return made

    def columns(self) -> Iterator[tuple[str, str]]:
        """Every column of every table."""
        with sqlite3.connect(self.fresh()) as index:
            tables = index.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                for _, column, *_ in index.execute(f"PRAGMA table_info ({table})"):
                    yield table, column

    def put(self, table: str, column: str, value: object) -> bool:
        """Give all rows of a fresh index a value, or the first one; False where that can't be."""
        index = sqlite3.connect(self.fresh())
        for which in ("", f" WHERE {column} = (SELECT min({column}) FROM {table})"):
            try:
                with index:
                    index.execute(f"UPDATE {table} SET {column} = ?{which}", (value,))
                index.close()
                return True
            except sqlite3.Error:
                pass
        index.close()
        return False


@pytest.fixture
def foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Foreign:
    for what in ("cache", "state", "config"):
        monkeypatch.setenv(f"ONRECORD_{what.upper()}", str(tmp_path / what))
    made = Foreign(tmp_path)
    monkeypatch.setenv("ONRECORD_LIBRARY", str(made.root))
    return made


def cases(foreign: Foreign) -> Iterator[tuple[str, str, object, str]]:
    """Tables, columns, values, commands: all, or those that were chosen."""
    if not IS_WHOLE:
        yield from CHOSEN
        return
    for table, column in list(foreign.columns()):
        yield from ((table, column, value, line) for value in VALUES for line in ASKED)


@pytest.mark.parametrize("who", ["who may write", "who may not"])
def test_no_value_of_it_is_an_error_of_the_program(
    foreign: Foreign,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    who: str,
) -> None:
    if who == "who may not":
        monkeypatch.setattr(kept, "can_write", lambda folder: not folder.endswith(kept.SHARED))
    for table, column, value, line in cases(foreign):
        if not foreign.put(table, column, value):
            assert IS_WHOLE, (table, column)
            continue
        try:
            code = main(shlex.split(line), no_browser)
        except Exception as error:
            error.add_note(f"{line}: {table}.{column} = {value!r:.40}")
            raise
        said = capfd.readouterr().err
        assert code in (0, 1) or "the index was damaged" in said, said


def test_who_may_not_write_has_an_answer_from_an_index_of_their_own(
    foreign: Foreign, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kept, "can_write", lambda folder: not folder.endswith(kept.SHARED))

    def asked() -> tuple[int, str, str]:
        return main(["verify", "We waited eleven years"], no_browser), *capfd.readouterr()

    foreign.fresh()
    right = asked()
    assert right[0] == 0
    assert foreign.put("quote", "spans", "[[7]]")
    assert asked() == right
    library = Library(str(foreign.root))
    assert Path(library.index.path).parent == Path(kept.folder(str(foreign.root)))
    library.close()
    assert asked() == right
