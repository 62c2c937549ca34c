"""Disks that are full, read-only or slow, folders that go, files that are damaged as one reads."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.library.test_looking import settle
from tui.library import kept, making, sync
from tui.library.facade import DamagedError, Library
from tui.library.index import database

from .conftest import GOOD, Make, write


@pytest.fixture
def library(make: Make, root: Path) -> Iterator[Library]:
    make({f"people/p{number}.md": GOOD for number in range(30)}).close()
    settle(root)
    library = Library(str(root))
    yield library
    library.close()


def indexes(root: Path) -> list[str]:
    return sorted(one.name for one in Path(kept.folder(str(root))).glob("index-*"))


@contextlib.contextmanager
def full(size: int) -> Iterator[None]:
    """No file can grow beyond a size, as on a disk without room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A file system of its own at a folder."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount")
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no leave to mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("size", [0, 1000, 50_000])
def test_no_room_for_a_new_index(make: Make, root: Path, size: int) -> None:
    write(root, {f"people/p{number}.md": GOOD for number in range(30)})
    with full(size):
        library = Library(str(root))
        assert (library.counts["person"], library.index.path) == (30, "")
    assert indexes(root) == []
    library.close()
    library = Library(str(root))
    assert library.index.path


def test_no_room_for_what_has_changed(library: Library, root: Path) -> None:
    (path,) = Path(kept.folder(str(root))).glob("index-*.sqlite")
    write(root, {f"people/q{number}.md": GOOD for number in range(30)})
    with full(4096):
        other = Library(str(root))
        assert (other.counts["person"], other.index.path, other.note) == (61, "", "")
    assert library.counts["person"] == 31
    other.reload()
    assert (other.counts["person"], other.index.path) == (61, str(path))


def test_no_room_for_what_has_changed_in_a_large_library(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "COPIED", 0)
    write(root, {f"people/q{number}.md": GOOD for number in range(30)})
    with full(4096):
        other = Library(str(root))
        assert other.counts["person"] == 31
        assert other.note.startswith("the index can’t be written (")
    other.reload()
    assert (other.counts["person"], other.note) == (61, "")


def test_a_small_file_system_for_the_index(
    make: Make, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "small"
    cache.mkdir()
    monkeypatch.setenv("ONRECORD_CACHE", str(cache))
    with mounted(cache, "size=256k"):
        library = make({f"people/p{number}.md": GOOD * 20 for number in range(200)})
        assert (library.counts["person"], library.index.path) == (201, "")
        library.close()
        assert list(cache.rglob("index-*")) == []


def test_a_library_and_a_cache_that_are_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    monkeypatch.setenv("ONRECORD_CACHE", str(disk / "cache"))
    with mounted(disk, "size=8m"):
        write(disk / "library", {"people/b.md": GOOD})
        settle(disk)
        Library(str(disk / "library")).close()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        monkeypatch.setattr(making, "build", None)  # what is there will do
        library = Library(str(disk / "library"))
        assert library.counts["person"] == 1
        assert library.record("b") is not None
        assert library.index.path.startswith(str(disk))
        library.reload()
        library.close()
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        write(disk / "library", {"people/c.md": GOOD})
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        library = Library(str(disk / "library"))
        assert (library.counts["person"], library.index.path) == (2, "")
        library.close()


@pytest.mark.parametrize("cache", ["/proc/nowhere", "{file}/below", "{file}"])
def test_no_place_for_a_cache(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ONRECORD_CACHE", cache.format(file=tmp_path / "file"))
    library = make()
    assert (library.counts["person"], library.index.path, library.note) == (1, "", "")
    monkeypatch.setattr(sync, "_SLOW", -1.0)
    again = make()
    assert again.note.startswith("the index can’t be kept (in ")
    assert "$ONRECORD_CACHE may name another folder" in again.note


def test_the_cache_goes_while_one_reads(library: Library, root: Path) -> None:
    shutil.rmtree(kept.folder(str(root)))
    assert library.record("ana-ruiz") is not None
    write(root, {"people/q.md": GOOD})
    library.reload()
    assert library.counts["person"] == 32
    assert Path(library.index.path).exists()


def test_the_cache_goes_while_a_large_library_is_read(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "MANY", 0)
    shutil.rmtree(kept.folder(str(root)))
    write(root, {"people/p1.md": "---\nname: Changed\n---\n"})
    record = library.record("p1")
    assert record is not None
    assert record.name == "Changed"


def damage(library: Library) -> None:
    """Spoil all pages of an index but the first few, by which it is opened."""
    path = Path(library.index.path)
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xa5" * (len(data) - 8192))


def test_what_is_damaged_is_noticed_as_it_is_read_and_mended(library: Library, root: Path) -> None:
    path = library.index.path
    library.close()
    again = Library(str(root))
    damage(again)
    with pytest.raises(DamagedError) as caught:
        list(again.records("person"))
    again.mend(caught.value)
    assert len(list(again.records("person"))) == 31
    assert again.index.path != path
    assert len(indexes(root)) == 1 or all(one.startswith(indexes(root)[0]) for one in indexes(root))


def test_an_error_that_is_not_the_index_s_fault_makes_no_new_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    monkeypatch.setattr(making, "build", None)
    library.mend(error)
    assert library.counts["person"] == 31


@pytest.mark.parametrize("step", [-1, 1])
def test_an_index_of_another_version_stays_for_its_program(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    path = library.index.path
    with monkeypatch.context() as patch:
        patch.setattr(database, "VERSION", database.VERSION + step)
        other = Library(str(root))
        assert (other.counts["person"], other.index.path != path) == (31, True)
        other.close()
        Library(str(root), rebuild=True).close()
    monkeypatch.setattr(making, "build", None)
    again = Library(str(root))
    assert again.index.path == path


def test_an_index_of_a_version_that_nobody_uses_is_taken_away(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(kept.folder(str(root)))
    library.close()
    for one in folder.iterdir():
        os.utime(one, (1e9, 1e9))
    monkeypatch.setattr(database, "VERSION", database.VERSION + 1)
    Library(str(root)).close()
    assert [one.name for one in folder.glob("current-*")] == [f"current-{database.VERSION}"]
    assert len(list(folder.glob("index-*.sqlite"))) == 1


def test_a_slow_file_system_is_asked_for_folders_alone(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a command asks of the disk does not grow with the files of a large library."""
    monkeypatch.setattr(sync, "MANY", 10)
    make({f"people/{number % 3}/p{number}.md": GOOD for number in range(60)}).close()
    settle(root)
    Library(str(root), refresh=True).close()
    asked: list[str] = []

    def watched(of: Any) -> Any:
        def asks(path: str, *given: Any, **named: Any) -> Any:
            if str(path).startswith(str(root)) or "dir_fd" in named:
                asked.append(str(path))
            return of(path, *given, **named)

        return asks

    for name in ("stat", "lstat", "scandir"):
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    library = Library(str(root))
    assert library.record("p1") is not None
    # library.yaml, the five kinds, three folders, .onrecord, and the one file that is shown
    assert len(asked) <= 12, asked
