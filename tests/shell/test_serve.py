"""What `serve` asks of the server, and says of it; the server itself is tested in `tests/web`."""

from __future__ import annotations

import errno
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.shell.conftest import no_browser
from tui.shell.main import main


@pytest.mark.parametrize(
    ("line", "host", "ports", "session"),
    [
        ("", "127.0.0.1", range(8000, 8020), []),
        ("--host LocalHost --port 0", "localhost", [0], []),
        ("--host [::1] --port 65535 --ascii", "::1", [65535], ["--ascii"]),
        ("--host 127.1.2.3 --color never", "127.1.2.3", range(8000, 8020), ["--color=never"]),
    ],
)
@pytest.mark.usefixtures("places")
def test_serve(
    libraries: Path,
    capfd: pytest.CaptureFixture[str],
    line: str,
    host: str,
    ports: Sequence[int],
    session: list[str],
) -> None:
    asked: list[object] = []

    def serve(
        arguments: Sequence[str],
        host: str,
        ports: Sequence[int],
        title: str,
        ready: Callable[[str], object],
    ) -> int:
        asked.extend([list(arguments), host, ports, title])
        ready("http://somewhere/")
        return 130

    root = libraries / "sound"
    assert main(["serve", "-L", str(root), *shlex.split(line)], no_browser, serve) == 130
    own = ["browse", "--read-only", f"--library={root}", *session]
    assert asked == [own, host, ports, "Harbour news"]
    out, err = capfd.readouterr()
    assert out == "http://somewhere/\n"
    assert err == "serving Harbour news, read-only; ctrl+c ends it\n"


@pytest.mark.usefixtures("places")
def test_no_port_is_free(libraries: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def serve(*_: object) -> int:
        raise OSError(errno.EADDRINUSE, "of many words")

    assert main(["serve", "-L", str(libraries / "sound")], no_browser, serve) == 2
    told = "onrecord: 127.0.0.1 from 8000 on can’t be had: Address already in use\n"
    assert capfd.readouterr() == ("", told)
