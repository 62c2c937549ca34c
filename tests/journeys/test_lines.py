"""The browser at the end of a line: over ssh, in tmux, in screen; skipped where there is none."""

from __future__ import annotations

import base64
import getpass
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal import Terminal

from .stories import (
    ROOT,
    USUAL_MODES,
    command,
    is_at_the_end,
    is_drawn,
    is_ready,
    places,
    read_to_the_end,
    settled,
    start,
    title,
)

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
KEYGEN, SSH, TMUX, SCREEN = map(shutil.which, ("ssh-keygen", "ssh", "tmux", "screen"))
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
with_ssh = pytest.mark.skipif(not (SSHD and SSH and KEYGEN), reason="there is no ssh here")
with_tmux = pytest.mark.skipif(not TMUX, reason="there is no tmux here")
with_screen = pytest.mark.skipif(not SCREEN, reason="there is no screen here")

WIDE, MEDIUM = (120, 36), (80, 24)
OSC_52 = b"\x1b]52;"
PROMPT = "prompt>"


class Far:
    """A script that starts the browser; it tells by which process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.script = folder / "far.sh"
        settings = {**places(folder), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        lines = [f"export {name}={shlex.quote(value)}" for name, value in settings.items()]
        lines += ["echo $$ >pid.new && mv pid.new pid", f"exec {shlex.join(command())}"]
        self.script.write_text("\n".join([f"cd {shlex.quote(str(folder))}", *lines, ""]))

    @property
    def pid(self) -> int:
        return int((self.folder / "pid").read_text())

    def has_ended(self) -> bool:
        """Whether the process is gone, or only waits for its parent to look."""
        try:
            stat = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return True
        return stat.rpartition(")")[2].split()[0] == "Z"

    def ends(self) -> None:
        until(self.has_ended)

    def keeps(self, place: str) -> None:
        """The next start, on a terminal of its own, shows the same place."""
        with start(self.folder) as terminal:
            terminal.wait_for(lambda screen: is_at_the_end(screen, place))


def until(question: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something is so."""
    deadline = time.perf_counter() + seconds
    while not question():
        assert time.perf_counter() < deadline, "it never came"
        time.sleep(0.02)


def on(folder: Path, *run: str | None, size: tuple[int, int] = WIDE, **env: str) -> Terminal:
    """A terminal with a program that leads to the browser."""
    return start(folder, run=[word for word in run if word], size=size, env=env)


# ssh


@contextmanager
def served(folder: Path) -> Iterator[list[str]]:
    """An sshd of its own on a loopback port, with keys that were made for it; the way to it."""
    privileged = Path("/run/sshd")
    if os.geteuid() == 0 and not privileged.exists():
        privileged.mkdir(mode=0o755)  # where this sshd insists on it
    for name in ("host", "user"):
        subprocess.run(
            [KEYGEN or "", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True
        )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder / 'host'}\nPidFile none\n"
        f"AuthorizedKeysFile {folder / 'user.pub'}\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin yes\n"
    )
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    with subprocess.Popen(
        [SSHD or "", "-D", "-e", "-f", folder / "sshd_config"], stderr=subprocess.PIPE
    ) as server:
        try:
            assert server.stderr
            for line in server.stderr:
                if b"listening" in line:
                    break
            else:
                pytest.skip("sshd does not run here")
            yield [
                *(SSH or "", "-tt", "-F", "none", "-p", str(port), "-i", str(folder / "user")),
                *("-o", f"UserKnownHostsFile={folder / 'known'}", "-o", "LogLevel=ERROR"),
                f"{getpass.getuser()}@127.0.0.1",
            ]
        finally:
            server.kill()


@linux
@with_ssh
def test_over_ssh_a_copy_arrives_and_the_terminal_is_given_back(tmp_path: Path) -> None:
    far = Far(tmp_path)
    with served(tmp_path) as way, on(tmp_path, *way, f"sh {far.script}") as terminal:
        terminal.wait_for(is_ready)
        terminal.press("y")
        terminal.wait_for("Copied the reference")
        copied = terminal.bytes_out.rpartition(b"\x1b]52;c;")[2].partition(b"\x07")[0]
        assert base64.b64decode(copied).decode() in terminal.text()
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.screen.modes == USUAL_MODES
    assert far.has_ended()


@linux
@with_ssh
@pytest.mark.parametrize("cut", ["the client", "the server's process"])
def test_a_connection_that_is_cut_ends_it(tmp_path: Path, cut: str) -> None:
    far = Far(tmp_path)
    with served(tmp_path) as way, on(tmp_path, *way, f"sh {far.script}") as terminal:
        terminal.wait_for(is_ready)
        last = read_to_the_end(terminal)
        if cut == "the client":
            terminal.signal(signal.SIGKILL)
        else:
            above = Path(f"/proc/{far.pid}/stat").read_text().rpartition(")")[2].split()[1]
            os.kill(int(above), signal.SIGKILL)
        terminal.wait_exit()
        far.ends()
    far.keeps(last)


# tmux


