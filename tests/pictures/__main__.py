"""Write the pictures anew; with `--web`, that of the page alone, for which Chromium is needed."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile

from tests.pictures import FOLDER, PICTURES, draw

if "--web" in sys.argv:
    from tests.pictures.web import draw as draw_page

    print(draw_page())
    sys.exit()
with tempfile.TemporaryDirectory() as folder:
    for what in ("CACHE", "STATE", "CONFIG"):
        os.environ[f"ONRECORD_{what}"] = os.path.join(folder, what)
    for name in PICTURES:
        os.environ["ONRECORD_STATE"] = os.path.join(folder, name)
        (FOLDER / f"{name}.svg").write_text(asyncio.run(draw(name)), encoding="utf-8")
        print(FOLDER / f"{name}.svg")
