"""The user's folders are those that platformdirs names."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from tui.library import places


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("what", ["config", "state", "cache"])
@pytest.mark.parametrize("value", [None, "", "/somewhere", "relative/path", " "])
def test_folders(what: str, value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"ONRECORD_{what.upper()}")
    variable = f"XDG_{what.upper()}_HOME"
    if value is None:
        monkeypatch.delenv(variable, raising=False)
    else:
        monkeypatch.setenv(variable, value)
    named = getattr(platformdirs, f"user_{what}_dir")("onrecord", appauthor=False)
    assert places.folder(what) == named


def test_which_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_LIBRARY", raising=False)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert Path(places.choose_library(None)).name in ("data", "sample")
    (tmp_path / "a" / "library.yaml").write_text("format: 1\n")
    assert places.choose_library(None) == str(tmp_path / "a")
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "env"))
    assert places.choose_library(None) == str(tmp_path / "env")
    assert places.choose_library(str(tmp_path / "named")) == str(tmp_path / "named")
