"""Where HTML, a code span or a link's address ends in a body.

HTML is shown as it is written, so the marks in it mean nothing else. Source of the rules:
CommonMark 0.31, "HTML blocks", "Raw HTML", "Code spans" and "Links". Nothing here looks at a
character more often than a fixed number of times, whatever the text is.
"""

from __future__ import annotations

import re
from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# A block begun by one of these ends at the next blank line (CommonMark's condition 6).
_BLOCK_NAMES = (
    " address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option "
    "p param search section summary table tbody td tfoot th thead title tr track ul "
)
_RAW_NAMES = ("pre", "script", "style", "textarea")
_RAW_ENDS = tuple(f"</{name}>" for name in _RAW_NAMES)

# Possessive, so that a tag that is none costs no backtracking.
_TAG = (
    r"<(?:[A-Za-z][A-Za-z0-9-]*+"
    r"(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?"
    r"|/[A-Za-z][A-Za-z0-9-]*+\s*+)>"
)
_LONGEST_TAG = 4000  # characters: bounds what a text full of "<" can cost


def block_end(line: str, *, interrupts: bool) -> Sequence[str] | None:
    """How the HTML block that begins with `line` ends; None when none begins.

    line: without its indentation; begins with "<". interrupts: an open paragraph would go on.
    Returns what stands in its last line, in lower case; nothing: it ends before a blank line.
    """
    for opening, end in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")):
        if line.startswith(opening):
            return (end,)
    if re.match(r"<![A-Za-z]", line):
        return (">",)
    name = re.match(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[ \t>]|/>|$)", line)
    if name:
        word = name[1].lower()
        if word in _RAW_NAMES and line[1] != "/":
            return _RAW_ENDS
        if f" {word} " in _BLOCK_NAMES:
            return ()
    if not interrupts:
        alone = re.compile(_TAG).match(line, 0, _LONGEST_TAG)
        if alone and not line[alone.end() :].strip(" \t"):
            return ()
    return None


def inline_end(text: str, start: int, absent: set[str]) -> int:
    """Where the HTML that begins with the "<" at `start` ends; -1 when it is none.

    absent: endings that do not occur any more; kept by the caller from call to call, so that a
    text full of openings is not searched to its end for each of them.
    """
    for opening, end in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")):
        if text.startswith(opening, start):
            if end == ">" and not text[start + 2 : start + 3].isalpha():
                return -1
            at = -1 if end in absent else text.find(end, start + len(opening))
            if at < 0:
                absent.add(end)
                return -1
            return at + len(end)
    tag = re.compile(_TAG).match(text, start, start + _LONGEST_TAG)
    return tag.end() if tag else -1


class Backticks:
    """Where the code spans of a text end."""

    __slots__ = ("_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[int, list[int]] | None = None  # by length

    def close(self, start: int, size: int) -> int:
        """The next run of exactly `size` backticks after the one at `start`; -1: there is none."""
        if self._places is None:
            self._places = {}
            for ticks in re.finditer("`+", self._text):
                self._places.setdefault(len(ticks[0]), []).append(ticks.start())
        places = self._places.get(size, [])
        at = bisect_left(places, start + size)
        return places[at] if at < len(places) else -1


def address(text: str, start: int) -> tuple[str, int] | None:
    """The `(url "title")` that begins at `start`: the URL, and where all of it ends."""
    if not text.startswith("(", start):
        return None
    blank = re.compile(r"\s*+")
    at = _end(blank, text, start + 1)
    if text.startswith("<", at):
        pointed = re.compile(r"<((?:[^<>\\\x00-\x1f\x7f-\x9f]++|\\.)*+)>").match(text, at)
        if not pointed:
            return None
        url, at = pointed[1], pointed.end()
    else:
        end = _bare_end(text, at)
        if end < 0:
            return None
        url, at = text[at:end], end
    after = _end(blank, text, at)
    if after > at:
        title = re.compile(
            r"\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'|\((?:[^()\\]++|\\.)*+\)", re.DOTALL
        ).match(text, after)
        if title:
            after = _end(blank, text, title.end())
    if not text.startswith(")", after):
        return None
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", url), after + 1


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _bare_end(text: str, start: int) -> int:
    """Where an address without angle brackets ends; its own brackets are balanced."""
    part = re.compile(r"[^\s()\\\x00-\x20\x7f-\x9f]+|\\[^\s]?|[()]")
    depth = 0
    at = start
    while found := part.match(text, at):
        if found[0] == "(":
            depth += 1
            if depth > 8:
                return -1
        elif found[0] == ")":
            depth -= 1
            if depth < 0:
                return at
        at = found.end()
    return at if depth == 0 else -1
