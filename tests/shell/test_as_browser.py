"""What only the browser showed once: the timeline, unlinked mentions, what a user keeps."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shell.conftest import Call, Done
from tests.shell.libraries import write
from tests.shell.test_schema import check
from tui.core.addresses import split_passage
from tui.library.facade import Library
from tui.library.places import library_folder
from tui.shell.commands import COMMANDS

SAMPLE = Path(__file__).parents[2] / "data"
KEPT = ("bookmarks", "trail", "searches")

FILES = {
    "library.yaml": "format: 1\nname: Kept\n",
    "articles/tide.md": "---\ntitle: The tide\npublished: 2024-05-02\nquotes:\n"
    "- {text: New words}\n- {text: we wait, speaker: ana, said: 2024-05-01}\n---\n"
    "“New words,” and “we wait,” said [[ana|Ana]] in the Harbour.\n\n"
    "The pilot came late. The old *harbour* of Sund was closed.\n",
    "people/ana.md": "---\nname: Ana\n---\n",
    "places/sund.md": "---\nname: The harbour\naliases: Old harbour\n---\nNear the sea.\n",
    "places/sea.md": "---\nname: Sea\n---\nThe old harbour.\n",
}
BOOKMARKS = [
    {"ref": "gone", "kind": "record", "title": "Old name", "when": "2024-05-03T10:00:00+0000"},
    {"ref": "tide", "kind": "passage", "words": "never stood here"},
    {"ref": "tide", "kind": "passage", "words": "The pilot  came"},
    {"ref": "tide#q1", "kind": "quote", "words": "we wait", "when": "2024-06-01T10:00:00+0000"},
    {"ref": "timeline:ana", "kind": "record", "title": "Timeline: Ana", "when": "2024-06-02"},
    {"ref": "ana", "kind": "record", "when": "2024-06-02"},
    {"of": "a later version"},
]
TRAIL = {
    "places": [
        {"list": "articles", "filter": "by:ana", "ref": "tide"},
        {"pane": "reader", "ref": "tide#q1", "marked": "we wait"},
        {"pane": "linked", "ref": "ana"},
        {"pane": "reader", "ref": "gone"},
        {"pane": "reader", "ref": "timeline:ana"},
        {"list": "search", "filter": "old harbour"},
    ],
    "at": 2,
}
SEARCHES = {"past": ["by:ana", "old harbour"], "saved": {"Pilots": "pilot -late"}}

Keep = Callable[[str, str], Path]


@pytest.fixture
def root(tmp_path: Path, places: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library, the current folder, and a user who keeps nothing of it yet."""
    monkeypatch.setenv("ONRECORD_STATE", str(tmp_path / "state"))
    return write(tmp_path / "library", FILES)


@pytest.fixture
def ask(root: Path, onrecord: Call) -> Call:
    return lambda line: onrecord(f"{line} -L {shlex.quote(str(root))}")


@pytest.fixture
def keep(root: Path) -> Keep:
    """Writes what the browser would keep under a name."""

    def write_state(name: str, text: str) -> Path:
        file = Path(library_folder("state", str(root)), f"{name}.json")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    return write_state


@pytest.mark.parametrize("ref", ["", "hitomi-soga", "stockholm-agreement", "soga-letter#q1"])
def test_a_timeline_has_every_row_of_the_browser(onrecord: Call, ref: str) -> None:
    page = Library(str(SAMPLE)).page(f"timeline:{ref}")
    assert page is not None
    blocks = [block for block in page.document.blocks if block.kind == "row"]
    rows = [run.target for block in blocks for run in block.runs if run.target]
    done = onrecord(f"timeline '{ref}' -f json -L '{SAMPLE}'".replace("''", ""))
    refs = [one["ref"] for one in json.loads(done.out)]
    assert refs == rows
    assert len(refs) > 1


@pytest.mark.parametrize("ref", ["north-korea", "stockholm", "tokyo"])
def test_mentions_are_those_of_the_browser(onrecord: Call, ref: str) -> None:
    page = Library(str(SAMPLE)).page(f"unlinked:{ref}")
    assert page is not None
    done = onrecord(f"unlinked {ref} -f json -L '{SAMPLE}'")
    found = [(one["id"], one["words"]) for one in json.loads(done.out)]
    links = page.document.links
    assert found == [(split_passage(link.target)[0], link.words) for link in links]
    assert found


