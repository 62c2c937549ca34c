"""An index in the library, for all who can read it: who writes it, who only reads, who has both."""

from __future__ import annotations

import ast
import os
import sqlite3
import stat
import subprocess
import tempfile
import traceback
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.test_looking import settle
from tui.library import kept, sync
from tui.library.disk import LibraryError
from tui.library.facade import DamagedError, Library, share
from tui.library.index import database
from tui.library.index.packed import Bodies

from .conftest import GOOD, Make, write

NOBODY = 65534


class User:
    """Opens a library as somebody else would, in a process of their own."""

    def __init__(self, number: int, cache: Path) -> None:
        self.number = number
        self.cache = cache

    def tell(self, root: Path, record_id: str) -> tuple[int, str, str]:
        """How many people there are, a record's name, and the index's folder."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.setgroups([])
                os.setgid(self.number)
                os.setuid(self.number)
                os.umask(0o077)
                os.environ["ONRECORD_CACHE"] = str(self.cache)
                library = Library(str(root))
                record = library.record(record_id)
                name = record.name if record else ""
                said = (library.counts["person"], name, os.path.dirname(library.index.path))
                os.write(writing, repr(said).encode())
            except BaseException:
                os.write(writing, traceback.format_exc().encode())
            finally:
                os._exit(0)
        os.close(writing)
        with open(reading, encoding="utf-8") as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
        found: tuple[int, str, str] = ast.literal_eval(told)
        return found


def shared(root: Path) -> Path:
    return root / ".onrecord"


def indexes(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.glob("index-*"))


def tended(root: Path) -> Library:
    return Library(str(root), refresh=True, tend=True)


@pytest.fixture
def library(make: Make, root: Path) -> Iterator[Library]:
    """A library that has been shared, by somebody who had an index of it already."""
    make({"people/b.md": GOOD}).close()
    settle(root)
    share(str(root))
    library = tended(root)
    yield library
    library.close()


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one who can't write in the library's folder."""
    monkeypatch.setattr(kept, "can_write", lambda folder: not folder.endswith(".onrecord"))


def test_it_stands_in_the_library_and_git_does_not_see_it(library: Library, root: Path) -> None:
    assert Path(library.index.path).parent == shared(root)
    assert (shared(root) / ".gitignore").read_text() == "*\n"
    assert len(indexes(shared(root))) == 1
    assert indexes(Path(kept.folder(str(root)))) == []
    subprocess.run(["git", "init", "-q", root], check=True)
    done = subprocess.run(["git", "-C", root, "status", "--short"], capture_output=True, text=True)
    assert ".onrecord" not in done.stdout
    assert "library.yaml" in done.stdout


def test_everybody_reads_it_and_nothing_is_written(library: Library, root: Path) -> None:
    before = {one: one.stat().st_mtime_ns for one in shared(root).iterdir()}
    for _ in range(2):
        other = Library(str(root))
        assert other.index.path == library.index.path
        assert other.counts["person"] == 2
        other.close()
    assert {one: one.stat().st_mtime_ns for one in shared(root).iterdir()} == before


def test_who_can_write_puts_another_in_its_place(library: Library, root: Path) -> None:
    write(root, {"people/c.md": GOOD})
    other = Library(str(root))
    assert other.counts["person"] == 3
    assert Path(other.index.path).parent == shared(root)
    assert indexes(shared(root)) == [Path(other.index.path).name]
    # Who had the old one open keeps it, until the next look.
    assert library.counts["person"] == 2
    assert library.record("ana-ruiz") is not None
    library.reload()
    assert library.counts["person"] == 3


def test_what_was_changed_just_now_does_not_look_changed_to_others(
    library: Library, root: Path
) -> None:
    write(root, {"people/c.md": GOOD})
    other = Library(str(root))
    assert Library(str(root)).index.path == other.index.path


def test_who_can_not_write_has_an_index_of_their_own_while_it_is_old(
    library: Library, root: Path, refused: None
) -> None:
    write(root, {"people/c.md": GOOD})
    own = Path(kept.folder(str(root)))
    paths = []
    for _ in range(2):
        other = Library(str(root))
        assert other.counts["person"] == 3
        paths.append(other.index.path)
        other.close()
    assert Path(paths[0]).parent == own
    assert paths[0] == paths[1]
    write(root, {"people/d.md": GOOD})
    other = Library(str(root))
    assert (other.counts["person"], other.index.path) == (4, paths[0])  # written in place
    other.close()


