"""What `config.yaml` changes in the shell, and who tells what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.shell.conftest import Call, Done


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: dict[str, str]) -> Path:
    """The path of a `config.yaml` of this test's own."""
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path))
    return tmp_path / "config.yaml"


KEYS = """\
keys:
  quit: ö
  down: [n, ↓]
  next-match: []
  "help": [f1, '?']
"""
CHANGED = """\
  n ↓         down            move or scroll a line down [config.yaml; else j ↓]
  –           next-match      to the next match [config.yaml; else n]
  f1 ?        help            all keys [config.yaml; else ?]
  ö ctrl+c    quit            leave; the place is kept [config.yaml; else q ctrl+c]
"""


def test_the_keys_in_force(onrecord: Call, config: Path) -> None:
    usual = onrecord("keys").out
    config.write_text(KEYS)
    done = onrecord("keys")
    assert (done.err, done.code) == ("", 0)
    changed = set(done.out.splitlines()) - set(usual.splitlines())
    assert changed == set(CHANGED.splitlines())
    assert done.out.count("\n") == usual.count("\n")
    found = {one["action"]: one["keys"] for one in json.loads(onrecord("keys -f json").out)}
    assert found["down"] == ["n", "down"]
    assert found["next-match"] == []
    assert found["help"] == ["f1", "question_mark"]
    assert "\nnext-match,,to the next match,Search\n" in onrecord("keys -f csv").out


def test_keys_that_are_set_to_the_usual_ones_are_not_marked(onrecord: Call, config: Path) -> None:
    usual = onrecord("keys")
    config.write_text("keys: {quit: [ctrl+c, q], help: '?'}\n")
    assert "config.yaml" not in onrecord("keys").out
    assert onrecord("keys").out.splitlines()[:-1] == usual.out.splitlines()[:-1]


def test_what_is_wrong_is_told_by_keys(onrecord: Call, config: Path) -> None:
    config.write_text("theme: neon\nkeys:\n  help: n\n  zoom: zz\n")
    out, err, code = onrecord("keys")
    assert (out, code) == ("", 2)
    lines = err.splitlines()
    assert [line.split(" error: ")[0] for line in lines] == [f"{config}:{n}:" for n in (1, 3, 4)]
    assert lines[1].endswith(
        ": error: `help` and `next-match` have the same key, n; give one of them another in "
        "`keys`, or none: `next-match: []`"
    )
    config.write_text("keys:\n  zoom: 'zz\N{RIGHT-TO-LEFT OVERRIDE}'\n")
    assert "“zz\ufffd” is no key" in onrecord("keys").err


@pytest.mark.parametrize("line", ["show harbour", "list places", "check", "index"])
def test_other_commands_are_not_stopped_by_the_browsers_settings(
    onrecord: Call, config: Path, line: str
) -> None:
    usual = onrecord(line)
    config.write_text("theme: neon\nother: x\ncolumns: {x: y}\nkeys: {help: n, zoom: zz}\n")
    assert onrecord(line) == usual


@pytest.mark.parametrize("line", ["show harbour", "list places", "check", "index", "keys"])
@pytest.mark.parametrize(
    ("content", "at", "told"),
    [
        ("\n\nlibrary: harbour\n", 3, "`library: harbour` is not a whole path such as"),
        ("dates: us\n", 1, "`dates: us` is none of: day-month-year, "),
        ("libraries: {a: b}\n", 1, "`a:` in `libraries` takes a whole path such as"),
        ("keys:\n  help: '\n", 2, "YAML: a quote mark that opens here is never closed; close it\n"),
    ],
)
def test_what_a_command_uses_has_to_be_right(
    onrecord: Call, config: Path, line: str, content: str, at: int, told: str
) -> None:
    config.write_text(content)
    done = onrecord(line)
    assert (done.out, done.code) == ("", 2)
    assert done.err.startswith(f"{config}:{at}: error: {told}")
    assert done.err.count("\n") == 1


def test_libraries_have_names(
    onrecord: Call, config: Path, libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text(f"libraries:\n  port: {libraries}/sound\n  calm: {libraries}/hostile\n")
    assert onrecord("list people -L calm", "broken").out == "calm\tCalm\n"
    monkeypatch.setenv("ONRECORD_LIBRARY", "port")
    assert onrecord("list places", "broken").out == "harbour\tThe harbour\n"
    assert onrecord("-L prt list places", "broken") == Done(
        "",
        f"onrecord: {libraries}/broken/prt is not a library: it has no library.yaml (a file that "
        "says `format: 1`); libraries by name: port, calm\n",
        2,
    )


def test_the_library_where_there_is_no_other(onrecord: Call, config: Path, libraries: Path) -> None:
    (libraries / "none").mkdir(exist_ok=True)
    config.write_text(f"library: port\nlibraries: {{port: {libraries}/sound}}\n")
    assert onrecord("list places", "none").out == "harbour\tThe harbour\n"
    assert onrecord("list people", "hostile").out == "calm\tCalm\n"  # the folder one is in
    config.write_text(f"library: {libraries}/hostile\n")
    assert onrecord("list people", "none").out == "calm\tCalm\n"
    config.write_text("library: /nowhere\n")
    assert onrecord("list people", "none").err.startswith("onrecord: /nowhere is not a library")


def test_dates_are_written_as_is_wished_for_people_only(onrecord: Call, config: Path) -> None:
    assert "\nThe Quay · 1 May 2024\n" in onrecord("show ferry-late").out
    data = onrecord("show ferry-late -f json"), onrecord("list quotes -f csv")
    for style, date in (
        ("month-day-year", "May 1, 2024"),
        ("iso", "2024-05-01"),
        ("edtf", "2024-05-01"),
    ):
        config.write_text(f"dates: {style}\n")
        assert f"\nThe Quay · {date}\n" in onrecord("show ferry-late").out
        assert (onrecord("show ferry-late -f json"), onrecord("list quotes -f csv")) == data
    config.unlink()
    assert "\nThe Quay · 1 May 2024\n" in onrecord("show ferry-late").out
