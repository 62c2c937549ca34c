"""What lies around a record in time, how often it is named and quoted when, and with whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.core.addresses import list_address
from tui.core.dates import calendar
from tui.library import timeline
from tui.library.facade import Library
from tui.library.index import over_time, spread
from tui.library.pages import Page

from .conftest import Make


def article(published: str, front: str = "", body: str = "", quotes: str = "") -> str:
    """An article of a day; quotes: `WORDS FIELDS; WORDS FIELDS …`, each with its words quoted."""
    listed, words = "", []
    for quote in filter(None, quotes.split("; ")):
        text, _, fields = quote.partition(" ")
        words.append(f"“{text}”")
        listed += f"  - {{text: {text}, {fields}}}\n"
    date = f"published: {published}\n" if published else ""
    head = f"---\ntitle: On {published or 'no day'}\n{date}{front}"
    return f"{head}{'quotes:' * bool(listed)}\n{listed}---\n{body} {' '.join(words)}\n"


FILES: dict[str, str | bytes] = {
    "people/bo.md": "---\nname: Bo\n---\nSee [[vote]].\n",
    "people/cy.md": "---\nname: Cy\n---\n",
    "places/hall.md": "---\nname: Hall\n---\n",
    "events/strike.md": "---\nname: The strike\ndate: 1978-08\nparticipants: ana-ruiz\n---\n",
    "events/vote.md": "---\nname: The vote\ndate: 2020-05-01\nplace: hall\n---\n",
    "events/count.md": "---\nname: The count\ndate: 2020-06/..\npart_of: vote\n---\n",
    "events/rumour.md": "---\nname: A rumour\n---\n",
    "articles/one.md": article(
        "2020-05-02",
        "events: [vote, rumour]\ntopics: [Votes, town life]\n",
        "[[bo]] and [[cy]]",
        "yes speaker: ana-ruiz, to: bo, said: 2020-05-01, event: vote; no speaker: bo",
    ),
    "articles/two.md": article("2020-08", "people: [bo, ana-ruiz]\n", "In [[hall]]."),
    "articles/three.md": article("2022/2023", "topics: votes\n", "[[BO]]", "late speaker: bo"),
    "articles/four.md": article("", "", "[[bo]]", "never speaker: bo, status: disputed"),
}


def refs(page: Page) -> list[str]:
    """What the rows of a timeline lead to."""
    rows = [block for block in page.document.blocks if block.kind == "row"]
    return [run.target for block in rows for run in block.runs if run.target]


def rows(page: Page) -> list[str]:
    """The rows with what is drawn before them."""
    blocks = [block for block in page.document.blocks if block.kind == "row"]
    return [f"{block.marker}  {block.text}" if block.marker else block.text for block in blocks]


def opened(library: Library, address: str) -> Page:
    page = library.page(address)
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ("", "strike one#q1 vote one#q2 count three#q1 four#q1 rumour"),
        ("ana-ruiz", "strike one#q1 vote rumour"),  # she takes part in it; she said it
        ("bo", "one#q1 vote one#q2 three#q1 four#q1 rumour"),  # he names it; its article is on it
        ("one", "one#q1 vote one#q2 rumour"),
        ("ONE#q2", "one#q1 vote one#q2 rumour"),
        ("vote", "one#q1 vote one#q2 count rumour"),  # said there, and in what is about it
        ("count", "vote count"),
        ("hall", "vote"),
        ("cy", "vote rumour"),
        ("nobody", ""),
    ],
)
def test_what_lies_around(make: Make, around: str, expected: str) -> None:
    page = opened(make(FILES), f"timeline:{around}")
    assert refs(page) == expected.split()


def test_rows_tell_when_who_and_what(make: Make) -> None:
    page = opened(make(FILES), "timeline:ONE#q2")
    assert rows(page) == [
        "JFMAMJJASOND  2020",
        "····●·······  1 May 2020 · Ana Ruiz: “yes”",
        "····●·······  1 May 2020 · The vote",
        "····●·······  2 May 2020 (published) · Bo: “no”  this quotation",
        "A rumour",
    ]
    assert "1 article" not in page.document.text
    assert "2 events and 2 quotations, in 2020." in page.document.text
    assert [(group.title, group.count) for group in page.groups] == [
        ("People", 2),
        ("Articles", 1),
    ]


def test_gaps_and_what_is_in_doubt_are_told(make: Make) -> None:
    page = opened(make(FILES), "timeline:")
    shown = rows(page)
    assert shown[1:4] == [
        "·······━····  August 1978 · The strike",
        "     ⋮        41 years without an entry",
        "JFMAMJJASOND  2020",
    ]
    assert "·····━━━━━━▸  since June 2020 · The count" in shown
    assert "Bo: “never”  disputed" in shown
    assert "from 1978 to 2022; most in 2020: 4." in page.document.text
    assert "Without a date 2" in page.document.text


def test_long_words_are_cut_between_two(make: Make) -> None:
    said = " ".join(["word"] * 40)
    text = f"---\ntitle: Long\nquotes: [{{text: {said}}}]\n---\n“{said}”\n"
    page = opened(make({"articles/long.md": text}), "timeline:")
    assert rows(page) == [f"speaker not named: “{' '.join(['word'] * 19)}…”"]


def test_a_gap_is_where_nothing_may_lie(make: Make) -> None:
    dated = ("../1950", "1960", "1960-02", "1980/2003-05", "1981-02", "1990/..", "2006-05")
    files: dict[str, str | bytes] = {
        f"events/e{n}.md": f"---\nname: Event {n}\ndate: {date}\n---\n"
        for n, date in enumerate(dated)
    }
    page = opened(make(files), "timeline:")
    assert "7 events, from 1950 to 2006." in page.document.text
    told = [
        (block.text, block.level) for block in page.document.blocks if "Event" not in block.text
    ]
    assert told[-9:] == [
        ("1950", 1),
        ("9 years without an entry", 0),
        ("1960", 0),
        ("19 years without an entry", 0),
        ("1980", 0),
        ("1981", 1),
        ("1990", 1),
        ("2 years without an entry", 0),
        ("2006", 0),
    ]


def test_many_are_read_by_pages(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST", 4)
    days = {
        f"events/day-{n}.md": f"---\nname: Day {n}\ndate: 2020-01-0{n // 2 + 1}\n---\n"
        for n in range(9)
    }
    library = make({**days, "events/none.md": "---\nname: None\n---\n"})
    address, pages = "timeline:", []
    while address:
        page = opened(library, address)
        pages.append([ref for ref in refs(page) if not ref.startswith("timeline:")])
        address = next((ref for ref in refs(page) if ref.startswith("timeline:")), "")
    assert pages[0] == ["day-6", "day-7", "day-8"], "a day that may not be whole waits"
    assert sorted(ref for page in pages for ref in page) == sorted(library.index.ids_around(""))[1:]
    assert "8 before these" not in opened(library, "timeline:").document.text
    assert "6 before these" in opened(library, "timeline:").document.text


MANY = [*(f"20{n % 40:02}-0{n % 9 + 1}-{n % 28 + 1:02}" for n in range(60)), "2010", "2011-03/.."]
MANY += ["../1999", "../2010-05-09", "", "2030-02-03", "2030-02-03T10:00Z"]


@pytest.mark.parametrize(("brief", "long"), [(10**6, 0), (0, 10**6), (0, 0)])
@pytest.mark.parametrize("around", ["", "bo", "vote"])
def test_many_are_counted_by_their_keys(
    make: Make,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    around: str,
    brief: int,
    long: int,
) -> None:
    monkeypatch.setattr(timeline, "MOST", 20)
    files: dict[str, str | bytes] = {
        f"articles/x{n}.md": article(date, "events: vote\n", "[[strike]]", "so speaker: bo")
        for n, date in enumerate(MANY)
    }
    library = make({**FILES, **files})
    for gone in ("x3", "x41", "x66", "x64", "three"):  # whose words the full text still has
        root.joinpath("articles", f"{gone}.md").unlink()
    old = article("1950-01-02", "events: vote\n", "", "so speaker: bo; no speaker: bo")
    root.joinpath("articles", "old.md").write_text(old)  # its keys come before all others
    library.reload()
    addresses = [f"timeline:{around}{one}" for one in ("", "@2025-01-01", "@2010-05-09")]
    one_by_one = [opened(library, one) for one in addresses]
    exact = library.index.over_time.around(around, 20)
    monkeypatch.setattr(over_time, "_FEW", 0)
    monkeypatch.setattr(spread, "_BRIEF", brief)
    monkeypatch.setattr(spread, "_LONG", long)
    for page, address in zip(one_by_one, addresses, strict=True):
        assert rows(opened(library, address)) == rows(page)
    found = library.index.over_time.around(around, 20)
    assert found.refs == exact.refs
    assert (found.quotes, found.undated) == (exact.quotes, exact.undated)
    assert found.unit == (0 if brief else 1 if long else 12)
    assert by_year(found.days) == by_year(exact.days)
    assert brief == 0 or found.days == exact.days


def by_year(days: dict[int, int]) -> dict[int, int]:
    years: dict[int, int] = {}
    for day, count in days.items():
        year = calendar(day)[0]
        years[year] = years.get(year, 0) + count
    return years


def test_events_of_the_newest_articles_that_name_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(over_time, "BEST_OF", 1)
    late = article("2024", "events: strike\n", "[[cy]]")
    assert refs(opened(make({**FILES, "articles/late.md": late}), "timeline:cy")) == ["strike"]


def section(page: Page, title: str) -> list[str]:
    """The rows of a page's section."""
    found, within = [], False
    for block in page.document.blocks:
        if block.kind == "heading":
            within = block.text.startswith(title)
        elif within:
            found.append(f"{block.marker}  {block.text}" if block.marker else block.text)
    return found


