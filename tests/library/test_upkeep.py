"""Many at one index, and bad days: writers at once, builders killed, no room, files mended."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tui.library import compare, disk, kept, making, source, sync
from tui.library.facade import Library
from tui.library.index import database

from .conftest import GOOD, Make, write

OPEN = """
import sys
from tui.library.facade import Library
library = Library(sys.argv[1], rebuild=sys.argv[2] == "build")
print(library.counts["person"], library.record("ana-ruiz").name, library.problem_counts)
"""


def files_kept(root: Path) -> set[str]:
    """The files in the index's folder, without locks and what stands beside an open one."""
    folder = Path(kept.folder(str(root)))
    names = {one.name for one in folder.iterdir() if not one.name.endswith(("-wal", "-shm"))}
    return {name for name in names if not name.startswith("lock-")}


@pytest.mark.parametrize("how", ["build", "update"])
def test_several_at_once(make: Make, root: Path, how: str) -> None:
    make().close()
    write(root, {f"people/p{n}.md": GOOD for n in range(40)})
    writers = [
        subprocess.Popen([sys.executable, "-c", OPEN, str(root), how], stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [writer.communicate()[0].decode() for writer in writers]
    assert said == ["41 Ana Ruiz (0, 0)\n"] * 4
    assert make().counts["person"] == 41


def test_what_a_reader_has_begun_it_reads_to_its_end(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)  # else a library made just now is built anew
    write(root, {f"people/p{n}.md": GOOD for n in range(300)})
    reading = make()
    records = reading.records("person")
    first = next(records).id
    for n in range(200):
        (root / "people" / f"p{n}.md").unlink()
    assert Library(str(root)).counts["person"] == 101
    assert [first, *(record.id for record in records)] == [
        "ana-ruiz",
        *sorted(f"p{n}" for n in range(300)),
    ]
    assert reading.counts["person"] == 101


@pytest.mark.parametrize("name", ["c\udcff", "a%41?b#c", "日本 x"])
def test_folders_of_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / name))
    root = tmp_path / f"library {name}"
    write(root, {"people/b.md": GOOD})
    for _ in range(2):
        library = Library(str(root))
        assert library.counts["person"] == 1
    assert len(files_kept(root)) == 2


def test_an_index_that_was_replaced_before_it_was_read(make: Make, root: Path) -> None:
    make().close()
    indexes = [sync.open_index(str(root), rebuild=True) for _ in range(3)]
    assert [index.meta("name") for index in indexes] == ["Test"] * 3
    assert len(files_kept(root)) == 2  # the last one, and the pointer to it


@pytest.mark.parametrize("rebuild", [True, False])
def test_what_killed_builders_left_is_taken_out(make: Make, root: Path, *, rebuild: bool) -> None:
    write(root, {f"people/p{n}.md": GOOD for n in range(3)})
    make().close()
    folder = Path(kept.folder(str(root)))
    for name, age in (("index-1-1.sqlite", 7200), ("index-2-2.sqlite", 60), ("other", 7200)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age, time.time() - age))
    before = files_kept(root)
    write(root, {"people/more.md": GOOD})  # else there is nothing to write
    Library(str(root), rebuild=rebuild).close()
    gone, come = before - files_kept(root), files_kept(root) - before
    assert len(gone) == 1 + rebuild  # the index before, and what is too old to be at work
    assert "index-1-1.sqlite" in gone
    assert len(come) == rebuild


