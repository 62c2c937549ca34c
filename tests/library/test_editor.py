"""The user's editor: how it is called, and whose signals are whose while it runs."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tui.library import editor

FILE = "/a b/c.md"


@pytest.mark.parametrize(
    ("visual", "chosen", "words"),
    [
        (None, "vi", ["vi", "+7", FILE]),
        ("nvim", "vi", ["nvim", "+7", FILE]),
        ("  ", "/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", FILE]),
        ("emacsclient -t -a ''", None, ["emacsclient", "-t", "-a", "", "+7", FILE]),
        (None, "'/opt/my editor/micro'", ["/opt/my editor/micro", "+7", FILE]),
        *((None, name, [name, "+7", FILE]) for name in ("vim", "emacs", "joe", "kak", "ne", "mg")),
        (None, "code --wait", ["code", "--wait", "-g", f"{FILE}:7"]),
        (None, "codium -w", ["codium", "-w", "-g", f"{FILE}:7"]),
        (None, "hx", ["hx", f"{FILE}:7"]),
        (None, "helix", ["helix", f"{FILE}:7"]),
        (None, "subl -w", ["subl", "-w", f"{FILE}:7"]),
        (None, "ed -s", ["ed", "-s", FILE]),
        (None, "evim2", ["evim2", FILE]),
    ],
)
def test_how_an_editor_is_called(visual: str | None, chosen: str | None, words: list[str]) -> None:
    environment = {"VISUAL": visual, "EDITOR": chosen}
    known = {name: value for name, value in environment.items() if value is not None}
    assert editor.command(FILE, 7, known) == words


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (["vi", "nano", "sensible-editor"], "sensible-editor"),
        (["vi", "nano"], "nano"),
        (["vi"], "vi"),
    ],
)
def test_where_none_is_set_the_first_that_exists(
    tmp_path: Path, there: list[str], found: str
) -> None:
    for name in there:
        (tmp_path / name).touch(0o755)
    environment = {"PATH": str(tmp_path), "EDITOR": ""}
    assert editor.command(FILE, 1, environment) == [found, "+1", FILE]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PATH": "/nowhere"}, "no editor is known: set $EDITOR to the one you use"),
        ({"EDITOR": "vi 'x"}, "$EDITOR can’t be read: a quote mark is not closed"),
        ({"EDITOR": "/nowhere/vi"},
         "the editor “/nowhere/vi” can’t be run: there is no such program; see $EDITOR"),
        ({"EDITOR": "/"}, "the editor “/” can’t be run: permission denied; see $EDITOR"),
        ({"EDITOR": "false"}, "the editor “false” ended with status 1"),
        ({"EDITOR": "sh -c 'kill -9 $$'"}, "the editor “sh” ended by signal 9"),
    ],
)  # fmt: skip
def test_what_can_go_wrong(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], said: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(editor.NoEditor) as failed:
        editor.run(FILE, 1)
    assert str(failed.value) == said


@pytest.mark.parametrize("name", ["a b;$(touch pwned)|'\"&.md", "-x.md", "--help.md", "a\nb.md"])
def test_a_files_name_is_one_word_to_the_editor(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    called = tmp_path / "called"
    script = f"import sys; open({str(called)!r}, 'w').write(repr(sys.argv[1:]))"
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{script}"')
    editor.run(str(tmp_path / name), 3)
    assert called.read_text() == repr([str(tmp_path / name)])
    assert not (tmp_path / "pwned").exists()


def test_signals_while_it_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """ctrl+c is the editor's alone; an order to end waits until the editor is back."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import os, signal, sys\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):\n"
        "    os.kill(os.getppid(), number)\n"
        "open(sys.argv[1], 'w').write('back')\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    came: list[tuple[int, str]] = []
    file = tmp_path / "file"

    def note(number: int, _: object) -> None:
        came.append((number, file.read_text()))

    watched = (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
    before = {number: signal.signal(number, note) for number in watched}
    try:
        editor.run(str(file), 1)
        assert came == [(signal.SIGTERM, "back")]
        os.kill(os.getpid(), signal.SIGINT)
        assert len(came) == 2
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
