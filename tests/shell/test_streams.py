"""Processes of their own: pipes, signals, locales, closed streams, and what is imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_SHELL = [sys.executable, "-m", "tui"]


@pytest.fixture
def environment(places: dict[str, str], libraries: Path) -> dict[str, str]:
    own = {"ONRECORD_LIBRARY": str(libraries / "sound"), "PYTHONPATH": str(_ROOT)}
    return {**os.environ, **places, **own}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*_SHELL, *arguments], capture_output=True, env=environment)


def shell(environment: dict[str, str], line: str) -> subprocess.CompletedProcess[bytes]:
    """A line of `sh`, in which `onrecord` stands for the program."""
    command = f'onrecord() {{ "{sys.executable}" -m tui "$@"; }}\n{line}'
    return subprocess.run(["sh", "-c", command], capture_output=True, env=environment)


def many(root: Path, count: int) -> Path:
    """A library with so many people that their list fills a pipe."""
    (root / "people").mkdir(parents=True)
    (root / "library.yaml").write_text("format: 1\n")
    for number in range(count):
        name = f"name: {'Somebody ' * 40}{number}"
        (root / "people" / f"person-{number}.md").write_text(f"---\n{name}\n---\n")
    return root


def test_a_closed_pipe_is_no_error(environment: dict[str, str], tmp_path: Path) -> None:
    environment["ONRECORD_LIBRARY"] = str(many(tmp_path / "many", 400))
    done = shell(environment, "{ onrecord list people; echo $? >&2; } | head -n 1")
    assert done.stdout.startswith(b"person-0\tSomebody")
    assert done.stderr == b"0\n"


def test_results_may_go_to_a_closed_pipe(environment: dict[str, str], tmp_path: Path) -> None:
    environment["ONRECORD_LIBRARY"] = str(many(tmp_path / "many", 400))
    quotes = "".join(f"  - text: {'word ' * 60}{number}\n" for number in range(400))
    body = "".join(f"{'word ' * 60}{number}\n\n" for number in range(400))
    (tmp_path / "many" / "articles").mkdir()
    (tmp_path / "many" / "articles" / "a.md").write_text(
        f"---\ntitle: A\nquotes:\n{quotes}---\n{body}"
    )
    for line in ("quotes word -n0", "search somebody -n0 -f tsv", "list quotes word"):
        done = shell(environment, f"{{ onrecord {line}; echo $? >&2; }} | head -n 1")
        assert done.stdout.count(b"\n") == 1
        assert done.stderr == b"0\n"


def test_a_pipe_closed_before_anything_is_written(environment: dict[str, str]) -> None:
    done = shell(environment, "{ sleep 0.1; onrecord keys; echo $? >&2; } | true")
    assert done.stderr == b"0\n"


def test_stderr_may_be_a_closed_pipe(environment: dict[str, str]) -> None:
    done = shell(environment, "{ sleep 0.1; onrecord list 2>&1 >/dev/null; echo $? >&2; } | true")
    assert done.stderr == b"0\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("onrecord keys >&-", b"onrecord: standard output is closed\n"),
        (
            "onrecord keys >/dev/full",
            b"onrecord: the output can't be written: No space left on device\n",
        ),
    ],
)
def test_what_can_not_be_written_is_told(
    environment: dict[str, str], line: str, said: bytes
) -> None:
    done = shell(environment, line)
    assert (done.stderr, done.returncode) == (said, 2)


def test_closed_stderr_and_stdin_do_no_harm(environment: dict[str, str]) -> None:
    assert shell(environment, "onrecord list quotes -n 1 2>&- <&-").returncode == 0
    assert shell(environment, "onrecord 2>&- <&-").returncode == 2


def test_ctrl_c_ends_with_130_and_no_words(environment: dict[str, str], tmp_path: Path) -> None:
    root = many(tmp_path / "many", 100)
    os.mkfifo(root / "people" / "waits.md")  # reading it takes until somebody writes
    with subprocess.Popen(
        [*_SHELL, "index", "-L", str(root)], stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(10) == 130
    assert first.startswith(b"1 of 101 files")
    assert b"Traceback" not in rest
    assert b"Interrupt" not in rest


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "C.UTF-8"])
def test_pipes_are_utf8_in_every_locale(environment: dict[str, str], locale: str) -> None:
    environment |= {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(environment, "show", "ada-byron")
    assert "also: エイダ, Byron\n" in done.stdout.decode()
    assert "“nö”" in run(environment, "show", "nö").stderr.decode()
    assert "エイダ" in run(environment, "search", "エイダ").stdout.decode()
    done = run(environment, "quotes", "--by", "エイダ", "-f", "reference")
    assert done.stdout == b"ferry-late#tide\n"


def test_bytes_that_are_no_text_are_told_as_such(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [*map(os.fsencode, _SHELL), b"show", b"a\xff\x1b[0m"], capture_output=True, env=environment
    )
    assert "“a\ufffd␛[0m”" in done.stderr.decode()
    for command in (b"quotes", b"search", b"list"):
        kind = [b"quotes"] if command == b"list" else []
        done = subprocess.run(
            [*map(os.fsencode, _SHELL), command, *kind, b"a\xff\x1b[0m"],
            capture_output=True,
            env=environment,
        )
        assert (done.stdout, done.returncode) == (b"", 1)
        assert "“a\ufffd␛[0m” is not UTF-8" in done.stderr.decode()


@pytest.mark.parametrize(
    "line",
    [
        "show ferry-late",
        "show ada-byron -f json",
        "list articles",
        "list articles ferry",
        "quotes tide --by ada-byron --since 2024",
        "quotes tide -f jsonl",
        "search harbour",
        "search harbour --count",
        "list articles --long",
        "libraries",
    ],
)
def test_asking_loads_little(environment: dict[str, str], line: str) -> None:
    run(environment, "index")
    code = (
        "import sys; from tui.__main__ import main; code = main();"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *line.split()], capture_output=True, text=True, env=environment
    )
    slow = (
        "textual rich yaml typing dataclasses pathlib enum argparse difflib contextlib platformdirs"
    )
    assert done.returncode == 0
    loaded = set(done.stderr.split())
    assert not {name.partition(".")[0] for name in loaded} & (set(slow.split()) - {"enum"})
    assert not loaded & {"tui.core.exports", "tui.core.bibliography", "tui.library.exports"}


def test_the_installed_script_and_the_module_are_the_same(environment: dict[str, str]) -> None:
    code = "import sys; from tui.__main__ import main; sys.exit(main())"
    script = subprocess.run(
        [sys.executable, "-c", code, "list", "boats"], capture_output=True, env=environment
    )
    module = run(environment, "list", "boats")
    assert (script.returncode, script.stderr) == (module.returncode, module.stderr) != (0, b"")
