"""Pages: a record or a quotation as a document to read, with the groups of what it is linked to.

The shell prints them as plain text, the browser draws them; the words are the same.
"""

from __future__ import annotations

from tui.core import citations, markdown
from tui.core.addresses import TOPIC, inert, is_address
from tui.core.document import Block, Document, Run
from tui.core.records import Named, Quotation, Record, as_list, is_web, mappings, split_reference

from .links import Group, Item, groups_of, groups_of_quotation, item_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.records import Span

    from .facade import Library
    from .unlinked import Mention

ROWS = 200  # of one section of a page; what is beyond is counted


class Page:
    """One screen's worth of words and everything they are linked to.

        ref: what it shows; kind: of the record, or "quote". quotes: where quotations stand in the
        document, as (reference, spans). told: those of them that are in the reporter's own words.
    groups: the linked records. url: the source's address or "".
    body_start: the offset where the record's own body begins. path, line: its file. mentions: those
    without a link that the page lists, by the number of the link that leads to each. passages: the
    links that the page is there for, by their numbers: of a verdict, to where the words stand.
    is_begun: it is only a beginning, without what takes long to gather.
    """

    __slots__ = (
        "body_start",
        "document",
        "groups",
        "is_begun",
        "kind",
        "line",
        "mentions",
        "passages",
        "path",
        "quotes",
        "ref",
        "title",
        "told",
        "url",
    )

    def __init__(self, record: Record, document: Document) -> None:
        self.ref = record.id
        self.kind = record.kind
        self.title = record.name
        self.path = record.path
        self.line = 1
        self.document = document
        self.quotes: list[tuple[str, list[Span]]] = []
        self.told: set[str] = set()
        self.groups: list[Group] = []
        self.url = ""
        self.body_start = 0
        self.mentions: dict[int, Mention] = {}
        self.passages: list[int] = []
        self.is_begun = False

    def ids(self) -> set[str]:
        """The ids of the records that it shows, or says the name of."""
        refs = [link.target for link in self.document.links]
        refs += [item.ref for group in self.groups for item in group.items]
        return {split_reference(ref)[0] for ref in [self.ref, *refs] if not is_address(ref)} - {""}

    def without_rest(self) -> Page:
        """A beginning to which no rest will come any more."""
        from copy import copy

        made = copy(self)
        *blocks, _ = self.document.blocks
        made.document = Document(blocks, self.document.body, self.document.first_line)
        made.is_begun = False
        return made

    def quote_at(self, offset: int) -> str:
        """The reference of the quotation that stands at an offset of the document, or ""."""
        for ref, spans in self.quotes:
            if any(start <= offset < end for start, end in spans):
                return ref
        return ""


