"""A text beside the passage that it is compared with: where that begins and ends, what differs."""

from __future__ import annotations

from tui.core.folding import is_in_word, is_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tui.core.wording import Parts, Wording

    Block = tuple[int, int, int]  # words that agree: where in the quotation, in the body, how many
    Step = tuple[str, int, int, int, int]  # as difflib's opcodes

_LONGEST = 300  # words of each side that are aligned at once
_ALIKE = 0.5  # from here on two differing stretches count as partly the same
_REACH = 12  # unlike words at an end of the quotation for which words of the body are sought
_SENTENCE_ENDS = '.!?…。！？"'  # beyond them no word stands in for another


def edges(quote: Parts, body: Wording, low: int, high: int) -> tuple[int, int]:
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


class Comparison:
    """A quotation beside a passage: the words of the body from `first` up to `last`.

    start, end: offsets in the body's folded text, outer marks left off. similarity, diff: as in
    `tui.core.nearest.Nearest`. joints: words of the body that count for nothing, but are shown.
    loose: the case of a part's first letter does not matter.
    """

    def __init__(
        self,
        quote: Parts,
        body: Wording,
        first: int,
        last: int,
        *,
        joints: Collection[int] = (),
        loose: bool = False,
    ) -> None:
        self._quote = quote
        self._body = body
        self._joints = joints
        self._loose = loose
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
        while end > start + 1 and text[end - 1] != quote[-1]:
            if text[end - 1].isalnum() or is_mark(text[end - 1]):
                break
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
            if 0 < at < len(self._quote.keys) and at in self._quote.begins:
                place += spare
                self._equal(at, place, "…")
        if step == "insert" and all(word in self._joints for word in range(place, place_end)):
            self._equal(at, place_end, self._shown(self._body, place, place_end))
            return
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
        begins, ends = at in self._quote.begins, at + 1 in self._quote.begins
        found = theirs.find(ours)
        if found < 0 and self._loose and begins:
            found = theirs.find(ours[0].swapcase() + ours[1:])
        end = found + len(ours)
        if found < 0 or is_in_word(theirs, found) or is_in_word(theirs, end):
            return False
        if theirs[:found].endswith("-") and ours[0].isdigit():  # a minus
            return False
        return (found == 0 or begins) and (end == len(theirs) or ends)

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
