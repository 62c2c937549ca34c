"""The user's folders are those that platformdirs names."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from tui.core.settings import Settings
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


def test_libraries_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings()
    settings.libraries = {"news": "~/kept", "beat": str(tmp_path / "beat")}
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ONRECORD_LIBRARY", raising=False)
    here = tmp_path / "here"
    (here / "news").mkdir(parents=True)
    monkeypatch.chdir(here)
    kept = str(tmp_path / "home" / "kept")
    assert places.choose_library("news", settings) == kept
    assert places.choose_library("beat", settings) == str(tmp_path / "beat")
    assert places.choose_library("other", settings) == str(here / "other")
    monkeypatch.setenv("ONRECORD_LIBRARY", "news")
    assert places.choose_library(None, settings) == kept
    assert places.choose_library(None) == str(here / "news")
    (here / "news" / "library.yaml").write_text("format: 1\n")  # then it is a library by its path
    assert places.choose_library("news", settings) == str(here / "news")
    monkeypatch.delenv("ONRECORD_LIBRARY")
    assert Path(places.choose_library(None, settings)).name in ("data", "sample")
    settings.library = "news"
    assert places.choose_library(None, settings) == kept
    settings.library = "~/own"
    assert places.choose_library(None, settings) == str(tmp_path / "home" / "own")
    (here / "library.yaml").write_text("format: 1\n")
    assert places.choose_library(None, settings) == str(here)
    known = places.libraries(settings)
    assert list(known)[:2] == ["news", "beat"]
    assert len(known) == 3
    settings.libraries["mine"] = places.sample_library()
    assert list(places.libraries(settings)) == ["news", "beat", "mine"]
