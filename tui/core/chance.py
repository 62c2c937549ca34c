"""Whether words agree by chance: how rare those are that stand in the same order in a claim and in
a source, beside how many words there are to choose from."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from math import comb, log2

from tui.core.claims import BETWEEN
from tui.core.folding import is_spaceless

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui.core.claims import Claim, Source

    Run = tuple[int, int, int]  # words that agree: where in the claim, in the source, how many

_OFTEN = 8  # a word that stands more often than this in a claim tells nothing
_RUNS = 40  # that are put together
_BREAK = 2.0  # bits that a change costs, beside those of its choices
_SURE = 4.0  # bits beyond mere chance
_ALONE = 0.5  # what a word counts that agrees, but not those beside it …
_STEPS = 2  # … unless so many words before it are in the place of as many others
_SIGN = 0.4  # what a sign of a script without spaces tells, of which one follows another
MANY = 8.0  # words that are enough; fewer must be a share of the claim
_SOME = 6.0
_SHARE, _SHARE_OF_FEW, _SHARE_OF_PIECE = 0.4, 0.6, 0.75
_ALL, _IN_ORDER = 0.85, 0.5  # of a claim's words: those of a quotation, and those in its order
_DENSE = 0.4  # of a source’s words between the first and the last that agree
_NEVER = -1e9
_RIVAL = 0.7  # of the bits of the best match


class Match:
    """Words of a claim that are words of a source, or nearly.

    start, end: words of the claim; first, last: of the source. bits: how far from chance. size:
    how many words agree. rearranged: they are the same, in another order. rivals: what else agrees
    about as well.
    """

    __slots__ = ("bits", "end", "first", "last", "rearranged", "rivals", "size", "source", "start")

    def __init__(
        self,
        source: Source,
        start: int,
        end: int,
        first: int,
        last: int,
        bits: float,
        size: float,
    ) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.first = first
        self.last = last
        self.bits = bits
        self.size = size
        self.rearranged = False
        self.rivals: list[Match] = []


class Odds:
    """How likely words are to be met by chance, in quotations or in bodies.

    quotes, bodies: the bits of each word of a claim, the more the rarer, and the logarithm (base 2)
    of how many words there are in all.
    """

    __slots__ = ("_bodies", "_quotes", "_sizes")

    def __init__(
        self,
        claim: Claim,
        quotes: tuple[Sequence[float], float],
        bodies: tuple[Sequence[float], float],
    ) -> None:
        sizes = [_size_of(key) for key in claim.wording.keys]
        self._sizes = [0.0, *accumulate(sizes)]
        self._quotes, self._bodies = (
            ([0.0, *accumulate(map(_told, bits, sizes))], words) for bits, words in (quotes, bodies)
        )

    def size(self, start: int, end: int) -> float:
        """How many words a claim has from the word `start` up to `end`."""
        return self._sizes[end] - self._sizes[start]

    def sums(self, source: Source) -> list[float]:
        """How rare the words of a claim are in sources of a sort: bits, from the first word on."""
        return self._bodies[0] if source.is_body else self._quotes[0]

    def needed(self, source: Source, size: float) -> float:
        """The bits from which on a match of so many words of a claim is none by chance."""
        return (self._bodies if source.is_body else self._quotes)[1] + log2(size + 1) + _SURE


def _size_of(key: str) -> float:
    # A word in a script without spaces has two signs or more.
    return 0.5 if is_spaceless(key[0]) else 1.0


def _told(bits: float, size: float) -> float:
    return bits if size == 1 else bits * _SIGN


def best_match(
    claim: Claim,
    odds: Odds,
    sources: Iterable[Source],
    start: int,
    end: int,
    *,
    piece: bool = False,
) -> Match | None:
    """The match of the words from `start` up to `end` that is least like chance; None: all are.

    piece: whether it was in vain to look at more words at once.
    """
    places: dict[str, list[int]] = {}
    for at in range(start, end):
        places.setdefault(claim.wording.keys[at], []).append(at)
    places = {key: found for key, found in places.items() if len(found) <= _OFTEN}
    quotes: list[Match] = []
    bodies: list[Match] = []
    for source in sources:
        match = _Chain(claim, odds, source).best(places)
        if match is None:
            continue
        sound = _is_no_chance(claim, odds, match, start, end, piece=piece)
        if not sound or match.size < MANY:
            match.rearranged = _is_rearranged(claim, odds, match, start, end)
        if not sound and not match.rearranged:
            continue
        (bodies if source.is_body else quotes).append(match)
    for matches in (quotes, bodies):
        matches.sort(key=lambda match: -match.bits)
    if not quotes and not bodies:
        return None
    # The words of a quotation stand in a body, too: that is better where it has more of them.
    if not quotes or (bodies and bodies[0].size > quotes[0].size * 1.1 + 1):
        best = bodies[0]
    else:
        best = quotes[0]
    near = [
        match
        for matches in (quotes, bodies)
        for match in matches
        if match.bits > _RIVAL * matches[0].bits
    ]
    best.rivals = [match for match in near if match is not best and _overlap(match, best)]
    return best


def _overlap(one: Match, other: Match) -> bool:
    """Whether two matches are mostly of the same words of a claim."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return 2 * both > max(one.end - one.start, other.end - other.start)


