"""What holds for all tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tui.library.facade import Library

# Programs that tests start are compiled once, not at each start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A machine that does much else at the same time is slow, and no test is about that.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample library, indexed, for tests that only read it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_CACHE", str(tmp_path_factory.mktemp("cache")))
        library = Library(str(Path(__file__).parent.parent / "data"))
    yield library
    library.close()