class Builder:
    """Gathers the blocks of a page, and the quotations that stand in it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._quotes: list[tuple[str, int, int]] = []  # reference, block, length of the words
        self.told: set[str] = set()
        self._links = 0

    def add(self, kind: str, *runs: Run | str, level: int = 0, marker: str = "") -> None:
        """A block of runs; plain words become runs; empty ones are left out."""
        made = [Run(run) if isinstance(run, str) else run for run in runs]
        made = [run for run in made if run.text]
        if made:
            self.blocks.append(Block(kind, made, level=level, marker=marker))

    def body(self, body: Document) -> int:
        """Take in the blocks of a record's body; the number of the first, -1 without any.

        A link of a file leads to a record or to nothing, never to a page of ours.
        """
        first = len(self.blocks)
        for block in body.blocks:
            made = block.copy()
            for run in made.runs:
                run.target = inert(run.target)
            self.blocks.append(made)
        return first if len(self.blocks) > first else -1

    def link(self, words: str, target: str) -> Run:
        """A run that links to a record, a quotation, or a page of ours."""
        self._links += 1
        return Run(words, target=target, link=self._links)

    def named(self, named: Named) -> Run:
        return self.link(named.name, named.id if named.kind else inert(named.id))

    def all_named(self, names: list[Named]) -> list[Run]:
        """Links to several records, with commas between."""
        runs: list[Run] = []
        for number, named in enumerate(names):
            if number:
                runs.append(Run(", "))
            runs.append(self.named(named))
        return runs

    def section(self, title: str, count: int = 0) -> None:
        self.add("heading", f"{title} {count:,}" if count else title, level=2)

    def more(self, count: int) -> None:
        """Say how many rows a section leaves out."""
        if count > 0:
            self.add("row", Run(f"… and {count:,} more", dim=True))

    def quote(self, quotation: Quotation, *, by: bool = True) -> Item:
        """A row for a quotation: its words; below, by whom (if `by`), when, and in which article.

        The article's title leads to the passage; behind it stands what must be said of both. What
        comes out is for a group of links.
        """
        words = self.words(quotation)
        facts = [citations.said_in_words(quotation)]
        if by:
            facts.insert(0, citations.speaker(quotation))
        if quotation.to_whom:
            facts.append(f"to {quotation.to_whom}")
        text = citations.text_caveat(quotation.article.front)
        warnings = citations.warnings(quotation)
        told = ", ".join(fact for fact in facts if fact)
        self.add(
            "row",
            words,
            Run(f"\n{told}{', in ' if told else 'In '}", dim=True),
            self.link(quotation.article.name, quotation.ref),
            Run(f" {text}" if text else "", dim=True),
            Run(f"  {warnings}" if warnings else "", bold=True),
        )
        return item_of(quotation)

    def words(self, quotation: Quotation) -> Run:
        """A quotation's words, with which the block that is added next has to begin."""
        words = citations.marked(quotation)
        self._quotes.append((quotation.ref, len(self.blocks), len(words)))
        if quotation.kind == "indirect":
            self.told.add(quotation.ref)
        return Run(words)

    def quote_spans(self, document: Document) -> list[tuple[str, list[Span]]]:
        """Where the quotations of the page stand in its document."""
        starts = [(ref, document.blocks[block].start, size) for ref, block, size in self._quotes]
        return [(ref, [(start, start + size)]) for ref, start, size in starts]

    def document(self) -> Document:
        return Document(self.blocks)


def article(library: Library, record: Record) -> Page:
    """An article: its source and date, what must be said of it, its body, its sources."""
    page = Builder()
    front = record.front
    page.add("title", record.name)
    runs = [Run(_short_source(record), dim=True)] if _short_source(record) else []
    for number, written in enumerate(as_list(front.get("authors"))):
        author = library.named(written)
        name = author.name if written.startswith("[[") else written  # “C# Digest” has no anchor
        before = " · by " if runs else "By "
        runs.append(Run(", " if number else before, dim=True))
        runs.append(page.named(author) if author.kind else Run(name, dim=True))
    page.add("meta", *runs)
    updated = citations.date_in_words(str(front.get("updated") or ""))
    page.add("meta", Run(f"Updated {updated}" if updated else "", dim=True))
    page.add("notice", citations.status_note(front))
    for correction in mappings(front.get("corrections")):
        when = citations.date_in_words(str(correction.get("date") or ""))
        words = f"Correction{f', {when}' if when else ''}: {correction.get('text') or ''}"
        page.add("notice", words)
    page.add("notice", citations.text_note(front))
    summary = front.get("summary")
    page.add("meta", Run(summary if isinstance(summary, str) else "", italic=True))
    body = markdown.parse(*library.body(record))
    first = page.body(body)
    add_sources(page, front)
    runs = []
    for topic in as_list(front.get("topics")):
        runs += [Run(", " if runs else "Topics: ", dim=True), page.link(topic, TOPIC + topic)]
    page.add("meta", *runs)
    document = Document(page.blocks, body.body, body.first_line)
    made = Page(record, document)
    made.body_start = document.blocks[first].start if first >= 0 else 0
    made.line = record.body_line
    quotations = list(library.index.quotations_in(record.path))
    for quotation in quotations:
        spans = [(made.body_start + start, made.body_start + end) for start, end in quotation.spans]
        made.quotes.append((quotation.ref, spans))
        if quotation.kind == "indirect":
            made.told.add(quotation.ref)
    made.url = source_url(front)
    made.groups = groups_of(library, record, map(item_of, quotations), len(quotations))
    return made


