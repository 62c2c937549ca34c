"""The page in a real browser."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.browser.libraries import small, write

from .chromium import CHROMIUM, Desk, chromium
from .served import Served, serving, until

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium (apt-get install chromium)")
WIDE, SMALL = (1100, 760), (640, 420)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """Another site, on this machine, too."""
    with HTTPServer(("127.0.0.1", 0), _Empty) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


class _Empty(BaseHTTPRequestHandler):
    """An empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<link rel=icon href=data:,>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, elsewhere: str) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    files = small()
    files["articles/bridge"] = files["articles/bridge"].replace("https://daily.example/", elsewhere)
    with serving(write(folder / "library", files), folder, "--port", "0") as served:
        yield served


@pytest.fixture
def desk(browser: Browser, served: Served) -> Iterator[Desk]:
    desk = Desk(browser, *WIDE)
    desk.page.goto(served.url)
    desk.shows("The bridge is open")
    yield desk
    assert desk.complaints == []
    assert [one for one in desk.asked if served.url.partition(":")[2] not in one] == []
    desk.page.context.close()
    until(lambda: not served.sessions, "the session's end")


def test_what_is_seen_is_drawn_moves_with_the_keys_and_keeps_its_place(desk: Desk) -> None:
    assert desk.page.title() == "A small library · onrecord"
    assert desk.screen.columns > 110
    for words in ("● Articles 31", "Linked", "▸ The bridge is open", "? help  q quit"):
        desk.shows(words)
    is_drawn(desk)
    desk.press("j")
    desk.shows("▸ Note 29")
    desk.press("Enter")
    desk.shows("● Note 29")
    desk.press("Tab", "Enter")
    desk.shows("● Ann Berg")
    desk.press("Backspace")
    desk.shows("● Note 29")
    at_another_size(desk)


def is_drawn(desk: Desk) -> None:
    """Not only sent: the page has the colours of text, bars, and the row under the cursor."""
    wanted = {"#121212", "#262626", "#005f87", "#d0d0d0"}
    desk.until(lambda: wanted <= set(desk.page.evaluate(_COLOURS, _shot(desk))), wanted)


def _shot(desk: Desk) -> str:
    return "data:image/png;base64," + base64.b64encode(desk.page.screenshot()).decode()


_COLOURS = """async address => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const found = new Set();
  const {data} = pen.getImageData(0, 0, image.width, image.height);
  for (let at = 0; at < data.length; at += 4)
    found.add("#" + [0, 1, 2].map(n => data[at + n].toString(16).padStart(2, "0")).join(""));
  return [...found];
}"""


def at_another_size(desk: Desk) -> None:
    desk.press("4", "Enter")
    desk.shows("▌“Nobody was asked")
    for size, words in ((SMALL, "● The bridge is open"), (WIDE, "▌“Nobody was asked")):
        columns = desk.screen.columns
        desk.page.set_viewport_size({"width": size[0], "height": size[1]})
        desk.until(partial(_other_than, desk, columns), "another size")
        desk.shows(words)


def _other_than(desk: Desk, columns: int) -> bool:
    return desk.screen.columns != columns


def test_what_a_desk_has_of_its_own(desk: Desk, served: Served, elsewhere: str) -> None:
    """Its clipboard and its tabs; keys that the browser has uses for are the program's."""
    desk.press("y")
    desk.shows("Copied the reference: bridge")
    desk.until(lambda: desk.page.evaluate("navigator.clipboard.readText()") == "bridge")
    desk.press("Control+r")
    desk.shows("Read again.")
    with desk.page.context.expect_page() as opened:
        desk.press("o")
    assert opened.value.url == f"{elsewhere}bridge"
    assert opened.value.evaluate("window.opener") is None
    opened.value.close()
    desk.asked[:] = [one for one in desk.asked if not one.startswith(elsewhere)]
    desk.press("Control+z")
    desk.shows("There is no shell behind this page")
    assert len(served.sessions) == 1


def test_the_end_is_told_and_another_beginning_offered(desk: Desk, served: Served) -> None:
    said = desk.page.get_by_text("This session of onrecord has ended.")
    assert not said.is_visible()
    desk.press("q")
    said.wait_for(state="visible")
    until(lambda: not served.sessions, "the session's end")
    desk.press("j", "Enter")  # the button has the keys
    said.wait_for(state="hidden")
    desk.shows("▸ The bridge is open")
    desk.page.goto("about:blank")
    until(lambda: not served.sessions, "the end of a session whose page is gone")


def test_a_page_of_another_site_gets_nothing(
    browser: Browser, served: Served, elsewhere: str
) -> None:
    page = browser.new_page()
    page.goto(elsewhere)
    own = served.url.replace("http:", "ws:") + "ws?width=80&height=24"
    assert page.evaluate(_ASK, own) == "refused"
    assert page.evaluate("url => fetch(url).catch(() => 'refused')", served.url) == "refused"
    assert served.sessions == []
    page.close()


_ASK = """address => new Promise(done => {
  const socket = new WebSocket(address);
  socket.onopen = () => done("open");
  socket.onerror = () => done("refused");
})"""
