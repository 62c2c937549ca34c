"""Command lines with what they print, word for word: the files in `golden`.

A file begins with the library that is asked: `# sound`. Then each case:

    $ onrecord list places
      harbour	The harbour     stdout, two spaces before each line but empty ones
    2> 1 of 2                  stderr
    [1]                        the exit code where it is not 0

LIBRARIES stands for the folder of the libraries, ANYTHING for any words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shell.conftest import Call, Done

_FOLDER = Path(__file__).with_name("golden")


def cases() -> Iterator[tuple[str, str, Done]]:
    """Library, command line, and what it prints, of every case in every file."""
    for file in sorted(_FOLDER.glob("*.txt")):
        head, *parts = file.read_text(encoding="utf-8").split("\n$ onrecord")
        for part in parts:
            line, *rest = part.rstrip("\n").split("\n")
            yield head.removeprefix("# ").strip(), line.strip(), _done(rest)


def _done(lines: list[str]) -> Done:
    out = "".join(f"{line[2:]}\n" for line in lines if not line or line.startswith("  "))
    err = "".join(f"{line[3:]}\n" for line in lines if line.startswith("2> "))
    codes = [int(line[1:-1]) for line in lines if line.startswith("[")]
    assert len(lines) == out.count("\n") + err.count("\n") + len(codes), "a line of no sort"
    return Done(out, err, *(codes or [0]))


@pytest.mark.parametrize(("library", "line", "expected"), list(cases()))
def test_prints(onrecord: Call, libraries: Path, library: str, line: str, expected: Done) -> None:
    done = onrecord(line, library)
    for text, wanted in zip(done[:2], expected[:2], strict=True):
        found = text.replace(str(libraries), "LIBRARIES")
        if re.fullmatch(re.escape(wanted).replace("ANYTHING", ".*"), found):
            found = wanted
        assert found == wanted
    assert done.code == expected.code
