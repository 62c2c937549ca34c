"""Twenty readers and a writer.

The long night: `CROWD_SECONDS=600 python -m pytest tests/nights/test_crowd.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.browser.libraries import small, write
from tests.library.conftest import own_folders
from tui.core.query import parse
from tui.library.facade import Library

from .crowd import night

__all__ = ["own_folders"]  # fixtures

SECONDS = float(os.environ.get("CROWD_SECONDS", "2"))


def test_who_looks_sees_what_was_written_before(tmp_path: Path) -> None:
    done = night(tmp_path, SECONDS, 20 if SECONDS > 60 else 4, int(os.environ.get("SEED", "1")))
    assert all(done)


def test_a_search_is_answered_from_one_state(tmp_path: Path) -> None:
    """Another writes in its midst: what was found first is gone before it is looked up."""
    root = write(tmp_path / "library", small())
    library = Library(str(root))
    answers = library.answers
    keys = answers._keys

    def meanwhile(*given: object) -> object:
        found = list(keys(*given))  # type: ignore[arg-type]
        for one in (root / "articles").glob("note-*.md"):
            one.unlink(missing_ok=True)
        Library(str(root), refresh=True).close()
        return iter(found)

    answers._keys = meanwhile  # type: ignore[method-assign, assignment]
    assert len(answers.search(parse("note"), 0, 10)) == 10
    library.reload()
    assert library.search(parse("note"), 0, 10) == []
