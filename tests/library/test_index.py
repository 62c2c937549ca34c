"""The index: what an update gives is what a new index gives, and it can always be thrown away."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tui.core.query import parse
from tui.library import disk, kept, reader
from tui.library.facade import Library
from tui.library.index.found import Found

from .conftest import GOOD, Make, write


def dump(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the index of a library holds, but for the numbers of its files."""
    with sqlite3.connect(library.index.path) as connection:
        run = connection.execute
        tables = {
            "file": "SELECT path, signature FROM file",
            "folder": "SELECT path, signature FROM folder",
            "record": "SELECT id, fold, leads, kind, path, name, name_fold, date, first, last,"
            " detail, detail_fold, quoted, named, body_line, front FROM record",
            "name": "SELECT file.path, name.fold, weak, name FROM name JOIN file USING (file)",
            "link": "SELECT file.path, number, target, anchor, link.path, line, quote, certain,"
            " written, words FROM link JOIN file USING (file)",
            "quote": "SELECT file.path, number, own_id, first, last, line, speaker_fold,"
            " spans, fields, words_fold FROM quote JOIN file USING (file)",
            "body": "SELECT file.path, first, last, ref, text FROM body JOIN file USING (file)",
            "problem": "SELECT path, line, severity, message FROM problem",
            # What changed last is not what stands there now.
            "meta": "SELECT key, value FROM meta WHERE key != 'news'",
        }
        return {name: sorted(run(sql).fetchall()) for name, sql in tables.items()}


def an_article(chance: random.Random) -> str:
    who = chance.choice(["ana-ruiz", "p1", "P2", "nobody"])
    words = chance.choice(["we must go", "we must stay", "not there"])
    return (
        f"---\ntitle: T{chance.randrange(9)}\npublished: 20{chance.randrange(10, 30)}\n"
        f"people: [{who}]\nquotes:\n  - text: {words}\n    speaker: {who}\n---\n"
        f"“we must go” and “we must stay”, said [[{who}]].\n"
    )


def change(root: Path, chance: random.Random) -> None:
    """Add, edit, rename or remove a file, or set its time back."""
    folder = root / "articles"
    there = sorted(folder.glob("*.md")) + sorted(root.glob("[pe]*/[pP][0-9]*.md"))
    what = chance.choice(
        ["add", "add", "person", "twin", "edit", "rename", "remove", "back", "break"]
    )
    if what == "person":
        write(root, {f"people/p{chance.randrange(2)}.md": GOOD})
    elif what == "twin":  # another record of the same id
        write(root, {f"{chance.choice(['events', 'places'])}/P{chance.randrange(2)}.md": GOOD})
    elif what == "add" or not there:
        write(root, {f"articles/a{chance.randrange(12)}.md": an_article(chance)})
    else:
        one = chance.choice(there)
        if what == "edit":
            one.write_text(an_article(chance))
        elif what == "rename":
            one.rename(one.with_name(f"{one.stem[0]}{chance.randrange(20)}.md"))
        elif what == "remove":
            one.unlink()
        elif what == "back":
            one.write_text(an_article(chance))
            os.utime(one, (1, 1))
        else:
            one.write_bytes(b"---\ntitle: [\n---\n\xe9")


@pytest.mark.parametrize("seed", range(4))
def test_an_updated_index_is_like_a_new_one(
    make: Make, root: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    library = make()
    # All times count as sure, so that what is kept of a file is its own signature.
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)
    for _ in range(50):
        change(root, chance)
        library.reload()
    updated = dump(library)
    updated_problems = library.problems()
    library.close()
    anew = Library(str(root), rebuild=True)
    assert dump(anew) == updated
    assert anew.problems() == updated_problems


def test_an_id_goes_over_to_a_record_that_comes_before(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)
    library = make()
    write(root, {"events/Ana-Ruiz.md": GOOD})
    library.reload()
    leads = [(row[2], row[4]) for row in dump(library)["record"] if row[1] == "ana-ruiz"]
    assert sorted(leads) == [(0, "people/ana-ruiz.md"), (1, "events/Ana-Ruiz.md")]


