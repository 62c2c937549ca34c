"""A real browser, headless, on a page of ours: what it shows, asks for and complains of."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, WebSocket, sync_playwright

from tests.screen import Screen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# xterm.js tells that the machine was busy for some milliseconds; no test is about that.
_SLOW = "task queue exceeded allotted deadline"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven over its DevTools protocol."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()


class Desk:
    """A page. asked: every address it asked for; complaints: of its console.

    The terminal is drawn on a canvas: `screen` is made of the bytes that the page drew it from.
    """

    def __init__(self, browser: Browser, width: int, height: int) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            permissions=["clipboard-read", "clipboard-write"],
        )
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.screen = Screen(80, 24)
        context.on("request", lambda request: self.asked.append(request.url))
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._told)
        self.page.on("websocket", self._socket)

    def _told(self, told: ConsoleMessage) -> None:
        if told.type in ("error", "warning") and not told.text.startswith(_SLOW):
            self.complaints.append(told.text)

    def _socket(self, socket: WebSocket) -> None:
        self.asked.append(socket.url)
        self.screen = Screen(80, 24)
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, data: str | bytes) -> None:
        match json.loads(data):
            case ["resize", {"width": width, "height": height}]:
                self.screen.resize(width, height)

    def _received(self, data: str | bytes) -> None:
        if isinstance(data, bytes):
            self.screen.feed(data)

    def until(self, question: Callable[[], object], told: object = "it") -> None:
        """Wait until something is so, for at most fifteen seconds."""
        for _ in range(300):
            if question():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{told} never came\n{self.screen.text()}\n{self.complaints}")

    def shows(self, words: str) -> None:
        """Wait until the terminal shows some words."""
        self.until(lambda: words in self.screen.text(), words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
