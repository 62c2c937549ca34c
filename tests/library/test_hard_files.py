"""Files that are hard to read: all that is said of each, where, and that no other suffers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from tui.core.fields import KINDS
from tui.core.problems import Problem
from tui.library import disk, frontmatter, source
from tui.library.cards import card
from tui.library.facade import Library, LibraryError

from .conftest import GOOD, Make, write

Told = list[tuple[int, str]]  # line and words, of each problem of a file in its order

PATH = "articles/a.md"
BODY = "“There is no reason,” he said. “My mother,” she said, “will be 91.”\n"


def visit(library: Library) -> None:
    """Ask for everything that can be shown; nothing may raise, and the good record is there."""
    for kind in KINDS:
        for record in library.records(kind):
            library.page(record.id)
            library.record_json(record)
            card(library, record.id)
    for quotation in library.index.quotations():
        library.page(quotation.ref, quotation=True)
        card(library, quotation.ref)
    assert library.page("!") is not None
    assert library.page("ana-ruiz") is not None


def told(library: Library, path: str = PATH) -> Told:
    """The problems of a file; each is one readable line."""
    found = [problem for problem in library.problems() if problem.path == path]
    for problem in found:
        assert problem.message.isprintable()
        assert 15 < len(problem.message) < 600
        assert not {"Traceback", "Errno", "<class"} & set(problem.message.split())
    return [(problem.line, problem.message) for problem in found]


def same(found: Told, wanted: Told) -> bool:
    """Whether the problems are those wanted: as many, in the lines, with the words."""
    return [line for line, _ in found] == [line for line, _ in wanted] and all(
        words in message for (_, message), (_, words) in zip(found, wanted, strict=True)
    )


# Front matters that are not YAML, and what is said of them.
NOT_YAML: dict[str, Told] = {
    "title: A: b": [(2, "put the text in quotes")],
    "title: T\n  language: en": [(3, "in line with the others")],
    'language: en\ntitle: "A\nsummary: b': [(3, "a quote mark that opens here")],
    "title: T\ntopics: [a, b\nlanguage: en": [(3, "“[” lacks a comma")],
    "title: T\nsource: {name: a\nlanguage: en": [(3, "“{” lacks a comma")],
    "title: T\nsource:\n\tname: a": [(4, "indent with spaces")],
    "title: T\nlanguage en\nsummary: x": [(3, "without its colon")],
    "title: T\nquotes:\n  - text: a\n   kind: b": [(5, "uneven indentation")],
    "title: T\nsummary: 'it's'": [(3, "a quote mark inside of quotes")],
    "title: @home": [(2, "begins with “@” stands in quotes")],
    "title: *home*": [(2, "begins with “*” stands in quotes")],
    "title: & home": [(2, "begins with “&” stands in quotes")],
    "title: |x": [(2, "“|” or “>” stands in quotes")],
    'title: "a \\q b"': [(2, "write it twice")],
    "title: T\nsummary: [": [(3, "a value is missing")],
    "title: T\nsummary: ]": [(3, "a bracket is one too many")],
    "title: T\n--- # again\nname: b": [(4, "a second YAML document")],
    "- title: T": [(2, "`key: value` lines")],
    "title": [(2, "`key: value` lines")],
    "? [a]\n: b": [(2, "a key is a word")],
    "title: T\nfoo: " + "[" * 31 + "]" * 31: [(3, "over 30 deep")],
    "title: T\nfoo: [" + "a," * 200_001 + "]": [(3, "over 200,000 values")],
    "title: a\u00ad\nsummary: \u200b\nlanguage: \x00": [(4, "U+0000")],
}


def read_with(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontmatter, "_Loader", getattr(yaml, loader))
    monkeypatch.setattr(frontmatter, "_HAS_C", loader == "CBaseLoader")


@pytest.mark.parametrize("loader", ["CBaseLoader", "BaseLoader"])
@pytest.mark.parametrize("front", NOT_YAML, ids=lambda front: ascii(front[:30]))
def test_what_is_not_yaml(front: str, loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_with(loader, monkeypatch)
    if len(front) > 1000 and loader == "BaseLoader":
        pytest.skip("slow, and our own bound")
    with pytest.raises(frontmatter.Trouble) as trouble:
        frontmatter.parse(front + "\n", 2)
    assert same([(trouble.value.line, trouble.value.message)], NOT_YAML[front])


def test_signs_of_all_sorts_stay_as_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    front = frontmatter.parse("a: b\u2028c\x85d\ne: \U0001f600\u200b\n", 2)
    assert front.plain == {"a": "b\u2028c\x85d", "e": "\U0001f600\u200b"}
    read_with("BaseLoader", monkeypatch)
    front = frontmatter.parse('a: "\\ud800 \\ud83d\\ude00"\n', 2)  # libyaml refuses the first
    assert front.plain == {"a": "\ufffd \U0001f600"}


# Front matters that libyaml's composer reads by itself, and those that are looked at by events.
PLAIN = [
    "a: b\nc: [d, {e: f}]\ng: |\n  h\n  i\n# j\nk: 'l''m'\nn: >-\n  o\n\n  p\n",
    'a: AT&T, 2 * 3 & c, no!\nb: "x\\ty\\x41! * & z"\n',
    "é: 日本\n'': \n? q\n: r\n",
    "a: " + "[" * 28 + "]" * 28 + "\nb: c\n",
    "{a: b, c: [], d: {}}",
    "%YAML 1.1\n--- # one\na: b\n...\n",
]
MARKED = [
    "a: &b c",
    "a: !!str 5",
    "a: [*b]",
    'a: "\\u00e9"',
    "a: b\x85",
    "a: b\ufdd0",
    "a: 1\na: 2",
]


@pytest.mark.parametrize("text", PLAIN + MARKED, ids=ascii)
def test_both_ways_to_read_yaml_say_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(front: frontmatter.Front) -> tuple[object, ...]:
        written, below = [], [front.root]
        for node in below:
            if isinstance(node.value, str):
                span = (node.start_mark.index, node.end_mark.index)
                written.append((node.value, front.line(node), span))
            for one in [] if isinstance(node.value, str) else node.value:
                below += one if isinstance(one, tuple) else (one,)
        return front.plain, front.remarks, written

    quick = frontmatter._parse_quickly(text, 2)
    assert (quick is None) == (text in MARKED)
    first = told(frontmatter.parse(text, 2))
    monkeypatch.setattr(frontmatter, "_HAS_C", False)
    assert told(frontmatter.parse(text, 2)) == first
    read_with("BaseLoader", monkeypatch)
    assert told(frontmatter.parse(text, 2)) == first


@pytest.mark.parametrize("nested", ["a: " + "[" * 100_000, "a:\n" + "- " * 100_000, "? " * 100_000])
def test_what_is_nested_without_end(nested: str) -> None:
    with pytest.raises(frontmatter.Trouble):
        frontmatter.parse(nested, 2)


# Front matters (after `title:` in line 2) that say something wrong, and what is said of them.
WRONG: dict[str, Told] = {
    "summary: {a: b}": [(3, "not a mapping")],
    "topics: [a, [b]]": [(3, "not a list")],
    "topics:\n- a\n- {b: c}": [(5, "not a mapping")],
    "source: Daily": [(3, "write `source: {name: …}`")],
    "corrections: words": [(3, "keys: date, text")],
    "quotes: words": [(3, "takes `key: value` here")],
    "quotes: {text: There is no reason}": [],
    "source: {nam: x}": [(3, "in `source` is unknown; did you mean `name`?")],
    "foo: x": [(3, "name it in extra_keys of library.yaml")],
    "<<: {a: b}": [(3, "unknown")],
    "summary: &a b\nlanguage: *a": [(3, "anchor"), (4, "alias")],
    "summary: !b c\nlanguage: ! d": [(3, "“!b” is a YAML tag"), (4, "“!” is a YAML tag")],
    "language: [en]\nlanguage: de": [(3, "one value"), (4, "again (first in line 3)")],
    "people: ['']\nplaces: ''": [(3, "has an empty item")],
    "people: '#q1'": [(3, "names no record")],
    "published: 2023-02-30": [(3, "February 2023 has 28 days")],
    "published: 2023-13": [(3, "a month from 01 to 12")],
    "published: 2024/2023": [(3, "write 2023/2024")],
    "published: 29 May 2023": [(3, "write 2023-05-29")],
    "published: 2023-05-29 09:30": [(3, "write 2023-05-29T09:30")],
    "published: [2023]": [(3, "one value")],
    "quotes:\n- text: There is no reason\n  said: Wednesday": [(5, "`said:` “Wednesday”")],
    "source:\n- url: file:///etc/passwd": [(4, "not an http or https address")],
    "source:\n- url: mailto:a@b.c": [(4, "not an http or https address")],
    "source:\n- url: example.org": [(4, "not an http or https address")],
    "source:\n- url: https:///path": [(4, "not an http or https address")],
    "source:\n- url: https://a b": [(4, "%20")],
    "source:\n- url: HTTPS://EXAMPLE.ORG": [],
    "quotes:\n- cue: x\n  text: [will be 91, My mother]": [(5, "its parts in this order")],
    "quotes:\n- text: [My mother, will be 19]": [(4, "“will be 91”")],
    "quotes:\n- text: reason for u": [(4, "line 6")],
    "quotes:\n- text: My moth": [(4, "only whole words count")],
    "quotes:\n- text: zebra crossing": [(4, "nor anything like it: “zebra crossing”")],
    "quotes:\n- text: …": [(4, "nor anything like it")],
    "quotes:\n- text:": [(4, "`text:` is empty")],
    "quotes:\n- text: ['', '']": [(4, "empty item"), (4, "empty item")],
    "quotes:\n- text: {a: b}": [(4, "not a mapping")],
    "quotes:\n- {text: My mother, id: x}\n- {text: My mother, id: x}": [(5, "quotation 1 has")],
    "quotes:\n- text: My mother\n  id: q3": [(5, "would name quotation 3")],
    "quotes:\n- text: My mother\n  id: a b#c": [(5, "not: space #")],
    "people: tokio": [(3, "did you mean `tokyo`?")],
    "people: TOKIO": [(3, "did you mean `tokyo`?")],
    "people: 東京": [(3, "did you mean `tokyo`?")],
    "places: nato-0": [(3, "did you mean `NATO-1`?")],
    "people: nobody-at-all": [(3, "add one, or take the link out")],
    "quotes:\n- {text: My mother, event: tokyo}": [(4, "`quotes.event:` names events")],
    "events: tokyo": [(3, "names events; “tokyo” stands under places")],
    "people: " + "x" * 5000: [(3, "no such record")],
    "x" * 900 + ": y": [(3, "unknown")],
    "events: [[talks]]\nauthors: [[ana-ruiz]]\nplaces:\n- [[tokyo|Tokyo]]": [
        (3, '"[[talks]]"'),
        (4, '"[[ana-ruiz]]"'),
        (6, '"[[tokyo|Tokyo]]"'),
    ],
    "summary: a\u2028b\nlanguage: a\x85b\nfoo: x": [(5, "unknown")],  # line ends to YAML alone
}


@pytest.mark.parametrize("front", WRONG, ids=lambda front: ascii(front[:40]))
def test_what_is_wrong_in_a_front_matter(make: Make, front: str) -> None:
    library = make(
        {
            "places/tokyo.md": "---\nname: Tokyo\naliases: [東京]\n---\n",
            "places/NATO-1.md": "---\nname: N\n---\n",
            "events/talks.md": GOOD.replace("weak_aliases: Ruiz\n", ""),
            PATH: f"---\ntitle: T\n{front}\n---\n{BODY}",
        }
    )
    assert same(told(library), WRONG[front]), told(library)
    visit(library)


# Whole files, and what is said of them.
FILES: dict[str, tuple[str, str | bytes, Told]] = {
    "blank": (PATH, " \n\n", [(1, "the file is empty")]),
    "only a line": (PATH, "---", [(1, "not closed")]),
    "no line": (PATH, "---- x\ntitle: T\n---\n", [(1, "no front matter")]),
    "relation to nobody": (
        "people/p.md",
        "---\nname: P\nrelations: [{relation: mother}]\nroles:\n- {organisation: ana-ruiz}\n---\n",
        [(3, "`to:` is missing"), (5, "names organisations or places"), (5, "`title:` is missing")],
    ),
    "a parent that is none": (
        "people/p.md",
        "---\nname: P\nrelations: [{relation: mother, to: p#q1}]\n---\n",
        [(3, "it has none: take out what stands behind “#”")],
    ),
    "coordinates": (
        "places/p.md",
        "---\nname: P\ncoordinates: [91, 0]\n---\n",
        [(3, "[latitude, longitude] in degrees")],
    ),
    "coordinates in words": (
        "places/p.md",
        "---\nname: P\ncoordinates: nan\n---\n",
        [(3, "[latitude, longitude] in degrees")],
    ),
    "links to quotations": (
        PATH,
        "---\ntitle: T\nquotes:\n- {text: words, id: no-reason}\n- {text: of}\n---\n"
        "words of\n[[a#q2]] [[a#no-reason]]\n\n[[a#no-raeson]]\n\n[[a#q3]]\n[[a#q"
        + "9" * 5000
        + "]]\n",
        [(10, "did you mean `#no-reason`?"), (12, "it has #no-reason, #q2"), (13, "it has #")],
    ),
    "Latin-1 with the line ends of old": (PATH, b"---\rtitle: T\r---\rcaf\xe9\r", [(4, "0xE9")]),
    "UTF-16": (PATH, "---\ntitle: T\n---\n".encode("utf-16"), [(1, "iconv -f utf-16 -t utf-8")]),
    "a byte-order mark": (PATH, b"\xef\xbb\xbf---\ntitle: T\n---\n", [(1, "byte-order mark")]),
    "NUL in the body": (PATH, b"---\ntitle: T\n---\na\0b\n", []),
    "a conflict": (
        PATH,
        "---\ntitle: T\n<<<<<<< HEAD\nlanguage: a\n=======\nlanguage: b\n>>>>>>> x\n---\n",
        [(3, "without its colon"), (3, "a merge conflict"), (7, "a merge conflict")],
    ),
    "50 MB": (PATH, b"x" * 50_000_000, [(1, "a record has at most 16,777,216")]),
    "a blank in an id": ("articles/a b.md", "---\ntitle: T\n---\n", [(1, "not: space; rename it")]),
    "a dash before an id": ("articles/-a.md", "---\ntitle: T\n---\n", [(1, "not begin with “-”")]),
    "accents in two parts": ("articles/a\u0308.md", "---\ntitle: T\n---\n", []),
    "a dot before a name": ("articles/.a.md", "no record", []),
    "another name's end": ("articles/a.txt", "no record", []),
    "a folder called so": ("articles/d.md/a.md", "---\ntitle: T\n---\n", []),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_wrong_with_a_file(make: Make, name: str) -> None:
    path, content, wanted = FILES[name]
    library = make({path: content})
    assert same(told(library, path), wanted), told(library, path)
    assert {problem.path for problem in library.problems()} <= {path}
    visit(library)


def test_ids_that_differ_in_how_they_are_composed(make: Make) -> None:
    library = make({"places/\u00e4.md": GOOD, "events/A\u0308.md": GOOD})
    assert [line for line, _ in told(library, "places/\u00e4.md") if line == 1] == [1]
    assert (library.named("ä").kind, library.named("ä").id) == ("event", "\u00c4")


@pytest.mark.skipif(os.name != "posix", reason="names are bytes elsewhere only")
def test_names_that_are_no_text(make: Make, root: Path) -> None:
    make()
    people = os.fsencode(root / "people")
    os.mkdir(people + b"/f\xff")
    for name in (b"/f\xff/b.md", b"/g\xff.md", b"/g\xff.txt"):
        Path(os.fsdecode(people + name)).write_text(GOOD)
    library = make()
    assert [(one.path, "not UTF-8" in one.message) for one in library.problems()] == [
        ("people/f�", True),
        ("people/g�.md", True),
    ]
    visit(library)
    assert library.find("\udcff") == []


def test_what_is_no_file(make: Make, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never_the_pipe(path: str, mode: str, buffering: int = -1) -> object:
        assert not path.endswith("pipe.md"), "opening it would wait for ever"
        return open(path, mode, buffering)

    monkeypatch.setattr(source, "open", never_the_pipe, raising=False)
    make({"articles/here.md": "---\ntitle: T\n---\n"})
    os.mkfifo(root / "articles" / "pipe.md")
    (root / "events").write_text("a file where a folder should be")
    library = make()
    assert same(told(library, "articles/pipe.md"), [(1, "no regular file")])
    assert same(told(library, "events"), [(1, "can't be read: not a directory")])
    visit(library)


def test_links_that_lead_elsewhere(make: Make, root: Path, tmp_path: Path) -> None:
    make({"articles/here.md": "---\ntitle: T\n---\n"})
    outside = tmp_path / "outside"
    write(outside, {"secret.md": GOOD})
    os.symlink(outside, root / "events")  # a whole kind
    links: dict[str, str | Path] = {
        "to-folder": outside,
        "round": "round",
        "nowhere.md": "nothing.md",
        "picture.jpg": outside / "nothing.jpg",  # no record: none of our business
        "LICENCE": outside / "secret.md",
        "out.md": outside / "secret.md",
        "note.txt": outside / "secret.md",
        ".lock": "user@host",
        "library.md": "../library.yaml",
    }
    for name, target in links.items():
        os.symlink(target, root / "articles" / name)
    library = make()
    assert [(one.path, one.severity) for one in library.problems()] == [
        ("articles/library.md", "error"),
        ("articles/nowhere.md", "error"),
        ("articles/out.md", "error"),
        ("articles/round", "error"),
        ("articles/to-folder", "warning"),
        ("events", "warning"),
    ]
    assert library.counts["event"] == 0
    visit(library)


def test_a_file_that_cannot_be_read(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, mode: str, buffering: int = -1) -> object:
        if path.endswith("a.md"):
            raise PermissionError(13, "Permission denied")
        return open(path, mode, buffering)

    monkeypatch.setattr(source, "open", refuse, raising=False)
    library = make({PATH: "---\ntitle: T\n---\n"})
    assert same(told(library), [(1, "permission denied; mend it")])
    visit(library)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_is_forbidden(make: Make, root: Path) -> None:
    make({PATH: "---\ntitle: T\n---\n", "places/p.md": GOOD})
    (root / PATH).chmod(0)
    (root / "places").chmod(0)
    try:
        library = make()
        assert [one.path for one in library.problems()] == [PATH, "places"]
        visit(library)
    finally:
        (root / "places").chmod(0o700)


@pytest.mark.parametrize(
    ("manifest", "wanted"),
    [
        ("", [(1, "`format:` is missing")]),
        ("format: 0", [(1, "none of: 1")]),
        ("nam: x\nformat: 1", [(1, "did you mean `name`?")]),
        ("format: 1\nextra_keys: {a: b}", [(2, "not a mapping")]),
        ("format: 1\nname: [a", [(2, "“[” lacks")]),
        ("---\nformat: 1\n---\nname: x", [(4, "a second YAML document")]),
        ("---\nformat: 1\n", []),
        (b"\xef\xbb\xbfformat: 1\r\nname: x\r\n", [(1, "byte-order mark")]),
    ],
)
def test_manifests(make: Make, manifest: str | bytes, wanted: Told) -> None:
    library = make({"library.yaml": manifest})
    assert same(told(library, disk.LIBRARY_FILE), wanted), told(library, disk.LIBRARY_FILE)
    visit(library)


@pytest.mark.parametrize("number", ["2", "10", "٢", "9" * 5000])
def test_a_format_of_the_future(make: Make, number: str) -> None:
    with pytest.raises(LibraryError, match="get a newer onrecord"):
        make({"library.yaml": f"format: {number}\n"})


def test_no_library_here(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"it has no library\.yaml"):
        Library(str(tmp_path))


EVIL = "\x1b]0;x\x07\x9b2J\u202e\u2066"


@pytest.mark.parametrize(
    "evil", ['"\\e]0;x\\a\\x9b2J\\u202e\\u2066"', "\u202e\u2066", "&a\u202e", "*a\u202e"]
)
def test_no_control_character_is_in_a_message(make: Make, evil: str) -> None:
    keys = ("published", "text", "people", "places", "status", evil, evil)
    front = "".join(f"{key}: {evil}\n" for key in keys)
    nested = f"source: {{url: {evil}, accessed: {evil}, {evil}: {evil}}}\nevents: [[{evil}]]\n"
    quotes = f"quotes:\n- text: {evil}x\n  id: {evil}\n  kind: {evil}\n- text: zz\n  id: {evil}\n"
    body = f"[[{EVIL}]] [[ana-ruiz#{EVIL}]]\n<<<<<<< {EVIL}\n"
    library = make(
        {
            PATH: f"---\ntitle: {evil}\n{front}{nested}---\n{body}",
            "articles/b.md": f"---\ntitle: {evil}\n{quotes}---\n{body}",
            f"people/{EVIL}.md": f"---\nname: {evil}\n{evil}: x\n---\n",
            f"places/{EVIL}.md": GOOD,
            "library.yaml": f"format: {evil}\n{evil}: {evil}\n",
        }
    )
    found = library.problems()
    assert len(found) > 8
    assert [one.message for one in found if not one.message.isprintable()] == []
    assert all(isinstance(one, Problem) for one in found)
    visit(library)
