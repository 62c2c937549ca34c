"""What is looked at before an answer: changes show in time, and what is sure is left alone."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.core.problems import ERROR
from tui.library import compare, disk, kept, making, parsing, sync
from tui.library.facade import Library, share
from tui.library.index import folders
from tui.library.turns import Turn
from tui.library.watcher import Watcher

from .conftest import GOOD, Make, write
from .test_index import dump

Changing = Callable[[Path], object]

FILES: dict[str, str | bytes] = {
    "people/staff/old/bob-hill.md": "---\nname: Bob Hill\n---\n",
    "people/staff/eva-hill.md": "---\nname: Eva Hill\n---\n",
    "places/a-place.md": "---\nname: A place\n---\n",
    "articles/2024/05/a.md": "---\ntitle: A\npeople: [bob-hill]\n---\n[[ana-ruiz]] and so on.\n",
}


def settle(root: Path) -> None:
    """Wait until the times of all that is there tell of any further change."""
    while not all(disk.signature(one.lstat()) for one in [root, *root.rglob("*")]):
        time.sleep(0.01)


@pytest.fixture(params=["small", "large"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "large":
        monkeypatch.setattr(sync, "MANY", 0)
    return str(request.param)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "MANY", 0)


def opened(make: Make, root: Path) -> Library:
    """A library that has been looked at when nothing was changing any more."""
    make(FILES).close()
    (root / "people" / "empty").mkdir()
    settle(root)
    return Library(str(root))


def name_of(root: Path, record_id: str) -> str:
    """What the next command says that a record is called."""
    library = Library(str(root))
    try:
        return library.index.named(record_id).name
    finally:
        library.close()


def add(path: str) -> Changing:
    return lambda root: write(root, {path: GOOD})


def move(old: str, new: str) -> Changing:
    return lambda root: (root / old).rename(root / new)


def replace(root: Path) -> None:
    """As editors do that write a new file, of the same size and with the same time."""
    old, new = root / "people/staff/eva-hill.md", root / "people/staff/.new"
    new.write_text(old.read_text().replace("Eva", "Ida"))
    status = old.stat()
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    new.rename(old)


def remove_folder(path: str) -> Changing:
    return lambda root: shutil.rmtree(root / path)


def link(path: str, target: str) -> Changing:
    return lambda root: (root / path).symlink_to(target)


def elsewhere(root: Path) -> None:
    """One of the kinds' folders goes, and a link stands for it."""
    (root / "places").rename(root / "sites")
    (root / "places").symlink_to("sites")


def folder_for_file(root: Path) -> None:
    (root / "people/staff/eva-hill.md").unlink()
    write(root, {"people/staff/eva-hill.md/p.md": GOOD})


def file_for_folder(path: str) -> Changing:
    def change(root: Path) -> None:
        shutil.rmtree(root / path)
        (root / path).write_text("no folder")

    return change


def away_and_back(root: Path) -> None:
    """A folder of the same name, with files of the same names, as after git checkout."""
    shutil.rmtree(root / "people/staff")
    write(root, {"people/staff/old/bob-hill.md": GOOD, "people/staff/eva-hill.md": GOOD})


def changed_places(root: Path) -> None:
    """Two files, each with the name of the other."""
    first, second = root / "people/staff/eva-hill.md", root / "people/staff/old/bob-hill.md"
    first.rename(root / "people/staff/x")
    second.rename(first)
    (root / "people/staff/x").rename(second)