class Tmux:
    """A tmux server of its own, without a line of its own on the screen."""

    def __init__(self, folder: Path) -> None:
        settings = folder / "tmux.conf"
        settings.write_text("set -g status off\n")
        self.way = [TMUX or "", "-S", str(folder / "tmux"), "-f", str(settings)]

    def __call__(self, *words: str) -> str:
        done = subprocess.run([*self.way, *words], capture_output=True, text=True, check=False)
        return done.stdout.strip()


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    tmux = Tmux(tmp_path)
    yield tmux
    tmux("kill-server")


@linux
@with_tmux
@pytest.mark.parametrize("order", ["kill-pane", "kill-server"])
def test_a_tmux_that_ends_ends_it(tmp_path: Path, tmux: Tmux, order: str) -> None:
    far = Far(tmp_path)
    with on(tmp_path, *tmux.way, "new", "sh", str(far.script)) as terminal:
        terminal.wait_for(is_drawn)
        last = read_to_the_end(terminal)
        tmux(order)
        terminal.wait_exit()
        far.ends()
    far.keeps(last)


def copied(terminal: Terminal) -> str:
    """What the terminal was told to keep last."""
    last = terminal.bytes_out.rpartition(OSC_52)[2].partition(b";")[2]
    return base64.b64decode(re.split(rb"[\x07\x1b]", last)[0]).decode()


@linux
@with_tmux
@pytest.mark.parametrize("is_new", [True, False], ids=["as it comes", "before 3.2"])
def test_a_copy_arrives_by_way_of_tmux(tmp_path: Path, tmux: Tmux, is_new: bool) -> None:
    """As it comes, tmux takes no copy from a program; the older ones did where told so."""
    far, old = Far(tmp_path), tmp_path / "old"
    old.mkdir()
    if not is_new:
        (old / "tmux").write_text("#!/bin/sh\nexit 1\n")
        (old / "tmux").chmod(0o755)
    shell = f"PATH={shlex.quote(str(old))}:$PATH sh {far.script}"
    with on(tmp_path, *tmux.way, "new", shell) as terminal:
        terminal.wait_for(is_drawn)
        tmux("set", "-s", "set-clipboard", "external" if is_new else "on")
        terminal.press("y")
        terminal.wait_for("Copied the reference")
        terminal.wait_for(lambda _: OSC_52 in terminal.bytes_out)
        assert copied(terminal) in terminal.text()
        terminal.press("q")
        terminal.wait_exit()


@linux
@with_tmux
def test_tmux_takes_it_to_another_terminal_and_has_its_own_back(tmp_path: Path, tmux: Tmux) -> None:
    far = Far(tmp_path)
    with on(tmp_path, *tmux.way, "new", f"PS1='{PROMPT} ' bash --norc --noprofile -i") as terminal:
        terminal.wait_for(PROMPT)
        tmux("set", "-s", "set-clipboard", "on")
        terminal.send(f"sh {far.script}\r")
        terminal.wait_for(is_drawn)
        last = read_to_the_end(terminal)
        tmux("detach-client")
        terminal.wait_exit()
        assert terminal.screen.modes == USUAL_MODES
    with on(tmp_path, *tmux.way, "attach", size=MEDIUM) as terminal:
        is_whole(terminal, last)
        terminal.press("y")
        terminal.wait_for(lambda _: OSC_52 in terminal.bytes_out)
        terminal.press("q")
        terminal.wait_for(lambda screen: screen.text().rstrip().endswith(PROMPT))
        modes = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{mouse_sgr_flag} #{wrap_flag}"
        assert tmux("display", "-p", modes) == "0 1 0 0 1"
    assert far.has_ended()


def is_whole(terminal: Terminal, place: str) -> None:
    """The browser is drawn at this place, as it draws itself when asked for all of it."""
    terminal.wait_for(lambda screen: is_drawn(screen) and title(screen) == place)
    seen = settled(terminal)
    terminal.press("ctrl+l")
    assert settled(terminal) == seen


# screen


@linux
@with_screen
def test_screen_takes_it_to_another_terminal_and_ends_it(tmp_path: Path) -> None:
    far = Far(tmp_path)
    sockets = tmp_path / "sockets"
    sockets.mkdir(mode=0o700)
    settings = tmp_path / "screenrc"
    settings.write_text("startup_message off\naltscreen on\n")
    way = ["env", f"SCREENDIR={sockets}", SCREEN or ""]
    try:
        with on(tmp_path, *way, "-c", str(settings), "-U", "sh", str(far.script)) as terminal:
            terminal.wait_for(is_drawn)
            last = read_to_the_end(terminal)
            subprocess.run([*way, "-d"], check=False, capture_output=True)
            terminal.wait_exit()
            assert terminal.screen.modes == USUAL_MODES
        with on(tmp_path, *way, "-U", "-r", size=MEDIUM) as terminal:
            is_whole(terminal, last)
            subprocess.run([*way, "-X", "quit"], check=True, capture_output=True)
            terminal.wait_exit()
            far.ends()
    finally:
        subprocess.run([*way, "-X", "quit"], check=False, capture_output=True)
    far.keeps(last)
