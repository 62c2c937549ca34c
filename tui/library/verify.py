"""Was this said? A claim looked up in the library: every quotation, and every article's text.

The index gives a few texts that share the claim's rarest words; `tui.core.verify` compares them.
"""

from __future__ import annotations

from itertools import combinations
from math import log, log2

from tui.core import markdown
from tui.core.chance import Odds
from tui.core.claims import BETWEEN_PARTS, Claim, Source, is_interruption, standing
from tui.core.folding import fold
from tui.core.records import split_reference
from tui.core.terms import is_single, terms
from tui.core.verify import verify as compare

from . import source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.core.claims import Finding
    from tui.core.document import Document
    from tui.core.query import Query
    from tui.core.records import Quotation, Record

    from .index.read import Index
    from .index.sought import SoughtBody, SoughtQuote

VERBATIM, ALTERED, NOT_FOUND = "verbatim", "altered", "not found"

_QUOTE_WORDS, _BODY_WORDS = 16, 400  # that a quotation and a body have, about
_RAREST = 6  # words of which some are sought together …
_TOGETHER = (3, 4, 5, 6)  # … so many; the more, the fewer texts have them
_QUOTES, _BODIES = 60, 8  # texts that are looked at, where they have some of the words
_SAME_QUOTES, _SAME_BODIES = 100, 40  # … and where they have all of them
_SHORT = 8  # terms of a claim that is sought as it is, too


class Found:
    """Where a claim, or a part of it, stands.

    article: in which article. quotation: in which of its quotations; None: in none. similarity,
    diff (from what is claimed to what stands there), verbatim: as in `tui.core.claims.Finding`.
    part: there are other words in the quotation. line: the file's. start, end: offsets in the
    article's text as it is shown. words: those that stand there. left_out: what stands there where
    the claim has an ellipsis. retold: those of the words that are not the source's own. also: other
    sources of the same words, the earliest first.
    """

    __slots__ = (
        "also",
        "article",
        "diff",
        "end",
        "left_out",
        "line",
        "part",
        "quotation",
        "retold",
        "similarity",
        "start",
        "verbatim",
        "words",
    )

    def __init__(self, article: Record, quotation: Quotation | None, finding: Finding) -> None:
        self.article = article
        self.quotation = quotation
        self.similarity = finding.similarity
        self.verbatim = finding.verbatim
        self.diff = finding.diff
        self.left_out = finding.left_out
        self.part = finding.verbatim and not finding.whole and not finding.source.is_body
        self.line = quotation.line if quotation else article.body_line
        self.start = self.end = -1
        self.words = ""
        self.retold = ""
        self.also: list[Also] = []

    @property
    def ref(self) -> str:
        """The quotation's reference, or the article's id."""
        return self.quotation.ref if self.quotation else self.article.id


class Also:
    """Another source of the words. ref: of a quotation or an article. The rest: as in `Found`."""

    __slots__ = ("diff", "ref", "similarity", "verbatim")

    def __init__(self, ref: str, finding: Finding) -> None:
        self.ref = ref
        self.similarity = finding.similarity
        self.verbatim = finding.verbatim
        self.diff = finding.diff


class Verdict:
    """What became of a claim.

    verdict: VERBATIM, ALTERED or NOT_FOUND. findings: in the claim's order, several where words of
    several texts were run together. others: where only somebody else than was asked for said it,
    what they said. broken: where it is not verbatim, the references of broken quotations that have
    the very words; they prove nothing. cut: whether only the first words of a very long text were
    looked at.
    """

    __slots__ = ("broken", "cut", "findings", "others", "verdict")

    def __init__(self, findings: list[Found], broken: list[str], *, cut: bool) -> None:
        self.findings = findings
        self.others: list[Found] = []
        self.cut = cut
        if not findings:
            self.verdict = NOT_FOUND
        else:
            same = len(findings) == 1 and findings[0].verbatim
            self.verdict = VERBATIM if same else ALTERED
        self.broken = broken if self.verdict != VERBATIM else []

    def ids(self) -> set[str]:
        """The ids of the records that it is made of."""
        found = [*self.findings, *self.others]
        ids = {one.article.id for one in found}
        ids.update(split_reference(other.ref)[0] for one in found for other in one.also)
        ids.update(split_reference(ref)[0] for ref in self.broken)
        for quotation in (one.quotation for one in found if one.quotation):
            named = [*quotation.speakers, *quotation.to]
            ids.update(one.id for one in [*named, *([quotation.event] if quotation.event else [])])
        return ids