def test_back_to_the_shared_one_when_it_is_newer(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, {"people/c.md": GOOD})
    with monkeypatch.context() as patch:
        patch.setattr(kept, "can_write", lambda folder: not folder.endswith(".onrecord"))
        Library(str(root)).close()
    settle(root)
    tended(root).close()
    with monkeypatch.context() as patch:
        patch.setattr(kept, "can_write", lambda folder: not folder.endswith(".onrecord"))
        other = Library(str(root))
        assert Path(other.index.path).parent == shared(root)
        assert other.counts["person"] == 3


def test_a_large_one_is_brought_up_to_date_for_all_by_index_alone(
    library: Library, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "COPIED", 0)
    write(root, {"people/c.md": GOOD})
    other = Library(str(root))
    assert (other.counts["person"], Path(other.index.path).parent == shared(root)) == (3, False)
    other.close()
    other = tended(root)
    assert (other.counts["person"], Path(other.index.path).parent) == (3, shared(root))
    assert indexes(Path(kept.folder(str(root)))) == []  # the own one is of no use any more
    other.close()


def test_the_library_by_another_path(library: Library, root: Path, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere"
    root.rename(there)
    settle(there)
    other = Library(str(there))
    assert Path(other.index.path).parent == shared(there)
    assert indexes(Path(kept.folder(str(there)))) == []
    assert other.counts["person"] == 2


def test_no_longer_shared(library: Library, root: Path) -> None:
    for one in shared(root).iterdir():
        one.unlink()
    shared(root).rmdir()
    other = Library(str(root))
    assert Path(other.index.path).parent == Path(kept.folder(str(root)))
    assert not shared(root).exists()


def test_one_of_another_version_stands_beside(library: Library, root: Path) -> None:
    before = indexes(shared(root))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "VERSION", database.VERSION + 1)
        newer = tended(root)
        assert (newer.counts["person"], len(indexes(shared(root)))) == (2, 2)
        newer.close()
        write(root, {"people/c.md": GOOD})
        Library(str(root)).close()
    assert set(before) < set(indexes(shared(root)))
    older = Library(str(root))
    assert older.counts["person"] == 3
    older.close()


@pytest.mark.parametrize("damage", ["cut", "noise", "gone", "pointer"])
def test_a_damaged_one_is_made_anew(library: Library, root: Path, damage: str) -> None:
    path = Path(library.index.path)
    path.chmod(0o600)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif damage == "noise":
        path.write_bytes(b"no database" * 900)
    elif damage == "gone":
        path.unlink()
    else:
        (shared(root) / f"current-{database.VERSION}").write_text("../../x")
    other = Library(str(root))
    assert other.counts["person"] == 2
    assert Path(other.index.path).parent == shared(root)


_ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n, n FROM r"


@pytest.mark.parametrize(
    "change",
    [
        f"DROP TABLE meta; CREATE VIEW meta (key, value) AS {_ENDLESS}",
        f"CREATE TRIGGER t AFTER INSERT ON file BEGIN SELECT count(*) FROM ({_ENDLESS}); END",
        "index",
        "pointer",
    ],
    ids=["view", "trigger", "index", "pointer"],
)
def test_one_that_somebody_has_made_up_is_not_used(
    library: Library, root: Path, change: str
) -> None:
    """Tables that are none of ours, and pipes that one would wait for."""
    path = Path(library.index.path)
    if change in ("index", "pointer"):
        of = path if change == "index" else Path(kept._pointer(str(shared(root))))
        of.unlink()
        os.mkfifo(of)
    else:
        path.chmod(0o600)
        sqlite3.connect(path).executescript(change)
    write(root, {"people/c.md": GOOD})
    other = Library(str(root))
    assert other.counts["person"] == 3
    assert len(list(other.records("person"))) == 3
    other.close()


