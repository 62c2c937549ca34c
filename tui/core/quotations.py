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


def locate(body: Folded, parts: Sequence[str], after: int) -> list[Span] | None:
    """Where a quotation stands: the span of each of its parts in the text that was folded.

    The parts stand in their order, without overlap, and begin and end at word boundaries: the
    first such place from the offset `after` on, else the first at all. None: nowhere, or there is
    a part without words.
    """
    wanted = [folded_text(part).strip(" ") for part in parts]
    if not wanted or "" in wanted:
        return None
    start = body.index(after)
    found = _in_order(body.text, wanted, start)
    if found is None and start > 0:
        found = _in_order(body.text, wanted, 0)
    return None if found is None else [body.span(first, last) for first, last in found]


def locate_all(text: str, quotes: Sequence[Sequence[str]]) -> list[list[Span] | None]:
    """The spans of an article's quotations, in their order; None for one that is not there.

    Each is sought from the end of the one before it that was found.
    """
    body = fold(text)
    places: list[list[Span] | None] = []
    after = 0
    for parts in quotes:
        spans = locate(body, parts, after)
        places.append(spans)
        if spans:
            after = spans[-1][1]
    return places


def _in_order(text: str, wanted: Sequence[str], start: int) -> list[Span] | None:
    # The first place of each part after the one before: if that fails, every later choice does.
    spans = []
    for part in wanted:
        start = find_words(text, part, start)
        if start < 0:
            return None
        spans.append((start, start + len(part)))
        start += len(part)
    return spans


def find_words(text: str, part: str, start: int) -> int:
    """Where `part` stands as whole words, from `start` on, both folded; -1: nowhere."""
    at = text.find(part, start)
    while at >= 0 and (is_in_word(text, at) or is_in_word(text, at + len(part))):
        at = text.find(part, at + 1)
    return at
