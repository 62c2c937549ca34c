"""`config.yaml` as it stands on the disk, and what is kept of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.library import disk, frontmatter
from tui.library.settings import load

ROOT = Path(__file__).parents[2]


def config() -> Path:
    return Path(os.environ["ONRECORD_CONFIG"], "config.yaml")


def cache() -> Path:
    return Path(os.environ["ONRECORD_CACHE"])


def write(content: str | bytes) -> Path:
    path = config()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def told(path: Path) -> list[str]:
    return [repr(one).removeprefix(f"{path}:") for one in load().problems]


def test_no_file_sets_nothing() -> None:
    settings = load()
    assert (settings.problems, settings.library, settings.keys) == ([], "", {})
    assert not cache().exists()


def test_lines_are_those_of_the_file() -> None:
    path = write(
        "# mine\r\n---\r\ntheme: dark\r\n\r\nkeys:\r\n  help:\r\n    - f1\r\n    - hlp\r\n"
        "  ? zoom\r\n  : nn\r\ntheme: light\r\nlibraries: {a: /b, c: d}",
    )
    assert [one.partition(" error: ")[0] for one in told(path)] == ["8:", "9:", "11:", "12:"]
    assert load().theme == "dark"
    assert load("theme").problems == []  # what is twice is for those who look at all


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("theme: [dark", 1, "YAML: the list that opens here with “[” lacks a comma or its “]”"),
        ("keys:\n\tquit: x\n", 2, "YAML: a tab stands here; indent with spaces"),
        ("keys:\n  help: ?\n", 2, "YAML: a text that begins with “?” stands in quotes"),
        ("keys:\n  help: -\n", 2, "YAML: a text that begins with “-” stands in quotes"),
        ("- a\n", 1, "what stands here is not made of `key: value` lines"),
        ("a: b\n---\nc: d\n", 3, "a second YAML document begins here; keep one"),
        (
            "a: b".encode("utf-16"),
            1,
            "the file is UTF-16; save it as UTF-8 (iconv -f utf-16 -t utf-8)",
        ),
        (
            b"theme: dark\nx: \xe9\n",
            2,
            "byte 0xE9 is not UTF-8; save the file as UTF-8 (from Latin-1: iconv -f latin1 -t "
            "utf-8)",
        ),
        (
            b"\xff\xfe\n",
            1,
            "the file is UTF-16; save it as UTF-8 (iconv -f utf-16 -t utf-8)",
        ),
    ],
)
def test_what_can_not_be_read(content: str | bytes, line: int, message: str) -> None:
    path = write(content)
    first = load("library").problems  # told to every command
    assert [repr(one) for one in first] == [f"{path}:{line}: error: {message}"]
    assert [repr(one) for one in load("library").problems] == list(map(repr, first))


@pytest.mark.parametrize("content", ["", "\ufefftheme: dark\n", "# nothing\n"])
def test_what_is_not_wrong(content: str) -> None:
    assert told(write(content)) == []


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("!", "“!” is a YAML tag; leave it out, or put the text in quotes"),
        ("&a x", "“&a” is a YAML anchor; leave it out, or put the text in quotes"),
        (
            "#",
            "`help:` says nothing; a sign such as # stands in quotes, and no key at all is "
            "`help: []`",
        ),
    ],
)
def test_a_sign_that_means_something_to_yaml(value: str, told: str) -> None:
    write(f"keys:\n  help: {value}\n")
    assert [problem.message for problem in load().problems] == [told]


def test_what_is_no_file() -> None:
    path = config()
    path.mkdir(parents=True)
    message = "1: error: what stands under this name is no regular file; move it away"
    assert told(path) == [message]
    path.rmdir()
    os.mkfifo(path)
    assert told(path) == [message]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read() -> None:
    path = write("theme: dark\n")
    path.chmod(0)
    assert told(path) == ["1: error: the file can't be read: permission denied"]


def test_yaml_is_read_when_the_file_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    parse = frontmatter.parse

    def counting(front: str, first_line: int) -> object:
        read.append(front)
        return parse(front, first_line)

    monkeypatch.setattr(frontmatter, "parse", counting)
    monkeypatch.setattr(disk, "_RACY_FINE", -1)
    path = write("theme: neon\ntheme: dark\n")
    first = [list(map(repr, load().problems)) for _ in range(3)]
    assert first[0] == first[1] == first[2]
    assert (len(first[0]), len(read)) == (2, 1)
    write("theme: light\n")
    assert (load().theme, load().theme, len(read)) == ("light", "light", 2)
    other = tmp_path / "other"
    other.mkdir()
    os.link(path, other / "config.yaml")  # the same file under another name
    monkeypatch.setenv("ONRECORD_CONFIG", str(other))
    assert (load().theme, len(read)) == ("light", 3)
    (cache() / "settings.json").write_text('{"of": [')
    assert (load().theme, len(read)) == ("light", 4)


def test_a_file_changed_just_now_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_RACY_FINE", 60)
    write("theme: dark\n")
    assert load().theme == "dark"
    assert not cache().exists()


def test_settings_are_read_without_a_place_to_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    write("theme: dark\n")
    monkeypatch.setenv("ONRECORD_CACHE", "/dev/null/cache")
    assert load().theme == "dark"


def test_yaml_is_not_even_loaded_while_nothing_changes(tmp_path: Path) -> None:
    write(f"library: {ROOT / 'data'}\ndates: iso\nkeys: {{help: nothing}}\n")
    program = (
        "import sys; from tui.shell.main import main\n"
        "code = main(['show', 'hitomi-soga'], None)\n"
        "print(code, sorted({'yaml', 'typing', 'pathlib', 'tui.core.actions'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(10):  # a file that changed just now is not taken for unchanged
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
            check=True,
        )
        if done.stdout.splitlines()[-1] == "0 []":
            break
    assert done.stdout.splitlines()[-1] == "0 []"
    assert "Hitomi Soga" in done.stdout
