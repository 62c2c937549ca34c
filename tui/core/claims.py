"""What somebody says was said, the texts that it may come from, and a comparison of the two.

What counts as the same words is the verbatim rule (DESIGN section 2), and what one does to words to
quote them is no change: the marks around a claim and at its end (. , ; :) are left off, and its
first letter may have another case, since a part of a sentence is often made a sentence of its own:
“We waited eleven years.” for “… we waited eleven years, and”. A question mark and an exclamation
mark stay. An ellipsis, also in brackets, stands for any words that are left out.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tui.core.folding import fold
from tui.core.quotations import find_words
from tui.core.wording import Parts, Wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.core.folding import Folded

    Span = tuple[int, int]

BETWEEN_PARTS = " … "  # of a quotation
MOST_WORDS = 10_000  # of a claim that are compared
BETWEEN = 60  # words of an article's text that an ellipsis can stand for
_BEGINNINGS = 50  # places of a claim's first words that are tried

_OPENING, _CLOSING = '"“„‟«»‹›「『〝', '"”“‟»«›‹」』〟〞'
_SINGLE = "'‘’‚‛"
_AROUND = "".join({*_OPENING, *_CLOSING, *_SINGLE}) + ",;:.…-–— \n"
_HYPHENS, _MINUS = "-‐‑", "-−"
_END = ".,;:、。，．；："
_SENTENCE_END = ".!?…。！？"
_SENTENCE = re.compile(r"(?<![A-Z])(?<![A-Z][a-z])(?<![A-Z][a-z]{2})[.!?]|[:。！？\n]")
_SAYS = 10  # words of who says it, at most
_NOTHING = "\u200b"  # no width: folding leaves it out
_ELLIPSIS = re.compile(r"\s*[\[(（［]?\s*(?:…+|\.{3,}|\.(?:\s\.){2,})\s*[\])）］]?\s*")


class Claim:
    """What somebody says was said.

    parts: its texts between ellipses. wording: its words. known: the keys of words met so far.
    cut: whether it had more words than are compared.
    """

    __slots__ = ("cut", "known", "parts", "wording")

    def __init__(self, text: str) -> None:
        self.known: dict[str, str] = {}
        parts = [_without_end(part) for part in _ELLIPSIS.split(_without_marks(text))]
        self.parts = [part for part in parts if part]
        self.wording = Parts(self.parts, self.known)
        self.cut = len(self.wording.keys) > MOST_WORDS
        if self.cut:
            kept = self.wording.words(0, MOST_WORDS)
            self.parts = [kept]
            self.wording = Parts(self.parts, self.known)

    def part(self, start: int, end: int) -> list[str]:
        """The texts between ellipses of the words from `start` up to `end`, end marks left off."""
        inside = sorted(one for one in self.wording.begins if start < one < end)
        edges = [start, *inside, end]
        return [_without_end(self.wording.words(*pair)) for pair in pairwise(edges)]


def _without_marks(text: str) -> str:
    """A claim without the marks around it."""
    while True:
        text = text.strip()
        bare = text.rstrip(_END + " ")
        if _stand_around(bare, _OPENING, _CLOSING) or _stand_around(bare, _SINGLE, _SINGLE):
            text = bare[1:-1]
        elif bare[:1] and bare[0] in _OPENING and not any(sign in _CLOSING for sign in bare[1:]):
            text = bare[1:]
        elif bare and bare[-1] in _CLOSING and not any(sign in _OPENING for sign in bare[:-1]):
            text = bare[:-1]
        else:
            return text


def _stand_around(text: str, opening: str, closing: str) -> bool:
    return len(text) > 1 and text[0] in opening and text[-1] in closing


def _without_end(part: str) -> str:
    return part.strip().lstrip(",;:").rstrip(_END).strip()


class Source:
    """A text that claims are compared with: a quotation, or an article's body as it is shown.

    article: in which article it stands. order: by which the earliest comes first. text: its
    words; of a quotation its parts, joined by ` … `. loose: the numbers of the parts, from 0, after
    which nothing is left out (only who says it stands there). is_body: whether it is a body.
    """

    __slots__ = (
        "_folded",
        "_joints",
        "_parts",
        "_wording",
        "article",
        "is_body",
        "loose",
        "order",
        "text",
    )

    def __init__(
        self,
        article: object,
        parts: Sequence[str],
        *,
        order: tuple[object, ...] = (),
        loose: Sequence[int] = (),
        is_body: bool = False,
    ) -> None:
        self.article = article
        self.order = order
        self.text = BETWEEN_PARTS.join(parts)
        self.is_body = is_body
        self.loose = loose
        self._parts = parts
        self._folded: Folded | None = None
        self._wording: Wording | None = None
        self._joints: dict[int, bool] | None = None

    @property
    def joined(self) -> str:
        """The same with nothing between parts where nothing is left out; offsets stay the same."""
        text = ""
        for number, part in enumerate(self._parts):
            between = " " + _NOTHING * 2 if number - 1 in self.loose else BETWEEN_PARTS
            text += between + part if number else part
        return text

    @property
    def folded(self) -> Folded:
        """Its text as folded."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    def wording(self, known: dict[str, str]) -> Wording:
        """Its words."""
        if self._wording is None:
            self._wording = Wording(self.text, known)
        return self._wording

    def joints(self, known: dict[str, str]) -> dict[int, bool]:
        """The words that are the ellipses between its parts; whether nothing is left out there."""
        if self._joints is None:
            self._joints, at = {}, -1
            for number, part in enumerate(self._parts[:-1]):
                at += len(Wording(part, known).keys) + 1
                self._joints[at] = number in self.loose
        return self._joints

    def loose_joints(self, known: dict[str, str]) -> list[int]:
        """Those of its joints where nothing is left out."""
        return [at for at, loose in self.joints(known).items() if loose] if self.loose else []


