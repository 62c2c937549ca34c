"""Unlinked mentions: where a record is named in other bodies without a link, and making links.

The whole library is looked through when the page is opened. Most files are let pass by a test of
their bytes; what is left is parsed.
"""

from __future__ import annotations

from tui.core import citations, markdown
from tui.core.addresses import UNLINKED, passage_address
from tui.core.document import Document, Run
from tui.core.mentions import Names
from tui.core.records import Record, as_list, split_reference
from tui.core.text import fold_id, plural

from . import exact, reader, source
from .exact import Refused
from .links import Group, Item
from .pages import Builder, Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.records import Span

    from .facade import Library
    from .reader import Parsed

__all__ = ["Found", "Mention", "Refused", "link", "look", "page"]

LIMIT = 200  # mentions on the page; the records beyond are counted
_AROUND = 60  # characters shown on each side of a mention
_NEAR = 4  # words on each side by which it is found again


class Mention:
    """A place where a record is named without a link.

    path, ref, name, date: of the record in whose body it stands. start, end: in the body as shown.
    line: of the file, from 1. before, words, after: the passage, cut in three; goes_on: whether
    there is more of it before and after.
    """

    __slots__ = (
        "after",
        "before",
        "date",
        "end",
        "goes_on",
        "line",
        "name",
        "path",
        "ref",
        "start",
        "words",
    )

    def __init__(self, row: tuple[str, str, str, str], document: Document, span: Span) -> None:
        self.path, self.ref, self.name, self.date = row
        self.start, self.end = span
        self.line = document.line_at(self.start)
        block = document.blocks[document.block_at(self.start)]
        low, high = _around(block.text, self.start - block.start, self.end - block.start)
        low, high = low + block.start, high + block.start
        shown = document.text.replace("\n", " ")
        self.before, self.after = shown[low : self.start], shown[self.end : high]
        self.words = document.text[self.start : self.end]
        self.goes_on = (low > block.start, high < block.start + len(block.text))

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after it, with an ellipsis where there is more."""
        before, after = ("…" if more else "" for more in self.goes_on)
        return f"{before} {self.before}".lstrip(), f"{self.after} {after}".rstrip()

    @property
    def address(self) -> str:
        """Where it stands, as an address to go to."""
        before, after = self.before.split(" "), self.after.split(" ")
        near = f"{' '.join(before[-_NEAR:])}{self.words}{' '.join(after[:_NEAR])}"
        return passage_address(self.ref, self.start, " ".join(near.split()))


class Found:
    """What was found: mentions, the newest records first; more: of how many records they are not
    all, for there are too many."""

    __slots__ = ("mentions", "more")

    def __init__(self, mentions: list[Mention], more: int) -> None:
        self.mentions = mentions
        self.more = more

    def in_words(self) -> str:
        """How much it is, in a sentence."""
        if not self.mentions:
            return "Nowhere is it named without a link."
        records = len({mention.path for mention in self.mentions})
        told = f"{plural(len(self.mentions), 'mention')} in {plural(records, 'record')}"
        if self.more:
            told += f", and more in {plural(self.more, 'older record')}"
        return told


def page(library: Library, address: str) -> Page | None:
    """The page of `unlinked:ID`; None where there is no such record."""
    record = library.record(address.removeprefix(UNLINKED))
    if record is None:
        return None
    key = UNLINKED + fold_id(record.id)
    if key not in library.found:
        library.found[key] = look(library, record, LIMIT)
    return _page(record, library.found[key])


def link(library: Library, shown: Page, number: int) -> None:
    """Make a link of the mention to which a link of the page leads, and read the library again.

    Raises Refused; then nothing is changed.
    """
    mention = shown.mentions[number]
    record = library.record(shown.ref.removeprefix(UNLINKED))
    if record is None:
        raise Refused("the record is gone; read the files again")
    _write(library, record, mention)
    key = UNLINKED + fold_id(record.id)
    found = library.found.get(key) or Found(list(shown.mentions.values()), 0)
    library.reload()
    # The text that is shown is the same: all other mentions stand where they stood.
    rest = [one for one in found.mentions if one is not mention]
    library.found[key] = Found(rest, found.more)


# Looking


def _names(library: Library, record: Record) -> Names:
    own = [record.name, *as_list(record.front.get("aliases"))]
    names = Names(own)
    others = {
        other for name in names.folded for other in library.index.names_around(name, record.path)
    }
    return Names(own, others)


def look(library: Library, record: Record, most: int) -> Found:
    """Where a record is named without a link; after `most` mentions the records are counted."""
    names = _names(library, record)
    mentions: list[Mention] = []
    more = 0
    for row in library.index.newest() if names.folded else ():
        if row[0] == record.path:
            continue
        raw, _ = source.read_inside(library.root, row[0])
        if not names.may_stand_in(raw):
            continue
        _, body, line = source.split_body(source.decode(raw, row[0])[0])
        if not names.may_stand_unlinked(body):
            continue
        if len(mentions) >= most:
            more += 1
            continue
        document = markdown.parse(body, line)
        mentions += [Mention(row, document, span) for span in names.find(document)]
    return Found(mentions, more)


def _around(text: str, start: int, end: int) -> Span:
    """The passage around a part of a text, from and to a blank where there is one."""
    low, high = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    if low:
        low = max(text.find(" ", low, start) + 1, low)
    if high < len(text):
        space = text.rfind(" ", end, high)
        high = space if space > end else high
    return low, high


# Showing


def _page(record: Record, found: Found) -> Page:
    builder = Builder()
    title = f"Unlinked mentions of {record.name}"
    builder.add("title", title)
    builder.add("meta", Run(found.in_words(), dim=True))
    path = ""
    for mention in found.mentions:
        told = f"\nline {mention.line:,}"
        if mention.path != path:
            path = mention.path
            builder.section(mention.name)
            when = citations.date_in_words(mention.date)
            told += f" · {when}" if when else ""
        words = builder.link(mention.words, mention.address)
        words.bold = True
        before, after = mention.around
        builder.add("row", before, words, after, Run(told, dim=True))
    document = Document(builder.blocks)
    made = Page(record, document)
    made.ref = f"{UNLINKED}{record.id}"
    made.kind = "unlinked"
    made.title = title
    made.groups = [Group("Named here", [Item(record.id, record.kind, record.name)])]
    made.mentions = dict(enumerate(found.mentions))
    return made


# Linking


def _write(library: Library, record: Record, mention: Mention) -> None:
    """Write the link. Raises Refused."""
    written = exact.Written(library.root, mention.path)
    there = library.index.record_at(mention.path)
    kind = there.kind if there else ""

    def parse(raw: bytes) -> Parsed:
        text, problems = source.decode(raw, mention.path)
        extra_keys = library.index.meta("extra_keys") or []
        return reader.parse(text, problems, mention.path, kind, extra_keys)

    if not kind:
        raise Refused(f"{mention.path} has changed; read the files again")
    parsed = parse(written.raw)
    document, span = parsed.document, (mention.start, mention.end)
    if document.text[slice(*span)] != mention.words:
        raise Refused(f"{mention.path} has changed; read the files again")
    first = len(written.text) - len(parsed.body)
    start = first + document.source_at(mention.start)
    end = first + document.source_at(mention.end - 1) + 1
    opening = "[[" if written.text[start:end] == record.id else f"[[{record.id}|"
    raw = written.replaced([(start, start, opening), (end, end, "]]")])
    if not _is_only_a_link_more(parsed, parse(raw), record, span):
        raise Refused(
            f"{mention.path}:{mention.line}: a link can’t be put here exactly, for marks stand "
            "between or beside the words; write it by hand"
        )
    exact.write(library.root, [exact.Change(written, raw)])


def _is_only_a_link_more(before: Parsed, after: Parsed, record: Record, span: Span) -> bool:
    """Whether a file says the same as before, and links to the record where the words stand."""
    links = [(one.start, one.end, one.target, one.url) for one in after.document.links]
    new = next((one for one in links if one[:2] == span), None)
    if new is None or not new[2] or fold_id(split_reference(new[2])[0]) != fold_id(record.id):
        return False
    links.remove(new)
    return (
        after.document.text == before.document.text
        and links == [(one.start, one.end, one.target, one.url) for one in before.document.links]
        and _outline(after) == _outline(before)
        and len(after.problems) <= len(before.problems)
    )


def _outline(parsed: Parsed) -> list[object]:
    """The blocks, the styles of what is shown, and where quotations stand."""
    blocks = [(block.kind, block.indent, block.quote) for block in parsed.document.blocks]
    styles = [
        (run.bold, run.italic, run.code)
        for block in parsed.document.blocks
        for run in block.runs
        for _ in run.text
    ]
    return [blocks, styles, [quote.spans for quote in parsed.quotes]]
