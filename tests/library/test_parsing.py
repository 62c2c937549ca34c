"""Files that helpers read come as they would without them, whatever happens to the helpers."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

import pytest

from tests.bench.library import generate
from tui.library import parsing
from tui.library.disk import RecordFile
from tui.library.index.rows import Rows


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[parsing.Reading, list[RecordFile]]:
    root = tmp_path_factory.mktemp("many") / "library"
    generate(root, 40)
    kinds = {"articles": "article", "people": "person"}
    paths = [
        (path.relative_to(root).as_posix(), kind)
        for folder, kind in kinds.items()
        for path in sorted((root / folder).rglob("*.md"))
    ]
    return parsing.Reading(str(root), "en", []), [RecordFile(*one, "") for one in paths]


@pytest.mark.parametrize("told", [0, 20, 1000], ids=["at first", "on the way", "never"])
def test_helpers_may_end(
    files: tuple[parsing.Reading, list[RecordFile]], monkeypatch: pytest.MonkeyPatch, told: int
) -> None:
    reading, listed = files
    alone = list(parsing.read_all(reading, listed, count(7)))
    assert [one.file for one in alone] == list(range(7, 7 + len(listed)))
    monkeypatch.setattr(parsing, "_MANY", 1)
    monkeypatch.setattr(parsing, "_helpers", lambda: 2)
    started: list[parsing._Helper] = []
    start = parsing._Helper.__init__

    def watched(self: parsing._Helper, reading: parsing.Reading) -> None:
        start(self, reading)
        started.append(self)

    monkeypatch.setattr(parsing._Helper, "__init__", watched)
    beside = []
    for number, rows in enumerate(parsing.read_all(reading, listed, count(7))):
        if number == told:
            started[1]._process.kill()
        beside.append(rows)
    assert len(started) == 2
    assert all(helper._process.poll() is not None for helper in started)
    as_values = [[getattr(one, name) for name in Rows.__slots__] for one in alone]
    assert [[getattr(one, name) for name in Rows.__slots__] for one in beside] == as_values


def test_nothing_is_taken_from_the_folder_of_the_user(
    files: tuple[parsing.Reading, list[RecordFile]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "yaml.py").write_text("open('ran', 'w')\nraise SystemExit\n")
    monkeypatch.chdir(tmp_path)
    reading, listed = files
    helper = parsing._Helper(reading)
    helper.ask([(1, listed[0].path, "article")])
    assert [one.file for one in helper.answer()] == [1]
    helper.close()
    assert os.listdir(tmp_path) == ["yaml.py"]
