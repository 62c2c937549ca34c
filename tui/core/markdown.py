"""From a body's Markdown to the document that is shown: which lines make up which block.

Covers what DESIGN section 2 names (paragraphs, headings, emphasis, lists, block quotes, rules,
code, links); tables, HTML and everything else are shown as they are written. Source of the rules:
CommonMark 0.31. Containers (quotes and list items) are a stack, blocks come out flat and in order,
and no text is an error.
"""

from __future__ import annotations

import re

from tui.core.document import Block, Document, Run
from tui.core.ends import block_end
from tui.core.inlines import inline_runs
from tui.core.written import line_runs, row_runs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_INDENT = re.compile(r"[ \t]*")
_STARTERS = frozenset("#`~<=-*_|+>0123456789")  # what a block other than a paragraph begins with
_PLAIN_STOP = _STARTERS | {" ", "\t"}
_DEEPEST = 32  # containers in one another; what is nested deeper is text
MOST = 1 << 20  # characters of a body that are looked at for marks; what comes after is text

# What the open leaf is.
_NONE, _PARAGRAPH, _FENCED, _INDENTED, _HTML, _TABLE = range(6)


def parse(body: str, first_line: int = 1) -> Document:
    """The document that a body shows. Never fails, whatever the text.

    first_line: the line of the file, from 1, on which the body begins. The lines beyond the first
    MOST characters are shown as they are written.
    """
    parser = _Parser(body)
    last = len(body) if len(body) <= MOST else body.rfind("\n", 0, MOST) + 1
    start = 0
    if "\r" in body:
        for found in re.compile(r"\r\n?|\n").finditer(body, 0, last):
            parser.line(start, found.start())
            start = found.end()
    else:
        while (end := body.find("\n", start, last)) >= 0:
            if body.startswith("\n", end + 1) and parser.paragraph(start, end):
                start = end + 2
                continue
            parser.line(start, end)
            start = end + 1
    if start < last:
        parser.line(start, last)
    parser.close(1)
    rest = body[last:].strip("\r\n")
    if rest:
        start = body.index(rest[0], last)
        parser.blocks.append(Block("verbatim", [Run(rest.replace("\r", " "), source=start)]))
    return Document(parser.blocks, body, first_line)


class _Container:
    """The body itself, a block quote, or a list item.

    width: columns of an item's indentation, 0 for the others. marker: an item's, until a block
    shows it. filled: it has held something. bullet, number: sort and last number of the list that
    is open directly in it.
    """

    __slots__ = ("bullet", "filled", "marker", "number", "width")

    def __init__(self, width: int = 0, marker: str = "") -> None:
        self.width = width
        self.marker = marker
        self.filled = False
        self.bullet = ""
        self.number = 0


class _Cursor:
    """A place in a line, counted in columns: a tab goes to the next multiple of four.

    at, end: offsets of the place and of the line's end; column: of the place. next: the next sign
    that is not blank; indent: the columns before it. `_look` finds these two.
    """

    def __init__(self, body: str) -> None:
        self.body = body
        self.at = self.end = self.column = 0
        self.next = self.indent = 0

    def _look(self) -> None:
        """Find the next sign that is not blank."""
        found = _INDENT.match(self.body, self.at, self.end)
        self.next = found.end() if found else self.at
        self.indent = self.next - self.at
        if self.indent and self.body.find("\t", self.at, self.next) >= 0:
            column = self.column
            for sign in self.body[self.at : self.next]:
                column += 1 if sign == " " else 4 - column % 4
            self.indent = column - self.column

    def _skip(self, columns: int) -> None:
        """Go on by that many columns of white space; what is left of a tab is still ahead."""
        while columns > 0 and self.at < self.end:
            width = 4 - self.column % 4 if self.body[self.at] == "\t" else 1
            self.column += min(width, columns)
            if width <= columns:
                self.at += 1
            columns -= width

    def _go(self, at: int) -> None:
        """Go to a place after the next sign that is not blank."""
        self.column += self.indent + at - self.next
        self.at = at

    def _blank_ahead(self) -> bool:
        return self.at < self.end and self.body[self.at] in " \t"


