"""Where quotations stand in a body as it is shown: the verbatim rule of DESIGN section 2.

All offsets are offsets into the text as it is shown. For a quotation that does not stand there,
see `nearest`.
"""

from __future__ import annotations

from tui.core.folding import fold, folded_text, is_in_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.core.folding import Folded

    Span = tuple[int, int]

# How much of a body is looked through for the quotations of one article, in characters: a second
# or two. Places within longer words cost more.
MOST = 1_000_000_000
_PLACE = 1000


class _TooMuch(Exception):  # noqa: N818  (no error: the answer takes too long to find)
    pass


class _Room:
    """How much may still be looked through. Raises _TooMuch when that is nothing."""

    __slots__ = ("left",)

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, characters: int) -> None:
        self.left -= characters
        if self.left < 0:
            raise _TooMuch


def locate(
    body: Folded, parts: Sequence[str], after: int, room: _Room | None = None
) -> list[Span] | None:
    """Where a quotation stands: the span of each of its parts in the text that was folded.

    The parts stand in their order, without overlap, and begin and end at word boundaries: the
    first such place from the offset `after` on, else the first at all. None: nowhere, or there is
    a part without words.
    """
    wanted = [folded_text(part).strip(" ") for part in parts]
    if not wanted or "" in wanted:
        return None
    start = body.index(after)
    found = _in_order(body.text, wanted, start, room)
    if found is None and start > 0:
        found = _in_order(body.text, wanted, 0, room)
    return None if found is None else [body.span(first, last) for first, last in found]


def locate_all(
    text: str, quotes: Sequence[Sequence[str]], most: int = MOST
) -> list[list[Span] | None]:
    """The spans of an article's quotations, in their order; None for one that is not there.

    Each is sought from the end of the one before it that was found. Where more than `most` of the
    text would be looked through, the rest is not sought: then there are fewer than quotations.
    """
    body, room = fold(text), _Room(most)
    places: list[list[Span] | None] = []
    after = 0
    try:
        for parts in quotes:
            spans = locate(body, parts, after, room)
            places.append(spans)
            if spans:
                after = spans[-1][1]
    except _TooMuch:
        pass
    return places


def _in_order(
    text: str, wanted: Sequence[str], start: int, room: _Room | None
) -> list[Span] | None:
    # The first place of each part after the one before: if that fails, every later choice does.
    spans = []
    for part in wanted:
        start = find_words(text, part, start, room)
        if start < 0:
            return None
        spans.append((start, start + len(part)))
        start += len(part)
    return spans


def find_words(text: str, part: str, start: int, room: _Room | None = None) -> int:
    """Where `part` stands as whole words, from `start` on, both folded; -1: nowhere."""
    at = text.find(part, start)
    while at >= 0 and (is_in_word(text, at) or is_in_word(text, at + len(part))):
        if room:
            room.take(_PLACE)
        at = text.find(part, at + 1)
    if room:
        room.take((at if at >= 0 else len(text)) - start)
    return at
