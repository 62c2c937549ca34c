"""The sample library has what its story has, whole and without a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.library.facade import Library

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    return Library(str(DATA))


def test_nothing_is_wrong_with_it(library: Library) -> None:
    assert library.problems() == []


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
def test_its_records(library: Library, kind: str, ids: str) -> None:
    assert set(ids.split()) <= {record.id for record in library.records(kind)}


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
def test_its_quotations(library: Library, words: str, who: str, kind: str) -> None:
    found = [one for one in library.index.quotations() if one.text == words]
    assert [(one.who, one.kind, one.broken) for one in found] == [(who, kind, False)]


def test_what_is_only_reported(library: Library) -> None:
    found = [one for one in library.index.quotations() if one.kind == "indirect"]
    told = {(one.who, one.to_whom): len(one.parts) for one in found}
    assert told["Fumio Kishida", "Hitomi Soga"] == 1  # that he wants talks
    assert told["Hitomi Soga", "Fumio Kishida"] == 3  # what her letter asks for


def test_its_unnamed_speakers(library: Library) -> None:
    called = {one.get("speaker_as") for one in library.index.quotations()} - {""}
    assert called == {
        "a vice minister of the ministry",
        "a senior Japanese government official",
        "some officials of the ministry",
    }


def test_its_events_in_their_order(library: Library) -> None:
    rows = library.rows("event", "date", 0, 99)
    assert [(row.date, row.ref) for row in rows] == [
        ("2023-06/2023-12", "kishida-soga-meeting"),
        ("2023-06", "mongolia-conference-2023"),
        ("2023-05-29", "north-korean-reply-2023"),
        ("2023-05-27", "kishida-proposal-2023"),
        ("2016", "investigation-ended-2016"),
        ("2014", "stockholm-agreement"),
        ("1978-08", "soga-abduction-1978"),
        ("", "border-closure"),
    ]


def test_every_record_is_reached_from_another(library: Library) -> None:
    alone = [
        record.id
        for kind in ("article", "person", "organisation", "place", "event")
        for record in library.records(kind)
        if all(link.source.id == record.id for link in library.index.links_to(record.id))
    ]
    assert alone == []


def test_every_article_says_whose_words_it_has_and_from_where(library: Library) -> None:
    for record in library.records("article"):
        assert record.front["text"] == "retelling"
        assert record.front["source"]["name"] == "The Yomiuri Shimbun"


def test_some_names_stand_in_their_own_scripts(library: Library) -> None:
    assert library.find("岸田文雄") == ["fumio-kishida"]
    assert library.find("김정은") == ["kim-jong-un"]
