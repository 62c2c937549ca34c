"""What has changed in a library, as whoever reads it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tui.library import news
from tui.library.facade import Library

from .conftest import GOOD, Make, write
from .test_looking import settle

ARTICLE = "---\ntitle: A\npublished: 2024\n---\n"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        ({"article": [2, 1, 1]}, "2 articles new, 1 changed, 1 gone"),
        ({"article": [1_000, 0, 0]}, "1,000 articles new"),
        ({"person": [0, 2, 0]}, "2 people changed"),
        ({"article": [0, 1, 0], "place": [0, 0, 1]}, "1 article changed, 1 place gone"),
        (
            {"article": [2, 1, 0], "person": [1, 0, 0], "event": [1, 0, 0]},
            "2 articles, 1 person and 1 event new, 1 article changed",
        ),
    ],
)
def test_words(counts: news.Counts, words: str) -> None:
    assert news.in_words(counts) == words


def edit(root: Path) -> None:
    write(root, {"people/ana-ruiz.md": GOOD.replace("A person", "Another text")})


def move(root: Path) -> None:
    (root / "people/old").mkdir()
    (root / "people/ana-ruiz.md").rename(root / "people/old/ana-ruiz.md")


def rename(root: Path) -> None:
    (root / "people/ana-ruiz.md").rename(root / "people/eva.md")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda root: write(root, {"articles/b.md": ARTICLE}), "1 article new"),
        (lambda root: (root / "articles/a.md").unlink(), "1 article gone"),
        (edit, "1 person changed"),
        (move, "1 person changed"),
        (rename, "1 person new, 1 gone"),
        (lambda root: write(root, {"people/notes.txt": "no record"}), ""),
    ],
)
@pytest.mark.parametrize("by", ["this", "another"])
def test_what_changed_is_told(
    make: Make, root: Path, by: str, change: Callable[[Path], object], words: str
) -> None:
    """Also where another program took it in, in several steps."""
    make({"articles/a.md": ARTICLE}).close()
    settle(root)
    Library(str(root)).close()
    library = Library(str(root), at_once=True)
    assert library.take_in() is None
    write(root, {"places/p.md": GOOD})
    Library(str(root)).close()
    change(root)
    if by == "another":
        Library(str(root)).close()
    else:
        from tui.library import compare, sync

        sync.look(library.index, library.root, compare.FILES, 0)
    counts = library.take_in()
    assert counts is not None
    assert counts.pop("place") == [1, 0, 0]
    assert news.in_words(counts) == words
    assert library.take_in() is None
    library.close()


@pytest.mark.parametrize("rebuild", [False, True], ids=["many changes", "another index"])
def test_what_is_too_long_ago_is_told_by_numbers(make: Make, root: Path, rebuild: bool) -> None:
    make({"articles/a.md": ARTICLE}).close()
    settle(root)
    Library(str(root)).close()
    library = Library(str(root), at_once=True)
    for number in range(1 if rebuild else 25):
        write(root, {f"articles/b{number}.md": ARTICLE})
        Library(str(root), rebuild=rebuild).close()
    (root / "people/ana-ruiz.md").unlink()
    Library(str(root), rebuild=rebuild).close()
    told = "1 article new, 1 person gone" if rebuild else "25 articles new, 1 person gone"
    assert news.in_words(library.take_in() or {}) == told
    assert library.count("person") == 0
    library.close()
