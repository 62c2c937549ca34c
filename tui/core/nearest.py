"""The passage of a body that is most like a quotation that is not in it, and how it differs.

Words are compared without case and marks to find the passage, and then as they stand to tell the
differences. The time is bounded: a body of any length is read once, and only a few windows of a few
hundred words are compared.
"""

from __future__ import annotations

from bisect import bisect_right

from tui.core.wording import Parts, Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Block = tuple[int, int, int]  # words that agree: where in the quotation, in the body, how many
    Step = tuple[str, int, int, int, int]  # as difflib's opcodes

_NEAR = 0.5  # what is less alike is another passage
_ANCHORS = 32  # the rarest words of the quotation, by which passages are found
_PLACES = 5000  # of each of them that are looked at
_WINDOWS = 6  # passages that are compared
_LONGEST = 300  # words of each side that are aligned at once
_ALIKE = 0.5  # from here on two differing stretches count as partly the same
_REACH = 12  # unlike words at an end of the quotation for which words of the body are sought
_SENTENCE_ENDS = '.!?…。！？"'  # beyond them no word stands in for another
_SHOWN = 3  # differences that are named
_WIDTH = 60  # characters of a difference that are shown


class Nearest:
    """A passage that is like a quotation, and what differs.

    start, end: offsets in the text. passage: what stands there, on one line. similarity: 0 to 1,
    by letters. diff: ["equal" | "delete" | "insert", words], from what the quotation says to what
    the body says; the words between two parts of a quotation are the equal word "…".
    """

    __slots__ = ("diff", "end", "passage", "similarity", "start")

    def __init__(
        self, start: int, end: int, passage: str, similarity: float, diff: list[list[str]]
    ) -> None:
        self.start = start
        self.end = end
        self.passage = passage
        self.similarity = similarity
        self.diff = diff


def nearest(text: str, parts: Sequence[str]) -> Nearest | None:
    """The passage of `text` that is most like the quotation; None when nothing is near."""
    keys: dict[str, str] = {}
    quote, body = Parts(parts, keys), Wording(text, keys)
    if not quote.keys or not body.keys:
        return None
    places = [_edges(quote, body, low, high) for low, high in _windows(quote, body)]
    best: _Comparison | None = None
    for first, last in dict.fromkeys(places) or _inside_words(quote, body):
        found = _Comparison(quote, body, first, last)
        if best is None or found.similarity > best.similarity:
            best = found
    if best is None or best.similarity < _NEAR:
        return None
    start, end = body.folded.span(best.start, best.end)
    passage = body.shown(best.start, best.end)
    return Nearest(start, end, passage, round(best.similarity, 3), best.diff)


