"""Quote marks: which one closes which, in running text of any language.

The rules are those of typography (English, German, French, Swedish, Japanese … usage), applied to
text as it is really typed: one mark for both ends, apostrophes and inches that look like marks,
marks that are missing or turned round. A mark is judged by where it stands among its neighbours.
Where that leaves a doubt, a stretch too many is found rather than one too few. Nothing is looked at
more often than a fixed number of times, whatever the text is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Span = tuple[int, int]

HIDDEN = "\0"  # stands in a text for what is none; a mark's neighbours are sought beyond it

# Each opening mark, and what may close it.
_CLOSERS = {
    "“": '”‟“"＂',
    "‟": '”“"＂',
    "„": '“”‟"＂',
    "”": '”“"＂',  # Swedish, Finnish
    '"': '"＂”',
    "＂": '＂"”',
    "«": "»",
    "»": "«»",  # German, Danish; Swedish
    "‹": "›",
    "›": "‹›",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'’",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "〝": "〞〟",
}
_OPENING = "“‟„‚‘«‹「『｢〝"
_CLOSING = "”’»›」』｣〞〟"
_STRAIGHT = "\"＂'"
_CORNERS = "「『｢〝"
_MARKS = re.compile(f"[{_OPENING}{_CLOSING}{_STRAIGHT}]")
_SINGLE = "‘’‚'"
_DOUBLE = '“”‟„"＂'
_INNER = "‘‚'‹›"  # opening marks that stand, as a rule, within others
_NEAREST = 8  # how many open marks a closing one is compared with

# Where a mark stands: before a word, behind one, between two, or alone between spaces.
_BEFORE, _BEHIND, _BETWEEN, _ALONE = range(4)

_UNSEEN = f"{HIDDEN}\u200b\u200e\u200f\u2060\ufeff"
_NO_APOSTROPHES = "\u0e00"  # from here on, scripts without apostrophes in their words
_ELIDED = re.compile(r"(?:\d0s|em|tis|twas|twere|til|tain|cause|n)(?![^\W_])")  # ’90s, ’em, ’tis …
_ELIDES = re.compile(r"(?:[sSxz0-9]|in|\b(?:an|n|o|th|ol|wi))\Z")  # the Joneses’, goin’, 6’ …
_ACRONYM = re.compile(r"[\u05d0-\u05ea](?![\u05d0-\u05ea])")  # צה"ל: its last letter


class Quoted:
    """A stretch of text in quote marks.

    sign: its opening mark; at: the offset of that. end: the offset behind its last sign. parts:
    where its words stand: one part for each of its paragraphs. closed: a mark closes it.
    """

    __slots__ = ("at", "begin", "closed", "doubtful", "end", "inner", "parts", "sign")

    def __init__(self, sign: str, at: int) -> None:
        self.sign = sign
        self.at = at
        self.begin = at + 1  # of the words since its last opening mark
        self.end = -1  # while it is open
        self.parts: list[Span] = []
        self.closed = False
        self.doubtful = False  # what closes it may as well be an apostrophe
        self.inner: list[Quoted] = []  # those closed directly within it

    def close(self, words: int, end: int) -> None:
        """Its words end at `words`, what closes it at `end`."""
        self.parts.append((self.begin, words))
        self.end = end
        self.closed = True

    def cut(self, words: int) -> None:
        """It is never closed: its words end at `words`."""
        parts = [*self.parts, (self.begin, words)]
        self.parts = [(start, min(end, words)) for start, end in parts if start < words]
        self.end = words

    def yields_to(self, other: Quoted) -> bool:
        """Whether it, being unclosed, ends where `other` begins, which stands after its mark."""
        return self.sign in _INNER or other.sign not in _INNER


class _Mark:
    """A quote mark in a paragraph.

    at: its offset. place: where it stands. doubtful: it may as well be an apostrophe or stand for
    inches. does: "open" or "close", judged by its form and place alone. ahead: what the next mark
    of its family does that is not doubtful, "" for none, and ahead_at its offset.
    """

    __slots__ = ("ahead", "ahead_at", "at", "does", "doubtful", "place", "sign")

    def __init__(self, sign: str, at: int, place: int, doubtful: bool) -> None:
        self.sign = sign
        self.at = at
        self.place = place
        self.doubtful = doubtful
        opens = place != _BEHIND if sign in _OPENING else place == _BEFORE
        self.does = "open" if opens else "close"
        self.ahead = ""
        self.ahead_at = -1


class Reader:
    """Takes the paragraphs of a text one after the other; `finish` gives what stands in marks.

    text: the whole text, HIDDEN for what is none. lines: where its lines begin, sorted: a mark
    that is typed again at the beginning of a line or paragraph goes on with what it opened before.
    """

    def __init__(self, text: str, lines: Sequence[int]) -> None:
        self._text = text
        self._lines = lines
        self._open: list[Quoted] = []
        self._found: list[Quoted] = []
        self._stop = 0  # where the last paragraph ended

    def paragraph(self, start: int, end: int) -> None:
        """Read the next paragraph; nothing but its own marks closes what is open at its end."""
        waiting = self._open[0] if self._open else None
        first = True
        for mark in self._marks(start, end):
            if first and waiting:
                before = self._text[start : mark.at].strip(f" \t\n{_UNSEEN}")
                if before or not self._goes_on(waiting, mark):
                    self._give_up()
                else:
                    waiting.parts.append((waiting.begin, self._stop))
                    waiting.begin = mark.at + 1
                    first = False
                    continue
            first = False
            self._take(mark)
        if first and waiting:
            self._give_up()
        self._settle()
        self._stop = end

    def finish(self) -> list[Quoted]:
        """All that stands in marks, in its order: of marks within marks, the outer."""
        if self._open:
            self._give_up()
        return sorted(self._found, key=lambda one: one.at)

    # The marks of a paragraph

    def _marks(self, start: int, end: int) -> list[_Mark]:
        marks = []
        for found in _MARKS.finditer(self._text, start, end):
            at = found.start()
            before, after = self._neighbour(at, start - 1, -1), self._neighbour(at, end, 1)
            if not self._is_letter(at, before, after):
                place = _place(before, after)
                doubtful = self._is_doubtful(at, place, before, after)
                marks.append(_Mark(found[0], at, place, doubtful))
        ahead: dict[str, tuple[str, int]] = {}
        for mark in reversed(marks):
            family = next((one for one in (_SINGLE, _DOUBLE) if mark.sign in one), mark.sign)
            mark.ahead, mark.ahead_at = ahead.get(family, ("", -1))
            if not mark.doubtful:
                ahead[family] = mark.does, mark.at
        return marks

    def _neighbour(self, at: int, stop: int, step: int) -> str:
        at += step
        while at != stop and self._text[at] in _UNSEEN:
            at += step
        return "" if at == stop else self._text[at]

    def _is_letter(self, at: int, before: str, after: str) -> bool:
        """Whether it is an apostrophe, or the mark of a Hebrew acronym."""
        sign = self._text[at]
        if sign in _DOUBLE:
            hebrew = "\u05d0" <= before <= "\u05ea"
            return hebrew and _ACRONYM.match(self._text, at + 1) is not None
        if sign not in "‘’'" or not _joins(after):
            return False
        return sign == "’" or _joins(before) or _ELIDED.match(self._text, at + 1) is not None

    def _is_doubtful(self, at: int, place: int, before: str, after: str) -> bool:
        sign = self._text[at]
        if sign in '"”＂':
            return before.isdigit() and place in (_BEHIND, _BETWEEN)
        if sign not in "’'" or place != _BEHIND or not after.isspace():
            return False
        return _ELIDES.search(self._text[max(0, at - 4) : at]) is not None

    # What they do

    def _take(self, mark: _Mark) -> None:
        nearest = self._open[: -_NEAREST - 1 : -1]
        if self._begins_line(mark.at):
            for one in nearest:
                if self._goes_on(one, mark):
                    while self._open[-1] is not one:
                        self._open.pop()
                    one.parts.append((one.begin, mark.at))
                    one.begin = mark.at + 1
                    return
        for one in nearest:
            if _closes(mark, one.sign):
                if not (mark.doubtful and mark.ahead == "close"):
                    self._close(one, mark)
                return
        if self._opens(mark):
            self._open.append(Quoted(mark.sign, mark.at))

    def _close(self, one: Quoted, mark: _Mark) -> None:
        while self._open.pop() is not one:
            pass
        one.doubtful = mark.doubtful
        one.close(mark.at, mark.at + 1)
        self._keep(one)

    def _opens(self, mark: _Mark) -> bool:
        sign, place = mark.sign, mark.place
        if sign in "“‟‘":
            return place != _BEHIND or mark.ahead == "close"
        if sign in _OPENING:
            return True
        if sign in _CLOSING:
            return place == _BEFORE and sign in "”»›"
        if place == _BETWEEN:
            return not self._text[mark.at - 1].isdigit()
        if place == _ALONE:
            # Of signs for “as above” in a table, the next one stands in another line.
            line = bisect_right(self._lines, mark.at) == bisect_right(self._lines, mark.ahead_at)
            return mark.ahead == "close" and line and sign != "'"
        return place == _BEFORE

    def _begins_line(self, at: int) -> bool:
        line = bisect_right(self._lines, at) - 1
        start = self._lines[line] if line >= 0 else 0
        return start == at or (at - start < 8 and not self._text[start:at].strip())

    def _goes_on(self, one: Quoted, mark: _Mark) -> bool:
        """Whether a mark at the beginning of a line repeats the one that opened before."""
        if one.sign == mark.sign:
            return one.sign not in _CORNERS and mark.place != _BEHIND
        # As in Spanish, and in older French.
        after = self._text[mark.at + 1 : mark.at + 2]
        return one.sign + mark.sign in ("«»", "‹›") and after.isalnum()

    # What is open at a paragraph's end

    def _keep(self, one: Quoted) -> None:
        if self._open:
            self._open[-1].inner.append(one)
            return
        self._found.append(one)
        if one.doubtful:
            self._found += [inner for inner in one.inner if inner.sign not in _INNER]

    def _settle(self) -> None:
        """Nothing more comes in this paragraph: what is open may only be waiting for the next."""
        ones: list[Quoted] = []
        for one in self._open:
            shared = _shared_end(one)
            if shared >= 0:
                one.close(shared, shared)
            ones += (one, *(inner for inner in one.inner if inner.at > shared))
        ones.sort(key=_at)
        waiting: Quoted | None = None
        for one in ones:
            if waiting and not waiting.yields_to(one):
                continue
            if waiting:
                self._cut(waiting, one.at)
                waiting = None
            if one.end >= 0:
                self._found.append(one)
            elif one.sign != "'":  # an apostrophe, rather
                waiting = one
        self._open = [waiting] if waiting else []

    def _give_up(self) -> None:
        """What waited to be gone on with has ended with its paragraph."""
        self._cut(self._open.pop(), self._stop)

    def _cut(self, one: Quoted, end: int) -> None:
        while self._text[end - 1].isspace() or self._text[end - 1] in _UNSEEN:
            end -= 1
        one.cut(end)
        self._found.append(one)


def _at(one: Quoted) -> int:
    return one.at


def _shared_end(one: Quoted) -> int:
    """Where two end with one mark (« Il a dit : « Je viens. »), -1 where they don't."""
    ends = (inner.end for inner in one.inner if inner.sign == one.sign)
    return next(ends, -1) if one.sign in "«‹" else -1


def _joins(sign: str) -> bool:
    """Whether it is a letter or digit of a script that has apostrophes within its words."""
    return sign.isalnum() and sign < _NO_APOSTROPHES


def _place(before: str, after: str) -> int:
    """Where a mark stands between its neighbours, "" for none."""
    behind, ahead = bool(before.strip()), bool(after.strip())
    if not (behind and ahead):
        return _BEFORE if ahead else _BEHIND if behind else _ALONE
    if unicodedata.category(before) in ("Ps", "Pi"):
        return _BEFORE
    if unicodedata.category(after) in ("Pe", "Pf", "Po", "Pd") and after not in "¿¡@#&*":
        return _BEHIND
    return _BETWEEN


def _closes(mark: _Mark, sign: str) -> bool:
    """Whether a mark closes what `sign` opened."""
    if mark.sign not in _CLOSERS[sign]:
        return False
    return mark.place != _BEFORE or (sign in _OPENING and mark.sign in _CLOSING)
