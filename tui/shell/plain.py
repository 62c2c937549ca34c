"""A page as plain text: what `show` prints."""

from __future__ import annotations

from tui.core.addresses import LIST
from tui.core.text import safe

from .cells import cells, one_line, pad, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TypeVar

    from tui.core.document import Block, Run
    from tui.core.records import Span
    from tui.library.links import Group, Item
    from tui.library.pages import Page

    Piece = tuple[str, tuple[int, ...]]  # words and their style
    _Item = TypeVar("_Item")

# Styles are the terminal's own (ECMA-48 SGR), so that they fit every theme.
_BOLD, _DIM, _ITALIC, _UNDERLINE = 1, 2, 3, 4
MATCH, STRONG, QUIET = (_BOLD, _UNDERLINE), (_BOLD,), (_DIM,)
# No empty line stands between a block and the one after it where they are of these kinds.
_TOGETHER = {("heading", "row"), ("figure", "row")}
_FIGURE = 72  # columns of a drawing where lines may have any length
_WORDS = 32  # columns of the words of most links
_PAGES = {"topic": "Topics", "list": "Lists"}  # what the browser alone has a page of


def page_text(
    page: Page, links: Sequence[Item] = (), *, width: int = 0, styled: bool = False
) -> str:
    """A page, what it is linked to, and the links in its text.

    width: columns, 0 for lines of any length.
    """
    pen = Pen(width, styled)
    before: Block | None = None
    for block in page.document.blocks:
        if block.kind == "way":
            continue
        if before is not None and _apart(before, block):
            pen.lines.append("")
        pen.block(block)
        before = block
    pen.addresses(page)
    for group in page.groups:
        pen.group(group)
    pen.links(links)
    return "\n".join(pen.lines) + "\n"


def _apart(before: Block, block: Block) -> bool:
    """Whether an empty line stands between two blocks."""
    if before.kind == block.kind and block.kind in ("row", "meta", "notice", "item"):
        return block.kind == "row" and block.level > 0
    if (before.kind, block.kind) in _TOGETHER:
        return False
    return before.kind != "title" or block.kind != "meta"


