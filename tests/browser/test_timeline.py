"""The timeline, coverage, topics and whom one is named with: seen, followed, and come back from."""

from __future__ import annotations

from pathlib import Path

import pytest

from .libraries import small, write
from .nasty import MARKUP
from .stage import MEDIUM, NARROW, SIZES, WIDE, Stage, browse
from .test_hostile import check, hostile

OLD = {
    "events/plan": "---\nname: The plan\ndate: 1978-08\nparticipants: ann\n---\n",
    "events/works": "---\nname: The works\ndate: 2023-06~/2023-12\nplace: town\n---\nBy [[ann]].\n",
    "articles/late": f"---\ntitle: Late\ntopics: [Bridges, '{MARKUP}']\n---\n[[ann]] and [[bo]].\n",
}
AROUND_ANN = ["plan", "works", "bridge#q1", "opening"]


def lines(stage: Stage) -> list[str]:
    return [line.strip("│ \n") for line in stage.text_of(stage.reader).split("\n")]


async def to_link(stage: Stage, target: str) -> None:
    """Put the link cursor on the link to a target."""
    for _ in range(99):
        await stage.press("tab")
        if stage.link == target:
            return
    raise AssertionError(f"no link to {target}\n{stage.text()}")


@pytest.mark.parametrize("size", [*SIZES, (40, 10)])
async def test_every_row_leads_on_and_back_to_itself(tmp_path: Path, size: tuple[int, int]) -> None:
    async with browse(write(tmp_path, small() | OLD), size=size) as stage:
        await stage.press("2", "t")
        assert (stage.ref, stage.main.active, stage.row) == ("timeline:ann", "reader", "ann")
        links = stage.reader.content.document.links if stage.reader.content else []
        assert [link.target for link in links[2:]] == AROUND_ANN
        for target in AROUND_ANN:
            await to_link(stage, target)
            before = stage.main.navigator.place()
            await stage.press("enter")
            assert stage.ref == target.partition("#")[0]
            await stage.press("backspace")
            assert stage.main.navigator.place() == before
        await stage.press("backspace")
        assert (stage.rows.list, stage.main.active) == ("people", "list")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_it_is_drawn(tmp_path: Path, size: tuple[int, int]) -> None:
    async with browse(write(tmp_path, small() | OLD), "ann", size=size) as stage:
        await stage.press("t")
        seen = lines(stage)
        await stage.press("space", "space")
        seen += lines(stage)
        text = "\n".join(seen)
        for drawn in (
            "JFMAMJJASOND  1978",
            "·······━····  August 1978 · The plan",
            "     ⋮        44 years without an entry".strip(),
            "·····╌╌╌╌╌╌╌  about June",
            "···●········  30 April 2024 · Ann Berg:",
        ):
            assert drawn in text, (drawn, text)
        if size == WIDE:
            heads = [n for n, line in enumerate(seen) if line.startswith("JFMAMJJASOND")][:3]
            before = [seen[n - 1].strip("⋮ ") for n in heads]
            assert before == ["", "44 years without an entry", ""]


async def test_with_ascii_alone_it_says_the_same(tmp_path: Path) -> None:
    async with browse(
        write(tmp_path, small() | OLD), "ann", size=(60, 40), ascii_only=True
    ) as stage:
        await stage.press("t")
        text = stage.text_of(stage.reader)
        assert "-----~~~~~~~" in text
        assert "---*--------" in text
        assert text.isascii()


async def test_t_goes_from_a_record_to_the_whole_library(tmp_path: Path) -> None:
    async with browse(write(tmp_path, small() | OLD)) as stage:
        await stage.press("4", "t")  # around a quotation: its article, and its row
        assert stage.ref == f"timeline:{stage.row}"
        assert "this quotation" in stage.text_of(stage.reader)
        await stage.press("t")
        assert stage.ref == "timeline:"
        await stage.press("t")
        assert (stage.ref, "whole library" in stage.message) == ("timeline:", True)
        await stage.press("backspace", "backspace", "4", "enter", "t")
        assert stage.ref == f"timeline:{stage.row}"
        await stage.press("exclamation_mark", "t")  # from a page that is no record's
        assert stage.ref == "timeline:"
        await stage.press("1", "t")  # from the list: around its row, whatever is read
        assert stage.ref == "timeline:bridge"
        await stage.press("1", "enter", "l")
        item = stage.item
        await stage.press("t")  # from the linked pane: around its row
        assert (stage.ref, item) == (f"timeline:{item}", "ann")
        await stage.press("2", "u", "t")  # from where a record is named: around the record
        assert stage.ref == "timeline:ann"


