"""Bookmarks: what a reader keeps of a library, and how kept words are found where they stand now.

Pure logic; whoever keeps the state file writes and reads the JSON. Words are compared as quotations
are (`tui.core.folding`): they are found again as they were, or not at all.
"""

from __future__ import annotations

from tui.core.folding import Folded, fold, is_in_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Span = tuple[int, int]

RECORD, QUOTE, PASSAGE = KINDS = ("record", "quote", "passage")

_LENGTH = 160  # characters of a passage: two lines to read, and few enough to outlive an edit
_AROUND = 40  # characters kept of what stands before and after


class Bookmark:
    """One bookmark. Offsets count characters of the shown text.

    ref: the record's id, the address of a page, or `ARTICLE#q2`; of a passage, where it stands.
    kind: one of KINDS. words: of the quotation or the passage, "" of a record. before, after: what
    stood around them. offset: where they stood. title: of the record, as last seen. when: it was
    set, as ISO 8601 has it.
    """

    __slots__ = ("after", "before", "kind", "offset", "ref", "title", "when", "words")

    def __init__(
        self,
        ref: str,
        kind: str = RECORD,
        *,
        words: str = "",
        before: str = "",
        after: str = "",
        offset: int = 0,
        title: str = "",
        when: str = "",
    ) -> None:
        self.ref = ref
        self.kind = kind
        self.words = words
        self.before = before
        self.after = after
        self.offset = offset
        self.title = title
        self.when = when

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bookmark) and self.to_json() == other.to_json()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Bookmark({self.to_json()!r})"

    def to_json(self) -> dict[str, Any]:
        """`ref`, `kind`, and what else is known."""
        values = {name: getattr(self, name) for name in ("ref", "kind", *self.__slots__)}
        return {name: value for name, value in values.items() if value or name == "ref"}

    @classmethod
    def from_json(cls, value: object) -> Bookmark | None:
        """The bookmark that `to_json` wrote; None where there is no telling what it is of.

        Other values of the wrong type are as if absent, unknown keys are left out.
        """
        if not isinstance(value, dict):
            return None
        ref, kind, words = (value.get(name) for name in ("ref", "kind", "words"))
        if not isinstance(ref, str) or not ref or kind not in KINDS:
            return None
        if kind != RECORD and not (isinstance(words, str) and words.strip()):
            return None
        made = cls(ref, kind)
        for name in ("words", "before", "after", "title", "when"):
            if isinstance(value.get(name), str):
                setattr(made, name, value[name])
        offset = value.get("offset")
        made.offset = offset if type(offset) is int and offset >= 0 else 0
        return made


def passage_at(body: Folded, start: int, end: int) -> Span:
    """The passage at `start` of the text that was folded: whole words, from the one that stands
    there, to `end` or to a word not far from there. Empty where there are no words."""
    text = body.text
    first, last = body.index(start), body.index(end)
    while is_in_word(text, first):
        first -= 1
    while first < last and text[first] == " ":
        first += 1
    if last - first > _LENGTH:
        last = first + _LENGTH
        space = text.rfind(" ", first + _LENGTH // 2, last + 1)
        last = space if space > 0 else last
    while is_in_word(text, last):  # a word so long is kept whole
        last += 1
    while first < last and text[last - 1] == " ":
        last -= 1
    return body.span(first, last) if first < last else (start, start)


def around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after a span, as a bookmark keeps it."""
    start, end = span
    return text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same words, whatever the form of their marks and blanks."""
    return one == other or fold(one).text.strip() == fold(other).text.strip()


def find(body: Folded, words: str, near: int, before: str = "", after: str = "") -> Span | None:
    """Where words stand now in the text that was folded, as whole words; None: nowhere.

    Of several places the one between the same words as before, then the nearest to `near`.
    """
    wanted = fold(words).text.strip()
    found: list[tuple[int, int, Span]] = []
    at = body.text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (is_in_word(body.text, at) or is_in_word(body.text, end)):
            span = body.span(at, end)
            found.append((-likeness(body, span, before, after), abs(span[0] - near), span))
        at = body.text.find(wanted, at + 1)
    return min(found)[2] if found else None


def likeness(body: Folded, span: Span, before: str, after: str) -> int:
    """How many of the two texts that stood around a place stand there now: 0 to 2."""
    left, right = fold(before).text.strip(), fold(after).text.strip()
    start, end = (body.index(offset) for offset in span)
    stands_before = body.text[max(start - len(left) - 1, 0) : start].rstrip()
    stands_after = body.text[end : end + len(right) + 1].lstrip()
    return (bool(left) and stands_before.endswith(left)) + (
        bool(right) and stands_after.startswith(right)
    )
