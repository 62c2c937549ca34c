"""One user's bookmarks of a library: how they are kept, and the page that lists them."""

from __future__ import annotations

from tui.core import bookmarks as core
from tui.core import citations, markdown
from tui.core.addresses import BOOKMARKS, is_address, passage_address
from tui.core.bookmarks import PASSAGE, QUOTE, RECORD, Bookmark
from tui.core.document import Document, Run
from tui.core.folding import Folded, fold
from tui.core.records import Quotation, Record, split_reference
from tui.core.text import plural

from . import following
from .pages import Builder, Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tui.core.records import Span

    from .facade import Library

STATE = "bookmarks"

# What is kept


def of_record(library: Library, ref: str, title: str = "") -> Bookmark:
    """A bookmark of a record, or of a page of ours with its title."""
    return Bookmark(ref, title=title or library.named(ref).name)


def of_quotation(library: Library, quoted: Quotation) -> Bookmark:
    """A bookmark of a quotation, with the words around it in its article."""
    made = Bookmark(quoted.ref, QUOTE, words=quoted.text, title=quoted.article.name)
    if quoted.spans:
        span = following.span_of(quoted)
        text = markdown.parse(*library.body(quoted.article)).text
        made.offset = span[0]
        made.before, made.after = core.around(text, span)
    return made


def of_passage(page: Page, span: Span) -> Bookmark:
    """A bookmark of a passage of a record's page."""
    text = page.document.text
    made = Bookmark(page.ref, PASSAGE, words=text[slice(*span)], offset=span[0], title=page.title)
    made.before, made.after = core.around(text, span)
    return made


def load(library: Library) -> list[Bookmark]:
    """The bookmarks, in the order in which they were set."""
    found = [Bookmark.from_json(value) for value in _kept(library)]
    return [one for one in found if one is not None]


def toggle(library: Library, mark: Bookmark) -> bool:
    """Set a bookmark, or take the one away that is there already; whether it was set.

    Raises OSError where that can't be kept.
    """
    import time

    desk = _Desk(library)
    there = [one for one in load(library) if desk.is_same(one, mark)]
    if there:
        remove(library, there)
        return False
    mark.when = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    library.save_state(STATE, [*_kept(library), mark.to_json()])
    return True


def remove(library: Library, marks: list[Bookmark]) -> None:
    """Take bookmarks away. Raises OSError where that can't be kept."""
    # What is on the disk now, for another browser may have set some; what is no bookmark to this
    # version stays as it is.
    kept = [one for one in _kept(library) if Bookmark.from_json(one) not in marks]
    library.save_state(STATE, kept)


def _kept(library: Library) -> list[Any]:
    value = library.load_state(STATE)
    return value if isinstance(value, list) else []


# Where they are now


class Found:
    """A bookmark and where it leads now.

    target: of the link to it. quoted: the quotation that has the words; span: where the words
    stand on the page. gone: what is no longer there, in words; "" where all is.
    """

    __slots__ = ("gone", "mark", "quoted", "span", "target")

    def __init__(self, mark: Bookmark, target: str, gone: str = "") -> None:
        self.mark = mark
        self.target = target
        self.gone = gone
        self.quoted: Quotation | None = None
        self.span: Span | None = None


