"""Pages of records to which many others lead: the newest of them are read, the rest is counted."""

from __future__ import annotations

import pytest

from tui.library import links
from tui.library.facade import Library

from .conftest import Make


def _groups(library: Library) -> list[tuple[str, int, list[str]]]:
    page = library.page("ana")
    assert page is not None
    return [(one.title, one.count, [item.ref for item in one.items]) for one in page.groups]


def test_many_links_are_told_as_few_are(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"people/ana.md": "---\nname: Ana\nrelations: [{relation: self, to: ana}]\n---\n"}
    for number in range(9):
        quote = "quotes: [{text: It is so, speaker: ana}, {text: so, speaker: ana}]"
        files[f"articles/a{number}.md"] = (
            f"---\ntitle: T\npublished: 202{number}\n{quote}\n---\nIt is so. [[ana]] [[ana]] so\n"
        )
    files["events/gala.md"] = "---\nname: Gala\nparticipants: [ana]\n---\n"
    files["places/town.md"] = "---\nname: Town\n---\n[[ana]]\n"
    library = make(files)
    few = _groups(library)
    assert ("Mentioned in", 11) in [one[:2] for one in few]
    monkeypatch.setattr(links, "MANY", 2)
    assert _groups(library) == few
    monkeypatch.setattr(links, "LIMIT", 4)
    cut = _groups(library)
    assert [one[:2] for one in cut] == [one[:2] for one in few]
    for (_, _, some), (_, _, whole) in zip(cut, few, strict=True):
        assert some == whole[:4]
