"""The passage of a body that is most like a quotation that is not in it, and how it differs.

Words are compared without case, accents, width and marks to find the passage, and then as they
stand to tell the differences. The time is bounded: a body of any length is read once, and only a
few windows of a few hundred words are compared.
"""

from __future__ import annotations

from bisect import bisect_right

from tui.core.comparing import Comparison, edges
from tui.core.folding import is_letter
from tui.core.wording import Parts, Wording, plain_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR = 0.5  # what is less alike is another passage
_ANCHORS = 32  # the rarest words of the quotation, by which passages are found
_PLACES = 5000  # of each of them that are looked at
_WINDOWS = 6  # passages that are compared
_SHORT = 3  # words of a quotation for which like words are sought
_ALIKE = 0.75  # from here on a word is like another
_SHOWN = 3  # differences that are named
_WIDTH = 60  # characters of a difference that are shown
_OF_NUMBERS = "%‰$£€¥₩₹₺₽¢°"  # signs that make another number


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
    quote, body = Parts(parts, keys, plain_key), Wording(text, keys, plain_key)
    if not quote.keys or not body.keys:
        return None
    places = [edges(quote, body, low, high) for low, high in _windows(quote, body)]
    best: Comparison | None = None
    others = () if places else _inside_words(quote, body) or _like_words(quote, body)
    for first, last in dict.fromkeys(places) or others:
        found = Comparison(quote, body, first, last)
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


def _like_words(quote: Wording, body: Wording) -> list[tuple[int, int]]:
    """Where words stand that look like those of a short quotation; of a long one nothing is like
    it that shares no word with it."""
    from difflib import get_close_matches

    length = len(quote.keys)
    if length > _SHORT:
        return []
    words = [*dict.fromkeys(body.keys[:_PLACES])]
    found = []
    for at, key in enumerate(quote.keys):
        for like in get_close_matches(key, words, 1, _ALIKE):
            first = max(body.keys.index(like) - at, 0)
            found.append((first, min(first + length, len(body.keys))))
    return found


def differs(found: Nearest) -> str:
    """What differs, in words that end a sentence: `“should” where the body has “must”`."""
    return in_words(found.diff, "the body")


def in_words(diff: Sequence[Sequence[str]], there: str) -> str:
    """What differs, in words that end a sentence. there: what the quotation is compared with."""
    changes: list[tuple[str, str]] = []
    before = "equal"
    for step, words in diff:
        if step == "delete":
            changes.append((words, ""))
        elif step == "insert" and before == "delete":
            changes[-1] = (changes[-1][0], words)
        elif step == "insert":
            changes.append(("", words))
        before = step
    if not changes:
        return "only the white space differs"
    told = [_tell(ours, theirs, there) for ours, theirs in changes[:_SHOWN]]
    if len(changes) > _SHOWN:
        told.append(f"{len(changes) - _SHOWN} more")
    return "; ".join(told) + _sort_of(changes)


def _tell(ours: str, theirs: str, there: str) -> str:
    plain = [words.strip('“”„" ') for words in (ours, theirs)]
    if _bare(ours) != _bare(theirs) and (plain[0] or not ours) and (plain[1] or not theirs):
        ours, theirs = plain  # marks at the ends would only be in the way
    if not theirs:
        return f"“{_short(ours)}” is missing from {there}"
    if not ours:
        return f"{there} also has “{_short(theirs)}”"
    return f"“{_short(ours)}” where {there} has “{_short(theirs)}”"


def _short(words: str) -> str:
    if len(words) <= _WIDTH:
        return words
    half = _WIDTH // 2 - 1
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def _sort_of(changes: Sequence[tuple[str, str]]) -> str:
    """A word on what all the changes are, where there is one."""
    if all(_in_other_case(*change) for change in changes):
        return " (only the case differs)"
    if all(_bare(ours) == _bare(theirs) for ours, theirs in changes):
        if all(ours.count(" ") == theirs.count(" ") for ours, theirs in changes if ours and theirs):
            return " (only the marks differ)"
        return " (only marks and spaces differ)"
    if all(ours and ours in theirs and " " not in theirs for ours, theirs in changes):
        return " (only whole words count)"
    return ""


def _in_other_case(ours: str, theirs: str) -> bool:
    # Not by casefold: “Spass” is no “Spaß” in another case.
    return ours.lower() == theirs.lower() or theirs.upper() == ours or ours.upper() == theirs


def _bare(words: str) -> str:
    """The letters and digits, and what of the other signs is part of a number: 4.2%, $1,200."""
    return "".join(
        [
            sign
            for at, sign in enumerate(words)
            if is_letter(sign)
            or sign in _OF_NUMBERS
            or (sign in ".,:" and words[at - 1 : at].isdigit() and words[at + 1 : at + 2].isdigit())
        ]
    )
