"""Bookmarks of a library: they follow their words, and say so when the words are gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.core.addresses import BOOKMARKS, split_passage
from tui.core.bookmarks import Bookmark, passage_at
from tui.core.folding import fold
from tui.library import bookmarks, following
from tui.library.facade import Library

from .conftest import Make

ANN, NINE, BO = "{text: Yes, speaker: ann}", "{text: It took nine years, id: nine}", "{text: Yes}"
PARAGRAPHS = [
    "“Yes,” said Ann, who had waited long. “It took nine years,” she went on.",
    "Nobody had counted the stones. That is what the town’s clerk said, at least.",
    "Asked whether he had known of it, Bo nodded. “Yes,” he said.",
]
STONES = "Nobody had counted the stones."


def article(quotes: list[str], paragraphs: list[str]) -> str:
    listed = "".join(f"  - {one}\n" for one in quotes)
    body = "\n\n".join(paragraphs)
    return f"---\ntitle: The bridge\npublished: 2024\nquotes:\n{listed}---\n{body}\n"


def passage(library: Library, words: str) -> Bookmark:
    page = library.page("bridge")
    assert page is not None
    text = page.document.text
    start = text.index(words)
    return bookmarks.of_passage(page, passage_at(fold(text), start, start + len(words)))


def quote(library: Library, ref: str) -> Bookmark:
    quoted = library.quotation(ref)
    assert quoted is not None
    return bookmarks.of_quotation(library, quoted)


def where(library: Library) -> list[str]:
    """Where the bookmarks lead, in the order in which they were set; and what is gone."""
    told = []
    for found in reversed(bookmarks.find_all(library)):
        ref, offset, _ = split_passage(found.target)
        page = library.page(ref) if found.span else None
        there = f" {page.document.text[offset : offset + 14]}" if page else ""
        told.append(f"{ref}{there}{f': {found.gone}' if found.gone else ''}")
    return told


@pytest.fixture
def library(make: Make) -> Library:
    """An article with three quotations, two of them of the same word; all of it bookmarked."""
    library = make({"articles/bridge.md": article([ANN, NINE, BO], PARAGRAPHS)})
    for ref in ("bridge#q1", "bridge#nine", "bridge#q3"):
        assert bookmarks.toggle(library, quote(library, ref))
    assert bookmarks.toggle(library, passage(library, STONES))
    assert bookmarks.toggle(library, bookmarks.of_record(library, "bridge"))
    return library


GONE = "These words are no longer in the article"
UNLISTED = "No longer listed as a quotation"
NEW = "{text: the town}"
STAND = "bridge Nobody had cou"


@pytest.mark.parametrize(
    ("quotes", "paragraphs", "expected"),
    [
        (
            [ANN, NINE, BO],
            PARAGRAPHS,
            ["bridge#q1", "bridge#nine", "bridge#q3", STAND, "bridge"],
        ),
        (  # another before them, and words before the passage
            [NEW, ANN, NINE, BO],
            ["In the town.", *PARAGRAPHS],
            ["bridge#q2", "bridge#nine", "bridge#q4", STAND, "bridge"],
        ),
        (  # the first is no longer listed: the other that has its words is another
            [NINE, BO],
            PARAGRAPHS,
            [f"bridge Yes,” said Ann: {UNLISTED}", "bridge#nine", "bridge#q2", STAND, "bridge"],
        ),
        (  # nor is the one that now has its number
            [BO.replace("text", "speaker: bo, text"), NINE],
            PARAGRAPHS[2:] + PARAGRAPHS[:2],
            [f"bridge Yes,” said Ann: {UNLISTED}", "bridge#nine", "bridge#q1", STAND, "bridge"],
        ),
        (  # the words have another id, and other marks
            [ANN, "{text: It took nine  years, id: how-long}", BO],
            [PARAGRAPHS[0].replace("“", '"').replace("”", '"'), *PARAGRAPHS[1:]],
            ["bridge#q1", "bridge#how-long", "bridge#q3", STAND, "bridge"],
        ),
        (  # look-alikes are not taken for them
            [ANN, "{text: It took ten years, id: nine}", BO],
            [
                PARAGRAPHS[0].replace("nine", "ten"),
                PARAGRAPHS[1].replace("counted the stones", "counted all the stones"),
                PARAGRAPHS[2],
            ],
            ["bridge#q1", f"bridge: {GONE}", "bridge#q3", f"bridge: {GONE}", "bridge"],
        ),
        (  # no longer a quotation, but there
            [ANN, BO],
            PARAGRAPHS,
            ["bridge#q1", f"bridge It took nine y: {UNLISTED}", "bridge#q2", STAND, "bridge"],
        ),
    ],
)
def test_bookmarks_follow_their_words(
    library: Library, root: Path, quotes: list[str], paragraphs: list[str], expected: list[str]
) -> None:
    file = root / "articles" / "bridge.md"
    before = file.read_text(), where(library)
    file.write_text(article(quotes, paragraphs))
    library.reload()
    assert where(library) == expected
    file.write_text(before[0])
    library.reload()
    assert where(library) == before[1], "what comes back is found again"


def test_again_on_the_same_takes_it_away_wherever_that_stands_now(
    library: Library, root: Path
) -> None:
    (root / "articles" / "bridge.md").write_text(
        article([NEW, ANN, NINE, BO], ["In the town.", *PARAGRAPHS])
    )
    library.reload()
    assert not bookmarks.toggle(library, quote(library, "bridge#q4"))
    assert bookmarks.toggle(library, quote(library, "bridge#q1"))
    assert not bookmarks.toggle(library, passage(library, STONES))
    assert not bookmarks.toggle(library, bookmarks.of_record(library, "Bridge"))
    assert bookmarks.toggle(library, bookmarks.of_record(library, "timeline:", "The timeline"))
    assert bookmarks.toggle(library, bookmarks.of_record(library, "timeline:bridge", "Another"))
    assert bookmarks.toggle(library, bookmarks.of_record(library, "topic:C#", "C#"))
    assert bookmarks.toggle(library, bookmarks.of_record(library, "topic:C", "C"))
    assert where(library) == [
        "bridge#q2",
        "bridge#nine",
        "bridge#q1",
        "timeline:",
        "timeline:bridge",
        "topic:C#",
        "topic:C",
    ]


def test_a_passage_has_two_bookmarks_where_its_words_stand_twice(make: Make) -> None:
    library = make({"articles/bridge.md": article([ANN], ["“Yes,” she said. Ye said: yes."] * 2)})
    page = library.page("bridge")
    assert page is not None
    text = page.document.text
    for at in (text.index("she said"), text.rindex("she said")):
        assert bookmarks.toggle(library, bookmarks.of_passage(page, (at, at + 8)))
    assert [one.mark.offset for one in bookmarks.find_all(library)] == [
        text.rindex("she said"),
        text.index("she said"),
    ]
    assert not bookmarks.toggle(library, bookmarks.of_passage(page, (at, at + 8)))
    assert len(bookmarks.load(library)) == 1


def test_two_browsers_keep_each_others_bookmarks(library: Library, root: Path) -> None:
    other = Library(str(root))
    first = bookmarks.load(library)
    bookmarks.toggle(other, bookmarks.of_record(other, "ana-ruiz"))
    bookmarks.toggle(library, bookmarks.of_record(library, "timeline:", "All"))
    bookmarks.remove(other, first[:1])
    kept = bookmarks.load(library)
    assert [one.ref for one in kept] == [one.ref for one in first[1:]] + ["ana-ruiz", "timeline:"]
    assert all(one.when[:4].isdecimal() for one in kept)


@pytest.mark.parametrize("damage", [None, {"ref": "a"}, "x", 5, [1, {"ref": "later", "kind": "x"}]])
def test_state_that_is_damaged_is_no_trouble(make: Make, damage: object) -> None:
    library = make()
    library.save_state("bookmarks", damage)
    assert bookmarks.load(library) == []
    bookmarks.toggle(library, bookmarks.of_record(library, "ana-ruiz"))
    assert where(library) == ["ana-ruiz"]
    before = damage if isinstance(damage, list) else []
    state = library.load_state("bookmarks")
    assert state[:-1] == before, "what another version has set stays"
    assert set(state[-1]) == {"ref", "kind", "title", "when"}
    json.dumps(state)
    assert not bookmarks.toggle(library, bookmarks.of_record(library, "ana-ruiz"))
    assert library.load_state("bookmarks") == before


def page_text(library: Library) -> str:
    page = library.page(BOOKMARKS)
    assert page is not None
    return page.document.text


def test_the_page_tells_what_is_there_and_what_is_gone(library: Library, root: Path) -> None:
    first, *rows = page_text(library).split("\n")
    assert first == "5 bookmarks"
    assert rows[1:4] == ["The bridge", "Article · 2024", f"… {STONES} …"]
    assert "“It took nine years”" in rows
    file = root / "articles" / "bridge.md"
    file.write_text(article([ANN, BO], [PARAGRAPHS[0].replace("nine", "ten"), PARAGRAPHS[2]]))
    library.reload()
    text = page_text(library)
    assert f"{GONE}: … {STONES} …\nPassage in The bridge" in text
    assert f"{GONE}: “It took nine years”\nQuotation in The bridge" in text
    file.unlink()
    library.reload()
    text = page_text(library)
    assert text.count("This record is no longer there: ") == 4
    assert "The bridge\nThis record is no longer there" in text
    page = library.page(BOOKMARKS)
    assert page is not None
    assert len(page.document.links) == 5, "each can still be chosen, to be taken away"
    bookmarks.remove(library, bookmarks.load(library))
    assert "Nothing is bookmarked yet." in page_text(library)


# Where the trail and links lead


def leads(library: Library, ref: str, **kept: object) -> tuple[str, str, str]:
    """What is pointed out on the page that a reference leads to, by its words; and what is told."""
    made: following.Lead = following.lead(library, ref, **kept)  # type: ignore[arg-type]
    if made.page is None:
        return "", "", made.told
    text = made.page.document.text
    spans = [made.passage] if made.passage else []
    spans += next((spans for one, spans in made.page.quotes if one == made.marked), [])
    return made.page.ref, " … ".join(text[slice(*span)] for span in spans), made.told


def lost(words: str) -> str:
    return f"{GONE}: “{words}”."


@pytest.mark.parametrize(
    ("ref", "kept", "expected"),
    [
        ("bridge", {}, ("bridge", "", "")),
        ("bridge#q2", {}, ("bridge", "It took nine years", "")),
        ("bridge#q1", {"words": "It took nine years"}, ("bridge", "It took nine years", "")),
        ("bridge#q9", {"words": "It took  nine years"}, ("bridge", "It took nine years", "")),
        ("bridge#q9", {}, ("bridge", "", "")),
        ("bridge#q1", {"words": "It took ten years"}, ("bridge", "", lost("It took ten years"))),
        ("bridge#q1", {"words": STONES}, ("bridge", STONES, following.UNLISTED)),
        ("bridge", {"words": STONES, "offset": 3}, ("bridge", STONES, "")),
        ("bridge", {"words": "No such words"}, ("bridge", "", lost("No such words"))),
        (f"passage:bridge/3/{STONES}", {}, ("bridge", STONES, "")),
        ("passage:bridge/3/No stones", {}, ("bridge", "", lost("No stones"))),
        ("passage:nobody/3/No stones", {}, ("", "", "There is no record “nobody”.")),
        ("nobody#q1", {"words": "Yes"}, ("", "", "There is no record “nobody#q1”.")),
        ("bridge#q3", {"view": "quotation"}, ("bridge#q3", "", "")),
        ("bridge#q1", {"view": "quotation", "words": "No"}, ("bridge", "", lost("No"))),
    ],
)
def test_where_a_reference_leads(
    library: Library, ref: str, kept: dict[str, object], expected: tuple[str, str, str]
) -> None:
    assert leads(library, ref, **kept) == expected


@pytest.mark.parametrize(
    ("ref", "is_there"), [("passage:Bridge/3/any words", True), ("passage:nobody/3/Yes", False)]
)
def test_a_passage_is_there_where_its_record_is(library: Library, ref: str, is_there: bool) -> None:
    assert library.exists(ref) == is_there