def test_no_value_of_it_takes_much_memory(library: Library, root: Path) -> None:
    with pytest.raises(DamagedError, match="too big"):
        library.index.connection.execute("SELECT zeroblob(1 << 28)").fetchone()
    bomb = zlib.compress(bytes(1 << 27))
    path = Path(library.index.path)
    path.chmod(0o600)
    with sqlite3.connect(path) as changed:
        changed.execute("UPDATE body SET text = ?", (bomb,))
    changed.close()
    other = Library(str(root))
    (file,) = other.index.connection.execute("SELECT file FROM body LIMIT 1").fetchone()
    with pytest.raises(DamagedError, match="unpacked") as caught:
        Bodies(other.index.connection.execute).of(file)
    other.mend(caught.value)
    assert Bodies(other.index.connection.execute).of(file)
    other.close()


def test_an_other_thread_reads_it_too(library: Library) -> None:
    beside = sync.open_beside(library.index)
    assert beside.counted("person") == 2
    with pytest.raises(sqlite3.OperationalError):
        beside.connection.execute("DELETE FROM record")


@pytest.mark.parametrize("what", ["a file", "a link"])
def test_what_is_no_folder_is_left_alone(make: Make, root: Path, tmp_path: Path, what: str) -> None:
    make().close()
    if what == "a file":
        shared(root).write_text("mine")
    else:
        shared(root).symlink_to(tmp_path)
    with pytest.raises(LibraryError, match=r"can’t be shared: .*onrecord: File exists"):
        share(str(root))
    assert Path(Library(str(root)).index.path).parent == Path(kept.folder(str(root)))


@pytest.mark.parametrize(("of_library", "files"), [(0o700, 0o400), (0o750, 0o440), (0o2775, 0o444)])
def test_who_can_use_the_library_can_use_its_index(
    make: Make, root: Path, of_library: int, files: int
) -> None:
    make().close()
    root.chmod(of_library)
    before = os.umask(0o077)
    try:
        share(str(root))
        library = tended(root)
    finally:
        os.umask(before)
    assert stat.S_IMODE(shared(root).stat().st_mode) == of_library
    found = {one.name: stat.S_IMODE(one.stat().st_mode) for one in shared(root).iterdir()}
    assert found.pop(f"lock-{database.VERSION}") == of_library & 0o666
    assert found.pop(".gitignore") == of_library & 0o666
    assert set(found.values()) == {files}
    library.close()


@pytest.fixture
def users(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, User, User]]:
    """A place for a library that all can read; root, and somebody else."""
    if os.geteuid() != 0:
        pytest.skip("only root can be others")
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        top.chmod(0o755)
        for user in (0, NOBODY):
            (top / str(user)).mkdir(mode=0o700)
            os.chown(top / str(user), user, user)
        monkeypatch.setenv("ONRECORD_CACHE", str(top / "0"))
        yield top / "library", User(0, top / "0"), User(NOBODY, top / str(NOBODY))


def test_of_two_users_one_can_not_write(users: tuple[Path, User, User]) -> None:
    root, owner, reader = users
    write(root, {"people/b.md": GOOD})
    settle(root)
    share(str(root))
    tended(root).close()
    assert reader.tell(root, "b") == (1, "Ana Ruiz", str(shared(root)))
    (root / "people" / "b.md").write_text("---\nname: Bo\n---\n")
    before = reader.tell(root, "b")
    assert before[:2] == (1, "Bo")
    assert Path(before[2]).parent == reader.cache
    assert owner.tell(root, "b") == (1, "Bo", str(shared(root)))
    settle(root)
    tended(root).close()
    assert reader.tell(root, "b") == (1, "Bo", str(shared(root)))


def test_of_two_users_both_can_write(users: tuple[Path, User, User]) -> None:
    root, *both = users
    write(root, {"people/b.md": GOOD})
    os.chown(root, 0, NOBODY)
    root.chmod(0o2775)
    settle(root)
    share(str(root))
    tended(root).close()
    for number, user in enumerate([*both[::-1], *both], 2):
        write(root, {f"people/p{number}.md": f"---\nname: P{number}\n---\n"})
        assert user.tell(root, f"p{number}") == (number, f"P{number}", str(shared(root)))
        settle(root)
    assert len(indexes(shared(root))) == 1
