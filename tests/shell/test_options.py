"""What a command line says: words that a query leaves out, beside options."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.shell.conftest import no_browser
from tui.shell.commands import COMMANDS, COMMON
from tui.shell.main import main
from tui.shell.options import Call, UsageError, read


def call(line: str) -> Call:
    return read(shlex.split(line), COMMANDS, COMMON, "browse")


@pytest.mark.parametrize(
    ("line", "words", "options"),
    [
        ("quotes soga -mother", ["soga", "-mother"], {}),
        ("quotes -mother soga", ["-mother", "soga"], {}),
        ("quotes -nuclear -fukuda -Lyon -hate", ["-nuclear", "-fukuda", "-Lyon", "-hate"], {}),
        ("quotes soga -n5", ["soga"], {"limit": "5"}),
        ("quotes -n 5 -mother", ["-mother"], {"limit": "5"}),
        ("quotes -n -mother", [], {"limit": "-mother"}),
        ("quotes soga -fjson", ["soga"], {"format": "json"}),
        ("quotes soga -fbibtex", ["soga"], {"format": "bibtex"}),
        ("quotes soga -f json -L/srv/news", ["soga"], {"format": "json", "library": "/srv/news"}),
        ("quotes -L./news -L~/news -L.. soga", ["soga"], {"library": ".."}),
        ("-n5 quotes soga", ["soga"], {"limit": "5"}),
        ("quotes -- -n5 -mother --by", ["-n5", "-mother", "--by"], {}),
        ("quotes - soga", ["-", "soga"], {}),
        ("quotes -2023 -北 -é -by:kishida", ["-2023", "-北", "-é", "-by:kishida"], {}),
        ("quotes '-\"no reason\"'", ['-"no reason"'], {}),
        ("quotes --by=-x soga --to -y", ["soga"], {"by": "-x", "to": "-y"}),
        ("quotes --by -fukuda", [], {"by": "-fukuda"}),
        ("search soga -mother --color never", ["soga", "-mother"], {"color": "never"}),
        ("list people soga -mother -n5", ["people", "soga", "-mother"], {"limit": "5"}),
        ("show -n5x", None, {}),
        ("-mother quotes soga", None, {}),
        ("quotes soga -x", None, {}),
        ("quotes soga --since", None, {}),
        ("quotes soga --by -n 5", None, {}),
        ("quotes soga --unknown", None, {}),
        ("quotes soga -f=json", None, {}),
        ("list -mother people", None, {}),
        ("list", None, {}),
    ],
)
def test_a_word_left_out_is_no_option(
    line: str, words: list[str] | None, options: dict[str, str]
) -> None:
    if words is None:
        with pytest.raises(UsageError):
            call(line)
        return
    found = call(line)
    assert found.words == words
    assert {key: found.get(key) for key in options} == options
    names = {option.key for option in found.command.options + COMMON}
    assert {key for key in names if found.on(key)} == set(options)


def test_a_slip_is_told_how_to_leave_it_out() -> None:
    with pytest.raises(UsageError, match="no option -x to quotes; NOT x leaves a word out"):
        call("quotes soga -x")


@pytest.mark.parametrize(
    "word",
    [
        *("-foo", "http://x", "well-known", "C++", "O'Brien", '"', "*", "a:b:c", "(", "NEAR(", "-"),
        *("AND", "OR", "NOT", "a AND", "-*", '-"', '""', "by:", 'by:"', "in:", "kind:", "on:", ":"),
        *("👩\u200d🚀", "a\0b", "\x1b[2J", "\u202e", "\ud800", "\udcff", "曽", "ﷺ", "x" * 10_000),
        *("a " * 5_000, "by:a " * 300, "{words}: a", "words : a", "^a", "a^2", "body_words MATCH"),
    ],
)
def test_every_query_is_one(
    word: str, places: dict[str, str], libraries: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for command in (["quotes"], ["search"], ["list", "articles"], ["list", "quotes"]):
        for behind in ((), ("--",)):
            assert main([*command, "-L", str(libraries / "said"), *behind, word], no_browser) < 2
        out, err = capfd.readouterr()
        assert "\x1b" not in out + err
