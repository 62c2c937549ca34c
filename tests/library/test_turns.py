"""Several at one index: nobody waits long, nobody sees half, and one alone makes a new one."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.library.test_looking import settle
from tui.library import disk, kept, making, sync, turns
from tui.library.facade import Library
from tui.library.index import database
from tui.library.turns import Turn

from .conftest import GOOD, Make, write


@contextmanager
def written_by_another(library: Library) -> Iterator[None]:
    """While somebody writes into the index."""
    writer = sqlite3.connect(library.index.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        writer.execute("ROLLBACK")
        writer.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "_PATIENCE", 0.05)
    monkeypatch.setattr(sync, "_SHOWN", 0.05)


@pytest.fixture
def library(make: Make, root: Path, impatient: None) -> Iterator[Library]:
    make({"people/b.md": GOOD}).close()
    settle(root)
    library = Library(str(root))
    yield library
    library.close()


def test_who_has_nothing_to_write_does_not_wait(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "_PATIENCE", 3600.0)
    with written_by_another(library):
        assert Library(str(root)).counts["person"] == 2


def test_while_another_writes_a_copy_in_memory_answers(library: Library, root: Path) -> None:
    write(root, {"people/c.md": GOOD})
    with written_by_another(library):
        other = Library(str(root))
        assert (other.counts["person"], other.index.path, other.note) == (3, "", "")
        write(root, {"people/d.md": GOOD})
        other.reload()
        assert other.counts["person"] == 4
    other.reload()
    assert (other.counts["person"], other.index.path) == (4, library.index.path)


def test_while_another_writes_a_large_index_answers_as_it_is_and_says_so(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "COPIED", 0)
    write(root, {"people/c.md": GOOD})
    with written_by_another(library):
        other = Library(str(root))
        assert (other.counts["person"], other.note) == (2, sync.BEHIND)
    other.reload()
    assert (other.counts["person"], other.note) == (3, "")


def test_what_is_printed_while_another_writes(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "MANY", 0)
    library.reload()
    write(root, {"people/b.md": "---\nname: Bo\n---\n"})
    other = Library(str(root))
    with written_by_another(library):
        record = other.record("b")
        assert record is not None
        assert record.name == "Bo"


def test_a_writer_who_is_soon_done_is_waited_for(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "_PATIENCE", 60.0)
    write(root, {"people/c.md": GOOD})
    writer = sqlite3.connect(library.index.path, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.1, lambda: writer.execute("COMMIT"))
    timer.start()
    other = Library(str(root))
    timer.join()
    writer.close()
    assert (other.counts["person"], other.index.path) == (3, library.index.path)


def test_many_changes_leave_readers_and_writers_alone(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, {f"people/p{number}.md": GOOD for number in range(20)})
    settle(root)
    library.reload()
    monkeypatch.setattr(sync, "MOST", 2)
    write(root, {f"people/q{number}.md": GOOD for number in range(9)})
    (root / "people/b.md").unlink()
    settle(root)
    with written_by_another(library), monkeypatch.context() as patch:
        patch.setattr(making, "build", None)
        other = Library(str(root))
        assert (other.counts["person"], other.note) == (30, "")
    assert other.index.path != library.index.path
    assert other.index.taken == [9, 0, 1]
    assert (library.counts["person"], library.record("b") is None) == (22, False)
    library.reload()
    assert library.index.path == other.index.path
    assert library.index.taken == [0, 0, 0]


def test_a_changed_half_is_read_into_a_new_index(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "MOST", 1)
    monkeypatch.setattr(making, "beside", None)
    for one in (root / "people").iterdir():
        one.write_text("---\nname: Other\n---\n")
    other = Library(str(root))
    assert [row.name for row in other.rows("person", "name", 0, 9)] == ["Other", "Other"]


class Builder:
    """Somebody who is making an index in another process."""

    def __init__(self, root: Path) -> None:
        self.folder = kept.folder(str(root))
        os.makedirs(self.folder, exist_ok=True)
        reading, writing = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            turn = Turn(kept.lock(self.folder))
            turn.take(0)
            turn.telling(None)(1234, 5678)
            os.write(writing, b"at work")
            signal.pause()
            os._exit(0)
        assert os.read(reading, 100) == b"at work"
        os.close(reading)
        os.close(writing)

    def kill(self) -> None:
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        self.child = 0


@pytest.fixture
def builder(root: Path) -> Iterator[Builder]:
    write(root, {"people/b.md": GOOD})
    settle(root)
    builder = Builder(root)
    yield builder
    if builder.child:
        builder.kill()


def test_the_second_sees_how_far_the_first_is_and_goes_on_when_that_is_killed(
    builder: Builder, root: Path
) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        if not told:
            builder.kill()
        told.append((done, total))

    library = Library(str(root), progress=progress)
    assert library.counts["person"] == 1
    assert told == [(1234, 5678), (1, 1)]
    assert len(list(Path(builder.folder).glob("index-*.sqlite"))) == 1


def test_the_second_takes_what_the_first_has_made(
    builder: Builder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signature = disk.library_signature(str(root))

    def made(*_: object) -> None:
        making.build(builder.folder, str(root), signature, None, Turn(""))
        monkeypatch.setattr(making, "build", None)
        builder.kill()

    library = Library(str(root), progress=made)
    assert library.counts["person"] == 1


def test_ctrl_c_while_one_waits(builder: Builder, root: Path) -> None:
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        Library(str(root))


def test_who_is_stopped_is_passed_by(
    builder: Builder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_STUCK", 0.1)
    library = Library(str(root))
    assert library.counts["person"] == 1
    assert library.index.path


def test_where_there_are_no_locks_each_makes_one(
    builder: Builder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    began = time.monotonic()
    assert Library(str(root)).counts["person"] == 1
    assert time.monotonic() - began < turns._STUCK / 2


def test_another_took_its_place_as_one_opened_it(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = database.connect
    rebuilt: list[str] = []

    def too_late(path: str, **named: bool) -> sqlite3.Connection:
        if not rebuilt:
            rebuilt.append(path)
            rebuilt.append(sync.open_index(str(root), rebuild=True).path)
        return connect(path, **named)

    monkeypatch.setattr(database, "connect", too_late)
    other = Library(str(root))
    assert other.index.path == rebuilt[1]
