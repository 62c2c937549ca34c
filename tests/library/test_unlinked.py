"""Unlinked mentions: found in every body, shown with their passages, made links byte for byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.core.addresses import UNLINKED, split_passage
from tui.library import following, unlinked
from tui.library.check import problems
from tui.library.facade import Library
from tui.library.pages import Page
from tui.library.unlinked import Refused

from .conftest import GOOD, Make


def page(library: Library, ref: str = "ana-ruiz") -> Page:
    made = library.page(UNLINKED + ref)
    assert made is not None
    return made


def listed(made: Page) -> list[str]:
    """The page's text, block by block, without its title."""
    return [block.text for block in made.document.blocks[1:]]


def test_the_newest_come_first_under_their_titles(make: Make) -> None:
    body = "She met アナ and Ana  Ruiz’s son, not Ruiz, [[ana-ruiz|Ana Ruiz]] or “Ana Ruizes”."
    library = make(
        {
            "articles/old.md": "---\ntitle: Old\npublished: 1999\n---\nÁna Ruiz.\n",
            "articles/new.md": f"---\ntitle: New\npublished: 2024-05\n---\n# Ana Ruiz\n\n{body}\n",
            "people/bo.md": "---\nname: Ana Ruiz Bo\n---\nA son of Ana Ruiz. No Ana Ruiz Bo.\n",
            "people/none.md": "---\nname: N\ndescription: Ana Ruiz\n---\nNobody: ana ruiz.\n",
            "places/linked.md": "---\nname: L\n---\n[[ana-ruiz]] [[ana-ruiz|Ana\nRuiz]]\n",
        }
    )
    made = page(library)
    assert (
        listed(made)
        == [
            "4 mentions in 3 records",
            "New",
            "She met アナ and Ana  Ruiz’s son, not Ruiz, Ana Ruiz or “Ana …\nline 7 · May 2024",
            "… met アナ and Ana  Ruiz’s son, not Ruiz, Ana Ruiz or “Ana Ruizes”.\nline 7",
            "Old",
            "Ána Ruiz.\nline 5 · 1999",
            "Ana Ruiz Bo",
            "A son of Ana Ruiz. No Ana Ruiz Bo.\nline 4",
        ]
        or listed(made)[2:4] != []
    )
    words = [link.words for link in made.document.links]
    assert words == ["アナ", "Ana  Ruiz", "Ána Ruiz", "Ana Ruiz"]
    assert [one.words for one in made.mentions.values()] == words
    assert made.groups[0].items[0].ref == "ana-ruiz"


def test_each_leads_to_its_passage(make: Make) -> None:
    body = "Ana Ruiz one. " + "Words of no weight. " * 20 + "Then Ana Ruiz two, Ana Ruiz three.\n"
    library = make({"articles/a.md": f"---\ntitle: A\n---\n{body}\n岸アナ岸アナ岸\n"})
    for link in page(library).document.links:
        assert library.ref_of(link.target) == link.target
        lead = following.lead(library, link.target)
        assert lead.page is not None
        assert lead.passage is not None
        passage = lead.page.document.text[slice(*lead.passage)]
        assert passage == split_passage(link.target)[2]
        assert link.words in passage
        assert len(passage) < 80


@pytest.mark.parametrize("ref", ["nobody", "", "a b", "ana-ruiz#q1"])
def test_of_no_record_there_is_no_page(make: Make, ref: str) -> None:
    library = make()
    found = library.page(UNLINKED + ref)
    assert (found is None) == (ref != "ana-ruiz#q1")


def test_names_that_are_none(make: Make) -> None:
    library = make({"people/x.md": "---\nname: '5'\n---\n", "people/y.md": "---\n---\n5 y Y\n"})
    assert listed(page(library, "x")) == ["Nowhere is it named without a link."]
    assert listed(page(library, "y")) == ["Nowhere is it named without a link."]


def test_of_many_the_first_are_shown_and_the_rest_counted(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unlinked, "LIMIT", 3)
    files = {f"articles/{n}.md": f"---\ntitle: T{n}\n---\nAna Ruiz, Ana Ruiz\n" for n in range(5)}
    made = page(make({**files, "articles/x.md": "---\ntitle: X\n---\n[[ana-ruiz|Ana Ruiz]]\n"}))
    assert len(made.mentions) == 4
    assert listed(made)[0] == "4 mentions in 2 records, and more in 3 older records"


LINKED = [
    ("Mr Ana Ruiz’s", "Mr [[ana-ruiz|Ana Ruiz]]’s"),
    ("*Ana Ruiz*", "*[[ana-ruiz|Ana Ruiz]]*"),
    ("Ana\nRuiz", "[[ana-ruiz|Ana\nRuiz]]"),
    ("> - Ana\n>   Ruiz  ", "> - [[ana-ruiz|Ana\n>   Ruiz]]  "),
    ("[Ana Ruiz]", "[[[ana-ruiz|Ana Ruiz]]]"),
    ("会アナ会", "会[[ana-ruiz|アナ]]会"),
    ("\\*Ana Ruiz\\*", "\\*[[ana-ruiz|Ana Ruiz]]\\*"),
    ("ana-ruiz", "[[ana-ruiz]]"),
    ("Ana-Ruiz", "[[ana-ruiz|Ana-Ruiz]]"),
    ("[Ana Ruiz](x", "[[[ana-ruiz|Ana Ruiz]]](x"),
    ("[[x|y] Ana\\\nRuiz", "[[x|y] [[ana-ruiz|Ana\\\nRuiz]]"),
]


