"""Folders that can’t be written, or go while one reads or indexes; clocks that are set back."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.libraries import small, write
from tests.journeys.stories import ROOT, USUAL_MODES, command, is_ready, places, start
from tests.library.conftest import GOOD, own_folders, root
from tests.library.conftest import write as write_files
from tests.library.test_bad_days import mounted
from tests.nights.test_full import one_line
from tui.library import disk, kept
from tui.library.facade import Library
from tui.library.report import LOG

__all__ = ["own_folders", "root"]  # fixtures

LEAVE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner"]
"""So that root, too, needs leave to write."""


@pytest.mark.skipif(not shutil.which("setpriv") or os.geteuid() != 0, reason="no setpriv")
def test_a_home_that_is_read_only(tmp_path: Path) -> None:
    library = write(tmp_path / "library", small())
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o555)
    env = {**dict.fromkeys(places(tmp_path)), "HOME": str(home), "EDITOR": "touch"}
    run = [*LEAVE, *command("bridge", library=library)]
    with start(tmp_path, run=run, env=env) as terminal:  # type: ignore[arg-type]
        terminal.wait_for(is_ready, 60)
        for keys, said in [
            ("m", "Bookmarks can’t be kept: Permission denied"),
            ("T\x1b[B\r", "The theme can’t be kept: Permission denied"),
            ("e2", "● People"),
            ("/bridge\r", "The bridge is open"),
        ]:
            terminal.send(keys)
            terminal.wait_for(said)
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert b"Traceback" not in terminal.bytes_out
    assert list(home.iterdir()) == []


@pytest.mark.skipif(not shutil.which("setpriv") or os.geteuid() != 0, reason="no setpriv")
def test_a_folder_that_can_not_be_read_is_told_of(tmp_path: Path) -> None:
    library = write(tmp_path / "library", small())
    (library / "articles").chmod(0)
    told = "hat is in articles is missing: the folder can't be read: permission denied"
    env = {**os.environ, **places(tmp_path), "PYTHONPATH": str(ROOT)}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        line = [*LEAVE, sys.executable, "-m", "tui", *words, "-L", str(library)]
        return subprocess.run(line, capture_output=True, text=True, env=env)

    for words, code in [("list articles", 2), ("show bridge", 2), ("list people", 0)]:
        done = run(*words.split())
        assert (done.returncode, bool(done.stdout)) == (code, code == 0)
        assert f"onrecord: w{told}" in done.stderr
    assert run("check").returncode == 1
    with start(tmp_path, run=[*LEAVE, *command(library=library)]) as terminal:
        terminal.wait_for(one_line(f"W{told[:40]}"), 60)
        (library / "articles").chmod(0o755)
        terminal.send("\x12")
        terminal.wait_for("Articles 31", 60)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_all_folders_go_while_one_reads_and_come_back(tmp_path: Path) -> None:
    library = write(tmp_path / "library", small())
    with start(tmp_path, "bridge", library=library) as terminal:
        terminal.wait_for(is_ready, 60)
        library.rename(tmp_path / "away")
        terminal.wait_for(one_line("what is known of it can still be read"), 60)
        for what in places(tmp_path).values():
            shutil.rmtree(what, ignore_errors=True)
        for key in "j\t\r\x7f4\r2\r3tm'!uweyYx\x1b/ann\r\"nine\r\x1bF\x1bv\x1b1ijT\x1b?\x1b\x12":
            terminal.send(key)
            terminal.wait_quiet(0.2 if key == "\x1b" else 0.02)  # else it is alt
        terminal.send("2")
        terminal.wait_for("● People")
        (tmp_path / "away").rename(library)
        terminal.wait_for(one_line("The library can be read again"), 60)
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.screen.modes == USUAL_MODES
        assert b"Traceback" not in terminal.bytes_out
    assert not list(tmp_path.rglob(LOG)), next(tmp_path.rglob(LOG)).read_text()


def test_a_disk_that_is_unmounted_while_one_reads_and_mounted_again(tmp_path: Path) -> None:
    """What is left of the library is a folder that is there, and empty."""
    disk, library = tmp_path / "disk", tmp_path / "library"
    disk.mkdir()
    library.mkdir()
    mount = ["mount", "--bind", str(disk), str(library)]
    unmount = ["umount", "-l", str(library)]
    with mounted(disk, "size=8m"), contextlib.ExitStack() as at_the_end:
        write(disk, small())
        subprocess.run(mount, check=True)
        at_the_end.callback(subprocess.call, unmount, stderr=subprocess.DEVNULL)
        with start(tmp_path, "bridge", library=library, env={"EDITOR": "touch"}) as terminal:
            terminal.wait_for(is_ready, 60)
            subprocess.run(unmount, check=True)
            terminal.wait_for(one_line("what is known of it can still be read"), 60)
            for keys, said in [
                ("e", "articles/bridge.md is not there any more"),
                ("2", "People 2"),
                ("j\r", "● Bo Lind"),
                ("4\r", "● The bridge is open"),
                ("/ann\r", "● Ann Berg"),
            ]:
                terminal.send(keys)
                terminal.wait_for(said)
            assert list(library.iterdir()) == []
            ann = disk / "people/ann.md"
            ann.write_text(ann.read_text().replace("Ann Berg", "Ann Bergman"))
            subprocess.run(mount, check=True)
            terminal.wait_for(one_line("The library can be read again"), 60)
            terminal.wait_for("● Ann Bergman")
            terminal.press("1")
            terminal.wait_for("● Articles 31")
            terminal.press("q")
            assert terminal.wait_exit() == 0
            assert terminal.screen.modes == USUAL_MODES
            assert b"Traceback" not in terminal.bytes_out
    assert not list(tmp_path.rglob(LOG)), next(tmp_path.rglob(LOG)).read_text()


@pytest.mark.parametrize("what", ["library", "CACHE"])
def test_a_folder_goes_while_it_is_indexed(tmp_path: Path, what: str) -> None:
    files = {f"articles/{n % 9}/a{n}": f"---\ntitle: T\n---\n{'words ' * 200}" for n in range(120)}
    library = write(tmp_path / "library", files)
    gone = tmp_path / what
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "index", "-L", str(library)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **places(tmp_path), "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stderr
        said = process.stderr.readline()
        gone.rename(tmp_path / "gone")
        said += process.stderr.read()
    assert process.returncode in (0, 2), said
    assert "Traceback" not in said
    assert len([line for line in said.splitlines() if " files" not in line]) <= 2, said
    (tmp_path / "gone").rename(gone) if what != "CACHE" else None
    done = subprocess.run(
        [sys.executable, "-m", "tui", "list", "articles", "-L", str(library)],
        capture_output=True,
        text=True,
        env={**os.environ, **places(tmp_path), "PYTHONPATH": str(ROOT)},
    )
    assert len(done.stdout.splitlines()) == 120, done


def test_a_clock_that_was_wrong(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written in the future is read, and what is written after it, too."""
    monkeypatch.setattr(disk, "_RACY_FINE", 0.0)
    write_files(root, {"people/ana-ruiz.md": GOOD, "people/b.md": GOOD})
    future = time.time() + 1e9

    def turned(by: float) -> None:
        for one in [*root.rglob("*"), root]:
            os.utime(one, (future + by, future + by))

    turned(0)
    Library(str(root)).close()
    for what in ("CACHE", "STATE"):
        for one in Path(os.environ[f"ONRECORD_{what}"]).rglob("*"):
            os.utime(one, (future, future))
    write_files(root, {"people/b.md": GOOD.replace("Ana Ruiz", "Bo Ruiz"), "people/c.md": GOOD})
    library = Library(str(root))
    assert library.counts["person"] == 3
    record = library.record("b")
    assert record is not None
    assert record.name == "Bo Ruiz"
    kept.keep_look(library.index, str(root), (future, time.monotonic() + 1e9))
    assert kept.is_due(library.index, str(root))
    library.close()


def test_who_has_no_home_gets_no_folder_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", *places(tmp_path)):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as for a user without a name
    monkeypatch.chdir(tmp_path)
    library = Library(str(write(tmp_path / "library", small())))
    assert library.counts["article"] == 31
    with pytest.raises(NotADirectoryError):
        library.save_state("trail", {})
    assert [one.name for one in tmp_path.iterdir()] == ["library"]
