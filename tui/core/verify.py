"""Was this said? A claim beside the texts that it may come from, in findings.

Time is bounded: a long claim is taken in pieces, of which each is compared with a few texts.
"""

from __future__ import annotations

from itertools import pairwise

from tui.core.chance import MANY, Match, best_match
from tui.core.claims import BETWEEN, Finding, standing
from tui.core.comparing import Comparison
from tui.core.wording import Parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from tui.core.chance import Odds
    from tui.core.claims import Claim, Source
    from tui.core.wording import Wording

    Span = tuple[int, int]

    class Texts(Protocol):
        """The sources in which the words of a claim from one up to another may stand."""

        def quotes(self, start: int, end: int) -> list[Source]:
            """Quotations that have some of the words."""

        def same_bodies(self, start: int, end: int) -> list[Source]:
            """Bodies that have all the words, one after the other."""

        def bodies(self, start: int, end: int) -> list[Source]:
            """Bodies that have some of the words."""


_PIECE = 60  # words of a long claim that are sought at once
_LONG = 120  # words from which on a claim is taken in pieces
_MOST = 400  # pieces that are sought …
_MOST_READ = 20_000_000  # … in texts of so many words in all
_MOSTLY = 0.75  # of a piece that is in quotations: then articles are not asked
_REST = 4.0  # words that may be another quotation
_HALVED = 16.0  # words in which two quotations may be hidden
_WORTH = 12.0  # words of a piece of a claim for which articles are asked, too
_ALIKE = 0.6  # similarity of a claim of few words, from which on it is one that was altered
_NEAR = 0.15  # similarity that another source of the same words may fall short
_EDGE = 3  # unlike words at an end of a claim, for which as many of the source stand


def verify(claim: Claim, odds: Odds, texts: Texts) -> list[Finding]:
    """What a claim comes from, in the claim's order; [] where nobody said it.

    It is verbatim where there is one finding, and that is; otherwise words were changed, or several
    quotations were run together.
    """
    count = len(claim.wording.keys)
    if not count:
        return []
    quotes = texts.quotes(0, count)
    sources = [*quotes, *texts.same_bodies(0, count)]
    same = [found for source in sources if (found := standing(claim.parts, source))]
    if same:
        return [_with_others([*same, *_nearly(claim, odds, quotes, same)])]
    matches = _merged(_matches(claim, odds, texts, quotes))
    starts = [0, *(match.start for match in matches[1:]), count]
    findings = []
    for match, (start, end) in zip(matches, pairwise(starts), strict=False):
        found = _finding(claim, match, start, end)
        if match.rearranged or match.size >= MANY or found.similarity >= _ALIKE:
            findings.append(found)
    return findings


def _nearly(
    claim: Claim, odds: Odds, sources: Sequence[Source], same: Sequence[Finding]
) -> list[Finding]:
    """The sources that have nearly the words of a claim which others have exactly."""
    known = {id(found.source) for found in same}
    count = len(claim.wording.keys)
    match = best_match(claim, odds, [one for one in sources if id(one) not in known], 0, count)
    parts = Parts(claim.parts, claim.known)
    matches = [match, *match.rivals] if match else []
    return [_compared(claim, parts, one, 0, count) for one in matches]


def _matches(claim: Claim, odds: Odds, texts: Texts, quotes: list[Source]) -> list[Match]:
    """The best match of a claim, then those of the rest, in the claim's order."""
    count = len(claim.wording.keys)
    step = count if count <= _LONG else _PIECE
    waiting = [(start, min(start + step, count), False) for start in range(0, count, step)]
    found: list[Match] = []
    read = 0
    for _ in range(_MOST):
        if not waiting or read > _MOST_READ:
            break
        start, end, piece = waiting.pop(0)
        sources = quotes if (start, end) == (0, count) else texts.quotes(start, end)
        match = best_match(claim, odds, sources, start, end, piece=piece)
        size = odds.size(start, end)
        if (not piece or size >= _WORTH) and (match is None or match.size < _MOSTLY * size):
            sources = [*sources, *texts.bodies(start, end)]
            found_there = best_match(claim, odds, sources, start, end, piece=piece)
            if match is None or _says_more(claim, odds, texts, found_there, match, (start, end)):
                match = found_there
        read += sum(len(one.wording(claim.known).keys) for one in sources)
        rests = []
        if match:
            found.append(match)
            rests = [(start, match.start, piece), (match.end, end, piece)]
        elif size >= _HALVED:
            middle = (start + end) // 2
            rests = [(start, middle, True), (middle, end, True)]
        waiting = [rest for rest in rests if odds.size(*rest[:2]) >= _REST] + waiting
    return sorted(found, key=lambda match: match.start)