CHANGES: dict[str, Changing] = {
    "added": add("people/p.md"),
    "added below": add("people/staff/old/p.md"),
    "added in an empty folder": add("people/empty/p.md"),
    "added in new folders": add("people/new/deep/er/p.md"),
    "added in a new top folder": add("events/2024/e.md"),
    "removed": lambda root: (root / "people/staff/eva-hill.md").unlink(),
    "renamed": move("people/staff/eva-hill.md", "people/staff/eva-ross.md"),
    "another case": move("people/staff/eva-hill.md", "people/staff/Eva-Hill.md"),
    "folder in another case": move("people/staff", "people/Staff"),
    "folder away and back": away_and_back,
    "changed places": changed_places,
    "moved": move("people/staff/eva-hill.md", "people/empty/eva-hill.md"),
    "moved to another kind": move("people/staff/eva-hill.md", "places/eva-hill.md"),
    "replaced": replace,
    "folder removed": remove_folder("people/staff"),
    "top folder removed": remove_folder("places"),
    "folder renamed": move("people/staff", "people/crew"),
    "folder moved": move("people/staff", "people/empty/staff"),
    "folder moved to another kind": move("people/staff", "places/staff"),
    "folder hidden": move("people/staff", "people/.staff"),
    "folder in the place of a file": folder_for_file,
    "file in the place of a folder": file_for_folder("people/staff"),
    "file in the place of a top folder": file_for_folder("places"),
    "link to a record": link("places/eva.md", "../people/staff/eva-hill.md"),
    "link to nothing": link("people/staff/old/gone.md", "nothing.md"),
    "link to a folder": link("people/all", "staff"),
    "link out of the library": link("people/out.md", "/etc/passwd"),
    "link for a top folder": elsewhere,
    "a name that is not UTF-8": lambda root: Path(
        os.fsdecode(bytes(root) + b"/people/\xff.md")
    ).touch(),
}


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("what", CHANGES)
def test_what_comes_goes_and_moves_shows_at_the_next_command(
    make: Make, root: Path, what: str
) -> None:
    library = opened(make, root)
    before = dump(library)
    library.close()
    CHANGES[what](root)
    settle(root)
    library = Library(str(root))
    after, problems = dump(library), library.problems()
    library.close()
    anew = Library(str(root), rebuild=True)
    assert after == dump(anew)
    assert problems == anew.problems()
    assert after["file"] + after["problem"] != before["file"] + before["problem"]


EVA = "people/staff/eva-hill.md"
OTHER = "---\nname: Ida Hill\n---\n"  # of the same size


def dated(seconds: float) -> Changing:
    """Another text, and a time that many seconds after the one before."""

    def change(root: Path) -> None:
        status = (root / EVA).stat()
        (root / EVA).write_text(OTHER)
        os.utime(root / EVA, (status.st_atime, status.st_mtime + seconds))

    return change


def leads_elsewhere(root: Path) -> None:
    (root / "people/l.md").unlink()
    (root / "people/l.md").symlink_to("staff/old/bob-hill.md")


