"""What only the browser showed once: the timeline, unlinked mentions, what a user keeps, links …"""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shell.conftest import Call, Done
from tests.shell.libraries import write
from tests.shell.test_schema import check
from tui.browser import answers
from tui.browser.answers import Question
from tui.core.addresses import LIST, split_passage
from tui.core.fields import PLURALS
from tui.core.settings import COLUMNS
from tui.core.trail import Place, Trail
from tui.library.cards import facts
from tui.library.facade import SORTS, Library
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
    "visited": ["tide#q1", "tide#q9", "ana", "gone", "timeline:ana", "tide#q2"],
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
def test_a_timeline_has_every_row_of_the_browser(onrecord: Call, sample: Library, ref: str) -> None:
    page = sample.page(f"timeline:{ref}")
    assert page is not None
    blocks = [block for block in page.document.blocks if block.kind == "row"]
    rows = [run.target for block in blocks for run in block.runs if run.target]
    done = onrecord(f"timeline '{ref}' -f json -L '{SAMPLE}'".replace("''", ""))
    refs = [one["ref"] for one in json.loads(done.out)]
    assert refs == rows
    assert len(refs) > 1


@pytest.mark.parametrize("ref", ["north-korea", "stockholm", "tokyo"])
def test_mentions_are_those_of_the_browser(onrecord: Call, sample: Library, ref: str) -> None:
    page = sample.page(f"unlinked:{ref}")
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


def test_what_was_visited(ask: Call, keep: Keep) -> None:
    keep("trail", json.dumps(TRAIL))
    assert ask("trail --visited") == Done(
        "tide#q2\t“we wait”\n"
        "tide\tThe tide\n"
        "timeline:ana\ttimeline ana\n"
        "gone\tno longer there\n"
        "ana\tAna\n"
        "tide#q9\tno longer there\n"
        "tide#q1\t“New words”\n",
        "",
        0,
    )
    assert ask("trail --visited -n 1 -f csv") == Done(
        "ref,name\ntide#q2,“we wait”\n", "1 of 7; -n 0 for all\n", 0
    )
    trail = Trail.from_json(TRAIL)
    trail.visit(Place("sund", pane="reader"))
    keep("trail", json.dumps(trail.to_json()))
    refs = [one["ref"] for one in json.loads(ask("trail --visited -f json").out)]
    assert (refs[0], set(refs)) == ("sund", {*trail.visited})


def test_libraries(ask: Call, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the browser's list, in its order but for the one in use, which is told of."""
    says = "description: News of\n  the sea\nlanguage: en-GB\nlicence: CC0\nold: 1\n"
    (root / "library.yaml").write_text(f"format: 1\nname: Kept\n{says}")
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path))
    named = {"gone": "/gone", "sea": str(root), "the other": str(SAMPLE), "twice": str(root)}
    (tmp_path / "config.yaml").write_text(json.dumps({"libraries": named}))
    told = (
        "  Kept\n  News of the sea\n  language: en-GB\n  licence: CC0\n"
        "  1 article, 1 person, 0 organisations, 2 places, 0 events, 2 quotations\n"
        f"  1 warning\n  {root}\n\n"
    )
    assert ask("libraries") == Done(
        f"sea  here\n{told}twice  here\n{told}gone\n  /gone\n\nthe other\n  {SAMPLE}\n", "", 0
    )
    sea, *_, other = json.loads(ask("libraries -f json").out)
    counts = dict(zip(PLURALS, (1, 1, 0, 2, 0, 2), strict=True))
    assert sea == {
        "name": "sea",
        "folder": str(root),
        "here": True,
        "title": "Kept",
        "description": "News of the sea",
        "language": "en-GB",
        "licence": "CC0",
        "counts": counts,
        "errors": 0,
        "warnings": 1,
    }
    assert other == dict.fromkeys(sea) | {"name": "the other", "folder": str(SAMPLE), "here": False}


QUERIES = [
    "",
    "soga",
    "talks OR letter",
    "kind:person",
    "by:hitomi-soga",
    "since:2023 -soga",
    "qqq",
]


