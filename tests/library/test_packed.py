"""What the index keeps of front matters is what was written."""

from __future__ import annotations

import json
from typing import Any

import pytest

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
def test_fields_come_back_in_their_order(fields: dict[str, object]) -> None:
    text = packed.pack(fields)
    assert json.dumps(packed.unpack(text)) == json.dumps(fields)


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
