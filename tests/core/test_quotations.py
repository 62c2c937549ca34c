"""The verbatim rule: what counts as the same words, where they stand, and what is told if not."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.folding import fold
from tui.core.markdown import parse
from tui.core.nearest import differs, nearest
from tui.core.quotations import locate, locate_all

PIECES = [
    *("a", "the", "no", "91", " ", "  ", "\n", "\u00a0", "\u3000", ".", "...", "…", ". . .", ","),
    *("'", "’", "“", '"', "-", "--", "—", "é", "e\u0301", "\u0301", "\u200b", "\u00ad", "\ufeff"),
    *("会", "ない", "ที่", "한", "\u1112\u1161\u11ab", "क्षि", "İ", "ß", "😀"),
]
BODIES = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a \u00a0\t\n\u3000b", "a b"),
        ("“a” ‘b’ „c‟ ‛d‚", "\"a\" 'b' \"c\" 'd'"),
        ("a—b – c ‑ −1 -- d ⸺", "a-b - c - -1 - d -"),
        ("a… b. . . c. .\u00a0. . d ...", "a... b... c.... d ..."),
        ("a. . b", "a. . b"),
        ("re\u00adse\u200bt\u2060\ufeff", "reset"),
        ("كت\u200fاب\u061c \u200ex", "كتاب x"),
        ("Cafe\u0301 e\u200b\u0301 \u1112\u1161\u11ab", "Café é 한"),
        ("«a» 「b」 ー A", "«a» 「b」 ー A"),
    ],
)
def test_what_is_written_in_several_ways_is_one(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(BODIES)
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    positions = folded.positions
    assert fold(folded.text).text == folded.text
    assert positions == sorted(positions)
    assert len(positions) == len(folded.text)
    for index, place in enumerate(positions):
        assert 0 <= place < len(text)
        assert positions[folded.index(place)] == place
        if unicodedata.category(folded.text[index + 1 : index + 2] or " ")[0] == "M":
            continue  # the letter goes on
        start, end = folded.span(index, index + 1)
        assert folded.text[index] in fold(text[start:end]).text


@pytest.mark.parametrize(
    ("body", "part", "found"),
    [
        ("I can't.", "can", None),
        ("I can’t.", "can't", "can’t"),
        ("I can't.", "t", None),
        ("the 'can' said", "can", "can"),
        ("the dogs' bone", "dogs", "dogs"),
        ("Kishida", "Kishid", None),
        ("high-level talks", "level", "level"),
        ("in 1978", "197", None),
        ("of 1,204 million", "204 million", None),
        ("of 3.5 million", "3", None),
        ("in 2020, 2021.", "2020", "2020"),
        ("「会わない理由」", "わない", "わない"),
        ("東京Aで", "A", "A"),
        ("김정은은", "김정은", None),
        ("ไม่มีเหตุผล", "มีเหตุ", "มีเหตุ"),
        ("ที่นี่", "ท", None),
        ("cafe\u0301", "cafe", None),
        ("caf\u00e9", "cafe\u0301", "caf\u00e9"),
        ("क्षि", "क", None),
        ("build\u00adup now", "buildup", "build\u00adup"),
        ("so… what", "so...", "so…"),
        ("so… what", "so.", None),
        ("wait -- what", "wait — what", "wait -- what"),
        ("No reason", "no reason", None),
        ("a\n  b", " a b ", "a\n  b"),
        ("a", "", None),
        ("a b", " \n", None),
    ],
)
def test_words_are_found_whole(body: str, part: str, found: str | None) -> None:
    spans = locate(fold(body), [part], 0)
    assert (spans and body[slice(*spans[0])]) == found


@pytest.mark.parametrize(
    ("body", "parts", "after", "spans"),
    [
        ("a b a b", ["a"], 0, [(0, 1)]),
        ("a b a b", ["a"], 1, [(4, 5)]),
        ("a b a b", ["a"], 5, [(0, 1)]),
        ("a b a b", ["b", "a"], 0, [(2, 3), (4, 5)]),
        ("a b a b", ["b", "a"], 3, [(2, 3), (4, 5)]),
        ("a b c", ["a b", "b c"], 0, None),
        ("a b c", ["c", "a"], 0, None),
        ("a b", ["a", ""], 0, None),
        ("a b", [], 0, None),
        ("“a”… “a”", ["a"], 3, [(6, 7)]),
        ("a…  b…", ["…"], 1, [(1, 2)]),
        ("a…  b…", ["…"], 3, [(5, 6)]),
    ],
)
def test_parts_stand_in_order(
    body: str, parts: list[str], after: int, spans: list[tuple[int, int]] | None
) -> None:
    assert locate(fold(body), parts, after) == spans


def test_each_quotation_is_sought_after_the_one_before() -> None:
    body = "yes no yes no yes"
    quotes = [["yes"], ["yes"], ["never"], ["no"], ["no"], ["yes", "yes"]]
    assert locate_all(body, quotes) == [
        [(0, 3)],
        [(7, 10)],
        None,
        [(11, 13)],
        [(4, 6)],  # none is left: the first
        [(7, 10), (14, 17)],
    ]


def test_quotations_stand_in_the_body_as_shown() -> None:
    body = "> [[soga|Hitomi\n> *Soga*]] said:\n> - “My mother,\n>   **9**1”"
    document = parse(body, 1)
    [spans] = locate_all(document.text, [["Hitomi Soga said", "My mother, 91"]])
    assert spans
    assert [document.line_at(start) for start, _ in spans] == [1, 3]


@given(BODIES, st.data())
def test_spans_fold_to_what_was_sought(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body)))
    end = data.draw(st.integers(start, len(body)))
    parts = [body[start:end], data.draw(st.sampled_from(PIECES))]
    for part, span in zip(parts, locate(fold(body), parts, end) or [], strict=False):
        assert fold(body[slice(*span)]).text.strip(" ") == fold(part).text.strip(" ")
    found = nearest(body, parts)
    if found:
        assert 0 <= found.start < found.end <= len(body)
        assert 0.5 <= found.similarity <= 1
        assert differs(found)


BODY = (
    "Soga, 64, spoke first. “My mother,” she said, “will be turning 91.” Kishida said: “I must "
    "take the lead in addressing the issue,” and that he can’t wait. There has been no diplomatic "
    "buildup… and there is no reason for us not to meet. 岸田氏は「会わない理由はない」と述べた。"
)


@pytest.mark.parametrize(
    ("parts", "passage", "difference"),
    [
        (["I should take the lead"], "I must take the lead",
         "“should” where the body has “must”"),
        (["There has been diplomatic buildup"], "There has been no diplomatic buildup",
         "the body also has “no”"),
        (["there is really no reason for us"], "there is no reason for us",
         "“really” is missing from the body"),
        (["there has been no diplomatic buildup"], "There has been no diplomatic buildup",
         "“there” where the body has “There” (only the case differs)"),
        (["Soga 64 spoke first"], "Soga, 64, spoke first",
         "“Soga 64” where the body has “Soga, 64,” (only the marks differ)"),
        (["Soga, 6.4, spoke first"], "Soga, 64, spoke first",
         "“6.4,” where the body has “64,”"),
        (["Soga, 64%, spoke first"], "Soga, 64, spoke first",
         "“64%,” where the body has “64,”"),
        (["no diplomatic build-up"], "no diplomatic buildup",
         "“build-up” where the body has “buildup” (only the marks differ)"),
        (["no diplomatic build up"], "no diplomatic buildup",
         "“build up” where the body has “buildup” (only marks and spaces differ)"),
        (["can"], "can’t", "“can” where the body has “can’t” (only whole words count)"),
        (["My mother", "will be turning 92"], "My mother,” she said, “will be turning 91",
         "“92” where the body has “91”"),
        (["My mother", "shall be turning 91"], "My mother,” she said, “will be turning 91",
         "“shall” where the body has “will”"),
        (["My mum", "will be turning 91"], "My mother,” she said, “will be turning 91",
         "“mum” where the body has “mother,”"),
        (["wait for reason for us not to meet"], "is no reason for us not to meet",
         "“wait for” where the body has “is no”"),
        (["I must take the lead in addressing been"], "I must take the lead in addressing the",
         "“been” where the body has “the”"),
        (["My mother will be turning 91"], "My mother,” she said, “will be turning 91",
         "“mother will” where the body has “mother,” she said, “will”"),
        (["会わない理由がない"], "会わない理由はない", "“が” where the body has “は”"),
        (["kishida", "càn't"], "Kishida said: “I must take the lead in addressing the issue,” and "
         "that he can’t",
         "“kishida” where the body has “Kishida”; “càn't” where the body has “can’t”"),
        (["builđup"], "buildup", "“builđup” where the body has “buildup”"),
        (["９１"], "91", "“９１” where the body has “91”"),
        (["buildups"], "buildup", "“buildups” where the body has “buildup”"),
        (["he has a reason for her not to greet us"], None, ""),
        (["nothing of the kind"], None, ""),
        ([" "], None, ""),
    ],
)  # fmt: skip
def test_the_nearest_passage(parts: list[str], passage: str | None, difference: str) -> None:
    found = nearest(BODY, parts)
    assert (found.passage if found else None) == passage
    if found:
        assert differs(found) == difference
        assert " ".join(BODY[found.start : found.end].split()) == passage
        assert found.similarity < 1


def test_the_difference_is_told_step_by_step() -> None:
    body = "He said: we must not go there with the children today."
    found = nearest(body, ["we should go there with the children now, never again"])
    assert found
    assert found.diff == [
        ["equal", "we"],
        ["delete", "should"],
        ["insert", "must not"],
        ["equal", "go there with the children"],
        ["delete", "now, never again"],
        ["insert", "today"],
    ]


def test_many_and_long_differences_are_cut() -> None:
    words = [f"word{number}" for number in range(200)]
    body = " ".join(words)
    quoted = " ".join(f"X{word}" if at % 5 == 0 else word for at, word in enumerate(words))
    long = " ".join([*words[:20], "quite other " * 30, *words[20:40]])
    for text, end in ((quoted, "; 37 more"), (long, "is missing from the body")):
        found = nearest(body, [text])
        assert found
        assert len(differs(found)) < 300
        assert differs(found).endswith(end)


@pytest.mark.parametrize("sign", ["a ", "a", ".", ". ", "…", "会", "e\u0301", "\u0301\u0316", "'a"])
def test_long_bodies_take_bounded_time(sign: str) -> None:
    body = sign * (100_000 // len(sign))
    start = time.process_time()
    locate_all(body, [["there is no such text"], [sign * 3], ["a"]])
    nearest(body, [f"there is {sign * 50} no such text {sign}"])
    assert time.process_time() - start < 2


def test_a_passage_is_found_in_a_long_body() -> None:
    filler = "The Foreign Ministry said that there was no comment on the talks with the North. "
    body = filler * 4000 + BODY + filler * 4000
    found = nearest(body, ["I should take the lead in addressing the issue"])
    assert found
    assert found.passage == "I must take the lead in addressing the issue"
    assert unicodedata.is_normalized("NFC", found.passage)
