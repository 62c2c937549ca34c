"""The passages in quote marks of a draft: the words that somebody is said to have said.

A draft is a text or Markdown file of any origin. It is read as Markdown shows it, without what is
no text: front matter, code, HTML, addresses and their titles.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from tui.core.ends import address, inline_end
from tui.core.markdown import parse
from tui.core.quotemarks import HIDDEN, Quoted, Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.core.document import Block, Document

    Span = tuple[int, int]

_FRONT_MATTER = re.compile(
    r"\ufeff?(---|\+\+\+)[ \t]*\n(?=[\w\"'])"
    r"(?:(?:[ \t#-][^\n]*|[\w\"'.-]+[ \t]*[:=][^\n]*)?+\n)*?\1[ \t]*(?:\n|\Z)"
)
_FENCE = re.compile(r"[>\s\d.)*+-]*+(?:```|~~~)")
_LINE_BEFORE = re.compile(r"(?:\n|\A)[ \t>]*\Z")
_HIDES = re.compile(r"<|\](?=\()|\[[^\[\]^]+\]:(?=\s)")
_DEFINED = re.compile(
    r"\s++(?:[a-z]++:|[/#.<])\S*+\s++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\))"
)  # [label]: address "title"
_RAW = re.compile(r"\s*<(?i:script|style|svg|math)\b")


class Passage:
    """Words in quote marks.

    words: what stands between the outer marks, on one line, without signs of Markdown.
    line: where the opening mark stands, from 1. start, end: offsets in the draft, marks included.
    unclosed: no mark closes it; it ends with its paragraph, or where the next passage begins.
    """

    __slots__ = ("end", "line", "start", "unclosed", "words")

    def __init__(self, words: str, line: int, start: int, end: int, unclosed: bool) -> None:
        self.words = words
        self.line = line
        self.start = start
        self.end = end
        self.unclosed = unclosed

    def __repr__(self) -> str:
        return f"Passage({self.words!r}, {self.line}, {self.start}, {self.end}, {self.unclosed})"


def passages(text: str) -> list[Passage]:
    """The passages in quote marks of a draft, in their order. Never fails, whatever the text.

    Of marks within marks the outer ones make the passage. Several paragraphs that each begin with
    the mark, of which only the last closes it, are one. Marks around no letter or digit make none.
    """
    text = text.replace("\r\n", " \n").replace("\r", "\n")  # offsets stay
    front = _FRONT_MATTER.match(text)
    draft = _Draft(text, front.end() if front else 0)
    reader = Reader(draft.signs, draft.lines)
    for start, end in draft.paragraphs():
        reader.paragraph(start, end)
    found = [draft.passage(quoted) for quoted in reader.finish()]
    return [one for one in found if any(map(str.isalnum, one.words))]


class _Draft:
    """A draft's text as shown. begin: where in the draft its Markdown begins.

    signs: the shown text, with HIDDEN where it is none. lines: where the draft's lines begin in it.
    """

    def __init__(self, text: str, begin: int) -> None:
        self._begin = begin
        self._document = parse(text[begin:])
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self.lines: list[int] = []
        parts = []
        for block in self._document.blocks:
            self._find_lines(block)
            parts.append(_hidden(_without_code(block, self._document)))
        self.signs = "\n".join(parts)

    def _find_lines(self, block: Block) -> None:
        body, offset = self._document.body, block.start
        for run in block.runs:
            if run.source >= 0:
                end = run.source + len(run.text)
                if _LINE_BEFORE.search(body[max(0, run.source - 8) : run.source]):
                    self.lines.append(offset)
                for found in re.compile("\n").finditer(body, run.source, end):
                    self.lines.append(offset + found.end() - run.source)
            offset += len(run.text)

    def paragraphs(self) -> Iterator[Span]:
        """Where in `signs` its paragraphs stand."""
        for block in self._document.blocks:
            text = self.signs[block.start : block.start + len(block.text)]
            start = 0
            for found in re.finditer(_between(block), text):
                yield block.start + start, block.start + found.start()
                start = found.end()
            yield block.start + start, block.start + len(text)

    def passage(self, quoted: Quoted) -> Passage:
        """What the reader found, as a passage of the draft."""
        words = " ".join([self._words(start, end) for start, end in quoted.parts])
        start = self._begin + self._document.source_at(quoted.at)
        end = self._begin + self._document.source_at(quoted.end - 1) + 1
        line = 1 + bisect_right(self._ends, start)
        return Passage(" ".join(words.split()), line, start, end, not quoted.closed)

    def _words(self, start: int, end: int) -> str:
        text, signs = self._document.text[start:end], self.signs[start:end]
        if HIDDEN not in signs:
            return text
        return "".join([a for a, b in zip(text, signs, strict=True) if b != HIDDEN])


def _between(block: Block) -> str:
    """What stands between the paragraphs of a block, as a pattern."""
    if block.kind == "verbatim" and block.text.startswith("|"):
        return r"[|\n]"  # the cells of a table
    if block.kind in ("verbatim", "code"):
        return r"\n[ \t]*\n"
    return r"(?!)"


def _without_code(block: Block, document: Document) -> str:
    """A block's text, letters for what is code or a bare address."""
    if block.kind == "code":
        return "x" * len(block.text) if _is_fenced(block, document) else block.text
    return "".join(
        ["x" * len(run.text) if run.code or run.text == run.url else run.text for run in block.runs]
    )


def _is_fenced(block: Block, document: Document) -> bool:
    # Indented lines are a paragraph of a text that is no Markdown, rather than code.
    body = document.body
    line_end = body.rfind("\n", 0, document.source_at(block.start))
    return _FENCE.match(body, body.rfind("\n", 0, max(line_end, 0)) + 1) is not None


def _hidden(text: str) -> str:
    """A block's text, HIDDEN for HTML, and for addresses that Markdown shows as written."""
    if _RAW.match(text):
        return HIDDEN * len(text)
    parts: list[str] = []
    done = at = 0
    absent: set[str] = set()
    while found := _HIDES.search(text, at):
        start = at = found.end()
        if found[0] == "<":
            start -= 1
            end = inline_end(text, start, absent)
        elif found[0] == "]":
            leads = address(text, start)
            end = leads[1] if leads else -1
        else:
            title = _DEFINED.match(text, start)
            end = title.end() if title else -1
        if end > start:
            parts += (text[done:start], HIDDEN * (end - start))
            done = at = end
    return "".join(parts) + text[done:]
