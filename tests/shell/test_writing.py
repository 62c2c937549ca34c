"""The commands that change a library: `rename` and `new`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.shell.conftest import Call
from tests.shell.libraries import SOUND, write
from tests.terminal import Terminal
from tui.core.fields import FOLDERS
from tui.library import places as kept

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def own(onrecord: Call, libraries: Path, tmp_path: Path) -> Path:
    """A library that may be changed, beside the others; its folder."""
    root = libraries / tmp_path.name
    return write(root, SOUND)


def test_rename_changes_what_it_prints(onrecord: Call, own: Path) -> None:
    wanted = (
        "articles/ferry-late.md:9: ada-byron → ada\n"
        "articles/ferry-late.md:18: [[ada-byron|Ada]] → [[ada|Ada]]\n"
        "people/ada-byron.md → people/ada.md\n"
    )
    dry = onrecord("rename ada-byron ada --dry-run", own.name)
    assert dry == (wanted, "2 references in 1 file would be changed\n", 0)
    assert onrecord("rename ada-byron ada", own.name) == (
        wanted,
        "2 references in 1 file changed\n",
        0,
    )
    assert onrecord("rename ada-byron ada", own.name).code == 1
    assert onrecord("check --strict", own.name) == ("", "", 0)
    assert "speaker: ada\n" in (own / "articles/ferry-late.md").read_text()


def test_rename_tells_what_had_waited(onrecord: Call, own: Path) -> None:
    (own / "places/bay.md").write_text("---\nname: Bay\n---\n[[ada]]\n")
    done = onrecord("rename ada-byron ada", own.name)
    assert done.err.startswith("places/bay.md:4: names “ada” already, and will lead here\n2 ref")


def test_rename_makes_control_signs_visible(onrecord: Call, own: Path) -> None:
    (own / "places/bay.md").write_text("---\nname: Bay\n---\n[[ada-byron|a\x1b\nb]]\n")
    done = onrecord("rename ada-byron ada", own.name)
    assert "places/bay.md:4: [[ada-byron|a␛␊b]] → [[ada|a␛␊b]]\n" in done.out


@pytest.mark.parametrize("kind", [*FOLDERS, *FOLDERS.values()])
def test_new_only_lacks_its_name(onrecord: Call, own: Path, kind: str) -> None:
    folder = next(folder for folder in FOLDERS if kind in (folder, FOLDERS[folder]))
    assert onrecord(f"new {kind} new.1", own.name) == (f"{folder}/new.1.md\n", "", 0)
    key = "title" if folder == "articles" else "name"
    found = onrecord("check --strict", own.name)
    said = f"{folder}/new.1.md:2: error: `{key}:` is empty, which is required; fill it in\n"
    assert (found.out, found.code) == (said, 1)
    file = own / folder / "new.1.md"
    # With the comments taken away, it lacks what they say is required, and nothing else.
    text = re.sub("^# ", "", file.read_text(), flags=re.MULTILINE)
    file.write_text(text)
    lines = [n for n, line in enumerate(text.split("\n"), 1) if "required" in line]
    told = [line.split(":")[1:] for line in onrecord("check --strict", own.name).out.splitlines()]
    assert [int(number) for number, *_ in told] == lines
    assert all("is empty" in message for *_, message in told)


def test_new_never_overwrites(onrecord: Call, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "people" / "x.md").mkdir()  # no record file
    done = onrecord("new person x", own.name)
    assert (done.out, done.code) == ("", 2)
    assert "people/x.md can’t be written" in done.err
    assert sorted(path.name for path in (own / "people").iterdir()) == [
        "ada-byron.md",
        "lord-byron.md",
        "x.md",
    ]
    monkeypatch.setattr("os.access", lambda *_: False)
    assert (
        "people/y.md can’t be written: permission denied" in onrecord("new person y", own.name).err
    )
    monkeypatch.setattr(kept, "sample_library", lambda: str(own))
    for line in ("new person y", "rename storm gale"):
        done = onrecord(line, own.name)
        assert done.err.startswith("onrecord: the sample library that comes with the program can’t")
        assert done.code == 2


@pytest.mark.parametrize("line", ["new person y", "rename storm gale"])
def test_the_installed_sample_stays_as_it_came(
    onrecord: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    package = tmp_path / "tui"
    write(package / "sample", SOUND)
    monkeypatch.setattr(kept, "__file__", str(package / "library" / "places.py"))
    before = sorted(package.rglob("*"))
    done = onrecord(line, str(tmp_path))  # there is no library: it is the sample’s turn
    assert done.code == 2
    assert done.err.startswith("onrecord: the sample library that comes with the program can’t be")
    assert sorted(package.rglob("*")) == before


@pytest.mark.parametrize("line", ["new person zed", "new person zed -L mine"])
def test_new_writes_where_config_says(
    onrecord: Call, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path))
    (tmp_path / "config.yaml").write_text(f"libraries: {{mine: {own}}}\nlibrary: mine\n")
    monkeypatch.setattr(kept, "sample_library", lambda: str(tmp_path / "sample"))
    assert onrecord(line, str(tmp_path)) == (f"{own}/people/zed.md\n", "", 0)
    wrong = onrecord("new person zed -L min", str(tmp_path))
    assert wrong.err.endswith("; libraries by name: mine\n")


@pytest.mark.parametrize(
    ("editor", "out", "code"),
    [
        ('{0} -c "import sys; print(sys.argv[1:])"', "people/x.md\n['{1}/people/x.md']\n", 0),
        ("false", "people/x.md\nonrecord: the editor “false” ended with status 1\n"
                  "The record is written, and empty.\n", 2),
    ],
)  # fmt: skip
def test_new_opens_the_editor_on_a_terminal(
    own: Path, places: dict[str, str], editor: str, out: str, code: int
) -> None:
    with Terminal(
        [sys.executable, "-m", "tui", "new", "person", "x"],
        columns=200,
        env={**places, "PYTHONPATH": str(_ROOT), "EDITOR": editor.format(sys.executable)},
        cwd=own,
    ) as terminal:
        assert terminal.wait_exit() == code
        shown = terminal.bytes_out.decode().replace("\r\n", "\n")
        assert shown == out.format("", own)
