"""The counts of problems follow the files: after any change they are those of the whole library."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from tui.core.problems import ERROR
from tui.library import check, disk, sync
from tui.library.facade import Library
from tui.library.index.troubled import Row, Troubled

from .conftest import Make, write

# Ids that are the same but for their case, or for how their accents are written, and one of none.
IDS = ["a", "A", "é", "e\u0301", "É", "b", "straße", "STRASSE", "nobody"]
FOLDERS = ["articles", "articles/2024", "people", "people/x", "places", "events"]

FRONTS = [
    "people: [{}]\n",
    "places: [{}]\n",
    "events: {}\n",
    "within: {}\n",
    "quotes:\n  - text: we go\n    id: own\n    speaker: {}\n  - text: no, we stay\n",
    "quotes:\n  - text: not there\n",
    "publised: 2020\n",
    "topics: [\n",
    "",
]
BODIES = ["[[{}]]", "[[{}#q1]]", "[[{}#q2]]", "[[{}#own]]", "“we go”, “no, we stay”.", ""]


def content(chance: random.Random) -> bytes:
    if chance.random() < 0.1:
        return chance.choice([b"", b"\xff\xfe\x00", b"---\nname: \xe9\n---\n", b"no front matter"])
    front = "".join(chance.choices(FRONTS, k=3)).format(*chance.choices(IDS, k=6))
    body = " ".join(chance.choices(BODIES, k=4))
    text = f"---\ntitle: T\nname: N\n{front}---\n{body.replace('{}', chance.choice(IDS))}\n"
    return text.encode()


def changed(root: Path, chance: random.Random) -> None:
    """Add, edit, move or remove files or folders, or put something there that can't be read."""
    folder = root / chance.choice(FOLDERS)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{chance.choice(IDS[:-1])}.md"
    match chance.choice(["put"] * 8 + ["remove"] * 3 + ["move", "link", "name", "tree"]):
        case "put" if not file.is_symlink():
            file.write_bytes(content(chance))
        case "remove":
            file.unlink(missing_ok=True)
        case "move" if file.exists():
            target = root / chance.choice(FOLDERS)
            target.mkdir(parents=True, exist_ok=True)
            file.rename(target / f"{chance.choice(IDS[:-1])}.md")
        case "link" if not file.exists() and not file.is_symlink():
            file.symlink_to(chance.choice(["a.md", "b.md", "/etc/passwd", "."]))
        case "name":
            bad = os.fsencode(folder) + b"/\xff.md"
            if os.path.exists(bad):
                os.unlink(bad)
            else:
                Path(os.fsdecode(bad)).touch()
        case "tree" if chance.random() < 0.3:
            shutil.rmtree(folder)


def counted(library: Library) -> tuple[int, int]:
    """The errors and warnings of the whole library, looked for anew."""
    index = library.index
    kept, between = index.troubles(), check.between(index, index.troubled())
    assert sorted(kept) == sorted(between)
    found = library.problems()
    errors = sum(problem.severity == ERROR for problem in found)
    return errors, len(found) - errors


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each time that troubles were kept, whether everything was looked at."""
    seen: list[bool] = []
    replace = Troubled.replace

    def watched(self: Troubled, rows: Iterable[Row]) -> None:
        seen.append(not self._kept)
        replace(self, rows)

    monkeypatch.setattr(Troubled, "replace", watched)
    return seen


@pytest.mark.parametrize("few", [500, 4])
@pytest.mark.parametrize("seed", range(2))
def test_counts_are_those_of_a_new_index(
    make: Make,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    looks: list[bool],
    seed: int,
    few: int,
) -> None:
    monkeypatch.setattr(check, "_FEW", few)
    monkeypatch.setattr(check, "_PART", 1000)
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)
    chance = random.Random(seed)
    library = make()
    seen = set()
    for step in range(80):
        for _ in range(chance.randrange(1, 4)):
            changed(root, chance)
        library.reload()
        assert library.problem_counts == counted(library), step
        seen.add(library.problem_counts)
    anew = Library(str(root), rebuild=True)
    assert anew.problem_counts == library.problem_counts
    assert anew.problems() == library.problems()
    assert len(seen) > 40
    assert looks.count(False) > 10
    assert few == 500 or looks.count(True) > 20


def test_of_files_that_are_read_again(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, looks: list[bool]
) -> None:
    monkeypatch.setattr(sync, "MANY", 0)  # so that an edit is found only by who asks
    quoted = "---\ntitle: T\nquotes: [{text: we go}]\n---\n“we go”\n"
    library = make({"articles/t.md": quoted, "articles/a.md": "---\ntitle: A\n---\n[[T#q1]]\n"})
    assert library.problem_counts == (0, 0)
    looks.clear()
    write(root, {"articles/t.md": "---\ntitle: T\nwarn: 1\n---\n“we go”\n"})
    assert library.fresh(["articles/t.md"])
    assert library.problem_counts == counted(library) == (1, 1)
    assert looks == [False]


def test_what_a_few_files_can_not_touch_is_not_looked_at(make: Make) -> None:
    front = "title: T\nplaces: [ana-ruiz]\nnonsense: 1\n"
    library = make(
        {
            "articles/a.md": f"---\n{front}---\n[[nobody]] [[ana-ruiz#q1]]\n",
            "articles/x/A.md": "---\ntitle: A\n---\n",
            "events/far.md": "---\nname: Far\n---\n",
        }
    )
    near = {
        path: [
            len(list(rows))
            for troubled in [library.index.troubled([path])]
            for rows in (
                troubled.broken_links(),
                troubled.anchored_links(),
                troubled.wrong_kinds(),
                troubled.twins(),
            )
        ]
        for path in ("articles/a.md", "places/Nobody.md", "people/ana-ruiz.md", "events/far.md")
    }
    assert near == {
        "articles/a.md": [1, 1, 1, 1],
        "places/Nobody.md": [1, 0, 0, 0],
        "people/ana-ruiz.md": [0, 1, 1, 0],
        "events/far.md": [0, 0, 0, 0],
    }