async def test_where_nothing_has_a_date_it_says_so_of_what_it_is(tmp_path: Path) -> None:
    async with browse(write(tmp_path / "empty", {})) as stage:
        await stage.press("t")
        assert "There is no event and no quotation yet." in stage.text()
    files = {"people/cy": "---\nname: Cy\n---\n"}
    async with browse(write(tmp_path / "one", files), "cy") as stage:
        await stage.press("t")
        assert "Around Cy · the whole library" in stage.text()  # keys may be other ones
        assert "No event and no quotation has to do with it." in stage.text()


async def test_a_row_is_copied_as_what_it_is(tmp_path: Path) -> None:
    async with browse(write(tmp_path, small() | OLD), "ann") as stage:
        await stage.press("t")
        await to_link(stage, "bridge#q1")
        await stage.press("y")
        assert "“It took the guild nine years” — Ann Berg" in stage.app.clipboard
        await to_link(stage, "opening")
        await stage.press("y")
        assert stage.app.clipboard == "opening"


async def test_a_restart_finds_the_timeline_again_and_a_record_that_is_gone(tmp_path: Path) -> None:
    root = write(tmp_path, small() | OLD)
    async with browse(root, "bo") as stage:
        await stage.press("t", "tab", "q")
        left = stage.main.navigator.place()
    async with browse(root) as stage:
        assert stage.main.navigator.place() == left
        (root / "people" / "bo.md").unlink()
        await stage.press("ctrl+r")
        assert "There is no record “bo”." in stage.text_of(stage.reader)
        await stage.press("t")
        assert "from 1978 to 2024" in stage.text_of(stage.reader)


@pytest.mark.parametrize("size", SIZES)
async def test_named_with_leads_to_the_list_and_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with browse(write(tmp_path, small() | OLD), "bo", size=size) as stage:
        await to_link(stage, "list:articles about:bo about:ann")
        assert "in 2 articles" in stage.text_of(stage.reader)
        assert "→ list articles about:bo" in stage.text_of(stage.reader)
        before = stage.main.navigator.place()
        await stage.press("enter")
        assert (stage.main.active, stage.rows.total) == ("list", 2)
        assert "2 of 32 · about:bo" in stage.text()
        assert stage.message == "esc shows the whole list."
        await stage.press("escape")
        assert (stage.rows.total, stage.rows.filter) == (32, "")
        await stage.press("backspace")
        assert stage.main.navigator.place() == before


@pytest.mark.parametrize("size", SIZES)
async def test_coverage_is_drawn_beside_its_numbers(tmp_path: Path, size: tuple[int, int]) -> None:
    async with browse(write(tmp_path, small() | OLD), "ann", size=size) as stage:
        text = "\n".join(lines(stage))
        await stage.press("space")
        text += "\n".join(lines(stage))
        # By months: thirty notes of January 2023, the bridge in spring 2024.
        assert "▀▀▀▀▀▀··  January 2023: named in" in text
        assert "▀ named · ▄ quoted · a cell is 5" in text
        assert "⋮      February 2023 to March 2024" in text


async def test_topics_are_pages(tmp_path: Path) -> None:
    async with browse(write(tmp_path, small() | OLD), "late") as stage:
        await to_link(stage, f"topic:{MARKUP}")
        await stage.press("enter")
        assert stage.ref == f"topic:{MARKUP}"
        assert f"Topic: {MARKUP}" in stage.text_of(stage.reader)
        await stage.press("backspace")
        await to_link(stage, "topic:Bridges")
        await stage.press("enter")
        await to_link(stage, "list:articles topic:Bridges about:bo")
        await stage.press("enter")
        assert (stage.rows.total, stage.row) == (1, "late")
        await stage.press("backspace", "backspace", "backspace")
        assert stage.main.active == "list"


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_words_are_only_words(tmp_path: Path, size: tuple[int, int]) -> None:
    async with browse(write(tmp_path, hostile()), size=size) as stage:
        for name in "1234":
            await stage.press(name)
            for _ in range(stage.rows.total):
                await stage.press("t", "tab", "tab", "tab", "f")
                check(stage, (name, stage.row))
                await stage.press("escape", name, "j")
        topics = {one for r in stage.app.library.records("article") for one in r.front["topics"]}
        for topic in topics:
            stage.main.navigator.open(f"topic:{topic}")
            await stage.press("tab", "tab", "tab", "f")
            check(stage, topic)
            assert "No article has" not in stage.text_of(stage.reader)