class Finding:
    """What a claim, or a part of it, comes from.

    source: where it stands. similarity: 0 to 1, by letters; 1: the same words. diff: ["equal" |
    "delete" | "insert", words], from what is claimed to what stands there. start, end: offsets in
    the source's text. whole: the source has no other words. left_out: of the very words, what
    stands where the claim has an ellipsis. also: other sources of the same words, the earliest
    first.
    """

    __slots__ = ("also", "diff", "end", "left_out", "similarity", "source", "start", "whole")

    def __init__(
        self,
        source: Source,
        span: tuple[int, int],
        similarity: float,
        diff: list[list[str]],
        *,
        whole: bool = False,
    ) -> None:
        self.source = source
        self.start, self.end = span
        self.similarity = similarity
        self.diff = diff
        self.whole = whole
        self.left_out: list[str] = []
        self.also: list[Finding] = []

    @property
    def verbatim(self) -> bool:
        """Whether these are the same words."""
        return all(step == "equal" for step, _ in self.diff)


def standing(parts: Sequence[str], source: Source) -> Finding | None:
    """Where a source has the very words; None: nowhere."""
    text = source.text
    spans = _in_order(text, source.folded, parts, source.is_body)
    if spans is None and source.loose:
        spans = _in_order(text, fold(source.joined), parts, source.is_body)
    if spans is None:
        return None
    edges = [0, *(at for span in spans for at in span), len(text)]
    left = [text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True)]
    shown = " … ".join([" ".join(text[low:high].split()) for low, high in spans])
    whole = not any(sign.isalnum() for piece in left for sign in piece)
    found = Finding(source, (spans[0][0], spans[-1][1]), 1.0, [["equal", shown]], whole=whole)
    between = [" ".join(piece.strip(_AROUND).split()) for piece in left[1:-1]]
    found.left_out = [piece for piece in between if any(map(str.isalnum, piece))]
    return found


def _in_order(text: str, body: Folded, parts: Sequence[str], near: bool) -> list[Span] | None:
    """Where texts stand one after the other, as offsets in the text as it was; None: nowhere.

    text: as it was; body: as folded. near: no more than so many words may stand between them.
    """
    forms = []
    for part in parts:
        folded = fold(part).text
        forms.append((folded, folded[0].swapcase() + folded[1:]))
    start = 0
    for _ in range(_BEGINNINGS):
        spans: list[Span] = []
        at = start
        for form in forms:
            found = _first(text, body, form, at)
            if found < 0:
                return None
            if near and spans and body.text.count(" ", at, found) > BETWEEN:
                break
            at = found + len(form[0])
            spans.append((found, at))
        if len(spans) == len(forms):
            return [body.span(*span) for span in spans]
        start = spans[0][0] + 1
    return None


def _first(text: str, body: Folded, forms: tuple[str, str], start: int) -> int:
    """Where one of some forms stands as whole words, from `start` on; -1: nowhere."""
    found = []
    for form in forms:
        at = find_words(body.text, form, start)
        while at >= 0 and _cuts_compound(text, *body.span(at, at + len(form))):
            at = find_words(body.text, form, at + 1)
        found.append(at)
    return min((at for at in found if at >= 0), default=-1)


def _cuts_compound(text: str, start: int, end: int) -> bool:
    """Whether a passage is cut off at a hyphen or a minus: “violent” of “non-violent”.

    In the text as it was: folded, a dash, after which a part may begin, is a hyphen, too.
    """
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if before and before[-1] in _MINUS and text[start].isdigit():
        return True
    if before[:-1].isalnum() and before[-1] in _HYPHENS and text[start].isalnum():
        return True
    return text[end - 1].isalnum() and after[1:].isalnum() and after[0] in _HYPHENS


def is_interruption(before: str, between: str) -> bool:
    """Whether only who says it stands between two parts of a quotation: `,” she said, “`.

    before: the first part. between: what stands in the body before the second. The sentence goes on
    then, and nothing is left out.
    """
    words = between.strip("".join({*_OPENING, *_CLOSING, *_SINGLE}) + ",;-–— \n")
    if before.rstrip()[-1:] in _SENTENCE_END or any(one in words for one in _OPENING + _CLOSING):
        return False
    return len(words.split()) <= _SAYS and not _SENTENCE.search(words)