class Pen:
    """Writes blocks and lists into `lines`."""

    def __init__(self, width: int, styled: bool) -> None:
        self.lines: list[str] = []
        self._width = width
        self._styled = styled

    def block(self, block: Block) -> None:
        """A block on lines of its own."""
        first, rest = self._prefixes(block)
        if block.kind == "rule":
            self.lines.append(first + "---")
            return
        if block.figure is not None:
            self.lines += [line.rstrip(" ") for line in block.figure.lines(self._width or _FIGURE)]
            return
        whole = block.kind in ("code", "verbatim")  # its lines mean something
        tab = "    " if whole else " "
        pieces = [(run.text.replace("\t", tab), _style(block, run)) for run in block.runs]
        text = "".join([words for words, _ in pieces])
        at = 0
        for part in text.split("\n"):
            lines = wrap(part, 0 if whole else self._left(rest))
            for start, end in lines:
                words = self._styled_text(pieces, at + start, at + end)
                self.lines.append((first + words).rstrip(" "))
                first = rest
            at += len(part) + 1

    def paragraph(self, pieces: list[Piece], indent: str = "", hang: str = "") -> None:
        """Text of one line, in pieces with their styles, broken where it is too long.

        indent: before each line. hang: before all but the first one, too.
        """
        first, rest = indent, indent + hang
        for start, end in wrap("".join([words for words, _ in pieces]), self._left(rest)):
            self.lines.append(first + self._styled_text(pieces, start, end))
            first = rest

    def _left(self, before: str) -> int:
        """The columns that are left for text behind what stands before it; 0: as many as wanted."""
        return max(self._width - cells(before), 20) if self._width else 0

    def _prefixes(self, block: Block) -> tuple[str, str]:
        """What stands before a block's first line, and before the others."""
        quote = "> " * block.quote
        if block.indent:
            indent = quote + "  " * (block.indent - 1)
            marker = f"{block.marker} " if block.marker else "  "
            return indent + marker, indent + " " * cells(marker)
        heading = "" if self._styled else f"{'#' * (block.level or 2)} "
        return {
            "heading": (quote + heading, quote + heading),
            "row": _row_prefixes(quote, block.marker),
            "notice": ("! ", "  "),
            "words": ("> ", "> "),
            "code": (quote + "    ", quote + "    "),
        }.get(block.kind, (quote, quote))

    def _styled_text(self, pieces: list[Piece], start: int, end: int) -> str:
        """The characters from start to end of all pieces, safe to print."""
        found = []
        at = 0
        for text, style in pieces:
            part = text[max(start - at, 0) : max(end - at, 0)]
            at += len(text)
            if part:
                found.append(self.words(safe(part), style))
        return "".join(found)

    def words(self, text: str, style: tuple[int, ...]) -> str:
        """Words in a style, where styles are wanted."""
        if not (self._styled and style):
            return text
        return f"\x1b[{';'.join(map(str, style))}m{text}\x1b[0m"

    def addresses(self, page: Page) -> None:
        """The web addresses that the text's words lead to and that don't stand in it."""
        links = [link for link in page.document.links if link.url and link.url != link.words]
        rows = {link.url: ("web", link.url, link.words) for link in links}
        if rows:
            self._listed("Web", list(rows.values()))

    def group(self, group: Group) -> None:
        """Linked records: kind, reference, name."""
        rows = [(item.kind or "broken", item.ref, item.told) for item in group.items]
        self._listed(group.title, rows, group.count - len(rows))

    def links(self, links: Sequence[Item]) -> None:
        """Links in the text: those to topics and lists as groups are; of others the words first."""
        for kind, title in _PAGES.items():
            pages = [one for one in links if one.kind == kind]
            if pages:
                self._listed(
                    title, [(kind, one.ref.removeprefix(LIST), one.words) for one in pages]
                )
        rows = [
            (safe(one_line(one.words)), one.kind or "broken", safe(one.ref))
            for one in links
            if one.kind not in _PAGES
        ]
        if not rows:
            return
        self._heading("Links in the text")
        sizes = [cells(words) for words, _, _ in rows]
        left = max([size for size in sizes if size <= _WORDS], default=0)
        kinds = max([len(kind) for _, kind, _ in rows])
        longest = left + kinds + max([cells(ref) for _, _, ref in rows]) + 6
        if self._width and longest > self._left(" " * 6):
            left = kinds = 0  # there is no room for columns
        for (words, kind, ref), size in zip(rows, sizes, strict=True):
            words = f"“{words}”{' ' * (left - size)}"
            kind = kind.ljust(kinds)
            if self._width or self._styled:
                self.paragraph([(words, ()), (f"  {kind}", QUIET), (f"  {ref}", ())], "  ", "    ")
            else:
                self.lines.append(f"  {words}  {kind}  {ref}")

    def _heading(self, title: str) -> None:
        self.lines += ["", self.words(f"{title}:", (_BOLD,))]

    def _listed(self, title: str, rows: list[tuple[str, str, str]], more: int = 0) -> None:
        self._heading(title)
        shown = [tuple(safe(one_line(words)) for words in row) for row in rows]
        widths = [max(cells(row[column]) for row in shown) for column in (0, 1)]
        indent = sum(widths) + 6
        apart = bool(self._width) and self._width - indent < 20  # names on lines of their own
        indent = 6 if apart else indent
        for kind, ref, name in shown:
            first = f"  {self.words(pad(kind, widths[0]), (_DIM,))}  {pad(ref, widths[1])}  "
            if apart:
                self.lines.append(first.rstrip(" "))
                first = " " * indent
            for start, end in wrap(name, self._width and self._width - indent):
                self.lines.append((first + name[start:end]).rstrip(" "))
                first = " " * indent
        if more > 0:
            self.lines.append(f"  … and {more:,} more")


def blocks(width: int, styled: bool, write: Callable[[Pen, _Item], None]) -> Callable[[_Item], str]:
    """What makes the text of one item after the other, an empty line between two.

    write: puts an item into the lines of a pen.
    """
    before = ""

    def text(item: _Item) -> str:
        nonlocal before
        pen = Pen(width, styled)
        write(pen, item)
        block, before = before + "\n".join(pen.lines) + "\n", "\n"
        return block

    return text


def _row_prefixes(quote: str, marker: str) -> tuple[str, str]:
    drawn = f"{marker}  " if marker else ""
    return quote + drawn, quote + " " * max(cells(drawn), 2)


def _style(block: Block, run: Run) -> tuple[int, ...]:
    bold = run.bold or block.kind in ("title", "heading", "notice")
    return (
        *((_BOLD,) if bold else ()),
        *((_DIM,) if run.dim else ()),
        *((_ITALIC,) if run.italic else ()),
        *((_UNDERLINE,) if run.target or run.url else ()),
    )


def with_marks(
    text: str, spans: Iterable[Span], style: tuple[int, ...], usual: tuple[int, ...] = ()
) -> list[Piece]:
    """A text in pieces: what stands in the spans has the style, all else the usual one."""
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], usual), (text[start:end], style)]
        at = end
    return [*pieces, (text[at:], usual)]
