"""The screen that a reader sees, made from the bytes that a program wrote.

`Screen` wraps pyte, keeps from it the sequences it would print as text, and adds the few that it
lacks. Coordinates are cells, counted from 0 at the top left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

import pyte
from pyte.screens import wcwidth

# One whole control sequence: CSI, OSC, a string (DCS, SOS, PM, APC), or a short escape. In a string
# ESC is doubled by tmux's passthrough, so only ESC followed by a backslash ends it.
_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]"
    rb"|\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|[PX^_](?:[^\x1b]|\x1b[^\\])*\x1b\\"
    rb"|[ -/]*[0-OQ-WYZ\\`-~])"
)
# The beginning of one, at the end of what has been read so far.
_UNFINISHED = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_](?:[^\x1b]|\x1b[^\\])*\x1b?|[ -/]*)?\Z"
)
_CSI = re.compile(rb"\x1b\[([<-?]?)([0-;]*)([ -/]*)([@-~])\Z")
_REPLIES = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[0c": b"\x1b[?62;22c",
    b"\x1b[>c": b"\x1b[>1;10;0c",
    b"\x1b[5n": b"\x1b[0n",
    b"\x1b[>q": b"\x1bP>|tests(1)\x1b\\",
    b"\x1b[>0q": b"\x1bP>|tests(1)\x1b\\",
}
_TITLE = re.compile(rb"\x1b\][02];")
_ALTERNATE_SCREENS = {47, 1047, 1049}


class Cell(NamedTuple):
    """One cell of the screen: its text ("" in the right half of a wide character) and look.

    Colours are "default", a name ("red", "brightblue"), or six hexadecimal digits.
    """

    text: str
    fg: str
    bg: str
    bold: bool
    italic: bool
    underscore: bool
    reverse: bool


class _Stream(pyte.ByteStream):
    csi = {**pyte.ByteStream.csi, "b": "repeat", "S": "scroll_up", "T": "scroll_down"}


class _PyteScreen(pyte.Screen):
    """pyte's screen with an alternate screen, repetition, scrolling, and clipping at the bottom."""

    def __init__(self, columns: int, lines: int) -> None:
        self._last = " "
        self._primary: dict[int, dict[int, Any]] | None = None
        self._place = 0, 0  # of the cursor, before the alternate screen
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Draw `data`; pyte would stop at the first character without a width."""
        if not data.isascii():
            data = "".join(c for c in data if wcwidth(c) > 0 or unicodedata.combining(c))
        if data:
            self._last = data[-1]
            super().draw(data)

    def repeat(self, count: int = 1) -> None:
        self.draw(self._last * max(1, count))

    def scroll_up(self, count: int = 1) -> None:
        self._at_top_margin(self.delete_lines, count)

    def scroll_down(self, count: int = 1) -> None:
        self._at_top_margin(self.insert_lines, count)

    def _at_top_margin(self, change: Callable[[int], None], count: int) -> None:
        x, y = self.cursor.x, self.cursor.y
        self.cursor.y = self.margins.top if self.margins else 0
        change(max(1, count))
        self.cursor.x, self.cursor.y = x, y

    def delete_lines(self, count: int | None = None) -> None:
        self._touch_lines()
        super().delete_lines(count)

    def insert_lines(self, count: int | None = None) -> None:
        self._touch_lines()
        super().insert_lines(count)

    def _touch_lines(self) -> None:
        # pyte moves only lines that were written to, and so leaves old text where blanks belong.
        for y in range(self.lines):
            self.buffer[y]

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        super().set_mode(*modes, **kwargs)
        if kwargs.get("private") and _ALTERNATE_SCREENS & set(modes) and self._primary is None:
            self._primary = {y: dict(line) for y, line in self.buffer.items()}
            self._place = self.cursor.x, self.cursor.y
            self.buffer.clear()

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        super().reset_mode(*modes, **kwargs)
        if kwargs.get("private") and _ALTERNATE_SCREENS & set(modes) and self._primary is not None:
            self.buffer.clear()
            for y, line in self._primary.items():
                self.buffer[y].update(line)
            self._primary = None
            if 1049 in modes:  # the others leave the cursor where it is
                self.cursor.x, self.cursor.y = self._place

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """Change the size; lines that no longer fit are lost at the bottom, as xterm does it."""
        if lines is not None and lines < self.lines:
            for y in range(lines, self.lines):
                self.buffer.pop(y, None)
            self.lines = lines
        super().resize(lines, columns)
        self.set_margins()
        self.cursor.x = min(self.cursor.x, self.columns - 1)
        self.cursor.y = min(self.cursor.y, self.lines - 1)


class Screen:
    """What the bytes fed so far look like on a terminal of this size."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = _PyteScreen(columns, rows)
        self._stream = _Stream(self._screen)
        self._rest = b""
        self.replies = b""
        """What a terminal would have answered to the queries fed so far; the owner takes it."""

    @property
    def columns(self) -> int:
        return self._screen.columns

    @property
    def rows(self) -> int:
        return self._screen.lines

    @property
    def cursor(self) -> tuple[int, int]:
        """The cursor's column and row."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def title(self) -> str:
        return self._screen.title

    @property
    def modes(self) -> set[int]:
        """The private modes that are on: 1049 alternate screen, 1000 mouse, 25 cursor shown, …"""
        return {mode >> 5 for mode in self._screen.mode if mode >= 32 and mode % 32 == 0}

    def feed(self, data: bytes) -> None:
        """Take what a program wrote; a sequence or character cut at the end waits for its rest."""
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        data, self._rest = data[:end], data[end:]
        start = 0
        for found in _SEQUENCE.finditer(data):
            kept = _for_pyte(found[0])
            if kept != found[0]:
                self._stream.feed(data[start : found.start()] + kept)
                start = found.end()
                self.replies += self._reply(found[0])
        self._stream.feed(data[start:])

    def _reply(self, sequence: bytes) -> bytes:
        """What a present-day terminal answers to `sequence`, nothing where it is no query."""
        if sequence == b"\x1b[6n":
            return b"\x1b[%d;%dR" % (self.cursor[1] + 1, self.cursor[0] + 1)
        if sequence.startswith(b"\x1b[?") and sequence.endswith(b"$p"):
            # Synchronised output is known and off; no other mode is known.
            return b"\x1b[?%s;%d$y" % (sequence[3:-2], 2 if sequence == b"\x1b[?2026$p" else 0)
        return _REPLIES.get(sequence, b"")

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)

    def text(
        self, left: int = 0, top: int = 0, right: int | None = None, bottom: int | None = None
    ) -> str:
        """The lines from `top` up to `bottom`, each as `line` gives it."""
        return "\n".join(self.line(y, left, right) for y in range(self.rows)[top:bottom])

    def line(self, y: int, left: int = 0, right: int | None = None) -> str:
        """One line (-1: the last), from cell `left` up to `right`, spaces at its end stripped."""
        line = self._screen.buffer[range(self.rows)[y]]
        return "".join(line[x].data for x in range(self.columns)[left:right]).rstrip()

    def cell(self, x: int, y: int) -> Cell:
        """The cell in column `x` of line `y`."""
        char = self._screen.buffer[range(self.rows)[y]][range(self.columns)[x]]
        return Cell(
            char.data, char.fg, char.bg, char.bold, char.italics, char.underscore, char.reverse
        )

    def find(self, text: str) -> tuple[int, int] | None:
        """Column and row of the first cell of `text`, the topmost and leftmost; None: not there."""
        for y in range(self.rows):
            index = self.line(y).find(text)
            if index >= 0:
                cells = self._screen.buffer[y]
                lengths = [len(cells[x].data) for x in range(self.columns)]
                x = next(x for x in range(self.columns) if sum(lengths[: x + 1]) > index)
                return x, y
        return None


def _for_pyte(sequence: bytes) -> bytes:
    """`sequence`, or what is to be fed in its place: nothing where pyte would misread it."""
    csi = _CSI.match(sequence)
    if csi:
        marker, parameters, between, final = csi.groups()
        if (
            between
            or marker not in (b"", b"?")
            or final in b"cn"
            or (marker and final not in b"hl")
        ):
            return b""
        if final == b"m" and b":" in parameters:  # 4:3 is a curly underline; pyte knows no colons
            parts = (p.partition(b":")[0] if p[:2] == b"4:" else p for p in parameters.split(b";"))
            return b"\x1b[" + b";".join(p for p in parts if b":" not in p) + b"m"
        return sequence
    if sequence[1:2] in b"PX^_" or (sequence[1:2] == b"]" and not _TITLE.match(sequence)):
        return b""
    return sequence
