"""`index`: what it says where the index can’t be kept, and that this is a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.test_bad_days import full
from tests.library.test_looking import settle
from tests.shell.conftest import no_browser
from tests.shell.libraries import write
from tui.library import sync
from tui.library.facade import share
from tui.shell.main import main


@pytest.fixture
def root(tmp_path: Path, places: dict[str, str]) -> Path:
    people = {f"people/p{number}.md": "---\nname: P\n---\n" for number in range(30)}
    root = write(tmp_path / "library", {"library.yaml": "format: 1\n", **people})
    settle(root)
    return root


@pytest.mark.parametrize("before", ["nothing", "an index", "a shared one"])
def test_no_room(root: Path, capfd: pytest.CaptureFixture[str], before: str) -> None:
    command = ["index", "-L", str(root)]
    if before == "a shared one":
        share(str(root))
    if before != "nothing":
        assert main(command, no_browser) == 0
        (root / "people" / "new.md").write_text("---\nname: New\n---\n")
    with full(4096):
        assert main(command, no_browser) == 2
    first, _, *notes = capfd.readouterr().err.splitlines()[-3:]
    assert "new" in first
    assert len(notes) == 1
    assert notes[0].startswith("onrecord: the ")
    assert " can’t be " in notes[0]
    assert main(command, no_browser) == 0
    assert "can’t" not in capfd.readouterr().err


def test_no_place(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", "/dev/null/nowhere")
    assert sync._SLOW > 0.5
    assert main(["index", "-L", str(root)], no_browser) == 2
    assert "$ONRECORD_CACHE may name another folder" in capfd.readouterr().err
    assert main(["list", "people", "-L", str(root)], no_browser) == 0
    assert capfd.readouterr().err == ""
