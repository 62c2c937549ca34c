"""The picture of the page that `onrecord serve` makes, in a headless Chromium."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.pictures import FOLDER, SAMPLE
from tests.web.chromium import Desk, chromium
from tests.web.served import serving

SIZE = (1010, 590)  # in pixels: 110 columns and more, and a file of less than 200 kB
KEYS = ("Enter", "Tab")


def draw() -> Path:
    """Draw it; the file."""
    path = FOLDER / "web.png"
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        serving(SAMPLE, Path(folder), "--port", "0") as served,
    ):
        desk = Desk(browser, *SIZE)
        desk.page.goto(served.url)
        desk.shows("▸ ")
        for key in KEYS:
            desk.press(key)
            desk.page.wait_for_timeout(500)
        desk.page.screenshot(path=path)
    return path
