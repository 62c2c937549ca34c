"""The written lines of a block: what is shown of them, and where in the body it stands."""

from __future__ import annotations

import re
from bisect import bisect_right

from tui.core.document import Run
from tui.core.ends import Backticks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Span = tuple[int, int]  # offsets in the body


class Source:
    """The joined text of a block's lines, and where in the body each of its characters stands.

    body: the whole body; spans: the lines' texts, without signs of quotes and lists; between two
    of them the text has "\\n". Where lines follow each other in the body they are one stretch.
    """

    __slots__ = ("_bases", "_body", "_starts", "ends", "text")

    def __init__(self, body: str, spans: Sequence[Span]) -> None:
        self._body = body
        self._starts = [0]
        self._bases = [spans[0][0] if spans else 0]
        self.ends: list[int] = []  # of each line, in the joined text
        parts = []
        length = 0
        before = -1
        for start, end in spans:
            if before >= 0 and not (start == before + 1 and body[before] == "\n"):
                self._starts.append(length)
                self._bases.append(start)
            parts.append(body[start:end])
            length += end - start + 1
            self.ends.append(length - 1)
            before = end
        self.text = "\n".join(parts)

    def runs(self, start: int, end: int, shown: str) -> list[Run]:
        """Plain runs for the joined text from `start` to `end`, which shows as `shown`."""
        at = bisect_right(self._starts, start) - 1
        base = self._bases[at] - self._starts[at]
        at += 1
        if at == len(self._starts) or end <= self._starts[at]:
            return [Run(shown, source=base + start)]
        runs = []
        first = start
        while start < end:
            stop = min(end, self._starts[at]) if at < len(self._starts) else end
            runs.append(Run(shown[start - first : stop - first], source=base + start))
            if stop < end:
                base = self._bases[at] - self._starts[at]
            at += 1
            start = stop
        return runs

    def place(self, offset: int) -> int:
        """The offset in the body of an offset in the joined text."""
        at = bisect_right(self._starts, offset) - 1
        return self._bases[at] + offset - self._starts[at]

    def ends_line(self, offset: int) -> bool:
        """Whether the character at an offset of the joined text is the last of its line."""
        after = self.place(offset) + 1
        return self._body[after : after + 1] in ("\n", "\r")


def shown_text(text: str, breaks: set[int], start: int, end: int) -> str:
    """The text from `start` to `end` as shown: soft line breaks and tabs are spaces.

    breaks: where the text has its hard line breaks, which stay.
    """
    part = text[start:end].replace("\t", " ")
    if breaks and "\n" in part:
        lines = part.split("\n")
        parts = [lines[0]]
        at = start + len(lines[0])
        for line in lines[1:]:
            parts += ("\n" if at in breaks else " ", line)
            at += 1 + len(line)
        return "".join(parts)
    return part.replace("\n", " ")


def line_runs(body: str, lines: Sequence[tuple[int, int, int]], *, code: bool = False) -> list[Run]:
    """Runs for lines that are shown as they are written, line ends kept.

    lines: start, end and the number of spaces to put before each (what is left of a tab).
    """
    runs: list[Run] = []
    first = before = -1  # the stretch of the body that is collected

    def collect(line_end: str) -> None:
        if first < before or (line_end and first >= 0):
            shown = body[first:before].replace("\t", " ") + line_end
            runs.append(Run(shown, code=code, source=first))

    for start, end, pad in lines:
        follows = first >= 0 and start == before + 1 and body[before] == "\n"
        if pad or not follows:
            collect("\n" if first >= 0 else "")
            if pad:
                runs.append(Run(" " * pad, code=code))
            first = start
        before = end
    collect("")
    return runs


def row_runs(body: str, lines: Sequence[tuple[int, int, int]]) -> list[Run]:
    """Runs for the rows of a table: as written, but `[[links]]` outside of code are links."""
    return [run for whole in line_runs(body, lines) for run in _link_runs(whole)]


def _link_runs(whole: Run) -> list[Run]:
    text = whole.text
    if "[[" not in text:
        return [whole]
    ticks = Backticks(text)
    runs: list[Run] = []
    done = at = 0
    special = re.compile(r"\\.|`+|\[\[([^\[\]|`\n]+?)(?:\\?\|([^\[\]\n]*))?\]\]")
    while found := special.search(text, at):
        at = found.end()
        if found[0][0] == "`":
            close = ticks.close(found.start(), at - found.start())
            at = close + at - found.start() if close >= 0 else at
        elif found[1] and found[1].strip():
            words = 2 if found[2] and found[2].strip() else 1
            if done < found.start():
                runs.append(Run(text[done : found.start()], source=whole.source + done))
            place = whole.source + found.start()
            target = " ".join(found[1].split())
            source = whole.source + found.start(words)
            runs.append(Run(found[words], target=target, source=source, link=place))
            done = at
    if done < len(text):
        runs.append(Run(text[done:], source=whole.source + done))
    return runs
