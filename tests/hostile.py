"""A library, and what a user keeps of it, full of orders to terminals and of markup; and a judge.

Every field of the tables in `tui.core.fields`, every id, body, name of a file or folder, and every
setting and state file holds `WORD`: markup, which stands everywhere as it is written, and orders,
which never reach a terminal as such.
"""

from __future__ import annotations

import base64
import json
import os
import re
from pathlib import Path

from tests.browser import nasty
from tui.core.fields import FIELDS, FOLDERS, LIBRARY_FIELDS, MAPPINGS, Field
from tui.library.places import library_folder

MARKUP = "[b]Zq[/]"
ORDERS = (
    "\x1b]8;;http://owned/\x1b\\"  # a link
    "\x1b]52;c;b3duZWQ=\x07"  # the clipboard
    "\x1b]0;owned\x07\x1bPowned\x1b\\\x1b_owned\x1b\\\x1b^owned\x1b\\\x1bXowned\x1b\\"
    "\x1b[6n\x1b[c\x1b[21t"  # where are you, what are you, what is your title
    "\x1b[5;8mhid\x1b[2J\x1bc\x1b(0"
    "\x9d52;c;b3duZWQ=\x9c\x90owned\x9c\x9fowned\x9c\x9b6n\x85\x8d"
    "\x01\x05\x07\x08\x0b\x0c\r\x0e\x0f\x7f"
    "\u202eexe\u202c\u2066x\u2069\u200f\u061c\u2028\u2029"
)
WORD = MARKUP + ORDERS
QUOTED = "[sic] [Laughs] [@click=app.quit]q[/] [[Zq"
FULL = f"{WORD}\0 {QUOTED}"  # no argument and no name of a file has a zero

# What our own programs say to a terminal.
LINES = re.compile(r"\r?\n|\t")
COLOURS = re.compile(r"\x1b\[[0-9;]*m|\r?\n|\t|\r\x1b\[K")
_BROWSER = re.compile(
    r"\x1b\[[0-9;]*[mGHJK]|\x1b\[[<>=]?\d*u|\x1b\[\?\d+(?:[hlm]|\$p)|\x1b\]22;default\x07"
    r"|\r?\n|\r\x1b\[K"
)
_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def orders_in(data: bytes, ours: re.Pattern[str] = LINES) -> list[str]:
    """What a terminal would take for an order, but for our own, each with what is around it."""
    text = ours.sub("", data.decode())
    return [text[max(at - 30, 0) : at + 20] for at, sign in enumerate(text) if nasty.is_raw(sign)]


def orders_of_browser(data: bytes) -> list[str]:
    """The same of what the browser wrote, and of what it put into the clipboard."""
    copied = [base64.b64decode(found[1]) for found in _COPIED.finditer(data)]
    return [*orders_in(_COPIED.sub(b"", data), _BROWSER), *orders_in(b"\n".join(copied))]


def without_markup(text: str) -> list[str]:
    """The places of a screen at which markup does not stand as it is written."""
    found = re.finditer(r"(?<!^)(?<![│ ] )(?<=.{3})Zq.?", text, re.MULTILINE)
    around = [text[found.start() - 3 : found.end()] for found in found]
    return [one for one in around if not re.fullmatch(r"(\[b\]Zq[\[… ]?|.\[\[Zq.?)", one)]


def _in_path(text: str) -> str:
    return text.replace("/", "∕")


_STEM = _in_path(MARKUP)
_PARTS = [_in_path(ORDERS)[at : at + 60] for at in range(0, len(ORDERS), 60)]


def ids(kind: str) -> list[str]:
    """The ids of the records of a kind."""
    return [f"{kind}{_STEM}{part}-" for part in _PARTS]