EDITS: dict[str, Changing] = {
    "same size, same second": dated(0),
    "an hour back": dated(-3600),
    "before there were computers": dated(-4e9),
    "tomorrow": dated(86400),
    "longer": lambda root: (root / EVA).write_text(GOOD),
    "emptied": lambda root: (root / EVA).write_bytes(b""),
    "no record any more": lambda root: (root / EVA).write_bytes(b"\xff---"),
    "what a link leads to": lambda root: (root / EVA).write_text(OTHER),
    "a link leads elsewhere": leads_elsewhere,
    "library.yaml": lambda root: (root / "library.yaml").write_text("format: 1\nname: New\n"),
    "library.yaml broken": lambda root: (root / "library.yaml").write_text("nonsense"),
}


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("what", EDITS)
def test_what_is_changed_in_place_shows_where_all_is_looked_at(
    make: Make, root: Path, what: str
) -> None:
    write(root, {"people/b.md": GOOD})
    (root / "people/l.md").symlink_to("staff/eva-hill.md")
    library = opened(make, root)
    before = dump(library)
    library.close()
    EDITS[what](root)
    settle(root)
    library = Library(str(root), refresh=True)
    after, problems = dump(library), library.problems()
    library.close()
    anew = Library(str(root), rebuild=True)
    assert after == dump(anew)
    assert problems == anew.problems()
    assert after != before


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.usefixtures("size")
def test_what_library_yaml_says_of_itself_is_taken_in_without_the_records(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    opened(make, root).close()
    if shared:
        share(str(root))
        Library(str(root), tend=True).close()
    read: list[str] = []
    read_all = parsing.read_all

    def watched(
        reading: parsing.Reading, files: list[disk.RecordFile], numbers: list[int]
    ) -> object:
        read.extend(file.path for file in files)
        return read_all(reading, files, numbers)

    monkeypatch.setattr(making, "build", None)
    monkeypatch.setattr(parsing, "read_all", watched)
    for more, name, warnings in (
        ("name: Test", "Test", 0),
        ("name: New\nnmae: x", "New", 1),
        ("", "library", 0),
    ):
        (root / "library.yaml").write_text(f"format: 1\n{more}\n")
        for _ in range(2):
            library = Library(str(root))
            assert (library.name, library.problem_counts) == (name, (0, warnings))
            assert library.counts["person"] == 3
            library.close()
            settle(root)
    assert read == []


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("new", ["language: ja", "extra_keys: tags"])
def test_what_library_yaml_says_of_all_records_bears_on_them(
    make: Make, root: Path, new: str
) -> None:
    write(root, {"articles/b.md": "---\ntitle: B\ntags: [x]\n---\n"})
    library = opened(make, root)
    before = dump(library)
    library.close()
    (root / "library.yaml").write_text(f"format: 1\nname: Test\n{new}\n")
    settle(root)
    library = Library(str(root))
    after = dump(library)
    library.close()
    anew = Library(str(root), rebuild=True)
    assert after == dump(anew)
    assert after != before


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.usefixtures("size")
def test_one_change_after_another(make: Make, root: Path, seed: int) -> None:
    chance = random.Random(seed)
    opened(make, root).close()
    places = ["people", "people/a", "people/a/b", "articles/2024", "articles/2024/05/x"]
    for number in range(12):
        folder = root / chance.choice(places)
        target = root / chance.choice(places)
        what = chance.choice(["add", "add", "remove", "move", "link"])
        if what == "add":
            write(root, {str(folder.relative_to(root) / f"p{chance.randrange(4)}.md"): GOOD})
        elif what == "link":
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"l{number}.md").symlink_to(chance.choice(["p1.md", "../p2.md", "."]))
        elif folder.exists() and what == "remove":
            shutil.rmtree(folder)
        elif folder.exists() and not target.exists() and folder not in target.parents:
            target.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(target)
        library = Library(str(root))
        updated, problems = dump(library), library.problems()
        library.close()
        disk_now, _ = disk.walk(str(root))
        assert [path for path, _ in updated["file"]] == [file.path for file in disk_now]
        anew = Library(str(root), rebuild=True)
        times: dict[str, list[tuple[object, ...]]] = {"file": [], "folder": []}  # not all are sure
        assert {**dump(anew), **times} == {**updated, **times}
        assert anew.problems() == problems
        anew.close()


@pytest.mark.usefixtures("size")
def test_a_link_shows_what_its_target_becomes(make: Make, root: Path) -> None:
    write(root, {".kept/real.md": "---\nname: Before\n---\n"})
    library = make({"places/b.md": "---\nname: B\n---\n"})
    library.close()
    (root / "people" / "link.md").symlink_to("../.kept/real.md")
    settle(root)
    assert name_of(root, "link") == "Before"
    library = Library(str(root))
    looked = compare.compare(library.root, library.index.connection, compare.ALL)
    library.close()
    assert not looked.files  # else it would be read, and told of, at each look
    assert not looked.gone
    (root / ".kept" / "new").write_text("---\nname: After!\n---\n")
    (root / ".kept" / "new").rename(root / ".kept" / "real.md")
    settle(root)
    assert name_of(root, "link") == "After!"
    (root / ".kept" / "real.md").unlink()
    library = Library(str(root))
    assert [(one.path, one.severity) for one in library.problems()] == [("people/link.md", ERROR)]
    assert library.index.record("link") is None


@pytest.mark.usefixtures("size")
def test_a_folder_that_can_not_be_read(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(make, root).close()
    scandir, closed = os.scandir, str(root / "people" / "staff")

    def refuse(path: str) -> object:
        if str(path) == closed:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)  # whoever runs the tests may read everything
        os.chmod(closed, 0o300)
        settle(root)
        for _ in range(2):
            library = Library(str(root))
            assert [one.path for one in library.problems()[:1]] == ["articles/2024/05/a.md"]
            assert [one.path for one in library.problems()[1:]] == ["people/staff"]
            assert library.index.record("eva-hill") is None
            assert library.index.record("bob-hill") is None
            library.close()
    os.chmod(closed, 0o700)
    library = Library(str(root))
    assert library.problems() == []
    assert library.index.record("bob-hill") is not None


