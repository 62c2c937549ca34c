"""Pages of records that very much names: their beginning first, the rest while keys are taken."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.library import links, profiles, timeline

from .libraries import write
from .stage import Stage, browse
from .test_pick import pick

GATHERED = "is being gathered"


class Gate:
    """Holds back what takes long to gather, until it is opened: for so many times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._room = threading.Semaphore(0)
        sections = profiles._sections
        self.reached = threading.Event()

        def held_back() -> None:
            self.reached.set()
            assert self._room.acquire(timeout=20)

        def held(*given: object) -> object:
            held_back()
            return sections(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(profiles, "_sections", held)
        look = timeline.look

        def held_look(*given: object, **more: object) -> object:
            held_back()
            return look(*given, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(timeline, "look", held_look)
        monkeypatch.setattr(links, "MANY", 2)

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


async def test_keys_act_while_the_whole_is_gathered(library: Path, gate: Gate) -> None:
    async with browse(library) as stage:
        await ann(stage)
        assert gate.reached.wait(5)
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
    async with browse(library) as stage:
        await ann(stage)
        await stage.press("backspace", "1", "enter")
        assert stage.ref == "bridge"
        gate.open()
        assert stage.main.gatherer._asked is not None
        await stage.until(lambda: stage.main.gatherer.rests)
        assert stage.ref == "bridge"
        assert stage.item


async def test_what_is_shown_stays_until_the_library_is_read_again(
    own_library: Path, gate: Gate
) -> None:
    gate.open()
    async with browse(own_library) as stage:
        await ann(stage)
        await stage.until(lambda: "Quotations 1" in stage.text())
        write(own_library, {"articles/new": "---\ntitle: New\n---\nBy [[ann]].\n"})
        await stage.press("ctrl+r")
        assert GATHERED not in stage.text()
        await stage.until(lambda: "Mentioned in 32" in stage.text_of(stage.linked))
        assert "has changed" not in stage.message


async def test_what_is_read_anew_while_it_is_gathered_comes_and_then_once_more(
    own_library: Path, gate: Gate
) -> None:
    """Else news that come often could keep it away for good."""
    async with browse(own_library) as stage:
        await ann(stage)
        assert gate.reached.wait(5)
        write(own_library, {"articles/new": "---\ntitle: New\n---\nBy [[ann]].\n"})
        await stage.press("ctrl+r")
        gate.open(times=1)
        await stage.until(lambda: "Quotations 1" in stage.text())
        gate.open()
        await stage.until(lambda: stage.main.gatherer.rests)
        assert "Mentioned in 32" in stage.text_of(stage.linked)


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
    gate.open()
    async with browse(library) as stage:
        await ann(stage)
        await stage.until(lambda: "Quotations 1" in stage.text())
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
        await stage.until(lambda: stage.main.gatherer.rests)
        assert not stage.ref


async def test_what_is_gathered_does_not_come_where_nothing_can_be_chosen(
    library: Path, gate: Gate
) -> None:
    async with pick(library, "berg") as stage:
        await stage.until(lambda: GATHERED in stage.text())
        await stage.type("nobody")
        await stage.until(lambda: not stage.ref)
        gate.open()
        await stage.until(lambda: stage.main.gatherer.rests)
        assert not stage.ref


async def test_what_is_linked_has_its_card_when_it_comes(library: Path, gate: Gate) -> None:
    async with browse(library) as stage:
        await ann(stage)
        await stage.press("l")
        gate.open()
        await stage.until(lambda: "Mentioned in 31" in stage.text_of(stage.linked))
        shown = stage.text_of(stage.linked)
        await stage.press("h", "l")
        assert stage.text_of(stage.linked) == shown


async def test_links_stay_as_they_are_while_letters_stand_beside_them(
    own_library: Path, gate: Gate
) -> None:
    gate.open()
    async with browse(own_library) as stage:
        await ann(stage)
        await stage.until(lambda: "Quotations 1" in stage.text())
        gate.shut()
        role = "roles: [{title: mayor, organisation: guild}]"
        write(own_library, {"people/ann": f"---\nname: Ann Berg\n{role}\n---\n"})
        await stage.press("ctrl+r")
        assert gate.reached.wait(5)
        await stage.press("f")
        shown = stage.text()
        gate.open()
        await stage.until(lambda: stage.main.gatherer.rests)
        assert stage.text() == shown
        await stage.press("escape")
        await stage.until(lambda: "mayor, The Guild" in stage.text())
