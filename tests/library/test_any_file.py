"""There is no file that breaks the reader: it gives a record, and problems that can be told."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.core.fields import FIELDS, KINDS
from tui.core.text import safe
from tui.library import frontmatter, reader, source
from tui.library.reader import Parsed

from .test_hard_files import BODY, FILES, NOT_YAML, PATH, WRONG

_KEYS = sorted({key for fields in FIELDS.values() for key in fields} | {"<<", "id", "text", "foo"})
_SIGNS = """
    - -- : , [ ] { } # & * ! | > ' " % @ ` ? [[ ]] [[tokyo]] [[a#q1|b]] &a *a !!str !x << ~ null yes
    0x1F 2023-05-29 2023-13 https://x.example file:///x \\u202e \\ud800 \\x1b \\x85 reason mother
    --- ... %TAG %YAML
"""
_RAW = "\0\x1b\x1d\x85\u2028\u202e\ufeff\ufdd0\ud7ff\U0001f600\u0301"
_ENDS = ["\n", "\n  ", "\n- ", "\n  - ", "\n    ", "\r\n", "\r", " ", "\n---\n", "\n...\n", "\t"]
_FRONTS = st.lists(
    st.one_of(
        st.sampled_from(_KEYS).map("{}: ".format),
        st.sampled_from([*_SIGNS.split(), *_RAW]),
        st.sampled_from(_ENDS),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    ),
    max_size=30,
).map("".join)
_TEXTS = st.one_of(
    st.builds("---\n{}\n---\n{}".format, _FRONTS, st.just(BODY) | _FRONTS),
    _FRONTS,
).map(str.encode)


def _read(raw: bytes, kind: str) -> Parsed:
    """Read a file, and hold that all that is said of it can be shown and found."""
    text, problems = source.decode(raw, PATH)
    parsed = reader.parse(text, problems, PATH, kind)
    assert parsed.record is not None
    assert parsed.record.name
    last = text.count("\n") + 1
    for problem in parsed.problems:
        assert problem.message == safe(problem.message)
        assert 15 < len(problem.message) < 900
        assert 1 <= problem.line <= last
    for quote in parsed.quotes:
        for start, end in quote.spans:
            assert 0 <= start < end <= len(parsed.document.text)
    return parsed


def _both_ways(raw: bytes) -> None:
    """Hold that what libyaml's composer reads by itself is what is read by events."""
    front, _ = source.split(source.decode(raw, PATH)[0])
    quick = frontmatter._parse_quickly(front, 2) if front else None
    if front and quick:
        slow = frontmatter._parse_carefully(front, 2)
        assert (quick.plain, []) == (slow.plain, slow.remarks)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS | st.binary(max_size=60), st.sampled_from(KINDS))
def test_whatever_stands_in_a_file(raw: bytes, kind: str) -> None:
    _read(raw, kind)
    _both_ways(raw)


_ALL: list[bytes] = [
    *(f"---\n{front}\n---\n{BODY}".encode() for front in NOT_YAML),
    *(f"---\ntitle: T\n{front}\n---\n{BODY}".encode() for front in WRONG),
    f"---\ntitle: T\nfo\u202eo: x\npeople: [\u2067y]\nquotes: {{by: \x85}}\n---\n{BODY}".encode(),
    *(one if isinstance(one, bytes) else one.encode() for _, one, _ in FILES.values()),
]
_LISTED = [raw for raw in _ALL if len(raw) < 2000]


@pytest.mark.parametrize("raw", _LISTED, ids=range(len(_LISTED)))
def test_a_file_that_is_listed(raw: bytes) -> None:
    """Chance comes too rarely to what makes each of them a case of its own."""
    _read(raw, "article")
    _both_ways(raw)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(_LISTED),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 3), st.binary(max_size=3)), max_size=4),
)
def test_a_file_in_which_something_was_overwritten(
    raw: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    for at, length, new in changes:
        at %= len(raw) + 1
        raw = raw[:at] + new + raw[at + length :]
    _read(raw, "article")
    _both_ways(raw)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file_is_a_record_without_words(kind: str) -> None:
    assert [problem.line for problem in _read(b"", kind).problems] == [1]
