"""Widths, wrapping, progress and escapes, without a library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.shell.conftest import Call
from tui.core.actions import ACTIONS
from tui.shell.cells import cells, wrap
from tui.shell.output import Form, put
from tui.shell.progress import Progress


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("日本", 4),
        ("ﾊﾝ", 2),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("สวัสดี", 4),
        ("👍🏽", 4),
        ("a\u200bb", 2),
    ],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 4, [""]),
        ("one two three", 0, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("one  two", 4, ["one", "two"]),
        ("one two ", 7, ["one two"]),
        ("extraordinary words", 5, ["extraordinary", "words"]),
        ("a extraordinary", 5, ["a", "extraordinary"]),
        ("日本語の文", 4, ["日本", "語の", "文"]),
        ("日本語の文", 5, ["日本", "語の", "文"]),
        ("日本、語", 4, ["日", "本、", "語"]),
        ("ab日本", 4, ["ab日", "本"]),
        ("👩\u200d🚀👩\u200d🚀", 4, ["👩\u200d🚀", "👩\u200d🚀"]),
        ("👍🏽👍🏽", 4, ["👍🏽", "👍🏽"]),
        ("か\u3099き\u3099", 2, ["か\u3099", "き\u3099"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, width)] == lines


@pytest.mark.parametrize(
    ("done", "total", "rate", "told"),
    [
        (0, 10, 0, "0 of 10 files"),
        (1200, 5000, 800, "1,200 of 5,000 files, 800/s, 5 s left"),
        (100, 100_000, 100, "100 of 100,000 files, 100/s, 17 min left"),
        (10, 10, 2, "10 of 10 files, 2/s"),
    ],
)
def test_progress(done: int, total: int, rate: float, told: str) -> None:
    assert Progress.told(done, total, rate) == told


def test_the_time_left_is_told_from_what_was_done_meanwhile(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    now = 50.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    progress = Progress(on_terminal=False)
    now += 30  # until the first file is read
    for done, seconds in ((1000, 0.1), (1010, 0.1), (2000, 9.9), (1, 0.1), (1001, 10)):
        now += seconds
        progress(done, 5000)
    assert capfd.readouterr().err.splitlines() == [
        "1,000 of 5,000 files",  # by another onrecord
        "2,000 of 5,000 files, 100/s, 30 s left",
        "1,001 of 5,000 files, 100/s, 40 s left",  # that was killed: all of it again
    ]


def test_progress_in_a_pipe_is_a_line_now_and_then(capfd: pytest.CaptureFixture[str]) -> None:
    progress = Progress(on_terminal=False)
    for done in range(1, 1001):
        progress(done, 1000)
    lines = capfd.readouterr().err.splitlines()
    assert [line.partition(" of ")[0] for line in lines] == [
        *("1", "101", "201", "301", "401", "501", "601", "701", "801", "901", "1,000")
    ]


@pytest.mark.parametrize(
    ("columns", "plain", "drawn"),
    [
        (100, False, f"{'━' * 15}{'─' * 15}  50%  1,200 of 2,400 files, 240/s, 5 s left"),
        (100, True, f"{'#' * 15}{'-' * 15}  50%  1,200 of 2,400 files, 240/s, 5 s left"),
        (60, False, f"{'━' * 7}{'─' * 8}  50%  1,200 of 2,400 files, 240/s, 5 s left"),
        (50, False, " 50%  1,200 of 2,400 files, 240/s, 5 s left"),
        (40, False, "50%, 5 s left"),
        (9, False, "50%, 5 s"),
        (1, False, ""),
    ],
)
def test_the_bar_fits(
    monkeypatch: pytest.MonkeyPatch, columns: int, plain: bool, drawn: str
) -> None:
    monkeypatch.setattr("tui.shell.progress._columns", lambda: columns)
    monkeypatch.setattr("tui.shell.progress._draws_lines", lambda: not plain)
    assert Progress(on_terminal=True).drawn(1200, 2400, 240.0) == drawn


HOSTILE = "".join(map(chr, (*range(0x20), 0x22, 0x5C, *range(0x7F, 0xA0)))) + (
    "\u061c\u200e\u200f\u202a\u202e\u2066\u2069\u2028\u2029\ud800 \udcffé日😀"
)
_FORM = Form(["a"], text=str, value=lambda text: {"a": text}, fields=lambda text: [text])


@pytest.mark.parametrize("how", ["json", "jsonl"])
def test_json_keeps_controls_exact_and_out_of_sight(
    how: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert put([HOSTILE, "plain"], _FORM, how) == 2
    out = capfd.readouterr().out
    assert all(sign.isprintable() or sign == "\n" for sign in out)
    assert "é日😀" in out
    lines = out.splitlines() if how == "jsonl" else []
    found = [json.loads(line) for line in lines] or json.loads(out)
    assert found == [{"a": HOSTILE}, {"a": "plain"}]


@pytest.mark.parametrize(
    ("how", "text", "line"),
    [
        ("csv", 'say "no", or\nyes\tor\x1b', '"say ""no"", or\nyes\tor␛"'),
        ("tsv", 'say "no", or\nyes\tor\x1b', 'say "no", or␊yes␉or␛'),
        ("csv", "a\r\nb", '"a␍\nb"'),
        ("csv", "=1+1", "=1+1"),
    ],
)
def test_rows(how: str, text: str, line: str, capfd: pytest.CaptureFixture[str]) -> None:
    put([text], _FORM, how)
    assert capfd.readouterr().out == f"a\n{line}\n"


@pytest.mark.parametrize(
    ("folder", "line", "named"),
    [
        ("broken", "check places", "places/warned.md"),
        ("broken", "check articles/../places/warned.md", "places/warned.md"),
        ("broken/articles", "check ../places", "LIBRARIES/broken/places/warned.md"),
        ("broken/articles", "check places", "LIBRARIES/broken/places/warned.md"),
        (".", "check -L broken places", "broken/places/warned.md"),
        (".", "check -L broken broken/places/", "broken/places/warned.md"),
        ("sound", "check -L ../broken ../broken/places", "LIBRARIES/broken/places/warned.md"),
        ("sound", "check -L ../broken library.yaml", ""),
    ],
)
def test_files_are_named_as_seen_from_here(
    onrecord: Call, libraries: Path, folder: str, line: str, named: str
) -> None:
    done = onrecord(line, folder)
    assert done.out.partition(":")[0] == named.replace("LIBRARIES", str(libraries))
    assert done.code == 0


def test_keys_are_the_table_of_actions(onrecord: Call) -> None:
    text, found = onrecord("keys").out, json.loads(onrecord("keys -f json").out)
    assert {one["action"]: tuple(one["keys"]) for one in found} == {
        action.id: action.keys for action in ACTIONS
    }
    for action in ACTIONS:
        row = next(line for line in text.splitlines() if f"  {action.id} " in line)
        assert row.split("  ")[1] == action.shown_keys
        assert row.endswith(f"  {action.words}")
