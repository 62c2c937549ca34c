"""What the index keeps of front matters is what was written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tui.core.records import as_list
from tui.library.index import packed


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "a", "kind": "mixed", "speaker": "b", "said": "2020", "x": {"y": ["z"]}},
        {"text": ["a", '","speaker":"', "\x01\x02\t\\"], "speaker": ["b"]},
        {"speaker": 'b","text":"', "text": ""},
        {"text": "カ ✓ “x” \u2028 \U0001f600"},
        {},
    ],
)
@pytest.mark.parametrize(
    ("body", "spans"),
    [
        ("", []),
        ("say a here", [(4, 5)]),
        ('a","speaker":"\x01\x02\t\\', [(0, 1), (1, 14), (14, 18)]),
        ("other words", [(0, 5)]),
    ],
)
def test_fields_come_back_in_their_order(
    fields: dict[str, object], body: str, spans: list[tuple[int, int]]
) -> None:
    text = packed.pack(fields, spans, body)
    assert json.dumps(packed.unpack(text, spans, lambda: body)) == json.dumps(fields)


@pytest.mark.parametrize("words", ["there is no reason", ["there is", "no reason"], ["no reason"]])
def test_words_that_stand_in_the_body_are_kept_there_alone(words: str | list[str]) -> None:
    body = "He said there is no reason."
    spans = [(body.index(one), body.index(one) + len(one)) for one in as_list(words)]
    text = packed.pack({"text": words, "speaker": "ana"}, spans, body)
    assert "reason" not in text
    assert packed.unpack(text, spans, lambda: body) == {"text": words, "speaker": "ana"}


@pytest.mark.parametrize("spans", [[], [(0, 7)], [(12, 30), (1000, 1400)]])
def test_spans_come_back(spans: list[tuple[int, int]]) -> None:
    assert packed.unpack_spans(packed.pack_spans(spans)) == spans


@pytest.mark.parametrize(
    ("quotes", "kept"),
    [
        ([{"text": "a"}, {"speaker": "b"}, "c", {"text": "d"}], [1, 4]),
        ({"text": "a"}, [1]),
        ({"speaker": "a"}, []),
        ("a", []),
        (["1", {"text": "b"}], [2]),
    ],
)
def test_quotations_come_back_in_their_place(quotes: object, kept: list[int]) -> None:
    front = {"title": "t", "quotes": quotes, "topics": ["u"]}
    listed: list[Any] = quotes if isinstance(quotes, list) else [quotes]
    short = packed.without(front, kept)
    assert json.dumps(short).count('"text"') == 0
    by_number = {number: listed[number - 1] for number in kept}
    assert json.dumps(packed.whole(short, by_number)) == json.dumps(front)
