"""Where a reference leads now, and what of its page is pointed out.

What the reader keeps (the trail, bookmarks) keeps words too. By them a quotation is found under
another number and a passage elsewhere in its text; words that are gone are never taken for others.
"""

from __future__ import annotations

from tui.core import bookmarks, markdown
from tui.core.addresses import PASSAGE, is_address, split_passage
from tui.core.folding import Folded, fold
from tui.core.text import short

from . import pages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.records import Quotation, Span

    from .facade import Library
    from .pages import Page

UNLISTED = "This is no longer listed as a quotation; its words still stand here."


class Lead:
    """What a reference leads to.

    page: what is shown; None where there is no such record. ref: the reference by which to come
    back. marked: the reference of the quotation that is pointed out, "" for none. passage: where
    the passage stands that is pointed out. words, offset: of either, as they were kept; "" for
    none. told: what the reader must be told, "" for nothing.
    """

    __slots__ = ("marked", "offset", "page", "passage", "ref", "told", "words")

    def __init__(self, page: Page | None, ref: str, *, words: str = "", offset: int = 0) -> None:
        self.page = page
        self.ref = ref
        self.words = words
        self.offset = offset
        self.marked = ""
        self.passage: Span | None = None
        self.told = "" if page else f"There is no record “{ref}”."


def lead(
    library: Library,
    ref: str,
    *,
    view: str = "",
    words: str = "",
    offset: int = 0,
    begun: bool = False,
) -> Lead:
    """Where a reference or an address leads; view: "quotation" for a quotation's own page.

    words: of the quotation that had the reference, or of a passage of the record, near `offset`.
    begun: the beginning of a long page will do, where no words are to be found.
    """
    if ref.startswith(PASSAGE):
        ref, offset, words = split_passage(ref)
    if "#" in ref and not is_address(ref):
        return _to_quotation(library, ref, view, words)
    page = library.page(ref, begun=begun and not words)
    made = Lead(page, ref, words=words, offset=offset)
    _point_out(made)
    return made


def _to_quotation(library: Library, ref: str, view: str, words: str) -> Lead:
    quoted = quotation(library, ref, words) if words else library.quotation(ref)
    if quoted is not None and view == "quotation":
        return Lead(pages.quotation(library, quoted), quoted.ref, words=quoted.text)
    made = Lead(library.page(ref), ref, words=words)
    if quoted is None:
        _point_out(made)
        made.told = UNLISTED if made.passage else made.told
    elif made.page is not None:
        made.ref = made.marked = quoted.ref
        made.words = quoted.text
        if quoted.broken:
            made.told = "These words do not stand in the article’s text."
    return made


def _point_out(made: Lead) -> None:
    """Find the words on the page; say so where they are gone."""
    if made.page is None or not made.words:
        return
    body = fold(made.page.document.text)
    made.passage = bookmarks.find(body, made.words, made.offset)
    if made.passage is None:
        words = short(" ".join(made.words.split()))
        made.told = f"{gone(made.page.kind)}: “{words}”."


def gone(kind: str) -> str:
    """That words of a page are not there any more."""
    return f"These words are no longer {'in the article' if kind == 'article' else 'on the page'}"


def quotation(
    library: Library, ref: str, words: str, *, before: str = "", after: str = "", offset: int = -1
) -> Quotation | None:
    """The quotation that has these words now, in the article of the one that had the reference.

    Of several the one that stands between the same words as before (it stood at `offset` of the
    body); then the one that still has the reference; then the first. None also where the words
    stand as they did, but only another place that has them is listed.
    """
    article = library.record(ref)
    if article is None:
        return None
    listed = library.index.quotations_in(article.path)
    same = [one for one in listed if bookmarks.same_words(one.text, words)]
    there = [one for one in same if one.spans and one.spans[0][0] == offset]
    if there or not same or (len(same) == 1 and not before + after):
        return next(iter(there or same), None)
    now = library.quotation(ref)
    body = body_of(library, same[0])

    def alike(span: Span) -> int:
        return bookmarks.likeness(body, span, before, after)

    def rank(one: Quotation) -> tuple[int, bool]:
        return alike(span_of(one)) if one.spans else 0, now is not None and one.ref == now.ref

    best = max(same, key=rank)
    stands = bookmarks.find(body, words, offset, before, after)
    return None if stands and alike(stands) > rank(best)[0] else best


def body_of(library: Library, quoted: Quotation) -> Folded:
    """The text, folded, in which the spans of a quotation count."""
    return fold(markdown.parse(*library.body(quoted.article)).text)


def span_of(quoted: Quotation) -> Span:
    """From where a quotation begins to where its last part ends; it is not broken."""
    return quoted.spans[0][0], quoted.spans[-1][1]