class _Desk:
    """Looks bookmarks up; the text of a page on which several stand is read once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._texts: dict[str, Folded | None] = {}

    def find(self, mark: Bookmark) -> Found:
        """Where a bookmark leads now."""
        record_id = split_reference(mark.ref)[0]
        if mark.kind == RECORD and is_address(mark.ref):
            return Found(mark, mark.ref)
        if not self.library.named(record_id).kind:
            return Found(mark, record_id, "This record is no longer there")
        if mark.kind == RECORD:
            return Found(mark, record_id)
        return self._quotation(mark) if mark.kind == QUOTE else self._passage(mark, record_id)

    def _quotation(self, mark: Bookmark) -> Found:
        quoted = following.quotation(
            self.library,
            mark.ref,
            mark.words,
            before=mark.before,
            after=mark.after,
            offset=mark.offset,
        )
        if quoted is None:
            found = self._passage(mark, split_reference(mark.ref)[0])
            found.gone = "No longer listed as a quotation" if found.span else found.gone
            return found
        found = Found(mark, quoted.ref)
        found.quoted = quoted
        return found

    def _passage(self, mark: Bookmark, record_id: str) -> Found:
        body = self._text(record_id)
        span = core.find(body, mark.words, mark.offset, mark.before, mark.after) if body else None
        target = passage_address(record_id, span[0] if span else mark.offset, mark.words)
        found = Found(mark, target)
        found.gone = "" if span else following.gone(self.library.named(record_id).kind)
        found.span = span
        return found

    def _text(self, record_id: str) -> Folded | None:
        if record_id not in self._texts:
            page = self.library.page(record_id)
            self._texts[record_id] = fold(page.document.text) if page else None
        return self._texts[record_id]

    def is_same(self, kept: Bookmark, new: Bookmark) -> bool:
        """Whether a bookmark that was kept is of what another is of, which stands there now."""
        if kept.kind != new.kind or not self._is_of_same_record(kept, new):
            return False
        if kept.kind == RECORD:
            return True
        if not core.same_words(kept.words, new.words):
            return False
        found = self.find(kept)
        if kept.kind == QUOTE:
            return found.quoted is not None and found.quoted.ref == new.ref
        return found.span is not None and found.span[0] == new.offset

    def _is_of_same_record(self, one: Bookmark, other: Bookmark) -> bool:
        if is_address(one.ref) or is_address(other.ref):
            return one.ref == other.ref
        return self.library.same(split_reference(one.ref)[0], split_reference(other.ref)[0])


def find_all(library: Library) -> list[Found]:
    """Every bookmark and where it leads now, the newest first."""
    desk = _Desk(library)
    return [desk.find(mark) for mark in reversed(load(library))]


# The page


def page(library: Library) -> Page:
    """The page of all bookmarks, the newest first, below the days on which they were set."""
    found = find_all(library)
    builder = Builder()
    title = plural(len(found), "bookmark")
    builder.add("title", title)
    if not found:
        builder.add("paragraph", "Nothing is bookmarked yet.")
    day = None
    for one in found:
        if one.mark.when[:10] != day:
            day = one.mark.when[:10]
            builder.section(citations.date_in_words(day) or "Day not known")
        _add(library, builder, one)
    for block in builder.blocks:
        if block.kind == "row":
            block.level = 1  # apart from each other, for there are words to be read
    document = Document(builder.blocks)
    made = Page(Record("", "bookmarks", "", title, {}, "", 1), document)
    made.ref = BOOKMARKS
    made.quotes = builder.quote_spans(document)
    return made


def _add(library: Library, builder: Builder, found: Found) -> None:
    mark = found.mark
    if found.quoted is not None:
        builder.quote(found.quoted)
    elif mark.kind == RECORD:
        named = library.named(found.target)
        gone = Run(f"\n{found.gone}", bold=True) if found.gone else ""
        name = named.name if named.kind else mark.title or found.target
        told = "" if found.gone else f"\n{facts(library, found.target)}"
        builder.add("row", builder.link(name, found.target), Run(told, dim=True), gone)
    else:
        words = " ".join(mark.words.split())
        shown = Run(f"“{words}”") if mark.kind == QUOTE else Run(f"… {words} …", italic=True)
        named = library.named(split_reference(mark.ref)[0])
        name = named.name if named.kind else mark.title or mark.ref
        builder.add(
            "row",
            Run(f"{found.gone}: " if found.gone else "", bold=True),
            shown,
            Run("\nQuotation in " if mark.kind == QUOTE else "\nPassage in ", dim=True),
            builder.link(name, found.target),
        )


def facts(library: Library, ref: str) -> str:
    """What a record is, in a line."""
    if is_address(ref):
        return "Page"
    row = library.index.rows_for([ref]).get(ref)
    kind = library.named(ref).kind
    when = citations.extent_in_words if kind == "event" else citations.date_in_words
    told = [citations.KIND_WORDS[kind].capitalize()]
    told += [when(row.date), row.detail, row.note] if row else []
    return " · ".join(part for part in told if part)