def _value(field: Field, *, wrong: bool) -> object:
    """What may stand in a field, full of orders; or what may not."""
    value: object = FULL
    if field.form in MAPPINGS:
        value = {one.name: _value(one, wrong=wrong) for one in MAPPINGS[field.form].values()}
    elif not wrong and field.choices:
        value = field.choices[-1]
    elif not wrong and field.form in ("id", "name"):
        known = [f"[[{one}]]" for one in ids((field.kinds or ("person",))[0])]
        value = [*known, FULL] if field.many else known[1]
    elif not wrong:
        usual = {"date": "2024-05-01/2024-06~", "coordinates": ["1.5", "2.5"]}
        usual["url"] = f"http://owned.example/{FULL}"
        value = usual.get(field.form, FULL)
    return [value] if field.many and not isinstance(value, list) else value


def _record(kind: str, part: str, *, wrong: bool) -> str:
    """A record with all of its fields; the words of its quotation stand in the body."""
    front = {name: _value(field, wrong=wrong) for name, field in FIELDS[kind].items()}
    front[WORD + part] = WORD
    word = WORD + part
    links = "".join(f"[[{one}|{word}]] and [[{one}]] " for kind in FIELDS for one in ids(kind))
    body = (
        f"“{FULL},” said “{word}” in {links}\n\n# {word}\n\n> - `{word}`\n\n"
        f"[x {word}](http://owned.example/{word})\n\n    {word}\n\n{word} {QUOTED}\n"
    )
    return f"---\n{json.dumps(front)}\n---\n{body}"


def write(folder: Path) -> Path:
    """Write the library and what is kept of it, below a folder (see `places`); the library's."""
    root = folder / (_STEM + _in_path(ORDERS)[:60])
    for top, kind in FOLDERS.items():
        for part, name in zip(_PARTS, ids(kind), strict=True):
            below = root / top / f"{part}\n"
            below.mkdir(parents=True)
            (below / f"{name}.md").write_text(_record(kind, part, wrong=False), newline="")
            (root / top / f"wrong{name}.md").write_text(_record(kind, part, wrong=True), newline="")
        # What YAML is not made of, and what it says of itself.
        raw = f"---\nname: {WORD}\n{WORD}: [\n---\n{WORD}\n"
        (root / top / f"raw-{top}{_STEM}.md").write_text(raw, newline="")
        twice = "".join(f"{json.dumps(WORD)}: !{tag} &a *b\n" for tag in "ab")
        (root / top / f"twice-{top}{_STEM}.md").write_text(f"---\n{twice}---\n")
    with open(os.fsencode(root / "people") + b"/\xff\x1b]0;owned\x07.md", "w") as file:
        file.write("---\nname: Odd\n---\n")
    (root / "events" / f"link{_PARTS[0]}.md").symlink_to(f"/nowhere/{_PARTS[1]}")
    manifest = {name: _value(field, wrong=False) for name, field in LIBRARY_FIELDS.items()}
    (root / "library.yaml").write_text(json.dumps(manifest))
    _keep(folder, root)
    return root


def _keep(folder: Path, root: Path) -> None:
    """Write settings, and all that a user may have kept of the library."""
    settings = {"libraries": {WORD: str(root), f"gone{FULL}": f"/gone{WORD}"}}
    pages = ("!{}:1", "topic:{}", "timeline:{}", "unlinked:{}", "verify:{}", "passage:x/0/{}", "{}")
    places = [{"pane": "reader", "ref": page.format(FULL)} for page in pages]
    places += [{"list": name, "filter": FULL} for name in ("search", "find", "people")]
    kinds = ("record", "quote", "passage")
    kept = {
        "searches": {"past": [FULL, f"by:{FULL}"], "saved": {FULL: FULL}},
        "bookmarks": [
            {"ref": ref, "kind": kind, "words": FULL, "title": FULL, "when": when}
            for ref, when in ((FULL, FULL), (ids("article")[1], "2024-01-01"))
            for kind in kinds
        ],
        "trail": {"places": places, "at": 0, "visited": [FULL]},
    }
    state = folder / "STATE" / Path(library_folder("state", str(root))).name
    state.mkdir(parents=True)
    for name, value in kept.items():
        (state / f"{name}.json").write_text(json.dumps(value))
    (folder / "CONFIG").mkdir()
    (folder / "CONFIG" / "config.yaml").write_text(json.dumps(settings))