@pytest.mark.parametrize(
    ("ref", "lines"),
    [
        ("ana-ruiz", ["Named in 2 articles and quoted once, from May 2020 to August 2020."]),
        ("bo", ["Named in 4 articles and quoted 3 times, from 2020 to 2022 or later."]),
        ("cy", ["Named in 1 article, in May 2020."]),
        ("vote", ["Named in 1 article and 1 quotation said there, in May 2020."]),
        ("strike", []),
        ("topic:VOTES", ["2 articles and 3 quotations, from 2020 to 2022 or later."]),
    ],
)
def test_coverage_in_a_sentence(make: Make, ref: str, lines: list[str]) -> None:
    found = section(opened(make(FILES), ref), "Coverage")
    assert [line.partition(". ")[0].rstrip(".") + "." for line in found[:1]] == lines


def test_coverage_as_bars(make: Make) -> None:
    more: dict[str, str | bytes] = {
        f"articles/x{n}.md": article(f"1990-{n + 1:02}-01", "", "[[bo]]") for n in range(9)
    }
    assert section(opened(make({**FILES, **more}), "bo"), "Coverage") == [
        "Named in 13 articles and quoted 3 times, from 1990 to 2022 or later."
        " 1 article and 1 quotation have no date.",
        "▀ named · ▄ quoted · a cell is 2",
        "▀▀▀▀▀···  1990: named in 9 articles",
        "   ⋮      1991 to 2019: nothing",
        "█·······  2020: named in 2 articles, quoted once",
        "█·······  2022: named in 1 article, quoted once · 2 perhaps later",
    ]


