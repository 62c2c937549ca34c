"""--refresh, and the commands that look at every file without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.library.test_looking import settle
from tests.shell.conftest import no_browser
from tests.shell.libraries import write
from tui.library import sync
from tui.library.facade import Library
from tui.library.places import library_folder
from tui.shell.main import main

BEFORE = {
    "people/ada.md": "---\nname: Ada Byron\n---\n",
    "events/ball.md": "---\nname: The ball\n---\n",
}
AFTER = {
    "people/ada.md": "---\nname: Ada Lovelace\nnmae: x\n---\nIn Port news.\n",
    "events/ball.md": "---\nname: The dance\n---\n",
}
FERRY = "---\ntitle: Port news\nquotes: [{text: the ferry, speaker: ada}]\n---\nThe “the ferry”.\n"


@pytest.fixture
def root(tmp_path: Path, places: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A large library, in which files were changed in place since they were looked at."""
    monkeypatch.setattr(sync, "MANY", 0)
    root = tmp_path / "library"
    write(root, {"library.yaml": "format: 1\n", "articles/f.md": FERRY, **BEFORE})
    settle(root)
    state = Path(library_folder("state", str(root)))
    trail = {"places": [{"ref": "ada", "pane": "reader"}]}
    kept = {"bookmarks.json": [{"ref": "ada", "kind": "record"}], "trail.json": trail}
    write(state, {name: json.dumps(value) for name, value in kept.items()})
    assert main(["index", "-L", str(root)], no_browser) == 0
    write(root, AFTER)
    return root


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("list people", "Ada Lovelace"),
        ("list people -n 5", "Ada Lovelace"),
        ("list people -n 5 -f jsonl", "Ada Lovelace"),
        ("search ada -n 5", "Ada Lovelace"),
        ("search lovelace --refresh", "Ada Lovelace"),
        ("quotes ferry", "Ada Lovelace"),
        ("quotes ferry -n 0", "Ada Lovelace"),
        ("list people --refresh", "Ada Lovelace"),
        ("--refresh list people", "Ada Lovelace"),
        ("check", "nmae"),
        ("check people/ada.md", "nmae"),
        ("check people", "nmae"),
        ("show ada", "Ada Lovelace"),
        ("show ada -f json", "Ada Lovelace"),
        ("show ada -f csv", "Ada Lovelace"),
        ("timeline ada", "Ada Lovelace"),
        ("timeline", "The dance"),
        ("timeline ball", "The dance"),
        ("timeline -f csv", "ada"),
        ("unlinked f", "Ada Lovelace"),
        ("bookmarks", "Ada Lovelace"),
        ("trail", "Ada Lovelace"),
    ],
)
def test_what_a_command_shows_of_an_edit(
    root: Path, capfd: pytest.CaptureFixture[str], line: str, seen: str
) -> None:
    main([*line.split(), "-L", str(root)], no_browser)
    assert seen in capfd.readouterr().out


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("keys", "Ada Byron"),
        ("index", "Ada Lovelace"),
        ("rename ada ada-l --dry-run", "Ada Lovelace"),
        ("list places --refresh", "Ada Lovelace"),
    ],
)
def test_commands_about_all_files_look_at_all(root: Path, line: str, kept: str) -> None:
    main([*line.split(), "-L", str(root)], no_browser)
    assert Library(str(root)).index.named("ada").name == kept


@pytest.mark.parametrize("path", ["articles/g.md", "articles", ""])
def test_check_looks_at_what_a_path_links_to(
    root: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    write(root, {"articles/g.md": "---\ntitle: G\n---\n[[f#q1]]\n"})
    settle(root)
    monkeypatch.chdir(root)
    assert main(["check", "articles"], no_browser) == 0
    (root / "articles" / "f.md").write_text(FERRY.replace("text:", "txet:"))
    assert main(["check", path or "."], no_browser) == 1
    assert "“f” has no quotation “q1”" in capfd.readouterr().out
