"""The server without a browser: who may talk to it, what a session keeps, how it ends."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.browser.libraries import small, write
from tests.screen import Screen

from .served import Served, environment, serving, until

LIBRARY = 'a folder\'s "name" $(touch ran) `touch ran` ; touch ran & <b>\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the server stands; a module lies there that nobody may import."""
    stands = tmp_path / "stands"
    stands.mkdir()
    (stands / "textual.py").write_text("raise SystemExit('imported from where one stands')")
    return stands


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = write(tmp_path / LIBRARY, small())
    (root / "library.yaml").write_text('format: 1\nname: "A <i>small</i> library"\n')
    return root


class Page:
    """What a page has of a session: its web socket, and the screen that came over it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.screen = Screen(100, 30)

    async def shows(self, words: str) -> None:
        """Wait until the screen has some words."""
        try:
            async with asyncio.timeout(15):
                while words not in self.screen.text():
                    message = await self.socket.receive()
                    assert message.type is not aiohttp.WSMsgType.CLOSED, self.screen.text()
                    if message.type is aiohttp.WSMsgType.BINARY:
                        self.screen.feed(message.data)
        except TimeoutError:
            pytest.fail(f"{words!r} never came:\n{self.screen.text()}")

    async def type(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])

    async def ends(self) -> None:
        async with asyncio.timeout(15):
            while (await self.socket.receive()).type is not aiohttp.WSMsgType.CLOSED:
                pass


@asynccontextmanager
async def opened(served: Served) -> AsyncIterator[Page]:
    own = served.url.rstrip("/")
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(f"{own}/ws?width=100&height=30", origin=own) as socket,
    ):
        yield Page(socket)


async def test_a_session_reads_and_changes_nothing(library: Path, folder: Path) -> None:
    with serving(library, folder, "--port", "0") as served:
        async with aiohttp.ClientSession() as client, client.get(served.url) as answer:
            assert "A &lt;i&gt;small&lt;/i&gt; library" in await answer.text()
        async with opened(served) as page:
            await page.shows("The bridge is open")
            for nonsense in ("{", "[]", '["stdin", 1]', '["resize", {"width": "x"}]', '"q"'):
                await page.socket.send_str(nonsense)
            await page.type("jT2")
            await page.shows("The theme is “light” now.")
            await page.type("\x1a")
            await page.shows("There is no shell behind this page")
            page.screen.resize(70, 20)
            await page.socket.send_json(["resize", {"width": 70, "height": 20}])
            await page.type("\t\r")
            await page.shows("● Ann")
            assert len(served.sessions) == 1
            await page.type("q")
            await page.ends()
        until(lambda: not served.sessions)
        async with opened(served) as page:
            await page.shows("● Articles 31")  # not where the other one was
            assert page.screen.cell(50, 20).bg == "121212"
    assert not (folder / "STATE").exists()
    assert not list(folder.rglob("ran"))


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("", {}, 200),
        ("", {"Host": "localhost:{port}"}, 200),
        ("", {"Host": "evil.example"}, 403),
        ("", {"Host": "127.0.0.1"}, 403),
        ("page.js", {}, 200),
        ("page.js", {"Host": "evil.example:{port}"}, 403),
        ("static/js/textual.js", {}, 200),
        ("static/js/textual.js", {"Origin": "http://evil.example"}, 403),
        ("static/../server.py", {}, 404),
        ("nowhere", {}, 404),
        ("ws", {"Origin": "http://127.0.0.1:{port}"}, 101),
        ("ws", {"Origin": "http://127.0.0.1:1"}, 403),
        ("ws", {"Origin": "http://evil.example"}, 403),
        ("ws", {"Origin": "null"}, 403),
        ("ws", {}, 403),
        ("ws", {"Host": "evil.example", "Origin": "http://evil.example"}, 403),
    ],
)
async def test_only_its_own_pages_may_talk_to_it(
    shared: Served, path: str, headers: dict[str, str], status: int
) -> None:
    port = shared.url.rstrip("/").rpartition(":")[2]
    told = {"Host": f"127.0.0.1:{port}"}
    told |= {name: value.format(port=port) for name, value in headers.items()}
    if path == "ws":
        told |= {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
        told |= {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="}
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
    lines = [f"GET /{path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    first = await reader.readline()
    head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    assert int(first.split()[1]) == status
    assert b"default-src 'none'; script-src 'self'" in head
    assert b"frame-ancestors 'none'" in head
    if status != 101:
        assert shared.process.poll() is None


async def test_what_is_no_request_is_not_told_of(library: Path, folder: Path) -> None:
    told = folder / "stderr"
    with told.open("w") as stderr, serving(library, folder, "--port", "0", stderr=stderr) as served:
        own = served.url.removeprefix("http://").rstrip("/")
        host, port = own.split(":")
        for request in (
            "GET / HTTP/9.9",
            "GET / HTTP/1.1",
            f"GET /{'a' * 20000} HTTP/1.1\r\nHost: {own}",
            f"POST / HTTP/1.1\r\nHost: {own}\r\nContent-Length: x",
            f"GET /static/{'a' * 300} HTTP/1.1\r\nHost: {own}",  # no name that a file can have
        ):
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(f"{request}\r\n\r\n".encode())
            assert (await reader.readline())[9:12] in (b"400", b"403", b"500")
            writer.close()
    _, *lines = told.read_text().splitlines()
    assert lines == ["onrecord: a request failed: OSError"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("served")
    with serving(write(folder / "library", small()), folder, "--port", "0") as served:
        yield served


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
async def test_sessions_end_with_the_server(
    library: Path, folder: Path, number: signal.Signals, code: int
) -> None:
    with serving(library, folder, "--port", "0") as served:
        async with opened(served) as page, opened(served) as other:
            await page.shows("The bridge is open")
            await other.shows("The bridge is open")
            sessions = served.sessions
            assert len(sessions) == 2
            served.process.send_signal(number)
            await page.ends()
            await other.ends()
        assert served.process.wait(5) == code  # not only when it has lost patience
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in sessions), "the end")


async def test_a_session_that_can_not_begin_ends(library: Path, folder: Path) -> None:
    with serving(library, folder, "--port", "0") as served:
        library.rename(library.with_name("elsewhere"))
        async with opened(served) as page:
            await page.ends()


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv[1:] = ['serve']; {code}"],
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("missing", ["aiohttp", "textual_serve"])
def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, missing: str) -> None:
    code = f"sys.modules['{missing}'] = None; from tui.__main__ import main; sys.exit(main())"
    done = run(tmp_path, code)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'onrecord[web]'" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken(library: Path, folder: Path) -> None:
    with serving(library, folder, "--port", "0") as served:
        port = served.url.rstrip("/").rpartition(":")[2]
        done = subprocess.run(
            [sys.executable, "-m", "tui", "serve", "-L", str(library), "--port", port],
            env=environment(folder),
            cwd=folder,
            capture_output=True,
            text=True,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"onrecord: port {port} of 127.0.0.1 can’t be had: Address already in use\n"
    )
