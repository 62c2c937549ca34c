"""A library from a few files, with folders of the user's that no other test knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.library.facade import Library

Make = Callable[..., Library]

GOOD = "---\nname: Ana Ruiz\naliases: [アナ]\nweak_aliases: Ruiz\n---\nA person.\n"


def write(root: Path, files: dict[str, str | bytes]) -> None:
    """Put files into a library's folder; `library.yaml` unless it is among them."""
    root.mkdir(parents=True, exist_ok=True)
    if not (root / "library.yaml").exists():
        files = {"library.yaml": "format: 1\nname: Test\n", **files}
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for what in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"ONRECORD_{what}", str(tmp_path / what))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def make(root: Path) -> Make:
    """Write files (given by path) beside the person ana-ruiz, and open the library."""

    def opened(files: dict[str, str | bytes] | None = None) -> Library:
        write(root, {"people/ana-ruiz.md": GOOD, **(files or {})})
        return Library(str(root))

    return opened
