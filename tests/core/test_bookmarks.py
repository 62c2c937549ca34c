"""Bookmarks: words found where they stand now, and state that is damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.addresses import is_address, passage_address, record_of, split_passage
from tui.core.bookmarks import Bookmark, around, find, likeness, passage_at, same_words
from tui.core.folding import fold

TEXT = "“Yes,” said Ann. “No,” said Bo. Then “Yes,” said Cy; yes, he’d said “Yes,” before."


def starts(text: str, words: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(words, at)]


YES = starts(TEXT, "Yes,")


@pytest.mark.parametrize(
    ("text", "words", "near", "expected"),
    [
        (TEXT, "Yes,", 0, YES[0]),
        (TEXT, "Yes,", YES[1] + 3, YES[1]),
        (TEXT, "Yes,", 10_000, YES[2]),
        (TEXT, "“No,” said Bo", 60, TEXT.index("“No")),
        (TEXT, '"No," said  Bo', 0, TEXT.index("“No")),  # the same words, typed otherwise
        (TEXT, "he'd", 0, TEXT.index("he’d")),
        (TEXT, "no", 0, None),  # another case is another text
        (TEXT, "e", 0, None),  # within words only
        (TEXT, "said Bo. Then “No", 0, None),
        (TEXT, "", 0, None),
        (TEXT, " \n", 0, None),
        ("one\n\ntwo three", "one two", 0, 0),
        ("岸田首相は会った。", "首相", 0, 2),
        ("a*b a*b", "a*b", 9, 4),
    ],
)
def test_words_are_found_where_they_stand_now_or_not_at_all(
    text: str, words: str, near: int, expected: int | None
) -> None:
    span = find(fold(text), words, near)
    assert (span[0] if span else None) == expected
    if span:
        assert same_words(text[slice(*span)], words)


@pytest.mark.parametrize("which", range(3))
def test_what_stood_around_tells_more_than_where(which: int) -> None:
    start = YES[which]
    before, after = around(TEXT, (start, start + 4))
    grown = "New words, yes. " * 5 + TEXT
    for near in (0, 40, 10_000):
        span = find(fold(grown), "Yes,", near, before, after)
        assert span == (start + 80, start + 84)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Ann. “", ",” said", 2),
        ("Ann.  \n“", ",” said", 2),
        ("Cy. “", ",” said", 1),
        ("Cy. “", "!", 0),
        ("", "", 0),
    ],
)
def test_how_alike_a_place_is(before: str, after: str, expected: int) -> None:
    text = "So did Ann. “No,” said Bo."
    at = text.index("No")
    assert likeness(fold(text), (at, at + 2), before, after) == expected


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("  Short words. ", 0, "Short words."),
        ("word " * 60, 0, ("word " * 32).strip()),
        ("word " * 60, 7, ("word " * 32).strip()),
        ("x" * 400, 0, "x" * 400),
        ("ab " + "x" * 400, 0, "ab " + "x" * 400),
        ("ab " + "x" * 400, 9, "x" * 400),
        ("in 2024 or so", 5, "2024 or so"),
        ("the O’Brien case", 6, "O’Brien case"),
        ("東京" * 100, 3, ("東京" * 100)[3:163]),
        ("so … “yes”", 3, "… “yes”"),
        (" \t ", 1, ""),
    ],
)
def test_a_passage_is_two_lines_or_so_of_whole_words(text: str, start: int, expected: str) -> None:
    first, last = passage_at(fold(text + " "), start, len(text))
    assert text[first:last] == expected


NASTY = st.text(st.sampled_from("ab .…-—’'“ \t\n\u0301\u00ad岸가é1"), max_size=300)


@given(NASTY, st.integers(0, 300), st.integers(0, 300))
def test_what_is_bookmarked_is_found(text: str, start: int, length: int) -> None:
    body = fold(text)
    start = min(start, len(text))
    span = passage_at(body, start, min(start + length, len(text)))
    if text[slice(*span)].strip():
        assert find(body, text[slice(*span)], span[0]) == span


FULL = {
    "ref": "kishida-soga#q2",
    "kind": "quote",
    "words": "My mother",
    "before": "said “",
    "after": "” and",
    "offset": 7,
    "title": "Kishida meets",
    "when": "2026-11-23T10:00:00+0000",
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (FULL, FULL),
        ({"ref": "a", "kind": "record"}, {"ref": "a", "kind": "record"}),
        ({**FULL, "colour": 3}, FULL),
        (
            {"ref": "a", "kind": "passage", "words": "w", "offset": "7", "when": 3, "title": None},
            {"ref": "a", "kind": "passage", "words": "w"},
        ),
        ({"ref": "a", "kind": "record", "offset": True}, {"ref": "a", "kind": "record"}),
        ({"ref": "a", "kind": "record", "offset": -1}, {"ref": "a", "kind": "record"}),
        ({"ref": "a", "kind": "passage", "words": " "}, None),
        ({"ref": "a#q1", "kind": "quote"}, None),
        ({"ref": "a", "kind": "shelf"}, None),
        ({"ref": "a", "kind": ["record"]}, None),
        ({"ref": "", "kind": "record"}, None),
        ({"ref": 5, "kind": "record"}, None),
        ({"kind": "record"}, None),
        (["a"], None),
        ("a", None),
        (None, None),
    ],
)
def test_a_damaged_bookmark_keeps_what_is_usable(
    value: object, expected: dict[str, object] | None
) -> None:
    made = Bookmark.from_json(value)
    assert (made.to_json() if made else None) == expected


@pytest.mark.parametrize("words", ["nine years", "", "a  b\nc: d#e passage:x/5/y", "首相"])
def test_an_address_of_a_passage_says_all(words: str) -> None:
    for ref in ("id-1", "not an id: #1"):
        address = passage_address(ref, 42, words)
        assert is_address(address)
        assert split_passage(address) == (ref, 42, words)
        assert record_of(address) == ref


@pytest.mark.parametrize(
    "address", ["passage:", "passage:a", "passage:a/²/w", "passage:a/9" + "9" * 20]
)
def test_an_address_that_says_less_is_no_trouble(address: str) -> None:
    assert split_passage(address)[1] == 0
