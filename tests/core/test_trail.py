"""The trail: back and forward, its bounds, and state that is damaged or from another version."""

from __future__ import annotations

import json

import pytest

from tui.core.trail import Place, Trail

FULL = {
    "ref": "kishida-soga#q2",
    "view": "quotation",
    "pane": "reader",
    "list": "quotes",
    "sort": "date",
    "filter": "by:kishida",
    "row_ref": "kishida-soga#q2",
    "row": 7,
    "list_top": 3,
    "offset": 120,
    "words": "My mother will be",
    "marked": "My mother will be turning 91",
    "marked_at": 118,
    "link": 2,
    "linked_ref": "hitomi-soga",
    "linked_row": 1,
    "linked_top": 1,
}


def trail_of(*refs: str, limit: int = 200) -> Trail:
    trail = Trail(limit)
    for ref in refs:
        trail.visit(Place(ref, pane="reader"))
    return trail


def ref_of(place: Place | None) -> str | None:
    return place.ref if place else None


def walk(trail: Trail, steps: str) -> list[str | None]:
    """The refs that `b`ack and `f`orward lead to."""
    return [ref_of(trail.back() if step == "b" else trail.forward()) for step in steps]


@pytest.mark.parametrize(
    ("refs", "steps", "expected"),
    [
        ("abc", "bb", ["b", "a"]),
        ("abc", "bff", ["b", "c", None]),
        ("abc", "bbbf", ["b", "a", None, "b"]),
        ("ab", "fffb", [None, None, None, "a"]),
        ("a", "bf", [None, None]),
        ("", "bfb", [None, None, None]),
    ],
)
def test_back_and_forward_stop_at_the_ends(
    refs: str, steps: str, expected: list[str | None]
) -> None:
    assert walk(trail_of(*refs), steps) == expected


def test_can_back_and_can_forward_say_what_back_and_forward_do() -> None:
    trail = trail_of("a", "b")
    assert (trail.can_back, trail.can_forward) == (True, False)
    trail.back()
    assert (trail.can_back, trail.can_forward) == (False, True)
    assert (Trail().can_back, Trail().can_forward, Trail().current) == (False, False, None)


def test_a_new_visit_cuts_the_forward_branch() -> None:
    trail = trail_of("a", "b", "c")
    walk(trail, "bb")
    trail.visit(Place("d"))
    assert not trail.can_forward
    assert walk(trail, "bbf") == ["a", None, "d"]


def test_update_replaces_the_current_place_and_nothing_else() -> None:
    trail = trail_of("a", "b", "c")
    trail.back()
    trail.update(Place("b", offset=40, link=3))
    assert walk(trail, "fb") == ["c", "b"]
    assert trail.current == Place("b", offset=40, link=3)
    assert walk(trail, "b") == ["a"]


def test_update_of_an_empty_trail_is_a_visit() -> None:
    trail = Trail()
    trail.update(Place("a"))
    assert ref_of(trail.current) == "a"
    assert not trail.can_back


def test_the_oldest_places_and_visits_go_first() -> None:
    trail = trail_of(*(str(number) for number in range(50)), limit=3)
    assert walk(trail, "bbb") == ["48", "47", None]
    assert len(trail.visited) == 30
    assert "19" not in trail.visited
    trail.visit(Place("20", pane="reader"))
    trail.visit(Place("new", pane="reader"))
    assert {"20", "new"} <= trail.visited
    assert "21" not in trail.visited


def test_a_visited_quotation_makes_its_article_visited() -> None:
    trail = trail_of("kishida-soga#q2", "")
    assert trail.visited == {"kishida-soga", "kishida-soga#q2"}


def test_what_a_list_shows_beside_it_is_not_visited() -> None:
    trail = trail_of("read")
    trail.visit(Place("previewed", pane="list"))
    assert trail.visited == {"read"}


def test_a_trail_survives_json() -> None:
    trail = trail_of("a", "b", "c")
    trail.visit(Place(**FULL))  # type: ignore[arg-type]
    walk(trail, "bb")
    again = Trail.from_json(json.loads(json.dumps(trail.to_json())))
    assert again.to_json() == trail.to_json()
    assert again.visited == trail.visited
    assert walk(again, "bfffb") == ["a", "b", "c", "kishida-soga#q2", "c"]
    again.forward()
    assert again.current is not None
    assert {name: getattr(again.current, name) for name in Place.__slots__} == FULL


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, Place()),
        ({"ref": "a", "row": 3, "new_key": [1]}, Place("a", row=3)),
        ({"ref": "a", "row": "3", "link": 1.5, "words": None}, Place("a")),
        ({"ref": "a", "row": True, "offset": -5, "link": -2}, Place("a")),
        ({"ref": "a", "link": -1, "linked_row": 0}, Place("a")),
        ({"ref": "a", "pane": "attic"}, Place("a", pane="list")),
        ({"ref": 5}, None),
        (["a"], None),
        ("a", None),
        (None, None),
    ],
)
def test_a_damaged_place_keeps_what_is_usable(value: object, expected: Place | None) -> None:
    assert Place.from_json(value) == expected


A, B, C = {"ref": "a"}, {"ref": "b"}, {"ref": "c"}


@pytest.mark.parametrize(
    ("value", "current", "behind", "ahead"),
    [
        ({"places": [A, B, C], "at": 1}, "b", "a", "c"),
        ({"places": [A, None, B, C], "at": 2}, "b", "a", "c"),
        ({"places": [A, {"ref": 1}, C], "at": 1}, "a", None, "c"),
        ({"places": [5, B, C], "at": 0}, "b", None, "c"),
        ({"places": [A, B, C], "at": 99}, "c", "b", None),
        ({"places": [A, B, C], "at": -7}, "a", None, "b"),
        ({"places": [A, B, C], "at": True}, "c", "b", None),
        ({"places": [A, B, C]}, "c", "b", None),
        ({"places": [], "at": 3}, None, None, None),
        ({"places": {"ref": "a"}, "at": [], "visited": 3}, None, None, None),
        ([A, B], None, None, None),
        (None, None, None, None),
    ],
)
def test_a_damaged_trail_keeps_what_is_usable(
    value: object, current: str | None, behind: str | None, ahead: str | None
) -> None:
    trail = Trail.from_json(value)
    assert ref_of(trail.current) == current
    assert walk(trail, "b") == [behind]
    trail = Trail.from_json(value)
    assert walk(trail, "f") == [ahead]
    trail.visit(Place("new"))
    assert walk(trail, "fb") == [None, ahead or current]


@pytest.mark.parametrize(
    ("at", "expected"), [(9, ["8", "7", None]), (5, ["4", "3", None]), (0, [None, None, None])]
)
def test_a_longer_trail_from_a_file_is_cut_around_its_cursor(
    at: int, expected: list[str | None]
) -> None:
    places = [{"ref": str(number)} for number in range(10)]
    trail = Trail.from_json({"places": places, "at": at, "visited": ["x", 5, "y"]}, limit=3)
    assert ref_of(trail.current) == str(at)
    assert walk(trail, "bbb") == expected
    assert len(trail.to_json()["places"]) == 3
    assert trail.visited == {"x", "y"}
