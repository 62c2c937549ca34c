"""Verdicts put into words: one set of sentences for the shell and the browser.

What comes back is one line, not yet safe to print: claims and titles are in it as they are.
"""

from __future__ import annotations

from itertools import pairwise

from tui.core import citations
from tui.core.claims import MOST_WORDS
from tui.core.folding import is_spaceless
from tui.core.nearest import in_words
from tui.core.text import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.core.records import Record

    from .facade import Library
    from .verify import Also, Found, Verdict

ALSO = 20  # other sources that are shown
_BROKEN = 3  # broken quotations that are named
ALSO_IN = "Also, the earliest first:"
CUT = f"a very long text; only its first {MOST_WORDS:,} words were compared"


def reason(verdict: Verdict, by: str = "") -> str:
    """Why the verdict is what it is. by: whose words were asked for, "" for everybody's."""
    told = _reason(verdict.findings, by)
    return f"{told}; {broken(verdict)}" if broken(verdict) else told


def broken(verdict: Verdict) -> str:
    """Which broken quotations have the very words, where nothing else does; "" for none."""
    refs = verdict.broken
    if not refs:
        return ""
    who = "a broken quotation has" if len(refs) == 1 else "broken quotations have"
    more = ", …" if len(refs) > _BROKEN else ""
    return f"{who} the very words: {', '.join(refs[:_BROKEN])}{more}"


def _reason(found: Sequence[Found], by: str) -> str:
    if not found:
        where = f"quotation by {by}" if by else "quotation and no article"
        return f"no {where} has these words"
    if len(found) > 1:
        return f"words of {len(found)} passages, run together"
    (one,) = found
    if not one.verbatim:
        return in_words(one.diff, "the quotation" if one.quotation else "the article")
    if one.quotation is None:
        told = "words of an article, of no quotation"
    elif one.retold:
        told = "words of an article, with a quotation in them"
    else:
        told = "a part of a quotation" if one.part else "a whole quotation"
    if one.left_out:  # an ellipsis may be honest, and may hide a “not”
        told += f"; left out: {'; '.join(f'“{short(words)}”' for words in one.left_out)}"
    return told


def retold(found: Found) -> str:
    """What must be said where words are not the source's own; "" where they are."""
    if not found.retold:
        return ""
    if found.quotation:
        return f"A retelling: “{found.retold}” is not the source’s own."
    return "A retelling: these words are the article’s, not the source’s own."


def cited(article: Record) -> tuple[str, str]:
    """An article's name, and what is told of it behind that: source, date, what to mind."""
    told = [citations.source_line(article), citations.article_caveats(article.front)]
    source, caveats = told
    return article.name, f"{', ' if source else ''}{source}{' ' if caveats else ''}{caveats}"


def other(library: Library, also: Also) -> tuple[str, str]:
    """Of another source of the words: who and when, and what differs there."""
    quotation = library.quotation(also.ref) if "#" in also.ref else None
    article = quotation.article if quotation else library.record(also.ref)
    parts = []
    if quotation:
        parts = [citations.speaker(quotation), citations.said_in_words(quotation)]
    elif article:
        parts = ["in no quotation", citations.source_line(article)]
    told = "the same words" if also.verbatim else in_words(also.diff, "it")
    return ", ".join(filter(None, parts)), told


def changes(diff: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """What is claimed and what stands there, word by word, in one text: (step, words).

    steps: "equal", "delete" (only claimed, in `[-` and `-]`), "insert" (only there, in `{+` `+}`).
    """
    pieces: list[tuple[str, str]] = []
    for (step, words), space in zip(diff, spaces([words for _, words in diff]), strict=True):
        if space:
            pieces.append(("equal", space))
        before, after = {"delete": ("[-", "-]"), "insert": ("{+", "+}")}.get(step, ("", ""))
        pieces.append((step, f"{before}{words}{after}"))
    return pieces


def spaces(texts: Sequence[str]) -> list[str]:
    """What stands before each of some texts: nothing before the first, and in Japanese."""
    between = [
        "" if is_spaceless(one[-1]) and is_spaceless(other[0]) else " "
        for one, other in pairwise(texts)
    ]
    return ["", *between][: len(texts)]