def verify(index: Index, root: str, text: str, by: Query | None = None) -> Verdict:
    """What a text comes from. root: the folder of the library that the index is of.

    by: among whose words it is sought, as a query with ids.
    """
    claim = Claim(text)
    with index.snapshot():
        lookup = _Lookup(index, root, claim, by)
        verdict = Verdict(lookup.found(), lookup.broken(), cut=claim.cut)
        if by and not verdict.findings:
            verdict.others = _Lookup(index, root, Claim(text), None).found()
    return verdict


class _Lookup:
    """One claim looked up: the texts that `tui.core.verify` asks for."""

    def __init__(self, index: Index, root: str, claim: Claim, by: Query | None) -> None:
        self._index = index
        self._root = root
        self._sought = index.sought
        self._claim = claim
        self._by = by
        self._sources: dict[tuple[bool, int], Source] = {}
        self._rows: dict[Source, SoughtQuote | SoughtBody] = {}
        self._broken: dict[int, SoughtQuote] = {}
        # The terms of each word, and how many records and quotations have each.
        self._terms = [terms(word) for word in claim.wording.written]
        self._counts = self._sought.counts(term for found in self._terms for term in found)

    def found(self) -> list[Found]:
        """The findings."""
        quotes, records = self._index.counted("quote"), self._index.counted("article")
        odds = Odds(
            self._claim,
            (self._bits(1, quotes, _QUOTE_WORDS), log2(max(quotes, 1) * _QUOTE_WORDS)),
            (self._bits(0, records, _BODY_WORDS), log2(max(records, 1) * _BODY_WORDS)),
        )
        return [self._placed(finding) for finding in compare(self._claim, odds, self)]

    def broken(self) -> list[str]:
        """The broken quotations, among those met on the way, that have the claim's very words."""
        return [
            row.ref
            for row in self._broken.values()
            if standing(self._claim.parts, Source(row.file, row.parts))
        ]

    def _bits(self, column: int, texts: int, length: int) -> list[float]:
        """How rare the claim's words are among the words of some texts."""
        texts = max(texts, 1)
        most = log2(2 * texts * length)
        bits = []
        for found in self._terms:
            each = 0.0
            for term in found:
                # Of a few quotations nearly all may have it: as if there were one more, without it.
                share = min(self._counts.get(term, (0, 0))[column] / (texts + column), 0.999)
                each += log2(-length / log(1 - share)) if share else most
            bits.append(min(max(each, 0.0), most))
        return bits

    # What may be the source

    def quotes(self, start: int, end: int) -> list[Source]:
        """Quotations that have some of the words; no broken ones, which no article has."""
        rows: dict[int, SoughtQuote] = {}

        def take(choices: Sequence[Sequence[Sequence[str]]], most: int) -> bool:
            found = list(self._sought.quotes(choices, most, self._by)) if choices else []
            rows.update((row.key, row) for row in found)
            return len(found) == most

        if self._is_short(start, end):
            take(self._whole(start, end, 1), _SAME_QUOTES)
        self._some(start, end, 1, lambda choices: take(choices, _QUOTES))
        self._broken.update((key, row) for key, row in rows.items() if not row.spans)
        return [self._quote(row) for row in rows.values() if row.spans]

    def same_bodies(self, start: int, end: int) -> list[Source]:
        """Bodies that have all the words, one after the other."""
        whole = () if self._by else self._whole(start, end, 0)
        return self._body_sources(self._sought.bodies(whole, _SAME_BODIES) if whole else ())

    def bodies(self, start: int, end: int) -> list[Source]:
        """Bodies that have some of the words."""
        rows: dict[int, SoughtBody] = {}

        def take(choices: Sequence[Sequence[Sequence[str]]]) -> bool:
            found = list(self._sought.bodies(choices, _BODIES, near=True))
            rows.update((row.key, row) for row in found)
            return len(found) == _BODIES

        if not self._by:
            self._some(start, end, 0, take)
        return self._body_sources(rows.values())

    def _is_short(self, start: int, end: int) -> bool:
        return sum(map(len, self._terms[start:end])) <= _SHORT

    def _whole(self, start: int, end: int, column: int) -> list[list[list[str]]]:
        """All words: of a short claim between ellipses as one phrase each, else the rarest."""
        if any(term not in self._counts for found in self._terms[start:end] for term in found):
            return []
        if self._is_short(start, end):
            phrases = [phrase for part in self._claim.part(start, end) if (phrase := terms(part))]
        else:
            phrases = self._rarest(start, end, column)
        return [phrases] if phrases else []

    def _some(
        self,
        start: int,
        end: int,
        column: int,
        take: Callable[[Sequence[Sequence[Sequence[str]]]], bool],
    ) -> None:
        """Three of the rarest words; where too many texts have them, also more of them."""
        rarest = self._rarest(start, end, column)
        for count in _TOGETHER if rarest else ():
            full = take([list(some) for some in combinations(rarest, min(count, len(rarest)))])
            if not full or len(rarest) <= count:
                return

    def _rarest(self, start: int, end: int, column: int) -> list[list[str]]:
        """The rarest words that there are; signs of texts without spaces in twos."""
        counts = {term: found[column] for term, found in self._counts.items() if found[column]}
        ranks: dict[tuple[str, ...], float] = {}
        before = ""
        for term in (term for found in self._terms[start:end] for term in found):
            single = is_single(term)
            if term not in counts:
                term = ""
            elif not single:
                ranks[(term,)] = counts[term]
            elif before:
                ranks[(before, term)] = min(counts[before], counts[term]) / 4
            before = term if single else ""
        return [list(unit) for unit in sorted(ranks, key=ranks.__getitem__)[:_RAREST]]

    def _quote(self, row: SoughtQuote) -> Source:
        known = self._sources.get((False, row.key))
        if known is None:
            loose = self._loose(row) if len(row.parts) > 1 else []
            known = Source(row.file, row.parts, order=row.order, loose=loose)
            self._sources[False, row.key] = known
            self._rows[known] = row
        return known

    def _loose(self, row: SoughtQuote) -> list[int]:
        """The parts of a quotation after which only who says it stands in the body."""
        text = self._sought.text_of(row.file)
        ends = zip(row.parts, row.spans, row.spans[1:], strict=False)
        return [
            number
            for number, (part, (_, end), (start, _)) in enumerate(ends)
            if is_interruption(part, text[end:start])
        ]

    def _body_sources(self, rows: Iterable[SoughtBody]) -> list[Source]:
        made = []
        for row in rows:
            known = self._sources.get((True, row.key))
            if known is None:
                known = Source(row.file, [row.text], order=row.order, is_body=True)
                self._sources[True, row.key] = known
                self._rows[known] = row
            made.append(known)
        return made

    # Where it stands

    def _placed(self, finding: Finding) -> Found:
        """A finding with its record, and where that has it."""
        found = self._with_record(finding)
        document = markdown.parse(*source.body(self._root, found.article.path))
        if finding.source.is_body:
            found.start, found.end = finding.start, finding.end
            _attribute(self._index, found, document)
        elif found.quotation:
            found.start, found.end = _in_article(found.quotation, finding, document)
        found.line = document.line_at(found.start)
        found.words = document.text[found.start : found.end]
        for other in finding.also:
            ref = self._rows[other.source].ref
            if ref != found.ref:
                found.also.append(Also(ref, other))
        return found

    def _with_record(self, finding: Finding) -> Found:
        key = self._rows[finding.source].key
        if finding.source.is_body:
            return Found(self._index.record_of_body(key), None, finding)
        quotation = self._index.quotation_at(key)
        if quotation is None:
            raise LookupError(key)
        return Found(quotation.article, quotation, finding)


