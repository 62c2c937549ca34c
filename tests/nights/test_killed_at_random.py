"""`kill -9` at random moments of all that is written: the next start works, and nothing is lost.

The long night: `KILLS=100 KILLS_SEED=7 python -m pytest tests/nights/test_killed_at_random.py`.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from tests.browser.libraries import small
from tests.browser.libraries import write as write_small
from tests.journeys.stories import is_ready, start, title
from tests.library.conftest import GOOD, make, own_folders, root, write
from tests.library.test_index import dump
from tests.library.test_killed import left_over, prepared, sort
from tests.library.test_unlinked import page
from tui.core.bookmarks import Bookmark
from tui.library import bookmarks, kept, new, unlinked
from tui.library.facade import Library

__all__ = ["make", "own_folders", "root", "sort"]  # fixtures

KILLS = int(os.environ.get("KILLS", "2"))
SEED = int(os.environ.get("KILLS_SEED", "1"))

Told = Callable[[int], object]
Work = Callable[[], object]


def moments(name: str) -> list[float]:
    """When to kill, as shares of the time that the work takes: the same for the same seed."""
    chance = random.Random(f"{SEED} {name}")
    return [chance.random() for _ in range(KILLS)]


def killed(work: Callable[[Told], object], after: float) -> tuple[float, int]:
    """Do work in a process that the system ends after so many seconds, without a warning.

    How long it took, and the last number that it told.
    """
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, max(after, 1e-6))
        try:
            work(lambda number: os.write(writing, b"%d\n" % number))
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="ascii") as pipe:
        told = pipe.read().split()
    os.waitpid(child, 0)
    return time.monotonic() - began, int(told[-1]) if told else -1


LONG = 120.0  # seconds: in a long night, the machine may be stopped for a while
WRITERS = ("tui/library/exact.py", "tui/library/state.py")


def test_an_index(root: Path, sort: str) -> None:
    """Made first, made anew, changed in place, beside the old one, and shared."""
    write(root, {"people/ana-ruiz.md": GOOD})
    more = {f"people/m{number}.md": GOOD for number in range(60)}

    def work(_: Told) -> None:
        write(root, dict(more))
        Library(str(root), rebuild=sort == "anew", refresh=True, tend=True).close()

    prepared(root, sort)
    takes, _ = killed(work, LONG)
    folder = root / kept.SHARED if sort == "shared" else Path(kept.folder(str(root)))
    for moment in moments(sort):
        prepared(root, sort)
        killed(work, takes * moment)
        write(root, dict(more))
        library = Library(str(root), refresh=True)
        assert library.index.note == ""
        found = dump(library)
        library.close()
        write(root, {"people/d.md": GOOD})
        Library(str(root)).close()
        assert left_over(folder) == [], moment
        (root / "people/d.md").unlink()
        anew = Library(str(root), rebuild=True)
        times: dict[str, list[tuple[object, ...]]] = {"folder": [], "file": []}
        assert {**found, **times} == {**dump(anew), **times}, moment
        anew.close()


def test_what_the_reader_keeps(root: Path) -> None:
    """Bookmarks, trail, searches, choices and theme: all that was kept before is there."""
    write(root, {"people/ana-ruiz.md": GOOD})
    names = ["trail", "searches", "choices"]

    def work(told: Told) -> None:
        library = Library(str(root))
        for number in itertools.count():
            bookmarks.toggle(library, Bookmark("ana-ruiz", "passage", words=f"{number}"))
            for name in names:
                library.save_state(name, {"number": number, "more": ["x" * 50] * 300})
            library.save_state("theme", {"number": number}, everywhere=True)
            told(number)

    folder = Path(os.environ["ONRECORD_STATE"])
    for moment in moments("state"):
        shutil.rmtree(folder, ignore_errors=True)
        _, last = killed(work, 0.15 + moment * 0.2)
        library = Library(str(root))
        assert len(bookmarks.load(library)) in (last + 1, last + 2)
        kept_now = [library.load_state(name) for name in names]
        kept_now.append(library.load_state("theme", everywhere=True))
        for value in kept_now:
            assert (value or {"number": -1})["number"] in (last, last + 1)
        for one in folder.rglob("*.json.*"):
            os.utime(one, (1e9, 1e9))
        for name in ("bookmarks", *names):
            library.save_state(name, [])
        library.save_state("theme", "", everywhere=True)
        assert list(folder.rglob("*.json.*")) == []
        library.close()


def stopped(work: Work, last: int) -> int:
    """Do work in a process that is killed before step `last` of it; how many steps it has, if it
    comes to its end.

    A step: a function of the interpreter or the system, called where files are written. Times would
    hardly ever fall in between.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0

        def step(frame: FrameType, event: str, _: object) -> None:
            nonlocal steps
            if event == "c_call" and frame.f_code.co_filename.endswith(WRITERS):
                steps += 1
                if steps == last:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(step)
        try:
            work()
        finally:
            sys.setprofile(None)
            os.write(writing, b"%d" % steps)
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="ascii") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return int(told or 0)