@pytest.mark.parametrize("at", ["seal", "replace"])
def test_without_room_the_index_is_in_memory(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    seal = database.seal

    def full(*given: object, **_: object) -> None:
        if at == "replace":
            raise OSError(errno.ENOSPC, "No space left on device")
        connection = given[0]
        assert isinstance(connection, sqlite3.Connection)
        if connection.execute("PRAGMA database_list").fetchone()[2]:
            raise sqlite3.OperationalError("database or disk is full")
        seal(connection)

    monkeypatch.setattr(*((database, "seal") if at == "seal" else (os, "replace")), full)
    library = make()
    assert library.counts["person"] == 1
    assert [name for name in files_kept(root) if name.startswith("index-")] == []


def test_a_link_that_led_nowhere_becomes_a_record(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)
    make()
    os.symlink("nothing.md", root / "people" / "b.md")
    assert [one.path for one in make().problems()] == ["people/b.md"]
    (root / "people" / "b.md").unlink()
    library = make({"people/b.md": GOOD})
    assert library.problems() == []
    assert library.record("b") is not None
    (root / "people" / "b.md").unlink()
    os.symlink("nothing.md", root / "people" / "b.md")
    library.reload()
    assert library.record("b") is None
    assert library.problem_counts == (1, 0)
    (root / "people" / "b.md").unlink()
    library.reload()
    assert library.problems() == []


def test_a_library_of_one_file_that_is_no_record_yet(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)
    monkeypatch.setattr(source, "MAX_BYTES", 200)
    write(root, {"people/b.md": GOOD + 200 * "x"})
    index = making.build("", str(root), disk.library_signature(str(root)), None)
    for text, errors in ((GOOD + 300 * "x", 1), (GOOD, 0), (GOOD + "More.\n", 0)):
        write(root, {"people/b.md": text})
        changes = compare.compare(str(root), index.connection, compare.ALL)
        index.connection.execute("BEGIN")
        making.write(index, str(root), changes, None)
        index.connection.execute("COMMIT")
        assert len(index.problems()) == errors
        assert (index.record("b") is None) == bool(errors)


def test_where_the_one_goes_the_other_answers(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)  # else both are read again
    library = make({"articles/ANA-RUIZ.md": "---\ntitle: T\n---\n"})
    assert (library.named("ana-ruiz").kind, library.problem_counts) == ("article", (1, 0))
    (root / "articles" / "ANA-RUIZ.md").unlink()
    library.reload()
    assert (library.named("ana-ruiz").kind, library.problem_counts) == ("person", (0, 0))


@pytest.mark.parametrize(
    "damage",
    ["PRAGMA user_version = 99", "DROP TABLE problem", "DROP TABLE meta", "DELETE FROM meta"],
)
def test_an_index_that_will_not_do_is_made_anew(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)  # else a library made just now is built anew
    make().close()
    (path,) = Path(kept.folder(str(root))).glob("index-*.sqlite")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE record SET name = 'changed'")
        connection.execute(damage)
    connection.close()
    write(root, {"people/b.md": GOOD})
    library = Library(str(root))
    assert [row.name for row in library.rows("person", "name", 0, 9)] == ["Ana Ruiz"] * 2


def test_library_yaml_counts_at_once(make: Make) -> None:
    files: dict[str, str | bytes] = {
        "library.yaml": "format: 1\nname: Old\nextra_keys: tags\n",
        "articles/a.md": "---\ntitle: T\ntags: [x]\n---\n",
    }
    library = make(files)
    assert (library.name, library.problem_counts) == ("Old", (0, 0))
    library = make(files | {"library.yaml": "format: 1\nname: New\n"})
    assert (library.name, library.problem_counts) == ("New", (0, 1))
    library = make(files | {"library.yaml": "nonsense"})
    assert (library.name, library.problem_counts[0]) == ("library", 1)


def test_an_unchanged_library_is_not_written(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)
    os.makedirs(root / "people", exist_ok=True)
    os.symlink("nothing.md", root / "people" / "b.md")  # a problem of the disk, no change
    make().close()
    monkeypatch.setattr(making, "write", None)
    assert Library(str(root)).problem_counts == (1, 0)


def test_the_counts_are_those_of_the_problems(make: Make) -> None:
    library = make(
        {
            "articles/a.md": "---\ntitle: T\nfoo: x\npeople: nobody\n---\n[[ana-ruiz#q1]]\n",
            "places/Ana-Ruiz.md": GOOD,
            "events/e.md": "---\nname: E\nplace: a\n---\n",
        }
    )
    found = [problem.severity for problem in library.problems()]
    assert library.problem_counts == (found.count("error"), found.count("warning")) == (3, 3)
