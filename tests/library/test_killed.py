"""A writer that is killed at any moment: what comes next is right, and nothing is left over."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.library.test_looking import settle
from tui.library import disk, exact, kept, rewrite, sync
from tui.library.facade import Library, share
from tui.library.index import database

from .conftest import GOOD, Make, write
from .test_index import dump

Work = Callable[[], object]

FILES: dict[str, str | bytes] = {
    "people/b.md": "---\nname: B\n---\n",
    "articles/a.md": "---\ntitle: A\nquotes: [{text: we go, speaker: b}]\n---\n“We go”, “we go”.\n",
    "people/c.md": GOOD,
}
MOMENTS = 12  # of each sort of writing


def lived(work: Work, last: int) -> int:
    """How many steps `work` has; run in a process of its own, which is killed before step `last`.

    A step: a statement to SQLite, or a file opened, renamed or taken away.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0

        def step(*_: object) -> None:
            nonlocal steps
            steps += 1
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)

        def audit(event: str, _: object) -> None:
            if event in ("open", "os.rename", "os.remove", "os.truncate", "os.chmod"):
                step()

        connect = database.connect

        def watched(*given: object, **named: object) -> object:
            connection = connect(*given, **named)  # type: ignore[arg-type]
            connection.set_trace_callback(step)
            return connection

        database.connect = watched  # type: ignore[assignment]
        sys.addaudithook(audit)
        try:
            work()
        finally:
            count = steps
            os.write(writing, str(count).encode())
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    assert os.waitpid(child, 0)[1] == (0 if said else signal.SIGKILL)
    return int(said or 0)


def left_over(folder: Path) -> list[str]:
    """What stands in a folder of indexes and is of no use."""
    current = kept.current(str(folder))
    useful = (current, f"current-{database.VERSION}", f"lock-{database.VERSION}", ".gitignore")
    log = (f"{current}-wal", f"{current}-shm")
    return [one.name for one in folder.iterdir() if one.name not in (*useful, *log)]


@pytest.fixture(params=["first", "anew", "in place", "beside", "shared"])
def sort(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)
    if request.param == "beside":
        monkeypatch.setattr(sync, "MOST", 0)
    return str(request.param)


def prepared(root: Path, sort: str) -> None:
    """The library as it was before the writer came, and what it will find."""
    for one in [*root.rglob("*.md"), *Path(kept.folder(str(root))).glob("*")]:
        one.unlink()
    for one in (root / kept.SHARED).glob("*"):
        one.unlink()
    write(root, {"people/ana-ruiz.md": GOOD, "people/gone.md": GOOD, "people/b.md": GOOD})
    if sort == "shared":
        share(str(root))
    if sort != "first":
        Library(str(root), tend=True).close()
    write(root, FILES)
    (root / "people/gone.md").unlink()


def test_killed_at_any_moment(make: Make, root: Path, sort: str) -> None:
    make().close()
    settle(root)
    folder = root / kept.SHARED if sort == "shared" else Path(kept.folder(str(root)))

    def work() -> None:
        Library(str(root), rebuild=sort == "anew").close()

    prepared(root, sort)
    steps = lived(work, 0)
    assert steps > MOMENTS
    every = {1 + number * (steps - 1) // (MOMENTS - 1) for number in range(MOMENTS)}
    for moment in sorted(every | set(range(max(steps - 8, 1), steps + 1))):
        prepared(root, sort)
        assert lived(work, moment) == 0, moment
        library = Library(str(root))
        assert library.index.note == ""
        assert library.index.path.startswith(str(folder))
        found, problems = dump(library), library.problems()
        library.close()
        write(root, {"people/d.md": GOOD})
        Library(str(root)).close()  # the next one that writes
        assert left_over(folder) == [], moment
        (root / "people/d.md").unlink()
        anew = Library(str(root), rebuild=True)
        times: dict[str, list[tuple[object, ...]]] = {"folder": []}
        assert {**found, **times} == {**dump(anew), **times}, moment
        assert anew.problems() == problems
        anew.close()


def records(root: Path) -> dict[str, str]:
    """The text of every file in a library, those that are on their way left out."""
    return {
        str(one.relative_to(root)): one.read_text()
        for one in root.rglob("*")
        if one.is_file() and not one.name.startswith(".")
    }


def test_a_rename_that_is_killed_is_done_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before every step: each file is as it was or as it will be, and the same command ends it."""
    monkeypatch.setattr(exact, "_LEFT", 0.0)
    files: dict[str, str | bytes] = {
        "people/b.md": "---\nname: B\n---\nBorn of [[b]].\n",
        **{f"articles/{n}/a{n}.md": f"---\ntitle: A{n}\n---\n[[b|Bo]], {n}.\n" for n in range(3)},
    }

    def lived_until(step: int) -> int:
        shutil.rmtree(root, ignore_errors=True)
        write(root, files)
        library = Library(str(root), refresh=True)
        library.save_state("bookmarks", [{"ref": "b"}])
        return lived(rewrite.plan(library, "b", "bo").apply, step)

    steps = lived_until(0)
    before = {"library.yaml": records(root)["library.yaml"], **files}
    after = records(root)
    halves = 0
    for moment in range(1, steps + 1):
        lived_until(moment)
        found = records(root)
        halves += found not in (before, after)
        assert found.keys() in (before.keys(), after.keys()), moment
        assert set(found.values()) <= {*before.values(), *after.values()}, moment
        library = Library(str(root), refresh=True)
        assert sorted(one.id for one in library.records("article")) == ["a0", "a1", "a2"]
        if library.record("b") is not None:
            assert rewrite.plan(library, "b", "bo").apply() == "", moment
        library.reload()
        assert records(root) == after, moment
        assert library.problems() == []
        assert library.load_state("bookmarks") == [{"ref": "bo"}]
        library.close()
        for path in after:  # the next one that writes into each folder
            exact.put(str(root / path), after[path].encode(), over=True)
        assert not list(root.rglob(".onrecord-*")), moment
    assert halves >= 3
