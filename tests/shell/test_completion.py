"""The tab key: what the program answers, and what real shells make of it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.shell.conftest import Call
from tests.shell.libraries import write
from tests.terminal import Terminal
from tui.core import query
from tui.shell import candidates
from tui.shell.commands import COMMANDS, COMMON
from tui.shell.completion import Line
from tui.shell.scripts import SCRIPTS

BREAKS = " \t\n\"'@><=;|&(:"  # as bash has them
NAMES = {
    "ada-byron": "name: Ada Byron\nweak_aliases: [Byron, Adelaïde]",
    "ann-nym": "name: 'Ann “Q” $x `y` \\z'\naliases: [O'Nym, 'q\"uote']",
    "Überall": "name: José",
    "曽我ひとみ": "name: 曽我 ひとみ",
    "x.y_z": 'name: "two\\e[31m"\naliases: "three\\nlines"',
}
FILES = {
    "library.yaml": "format: 1\nname: Tab\n",
    "articles/the-tide.md": "---\ntitle: 'The tide: it turns'\ntopics: [sea, two words]\n"
    "quotes:\n- {text: we wait, id: own, speaker: ada-byron}\n- {text: it turns}\n---\n"
    "“We” … we wait, it turns.\n",
    "events/the-storm.md": "---\nname: The storm\n---\n",
    **{f"people/{one}.md": f"---\n{front}\n---\n" for one, front in NAMES.items()},
}


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the library, a folder that has none, and files."""
    folder = tmp_path_factory.mktemp("tab")
    write(folder / "lib", FILES)
    (folder / "none").mkdir()
    (folder / "draft one.txt").write_text("“We wait.”")
    return folder


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Commands, options, choices
        ("qu", ["quotes"]),
        ("-", ["--no-mouse", "--ascii", "--read-only", "-L", "--library"]),
        ("show --f", ["--format"]),
        ("show x -f ", ["text", "json", "jsonl", "csv", "tsv"]),
        ("--color=al", ["--color=always"]),
        ("list -f js", ["json", "jsonl"]),
        ("list --limit ", []),
        ("list ", ["articles", "people", "organisations", "places", "events", "quotes"]),
        ("quotes --kind direct,in", ["direct,indirect"]),
        ("quotes --kind direct,", ["direct,mixed", "direct,indirect"]),
        ("search place:", []),
        ("completion ", ["bash", "zsh", "fish"]),
        ("new person ", []),
        ("rename ada", ["ada-byron"]),
        ("rename Ada", ["Ada-byron"]),  # by its id only
        ("rename ada-byron ", []),
        ("show a b", []),
        # References
        ("ad", ["ada-byron"]),
        ("-- qu", []),
        ("show th", ["the-storm", "the-tide"]),
        ("show The", ["The storm", "The tide: it turns"]),
        ("show 'The ", ["The storm", "The tide: it turns"]),
        ("show 'adelai", ["adelaide"]),
        ("show ÜB", ["ÜBerall"]),
        ("show 曽", ["曽我ひとみ"]),
        ("show '曽我 ", ["曽我 ひとみ"]),
        ("show two", []),  # no line can hold it
        ("show three", []),
        ("show the-tide#", ["the-tide#q1", "the-tide#own", "the-tide#q2"]),
        ("show the-tide#q2", ["the-tide#q2"]),
        ("show nobody#", []),
        ("show t", ["the-storm", "the-tide", "topic:"]),
        ("show topic:", ["topic:sea", "topic:two words"]),
        ("show topic:S", ["topic:Sea"]),
        ("topic:", []),
        ("timeline t", ["the-storm", "the-tide"]),
        ("trail --v", ["--visited", "--version"]),
        ("search x --c", ["--count", "--color"]),
        ("list people --lo", ["--long"]),
        ("libr", ["libraries"]),
        # Queries
        ("quotes ab", ["about:"]),
        ("search x -ab", ["-about:"]),
        ("search 'x OR (si", ["x OR (since:"]),
        ("search --by", []),
        ("quotes by:ada", ["by:ada-byron"]),
        ("quotes by:the", []),  # speaks not
        ("quotes by:By", ["by:Byron"]),
        ("quotes by:Ada", ["by:Ada-byron"]),  # the name would be two words
        ("quotes 'by:\"Ada", ['by:"Ada Byron"']),
        ("list people event:the", ["event:the-storm"]),
        ("search in:the", ["in:the-tide"]),
        ("search topic:", ["topic:sea"]),
        ("search 'topic:\"", ['topic:"sea"', 'topic:"two words"']),
        ("search kind:in", ["kind:indirect"]),
        ("search since:", []),
        ("search xby:a", []),
        ("quotes --by ad", ["ada-byron"]),
        ("quotes --event=the", ["--event=the-storm"]),
        # The library that the line names
        ("-L {}/none show a", None),
        ("show -L{}/lib ann-", ["ann-nym"]),
    ],
)
def test_what_may_stand_there(
    onrecord: Call, tab: Path, monkeypatch: pytest.MonkeyPatch, line: str, expected: list[str]
) -> None:
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tab / "lib"))
    words = Line("", f"onrecord {line.replace('{}', str(tab))}")
    for shell in ("zsh", "fish"):
        asked = " ".join(f"'{word}'" for word in [*words.words, words.current])
        done = onrecord(f"completion {shell} -- {asked}")
        how, *found = done.out.splitlines() or [""]
        if expected is None:
            assert (done.out, done.code) == ("", 1)
            continue
        texts = [one.split("\t")[0] for one in found]
        assert texts[: len(expected)] == expected
        assert len(texts) == len(expected) or len(expected) == 5
        assert how == "words"


