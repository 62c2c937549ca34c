"""Files that are made to do harm: what is said of each, within bounds of time and memory.

The bounds are those that `tui.library.reader` states. All files are read in one process that has
no more; a reader without bounds does not fail here by being slow, but by being ended. Those that
take memory are as large as a record may be; the others are, too, with ONRECORD_BOMB=16700000.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tui.core import markdown
from tui.core.problems import Problem
from tui.library import reader, source

from .conftest import Make
from .test_hard_files import BODY, PATH, Told, same, told, visit

LARGEST = 16_700_000
SIZE = int(os.environ.get("ONRECORD_BOMB", "300000"))
MEMORY = (512 << 20) * (1 + (SIZE >= LARGEST))  # bodies take more
SECONDS = 60 * (1 + SIZE // 1_000_000)  # of all files together, on a slow machine


def filled(part: str, size: int = SIZE) -> str:
    """A part again and again, up to a size in bytes."""
    return part * (size // len(part.encode()))


def laughs() -> str:
    """Nine of nine of nine …, 10^24 in all: what aliases make of a page."""
    names = "abcdefghijklmnopqrstuvwxyz"
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for before, name in pairwise(names):
        lines.append(f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]")
    return "\n".join(lines)


def numbered(line: str, count: int) -> str:
    return "".join(line.format(number) for number in range(count))


# Front matters, the line and words of a problem each has, and how many there are at most.
BOMBS: dict[str, tuple[str, int, str, int]] = {
    "laughs": (laughs(), 3, "“*a” is a YAML alias", 300),
    "aliases": (f"a: &a b\nc: [{filled('*a,', max(SIZE, 650_000))}]", 3, "over 200,000 values", 1),
    "anchors": (f"a: [{filled('&a b,', 200_000)}]", 2, "“&a” is a YAML anchor", 1001),
    "tags": (f"a: [{filled('!!x b,', 200_000)}]", 2, "“tag:yaml.org,2002:x” is a YAML tag", 1001),
    "declared tags": (numbered("%TAG !{}! x\n", 150_000) + "--- \na: b", 2, "%TAG", 1),
    "lists in lists": (f"a: {filled('[')}", 2, "over 30 deep", 1),
    "mappings in mappings": (f"a: {filled('{a: ')}", 2, "over 30 deep", 1),
    "lists in lists, by lines": (f"a:\n{filled('- ')}", 3, "over 30 deep", 1),
    "keys of keys": (filled("? "), 2, "a key is a word", 1),
    "a long text": (f"title: \U0001f600{filled('x')}\na: b", 3, "the key `a` is unknown", 1),
    "never closed": (f'title: "{filled("x" + chr(10))}', 2, "never closed", 1),
    "a long key": (f"title: T\n? {filled('x', LARGEST)}\n: b", 3, "the key `xxx", 1),
    "a long anchor": (f"title: T\nb: &{filled('a')} c", 3, "…” is a YAML anchor", 2),
    "keys": ("title: T\n" + numbered("k{}: v\n", 40_000), 1003, "over 1,000 problems", 1001),
    "slips": ("title: T\n" + numbered("titl{}: v\n", 20_000), 3, "did you mean `title`?", 1001),
    "one key": ("title: T\n" + filled("k: v\n", 100_000), 4, "first in line 3", 1001),
    "merges": ("title: T\n" + filled("<<: {a: b}\n", 100_000), 4, "“<<” stands again", 1001),
    "dates": (
        "title: T\ncorrections:\n" + filled("- {date: 29 Mai 2023, text: x}\n", 300_000),
        4,
        "“29 Mai 2023” is not an EDTF date",
        1001,
    ),
    "quotations": (
        "title: T\nquotes:\n" + numbered("- text: no words {}\n", 20_000),
        4,
        "quotation 1 does not stand in the body",
        1001,
    ),
    "parts": (f"title: T\nquotes:\n- text: [{filled('a, ', 100_000)}]", 4, "quotation 1", 1),
    "words": (f"title: T\nquotes:\n- text: {filled('word ', LARGEST)}", 4, "quotation 1", 1),
    "NUL": (f"title: T\n{filled(chr(0))}", 3, "the control character U+0000", 1),
    "line ends of other programs": (f"title: {filled(chr(0x85))}", 2, "`title:` is empty", 1),
}

# Bodies that have quotations to look for: the front matter's, and what is said in which line.
BODIES: dict[str, tuple[str, str, int, str, int]] = {
    "words in words": ("- text: a\n" * 20_000, "a" * 1_000_000, 4, "takes too long", 1),
    "long": (numbered("- text: zz {}\n", 3_000), filled("word "), 4, "quotation 1", 1001),
    "blanks": ("- text: x\n", filled("w  "), 4, "quotation 1", 2),
}  # fmt: skip


def texts() -> dict[str, str]:
    fronts = {name: f"---\n{bomb[0]}\n---\n{BODY}" for name, bomb in BOMBS.items()}
    bodies = {
        name: f"---\ntitle: T\nquotes:\n{front}---\n{body}\n"
        for name, (front, body, *_) in BODIES.items()
    }
    return {**fronts, **bodies}


def read_all() -> None:
    """Read every text within the bounds, and print what is said of it, a line each."""
    import resource

    made = {name: text.encode() for name, text in texts().items()}
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for name, raw in made.items():
        text, problems = source.decode(raw, PATH)
        found = reader.parse(text, problems, PATH, "article").problems
        print(json.dumps([name, [[one.line, one.message] for one in found]]), flush=True)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are not kept elsewhere")
def test_whatever_a_file_holds_it_is_read_within_bounds() -> None:
    code = f"from {__name__} import read_all; read_all()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    last = lines[-1][0] if lines else "nothing"
    assert done.returncode == 0, f"ended after “{last}”: {done.stderr[-500:]}"
    for name, found in lines:
        line, words, most = (BOMBS[name] if name in BOMBS else BODIES[name][1:])[1:]
        assert [one for one in found if one[0] == line and words in one[1]], (name, found[:3])
        assert 0 < len(found) <= most, (name, len(found))
    assert [name for name, _ in lines] == [*BOMBS, *BODIES]


def test_of_many_problems_the_worst_is_never_untold() -> None:
    """`check` ends with 1 for errors: one that comes after a thousand warnings counts as well."""
    text = "---\ntitle: T\n" + numbered("k{}: v\n", 1100) + "published: Monday\n---\n"
    found = reader.parse(text, [], PATH, "article").problems
    assert len(found) == 1001
    assert {problem.severity for problem in found[:-1]} == {"warning"}
    assert (found[-1].severity, found[-1].line) == ("error", 1103)


def test_what_comes_after_the_marks_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MOST", 400)
    body = "*a*\n" * 101 + "\n> [[b]]\n"
    document = markdown.parse(body, 3)
    assert document.text.endswith("a\n*a*\n\n> [[b]]")
    assert document.links == []
    assert document.line_at(document.text.index("[[b]]")) == 3 + body.count("\n") - 1
    found = reader.parse(f"---\ntitle: T\n---\n{body}", [], PATH, "article").problems
    assert [(one.line, one.severity) for one in found] == [(4, "warning")]
    assert "shows what comes after them as it is written" in found[0].message


# Whole files that are no text of ours, and what is said of them.
NO_TEXT: dict[str, tuple[bytes, Told]] = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, [(1, "byte 0x89"), (1, "begin")]),
    "zeros": (bytes(100_000), [(1, "there is no front matter")]),
    "UTF-16 without a mark": ("---\ntitle: T\n---\n".encode("utf-16-le"), [(1, "no front matter")]),
    "UTF-32": ("---\ntitle: T\n---\n".encode("utf-32"), [(1, "UTF-16"), (1, "no front matter")]),
    "Latin-1": ("---\ntitle: Café\n---\n".encode("latin-1"), [(2, "byte 0xE9")]),
    "half a sign": (b"---\ntitle: T\n---\na\n\xe2\x82", [(5, "byte 0xE2")]),
    "a surrogate": (b"---\ntitle: \xed\xa0\x80\n---\n", [(2, "byte 0xED")]),
    "a mark, and no end": (b"\xef\xbb\xbf---\ntitle: T\n", [(1, "byte-order"), (1, "not closed")]),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbf---\n---\n", [(1, "byte-order"), (1, "no front")]),
    "NUL in a key": (b"---\ntitle: T\na\0b: c\n---\n", [(3, "U+0000")]),
    "keys that are no words": (
        b"---\ntitle: T\n1: a\ntrue: b\nnull: c\n2023-05-29: d\n~: e\n---\n",
        [(3, "`1`"), (4, "`true`"), (5, "`null`"), (6, "`2023-05-29`"), (7, "`~`")],
    ),
    "an object of Python's": (
        b"---\ntitle: !!python/object/apply:os.system ['false']\n---\n",
        [(2, "takes one value"), (2, "is a YAML tag")],
    ),
}


@pytest.mark.parametrize("name", NO_TEXT)
def test_what_is_no_text(make: Make, name: str) -> None:
    content, wanted = NO_TEXT[name]
    library = make({PATH: content})
    found = told(library)
    assert same(found, wanted), found
    assert all(isinstance(one, Problem) and one.line for one in library.problems())
    visit(library)