class _Parser(_Cursor):
    """Takes the lines one by one; the blocks come out when they close."""

    def __init__(self, body: str) -> None:
        super().__init__(body)
        self.blocks: list[Block] = []
        self.containers = [_Container()]
        self.leaf = _NONE
        self.lines: list[tuple[int, int, int]] = []  # of the leaf: start, end, spaces before
        self.hard: list[int] = []  # which lines of a paragraph end in a hard break
        self.fence = ("", 0, 0)  # of a fenced block: the mark, how many, the indentation
        self.ends: Sequence[str] = ()  # of an HTML block

    # Lines

    def paragraph(self, start: int, end: int) -> bool:
        """Take a line of the body before a blank one if both are no more than a paragraph."""
        if self.leaf != _NONE or len(self.containers) > 1:
            return False
        if start == end or self.body[start] in _PLAIN_STOP or self.body[end - 1] in " \t":
            return False
        self.containers[0].bullet = ""
        self.containers[0].filled = True
        self.blocks.append(Block("paragraph", inline_runs(self.body, [(start, end)])))
        return True

    def line(self, start: int, end: int) -> None:
        """Take the line of the body from `start` to `end`, its line end left off."""
        if self.leaf <= _PARAGRAPH and len(self.containers) == 1:
            if start == end:
                self._flush()
                return
            if self.body[start] not in _PLAIN_STOP:
                self.next, self.end = start, end
                self._text(self.leaf == _PARAGRAPH)
                return
        self.at, self.end, self.column = start, end, 0
        matched = self._match()
        self._look()
        if matched == len(self.containers) and self.leaf > _PARAGRAPH and self._go_on():
            return
        opened = False
        while self.next < self.end:
            paragraph = self.leaf == _PARAGRAPH and not opened
            here = paragraph and matched == len(self.containers)
            if self.indent < 4 and self._open_container(matched, here):
                opened = True
                matched = len(self.containers)
                self._look()
            elif self._open_leaf(matched, paragraph, here):
                return
            else:
                self._rest(matched, paragraph)
                return
        self._blank(matched)

    def _match(self) -> int:
        """Pass the signs of the open containers; how many of them the line goes on with."""
        for depth, container in enumerate(self.containers):
            if depth == 0:
                continue
            if self.at == self.end:  # as below, without looking again
                if container.filled and container.width:
                    continue
                return depth
            self._look()
            if container.width == 0:
                if self.indent > 3 or not self.body.startswith(">", self.next, self.end):
                    return depth
                self._go(self.next + 1)
                self._skip(int(self._blank_ahead()))
            elif self.next == self.end:
                if not container.filled:
                    return depth
                self._go(self.next)
            elif self.indent >= container.width:
                self._skip(container.width)
            else:
                return depth
        return len(self.containers)

    def _go_on(self) -> bool:
        """Go on with the open block of lines; False: it is at its end and the line is not in it."""
        blank = self.next == self.end
        if self.leaf == _FENCED:
            mark, size, indent = self.fence
            if self.indent < 4 and self._closes_fence(mark, size):
                self._flush()
            else:
                self._take(indent)
            return True
        if self.leaf == _INDENTED:
            if blank or self.indent >= 4:
                self._take(4)
                return True
        elif self.leaf == _HTML:
            if self.ends or not blank:
                self._take_html()
                return True
        elif self.indent < 4 and self.body.startswith("|", self.next, self.end):
            self._take(0)
            return True
        return False

    def _closes_fence(self, mark: str, size: int) -> bool:
        if not self.body.startswith(mark * size, self.next, self.end):
            return False
        return not self.body[self.next : self.end].rstrip(" \t").strip(mark)

    def _take(self, indent: int) -> None:
        """Add the line to the open block, as much as `indent` columns of indentation left off."""
        self._skip(min(indent, self.indent))
        self._look()
        if self.next == self.end or self.body.find("\t", self.at, self.next) >= 0:
            self.lines.append((self.next, self.end, self.indent if self.next < self.end else 0))
        else:
            self.lines.append((self.at, self.end, 0))

    def _take_html(self) -> None:
        line = self.body[self.next : self.end].lower()
        self._take(0)
        if any(end in line for end in self.ends):
            self._flush()

    def _blank(self, matched: int) -> None:
        """A blank line that is not within a block of lines."""
        if self.leaf != _NONE or matched < len(self.containers):
            self.close(matched)

    def _rest(self, matched: int, paragraph: bool) -> None:
        """The text of a paragraph; one that is open takes it even where a sign is left off."""
        if not paragraph:
            self._begin(matched)
        self._text(paragraph)

    def _text(self, goes_on: bool) -> None:
        """Add what is ahead to the paragraph, or begin one."""
        if not goes_on:
            self.containers[-1].bullet = ""
            self.containers[-1].filled = True
            self.leaf = _PARAGRAPH
        start, end = self.next, self.end
        if self.body[end - 1] in " \t":
            end = start + len(self.body[start:end].rstrip(" \t"))
            if self.body.startswith("  ", end, self.end):
                self.hard.append(len(self.lines))
        self.lines.append((start, end, 0))

    # Containers

    def _open_container(self, matched: int, here: bool) -> bool:
        """Open the quote or item that begins here.

        here: a paragraph of the same container is open; not everything may interrupt it.
        """
        sign = self.body[self.next]
        if sign not in _STARTERS or len(self.containers) > _DEEPEST:
            return False
        if sign == ">":
            self._begin(matched)
            self.containers.append(_Container())
            self._go(self.next + 1)
            self._skip(int(self._blank_ahead()))
            return True
        if sign not in "*-+0123456789" or (sign in "*-" and self._is_rule()):
            return False
        found = re.compile(r"[-+*](?=[ \t]|$)|(\d{1,9})([.)])(?=[ \t]|$)").match(
            self.body, self.next, self.end
        )
        if not found:
            return False
        number = int(found[1]) if found[1] else 0
        if here and (number > 1 or (found[1] and number == 0)):
            return False
        if here and not self.body[found.end() : self.end].strip(" \t"):
            return False
        self._open_item(matched, found[2] or found[0], number, found.end())
        return True

    def _open_item(self, matched: int, bullet: str, number: int, after: int) -> None:
        """Open a list item whose marker ends at `after`."""
        width = self.indent + after - self.next
        self._go(after)
        self._look()
        if self.next == self.end or self.indent > 4:
            self._skip(min(self.indent, 1))
            width += 1
        else:
            width += self.indent
            self._skip(self.indent)
        goes_on = self.containers[matched - 1].bullet == bullet
        self._begin(matched)
        parent = self.containers[-1]
        parent.bullet = bullet
        parent.number = parent.number + 1 if goes_on else number
        marker = f"{parent.number}{bullet}" if bullet in ".)" else "•"
        self.containers.append(_Container(width, marker))

    def _begin(self, matched: int) -> None:
        """Make room for a new child of the matched containers."""
        self.close(matched)
        self.containers[-1].filled = True
        self.containers[-1].bullet = ""

    def close(self, matched: int) -> None:
        """Close the leaf, and the containers beyond the first `matched`."""
        self._flush()
        if any(container.marker for container in self.containers[matched:]):
            self._emit("item", [])  # an item without anything in it
        del self.containers[matched:]

    # Leaves

    def _open_leaf(self, matched: int, paragraph: bool, here: bool) -> bool:
        """Read a line that is, or begins, a block other than a paragraph."""
        if self.indent >= 4:
            if paragraph:
                return False
            return self._open_lines(matched, _INDENTED, 4)
        sign = self.body[self.next]
        if sign not in _STARTERS:
            return False
        if sign == "#":
            return self._heading(matched)
        if sign in "`~":
            return self._open_fence(matched, sign)
        if sign == "<":
            return self._open_html(matched, paragraph)
        if sign == "|":
            return self._open_lines(matched, _TABLE, 0)
        if here and sign in "=-" and self._setext(sign):
            return True
        if sign in "*-_" and self._is_rule():
            self._begin(matched)
            self._emit("rule", [])
            return True
        return False

    def _open_lines(self, matched: int, leaf: int, indent: int) -> bool:
        self._begin(matched)
        self.leaf = leaf
        self._take(indent)
        return True

    def _heading(self, matched: int) -> bool:
        found = re.compile(r"(#{1,6})(?=[ \t]|$)").match(self.body, self.next, self.end)
        if not found:
            return False
        written = self.body[found.end() : self.end]
        text = written.strip(" \t")
        unclosed = text.rstrip("#")
        if not unclosed or unclosed[-1] in " \t":  # the closing signs are no part of it
            text = unclosed.rstrip(" \t")
        start = found.end() + len(written) - len(written.lstrip(" \t"))
        self._begin(matched)
        self._emit("heading", inline_runs(self.body, [(start, start + len(text))]), len(found[1]))
        return True

    def _setext(self, sign: str) -> bool:
        """Whether the line makes a heading of the paragraph; then it does."""
        if self.body[self.next : self.end].rstrip(" \t").strip(sign):
            return False
        runs = self._paragraph_runs()
        self._emit("heading", runs, 1 if sign == "=" else 2)
        return True

    def _is_rule(self) -> bool:
        sign = self.body[self.next]
        signs = self.body[self.next : self.end].replace(" ", "").replace("\t", "")
        return len(signs) > 2 and not signs.strip(sign)

    def _open_fence(self, matched: int, sign: str) -> bool:
        found = re.compile(rf"{sign}{{3,}}").match(self.body, self.next, self.end)
        if not found or (sign == "`" and self.body.find("`", found.end(), self.end) >= 0):
            return False
        self._begin(matched)
        self.leaf = _FENCED
        self.fence = (sign, len(found[0]), self.indent)
        return True

    def _open_html(self, matched: int, paragraph: bool) -> bool:
        ends = block_end(self.body[self.next : self.end], interrupts=paragraph)
        if ends is None:
            return False
        self._begin(matched)
        self.leaf = _HTML
        self.ends = ends
        self._take_html()
        return True

    def _flush(self) -> None:
        """Close the open leaf: its block comes out."""
        leaf = self.leaf
        if leaf == _NONE:
            return
        if leaf == _PARAGRAPH:
            inside = len(self.containers) > 1 and any(one.width for one in self.containers)
            self._emit("item" if inside else "paragraph", self._paragraph_runs())
            return
        lines = self.lines
        while leaf in (_INDENTED, _HTML) and lines[-1][0] == lines[-1][1]:
            lines.pop()
        self.lines = []
        self.leaf = _NONE
        if leaf == _TABLE:
            self._emit("verbatim", row_runs(self.body, lines))
        elif leaf == _HTML:
            self._emit("verbatim", line_runs(self.body, lines))
        else:
            self._emit("code", line_runs(self.body, lines, code=True))

    def _paragraph_runs(self) -> list[Run]:
        """The open paragraph's text; it is not open any more."""
        runs = inline_runs(self.body, [(start, end) for start, end, _ in self.lines], self.hard)
        self.lines = []
        self.hard = []
        self.leaf = _NONE
        return runs

    def _emit(self, kind: str, runs: list[Run], level: int = 0) -> None:
        """Add a block where the containers are now; items that had none yet show their markers."""
        if len(self.containers) == 1:
            self.blocks.append(Block(kind, runs, level=level))
            return
        indent, quote, marker = 0, -1, ""  # the body itself counts as no quote
        for container in self.containers:
            if marker and container.width:  # an item that begins with a list
                self.blocks.append(Block("item", [], indent=indent, marker=marker, quote=quote))
                marker = ""
            if container.width:
                indent += 1
                marker, container.marker = container.marker, ""
            else:
                quote += 1
        self.blocks.append(
            Block(kind, runs, level=level, indent=indent, marker=marker, quote=quote)
        )