@pytest.mark.parametrize(
    ("line", "how"),
    [("check ", "files"), ("check a b", "files"), ("-L ", "dirs"), ("--library=x", "dirs")],
)
def test_names_of_files_are_the_shells(onrecord: Call, line: str, how: str) -> None:
    asked = f"completion fish -- {line}" + " ''" * line.endswith(" ")
    assert onrecord(asked).out == f"{how}\n"


# Values that are told in words, numbers, and ids that are not there yet.
FREE = {"N", "DATE", "ADDRESS", "ID", "NEW", "TEXT", "SHELL", "KIND", "KINDS", "QUERY"}


def test_every_value_is_known() -> None:
    """A new command or option is completed by itself, if its value is called as others are."""
    names = {""}
    for command in COMMANDS.values():
        names |= {one.value for one in (*COMMON, *command.options) if not one.choices}
        names |= {one.name for one in command.arguments if not one.choices}
    known = {*candidates._RECORDS, *candidates._PATHS, *FREE}
    assert names - known == {""}
    assert set(candidates.FIELDS) == set(query.FIELDS)


@pytest.mark.parametrize(
    ("line", "text", "written"),
    [
        ("onrecord show Hit", "Hitomi Soga's", "Hitomi\\ Soga\\'s"),
        ("onrecord show Hitomi\\ S", "Hitomi Soga", "Hitomi\\ Soga"),
        ('onrecord show "Hit', 'Hitomi "So$ga" \\!', 'Hitomi \\"So\\$ga\\" \\\\!'),
        ('onrecord show "a\\"b\\c', 'a"b\\c d', 'a\\"b\\\\c d'),
        ("onrecord show 'Hit", "Hit'omi", "Hit'\\''omi"),
        ("onrecord quotes by:hit", "by:hitomi", "hitomi"),
        ('onrecord quotes "by:hit', "by:hitomi", "by:hitomi"),
        ('onrecord quotes by:"hit', "by:hit omi", "hit omi"),
        ("onrecord quotes --by=hit", "--by=hit omi", "hit\\ omi"),
        ("onrecord show a\\:b", "a:b:c", "a:b:c"),
        ("onrecord show '' x\\", "x", "x"),
        ("onrecord show ", "~#a#b", "\\~#a#b"),
        ("onrecord show ", "#a&b;日本|é", "\\#a\\&b\\;日本\\|é"),
    ],
)
def test_bash_replaces_a_part_of_the_word(line: str, text: str, written: str) -> None:
    assert Line(BREAKS, line).written(text) == written


