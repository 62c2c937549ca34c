"""Every command with every option, on a library and arguments full of orders to a terminal."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import hostile
from tests.hostile import COLOURS, QUOTED, WORD, orders_in
from tests.journeys.stories import PASTE, ROOT, places
from tests.terminal import Terminal
from tui.core.fields import FOLDERS
from tui.shell.commands import COMMANDS, COMMON, EXPORTED, FORMATS, SHELLS
from tui.shell.main import main

from .conftest import no_browser
from .test_as_browser import KEPT

_DRAFT = f"draft{hostile.ORDERS[25:]}"
_ARTICLE, _PERSON = hostile.ids("article")[1], hostile.ids("person")[1]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The library; the folder that it stands in is the current one, and holds all that is kept."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, value in places(folder).items():
            patch.setenv(name, value)
        patch.delenv("NO_COLOR", raising=False)
        root = hostile.write(folder)
        patch.setenv("ONRECORD_LIBRARY", str(root))
        Path(_DRAFT).write_text(f"“{WORD} and many words more than that”, and “Zq {QUOTED}”.\n")
        yield root


def _answered() -> Iterator[list[str]]:
    """Calls that find something, in every format."""
    for form in (*FORMATS, *EXPORTED):
        yield from (["list", name, "-n1", "-f", form] for name in ("articles", "quotes"))
        yield from (["show", ref, "-f", form] for ref in (_ARTICLE, f"{_ARTICLE}#q1"))
    for form in FORMATS:
        yield from ([name, "owned", "-n2", "-f", form] for name in ("search", "quotes"))
        yield ["verify", "--each", _DRAFT, "-f", form]
        yield from ([name, "-f", form] for name in ("timeline", "libraries", *KEPT))
        yield from (["trail", "--visited", "-f", form], ["search", "owned", "-c", "-f", form])
        yield ["unlinked", _PERSON, "-n2", "-f", form]
    yield from (["check", "-f", form] for form in ("text", "csv"))
    yield from (
        ["list", folder, "-l", "-f", form] for folder in FOLDERS for form in ("csv", "text")
    )
    yield from (["show", hostile.ids(kind)[1]] for kind in FOLDERS.values())
    yield ["show", f"topic:{hostile.FULL}"]
    yield from (["rename", _PERSON, name, "--dry-run"] for name in ("new", WORD))
    yield from (["new", "place", "new"], ["index", "--rebuild"])
    for shell in SHELLS:
        words = [" ", "onrecord show "] if shell == "bash" else ["show", ""]
        yield ["completion", shell, "--", *words]
        yield ["completion", shell, "--", *words[:-1], f"{words[-1]}topic:"]


def _refused() -> Iterator[list[str]]:
    """Calls with a word that is not meant for them, in the place of each value and argument."""
    yield from ([WORD], ["--" + WORD], ["-" + WORD], ["show", f"{_ARTICLE}#{WORD}"])
    for name, command in COMMANDS.items():
        yield from ([name, WORD], [name, WORD, WORD, WORD], [name, "--" + WORD])
        for option in (*command.options, *COMMON[:2]):
            yield [name, option.names[-1], WORD]
            yield [name, f"{option.names[-1]}={WORD}"]
    for field in ("by", "to", "about", "event", "place", "in", "topic", "kind", "since", "on"):
        yield ["quotes", f"{field}:{WORD}"]


@pytest.mark.parametrize("calls", [_answered, _refused])
def test_nothing_that_is_printed_is_an_order(
    library: Path, capfdbinary: pytest.CaptureFixture[bytes], calls: object
) -> None:
    codes = set()
    for call in calls():  # type: ignore[operator]
        codes.add(main(call, no_browser))
        for printed in capfdbinary.readouterr():
            assert not orders_in(printed), call
    assert codes == {0, 1, 2}


def test_json_has_them_exactly(library: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["show", _ARTICLE, "-f", "json"], no_browser) == 0
    printed = capfd.readouterr().out
    assert "\\u202e" in printed
    (found,) = json.loads(printed)
    assert found["title"] == found["quotes"][0]["note"] == f"{WORD}\0 {QUOTED}"
    assert found["id"] == _ARTICLE
    assert _PERSON in [link["id"] for link in found["links"] if link["kind"] == "person"]
    main(["show", _ARTICLE], no_browser)
    assert capfd.readouterr().out.startswith(hostile.MARKUP)


def test_on_a_terminal(library: Path) -> None:
    """Colours and progress are ours, and nothing else is."""
    calls = [
        ["index", "--rebuild"],
        ["show", _ARTICLE],
        ["search", "owned"],
        ["verify", "--each", _DRAFT],
        ["check", WORD],
    ]
    command = shlex.join([sys.executable, "-m", "tui"])
    line = "; ".join(f"{command} {shlex.join(call)}" for call in calls)
    with Terminal(["sh", "-c", line], env=_environment(library)) as terminal:
        terminal.wait_exit(60)
        printed = terminal.bytes_out
    assert b"\x1b[1m" in printed
    assert not orders_in(printed, COLOURS)


def test_what_is_picked(library: Path) -> None:
    command = [sys.executable, "-m", "tui", "pick", WORD]
    with Terminal(command, columns=120, env=_environment(library)) as terminal:
        terminal.wait_for(
            lambda screen: "▸ [b]Zq[/]" in screen.text() and PASTE in screen.modes, 30
        )
        terminal.press("enter")
        assert terminal.wait_exit() == 0
        assert "[b]Zq[∕]" in terminal.text()
        assert not hostile.orders_of_browser(terminal.bytes_out)


def _environment(library: Path) -> dict[str, str]:
    own = {"PYTHONPATH": str(ROOT), "ONRECORD_LIBRARY": str(library)}
    return {**places(library.parent), **own}
