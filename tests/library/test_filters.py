"""Queries on lists, as the index answers them when files come, change and go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.core import query
from tui.library.facade import Library

from .conftest import Make, write


def article(topics: str, body: str) -> str:
    return f"---\ntitle: A title\ntopics: {topics}\n---\n{body}\n"


def test_a_filter_follows_the_files(make: Make, root: Path) -> None:
    library = make({"articles/a.md": article("Straße", "[[ana-ruiz]]")})

    def found(words: str) -> list[str]:
        wanted = query.parse(words)
        rows = library.rows("article", "date", 0, 9, wanted)
        assert library.count("article", wanted) == len(rows)
        assert [library.position("article", "date", row.ref, wanted) for row in rows] == [
            *range(len(rows))
        ]
        return [row.ref for row in rows]

    assert found("topic:STRASSE about:Ana-Ruiz") == ["a"]
    write(root, {"articles/b.md": article("[x, straße, 曽我]", "[[ANA-ruiz|Ana]]")})
    write(root, {"articles/a.md": article("x", "[[ana-ruiz]]")})
    library.reload()
    assert (found("topic:strasse"), found("topic:x")) == (["b"], ["a", "b"])
    (root / "articles/b.md").unlink()
    library.reload()
    assert (found("topic:strasse"), found("topic:曽我"), found("about:ana-ruiz")) == ([], [], ["a"])
    assert library.position("article", "date", "a", query.parse("topic:none")) is None


@pytest.mark.parametrize("value", ["ana", "a b", "q:r", "ü\tx", "a'b"])
def test_a_field_is_read_back(value: str) -> None:
    parsed = query.parse(f"{query.field('topic', value)} {query.field('about', 'x')}")
    assert [(one.name, one.value) for one in parsed.fields] == [("topic", value), ("about", "x")]


def test_a_library_of_an_older_version_is_read_anew(make: Make, root: Path, tmp_path: Path) -> None:
    make({"articles/a.md": article("x", "")}).close()
    for pointer in (tmp_path / "CACHE").rglob("current-*"):
        pointer.rename(pointer.with_name("current-2"))
    assert Library(str(root)).count("article", query.parse("topic:x")) == 1
