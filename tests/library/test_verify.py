"""Claims looked up: in the sample library, and where articles share their words."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.library.conftest import Make
from tui.core.query import Field, parse
from tui.library.facade import Library
from tui.library.verify import ALTERED, NOT_FOUND, VERBATIM


@pytest.mark.parametrize(
    ("text", "verdict", "findings"),
    [
        ("There has been no diplomatic buildup", VERBATIM,
         [("no-back-channel#no-buildup", 1.0, "")]),
        ("“There has been a diplomatic build-up.”", ALTERED,
         [("no-back-channel#no-buildup", 0.939, "-a +no -build-up +buildup")]),
        ("i must take the lead …", VERBATIM, [("kishida-meets-abductee#time-critical", 1.0, "")]),
        ("The abductions cannot be neglected", ALTERED,
         [("kishida-meets-abductee#time-critical", 0.625,
           "+are a time-critical human rights issue that")]),
        ("The abductions … cannot be neglected", VERBATIM,
         [("kishida-meets-abductee#time-critical", 1.0, "")]),
        ("It won't do anything but buy time", ALTERED,
         [("pledges#buy-time", 0.793, "-but +other than")]),
        ("We have always this in mind", ALTERED,
         [("presidents-at-akasaka#in-mind", 0.727, "+always -always")]),
        ("In my memory, my sister still remains 13. My heart aches from the lack of progress",
         ALTERED,
         [("three-leaders#still-thirteen", 1.0, ""),
          ("chimura-asks-kishida#heart-aches", 1.0, "")]),
        ("主人は全身全霊で頑張ったと思います", ALTERED,
         [("yokota-shigeru-2020#zenshin-zenrei", 0.773, "+思い残すことないほど")]),
        ("Japan would lift some of its own sanctions", VERBATIM,
         [("promise-of-stockholm", 1.0, "")]),
        ("the more overwhelmed I feel,” Soga said.", VERBATIM,
         [("soga-letter#my-mother", 1.0, "")]),
        ("My mother told me never to go down to the harbour alone", NOT_FOUND, []),
        ("the abduction issue is a matter for the United Nations alone", NOT_FOUND, []),
        ("and of the", NOT_FOUND, []),
    ],
)  # fmt: skip
def test_the_sample(
    sample: Library, text: str, verdict: str, findings: list[tuple[str, float, str]]
) -> None:
    done = sample.verify(text)
    signs = {"delete": "-", "insert": "+"}
    assert [
        (
            found.ref,
            found.similarity,
            " ".join(signs[step] + words for step, words in found.diff if step in signs),
        )
        for found in done.findings
    ] == findings
    assert done.verdict == verdict
    for found in done.findings:
        lines = Path(sample.root, found.article.path).read_text(encoding="utf-8").split("\n")
        first = next(words for step, words in found.diff if step != "delete").split()[0]
        assert first.strip("“”,.")[:12] in lines[found.line - 1]


Change = Callable[[random.Random, list[str], list[str]], list[str]]


def change(rng: random.Random, words: list[str], others: list[str]) -> list[str]:
    chosen = rng.sample(range(len(words)), max(1, len(words) // 10))
    return [rng.choice(others) if at in chosen else word for at, word in enumerate(words)]


def leave_out(rng: random.Random, words: list[str], others: list[str]) -> list[str]:
    count = max(1, len(words) // 6)
    at = rng.randrange(1, len(words) - count)
    return words[:at] + words[at + count :]


def add(rng: random.Random, words: list[str], others: list[str]) -> list[str]:
    at = rng.randrange(1, len(words))
    return [*words[:at], rng.choice(others), *words[at:]]


def swap(rng: random.Random, words: list[str], others: list[str]) -> list[str]:
    one, other = rng.sample(range(len(words)), 2)
    words = words.copy()
    words[one], words[other] = words[other], words[one]
    return words


@pytest.mark.parametrize("how", [change, leave_out, add, swap])
def test_altered_quotations_are_found(sample: Library, how: Change) -> None:
    rng = random.Random(how.__name__)
    quotations = [one for one in sample.index.quotations() if len(one.text.split()) >= 5]
    others = [word for one in quotations for word in one.text.split()]
    missed = []
    for quotation in quotations:
        words = quotation.text.replace(" … ", " ").split()
        claim = " ".join(how(rng, words, others))
        found = sample.verify(claim).findings
        if quotation.ref not in [one.ref for one in found]:
            missed.append((quotation.ref, claim, [one.ref for one in found]))
    assert len(missed) <= len(quotations) // 100, missed


def test_words_that_nobody_said_are_not_found(sample: Library) -> None:
    rng = random.Random(7)
    words = [word for one in sample.index.quotations() for word in one.text.split()]
    words = [word for word in words if word.isascii()]
    claims = [" ".join(rng.choices(words, k=rng.randrange(5, 40))) for _ in range(100)]
    assert [claim for claim in claims if sample.verify(claim).findings] == []


def article(title: str, published: str, body: str, *quotes: str) -> str:
    entries = "".join(f"  - {{text: '{one}', speaker: ana-ruiz}}\n" for one in quotes)
    listed = f"quotes:\n{entries}" if quotes else ""
    return f"---\ntitle: {title}\npublished: {published}\n{listed}---\n{body}\n"


def test_the_same_words_in_several_articles(make: Make) -> None:
    said = "we waited eleven years for this bridge"
    library = make(
        {
            "articles/late.md": article("Late", "2024-03", f"“{said},” Ruiz said.", said),
            "articles/early.md": article("Early", "2024-01", f"She: “{said}”.", said),
            "articles/undated.md": article("Undated", "''", f"“{said}”", said),
            "articles/other.md": article(
                "Other", "2024-02", "“We waited ten years for this bridge”",
                "We waited ten years for this bridge",
            ),
            "articles/told.md": article("Told", "2023-05", f"Words\n\nShe felt {said} again."),
            "articles/none.md": article("None", "2023-05", "We waited for the rain.", "the rain"),
        }
    )  # fmt: skip
    done = library.verify(said)
    (found,) = done.findings
    assert (done.verdict, found.ref, found.part) == (VERBATIM, "early#q1", False)
    assert [(one.ref, one.verbatim) for one in found.also] == [
        ("told", True),
        ("other#q1", False),
        ("late#q1", True),
        ("undated#q1", True),
    ]
    (found,) = library.verify("we waited twelve years for this bridge").findings
    assert found.ref == "early#q1"
    assert [one.ref for one in found.also] == ["other#q1", "late#q1", "undated#q1"]


def test_a_broken_quotation_proves_nothing_and_hides_nothing(make: Make) -> None:
    broken = ("the quick brown cat jumps", 'he was a "crook" at all', "nobody was ever there")
    body = "“The quick brown fox jumps,” she said. “I did not say that he was a ‘crook’ at all.”"
    library = make({"articles/a.md": article("A", "2024", body, *broken)})

    def told(text: str, by: str = "") -> tuple[str, list[tuple[str, str]], list[str]]:
        done = library.verify(text, library.resolved(parse(by)) if by else None)
        there = [(one.ref, one.words) for one in done.findings]
        return done.verdict, there, done.broken

    fox, crook = ("a", "The quick brown fox jumps"), ("a", "he was a ‘crook’ at all")
    assert told("the quick brown cat jumps") == (ALTERED, [fox], ["a#q1"])
    assert told("the quick brown fox jumps") == (VERBATIM, [fox], [])
    assert told("he was a ‘crook’ at all") == (VERBATIM, [crook], [])
    assert told('he was a "crook" at all') == (ALTERED, [crook], ["a#q2"])
    assert told("nobody was ever there") == (NOT_FOUND, [], ["a#q3"])
    assert told("nobody was ever here") == (NOT_FOUND, [], [])
    assert told("nobody was ever there", "by:ana-ruiz") == (NOT_FOUND, [], ["a#q3"])
    assert library.verify("nobody was ever there").ids() == {"a"}


@pytest.mark.parametrize(
    ("said", "claim", "left_out"),
    [
        ("חיכינו אחת עשרה שנה", "חיכינו עשרה שנה", "אחת"),
        ("انتظرنا أحد عشر عاماً", "انتظرنا عشر عاماً", "أحد"),
        ("we waited eleven long years", "waited eleven years", "long"),
    ],
)
@pytest.mark.parametrize("others", [[], ["the boats are gone"], ["no", "one two", "nobody came"]])
def test_a_word_left_out_is_found_in_a_library_of_any_size(
    make: Make, said: str, claim: str, left_out: str, others: list[str]
) -> None:
    body = " ".join(f"“{one}”." for one in [said, *others])
    (found,) = (
        make({"articles/a.md": article("A", "2024", body, said, *others)}).verify(claim).findings
    )
    assert ["insert", left_out] in found.diff
    assert [step for step, _ in found.diff] == ["equal", "insert", "equal"]


def test_one_speaker_and_what_others_said(make: Make) -> None:
    said = "the boats are gone for good"
    library = make(
        {
            "people/tom.md": "---\nname: Tom\n---\n",
            "articles/a.md": article("A", "2024", f"“{said}”", said),
            "articles/b.md": "---\ntitle: B\nquotes:\n  text: nobody asked the crew\n"
            "  speaker_as: a cook\n---\n“nobody asked the crew”. The harbour was empty by then.\n",
        }
    )

    def by(who: str, text: str) -> tuple[str, list[str], list[str]]:
        query = library.resolved(parse("").and_([Field("by", who)]))
        done = library.verify(text, query)
        return done.verdict, [one.ref for one in done.findings], [one.ref for one in done.others]

    assert by("Ana Ruiz", "the boats are gone") == (VERBATIM, ["a#q1"], [])
    assert by("tom", "the boats are gone") == (NOT_FOUND, [], ["a#q1"])
    assert by("cook", "nobody asked the crew") == (VERBATIM, ["b#q1"], [])
    assert by("tom", "harbour was empty by then") == (NOT_FOUND, [], ["b"])
    assert by("tom", "it never rains on a Sunday here") == (NOT_FOUND, [], [])


def test_what_a_retelling_tells_is_not_the_source_s_own(make: Make) -> None:
    said = "the boats are gone for good"
    text = article("A", "2024", f"Ruiz said “{said}” and wept.", said)
    library = make({"articles/a.md": text.replace("title: A", "title: A\ntext: retelling")})

    def retold(claim: str) -> tuple[str, str]:
        (found,) = library.verify(claim).findings
        return found.ref, found.retold

    assert retold("the boats are gone") == ("a#q1", "")
    assert retold("“the boats are gone for good” and wept") == ("a#q1", "and wept")
    assert retold("gone for good” and wept") == ("a#q1", "and wept")
    assert retold("Ruiz said") == ("a", "Ruiz said")


def test_words_are_placed_where_they_begin(make: Make) -> None:
    front = "---\ntitle: A\nquotes: {text: [It — and nothing else, has a name]}\n---\n"
    body = "One.\n\n“It -- and\n*nothing* else,” she said,\n“has a\nname.” Last words."
    library = make({"articles/a.md": front + body})
    shown = "One.\n“It -- and nothing else,” she said, “has a name.” Last words."

    def place(claim: str) -> tuple[int, str]:
        (found,) = library.verify(claim).findings
        assert found.verbatim
        return found.line, shown[found.start : found.end]

    assert place("nothing else") == (8, "nothing else")
    assert place("and nothing else has a") == (7, "and nothing else,” she said, “has a")
    assert place("name") == (10, "name")
    assert place("Last words") == (10, "Last words")