def test_coverage_by_months_and_by_decades(make: Make) -> None:
    files: dict[str, str | bytes] = {
        f"articles/m{n}.md": article(f"2020-0{n + 1}-05", "topics: m\n") for n in range(3)
    }
    for year in range(1980, 2000):
        files[f"articles/y{year}.md"] = article(f"{year}", "topics: y\n")
    library = make(files)
    assert section(opened(library, "topic:m"), "Coverage")[1] == "█·······  January 2020: 1 article"
    years = section(opened(library, "topic:y"), "Coverage")
    assert years[2:] == [
        "a cell is 2",
        "█████···  1980s: 10 articles",
        "█████···  1990s: 10 articles",
    ]
    blocks = opened(library, "topic:y").document.blocks
    assert [block.kind for block in blocks].count("figure") == 1


def test_whom_one_is_named_with(make: Make) -> None:
    library = make(FILES)
    page = opened(library, "bo")
    assert section(page, "Named with") == [
        "Ana Ruiz  in 2 articles\nOn 2020-08 · On 2020-05-02",
        "Cy  in 1 article\nOn 2020-05-02",
        "Unlinked mentions",
    ]
    targets = [link.target for link in page.document.links][-5:-1]
    assert targets == [
        "ana-ruiz",
        list_address("articles", "about:bo about:ana-ruiz"),
        "cy",
        list_address("articles", "about:bo about:cy"),
    ]


def test_a_topic_is_written_as_one_likes(make: Make) -> None:
    library = make(FILES)
    links = [link.target for link in opened(library, "one").document.links]
    assert links[-2:] == ["topic:Votes", "topic:town life"]
    page = opened(library, "topic:Votes")
    assert section(page, "Articles") == [
        "On 2022/2023\nbetween 2022 and 2023",
        "On 2020-05-02\n2 May 2020",
    ]
    assert section(page, "People")[0] == "Bo  in 2 articles\nOn 2022/2023 · On 2020-05-02"
    assert list_address("articles", "topic:Votes about:bo") in refs(page)
    assert "No article" in opened(library, "topic:nothing").document.text