def _says_more(
    claim: Claim, odds: Odds, texts: Texts, other: Match | None, match: Match, piece: Span
) -> bool:
    """Whether more of a piece of a claim is in another match than in one and other quotations."""
    size = match.size
    for start, end in ((piece[0], match.start), (match.end, piece[1])):
        if odds.size(start, end) >= _REST:
            rest = best_match(claim, odds, texts.quotes(start, end), start, end)
            size += rest.size if rest else 0
    return other is not None and other.size > size * 1.1 + 1


def _merged(matches: Sequence[Match]) -> list[Match]:
    """Matches beside each other in one quotation, or one passage, are one."""
    merged: list[Match] = []
    for match in matches:
        both = _together(merged[-1], match) if merged else None
        if both:
            merged[-1] = both
        else:
            merged.append(match)
    return merged


def _together(one: Match, other: Match) -> Match | None:
    """Two matches as one, in a source that they share; None where they share none."""
    others = {id(match.source): match for match in (*other.rivals, other)}
    for match in (one, *one.rivals):
        second = others.get(id(match.source))
        if second is None:
            continue
        first, last = min(match.first, second.first), max(match.last, second.last)
        agree = match.last - match.first + second.last - second.first
        if match.source.is_body and last - first - agree > BETWEEN:
            continue
        bits, size = match.bits + second.bits, match.size + second.size
        return Match(match.source, one.start, other.end, first, last, bits, size)
    return None


def _finding(claim: Claim, match: Match, start: int, end: int) -> Finding:
    """What is found for the words of a claim from `start` up to `end`."""
    texts = claim.part(start, end)
    parts = Parts(texts, claim.known)
    return _with_others(
        [
            standing(texts, one.source) or _compared(claim, parts, one, start, end)
            for one in (match, *match.rivals)
        ]
    )


def _with_others(found: Sequence[Finding]) -> Finding:
    """The best of some findings, the earliest of equals, with the others that are as good.

    The very words are better than any others. An article's text is another source only where none
    of its quotations is one.
    """
    best = min(
        found,
        key=lambda one: (
            not one.verbatim,
            one.source.is_body * 0.02 - one.similarity,
            one.source.order,
        ),
    )
    near = [one for one in found if one.similarity >= best.similarity - _NEAR]
    quoting = {one.source.article for one in near if not one.source.is_body}
    best.also = sorted(
        (
            one
            for one in near
            if one.source.article not in (quoting if one.source.is_body else ())
            and one.source is not best.source
            and not (best.source.is_body and one.source.article == best.source.article)
        ),
        key=lambda one: one.source.order,
    )
    return best


def _compared(claim: Claim, parts: Parts, match: Match, start: int, end: int) -> Finding:
    """Words of a claim, from `start` up to `end`, beside what stands in a source."""
    source, wording = match.source, match.source.wording(claim.known)
    first, last = _widened(claim, match, wording, start, end)
    joints = source.loose_joints(claim.known)
    made = Comparison(parts, wording, first, last, joints=joints, loose=True)
    span = wording.folded.span(made.start, made.end)
    same = all(step == "equal" for step, _ in made.diff)
    return Finding(source, span, 1.0 if same else min(round(made.similarity, 3), 0.999), made.diff)


def _widened(claim: Claim, match: Match, wording: Wording, start: int, end: int) -> tuple[int, int]:
    """The words of a source beside which the words of a claim from `start` to `end` are put."""
    first, last, count = match.first, match.last, len(wording.keys)
    before, after = claim.wording.keys[start : match.start], claim.wording.keys[match.end : end]
    # As many words of a quotation as the claim has may be left out of it.
    most = 0 if match.source.is_body else end - start
    if before and not match.source.is_body and first <= len(before) + 2:
        first = 0
    elif len(before) <= _EDGE:
        there = wording.keys[max(first - len(before) - most, 0) : first][::-1]
        first = max(first - max(len(before), _reach(before[::-1], there)), 0)
    if after and not match.source.is_body and count - last <= len(after) + 2:
        last = count
    elif len(after) <= _EDGE:
        there = wording.keys[last : last + len(after) + most]
        last = min(last + max(len(after), _reach(after, there)), count)
    return first, last


def _reach(wanted: Sequence[str], there: Sequence[str]) -> int:
    """How many words it takes to meet all that are wanted, in their order; 0: not all are there."""
    met = 0
    for key in wanted:
        if key not in there[met:]:
            return 0
        met = there.index(key, met) + 1
    return met