def test_mentions_in_words(ask: Call, root: Path) -> None:
    done = ask("unlinked sund")
    assert done.out.replace(f"{root}/", "") == (
        "The tide, 2 May 2024\n"
        "articles/tide.md:8: “New words,” and “we wait,” said Ana in the Harbour.\n"
        "articles/tide.md:10: The pilot came late. The old harbour of Sund was closed.\n"
        "\n"
        "Sea\n"
        "places/sea.md:4: The old harbour.\n"
    )
    assert (done.err, done.code) == ("3 mentions in 2 records\n", 0)
    assert ask("unlinked sund -n 2").err == "the first 2, there are more; -n 0 for all\n"
    first = ask("unlinked sund -n 1 -f tsv").out.splitlines()[1].split("\t")
    assert first == [
        *("articles/tide.md", f"{root}/articles/tide.md", "8", "the Harbour"),
        *("“New words,” and “we wait,” said Ana in ", ".", "tide", "The tide", "2024-05-02"),
    ]
    assert ask("unlinked ana") == Done("", "", 1)


def test_bookmarks(ask: Call, keep: Keep) -> None:
    keep("bookmarks", json.dumps(BOOKMARKS))
    assert ask("bookmarks") == Done(
        "Ana\n"
        "  Person\n"
        "  ana  bookmarked 2 June 2024\n"
        "\n"
        "Timeline: Ana\n"
        "  Page\n"
        "  timeline:ana  bookmarked 2 June 2024\n"
        "\n"
        "“we wait”\n"
        "  Ana, 1 May 2024\n"
        "  In “The tide”, 2 May 2024\n"
        "  tide#q2  bookmarked 1 June 2024\n"
        "\n"
        "… The pilot came …\n"
        "  Passage in “The tide”\n"
        "  tide\n"
        "\n"
        "… never stood here …\n"
        "  Passage in “The tide”\n"
        "  ! These words are no longer in the article\n"
        "  tide\n"
        "\n"
        "Old name\n"
        "  ! This record is no longer there\n"
        "  gone  bookmarked 3 May 2024\n",
        "",
        0,
    )
    assert ask("bookmarks -n 3 -f csv") == Done(
        "ref,kind,name,words,when,gone\n"
        "ana,record,Ana,,2024-06-02,\n"
        "timeline:ana,record,Timeline: Ana,,2024-06-02,\n"
        "tide#q2,quote,The tide,we wait,2024-06-01T10:00:00+0000,\n",
        "3 of 6; -n 0 for all\n",
        0,
    )
    assert json.loads(ask("bookmarks -f json").out)[-1] == {
        "ref": "gone",
        "kind": "record",
        "name": "Old name",
        "words": None,
        "when": "2024-05-03T10:00:00+0000",
        "gone": "This record is no longer there",
    }


def test_the_trail(ask: Call, keep: Keep) -> None:
    keep("trail", json.dumps(TRAIL))
    assert ask("trail") == Done(
        "search:old harbour\tsearch old harbour\n"
        "timeline:ana\ttimeline ana\n"
        "gone\tno longer there\n"
        "ana\tAna\there\n"
        "tide#q2\t“we wait”\n"
        "list:articles by:ana\tlist articles by:ana\n",
        "",
        0,
    )
    assert ask("trail -n 1 -f jsonl").out == (
        '{"ref": "search:old harbour", "name": "search old harbour", "list": "search",'
        ' "filter": "old harbour", "pane": "list", "here": false}\n'
    )


def test_searches(ask: Call, keep: Keep) -> None:
    keep("searches", json.dumps(SEARCHES))
    assert ask("searches") == Done("by:ana\nold harbour\npilot -late\tPilots\n", "", 0)
    assert json.loads(ask("searches -f json").out)[1:] == [
        {"query": "old harbour", "name": None},
        {"query": "pilot -late", "name": "Pilots"},
    ]


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_is_only_read(ask: Call, keep: Keep, root: Path, name: str) -> None:
    state = root.parent / "state"
    assert ask(name) == Done("", "", 1)
    assert ask(f"{name} -f json") == Done("[]\n", "", 1)
    assert not state.exists()
    for text in ('{"places": [', '"words"', "\0", "[" * 100_000):
        file = keep(name, text)
        told = f"onrecord: the {name} can’t be read: {file} is damaged\n"
        assert ask(name) == Done("", told, 2)
        assert [one for one in state.rglob("*") if one.is_file()] == [file]
        assert file.read_text() == text
    file.unlink()
    file.mkdir()
    assert ask(name) == Done("", f"onrecord: the {name} can’t be read: {file}: Is a directory\n", 2)


@pytest.mark.parametrize("name", KEPT)
def test_examples_work_and_json_is_as_promised(ask: Call, keep: Keep, name: str) -> None:
    keep("bookmarks", json.dumps(BOOKMARKS))
    keep("trail", json.dumps(TRAIL))
    keep("searches", json.dumps(SEARCHES))
    for one in json.loads(ask(f"{name} -f json").out):
        check("kept", one)
    for line, _ in COMMANDS[name].examples:
        done = ask(line)
        assert done.out
        assert (done.err, done.code) == ("", 0)
