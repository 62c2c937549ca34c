"""The shown document: blocks of styled runs, their one text, its links and its lines.

Every position the program keeps (quote spans, link cursor, find matches, reading position) is an
offset into `Document.text`. The Markdown parser makes documents from bodies; pages of our own
(a person, a quotation) are made from the same blocks.
"""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .charts import Strip


class Run:
    """A stretch of text in one style; it lies in one block and in at most one link.

    text: as shown. bold, italic, code, dim: its style.
    target: the reference of a library link as written (`id`, `id#q2`), else "".
    url: the address of an outward link (http, https or mailto), else "".
    source: offset in the body where the run begins, so that `text[i]` comes from
        `body[source + i]` (a line end or tab there may show as a space); -1: made by us.
    link: which link it is part of: the ordinal in `Document.links`, -1 for none. Before the
        document is made, neighbours with one number (not -1), target and url are one link.
    """

    __slots__ = ("bold", "code", "dim", "italic", "link", "source", "target", "text", "url")

    def __init__(
        self,
        text: str,
        *,
        bold: bool = False,
        italic: bool = False,
        code: bool = False,
        dim: bool = False,
        target: str = "",
        url: str = "",
        source: int = -1,
        link: int = -1,
    ) -> None:
        self.text = text
        self.bold = bold
        self.italic = italic
        self.code = code
        self.dim = dim
        self.target = target
        self.url = url
        self.source = source
        self.link = link

    def copy(self) -> Run:
        """The same run for another block."""
        return Run(
            self.text,
            bold=self.bold,
            italic=self.italic,
            code=self.code,
            dim=self.dim,
            target=self.target,
            url=self.url,
            source=self.source,
            link=self.link,
        )

    def __repr__(self) -> str:
        marks = [name for name in ("bold", "italic", "code", "dim") if getattr(self, name)]
        where = self.target or self.url
        return f"Run({self.text!r}, {'+'.join(marks) or 'plain'}, {where!r}, at {self.source})"


class Block:
    """A paragraph, a heading, an item …: what is laid out on lines of its own.

    kind: "paragraph", "heading", "item", "code", "rule" or "verbatim" (lines shown as they are
        written); pages made by us also use "title", "meta", "notice", "row", "way" (to another page
        of ours, for those who can go there) and "figure" (one that has no text).
    runs: its text; line ends within it are "\\n".
    level: of a heading, 1 to 6; of a row 1 where it begins others, set apart; else 0.
    indent: how many lists it stands in. quote: how many block quotes.
    marker: "•" or "3." on the first block of a list item; of a row, what is drawn before it;
        else "". Not part of the text.
    figure: what is drawn of it, as wide as there is room; None but for a figure.
    start: offset of its text in `Document.text`; -1 before it belongs to a document.
    """

    __slots__ = ("figure", "indent", "kind", "level", "marker", "quote", "runs", "start")

    def __init__(
        self,
        kind: str,
        runs: list[Run],
        *,
        level: int = 0,
        indent: int = 0,
        marker: str = "",
        quote: int = 0,
        figure: Strip | None = None,
    ) -> None:
        self.kind = kind
        self.runs = runs
        self.level = level
        self.indent = indent
        self.marker = marker
        self.quote = quote
        self.figure = figure
        self.start = -1

    @property
    def text(self) -> str:
        """The block's text as shown."""
        return "".join([run.text for run in self.runs])

    def copy(self) -> Block:
        """The same block for another document."""
        return Block(
            self.kind,
            [run.copy() for run in self.runs],
            level=self.level,
            indent=self.indent,
            marker=self.marker,
            quote=self.quote,
            figure=self.figure,
        )

    def __repr__(self) -> str:
        return f"Block({self.kind!r}, {self.text!r})"


class Link:
    """A link as shown: one for each link written, however many runs its words have.

    target, url: as in `Run`. words: what is shown. start, end: offsets in `Document.text`.
    number: what its runs had as `Run.link` before; in a body, the offset where it is written.
    """

    __slots__ = ("end", "number", "start", "target", "url", "words")

    def __init__(
        self, target: str, url: str, words: str, start: int, end: int, number: int = -1
    ) -> None:
        self.number = number
        self.target = target
        self.url = url
        self.words = words
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"Link({self.target or self.url!r}, {self.words!r}, {self.start}, {self.end})"


class Document:
    """Blocks in their order, with the offsets that everything else refers to.

    blocks: the document owns them; one that already belongs to a document is copied.
    text: the blocks' texts joined by "\\n". links: in their order.
    body: the text that the runs' `source` offsets refer to; first_line: the file's line (from 1)
    of its first character.
    """

    __slots__ = ("_lines", "_places", "blocks", "body", "first_line", "links", "text")

    def __init__(self, blocks: Sequence[Block], body: str = "", first_line: int = 1) -> None:
        self.blocks = [block if block.start < 0 else block.copy() for block in blocks]
        self.body = body
        self.first_line = first_line
        self.links: list[Link] = []
        self._lines: list[int] | None = None
        self._places: tuple[list[int], list[Run]] | None = None
        parts = []
        offset = 0
        for block in self.blocks:
            block.start = offset
            before: tuple[int, str, str] | None = None
            for run in block.runs:
                text = run.text
                parts.append(text)
                end = offset + len(text)
                if run.target or run.url:
                    same = (run.link, run.target, run.url)
                    self._add_to_links(run, offset, goes_on=same == before and run.link >= 0)
                    before = same
                else:
                    run.link = -1
                    before = None
                offset = end
            parts.append("\n")
            offset += 1
        self.text = "".join(parts[:-1])

    def _add_to_links(self, run: Run, start: int, *, goes_on: bool) -> None:
        """Add a link, or what goes on with the last one."""
        end = start + len(run.text)
        if goes_on:
            self.links[-1].end = end
            self.links[-1].words += run.text
        else:
            self.links.append(Link(run.target, run.url, run.text, start, end, run.link))
        run.link = len(self.links) - 1

    def block_at(self, offset: int) -> int:
        """The index of the block that holds an offset of the text (0 in an empty document)."""
        found = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return max(found, 0)

    def line_at(self, offset: int) -> int:
        """The file's line, from 1, where the text at an offset is written.

        Line ends are "\\n", "\\r\\n" and "\\r".
        """
        if self._lines is None:
            self._lines = _line_starts(self.body)
        return self.first_line + bisect_right(self._lines, self.source_at(offset))

    def source_at(self, offset: int) -> int:
        """The offset in the body where the text at an offset is written.

        Text made by us counts as standing where the written text before it stands.
        """
        if self._places is None:
            self._places = self._find_places()
        starts, runs = self._places
        if not runs:
            return 0
        at = max(bisect_right(starts, offset) - 1, 0)
        within = max(offset - starts[at], 0)
        return runs[at].source + min(within, len(runs[at].text))

    def _find_places(self) -> tuple[list[int], list[Run]]:
        """The runs that are written in the body, and where in the text each begins."""
        starts, runs = [], []
        for block in self.blocks:
            offset = block.start
            for run in block.runs:
                if run.source >= 0:
                    starts.append(offset)
                    runs.append(run)
                offset += len(run.text)
        return starts, runs


def _line_starts(body: str) -> list[int]:
    """Where the lines of a text begin, but for the first (and maybe one behind its end)."""
    if "\r" in body:
        import re

        return [end.end() for end in re.finditer(r"\r\n?|\n", body)]
    starts = []
    start = 0
    for line in body.split("\n"):
        start += len(line) + 1
        starts.append(start)
    return starts