@pytest.mark.parametrize("query", QUERIES)
def test_counts_are_those_of_the_results(onrecord: Call, sample: Library, query: str) -> None:
    """And of the browser, which counts quotations only where they stand alone."""
    done = onrecord(f"search -c -f json '{query}' -L '{SAMPLE}'".replace("''", ""))
    counts = {one["kind"]: one["count"] for one in json.loads(done.out)}
    assert done.code == (0 if counts else 1)
    found = [
        json.loads(onrecord(f"{line} -n 0 -f json '{query}' -L '{SAMPLE}'".replace("''", "")).out)
        for line in ("search", "quotes")
    ]
    assert counts == Counter(one["kind"] for one in found[0]) | Counter(quote=len(found[1]))
    if query:
        shown = answers.answer(Question("search", query, ""), sample.answers).counts
        shown |= answers.answer(Question("find", query, ""), sample.answers).counts
        assert counts == {kind: count for kind, count in shown.items() if count}


@pytest.mark.parametrize("name", PLURALS.values())
def test_a_long_list_tells_what_that_of_the_browser_tells(
    onrecord: Call, sample: Library, name: str
) -> None:
    kind = {plural: kind for kind, plural in PLURALS.items()}[name]
    rows = sample.rows(kind, next(iter(SORTS[kind])), 0, 500)
    lines = onrecord(f"list {name} -l -L '{SAMPLE}'").out.splitlines()
    assert len(lines) == len(rows) > 10
    for line, row in zip(lines, rows, strict=True):
        ref, words, told = line.split("\t")
        assert (ref, words) == (row.ref, row.name)
        shown = facts(name, row, COLUMNS[name])
        assert {*shown.split(" · ")} <= {*told.split(" · ")}


@pytest.mark.parametrize(
    "ref", ["soga-letter", "hitomi-soga", "stockholm-agreement", "topic:abductions", "pledges#q1"]
)
def test_every_link_of_a_page_is_told(onrecord: Call, sample: Library, ref: str) -> None:
    """Where it leads; of those in a record's own text also by which words."""
    page = sample.page(ref, quotation="#" in ref)
    assert page is not None
    lines = onrecord(f"show {ref} -L '{SAMPLE}'").out.split("\n")
    told = [" ".join(line.split()) for line in lines]
    wanted = set()
    for block in page.document.blocks:
        for run in block.runs if block.kind != "way" else ():
            leads = sample.ref_of(run.target).removeprefix(LIST)
            if run.source >= 0 and leads:
                words = page.document.links[run.link].words
                assert any(
                    one.startswith(f"“{words}” ") and one.endswith(f" {leads}") for one in told
                )
            wanted.add(leads)
    assert [one for one in wanted if not any(f" {one}" in f"{line} " for line in told)] == []
    assert len(wanted) > 1


def test_links_in_the_text_on_terminals_of_all_widths(
    ask: Call, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = ("ana|She", "ana|h\x1bcr", "ana|She", "Sea|the\nsea", "no\u202ebody", "tide#q2|said")
    words = " ".join(f"[[{one}]]" for one in links)
    (root / "articles" / "links.md").write_text(f"---\ntitle: L\ntopics: [a b]\n---\n{words}\n")

    def shown(width: int) -> str:
        monkeypatch.setattr("tui.shell.output.width", lambda: width)
        return ask("show links").out.partition("\nTopics:\n")[2]

    whole = (
        "  topic  topic:a b  a b\n"
        "\n"
        "Links in the text:\n"
        "  “She”      person  ana\n"
        "  “h␛cr”     person  ana\n"
        "  “the sea”  place   sea\n"
        "  “no\ufffdbody”  broken  no\ufffdbody\n"
        "  “said”     quote   tide#q2\n"
    )
    assert (shown(0), shown(40)) == (whole, whole)
    narrow = "  “the sea”  place  sea\n  “no\ufffdbody”  broken\n      no\ufffdbody\n"
    assert shown(30).endswith(narrow + "  “said”  quote  tide#q2\n")


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
    for one in json.loads(ask("trail --visited -f json").out):
        check("kept", one)
    for line, _ in COMMANDS[name].examples:
        done = ask(line)
        assert done.out
        assert (done.err, done.code) == ("", 0)