def _windows(quote: Wording, body: Wording) -> list[tuple[int, int]]:
    """Where in the body, in words, the quotation's rarest words stand in about its order."""
    places: dict[str, list[int]] = {key: [] for key in quote.keys}
    for at, key in enumerate(body.keys):
        found = places.get(key)
        if found is not None and len(found) < _PLACES:
            found.append(at)
    anchors = [at for at, key in enumerate(quote.keys) if places[key]]
    anchors.sort(key=lambda at: len(places[quote.keys[at]]))
    length = len(quote.keys)
    width = min(max(length // 4, 8), 64)
    votes: dict[int, float] = {}
    for anchor in anchors[:_ANCHORS]:
        found = places[quote.keys[anchor]]
        for at in found:
            bin_ = (at - anchor) // width
            votes[bin_] = votes.get(bin_, 0) + 1 / len(found)
    scores = {bin_: vote + votes.get(bin_ + 1, 0) for bin_, vote in votes.items()}
    best = sorted(scores, key=lambda bin_: (-scores[bin_], bin_))[:_WINDOWS]
    return [
        (max((bin_ - 1) * width, 0), min((bin_ + 3) * width + length, len(body.keys)))
        for bin_ in best
    ]


def _inside_words(quote: Wording, body: Wording) -> list[tuple[int, int]]:
    """Where a quotation that shares no whole word with the body stands within longer words."""
    wanted = quote.folded.text.strip(" ").lower()
    at = body.folded.text.lower().find(wanted)
    if at < 0:
        return []
    first = bisect_right(body.starts, at) - 1
    last = bisect_right(body.starts, at + len(wanted) - 1)
    return [(max(first, 0), max(last, 1))]


def _edges(quote: Parts, body: Wording, low: int, high: int) -> tuple[int, int]:
    """The first word of the passage in the window from `low` to `high`, and the one after it."""
    length = len(quote.keys)
    if length <= _LONGEST:
        head = tail = _agreeing(quote, body, 0, length, low, high)
    else:  # the middle does not matter here
        part = _LONGEST // 2
        head = _agreeing(quote, body, 0, part, low, high - length + part)
        tail = _agreeing(quote, body, length - part, length, low + length - part, high)
    if not head or not tail:
        return low, min(low + length, high)
    written = body.written
    at, start, _ = head[0]
    floor = max(start - min(at, _REACH), low)
    reach = start
    while (
        reach > floor and written[reach - 1][-1] not in _SENTENCE_ENDS and written[reach][0] != '"'
    ):
        reach -= 1
    choices = [body.keys[first:start] for first in range(start, reach - 1, -1)]
    start -= _stand_in(quote.keys[max(at - _REACH, 0) : at], choices)
    at, end, size = tail[-1]
    at, end = at + size, end + size
    ceiling = min(end + min(length - at, _REACH), high)
    reach = end
    while reach < ceiling and written[reach - 1][-1] not in _SENTENCE_ENDS:
        reach += 1
    choices = [body.keys[end:last] for last in range(end, reach + 1)]
    end += _stand_in(quote.keys[at : at + _REACH], choices)
    return start, max(end, start + 1)


def _stand_in(ours: Sequence[str], choices: Sequence[Sequence[str]]) -> int:
    """Which words of the body stand where `ours` should: those most like them, else the last."""
    from difflib import SequenceMatcher

    found, best = len(choices) - 1, _ALIKE
    matcher = SequenceMatcher(None, b="".join(ours), autojunk=False)
    for at, words in enumerate(choices):
        matcher.set_seq1("".join(words))
        alike = matcher.ratio()
        if alike > best:
            found, best = at, alike
    return found


def _agreeing(
    quote: Parts, body: Wording, first: int, last: int, low: int, high: int
) -> list[Block]:
    """Where words of the quotation agree with words of the window; strays at its ends left off."""
    from difflib import SequenceMatcher

    low, high = max(low, 0), max(min(high, len(body.keys)), 0)
    matcher = SequenceMatcher(None, quote.keys[first:last], body.keys[low:high], autojunk=False)
    blocks = [
        (at + first, place + low, size) for at, place, size in matcher.get_matching_blocks() if size
    ]
    while len(blocks) > 1 and _is_stray(quote, blocks[0], blocks[0], blocks[1]):
        del blocks[0]
    while len(blocks) > 1 and _is_stray(quote, blocks[-1], blocks[-2], blocks[-1]):
        del blocks[-1]
    return blocks


def _is_stray(quote: Parts, block: Block, before: Block, after: Block) -> bool:
    """Whether `block` is too far from its neighbour to be of the same passage."""
    between = range(before[0] + before[2], after[0] + 1)
    more = after[1] - before[1] - before[2] - (len(between) - 1)
    room = 40 if any(begin in between for begin in quote.begins) else 2
    letters = sum(map(len, quote.keys[block[0] : block[0] + block[2]]))
    return more > room + letters


class _Comparison:
    """A quotation beside a passage: the words of the body from `first` up to `last`.

    start, end: offsets in the body's folded text, outer marks left off. similarity, diff: as in
    `Nearest`.
    """

    def __init__(self, quote: Parts, body: Wording, first: int, last: int) -> None:
        self._quote = quote
        self._body = body
        self.start, self.end = self._trim(first, last)
        self.diff: list[list[str]] = []
        self._same = 0.0  # letters, on both sides
        self._all = 0
        self._differing = [0, 0, first, first]  # words of both, since the last that were the same
        for step, at, at_end, place, place_end in _steps(quote.keys, body.keys[first:last]):
            self._take(step, at, at_end, place + first, place_end + first)
        self._equal(len(quote.keys), last, "")
        self.similarity = self._same / self._all if self._all else 0.0

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """The passage without the marks around it that the quotation leaves off."""
        text, quote = self._body.folded.text, self._quote.folded.text.strip(" ")
        start, end = self._body.starts[first], self._body.end(last - 1)
        while start < end - 1 and not text[start].isalnum() and text[start] != quote[0]:
            start += 1
        while end > start + 1 and not text[end - 1].isalnum() and text[end - 1] != quote[-1]:
            if not quote[-1].isalnum() and text[end - 1] not in "\"')]»」』":
                break
            end -= 1
        return start, end

    def _take(self, step: str, at: int, at_end: int, place: int, place_end: int) -> None:
        spare = (place_end - place) - (at_end - at)
        if step in ("insert", "replace") and spare > 0:
            if 0 < at_end < len(self._quote.keys) and at_end in self._quote.begins:
                self._differ(at, at_end, place, place_end - spare)
                self._equal(at_end, place_end, "…")
                return
            if at > 0 and at in self._quote.begins:
                place += spare
                self._equal(at, place, "…")
        if step != "equal":
            self._differ(at, at_end, place, place_end)
            return
        run = at  # pairs of one sort go together
        offset = place - at
        while run < at_end:
            same = self._is_same(run, run + offset)
            stop = run + 1
            while stop < at_end and self._is_same(stop, stop + offset) == same:
                stop += 1
            if same:
                letters = sum(map(len, self._quote.keys[run:stop]))
                self._same += 2 * letters
                self._all += 2 * letters
                shown = self._shown(self._body, run + offset, stop + offset)
                self._equal(stop, stop + offset, shown)
            else:
                self._differ(run, stop, run + offset, stop + offset)
            run = stop

    def _is_same(self, at: int, place: int) -> bool:
        """Whether two words with one key are the same; marks around a part are no part of it."""
        ours, theirs = self._quote.written[at], self._body.written[place]
        if ours == theirs:
            return True
        found = theirs.find(ours)
        begins, ends = at in self._quote.begins, at + 1 in self._quote.begins
        return found >= 0 and (found == 0 or begins) and (found + len(ours) == len(theirs) or ends)

    def _differ(self, at: int, at_end: int, place: int, place_end: int) -> None:
        from difflib import SequenceMatcher

        ours = "".join(self._quote.keys[at:at_end])
        theirs = "".join(self._body.keys[place:place_end])
        letters = len(ours) + len(theirs)
        alike = float(ours == theirs)
        if ours and theirs and not alike and letters < 4 * _LONGEST:
            alike = SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
        if alike >= _ALIKE:
            self._same += 0.95 * alike * letters
        self._all += letters
        self._differing[1], self._differing[3] = at_end, place_end

    def _equal(self, at: int, place: int, words: str) -> None:
        """Note what differed so far, then `words`; both sides go on at `at` and `place`."""
        ours, ours_end, theirs, theirs_end = self._differing
        for step, shown in (
            ("delete", self._shown(self._quote, ours, ours_end)),
            ("insert", self._shown(self._body, theirs, theirs_end)),
            ("equal", words),
        ):
            if shown:
                self.diff.append([step, shown])
        self._differing = [at, at, place, place]

    def _shown(self, side: Wording, first: int, last: int) -> str:
        if first == last:
            return ""
        start, end = side.starts[first], side.end(last - 1)
        if side is self._body:
            start, end = max(start, self.start), min(end, self.end)
        return side.shown(start, end)


def _steps(ours: Sequence[str], theirs: Sequence[str]) -> list[Step]:
    """difflib's opcodes, of which only the middle costs more than a look at each word."""
    from difflib import SequenceMatcher

    most = min(len(ours), len(theirs))
    head = 0
    while head < most and ours[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < most - head and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    ours_end, theirs_end = len(ours) - tail, len(theirs) - tail
    steps: list[Step] = [("equal", 0, head, 0, head)] if head else []
    if max(ours_end, theirs_end) - head > 2 * _LONGEST:
        steps.append(("replace", head, ours_end, head, theirs_end))
    else:
        middle = SequenceMatcher(None, ours[head:ours_end], theirs[head:theirs_end], autojunk=False)
        for step, a, a_end, b, b_end in middle.get_opcodes():
            steps.append((step, a + head, a_end + head, b + head, b_end + head))
    if tail:
        steps.append(("equal", ours_end, len(ours), theirs_end, len(theirs)))
    return steps


def differs(found: Nearest) -> str:
    """What differs, in words that end a sentence: `“should” where the body has “must”`."""
    changes: list[tuple[str, str]] = []
    before = "equal"
    for step, words in found.diff:
        if step == "delete":
            changes.append((words, ""))
        elif step == "insert" and before == "delete":
            changes[-1] = (changes[-1][0], words)
        elif step == "insert":
            changes.append(("", words))
        before = step
    if not changes:
        return "only the white space differs"
    told = [_tell(ours, theirs) for ours, theirs in changes[:_SHOWN]]
    if len(changes) > _SHOWN:
        told.append(f"{len(changes) - _SHOWN} more")
    return "; ".join(told) + _sort_of(changes)


def _tell(ours: str, theirs: str) -> str:
    plain = [words.strip('“”„" ') for words in (ours, theirs)]
    if plain[0] != plain[1] and (plain[0] or not ours) and (plain[1] or not theirs):
        ours, theirs = plain  # marks at the ends would only be in the way
    if not theirs:
        return f"“{_short(ours)}” is missing from the body"
    if not ours:
        return f"the body also has “{_short(theirs)}”"
    return f"“{_short(ours)}” where the body has “{_short(theirs)}”"


def _short(words: str) -> str:
    if len(words) <= _WIDTH:
        return words
    half = _WIDTH // 2 - 1
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def _sort_of(changes: Sequence[tuple[str, str]]) -> str:
    """A word on what all the changes are, where there is one."""
    if all(ours.casefold() == theirs.casefold() for ours, theirs in changes):
        return " (only the case differs)"
    if all(_bare(ours) == _bare(theirs) for ours, theirs in changes):
        if all(ours.count(" ") == theirs.count(" ") for ours, theirs in changes if ours and theirs):
            return " (only the marks differ)"
        return " (only marks and spaces differ)"
    if all(ours and ours in theirs and " " not in theirs for ours, theirs in changes):
        return " (only whole words count)"
    return ""


def _bare(words: str) -> str:
    return "".join([sign for sign in words if sign.isalnum()])
