"""What is wrong with files: each mistake has its file, its line, and a sentence that helps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.core.problems import Problem
from tui.library.facade import Library
from tui.library.index import read

from .conftest import GOOD, Make, write

ARTICLE = "articles/a.md"


def article(front: str = "", body: str = "Text.\n") -> str:
    return f"---\ntitle: T\n{front}---\n{body}"


QUOTE = "quotes:\n  - text: {}\n    speaker: ana-ruiz\n"

# what the file has → line, severity, words of the message
MISTAKES: dict[str, tuple[str | bytes, int, str, str]] = {
    "no front matter": ("Only text.\n", 1, "error", "no front matter"),
    "front matter not closed": ("---\ntitle: T\n\nText.\n", 1, "error", "not closed"),
    "front matter empty": ("---\n---\nText.\n", 1, "error", "empty"),
    "an empty file": ("", 1, "error", "empty"),
    "colon in a title": ("---\ntitle: One: two\n---\n", 2, "error", "quotes"),
    "bracket not closed": ("---\ntitle: T\ntopics: [a\nlanguage: en\n---\n", 3, "error", "YAML"),
    "tab as indentation": ("---\ntitle: T\nsource:\n\tname: X\n---\n", 4, "error", "YAML"),
    "a title that is missing": ("---\nlanguage: en\n---\n", 1, "error", "`title:` is missing"),
    "a list where a word belongs": (article("language: [en, de]\n"), 3, "error", "not a list"),
    "a mapping where a word belongs": (article("summary: {a: b}\n"), 3, "error", "a mapping"),
    "an unknown key": (article("publised: 2020\n"), 3, "warning", "did you mean `published`"),
    "a key twice": (article("language: en\nlanguage: de\n"), 4, "error", "line 3"),
    "a word out of a list": (article("status: gone\n"), 3, "error", "published, corrected"),
    "an impossible date": (article("published: 2023-02-30\n"), 3, "error", "28 days"),
    "a date of another form": (article("published: 29.05.2023\n"), 3, "error", "2023-05-29"),
    "an address that runs": (article("source: {url: 'javascript:x'}\n"), 3, "error", "http"),
    "an alias": (article("summary: *x\n"), 3, "error", "alias"),
    "a tag": (article("summary: !!int 3\n"), 3, "warning", "tag"),
    "too deep": (article("summary: " + "[" * 60 + "]" * 60 + "\n"), 3, "error", "30 deep"),
    "a link to nothing": (article(body="One.\n\nSee [[ana-ruis]].\n"), 6, "error", "`ana-ruiz`"),
    "a name for an id": (article("people: Ana Ruiz\n"), 3, "error", "did you mean `ana-ruiz`"),
    "a name in another script": (article("people: [アナ]\n"), 3, "error", "`ana-ruiz`"),
    "no such quotation": (article(body="[[a#q3]]\n"), 4, "error", "no quotation “q3”"),
    "a record of another kind": (article("places: [ana-ruiz]\n"), 3, "warning", "people"),
    "a link without quote marks": (article("people: [[ana-ruiz]]\n"), 3, "warning", '"[[ana'),
    "words that do not stand there": (
        article(
            QUOTE.format("we should never give up"), "x\n\nShe said “we must never give up”.\n"
        ),
        4,
        "error",
        "line 9",
    ),
    "and which of them differ": (
        article(QUOTE.format("we should never give up"), "She said “we must never give up”.\n"),
        4,
        "error",
        "“should”",
    ),
    "half a word": (article(QUOTE.format("we can"), "“We said we can’t.”\n"), 4, "error", "stand"),
    "words in another case": (article(QUOTE.format("We Can"), "we can\n"), 4, "error", "case"),
    "a quotation without words": (
        article("quotes:\n  - speaker: ana-ruiz\n"),
        4,
        "error",
        "`text:` is missing",
    ),
    "an id that counts": (
        article("quotes:\n  - text: Text\n    id: q7\n"),
        5,
        "error",
        "quotation 7",
    ),
    "Latin-1": (article(body="Text.\ncaf\u00e9\n").encode("latin-1"), 5, "error", "0xE9"),
    "a byte-order mark": (b"\xef\xbb\xbf" + article().encode(), 1, "warning", "byte-order"),
    "a conflict left": (
        article(body="a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n"),
        5,
        "error",
        "merge conflict",
    ),
    "a control character": (article("summary: a\x07b\n"), 3, "error", "U+0007"),
    "a file too long": (article(body="x" * 17_000_000), 1, "error", "16,777,216"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line(make: Make, mistake: str) -> None:
    content, line, severity, words = MISTAKES[mistake]
    library = make({ARTICLE: content})
    told = [one for one in library.problems() if one.path == ARTICLE]
    assert any(
        one.line == line and one.severity == severity and words in one.message for one in told
    ), told
    assert library.record("ana-ruiz") is not None


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_are_no_mistake_and_keep_the_lines(make: Make, end: str) -> None:
    text = article("people: [nobody]\n" + QUOTE.format("the words"), "One.\n\n“the words”\n")
    library = make({ARTICLE: text.replace("\n", end)})
    assert [(one.line, one.path) for one in library.problems()] == [(3, ARTICLE)]
    quotation = library.quotation("a#q1")
    assert quotation is not None
    assert quotation.line == 10


@pytest.mark.parametrize("other", ["people/sub/ana-ruiz.md", "places/Ana-Ruiz.md"])
def test_two_records_of_one_id(make: Make, other: str) -> None:
    library = make({other: GOOD})
    told = library.problems()
    assert [(one.path, one.severity) for one in told if "is taken by" in one.message] == [
        (max(other, "people/ana-ruiz.md"), "error")
    ]
    record = library.record("ana-ruiz")
    assert record is not None
    assert record.path == min(other, "people/ana-ruiz.md")


def test_links_on_the_disk(make: Make, root: Path, tmp_path: Path) -> None:
    make()
    (tmp_path / "secret.md").write_text(GOOD)
    os.symlink(tmp_path / "secret.md", root / "people" / "out.md")
    os.symlink("loop.md", root / "people" / "loop.md")
    os.symlink("..", root / "people" / "up")
    os.symlink("ana-ruiz.md", root / "people" / "same.md")
    library = make()
    told = {one.path: one.message for one in library.problems()}
    assert "out of the library" in told["people/out.md"]
    assert "circle" in told["people/loop.md"]
    assert "not followed" in told["people/up"]
    assert {record.id for record in library.records("person")} == {"ana-ruiz", "same"}


def test_a_folder_that_cannot_be_read(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    make({"places/here.md": GOOD})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("places"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("tui.library.disk.os.scandir", refuse)
    library = make()
    (told,) = library.problems()
    assert (told.path, told.severity) == ("places", "error")
    assert "permission denied" in told.message
    assert library.record("ana-ruiz") is not None


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("name: X\n", "`format:` is missing"),
        ("format: one\n", "one of: 1"),
        ("format: 1\ncolour: red\n", "`colour`"),
        ("format: 1\nname: [a\n", "YAML"),
        ("- a\n", "key: value"),
    ],
)
def test_a_wrong_manifest_hides_no_record(make: Make, manifest: str, words: str) -> None:
    library = make({"library.yaml": manifest})
    (told,) = library.problems()
    assert told.path == "library.yaml"
    assert words in told.message
    assert library.record("ana-ruiz") is not None


def test_extra_keys_are_let_pass_and_kept(make: Make) -> None:
    files: dict[str, str | bytes] = {
        "library.yaml": "format: 1\nextra_keys: [tags]\n",
        ARTICLE: article("tags: [a, b]\nsource: {name: A, tags: c}\n"),
    }
    library = make(files)
    record = library.record("a")
    assert library.problems() == []
    assert record is not None
    assert record.front["tags"] == ["a", "b"]
    assert record.front["source"] == {"name": "A", "tags": "c"}


def test_what_is_wrong_with_a_library_that_has_no_records_is_counted(root: Path) -> None:
    write(root, {"library.yaml": "name: No format\n"})
    library = Library(str(root))
    assert (len(library.problems()), library.problem_counts) == (1, (1, 0))


def test_no_message_has_a_control_character(make: Make) -> None:
    evil = "\x1b]0;x\x07\u202e\x9b"
    escaped = '"\\e]0;x\\a\\u202e\\x9b"'
    front = f"status: {escaped}\npublished: {escaped}\nsource: {{url: {escaped}}}\n"
    front += f"people: [{escaped}]\n{escaped}: x\nquotes:\n  - text: {escaped}\n"
    library = make({ARTICLE: article(front, f"[[{evil}]]\n"), f"articles/b{evil}.md": "x"})
    told = library.problems()
    assert len(told) >= 7
    assert not [one for one in told if not (one.message.isprintable())]


def test_problems_are_values() -> None:
    assert Problem("a", 1, "error", "m") == Problem("a", 1, "error", "m")
    assert Problem("a", 1, "error", "m") != Problem("a", 2, "error", "m")


def test_in_a_large_library_ids_are_sought_where_they_stand(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "_SMALL", 3)
    monkeypatch.setattr(read, "_AROUND", 2)
    names = ["ben-hill", "bea-long", "carl-ode", "ada-long", "dora-may"]
    people = {f"people/{name}.md": f"---\nname: {name}\n---\n" for name in names}
    library = make(people)
    assert library.nearest_ids("ben-hil") == ["ben-hill"]
    assert library.nearest_ids("Bea-Lonng") == ["bea-long"]
    assert library.nearest_ids("ada-logn") == ["ada-long"]
    assert library.nearest_ids("zen-hill") == []  # too far from where it stands