def links(library: Library) -> Work:
    found = page(library)
    return lambda: unlinked.link(library, found, 0)


def makes(library: Library) -> Work:
    return lambda: new.make(library.root, "person", "new-one")


def keeps(library: Library) -> Work:
    def work() -> None:
        for name in ("trail", "searches"):
            library.save_state(name, ["new", "x" * 99])

    return work


@pytest.mark.parametrize("kind", [links, makes, keeps])
def test_what_is_the_user_s(root: Path, kind: Callable[[Library], Work]) -> None:
    """At each step each file is as it was or as it is to be; and the work can be done once more.

    Of renaming: see `tests/library/test_killed.py`.
    """
    text = "---\ntitle: T\npeople: [ana-ruiz]\n---\nSo said Ana Ruiz.\n"
    state = Path(os.environ["ONRECORD_STATE"])

    def contents() -> dict[str, bytes]:
        files = [*root.rglob("*.md"), *state.rglob("*.json")]
        return {str(one): one.read_bytes() for one in files if not one.name.startswith(".")}

    def prepare() -> None:
        for folder in (root, state):
            shutil.rmtree(folder, ignore_errors=True)
        write(root, {"people/ana-ruiz.md": GOOD, "articles/a.md": text, "articles/b.md": text})
        for name in ("trail", "searches"):
            library.save_state(name, ["old"])

    write(root, {"people/ana-ruiz.md": GOOD, "articles/a.md": text, "articles/b.md": text})
    library = Library(str(root))
    prepare()
    before, work = contents(), kind(library)
    steps = stopped(work, 0)
    after = contents()
    halves = 0
    for step in range(1, steps + 1):
        prepare()
        assert stopped(work, step) == 0
        now = contents()
        for path, raw in now.items():
            assert raw in (before.get(path), after.get(path)), (step, path)
        assert now.keys() >= before.keys() & after.keys(), step
        assert len(now) >= len(before), step
        if now not in (before, after):
            halves += 1
            stopped(kind(Library(str(root), refresh=True)), 0)
            assert contents() == after, step
    assert steps > 5
    assert halves or kind in (links, makes)


OPEN = "The bridge is open"
EDITOR = """\
import os, sys
path = sys.argv[1]
text = open(path).read()
open(path + "~", "w").write(text.replace("is open", "is shut"))
os.replace(path + "~", path)
"""


def test_the_way_back_from_the_editor(tmp_path: Path) -> None:
    """The file is as the editor left it, the trail is whole, and the browser opens there again."""
    editor = tmp_path / "editor.py"
    editor.write_text(EDITOR)
    for moment in moments("editor")[: max(1, KILLS // 4) if KILLS < 100 else KILLS]:
        shutil.rmtree(tmp_path / "library", ignore_errors=True)
        library = write_small(tmp_path / "library", small())
        file = library / "articles/bridge.md"
        before = file.read_text()
        env = {"EDITOR": f"python3 {editor}"}
        with start(tmp_path, "bridge", library=library, env=env) as terminal:
            terminal.wait_for(lambda screen: is_ready(screen) and title(screen) == OPEN, LONG)
            terminal.press("m")
            terminal.wait_for("Bookmarked ", LONG)
            terminal.press("e")
            time.sleep(moment * 0.6)
            terminal.signal(signal.SIGKILL)
            terminal.wait_exit()
        assert file.read_text() in (before, before.replace("is open", "is shut"))
        for one in (tmp_path / "STATE").rglob("*.json"):
            json.loads(one.read_text())
        shown = "is shut" if "is shut" in file.read_text() else "is open"
        with start(tmp_path, library=library) as terminal:
            terminal.wait_for(lambda screen: title(screen) == f"The bridge {shown}", LONG)  # noqa: B023
            terminal.send("'")
            terminal.wait_for("● 1 bookmark", LONG)
            terminal.press("q")
            assert terminal.wait_exit() == 0
        shutil.rmtree(tmp_path / "STATE")