def quotation(library: Library, quoted: Quotation) -> Page:
    """A quotation's own page: the words, who said them, when, to whom, where it is reported."""
    page = Builder()
    page.add("title", f"Quotation {quoted.ref}")
    page.add("words", citations.marked(quoted))
    page.add("notice", citations.quote_note(quoted))
    _fact(page, "Speaker", *_called(page, quoted.speakers, quoted.get("speaker_as")))
    _fact(page, "Said", citations.date_in_words(quoted.get("said")) or "date not known")
    _fact(page, "To", *_called(page, quoted.to, quoted.get("to_as")))
    _fact(page, "At", *([page.named(quoted.event)] if quoted.event else []))
    kinds = {
        "direct": "direct: the speaker’s own words",
        "mixed": "mixed: the reporter’s sentence, with the speaker’s own words in it",
        "indirect": "indirect: the reporter’s words alone",
    }
    _fact(page, "Kind", kinds.get(quoted.kind, quoted.kind))
    _fact(page, "Cue", quoted.get("cue"))
    _fact(page, "Original", quoted.get("original"))
    _fact(page, "Translated", f"from {one}" if (one := quoted.get("translated_from")) else "")
    _fact(page, "Note", quoted.get("note"))
    article_link = page.link(quoted.article.name, quoted.ref)
    source = citations.source_line(quoted.article)
    _fact(page, "Reported", "in ", article_link, f" · {source}" if source else "")
    page.add("notice", citations.status_note(quoted.article.front))
    page.add("notice", citations.text_note(quoted.article.front))
    document = page.document()
    made = Page(quoted.article, document)
    made.ref, made.kind, made.line = quoted.ref, "quote", quoted.line
    made.title = f"Quotation {quoted.ref}"
    made.url = source_url(quoted.article.front)
    made.groups = groups_of_quotation(library, quoted)
    return made


def _called(page: Builder, names: list[Named], called: str) -> list[Run | str]:
    """Links to who is named, and how the article calls them."""
    runs: list[Run | str] = [*page.all_named(names)]
    return [*runs, f" ({called})" if runs else called] if called else runs


def _fact(page: Builder, name: str, *runs: Run | str) -> None:
    made = [run for run in runs if (run if isinstance(run, str) else run.text)]
    if made:
        page.add("row", Run(f"{name}: ", dim=True), *made)


def _short_source(record: Record) -> str:
    source = mappings(record.front.get("source"))
    name = str(source[0].get("name") or "") if source else ""
    when = citations.date_in_words(record.date)
    return " · ".join(part for part in (name, when) if part)


def add_sources(page: Builder, front: dict[str, object]) -> None:
    for source in mappings(front.get("source")):
        name, url = str(source.get("name") or ""), str(source.get("url") or "")
        accessed = citations.date_in_words(str(source.get("accessed") or ""))
        runs: list[Run | str] = [Run("Source: ", dim=True), name or "not named"]
        if url:
            runs += [Run(" · ", dim=True), Run(url, url=url if is_web(url) else "")]
        page.add("meta", *runs, Run(f" · accessed {accessed}" if accessed else "", dim=True))


def source_url(front: dict[str, object]) -> str:
    """The first address of the web that a record's sources have, or else it itself; or ""."""
    for source in mappings(front.get("source")):
        url = str(source.get("url") or "").strip()
        if is_web(url):
            return url
    return next((url for url in as_list(front.get("same_as")) if is_web(url)), "")
