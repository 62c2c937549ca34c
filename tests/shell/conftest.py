"""Libraries that are written once, and command lines run without a process of their own."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.shell.libraries import BROKEN, HOSTILE, SAID, SOUND, write
from tui.core.settings import Settings
from tui.library.facade import Library
from tui.shell.main import main

PLACES = ("ONRECORD_CACHE", "ONRECORD_STATE", "ONRECORD_CONFIG")


class Done(NamedTuple):
    """What a command line printed, and its exit code."""

    out: str
    err: str
    code: int


Call = Callable[..., Done]


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the libraries `sound`, `said`, `broken` and `hostile`."""
    folder = tmp_path_factory.mktemp("libraries")
    each = {"sound": SOUND, "said": SAID, "broken": BROKEN, "hostile": HOSTILE}
    for name, files in each.items():
        write(folder / name, files)
    return folder


@pytest.fixture
def places(libraries: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment: folders of the tests' own, no terminal, no library but the one here."""
    environment = {name: str(libraries / name.lower()) for name in PLACES}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for name in ("ONRECORD_LIBRARY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return environment


@pytest.fixture
def onrecord(
    places: dict[str, str],
    libraries: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Call:
    """Runs a command line in the folder of the library `sound`, or another one."""

    def call(line: str, library: str = "sound") -> Done:
        monkeypatch.chdir(libraries / library)
        code = main(shlex.split(line), no_browser)
        out, err = capfd.readouterr()
        return Done(out, err, code)

    return call


def no_browser(
    library: Library, settings: Settings, ref: str | None, mouse: bool, ascii_only: bool
) -> int:
    """Stands for the browser, where none may be opened."""
    raise AssertionError(f"the browser was opened at {ref}")