def _in_article(quotation: Quotation, finding: Finding, document: Document) -> tuple[int, int]:
    """Where words of a quotation stand in its article's text."""
    places = []
    for at in (finding.start, max(finding.end - 1, 0)):
        number = 0
        while number < len(quotation.spans) - 1 and at >= len(quotation.parts[number]):
            at -= len(quotation.parts[number]) + len(BETWEEN_PARTS)
            number += 1
        start, end = quotation.spans[number]
        # Both fold to the same, but may be written differently.
        words, there = fold(quotation.parts[number]), fold(document.text[start:end])
        before = len(words.text) - len(words.text.lstrip(" "))
        places.append(start + there.offset(max(words.index(max(at, 0)) - before, 0)))
    return places[0], places[1] + 1


def _attribute(index: Index, found: Found, document: Document) -> None:
    """Say of a passage of an article which quotation it is mostly, and what of it is none."""
    spans = []
    most = (found.end - found.start) // 2
    for quotation in index.quotations_in(found.article.path):
        inside = [
            (max(start, found.start), min(end, found.end))
            for start, end in quotation.spans
            if start < found.end and end > found.start
        ]
        spans += inside if quotation.kind != "indirect" else []
        size = sum(end - start for start, end in inside)
        if size > most:
            most, found.quotation = size, quotation
    if found.article.front.get("text") == "retelling":
        found.retold = _outside(document.text, found.start, found.end, sorted(spans))


def _outside(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """The words between two offsets that stand in none of some spans."""
    pieces = []
    for first, last in [*spans, (end, end)]:
        piece = " ".join(text[start:first].split()).strip('“”„"«»「」『』,;:. ')
        if any(sign.isalnum() for sign in piece):
            pieces.append(piece)
        start = max(start, last)
    return " … ".join(pieces)
