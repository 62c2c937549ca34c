"""The server: a page for each session of the browser, on a loopback address.

A session is a program of its own, started by textual-serve, which carries its screen and its keys
over a web socket. This module owns who may talk to it: pages of this server, and nobody else's.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
import logging
import os
import shlex
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

from aiohttp import WSMsgType, web
from aiohttp.http import HttpProcessingError
from aiohttp.log import server_logger
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager
from textual_serve.server import Server

from tui.core.text import safe

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

GRACE = 3.0  # seconds that a session has to end
_LARGEST = 1000  # columns and lines of a session
_OWN = {"page.css": "text/css", "page.js": "text/javascript"}
# Nothing comes from elsewhere, nothing leaves, no other page can look in; what is opened from here
# does not learn from where. xterm.js writes style elements.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; font-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self' ws://$host; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def serve(
    arguments: Sequence[str],
    host: str,
    ports: Sequence[int],
    title: str,
    ready: Callable[[str], object],
) -> int:
    """Serve until a signal comes; its exit code.

    arguments: of the program that is each session. ports: the first one that is free is taken.
    ready: told the page's address. Raises OSError where none can be had.
    """
    stdout = sys.stdout

    def tell(url: str) -> None:
        with contextlib.redirect_stdout(stdout):
            ready(url)

    server_logger.addFilter(_in_a_line)
    # textual-serve prints there what a session says on its standard error.
    with contextlib.redirect_stdout(sys.stderr):
        return asyncio.run(Pages(_command(arguments), host, title).run(ports, tell))


def _in_a_line(record: logging.LogRecord) -> bool:
    """Have a failed request told in a line; not at all where whoever sent it is to blame."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.exc_info = None
        record.msg, record.args = "onrecord: a request failed: %s", (type(error).__name__,)
    return not isinstance(error, (HttpProcessingError, ConnectionError))


def _command(arguments: Sequence[str]) -> str:
    """The shell's line that starts a session: the same program, wherever the server was started."""
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    # -P: nothing is imported from the folder that the server happens to stand in.
    start = (
        f"import sys; sys.path.append({package!r}); import tui.__main__ as m; sys.exit(m.main())"
    )
    return "exec " + shlex.join([sys.executable, "-P", "-c", start, *arguments])


class Session(AppService):
    """A program and its page: the page hears of the program's end, however that comes."""

    async def run(self) -> None:
        try:
            await super().run()
        finally:
            await self.remote_close()


class Pages:
    """What the server answers. names: those it may be called by, with the port."""

    def __init__(self, command: str, host: str, title: str) -> None:
        self.command = command
        self.host = host
        self.title = title
        self.names: set[str] = set()
        self.sockets: set[web.WebSocketResponse] = set()

    async def run(self, ports: Sequence[int], ready: Callable[[str], object]) -> int:
        """Serve until a signal comes; its exit code."""
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[int] = loop.create_future()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, _end, ended, number)
        runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=2 * GRACE)
        await runner.setup()
        try:
            ready(await self.listen(runner, ports))
            return 128 + await ended
        finally:
            await runner.cleanup()

    def app(self) -> web.Application:
        """The addresses there are."""
        app = web.Application(middlewares=[self.guard])
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(self.end_sessions)
        app.router.add_get("/", self.page)
        app.router.add_get("/ws", self.session)
        for name in _OWN:
            app.router.add_get(f"/{name}", _own)
        app.router.add_static("/static", Server(self.command).statics_path)
        return app

    async def listen(self, runner: web.AppRunner, ports: Sequence[int]) -> str:
        """Take the first port that is free; the page's address. Raises OSError."""
        bound = "127.0.0.1" if self.host == "localhost" else self.host
        for port in ports:
            site = web.TCPSite(runner, bound, port)
            try:
                await site.start()
                break
            except OSError:
                if port == ports[-1]:
                    raise
        port = runner.addresses[0][1]
        written = f"[{self.host}]" if ":" in self.host else self.host
        named = {"localhost", "127.0.0.1", "[::1]", written}
        self.names = {f"{name}:{port}" for name in named} | (named if port == 80 else set())
        return f"http://{written}:{port}/"

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what a page of somebody else's may have sent.

        Its server's name can be made to lead here (DNS rebinding), but the browser tells the name;
        and it tells which page opened a web socket.
        """
        origin = request.headers.get("Origin", "" if request.path == "/ws" else None)
        if request.host not in self.names or origin not in (None, f"http://{request.host}"):
            raise web.HTTPForbidden(text="This is only for pages of this server.\n")
        return await handler(request)

    async def page(self, request: web.Request) -> web.Response:
        """The page around the terminal."""
        text = _read("page.html").substitute(
            title=html.escape(safe(self.title)), socket=f"ws://{request.host}/ws"
        )
        return web.Response(text=text, content_type="text/html")

    async def session(self, request: web.Request) -> web.StreamResponse:
        """A web socket, and behind it a program, until one of them ends."""
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)

        async def close() -> None:
            await socket.close()

        session = Session(
            self.command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=DownloadManager(),
        )
        self.sockets.add(socket)
        try:
            await session.start(_cells(request, "width", 80), _cells(request, "height", 24))
            await _hear(socket, session)
        finally:
            self.sockets.discard(socket)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(session.stop(), GRACE)
        return socket

    async def end_sessions(self, _: web.Application) -> None:
        """The server ends: every page hears of it, and every session ends with its page."""
        await asyncio.gather(*(socket.close() for socket in list(self.sockets)))


def _end(ended: asyncio.Future[int], number: int) -> None:
    if not ended.done():
        ended.set_result(number)


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers[name] = value.replace("$host", request.host)


def _read(name: str) -> Template:
    return Template((files(__package__) / name).read_text(encoding="utf-8"))


async def _own(request: web.Request) -> web.Response:
    name = Path(request.path).name
    return web.Response(text=_read(name).template, content_type=_OWN[name])


def _cells(request: web.Request, name: str, usual: int) -> int:
    written = request.query.get(name, "")
    return min(int(written[:4]), _LARGEST) if written.isascii() and written.isdigit() else usual


async def _hear(socket: web.WebSocketResponse, session: AppService) -> None:
    """Hand on what the page sends, until it goes; what is not understood is left out."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            said = json.loads(message.data)
        except ValueError:
            continue
        match said:
            case ["stdin", str(keys)]:
                await session.send_bytes(keys.encode(errors="replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await session.set_terminal_size(min(width, _LARGEST), min(height, _LARGEST))
            case ["ping", str(time)]:
                await socket.send_json(["pong", time])
            case ["focus"]:
                await session.focus()
            case ["blur"]:
                await session.blur()