class _Chain:
    """The words of a source that agree best with a claim's, in their order."""

    def __init__(self, claim: Claim, odds: Odds, source: Source) -> None:
        self._odds = odds
        self._source = source
        self._sums = odds.sums(source)
        self._begins = claim.wording.begins
        self._keys = source.wording(claim.known).keys
        self._joints = source.joints(claim.known)

    def best(self, places: Mapping[str, Sequence[int]]) -> Match | None:
        """The best match. places: where in the claim the words stand that are sought."""
        runs = self._runs(places)
        if not runs:
            return None
        scores: list[float] = []
        before: list[int] = []
        for run in runs:
            score, back = self._bits(run), -1
            for number, earlier in enumerate(runs[: len(scores)]):
                gain = scores[number] + self._joined(earlier, run)
                if gain > score:
                    score, back = gain, number
            scores.append(score)
            before.append(back)
        chain = [max(range(len(scores)), key=scores.__getitem__)]
        while before[chain[-1]] >= 0:
            chain.append(before[chain[-1]])
        start, first, _ = runs[chain[-1]]
        at, place, size = runs[chain[0]]
        agreeing = 0.0
        for number in chain:
            back = before[number]
            agreeing += self._size(runs[number], runs[back] if back >= 0 else None)
        return Match(
            self._source, start, at + size, first, place + size, scores[chain[0]], agreeing
        )

    def _runs(self, places: Mapping[str, Sequence[int]]) -> list[Run]:
        """The longest runs of words that agree; of many, the rarest."""
        runs: list[Run] = []
        open_: dict[int, int] = {}  # where in the claim a run has come to: its length
        before = -1
        for place in [place for place, key in enumerate(self._keys) if key in places]:
            if place > before + 1:
                runs += [(at - size + 1, before - size + 1, size) for at, size in open_.items()]
                open_ = {}
            going_on = {at: open_.pop(at - 1, 0) + 1 for at in places[self._keys[place]]}
            runs += [(at - size + 1, place - size, size) for at, size in open_.items()]
            open_, before = going_on, place
        runs += [(at - size + 1, before - size + 1, size) for at, size in open_.items()]
        if len(runs) > _RUNS:
            runs.sort(key=self._bits, reverse=True)
            del runs[_RUNS:]
        return sorted(runs)

    def _bits(self, run: Run, over: int = 0) -> float:
        """How rare the words of a run are, but for its first; one that stands alone tells less."""
        bits = self._sums[run[0] + run[2]] - self._sums[run[0] + over]
        return bits if run[2] > 1 else bits * _ALONE

    def _size(self, run: Run, before: Run | None) -> float:
        size = self._odds.size(run[0], run[0] + run[2])
        return size if run[2] > 1 or (before and _in_step(before, run)) else size * _ALONE

    def _joined(self, one: Run, other: Run) -> float:
        """The bits that a run adds to a chain that ends with another."""
        at, place = one[0] + one[2], one[1] + one[2]
        over = max(at - other[0], place - other[1], 0)  # words that both have
        if other[0] <= one[0] or other[1] <= one[1] or over >= other[2]:
            return _NEVER
        if _in_step(one, other):
            return self._sums[other[0] + other[2]] - self._sums[other[0]] - _BREAK
        more, others = other[0] + over - at, other[1] + over - place
        if others > BETWEEN and self._source.is_body:
            return _NEVER
        if any(at <= begin <= at + more for begin in self._begins):
            others = min(others, more)  # the claim says that words are left out
        elif others == 1 and place in self._joints:
            others = 0
        return self._bits(other, over) - _BREAK - log2((more + 1) * (others + 1))


def _in_step(one: Run, other: Run) -> bool:
    """Whether a few words between two runs only stand in the place of as many others."""
    between = other[0] - one[0] - one[2]
    return between == other[1] - one[1] - one[2] and 0 < between <= _STEPS


def _is_no_chance(
    claim: Claim, odds: Odds, match: Match, start: int, end: int, *, piece: bool
) -> bool:
    """Whether a match of the claim's words from `start` up to `end` is none by chance.

    piece: as in `best_match`.
    """
    size, there = odds.size(start, end), match.source.wording(claim.known).keys
    if match.bits < odds.needed(match.source, size):
        return False
    if match.size < _DENSE * sum(map(_size_of, there[match.first : match.last])):
        return False
    if match.size >= MANY:
        return True
    if piece:
        return match.size >= size * _SHARE_OF_PIECE
    return match.size >= size * (_SHARE if match.size >= _SOME else _SHARE_OF_FEW)


def _is_rearranged(claim: Claim, odds: Odds, match: Match, start: int, end: int) -> bool:
    """Whether nearly all words are those of a quotation, some of them in another order."""
    if match.source.is_body:
        return False
    there: dict[str, list[int]] = {}
    for place, key in enumerate(match.source.wording(claim.known).keys):
        there.setdefault(key, []).append(place)
    same = [at for at in range(start, end) if claim.wording.keys[at] in there]
    if odds.size(start, end) * _ALL > sum(odds.size(at, at + 1) for at in same):
        return False
    rising: list[int] = []  # the last places of the longest rows of words in order, by length
    for at in same:
        places = there[claim.wording.keys[at]]
        place = places.pop(0) if len(places) > 1 else places[0]
        length = bisect_left(rising, place)
        rising[length : length + 1] = [place]
    if len(rising) < _IN_ORDER * len(same):
        return False
    sums = odds.sums(match.source)
    bits = sum(sums[at + 1] - sums[at] for at in same)
    if len(rising) == len(same):  # words are only left out
        bits -= log2(comb(len(match.source.wording(claim.known).keys), len(same)))
    else:  # each may be any word of the quotation, not only the next
        bits -= log2(len(there)) * len(same)
    return bits >= odds.needed(match.source, 1) - log2(len(there))
