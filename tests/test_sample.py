"""The sample library has what its story has and its background, sourced, whole and faultless."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tui.core.records import Quotation, Record
from tui.library.facade import Library

KINDS = ("article", "person", "organisation", "place", "event")
CITED = re.compile(r"\]\((https?://[^)\s]+)\)")


def test_nothing_is_wrong_with_it(sample: Library) -> None:
    assert sample.problems() == []


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        ("person", "fumio-kishida hitomi-soga miyoshi-soga kim-jong-un"),
        (
            "organisation",
            "yomiuri-shimbun prime-ministers-office japanese-foreign-ministry"
            " north-korean-foreign-ministry",
        ),
        (
            "place",
            "tokyo pyongyang mongolia china-north-korea-border japan north-korea south-korea"
            " united-states stockholm",
        ),
        (
            "event",
            "soga-abduction-1978 stockholm-agreement investigation-ended-2016 border-closure"
            " kishida-proposal-2023 north-korean-reply-2023 mongolia-conference-2023"
            " kishida-soga-meeting",
        ),
    ],
)
def test_its_records(sample: Library, kind: str, ids: str) -> None:
    assert set(ids.split()) <= {record.id for record in sample.records(kind)}


@pytest.mark.parametrize(
    ("words", "who", "kind"),
    [
        (
            "My mother will be turning 91. The more I think about how she might be doing, the more"
            " overwhelmed I feel",
            "Hitomi Soga",
            "direct",
        ),
        (
            "The abductions are a time-critical human rights issue that cannot be neglected. I"
            " must take the lead in addressing the issue",
            "Fumio Kishida",
            "direct",
        ),
        ("high-level talks", "Fumio Kishida", "mixed"),
        (
            "If Japan has a new determination … and is seeking a way to improve relations, there"
            " is no reason for us not to meet",
            "North Korean Foreign Ministry",
            "direct",
        ),
        (
            "There has been no diplomatic buildup",
            "a senior Japanese government official",
            "direct",
        ),
    ],
)
def test_its_quotations(sample: Library, words: str, who: str, kind: str) -> None:
    found = [one for one in sample.index.quotations() if one.text == words]
    assert [(one.who, one.kind, one.broken) for one in found] == [(who, kind, False)]


def test_what_is_only_reported(sample: Library) -> None:
    found = [one for one in sample.index.quotations() if one.kind == "indirect"]
    told = {(one.who, one.to_whom): len(one.parts) for one in found}
    assert told["Fumio Kishida", "Hitomi Soga"] == 1  # that he wants talks
    assert told["Hitomi Soga", "Fumio Kishida"] == 3  # what her letter asks for


def test_its_unnamed_speakers(sample: Library) -> None:
    called = {one.get("speaker_as") for one in sample.index.quotations()}
    assert called >= {
        "a vice minister of the ministry",
        "a senior Japanese government official",
        "some officials of the ministry",
    }


def test_its_events_in_their_order(sample: Library) -> None:
    rows = [row.ref for row in sample.rows("event", "date", 0, 999)]
    story = [
        "kishida-soga-meeting",
        "mongolia-conference-2023",
        "north-korean-reply-2023",
        "kishida-proposal-2023",
        "investigation-ended-2016",
        "stockholm-agreement",
        "return-2002",
        "pyongyang-summit-2002",
        "soga-abduction-1978",
        "yokota-abduction-1977",
    ]
    assert [ref for ref in rows if ref in story] == story


def sentences(body: str) -> list[str]:
    """A body's sentences: headings left out, and no full stop sought in addresses and titles."""
    body = re.sub(r"(?m)^#.*$", "", body)
    body = CITED.sub("](cited)", body)
    body = re.sub(r"\b(Mr|Ms|Sgt|Lt|Col|No|U\.S|N)\.", r"\1", body)
    return [one for one in re.split(r"(?<=[.!?])[”’]?\s+|(?<=。)", body) if one.strip()]


def sourced(library: Library, record: Record) -> int:
    """How many sourced sentences it has: with `source`, all of them; else those that cite a page.

    A person, an organisation and a place have no `source`.
    """
    found = sentences(library.body(record)[0])
    return len(found if "source" in record.front else [one for one in found if "](cited)" in one])


@pytest.mark.parametrize(
    ("kind", "least"),
    [("article", 14), ("person", 25), ("event", 18), ("organisation", 10), ("place", 8)],
)
def test_a_record_has_three_sourced_sentences_and_two_that_link_to_it(
    sample: Library, kind: str, least: int
) -> None:
    counted = {
        record.id: (
            sourced(sample, record),
            len({link.source.id for link in sample.index.links_to(record.id)} - {record.id}),
        )
        for record in sample.records(kind)
    }
    assert {one: n for one, n in counted.items() if n[0] < 3 or n[1] < 2} == {}
    assert len(counted) >= least


@pytest.mark.parametrize("kind", ["article", "event"])
def test_every_source_has_a_page_and_the_day_it_was_looked_up(sample: Library, kind: str) -> None:
    for record in sample.records(kind):
        sources = record.front["source"]
        for source in sources if isinstance(sources, list) else [sources]:
            assert source["name"], record.id
            assert source["url"].startswith("http"), record.id
            assert re.fullmatch(r"2026-\d\d-\d\d", source["accessed"]), record.id


def front(key: str, value: str) -> Callable[[Record], bool]:
    return lambda record: record.front.get(key) == value


@pytest.mark.parametrize(
    "shown",
    [
        lambda record: front("status", "corrected")(record) and bool(record.front["corrections"]),
        front("text", "excerpt"),
        front("language", "ja"),
    ],
    ids=["a correction", "an excerpt", "in Japanese"],
)
def test_an_article_shows(sample: Library, shown: Callable[[Record], bool]) -> None:
    assert any(shown(record) for record in sample.records("article"))


@pytest.mark.parametrize(
    "shown",
    [
        lambda one: one.status == "disputed" and one.get("note"),
        lambda one: one.kind == "direct" and len(one.parts) > 1,
        lambda one: one.get("translated_from") == "ja" and "な" in one.get("original"),
        lambda one: "は" in one.text,
    ],
    ids=["disputed", "in parts", "translated, with its original", "in Japanese"],
)
def test_a_quotation_is(sample: Library, shown: Callable[[Quotation], Any]) -> None:
    assert any(shown(one) for one in sample.index.quotations())


def test_nobody_is_quoted_from_nowhere(sample: Library) -> None:
    # Outside its quotations a retelling is the library's own; an excerpt, the source's.
    assert {record.front["text"] for record in sample.records("article")} == {
        "retelling",
        "excerpt",
    }
    assert [one.ref for one in sample.index.quotations() if one.broken] == []


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("岸田文雄", "fumio-kishida"),
        ("김정은", "kim-jong-un"),
        ("横田めぐみ", "megumi-yokota"),
        ("救う会", "rescue-association"),
        ("佐渡島", "sado"),
    ],
)
def test_some_names_stand_in_their_own_scripts(sample: Library, written: str, id: str) -> None:  # noqa: A002
    assert sample.find(written) == [id]