@pytest.mark.parametrize(("age", "sure"), [(0.001, False), (0.5, True), (-0.5, False)])
def test_the_times_of_a_file_changed_just_now_are_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float, sure: bool
) -> None:
    file = tmp_path / "a"
    file.write_text("x")
    status = file.stat()
    monkeypatch.setattr(
        "tui.library.disk.time.time", lambda: max(status.st_mtime, status.st_ctime) + age
    )
    assert bool(disk.signature(status)) is sure


def test_a_time_to_come_does_not_hide_that_a_file_was_changed_just_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_text("x")
    os.utime(file, (4e9, 4e9))
    status = file.stat()
    for age, sure in ((0.001, False), (0.5, True)):
        monkeypatch.setattr("tui.library.disk.time.time", lambda: status.st_ctime + age)  # noqa: B023
        assert bool(disk.signature(status)) is sure


def test_a_file_changed_in_the_same_moment_and_of_the_same_size_is_read(
    make: Make, root: Path
) -> None:
    library = make()
    for name in ("Bob Hill", "Eva Hill", "Ida Hill"):
        (root / "people" / "p.md").write_text(f"---\nname: {name}\n---\n")
        library.reload()
        record = library.record("p")
        assert record is not None
        assert record.name == name


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "gone", "pointer", "version"])
def test_a_damaged_index_is_made_anew(make: Make, root: Path, damage: str) -> None:
    make().close()
    folder = Path(kept.folder(str(root)))
    (index,) = folder.glob("index-*.sqlite")
    (pointer,) = folder.glob("current-*")
    if damage == "cut":
        index.write_bytes(index.read_bytes()[:5000])
    elif damage == "noise":
        index.write_bytes(b"no database at all" * 500)
    elif damage == "empty":
        index.write_bytes(b"")
    elif damage == "gone":
        index.unlink()
    elif damage == "pointer":
        pointer.write_text("../../elsewhere")
    else:
        with sqlite3.connect(index) as connection:
            connection.execute("PRAGMA user_version = 99")
    library = Library(str(root))
    assert library.record("ana-ruiz") is not None
    assert library.counts["person"] == 1


def test_without_a_place_for_it_the_index_is_in_memory(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tui.library.sync.os.makedirs", refuse)
    assert make().counts["person"] == 1


def test_an_update_that_is_broken_off_leaves_the_old_index(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)  # else a library made just now is built anew
    before = dump(make())
    write(root, {"people/b.md": GOOD, "people/c.md": GOOD})
    read = reader.read

    def stop(absolute: str, path: str, *rest: object) -> object:
        if path.endswith("c.md"):
            raise KeyboardInterrupt
        return read(absolute, path, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(reader, "read", stop)
        with pytest.raises(KeyboardInterrupt):
            Library(str(root))
    (path,) = Path(kept.folder(str(root))).glob("index-*.sqlite")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT path FROM file").fetchall() == [("people/ana-ruiz.md",)]
    assert len(before["file"]) == 1


def test_a_reader_keeps_its_answers_while_the_index_is_made_anew(make: Make, root: Path) -> None:
    reading = make()
    write(root, {"people/b.md": GOOD})
    rebuilt = Library(str(root), rebuild=True)
    assert (reading.counts["person"], rebuilt.counts["person"]) == (1, 2)
    assert reading.record("ana-ruiz") is not None


def test_yaml_is_loaded_only_when_a_file_changed(make: Make, root: Path) -> None:
    make().close()
    for file in root.rglob("*.*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    code = "import sys; from tui.library.facade import Library; "
    code += f"print(Library({str(root)!r}).counts['person'], 'yaml' in sys.modules)"
    outputs = []
    for _ in range(3):  # a file changed just now is looked at twice
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        outputs.append(done.stdout.split())
    (root / "people" / "b.md").write_text(GOOD)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert outputs[2] == ["1", "False"]
    assert done.stdout.split() == ["2", "True"]


def test_a_row_that_is_taken_out_while_a_list_is_read_is_left_out(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make({"articles/a.md": "---\ntitle: Bridge\npublished: 2020\n---\nText.\n"})
    newest = Found.newest
    monkeypatch.setattr(Found, "newest", lambda *given: iter([1 << 40, *newest(*given)]))
    rows = library.rows("article", "date", 0, 5, parse("text"))
    assert [row.ref for row in rows] == ["a"]