PROMPT = "tab>"
STARTS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "-N", "-i"],
}
# The prompt is in two halves, so that the line that sets it is not taken for it.
SETTINGS = {
    "bash": "source ~/script; PS1='tab''> '; bind 'set enable-bracketed-paste off'",
    "zsh": "autoload -Uz compinit; compinit -u -D; source ~/script; PS1='tab''> '",
    "fish": "set -g fish_autosuggestion_enabled 0; source ~/script\r"
    "function fish_prompt; echo 'tab''> '; end",
}
"""What is typed before the tab key, and what stands there then; `_` is a space at the end."""
TYPED = [
    ("onrecord complet", "onrecord completion_"),
    ("onrecord show ad", "onrecord show ada-byron_"),
    ("onrecord show Jo", "onrecord show José_"),
    ("onrecord show 曽我ひ", "onrecord show 曽我ひとみ_"),
    ("onrecord show 'Ada", "onrecord show 'Ada Byron'_"),
    ('onrecord show "ada b', 'onrecord show "ada byron"_'),
    ("onrecord show Ada\\ B", "onrecord show Ada\\ Byron_"),
    ("onrecord show the-tide#o", "onrecord show the-tide#own_"),
    ("onrecord quotes ab", "onrecord quotes about:"),
    ("onrecord show top", "onrecord show topic:"),
    ("onrecord show topic:tw", "onrecord show topic:two\\ words_"),
    ("onrecord quotes by:ada", "onrecord quotes by:ada-byron_"),
    ("onrecord quotes --to=ada", "onrecord quotes --to=ada-byron_"),
    ("onrecord check dra", "onrecord check draft\\ one.txt_"),
    ("onrecord -L no", "onrecord -L none/"),
    ("onrecord -L none show ad", "onrecord -L none show ad"),
    ("onrecord show q", 'onrecord show q\\"uote_'),
]


@pytest.mark.parametrize("shell", STARTS)
def test_the_tab_key_in_a_real_shell(shell: str, tab: Path, places: dict[str, str]) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tab / "script").write_text(SCRIPTS[shell])
    env = {
        **places,
        "ONRECORD_LIBRARY": str(tab / "lib"),
        "HOME": str(tab),
        "LANG": "C.UTF-8",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_CONFIG_HOME": None,
        "XDG_DATA_HOME": None,
    }
    with Terminal(STARTS[shell], columns=100, env=env, cwd=tab, answers=True) as terminal:
        _send(terminal, f"{SETTINGS[shell]}\r", PROMPT)
        for number, (typed, expected) in enumerate(TYPED):
            # Behind it comes what one only types when the tab key has done its work.
            _send(terminal, f"{typed}\tEND{number}", f"END{number}")
            wanted = f"{PROMPT} {expected}END{number}".replace("_E", " E")
            assert _last(terminal).replace("\\#", "#") == wanted  # zsh is careful about `#`
            _send(terminal, "\x15", PROMPT)


def _send(terminal: Terminal, keys: str, end: str) -> None:
    """Type, and wait until the last line ends so."""
    terminal.send(keys)
    terminal.wait_for(lambda _: _last(terminal).endswith(end))


def _last(terminal: Terminal) -> str:
    return terminal.text().rstrip().rpartition("\n")[2].rstrip()


def test_of_many_the_last_one_comes_too(
    onrecord: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else bash would go on with what only those that came have in common."""
    ids = [*(f"aa-{number}" for number in range(510)), "ab"]
    write(tmp_path, {f"people/{one}.md": f"---\nname: {one}\n---\n" for one in ids})
    write(tmp_path, {"library.yaml": "format: 1\n"})
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path))
    found = onrecord("completion bash -- '' 'onrecord show a'").out.splitlines()[1:]
    assert {"aa-0", "ab"} < set(found)
    assert len(found) < len(ids)
