"""An error of the program's own: one sentence, a log that can be sent to others, a sane terminal.

The errors are put into it by a few lines that run before the program does.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.libraries import small, write
from tests.journeys.stories import (
    ROOT,
    USUAL_MODES,
    is_ready,
    members,
    places,
    start,
)
from tests.screen import Screen
from tests.terminal import Terminal
from tui.library.facade import Library
from tui.library.report import LOG
from tui.shell.failing import without_words

SECRET = "what stands in articles/secret.md"
BOOM = f"""
import sys
def boom(*_, **__):
    secret = {SECRET!r}
    try:
        raise KeyError(secret)
    except KeyError:
        raise RuntimeError(secret)
"""
THEN = "\nfrom tui.__main__ import main\nsys.exit(main())"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("errors") / "library", small())


def broken(line: str, *arguments: str) -> list[str]:
    """The program, with a line of Python that breaks something in it."""
    return [sys.executable, "-c", f"{BOOM}{line}{THEN}", *arguments]


def is_ready_or_ended(screen: Screen) -> bool:
    """An error may come before any key: the first place is opened by itself."""
    return is_ready(screen) or "onrecord: " in screen.text()


def check_log(folder: Path) -> str:
    """The log holds what is needed and nothing of the library; what it says."""
    log = Path(places(folder)["ONRECORD_STATE"], LOG)
    assert log.stat().st_mode & 0o777 == 0o600
    told = log.read_text()
    for needed in ("onrecord 0.", "python: ", "platform: ", "TERM=", "RuntimeError:", "KeyError:"):
        assert needed in told
    assert "\n  tui/" in told
    for secret in (SECRET, str(ROOT), str(folder), "articles/", "bridge", "Ann"):
        assert secret not in told
    return told


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("import tui.browser.first_frame as f; f._drawn = boom", ""),
        ("from tui.browser.main_screen import MainScreen as M; M._show_preview = boom", "hj"),
        ("from tui.library.searching import Searcher as S; S.search = boom", "/bridge"),
        ("from textual._xterm_parser import XTermParser as X; X.feed = boom", "j"),
    ],
    ids=["first frame", "timer", "search thread", "key thread"],
)
def test_an_error_ends_the_browser_with_one_sentence(
    tmp_path: Path, library: Path, line: str, keys: str
) -> None:
    with start(tmp_path, run=broken(line, "browse", "bridge", "-L", str(library))) as terminal:
        if keys:
            terminal.wait_for(is_ready_or_ended)
            terminal.send(keys)
        assert terminal.wait_exit() == 2
        assert terminal.screen.modes == USUAL_MODES
        assert terminal.attributes == terminal.usual
        words = " ".join(terminal.text().split())
        assert words.startswith("onrecord: an error in the program itself (RuntimeError")
        assert words.replace(" ", "").endswith(f"{tmp_path}/STATE/{LOG}".replace(" ", ""))
        assert b"Traceback" not in terminal.bytes_out
        assert SECRET.encode() not in terminal.bytes_out
        assert not members(terminal.pid)
    assert "command: onrecord browse … -L …\n" in check_log(tmp_path)


def test_an_error_of_the_watching_thread_leaves_what_is_read(tmp_path: Path, library: Path) -> None:
    line = "from tui.library.watcher import Watcher as W; W._look_at_index = boom"
    with start(tmp_path, run=broken(line, "browse", "bridge", "-L", str(library))) as terminal:
        terminal.wait_for("An error in the program itself (RuntimeError")
        terminal.press("2")
        terminal.wait_for("● People")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert b"Traceback" not in terminal.bytes_out
    check_log(tmp_path)


def test_an_error_of_a_command(tmp_path: Path, library: Path) -> None:
    line = "from tui.library.facade import Library as L; L.record = boom"
    command = broken(line, "show", "bridge", "-L", str(library))
    with Terminal(command, env=places(tmp_path), cwd=ROOT) as terminal:
        assert terminal.wait_exit() == 2
        said = re.sub(r"\.py:\d+", ".py:N", terminal.bytes_out.decode()).split("\r\n")
    log = f"{places(tmp_path)['ONRECORD_STATE']}/{LOG}"
    assert said == [
        "onrecord: an error in the program itself (RuntimeError, tui/shell/show.py:N); "
        f"what is needed to report it is in {log}",
        "",
    ]
    check_log(tmp_path)


def test_the_log_stays_small_and_does_without_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.library import report

    for name, value in places(tmp_path).items():
        monkeypatch.setenv(name, value)

    def deep(depth: int) -> None:
        if depth:
            deep(depth - 1)
        raise OSError(28, SECRET, SECRET)

    for number in range(20):
        with pytest.raises(OSError) as caught:  # noqa: PT011  (its words are the secret)
            deep(500)
        told = report.keep(caught.value, f"number {number}")
    log = tmp_path / "STATE" / LOG
    assert told.endswith(str(log))
    lines = log.read_text().splitlines()
    kept = [line for line in lines if line.startswith("command")]
    assert kept == [f"command: number {number}" for number in range(12, 20)]
    assert len(lines) < 500
    assert "OSError 28:" in lines
    assert SECRET not in log.read_text()
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ONRECORD_STATE", str(tmp_path / "file" / "below"))
    assert report.keep(caught.value, "x").endswith(str(tmp_path / "CACHE" / LOG))
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "file"))
    assert report.keep(caught.value, "x").endswith("no log of it can be written: not a directory")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ([], "onrecord"),
        (["some-record"], "onrecord …"),
        (["quotes", "why", "so", "--by=me", "-n5", "-L", "x"], "onrecord quotes … --by -n -L …"),
        (["--library", "x", "show", "list"], "onrecord --library … show …"),
        (["verify", "--", "-not this"], "onrecord verify -- …"),
    ],
)
def test_of_a_command_line_only_our_own_words_are_kept(line: list[str], kept: str) -> None:
    assert without_words(line) == kept


def test_keys_that_are_no_text_are_no_end(tmp_path: Path, library: Path) -> None:
    with start(tmp_path, library=library) as terminal:
        terminal.wait_for(is_ready)
        terminal.send(b"\xe9\xff\xe6j\xed\xa0\x80")
        terminal.press("2")
        terminal.wait_for("● People")


def test_what_builds_an_index_keeps_its_error_too(tmp_path: Path, library: Path) -> None:
    line = "from tui.library import sync, building; sync.open_index = boom; building.work()"
    with subprocess.Popen(
        [sys.executable, "-c", BOOM + line, str(library), "", ""],
        stdin=subprocess.PIPE,  # which it minds
        stdout=subprocess.PIPE,
        env={**places(tmp_path), "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout
        said = process.stdout.read()
    assert said.startswith(b"failed an error in the program itself (RuntimeError")
    check_log(tmp_path)


def test_an_index_whose_texts_are_damaged_is_made_anew_and_that_is_said(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, folder in places(tmp_path).items():
        monkeypatch.setenv(name, folder)
    opened = Library(str(library))
    opened.index.connection.execute("UPDATE body SET text = x'00'")
    opened.close()
    with start(tmp_path, library=library) as terminal:
        terminal.wait_for("start again", 60)
        assert terminal.wait_exit() == 2
        assert terminal.screen.modes == USUAL_MODES
        assert "Traceback" not in terminal.text()
    with start(tmp_path, library=library) as terminal:
        terminal.wait_for(is_ready, 60)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert not list(tmp_path.rglob(LOG))
