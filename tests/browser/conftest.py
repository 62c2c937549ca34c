"""A small library for each test, and folders of the user's that no other test knows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.browser import drawing, strips

from .libraries import small, write


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


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A small library: its folder."""
    return write(tmp_path / "library", small())
