"""The whole format: every field of every kind is read as it is written, linked, dated and found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.core import markdown
from tui.core.fields import FIELDS, MAPPINGS
from tui.core.records import Quotation
from tui.library import reader
from tui.library.facade import SORTS, Library, quotation_json

from .conftest import Make

WHOLE = """\
---
title: "Whole: everything"
published: 2023-05-29
updated: 2024-01-05
language: no
source:
  - {name: Null, url: https://example.org/a, accessed: 2026-11-01}
  - {name: 1.0, url: http://example.org/b}
authors: [ana-ruiz, "[[guild]]", Yes, C# Digest]
text: excerpt
summary: ~
topics: [on, 007, 1e3]
events: "[[talks]]"
people: [ANA-RUIZ, "[[bo|Bo]]"]
organisations: guild
places: [oslo]
corrections: [{date: 2024-01-05, text: 12:30}]
status: corrected
quotes:
  - text: there is no reason
    kind: direct
    id: no-reason
    speaker: [ana-ruiz, "[[guild]]"]
    speaker_as: a mayor
    said: 2023-05-28
    to: "[[bo]]"
    to_as: null
    event: talks
    cue: saying
    status: disputed
    translated_from: ja
    original: 会わない理由はない
    note: true
  - {text: [My mother, will be 91], kind: mixed, to: [bo, oslo]}
---
[[bo|Bo *Lind*]] said that “there is
*no* [[oslo|reason]]”. See [[whole#q2|below]].

> “My mother,” she said,
> “will be 91.” There is no reason.
"""

FRONT = {
    "title": "Whole: everything",
    "published": "2023-05-29",
    "updated": "2024-01-05",
    "language": "no",
    "source": [
        {"name": "Null", "url": "https://example.org/a", "accessed": "2026-11-01"},
        {"name": "1.0", "url": "http://example.org/b"},
    ],
    "authors": ["ana-ruiz", "[[guild]]", "Yes", "C# Digest"],
    "text": "excerpt",
    "summary": "~",
    "topics": ["on", "007", "1e3"],
    "events": "[[talks]]",
    "people": ["ANA-RUIZ", "[[bo|Bo]]"],
    "organisations": "guild",
    "places": ["oslo"],
    "corrections": [{"date": "2024-01-05", "text": "12:30"}],
    "status": "corrected",
    "quotes": [
        {
            "text": "there is no reason",
            "kind": "direct",
            "id": "no-reason",
            "speaker": ["ana-ruiz", "[[guild]]"],
            "speaker_as": "a mayor",
            "said": "2023-05-28",
            "to": "[[bo]]",
            "to_as": "null",
            "event": "talks",
            "cue": "saying",
            "status": "disputed",
            "translated_from": "ja",
            "original": "会わない理由はない",
            "note": "true",
        },
        {"text": ["My mother", "will be 91"], "kind": "mixed", "to": ["bo", "oslo"]},
    ],
}

OTHERS: dict[str, str | bytes] = {
    "people/bo.md": """\
---
name: Bo Lind
aliases: [Straße, 이순신, naïve Bo]
weak_aliases: Lind
description: 0x10
born: 1950~
died: ../2020
roles:
  - {title: mayor, organisation: "[[oslo]]", from: 2001, to: 2005}
  - {title: head, organisation: guild, from: 2010}
relations:
  - {relation: mother, to: ana-ruiz}
same_as: https://example.org/bo
---
""",
    "organisations/guild.md": """\
---
name: The Guild
aliases: G
weak_aliases: [Guild]
description: .5
part_of: [oslo, "[[guild]]"]
same_as: [https://example.org/guild]
---
""",
    "places/oslo.md": """\
---
name: Oslo
aliases: [Christiania]
description: null
within: "[[oslo]]"
coordinates: [59.91, 10.75]
same_as: [https://example.org/oslo]
---
[[ana-ruiz]]
""",
    "events/talks.md": """\
---
name: The talks
date: 2016/..
place: oslo
participants: [bo, "[[guild]]"]
part_of: talks
aliases: [T]
description: False
source: {name: Daily}
same_as: https://example.org/talks
---
""",
}


@pytest.fixture
def library(make: Make) -> Library:
    return make({"articles/sub/whole.md": WHOLE, **OTHERS})


def quotation(library: Library, ref: str) -> Quotation:
    found = library.quotation(ref)
    assert found is not None, ref
    return found


def test_every_field_is_in_the_examples() -> None:
    assert set(FRONT) == set(FIELDS["article"])
    assert set(FRONT["quotes"][0]) == set(MAPPINGS["quote"])
    for kind, path in (("person", "people/bo"), ("organisation", "organisations/guild")):
        assert [one for one in FIELDS[kind] if f"\n{one}:" not in str(OTHERS[f"{path}.md"])] == []
    for kind, path in (("place", "places/oslo"), ("event", "events/talks")):
        assert [one for one in FIELDS[kind] if f"\n{one}:" not in str(OTHERS[f"{path}.md"])] == []


def test_every_scalar_is_its_text(library: Library) -> None:
    assert library.problems() == []
    record = library.record("whole")
    assert record is not None
    assert library.index.front_of(record) == FRONT
    assert library.record_json(record) | FRONT == library.record_json(record)
    bo = library.record("bo")
    assert bo is not None
    assert (bo.front["description"], bo.front["born"], bo.front["died"]) == (
        "0x10",
        "1950~",
        "../2020",
    )
    event = library.record("talks")
    assert event is not None
    assert (event.date, event.front["description"]) == ("2016/..", "False")


def test_every_reference_has_its_path_and_line(library: Library) -> None:
    links = library.index.links_of("articles/sub/whole.md")
    assert [
        (link.path, link.line, link.target.id, link.anchor, link.quote, bool(link.certain))
        for link in links
    ] == [
        ("authors", 9, "ana-ruiz", "", 0, False),
        ("authors", 9, "guild", "", 0, True),
        ("authors", 9, "Yes", "", 0, False),
        ("authors", 9, "C# Digest", "", 0, False),
        ("events", 13, "talks", "", 0, True),
        ("people", 14, "ana-ruiz", "", 0, True),
        ("people", 14, "bo", "", 0, True),
        ("organisations", 15, "guild", "", 0, True),
        ("places", 16, "oslo", "", 0, True),
        ("quotes.speaker", 23, "ana-ruiz", "", 1, True),
        ("quotes.speaker", 23, "guild", "", 1, True),
        ("quotes.to", 26, "bo", "", 1, True),
        ("quotes.event", 28, "talks", "", 1, True),
        ("quotes.to", 34, "bo", "", 2, True),
        ("quotes.to", 34, "oslo", "", 2, True),
        ("body", 36, "bo", "", 0, True),
        ("body", 37, "oslo", "", 0, True),
        ("body", 37, "whole", "q2", 0, True),
    ]
    assert [link.words for link in links[-3:]] == ["Bo Lind", "reason", "below"]


@pytest.mark.parametrize(
    ("record", "backlinks"),
    [
        ("guild", "authors organisations quotes.speaker part_of roles.organisation participants"),
        ("ana-ruiz", "authors people quotes.speaker relations.to body"),
        ("oslo", "places quotes.to body roles.organisation part_of within place"),
        ("talks", "events quotes.event part_of"),
        ("whole", "body"),
    ],
)
def test_a_reference_of_every_sort_is_seen_from_its_target(
    library: Library, record: str, backlinks: str
) -> None:
    assert {link.path for link in library.index.links_to(record)} == set(backlinks.split())


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("ana ruíz", ["ana-ruiz"]),
        ("RUIZ", ["ana-ruiz"]),
        ("ｱﾅ", ["ana-ruiz"]),
        ("STRASSE", ["bo"]),
        ("\u110b\u1175\u1109\u116e\u11ab\u1109\u1175\u11ab", ["bo"]),
        ("Naive  bo", ["bo"]),
        ("lind", ["bo"]),
        ("g", ["guild"]),
        ("christiania", ["oslo"]),
        ("t", ["talks"]),
        ("BO", ["bo"]),
        ("[[bo]]", ["bo"]),
        ("whole: everything", ["whole"]),
        ("Whole#Q1", []),
        ("WHOLE#no-reason", ["whole#no-reason"]),
        ("nobody", []),
        ("", []),
    ],
)
def test_names_in_any_script_and_case(library: Library, written: str, ids: list[str]) -> None:
    assert library.find(written) == ids


def test_the_same_id_in_another_case(library: Library) -> None:
    assert library.same("BO", "bo")
    assert not library.same("bo", "oslo")


def test_weak_names_are_marked(tmp_path: Path) -> None:
    (tmp_path / "bo.md").write_text(str(OTHERS["people/bo.md"]), encoding="utf-8")
    assert reader.read(str(tmp_path), "bo.md", "person").names == [
        ("Bo Lind", False),
        ("Straße", False),
        ("이순신", False),
        ("naïve Bo", False),
        ("Lind", True),
    ]


def test_quotations_stand_where_they_stand(library: Library) -> None:
    record = library.record("whole")
    assert record is not None
    shown = markdown.parse(*library.body(record)).text
    one, two = library.index.quotations_in(record.path)
    assert [shown[start:end] for start, end in one.spans] == ["there is no reason"]
    assert [shown[start:end] for start, end in two.spans] == ["My mother", "will be 91"]
    assert (one.ref, one.line, two.ref, two.line) == ("whole#no-reason", 36, "whole#q2", 39)
    assert (
        quotation(library, "WHOLE#q1").ref == quotation(library, "whole#no-reason").ref == one.ref
    )


def test_a_quotation_in_json(library: Library) -> None:
    assert quotation_json(quotation(library, "whole#q1")) == {
        "ref": "whole#no-reason",
        "text": "there is no reason",
        "parts": ["there is no reason"],
        "kind": "direct",
        "cue": "saying",
        "status": "disputed",
        "speaker": [{"id": "ana-ruiz", "name": "Ana Ruiz"}, {"id": "guild", "name": "The Guild"}],
        "speaker_as": "a mayor",
        "said": "2023-05-28",
        "date": "2023-05-28",
        "to": [{"id": "bo", "name": "Bo Lind"}],
        "event": {"id": "talks", "name": "The talks"},
        "article": {
            "id": "whole",
            "title": "Whole: everything",
            "published": "2023-05-29",
            "source": "Null",
            "url": "https://example.org/a",
            "text": "excerpt",
        },
        "path": "articles/sub/whole.md",
        "line": 36,
    }
    two = quotation_json(quotation(library, "whole#q2"))
    assert (two["text"], two["said"], two["date"], two["event"]) == (
        "My mother … will be 91",
        None,
        "2023-05-29",
        None,
    )
    assert json.dumps(two)


def test_an_author_may_be_a_plain_name(library: Library) -> None:
    page = library.page("whole")
    assert page is not None
    assert " · by Ana Ruiz, The Guild, Yes, C# Digest\n" in page.document.text
    assert [link.words for link in page.document.links[:2]] == ["Ana Ruiz", "The Guild"]


def test_a_link_without_quote_marks_is_a_link_all_the_same(make: Make) -> None:
    front = "title: T\nauthors: [[ana-ruiz]]\nquotes:\n- text: Words\n  speaker: [[ana-ruiz|Ana]]\n"
    front += "people: ana-ruiz\n"
    library = make({"articles/a.md": f"---\n{front}---\nWords.\n"})
    assert quotation(library, "a#q1").who == "Ana Ruiz"
    record = library.record("a")
    assert record is not None
    assert record.front["authors"] == "[[ana-ruiz]]"
    links = library.index.links_of(record.path)
    assert [(one.path, one.target.name, one.quote) for one in links] == [
        ("authors", "Ana Ruiz", 0),
        ("quotes.speaker", "Ana Ruiz", 1),
        ("people", "Ana Ruiz", 0),
    ]


QUOTED = "quotes:\n- text: Words\n- text: and more\n---\nWords and more.\n"

# Ids and dates of articles, newest first.
DATED = {
    "k": "2024~",
    "c": "2023-05-29T10:00Z",
    "b": "2023-05-29",
    "j": "2023-05",
    "h": "2023/..",
    "d": "2023",
    "g": "2023",
    "a": "1978-08?",
    "f": "../2020",
    "e": "",
    "i": "no date",
}


def test_the_newest_come_first_and_the_undated_last(make: Make) -> None:
    files: dict[str, str | bytes] = {
        f"articles/{name}.md": f"---\ntitle: T\npublished: {date}\n{QUOTED}"
        for name, date in sorted(DATED.items())
    }
    files["articles/z.md"] = (
        "---\ntitle: Z\npublished: 1950\nquotes:\n- {text: Words, said: 2025}\n---\nWords\n"
    )
    library = make(files)
    rows = library.rows("article", "date", 0, 99)
    assert [row.ref for row in rows] == ["k", "c", "b", "j", "h", "d", "g", "a", "z", "f", "e", "i"]
    assert [row.date for row in rows[-3:]] == ["../2020", "", ""]
    quotes = [row.ref for row in library.rows("quote", "date", 0, 99)]
    assert quotes == ["z#q1", *(f"{one}#q{n}" for one in DATED for n in (1, 2))]
    assert [one.ref for one in library.index.quotations()] == quotes


def test_every_row_of_every_list_knows_its_place(library: Library) -> None:
    for kind, sorts in SORTS.items():
        for sort in sorts:
            rows = library.rows(kind, sort, 0, 99)
            assert len(rows) == library.counts[kind]
            assert [library.position(kind, sort, row.ref) for row in rows] == list(range(len(rows)))
            assert [row.ref for row in library.rows(kind, sort, 1, 1)] == [
                row.ref for row in rows[1:2]
            ]
    assert library.position("person", "name", "oslo") is None
    assert library.position("quote", "date", "whole#q9") is None
