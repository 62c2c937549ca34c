"""Small libraries, and folders of the user's that no other test knows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.browser import drawing, strips

from .libraries import Kept, keep, lent, small, write


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cache and state in the test's folder; no desktop on which a page could be opened."""
    for what in ("cache", "state", "config"):
        monkeypatch.setenv(f"ONRECORD_{what.upper()}", str(tmp_path / what))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "ONRECORD_LIBRARY" not in os.environ
    strips.draw_in("dark")  # what is drawn without an app has the styles of no other test
    drawing.draw_plainly(False)


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory.mktemp("small") / "library", small())


@pytest.fixture
def library(small_library: Kept, tmp_path: Path) -> Iterator[Path]:
    """A small library, indexed, for tests that only read it: its folder."""
    with lent(small_library, tmp_path / "cache") as root:
        yield root


@pytest.fixture
def own_library(tmp_path: Path) -> Path:
    """A small library that the test may change: its folder."""
    return write(tmp_path / "library", small())
