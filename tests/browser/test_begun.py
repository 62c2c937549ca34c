"""Pages of records that very much names: their beginning first, the rest while keys are taken."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tui.library import links, profiles, timeline
from tui.library.facade import Library
from tui.library.searching import Searcher

from .libraries import write
from .stage import Stage, browse
from .test_pick import pick
from .test_search import search

GATHERED = "is being gathered"


class Gate:
    """Holds back what takes long to gather, until it is opened: for so many times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self._room = threading.Semaphore(0)
        self.reached = threading.Event()
        self.stand_before(profiles, "_sections")
        self.stand_before(timeline, "look")
        monkeypatch.setattr(links, "MANY", 2)

    def stand_before(self, owner: object, name: str) -> None:
        """Hold back a function, too."""
        function = getattr(owner, name)

        def held(*given: object, **more: object) -> object:
            self.reached.set()
            assert self._room.acquire(timeout=20)
            return function(*given, **more)

        self._patch.setattr(owner, name, held)

    def open(self, times: int = 1000) -> None:
        self._room.release(times)

    def shut(self) -> None:
        self._room = threading.Semaphore(0)
        self.reached.clear()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(monkeypatch)
    yield made
    made.open()  # what was dropped may still wait


async def ann(stage: Stage) -> None:
    """Open the page of somebody who is named much."""
    await stage.press("2")
    await stage.until(lambda: stage.row == "ann")
    await stage.press("enter")


@asynccontextmanager
async def begun(library: Path, gate: Gate) -> AsyncIterator[Stage]:
    """Her page, of which the beginning stands there; the rest waits for the gate."""
    async with browse(library) as stage:
        await ann(stage)
        assert gate.reached.wait(5)
        yield stage


async def open_to_the_end(stage: Stage, gate: Gate, asked: Future[object] | None) -> None:
    """Wait until what was asked in the thread has been answered, and heard by who waits for it."""
    gate.open()
    assert asked is not None
    await stage.until(asked.done)
    await stage.settle()


@asynccontextmanager
async def whole(library: Path, gate: Gate) -> AsyncIterator[Stage]:
    """Her page, as it came whole."""
    gate.open()
    async with browse(library) as stage:
        await ann(stage)
        await stage.until(lambda: "Quotations 1" in stage.text())
        yield stage


async def test_keys_act_while_the_whole_is_gathered(library: Path, gate: Gate) -> None:
    async with begun(library, gate) as stage:
        assert "She builds bridges." in stage.text()
        assert GATHERED in stage.text()
        assert "Quotations 1" not in stage.text()
        assert "Nothing is linked" not in stage.text_of(stage.linked)
        await stage.press("h", "j")
        assert stage.row == "bo"
        await stage.press("k", "l")
        gate.open()
        await stage.until(lambda: "Quotations 1" in stage.text())
        assert GATHERED not in stage.text()
        assert "Mentioned in 31" in stage.text_of(stage.linked)
        assert stage.row == "ann"
        assert stage.main.active == "reader"


async def test_what_is_gathered_for_a_page_that_was_left_is_not_shown(
    library: Path, gate: Gate
) -> None:
    async with begun(library, gate) as stage:
        asked = stage.main.gatherer.seeker._asked
        await stage.press("backspace", "1", "enter")
        assert stage.ref == "bridge"
        await open_to_the_end(stage, gate, asked)
        assert stage.ref == "bridge"
        assert stage.item


async def test_what_is_shown_stays_until_the_library_is_read_again(
    own_library: Path, gate: Gate
) -> None:
    async with whole(own_library, gate) as stage:
        write(own_library, {"articles/new": "---\ntitle: New\n---\nBy [[ann]].\n"})
        await stage.press("ctrl+r")
        assert GATHERED not in stage.text()
        await stage.until(lambda: "Mentioned in 32" in stage.text_of(stage.linked))
        assert "has changed" not in stage.message


async def test_what_is_read_anew_while_it_is_gathered_comes_and_then_once_more(
    own_library: Path, gate: Gate
) -> None:
    """Else news that come often could keep it away for good."""
    async with begun(own_library, gate) as stage:
        write(own_library, {"articles/new": "---\ntitle: New\n---\nBy [[ann]].\n"})
        await stage.press("ctrl+r")
        gate.reached.clear()
        gate.open(times=1)
        await stage.until(lambda: "Quotations 1" in stage.text())
        await stage.until(gate.reached.is_set)
        gate.open()
        await stage.until(lambda: stage.main.gatherer.seeker.rests)
        assert "Mentioned in 32" in stage.text_of(stage.linked)