def edit(root: Path, name: str = "Ida Hill") -> None:
    """Change a file in place: same size, and the time that it had."""
    path = root / "people/staff/eva-hill.md"
    status = path.stat()
    path.write_text(f"---\nname: {name}\n---\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_in_a_small_library_an_edit_shows_at_the_next_command(make: Make, root: Path) -> None:
    opened(make, root).close()
    edit(root)
    assert name_of(root, "eva-hill") == "Ida Hill"


NOW = (1_000_000.0, 5_000.0)


@pytest.mark.parametrize(
    ("clocks", "seen"),
    [
        ((0.0, 0.0), False),
        ((59.0, 59.0), False),
        ((60.0, 60.0), True),
        ((5.0, 61.0), True),  # the time of day was set back
        ((-3600.0, 1.0), True),
        ((61.0, 5.0), True),  # the machine has slept, or the time was set
        ((5.0, -4_000.0), True),  # it was started anew
    ],
)
@pytest.mark.usefixtures("large")
def test_in_a_large_library_an_edit_shows_within_a_minute(
    make: Make,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    clocks: tuple[float, float],
    seen: bool,
) -> None:
    make(FILES).close()
    settle(root)
    monkeypatch.setattr(kept, "clocks", lambda: NOW)
    Library(str(root), refresh=True).close()
    edit(root)
    settle(root)
    monkeypatch.setattr(kept, "clocks", lambda: (NOW[0] + clocks[0], NOW[1] + clocks[1]))
    assert name_of(root, "eva-hill") == ("Ida Hill" if seen else "Eva Hill")
    assert Library(str(root), refresh=True).index.named("eva-hill").name == "Ida Hill"


@pytest.mark.usefixtures("large")
def test_a_look_counts_from_its_beginning(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(FILES).close()
    settle(root)
    ticks = iter(range(0, 10_000, 50))  # each look takes as long as nearly a minute

    def clocks() -> tuple[float, float]:
        passed = next(ticks)
        return NOW[0] + passed, NOW[1] + passed

    Library(str(root), refresh=True).close()
    monkeypatch.setattr(kept, "clocks", clocks)
    Library(str(root), refresh=True).close()  # at 0
    edit(root)
    assert name_of(root, "eva-hill") == "Eva Hill"  # at 50
    assert name_of(root, "eva-hill") == "Ida Hill"  # at 100


@pytest.mark.parametrize("written", ["nothing", "nonsense", "nan nan", "a folder"])
@pytest.mark.usefixtures("large")
def test_where_no_time_is_kept_every_command_looks_at_all(
    make: Make, root: Path, written: str
) -> None:
    opened(make, root).close()
    (look,) = Path(kept.folder(str(root))).glob("*-look")
    look.unlink()
    if written == "a folder":
        look.mkdir()
    elif written != "nothing":
        look.write_text(written)
    edit(root)
    assert name_of(root, "eva-hill") == "Ida Hill"


@pytest.mark.usefixtures("large")
def test_the_time_of_a_look_goes_with_its_index(make: Make, root: Path) -> None:
    opened(make, root).close()
    folder = Path(kept.folder(str(root)))
    (before,) = folder.glob("*-look")
    Library(str(root), rebuild=True).close()
    (after,) = folder.glob("*-look")
    assert before != after


@pytest.mark.usefixtures("size")
def test_what_was_changed_as_it_was_read_is_read_again(make: Make, root: Path) -> None:
    opened(make, root).close()
    for name in ("Ida Hill", "Ada Hill", "Una Hill"):
        write(root, {"people/p.md": f"---\nname: {name}\n---\n"})
        assert name_of(root, "p") == name


@pytest.mark.usefixtures("size")
def test_of_what_is_not_sure_no_time_is_trusted(make: Make, root: Path) -> None:
    library = opened(make, root)
    library.index.connection.execute("UPDATE file SET signature = '' WHERE path LIKE '%eva-hill%'")
    library.close()
    edit(root)
    assert name_of(root, "eva-hill") == "Ida Hill"


@pytest.mark.parametrize("waited_for", ["a writer of something else", "one who saw it"])
@pytest.mark.usefixtures("size")
def test_what_is_written_is_what_stands_there_then(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, waited_for: str
) -> None:
    opened(make, root).close()
    write(root, {"people/p.md": GOOD, "people/r.md": GOOD})
    begin = sync._begin

    def at_last(connection: sqlite3.Connection, seconds: float) -> bool:
        (root / "people" / "p.md").unlink(missing_ok=True)  # as one waited for another writer
        if waited_for == "one who saw it":
            with monkeypatch.context() as patch:
                patch.setattr(sync, "_begin", begin)
                Library(str(root)).close()
        return begin(connection, seconds)

    monkeypatch.setattr(sync, "_begin", at_last)
    if waited_for == "a writer of something else":
        monkeypatch.setattr(sync, "_JUST_NOW", 0.0)
    library = Library(str(root))
    assert library.problems() == []
    assert library.counts["person"] == 4


@pytest.mark.usefixtures("size")
def test_a_folder_that_changed_as_it_was_read_is_read_again(make: Make, root: Path) -> None:
    opened(make, root).close()
    for number in range(5):
        write(root, {f"people/staff/p{number}.md": GOOD})
        assert Library(str(root)).counts["person"] == 4 + number


@pytest.mark.usefixtures("large")
def test_what_is_sure_is_left_alone(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(make, root).close()
    with monkeypatch.context() as patch:
        for owner, name in ((disk, "scan"), (folders, "files"), (making, "write")):
            patch.setattr(owner, name, None)
        assert Library(str(root)).counts["person"] == 3
    write(root, {"people/p.md": GOOD})
    gone_through: list[str] = []
    scan = disk.scan

    def watched(top: str, path: str, known: dict[str, str]) -> disk.Folder:
        gone_through.append(path)
        return scan(top, path, known)

    monkeypatch.setattr(disk, "scan", watched)
    assert Library(str(root)).counts["person"] == 4
    assert set(gone_through) == {"people"}


def test_folders_without_times_are_gone_through(root: Path) -> None:
    write(root, {"people/p.md": GOOD})
    settle(root)
    assert disk.scan(str(root), "people").signature
    os.utime(root / "people", (0, 0))
    settle(root)
    assert not disk.scan(str(root), "people").signature


def test_what_hides_is_found_where_everything_is_asked_for(make: Make, root: Path) -> None:
    """A file system that keeps no times of its folders, and a file that is new there."""
    library = opened(make, root)
    write(root, {"people/staff/p.md": GOOD})
    settle(root)
    stamp = disk.stamp((root / "people/staff").stat())
    library.index.connection.execute(
        "UPDATE folder SET signature = ? WHERE path = 'people/staff'", (stamp,)
    )
    assert Library(str(root)).index.record("p") is None
    assert Library(str(root), refresh=True).index.record("p") is not None


def test_a_folder_that_hid_its_change(make: Make, root: Path) -> None:
    """Its times are those that are kept, and yet a file is gone and another one there."""
    library = opened(make, root)
    (root / "people/staff/eva-hill.md").rename(root / "people/staff/ida-hill.md")
    settle(root)
    connection = library.index.connection
    stamp = disk.stamp((root / "people/staff").stat())
    connection.execute("UPDATE folder SET signature = ? WHERE path = 'people/staff'", (stamp,))
    changes = compare.compare(str(root), connection, compare.FILES)
    assert changes.gone == ["people/staff/eva-hill.md"]
    assert [file.path for file in changes.files] == ["people/staff/ida-hill.md"]


@pytest.mark.usefixtures("size")
def test_nobody_waits_to_note_that_a_folder_is_as_it_was(make: Make, root: Path) -> None:
    library = opened(make, root)
    path = library.index.path
    library.close()
    (root / "people" / "note.txt").write_text("no record")
    settle(root)
    with sqlite3.connect(path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        library = Library(str(root))
        assert library.index.path == path
        library.close()
    stamp = disk.stamp((root / "people").stat())
    library = Library(str(root))
    assert folders.signatures(library.index.connection)["people"] == stamp


class TestFresh:
    """What is printed is looked at first."""

    @pytest.fixture
    def library(self, make: Make, root: Path, large: None) -> Library:
        library = opened(make, root)
        edit(root)
        assert library.index.named("eva-hill").name == "Eva Hill"
        return library

    def test_some_files(self, library: Library) -> None:
        assert not library.fresh(["places/a-place.md", "no/such.md"])
        assert library.fresh(["places/a-place.md", "people/staff/eva-hill.md"])
        assert library.index.named("eva-hill").name == "Ida Hill"
        assert Library(library.root).index.named("eva-hill").name == "Ida Hill"

    def test_again(self, library: Library, root: Path) -> None:
        settle(root)
        assert library.fresh(ids=["Eva-Hill", "nobody"])
        assert not library.fresh(ids=["eva-hill"])

    def test_nothing_else_is_read(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(compare, "compare", None)
        assert library.fresh(ids=["eva-hill"])

    def test_a_record(self, library: Library) -> None:
        record = library.record("eva-hill")
        assert record is not None
        assert record.name == "Ida Hill"

    def test_a_page_and_what_it_names(self, library: Library, root: Path) -> None:
        text = "---\ntitle: A\npeople: [eva-hill]\n---\nNew text on [[eva-hill]].\n"
        (root / "articles/2024/05/a.md").write_text(text)
        page = library.page("a")
        assert page is not None
        assert "New text" in page.document.text
        assert [item.words for group in page.groups for item in group.items] == ["Ida Hill"]

    @pytest.mark.parametrize("most", [20, 0])
    def test_a_list(self, library: Library, most: int) -> None:
        listed = library.listed(lambda: library.index.records("person", "name", 0, 9), most)
        assert [one.name for one in listed] == ["Ana Ruiz", "Bob Hill", "Ida Hill"]

    def test_a_quotation_and_whom_it_names(self, library: Library, root: Path) -> None:
        quote = "quotes: [{text: we go, speaker: eva-hill}]"
        text = f"---\ntitle: Q\n{quote}\n---\n“We go”, “we go”.\n"
        write(root, {"articles/2024/05/q.md": text})
        library.reload()
        edit(root, "Uta Hill")
        quotation = library.quotation("q#q1")
        assert quotation is not None
        assert quotation.who == "Uta Hill"
        edit(root, "Eda Hill")
        ask = lambda: library.index.quotations(0, 5)  # noqa: E731
        assert [one.who for one in library.listed(ask, 5)] == ["Eda Hill"]

    def test_what_is_never_sure_is_looked_at_once(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(disk, "_RACY_FINE", 3600.0)
        page = library.page("eva-hill")
        assert page is not None
        assert page.title == "Ida Hill"

    def test_a_file_that_is_gone(self, library: Library, root: Path) -> None:
        (root / "people/staff/eva-hill.md").unlink()
        assert library.page("eva-hill") is None

    def test_a_link_that_leads_out_now(self, library: Library, root: Path) -> None:
        (root / "people/staff/eva-hill.md").unlink()
        (root / "people/staff/eva-hill.md").symlink_to("/etc/passwd")
        assert library.page("eva-hill") is None

    def test_an_index_that_can_not_be_written(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise sqlite3.OperationalError("attempt to write a readonly database")

        monkeypatch.setattr(sync, "_begin", refuse)
        record = library.record("eva-hill")
        assert record is not None
        assert record.name == "Ida Hill"

    def test_in_a_small_library_all_was_looked_at(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sync, "MANY", 2000)
        assert not library.fresh(ids=["eva-hill"])

    def test_reading_the_library_again(self, library: Library) -> None:
        library.reload()
        assert library.index.named("eva-hill").name == "Ida Hill"


@pytest.mark.usefixtures("large")
def test_one_browser_at_a_time_looks_at_all_files(make: Make, root: Path) -> None:
    """Twenty at once would hold up each other, and all find the same."""
    library = opened(make, root)
    Path(kept._look_file(library.index, str(root))).unlink()
    path = root / "people" / "ana-ruiz.md"
    path.write_text(path.read_text().replace("Ana Ruiz", "Ana Sanz"))
    turn = Turn(kept.look_lock(str(root)))
    assert turn.take(0)
    watcher = Watcher(str(root), library.index, lambda: None)
    watcher._look()
    assert library.index.rows("person", "name", 0, 1)[0].name == "Ana Ruiz"
    turn.leave()
    watcher._look()
    assert library.index.rows("person", "name", 0, 1)[0].name == "Ana Sanz"
    watcher._index.close()
