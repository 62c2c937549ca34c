"""The process that indexes a new library while a part of it is read, and what is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.library import kept, part, sync
from tui.library.building import Building

from .conftest import GOOD, write

PEOPLE, ARTICLES = 300, 40

# Who opens a library, says so, and has no time to leave in order.
OPENS = """
import os, signal, sys
from tui.library import building, part
one = building.Building(sys.argv[1], part.begin(sys.argv[1]).path)
while not one.listen():
    pass
os.kill(one._process.pid, signal.SIGSTOP)  # until nobody is there any more
print(one._process.pid, flush=True)
signal.pause()
"""


def until(question: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not question():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def root(root: Path) -> Path:
    write(root, {f"people/p{number:03}.md": GOOD for number in range(PEOPLE)})
    text = "---\ntitle: T\npublished: 2024-01-{:02}\n---\n[[p{:03}]] and [[nobody]]\n"
    for number in range(ARTICLES):
        day = number % 28 + 1
        write(root, {f"articles/2024-{day:02}-a{number}.md": text.format(day, number)})
    return root


def files(root: Path) -> list[str]:
    """The indexes there are, whole or not, and what lies beside them."""
    return sorted(one.name for one in Path(kept.folder(str(root))).glob("index-*"))


def test_a_library_of_few_files_is_indexed_at_once(root: Path) -> None:
    for one in (root / "articles").iterdir():
        one.unlink()
    assert part.begin(str(root)) is None


def test_a_part_first_and_then_the_whole(root: Path) -> None:
    index = part.begin(str(root))
    assert index is not None
    assert part.is_one(index)
    building = Building(str(root), index.path)
    seen: list[tuple[int, int]] = []

    def ended() -> bool:
        if building.listen():
            # Whoever reads finds every record that what is there names, at each moment.
            named = [link for link in index.troubled(None).broken_links() if link[2] != "nobody"]
            assert named == []
            seen.append((building.part, building.done))
        return building.ended

    until(ended)
    building.stop()
    assert (building.failed, building.total) == ("", PEOPLE + ARTICLES)
    assert seen == sorted(seen)
    assert index.counted("article") == ARTICLES
    whole = sync.as_it_is(str(root), index.path)
    assert whole is not None
    assert (whole.counted("person"), whole.counted("article")) == (PEOPLE, ARTICLES)
    assert not part.is_one(whole)
    part.discard(str(root), index.path)
    index.close()
    whole.close()
    assert len({name.partition(".")[0] for name in files(root)}) == 1


def test_stopped_it_leaves_nothing(root: Path) -> None:
    index = part.begin(str(root))
    assert index is not None
    building = Building(str(root), index.path)
    until(building.listen)
    building.stop()
    part.discard(str(root), index.path)
    index.close()
    assert sync.as_it_is(str(root)) is None
    assert files(root) == []


def test_it_ends_with_whoever_started_it_and_leaves_nothing(root: Path) -> None:
    reader = subprocess.Popen([sys.executable, "-c", OPENS, str(root)], stdout=subprocess.PIPE)
    with reader:
        assert reader.stdout is not None
        building = int(reader.stdout.readline())
        assert files(root) != []
        reader.send_signal(signal.SIGKILL)
    os.kill(building, signal.SIGCONT)
    until(lambda: files(root) == [])
