"""Claims beside texts: what is the same, what is altered and how, what was said by nobody."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from tui.core.chance import Odds
from tui.core.claims import Claim, Finding, Source, is_interruption
from tui.core.nearest import in_words
from tui.core.verify import verify

QUOTES = [
    ["We waited eleven years, and nobody came to the harbour"],
    ["My mother", "will be turning 91 this winter"],
    ["the bridge — they said — can’t be built before … the war is over"],
    ["I had hoped for peace", "Every door was closed to us then"],
    ["会わない理由はないと何度も申し上げてきた"],
    ["included"],
]
LOOSE = {1}  # of which only who says it stands between the parts
BODY = (
    "The council met on Monday. “We waited eleven years, and nobody came to the harbour,” the "
    "mayor said, before the rain drove everybody back into the old customs house.\n"
    "Nobody there would say who ordered the lamps to be put out that night."
)


class Given:
    """All texts, whatever is asked for."""

    def __init__(self, quotes: Sequence[Sequence[str]], bodies: Sequence[str]) -> None:
        self._quotes = [
            Source(number, parts, order=(number,), loose=[0] if number in LOOSE else [])
            for number, parts in enumerate(quotes)
        ]
        self._bodies = [Source(text, [text], order=(99,), is_body=True) for text in bodies]

    def quotes(self, start: int, end: int) -> list[Source]:
        return self._quotes

    def same_bodies(self, start: int, end: int) -> list[Source]:
        return self._bodies

    bodies = same_bodies


def found(
    text: str, quotes: Sequence[Sequence[str]] = QUOTES, bodies: Sequence[str] = (BODY,)
) -> list[Finding]:
    claim = Claim(text)
    bits = [min(2.0 + len(key), 10.0) if key.isascii() else 8.0 for key in claim.wording.keys]
    return verify(claim, Odds(claim, (bits, 10), (bits, 12)), Given(quotes, bodies))


@pytest.mark.parametrize(
    ("text", "shown", "whole"),
    [
        ("We waited eleven years, and nobody came to the harbour", QUOTES[0][0], True),
        ("“We waited eleven years.”", "We waited eleven years", False),
        ("Eleven years, and nobody came", "eleven years, and nobody came", False),
        ("  eleven \n years ,", "eleven years", False),
        ("„eleven years“ ;", "eleven years", False),
        ("We waited ... nobody came", "We waited … nobody came", False),
        ("We waited […] to the harbour…", "We waited … to the harbour", False),
        ("My mother will be turning 91", "My mother … will be turning 91", False),
        ("My mother … will be turning 91 this winter", " … ".join(QUOTES[1]), True),
        ("I had hoped for peace … every door was closed",
         "I had hoped for peace … Every door was closed", False),
        ("the bridge - they said - can't be built before... the war",
         "the bridge — they said — can’t be built before … the war", False),
        ("「理由はないと何度も」", "理由はないと何度も", False),
        ("Included.", "included", True),
        ("drove everybody back into", "drove everybody back into", False),
        ("met on Monday … customs house", "met on Monday … customs house", False),
    ],
)  # fmt: skip
def test_the_same_words(text: str, shown: str, whole: bool) -> None:
    (finding,) = found(text)
    assert finding.verbatim
    assert finding.similarity == 1
    assert finding.diff == [["equal", shown]]
    assert finding.whole == whole
    assert finding.source.text[finding.start : finding.end][:6] == shown[:6]


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("We waited … and nobody … the harbour", ["eleven years", "came to"]),
        ("We waited eleven years … and nobody came", []),
        ("My mother … will be turning 91", []),
        ("met on Monday … eleven years", ["We waited"]),
    ],
)
def test_what_an_ellipsis_leaves_out_is_told(text: str, left_out: list[str]) -> None:
    (finding,) = found(text)
    assert finding.verbatim
    assert finding.left_out == left_out


@pytest.mark.parametrize(
    "text",
    [
        "eleven years?",
        "eleven years and nobody came",
        "We Waited eleven years",
        "nobody came to the harbour … We waited eleven years",
        "We wait",
        "I had hoped for peace every door was closed",
        "before the war is over",
        "会わない理由がない",
    ],
)
def test_other_words(text: str) -> None:
    assert not any(one.verbatim and len(found(text)) == 1 for one in found(text))


PARTS = [
    ["It was a non-violent protest in minus‑forty weather"],
    ["We lost 3.5 million of 1,204 million euros"],
    ["It was −5 degrees, and the plan was ill-fated"],
    ["They waited—and nobody came but a co-worker"],
]


@pytest.mark.parametrize(
    "text",
    ["violent protest", "It was a non", "forty weather", "5 million of", "204 million euros",
     "We lost 3", "5 degrees, and the plan", "the plan was ill", "a co", "worker"],
)  # fmt: skip
def test_a_part_of_a_word_or_number_is_not_what_was_said(text: str) -> None:
    assert not any(one.verbatim for one in found(text, PARTS, ()))


@pytest.mark.parametrize(
    "text",
    ["and nobody came", "They waited", "non-violent protest", "3.5 million", "−5 degrees",
     "It was -5 degrees", "1,204 million euros", "a co-worker"],
)  # fmt: skip
def test_a_part_may_begin_and_end_at_a_dash(text: str) -> None:
    assert [one.verbatim for one in found(text, PARTS, ())] == [True]


MARKED = [
    ["हम किसानों के साथ खड़े हैं और पीछे नहीं हटेंगे"],
    ["เราจะไม่ทิ้งประชาชนไว้ข้างหลัง"],
    ["إِنَّ السَّلامَ خِيارُنا الوَحيدُ"],
    ["Das ist kein Spaß"],
]


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("हम किसानो के साथ खड़े हैं", "“किसानो” where it has “किसानों”"),
        ("हम किसानों के साथ खड़ा हैं और पीछे नहीं हटेंगा",
         "“खड़ा” where it has “खड़े”; “हटेंगा” where it has “हटेंगे”"),
        ("เราจะไม่ทิ้งประชาชนไว้ข้างหลง", "“ล” where it has “ลั”"),
        ("السَّلام خِيارُنا الوَحيدُ", "“السَّلام” where it has “السَّلامَ” (only the marks differ)"),
        ("السَّلامَ خِيارُنا الوحيد", "“الوحيد” where it has “الوَحيدُ” (only the marks differ)"),
        ("Das ist kein Spass", "“Spass” where it has “Spaß”"),
        ("DAS IST KEIN SPASS", "“DAS IST KEIN SPASS” where it has “Das ist kein Spaß”"
         " (only the case differs)"),
    ],
)  # fmt: skip
def test_marks_belong_to_their_letters(text: str, difference: str) -> None:
    (finding,) = found(text, MARKED, ())
    assert in_words(finding.diff, "it").replace(" (only whole words count)", "") == difference


@pytest.mark.parametrize("text", ["हम किसान", "साथ खड", "เราจะไม", "السَّلامَ خِيارُنا الوَحيد"])
def test_a_word_ends_with_its_marks(text: str) -> None:
    assert not any(one.verbatim for one in found(text, MARKED, ()))


@pytest.mark.parametrize(
    ("text", "diff"),
    [
        ("We waited twelve years, and nobody came",
         [["equal", "We waited"], ["delete", "twelve"], ["insert", "eleven"],
          ["equal", "years, and nobody came"]]),
        ("We waited years, and nobody ever came to the harbour",
         [["equal", "We waited"], ["insert", "eleven"], ["equal", "years, and nobody"],
          ["delete", "ever"], ["equal", "came to the harbour"]]),
        ("We waited, and nobody came to the harbour eleven years",
         [["equal", "We"], ["delete", "waited,"], ["insert", "waited eleven years,"],
          ["equal", "and nobody came to the harbour"], ["delete", "eleven years"]]),
        ("I had hoped for peace every door was closed to us",
         [["equal", "I had hoped for peace"], ["delete", "every"], ["insert", "… Every"],
          ["equal", "door was closed to us"]]),
        ("会わない理由がないと何度",
         [["equal", "会わない理由"], ["delete", "が"], ["insert", "は"], ["equal", "ないと何度"]]),
        ("before the rain drove them back into the old customs house",
         [["equal", "before the rain drove"], ["delete", "them"], ["insert", "everybody"],
          ["equal", "back into the old customs house"]]),
        ("They waited eleven years",
         [["delete", "They"], ["insert", "We"], ["equal", "waited eleven years"]]),
    ],
)  # fmt: skip
def test_altered(text: str, diff: list[list[str]]) -> None:
    (finding,) = found(text)
    assert finding.diff == diff
    assert 0.3 < finding.similarity < 1
    claimed = " ".join(words for step, words in finding.diff if step != "insert")
    assert claimed.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("quote", "text", "diff"),
    [
        (["The engine", "will think one day"], "The engine think",
         [["equal", "The engine"], ["insert", "… will"], ["equal", "think"]]),
        (["One day I thought", "that the engine will think"], "day the engine will think",
         [["equal", "day"], ["insert", "I thought … that"], ["equal", "the engine will think"]]),
    ],
)  # fmt: skip
def test_a_word_beyond_those_left_out_is_not_missing(
    quote: list[str], text: str, diff: list[list[str]]
) -> None:
    (finding,) = found(text, [quote], ())
    assert finding.diff == diff


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the new deal is open for all of us now", "the New Deal is open for all of us now"),
        ("we met, them at noon by the river", "we met them at noon by the river"),
        ('this is the "very best" bridge of all', "this is the 'very best' bridge of all"),
    ],
)
def test_an_article_s_very_words_come_before_a_quotation_s_like_them(text: str, quote: str) -> None:
    (finding,) = found(text, [[quote]], [f"Some say {text} and then."])
    assert (finding.verbatim, finding.source.is_body) == (True, True)
    assert [one.source.text for one in finding.also] == [quote]


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ('"crook"', "‘crook’", '“"crook"” where it has “‘crook’” (only the marks differ)'),
        ("'crook'", '"crook"', "“'crook'” where it has “\"crook\"” (only the marks differ)"),
        ("“We", "we", "“We” where it has “we”"),
        ("“cat", "fox”", "“cat” where it has “fox”"),
    ],
)
def test_marks_are_told_where_they_are_what_differs(ours: str, theirs: str, told: str) -> None:
    assert in_words([["delete", ours], ["insert", theirs]], "it") == told


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("We waited eleven years. Every door was closed to us then", [QUOTES[0], QUOTES[3]]),
        ("Every door was shut to us then. My mother will be turning ninety this winter",
         [QUOTES[3], QUOTES[1]]),
        ("会わない理由はないと何度も申し上げてきた。We waited eleven years",
         [QUOTES[4], QUOTES[0]]),
    ],
)  # fmt: skip
def test_run_together(text: str, sources: list[list[str]]) -> None:
    findings = found(text)
    assert [finding.source.text for finding in findings] == [" … ".join(one) for one in sources]
    claimed = " ".join(words for one in findings for step, words in one.diff if step != "insert")
    assert len(claimed) > len(text) - 4  # but for marks at the ends of both


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "?!",
        "We shall never speak to them about the weather again",
        "nobody ordered any door for the council before the war",
        "harbour the to came nobody and years eleven waited we",
        "今日は天気がいいですね",
        "and the",
    ],
)
def test_nobody_said_so(text: str) -> None:
    assert found(text) == []


def test_the_same_words_in_several_places_are_one_finding() -> None:
    quotes = [
        ["they say we waited for eleven long years"],
        ["nothing of the sort was ever said"],
        ["we waited eleven long years for a boat"],
        ["We waited eleven short years for a boat"],
    ]
    (finding,) = found("We waited eleven long years for a boat", quotes, [])
    assert finding.source.text == quotes[2][0]
    (other,) = finding.also
    assert other.source.text == quotes[3][0]
    assert ["insert", "short"] in other.diff


def test_what_was_moved_about_in_one_quotation_is_one_finding() -> None:
    said = "We shall open the harbour in the spring, and the ferries will leave every morning"
    other = "Nothing that was ever told about the old lighthouse keeper has turned out to be true"
    (finding,) = found(
        "and the ferries will leave every morning: we shall open the harbour in the spring",
        [[said], [other]],
        [],
    )
    assert finding.source.text == said


def test_a_long_passage_with_changes_is_one_finding() -> None:
    words = [f"word{number}" for number in range(400)]
    claim = [f"other{at}" if at % 25 == 7 else words[at] for at in range(50, 350)]
    (finding,) = found(" ".join(claim), [], [" ".join(words)])
    assert len([step for step, _ in finding.diff if step == "delete"]) == 12
    assert finding.source.text[finding.start : finding.end].split() == words[50:350]


def test_words_of_a_quotation_are_not_found_again_in_its_article() -> None:
    (finding,) = found("and nobody came to the harbour")
    assert finding.source.text == QUOTES[0][0]
    (finding,) = found("eleven years, and nobody came to the harbour,” the mayor said")
    assert finding.source.is_body


@pytest.mark.parametrize(
    ("before", "between", "expected"),
    [
        ("My mother", ",” she said, “", True),
        ("My mother", ",” Mr. Abe said, “", True),
        ("My mother", "」と述べ、「", True),
        ("My mother", ",” she said. “", False),
        ("My mother.", "” she said, “", False),
        ("My mother", ",” she said of the “old days”, “", False),
        ("My mother", ",” she said, and much later, when nobody asked her, she added, “", False),
        ("母", "」と述べた。「", False),
    ],
)  # fmt: skip
def test_who_says_it_may_stand_between(before: str, between: str, expected: bool) -> None:
    assert is_interruption(before, between) == expected


@pytest.mark.parametrize(("between", "expected"), [(50, True), (70, False)])
def test_an_ellipsis_does_not_stand_for_half_an_article(between: int, expected: bool) -> None:
    body = f"They met on the Monday after {'and so on ' * between} the lamps were put out at night"
    body = body.replace("and so on ", "so ")
    findings = found("met on the Monday … the lamps were put out", [], [body])
    assert ([one.verbatim for one in findings] == [True]) == expected


HOSTILE = [
    *("the " * 20_000, "a" * 100_000, "会" * 10_000, "the … " * 5000, "“a" * 10_000),
    *("\u0301" * 10_000, " ".join(f"{word} we" for word in range(10_000)), (BODY + " ") * 300),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_claims_take_bounded_time(text: str) -> None:
    start = time.process_time()
    found(text)
    assert time.process_time() - start < 4


def test_long_bodies_are_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.core.verify._MOST_READ", 50_000)
    asked = []

    class Noted(Given):
        def bodies(self, start: int, end: int) -> list[Source]:
            asked.append(start)
            return super().bodies(start, end)

    claim = Claim("xx " + "hay stack of words and more. " * 600)
    bits = [10.0] * len(claim.wording.keys)
    body = "hay stack of words and more. " * 4000
    assert verify(claim, Odds(claim, (bits, 10), (bits, 12)), Noted([], [body]))
    assert len(asked) < 5