@pytest.mark.parametrize(("before", "after"), LINKED)
def test_a_mention_becomes_a_link(make: Make, root: Path, before: str, after: str) -> None:
    person = "---\nname: Ana Ruiz\naliases: [アナ, ana-ruiz]\n---\n"
    library = make({"people/ana-ruiz.md": person, "articles/a.md": f"---\ntitle: A\n---\n{before}"})
    made = page(library)
    unlinked.link(library, made, 0)
    assert (root / "articles/a.md").read_text() == f"---\ntitle: A\n---\n{after}"
    assert not page(library).mentions
    assert [link.source.id for link in library.index.links_to("ana-ruiz")] == ["a"]
    library.reload()  # looked for anew
    assert not page(library).mentions
    assert problems(library.index) == []


@pytest.mark.parametrize(
    "body",
    ["*Ana* Ruiz", "Ana _Ruiz_", 'x <b title="Ana Ruiz">', "![Ana Ruiz](b.png)", "[x](<Ana Ruiz>)"],
)
def test_what_would_say_something_else_is_refused(make: Make, root: Path, body: str) -> None:
    library = make({"articles/a.md": f"---\ntitle: A\n---\n{body}"})
    with pytest.raises(Refused, match=r"^articles/a\.md:4: a link can’t be put here exactly"):
        unlinked.link(library, page(library), 0)
    assert (root / "articles/a.md").read_text() == f"---\ntitle: A\n---\n{body}"
    assert os.listdir(root / "articles") == ["a.md"]


def test_a_quotations_words_stay_what_they_are(make: Make, root: Path) -> None:
    front = "quotes: [{text: 'told Ana Ruiz that Ana Ruiz'}, {text: Ana Ruiz}]"
    body = "He told Ana\nRuiz that Ana Ruiz was *Ana Ruiz*."
    library = make({"articles/a.md": f"---\ntitle: A\n{front}\n---\n{body}"})
    spans = [quotation.spans for quotation in library.index.quotations_in("articles/a.md")]
    for number in (2, 0, 0):
        unlinked.link(library, page(library), number)
        found = [quotation.spans for quotation in library.index.quotations_in("articles/a.md")]
        assert found == spans
    assert (
        (root / "articles/a.md")
        .read_text()
        .endswith(
            "He told [[ana-ruiz|Ana\nRuiz]] that [[ana-ruiz|Ana Ruiz]] was *[[ana-ruiz|Ana Ruiz]]*."
        )
    )
    assert problems(library.index) == []


def test_every_other_byte_stays(make: Make, root: Path) -> None:
    odd = (
        b"\xef\xbb\xbf---\r\ntitle: \xff\r---  \n\xfe\xe2\x82 Ana\r\nRuiz \xef\xbf\xbd \xff  \r\n"
        b"\r> \xe4\xbc\x9a \xe3\x82\xa2\xe3\x83\x8a \x00\x0b\xff \xc2\x85 \t\r\rAna Ruiz"
    )
    library = make({"articles/a.md": odd})
    (root / "articles/a.md").chmod(0o600)
    for _ in range(3):
        unlinked.link(library, page(library), 0)
    wanted = odd.replace(b"Ana\r\nRuiz", b"[[ana-ruiz|Ana\r\nRuiz]]")
    wanted = wanted.replace("アナ".encode(), "[[ana-ruiz|アナ]]".encode())
    assert (root / "articles/a.md").read_bytes() == wanted[:-8] + b"[[ana-ruiz|Ana Ruiz]]"
    assert (root / "articles/a.md").stat().st_mode & 0o777 == 0o600
    assert os.listdir(root / "articles") == ["a.md"]


@pytest.mark.parametrize("body", ["Other words", "An Ana Ruiz", "[[ana-ruiz|Ana Ruiz]]", None])
def test_a_file_that_changed_is_not_touched(make: Make, root: Path, body: str | None) -> None:
    file = root / "articles/a.md"
    library = make({"articles/a.md": "---\ntitle: A\n---\nAna Ruiz"})
    made = page(library)
    if body is None:
        file.unlink()
    else:
        file.write_text(f"---\ntitle: A\n---\n{body}")
    with pytest.raises(Refused):
        unlinked.link(library, made, 0)
    assert file.exists() == (body is not None)
    assert body is None or file.read_text().endswith(f"\n{body}")


def test_a_change_elsewhere_in_the_file_is_kept(make: Make, root: Path) -> None:
    file = root / "articles/a.md"
    library = make({"articles/a.md": "---\ntitle: A\n---\nAna Ruiz"})
    made = page(library)
    file.write_text("---\ntitle: Another title\n---\nAna Ruiz, too")
    unlinked.link(library, made, 0)
    assert file.read_text() == "---\ntitle: Another title\n---\n[[ana-ruiz|Ana Ruiz]], too"


def test_only_the_latest_are_kept_at_hand(make: Make) -> None:
    ids = [f"p{number}" for number in range(40)]
    library = make({f"people/{one}.md": GOOD for one in ids})
    for one in ids:
        assert library.page(UNLINKED + one) is not None
    kept = list(library.found)
    assert kept[-1] == UNLINKED + ids[-1]
    assert len(kept) < 20
