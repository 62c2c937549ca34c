"""The query language: every text is a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core import query
from tui.core.query import And, Field, Not, Or, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.query import Node


def shown(node: Node | None) -> str:
    """A query as it was understood: words in brackets, `&`, `|`, `!`."""
    if node is None:
        return "all"
    if isinstance(node, Words):
        return f"[{' '.join(node.terms)}{'*' if node.prefix else ''}]"
    if isinstance(node, Field):
        return f"{node.name}={node.value}"
    if isinstance(node, Not):
        return f"!{shown(node.node)}"
    assert isinstance(node, (And, Or))
    return f"({(' & ' if isinstance(node, And) else ' | ').join(map(shown, node.nodes))})"


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("", "all"),
        ("  ", "all"),
        ("kishida talks", "([kishida] & [talks])"),
        ('"no reason" kish*', "([no reason] & [kish*])"),
        ("“no reason” «oui»", "([no reason] & [oui])"),
        ('"open phr', "[open phr]"),
        ("-foo", "![foo]"),
        ('a -"b c" NOT d', "([a] & ![b c] & ![d])"),
        ("a OR b c", "(([a] | [b]) & [c])"),
        ("a OR NOT b", "([a] | ![b])"),
        ("a AND b", "([a] & [b])"),
        ("a or b", "([a] & [or] & [b])"),
        ("OR a OR", "[a]"),
        ("a NOT", "[a]"),
        ("AND", "[and]"),
        ("http://x", "[http x]"),
        ("well-known", "[well known]"),
        ("C++", "[c + +]"),
        ("O'Brien", "[o brien]"),
        ("a:b:c", "[a b c]"),
        ("NEAR(", "[near]"),
        ('"', "[]"),
        ("*", "[]"),
        ("(", "[]"),
        ("a ( *", "[a]"),
        ("拉致 -曽我", "([拉 致] & ![曽 我])"),
        ('by:kishida -by:"Hitomi Soga"', "(by=kishida & !by=Hitomi Soga)"),
        ("BY:x", "by=x"),
        ("by:", "[by]"),
        ("kind:direct,Mixed kind:none", "(kind=direct,Mixed & [kind none])"),
        ("since:2023-05? until:then on:2014/..", "(since=2023-05? & [until then] & on=2014/..)"),
    ],
)
def test_understood(text: str, understood: str) -> None:
    assert shown(query.parse(text).node) == understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("no reas", "([no] & [reas*])"),
        ("no reas ", "([no] & [reas])"),
        ('"no reas', "[no reas*]"),
        ('"no reas"', "[no reas]"),
        ("by:kish", "by=kish"),
        ("a -b", "([a] & ![b*])"),
    ],
)
def test_the_last_word_is_still_typed(text: str, understood: str) -> None:
    assert shown(query.for_typing(text).node) == understood


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ('"no reas*" kishida', ["no reason", "Kishida", "no reasons"]),
        ("-kishida reason", ["reason"]),
        ("致問", ["致問"]),
        ("by:kishida", []),
        ("reason OR is", ["is", "reason"]),
        ('"reason said" "said kishida"', ["reason,” said Kishida"]),
    ],
)
def test_where_words_stand(words: str, marked: list[str]) -> None:
    text = "“There is no reason,” said Kishida; no reasons. 拉致問題"
    spans = query.marked(text, query.parse(words))
    assert [text[start:end] for start, end in spans] == marked


@given(st.text())
def test_every_text_is_a_query(text: str) -> None:
    for parsed in (query.parse(text), query.for_typing(text)):
        assert bool(parsed) == bool(text.strip())
        assert all(one.terms or parsed.node is one for one in parsed.words)
