"""Pictures of the real program over the sample library, for the README and for looking at.

`python -m tests.pictures` writes them anew; a test holds that their words are those of today.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from tui.browser.app import OnRecord
from tui.library.facade import Library

FOLDER = Path(__file__).parent
SAMPLE = FOLDER.parent.parent / "data"

# name → size, keys pressed
PICTURES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "reader-120x36": ((120, 36), ("tab", "tab", "tab", "tab")),
    "person-80x24": ((80, 24), ("2", "enter", "tab", "tab")),
    "passage-50x20": ((50, 20), ("4", "j", "enter")),
    "timeline-120x36": ((120, 36), ("t", "t", "tab", "tab", "tab")),
}


async def draw(name: str) -> str:
    """One picture as SVG."""
    size, keys = PICTURES[name]
    app = OnRecord(Library(str(SAMPLE)), None, ascii_only=False)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        svg = app.export_screenshot(simplify=True)
    # The fonts that Rich names would be fetched from elsewhere; any monospaced one will do.
    return re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)


def words(svg: str) -> str:
    """The words of a picture, without how they are drawn."""
    found = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return re.sub(r"\s+", " ", html.unescape(" ".join(found)))
