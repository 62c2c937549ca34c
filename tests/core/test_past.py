"""Queries of the past and saved ones; and a name in a query made an id."""

from __future__ import annotations

import json

import pytest

from tui.core.naming import with_id
from tui.core.past import LIMIT, LONGEST, Past


def test_the_newest_comes_first_and_nothing_twice() -> None:
    past = Past()
    for query in ("a", " b ", "a", "", "x" * (LONGEST + 1)):
        past.remember(query)
    assert past.queries == ["a", "b"]
    for number in range(LIMIT + 5):
        past.remember(f"q{number}")
    assert (len(past.queries), past.queries[0]) == (LIMIT, f"q{LIMIT + 4}")
    past.save(" Zoo  keeper ", " by:ann ")
    past.save("ape", "x")
    past.save("", "x")
    assert past.saved == {"ape": "x", "Zoo keeper": "by:ann"}
    assert list(past.saved) == ["ape", "Zoo keeper"]
    again = Past.from_json(json.loads(json.dumps(past.to_json())))
    assert (again.queries, again.saved) == (past.queries, past.saved)
    past.forget("x", "ape")
    past.forget("q7")
    assert past.saved == {"Zoo keeper": "by:ann"}
    assert "q7" not in past.queries


@pytest.mark.parametrize("value", [None, [], {"past": 1, "saved": []}, {"past": [1, None, "a"]}])
def test_what_is_damaged_is_left_out(value: object) -> None:
    assert Past.from_json(value).queries in ([], ["a"])


@pytest.mark.parametrize(
    ("text", "name", "value", "made"),
    [
        ("by:soga sea", "by", "soga", "by:bo sea"),
        ('sea by:"Ann Soga" -x', "by", "Ann Soga", "sea by:bo -x"),
        ("BY:“ann soga”", "by", "ann soga", "by:bo"),
        ("about:soga by:soga", "by", "soga", "about:soga by:bo"),
        ("by:sogas by:soga", "by", "soga", "by:sogas by:bo"),
        ("by:a.b by:axb", "by", "a.b", "by:bo by:axb"),
        ("sea", "by", "soga", "sea by:bo"),
    ],
)
def test_a_name_is_made_an_id(text: str, name: str, value: str, made: str) -> None:
    assert with_id(text, name, value, "bo") == made