@pytest.mark.parametrize("noticed_by", ["those who read again", "those who gather"])
async def test_a_record_that_goes_away_meanwhile(
    own_library: Path, gate: Gate, noticed_by: str
) -> None:
    if noticed_by == "those who gather":
        gate.stand_before(Searcher, "serve")
    async with begun(own_library, gate) as stage:
        asked = stage.main.gatherer.seeker._asked
        (own_library / "people" / "ann.md").unlink()
        if noticed_by == "those who gather":
            Library(str(own_library), refresh=True).close()
            gate.open()
        else:
            await stage.press("ctrl+r")
        await stage.until(lambda: "“Ann Berg” is gone from the library" in stage.message)
        await open_to_the_end(stage, gate, asked)
        assert GATHERED not in stage.text()
        assert "She builds bridges." in stage.text()
        assert "Nothing is linked" in stage.text_of(stage.linked)
        stage.main.navigator.open("bridge")
        await stage.press("backspace")
        await stage.until(lambda: "There is no record “ann”" in stage.message)


async def test_the_words_of_a_search_are_marked_in_the_rest_of_a_page(
    own_library: Path, gate: Gate
) -> None:
    write(own_library, {"people/ann": "---\nname: Ann Note\n---\nShe builds bridges.\n"})
    async with browse(own_library) as stage:
        await search(stage, "note kind:person")
        await stage.press("enter")
        assert GATHERED in stage.text()
        assert not stage.reader.finder.matches
        gate.open()
        await stage.until(lambda: "Note 29" in stage.text_of(stage.reader))
        marked = stage.reader.finder.matches
        assert len(marked) == 30
        text = stage.reader.content.document.text if stage.reader.content else ""
        assert {text[start:end] for start, end in marked} == {"Note"}


async def test_a_timeline_begins_at_once(library: Path, gate: Gate) -> None:
    async with browse(library) as stage:
        await stage.press("2")
        await stage.until(lambda: stage.row == "ann")
        await stage.press("t")
        await stage.until(lambda: "Timeline: Ann Berg" in stage.text())
        assert GATHERED in stage.text()
        gate.open()
        await stage.until(lambda: GATHERED not in stage.text())
        assert "30 April 2024 · Ann Berg: “It took" in stage.text()


async def test_back_to_a_place_in_the_rest_of_a_page(library: Path, gate: Gate) -> None:
    async with whole(library, gate) as stage:
        await stage.press("tab", "tab")
        here = (stage.reader.top, stage.link, stage.text())
        assert stage.link
        await stage.press("enter")
        assert stage.ref != "ann"
        await stage.press("backspace")
        assert (stage.reader.top, stage.link, stage.text()) == here


async def test_what_is_gathered_does_not_come_where_nothing_is_listed_any_more(
    library: Path, gate: Gate
) -> None:
    async with browse(library) as stage:
        await stage.press("2")
        await stage.until(lambda: GATHERED in stage.text())
        await stage.press("F", *"nobody", "enter")
        await stage.until(lambda: not stage.ref)
        gate.open()
        await stage.until(lambda: stage.main.gatherer.seeker.rests)
        assert not stage.ref


async def test_what_is_gathered_does_not_come_where_nothing_can_be_chosen(
    library: Path, gate: Gate
) -> None:
    async with pick(library, "berg") as stage:
        await stage.until(lambda: GATHERED in stage.text())
        await stage.type("nobody")
        await stage.until(lambda: not stage.ref)
        gate.open()
        await stage.until(lambda: stage.main.gatherer.seeker.rests)
        assert not stage.ref


async def test_what_is_linked_has_its_card_when_it_comes(library: Path, gate: Gate) -> None:
    async with begun(library, gate) as stage:
        await stage.press("l")
        gate.open()
        await stage.until(lambda: "Mentioned in 31" in stage.text_of(stage.linked))
        shown = stage.text_of(stage.linked)
        await stage.press("h", "l")
        assert stage.text_of(stage.linked) == shown


async def test_links_stay_as_they_are_while_letters_stand_beside_them(
    own_library: Path, gate: Gate
) -> None:
    async with whole(own_library, gate) as stage:
        gate.shut()
        role = "roles: [{title: mayor, organisation: guild}]"
        write(own_library, {"people/ann": f"---\nname: Ann Berg\n{role}\n---\n"})
        await stage.press("ctrl+r")
        assert gate.reached.wait(5)
        await stage.press("f")
        shown = stage.text()
        gate.open()
        await stage.until(lambda: stage.main.gatherer.seeker.rests)
        assert stage.text() == shown
        await stage.press("escape")
        await stage.until(lambda: "mayor, The Guild" in stage.text())
