"""The page of a verdict: were these words said? What differs, and where they come from."""

from __future__ import annotations

from tui.core import citations
from tui.core.addresses import VERIFY, passage_address
from tui.core.document import Run
from tui.core.records import Record
from tui.core.text import short

from . import verdicts
from .links import TITLES, Group, Item, item_of
from .pages import Builder, Page, source_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.records import Named, Quotation

    from .facade import Library
    from .verify import Also, Found, Verdict

_SHOWN = 600  # characters of words that were not found
_SIGNS = "\n[-claimed-] {+in the source+}"


def page(library: Library, address: str) -> Page:
    """The page of an address that begins with VERIFY."""
    text = address.removeprefix(VERIFY)
    verdict: Verdict | None = library.found.get(address)
    if verdict is None:
        verdict = library.found[address] = library.verify(text)
    title = f"Verify: {short(text, 60)}"
    page = _Builder()
    head = Run(verdict.verdict.capitalize(), bold=True)
    page.add("paragraph", head, f": {verdicts.reason(verdict)}.")
    page.add("notice", f"{verdicts.CUT[0].upper()}{verdicts.CUT[1:]}." if verdict.cut else "")
    if not verdict.findings:
        page.add("paragraph", Run(f"“{short(text, _SHOWN)}”", dim=True))
    for number, found in enumerate(verdict.findings, start=1):
        if len(verdict.findings) > 1:
            page.section(f"{number} of {len(verdict.findings)}")
        _found(library, page, found, signs=not any(map(_differs, verdict.findings[: number - 1])))
    document = page.document()
    made = Page(Record("", "verdict", "", title, {}, "", 1), document)
    made.ref, made.groups = address, _groups(verdict)
    made.passages = page.passages
    made.url = _url(verdict)
    made.quotes, made.told = page.quote_spans(document), page.told
    return made


class _Builder(Builder):
    """passages: the numbers of the links to where the words stand."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[int] = []

    def passage(self, name: str, target: str) -> Run:
        self.passages.append(self._links)
        return self.link(name, target)


def _url(verdict: Verdict) -> str:
    """The address of the first finding's source, "" where none is known."""
    for found in verdict.findings[:1]:
        return source_url(found.article.front)
    return ""


def _differs(found: Found) -> bool:
    return not found.verbatim


def _found(library: Library, page: _Builder, found: Found, *, signs: bool) -> None:
    """A finding. signs: say what the signs of a difference mean."""
    if _differs(found):
        legend = Run(_SIGNS if signs else "", dim=True)
        page.add("paragraph", *map(_change, verdicts.changes(found.diff)), legend)
    page.add("notice", verdicts.retold(found))
    if found.quotation:
        page.add("notice", citations.warnings(found.quotation))
        page.add("row", *_quotation(page, found.quotation), level=1)
    else:
        page.add("notice", citations.status_note(found.article.front))
        if found.verbatim:
            page.add("paragraph", found.diff[0][1])
        name, told = verdicts.cited(found.article)
        passage = page.passage(name, passage_address(found.article.id, found.start, found.words))
        page.add("row", Run("In ", dim=True), passage, Run(told, dim=True))
    _also(library, page, found.also)


def _change(change: tuple[str, str]) -> Run:
    step, words = change
    return Run(words, bold=step == "insert", dim=step == "delete")


def _quotation(page: _Builder, quotation: Quotation) -> list[Run]:
    """Its words; who said them, when, to whom and at what event; the article, at the passage."""
    runs = [page.words(quotation), Run("\n")]
    called = quotation.get("speaker_as")
    runs += _named(page, quotation.speakers, called or "speaker not named")
    if quotation.speakers and called:
        runs.append(Run(f" ({called})", dim=True))
    when = citations.said_in_words(quotation)
    runs.append(Run(f", {when}" if when else "", dim=True))
    if quotation.to_whom:
        runs.append(Run(", to ", dim=True))
        called = quotation.get("to_as")
        runs += _named(page, quotation.to, called)
        runs.append(Run(f" ({called})" if quotation.to and called else "", dim=True))
    if quotation.event:
        runs += [Run(", at “", dim=True), page.named(quotation.event), Run("”", dim=True)]
    name = quotation.article.name
    told = citations.reported(quotation).removeprefix(f"In “{name}”")
    return [*runs, Run("\nIn ", dim=True), page.passage(name, quotation.ref), Run(told, dim=True)]


def _named(page: Builder, names: list[Named], otherwise: str) -> list[Run]:
    """Links to who is named; other words where no record is."""
    return page.all_named(names) or [Run(otherwise, dim=True)]


def _also(library: Library, page: Builder, others: list[Also]) -> None:
    """The other sources of the same words, each a link to the passage."""
    if others:
        page.add("meta", Run(verdicts.ALSO_IN, dim=True))
    for other in others[: verdicts.ALSO]:
        source, told = verdicts.other(library, other)
        link = page.link(other.ref, other.ref)
        page.add("row", link, Run(f", {source}" if source else ""), Run(f": {told}", dim=True))
    page.more(len(others) - verdicts.ALSO)


def _groups(verdict: Verdict) -> list[Group]:
    """The quotations that were found, their articles, and whom they name."""
    found: dict[str, dict[str, Item]] = {"quote": {}, "person": {}, "event": {}, "article": {}}
    for one in verdict.findings:
        quotation, article = one.quotation, one.article
        if quotation:
            found["quote"][quotation.ref] = item_of(quotation)
            event = [quotation.event] if quotation.event else []
            for named in (*quotation.speakers, *quotation.to, *event):
                if named.kind:
                    item = Item(named.id, named.kind, named.name)
                    found.setdefault(named.kind, {})[named.id] = item
        found["article"][article.id] = Item(article.id, "article", article.name)
    return [Group(TITLES[kind], list(items.values())) for kind, items in found.items() if items]
