"""From the written lines of one block to the runs that are shown: emphasis, code, links, breaks.

The text is walked once. Each mark that may turn out to mean something leaves a piece of its own;
a mark that finds its partner is emptied and switches a style, all others stay as written. There
is no tree and no recursion, so nesting costs nothing. Source of the rules: CommonMark 0.31 (code
spans, emphasis, links, autolinks), and Obsidian's `[[wikilinks]]`.
"""

from __future__ import annotations

import re
import unicodedata

from tui.core.document import Run
from tui.core.ends import Backticks, address, inline_end
from tui.core.written import Source, shown_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Span = tuple[int, int]  # offsets in the body
    Anchor = tuple[str, str, int]  # a link's target, url and number

_SPECIAL = re.compile(r"[\\\]<]|`+|\*+|_+|!?\[")
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TARGET = r"\[\[([^\[\]|`]+?)(\]\]|\\?\|)"
# A link to a record as nearly all are written; `![[` is none.
_WIKI = re.compile(r"(?<!!)\[\[([^\[\]|`\\\n]+)(?:\|([^\[\]|`\\<*_]+))?\]\]")


class _Piece:
    """A stretch of the joined text, and the styles that change around it.

    off_bold, off_italic: how many of each end before it; on_bold, on_italic: begin after it.
    anchor: the link it is; opens: the link that begins after it; closes: one ends before it.
    """

    __slots__ = (
        "anchor",
        "closes",
        "code",
        "end",
        "off_bold",
        "off_italic",
        "on_bold",
        "on_italic",
        "opens",
        "start",
    )

    def __init__(
        self, start: int, end: int, *, code: bool = False, anchor: Anchor | None = None
    ) -> None:
        self.start = start
        self.end = end
        self.code = code
        self.anchor = anchor
        self.opens: Anchor | None = None
        self.closes = False
        self.on_bold = self.on_italic = self.off_bold = self.off_italic = 0


class _Delimiter(_Piece):
    """A run of `*` or `_`. size: as written; order: its place among those matched together."""

    __slots__ = ("can_close", "can_open", "mark", "order", "size")

    def __init__(self, text: str, start: int, end: int) -> None:
        super().__init__(start, end)
        self.mark = text[start]
        self.size = end - start
        self.order = 0
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        left = not after.isspace() and (
            not _is_punctuation(after) or before.isspace() or _is_punctuation(before)
        )
        right = not before.isspace() and (
            not _is_punctuation(before) or after.isspace() or _is_punctuation(after)
        )
        if self.mark == "_":  # not within a word
            self.can_open = left and (not right or _is_punctuation(before))
            self.can_close = right and (not left or _is_punctuation(after))
        else:
            self.can_open, self.can_close = left, right

    def fits(self, closer: _Delimiter) -> bool:
        """Whether this opener may go with `closer` (CommonMark's rules 9 and 10)."""
        if self.mark != closer.mark:
            return False
        if not (self.can_close or closer.can_open):
            return True
        return bool((self.size + closer.size) % 3) or not (self.size % 3 or closer.size % 3)


class _Bracket:
    """An opening `[`, `![` or `[[target|`, waiting for its end.

    piece: index of its piece; height: how many delimiters stood before it; content: where its
    words begin; target: of a `[[`, the span of its target, else None.
    """

    __slots__ = ("content", "height", "image", "piece", "target")

    def __init__(
        self, piece: int, height: int, content: int, *, image: bool, target: Span | None = None
    ) -> None:
        self.piece = piece
        self.height = height
        self.content = content
        self.image = image
        self.target = target


def _is_punctuation(sign: str) -> bool:
    if sign.isascii():
        return sign in _ASCII_PUNCTUATION
    return unicodedata.category(sign)[0] in "PS"


def inline_runs(body: str, spans: Sequence[Span], hard: Sequence[int] = ()) -> list[Run]:
    """The runs of a paragraph or heading.

    spans: its lines without surrounding white space; hard: the indexes of those that ended in
    two spaces. A link's number is where in the body it is written.
    """
    if not hard and spans:
        start, end = spans[0][0], spans[-1][1]
        text = body[start:end]
        if len(spans) == 1 or _is_one_stretch(text, spans):
            runs = _simple_runs(text, start)
            if runs is not None:
                return runs
    source = Source(body, spans)
    length = len(source.text)
    breaks = {source.ends[line] for line in hard if line + 1 < len(spans)}
    if not length:
        return []
    if not _has_signs(source.text):
        return source.runs(0, length, shown_text(source.text, breaks, 0, length))
    return _Scanner(source, breaks).runs()


def _has_signs(text: str) -> bool:
    """Whether a text has any sign that may mean something; quicker than to look for all at once."""
    return (
        "[" in text
        or "]" in text
        or "*" in text
        or "_" in text
        or "`" in text
        or "<" in text
        or "\\" in text
    )


def _is_one_stretch(text: str, spans: Sequence[Span]) -> bool:
    """Whether only "\\n" stands between the lines of a text."""
    lines = sum([end - start for start, end in spans])
    return lines + len(spans) - 1 == len(text) and "\r" not in text


def _simple_runs(text: str, at: int) -> list[Run] | None:
    """The runs of a text that has no more than links to records; None: of another.

    at: where in the body it stands.
    """
    if not _has_signs(text):
        return [Run(_spaced(text), source=at)] if text else []
    pieces = _WIKI.split(text)
    if _has_signs("".join(pieces[::3])):
        return None
    runs = []
    for number in range(0, len(pieces), 3):
        if plain := pieces[number]:
            runs.append(Run(_spaced(plain), source=at))
        if number + 1 == len(pieces):
            break
        at += len(plain)
        target, words = pieces[number + 1], pieces[number + 2]
        reference = " ".join(target.split())
        if not reference or (words is not None and not words.strip()):
            return None
        if words is None:
            words = target.strip()
            place, after = at + 2 + target.index(words), at + 4 + len(target)
        else:
            place = at + 3 + len(target)
            after = place + len(words) + 2
        runs.append(Run(_spaced(words), target=reference, source=place, link=at))
        at = after
    return runs


def _spaced(text: str) -> str:
    """A text without hard line breaks as it is shown."""
    return text.replace("\t", " ").replace("\n", " ")


class _Scanner:
    """Walks the text once and leaves the pieces."""

    def __init__(self, source: Source, breaks: set[int]) -> None:
        self.source = source
        self.text = source.text
        self.breaks = breaks
        self.pieces: list[_Piece] = []
        self.done = 0  # the text before it has its pieces
        self.delimiters: list[_Delimiter] = []
        self.brackets: list[_Bracket] = []
        self.dead = 0  # links can't hold links: brackets below this height are none any more
        self.absent: set[str] = set()
        self.ticks = Backticks(self.text)

    def runs(self) -> list[Run]:
        """Read the text to its end; the runs that are shown."""
        text = self.text
        found = _SPECIAL.search(text)
        while found:
            at, after = found.span()
            sign = text[at]
            if sign in "*_":
                delimiter = _Delimiter(text, at, after)
                if delimiter.can_open or delimiter.can_close:
                    self._flush(at, after)
                    self.pieces.append(delimiter)
                    self.delimiters.append(delimiter)
            elif sign == "\\":
                after = self._escape(at)
            elif sign == "`":
                after = self._code(at, after)
            elif sign == "<":
                after = self._angle(at)
            elif sign == "]":
                after = self._close(at)
            else:
                after = self._open(at, after)
            found = _SPECIAL.search(text, after)
        self._flush(len(text), len(text))
        match_delimiters(self.delimiters)
        return self._show()

    def _flush(self, end: int, after: int) -> None:
        """Make a piece of the plain text before `end`; the next begins at `after`."""
        if self.done < end:
            self.pieces.append(_Piece(self.done, end))
        self.done = after

    def _escape(self, at: int) -> int:
        sign = self.text[at + 1 : at + 2]
        if sign == "\n":
            if not self.source.ends_line(at):  # white space stood between
                return at + 1
            self.breaks.add(at + 1)
        elif sign not in _ASCII_PUNCTUATION:
            return at + 1
        self._flush(at, at + 1)
        return at + 2

    def _code(self, at: int, after: int) -> int:
        close = self.ticks.close(at, after - at)
        if close < 0:
            return after
        start, end = after, close
        inside = self.text[start:end]
        if inside[0] in " \n" and inside[-1] in " \n" and inside.strip(" \n"):
            start, end = start + 1, end - 1
        after = close + after - at
        self._flush(at, after)
        self.pieces.append(_Piece(start, end, code=True))
        return after

    def _angle(self, at: int) -> int:
        """An autolink, or HTML, which stays as written."""
        sign = self.text[at + 1 : at + 2]
        if not (sign.isalpha() or sign in ("/", "!", "?")):
            return at + 1
        link = re.compile(r"<((?i:https?://|mailto:)[^\s<>\x00-\x20\x7f-\x9f]+)>").match(
            self.text, at
        )
        if link:
            self._flush(at, link.end())
            anchor = ("", link[1], self.source.place(at))
            self.pieces.append(_Piece(at + 1, link.end() - 1, anchor=anchor))
            self.dead = len(self.brackets)
            return link.end()
        end = inline_end(self.text, at, self.absent)
        return end if end > 0 else at + 1

    def _open(self, at: int, after: int) -> int:
        """An opening bracket; `[[target]]` is complete at once."""
        image = self.text[at] == "!"
        target: Span | None = None
        bracket = after - 1
        if self.text.startswith("[[", bracket):
            found = re.compile(_TARGET).match(self.text, bracket)
            if found and found[1].strip():
                after = found.end()
                if image and found[2] == "]]":  # an embedded file: as written
                    return after
                if found[2] == "]]":
                    self._flush(at, after)
                    self._wiki(at, found.span(1))
                    return after
                target = found.span(1)
        self._flush(at, after)
        self.brackets.append(
            _Bracket(len(self.pieces), len(self.delimiters), after, image=image, target=target)
        )
        self.pieces.append(_Piece(at, after))
        return after

    def _wiki(self, at: int, target: Span) -> None:
        """A link that shows its target."""
        start, end = target
        written = self.text[start:end]
        start += len(written) - len(written.lstrip())
        end -= len(written) - len(written.rstrip())
        anchor = (" ".join(written.split()), "", self.source.place(at))
        self.pieces.append(_Piece(start, end, anchor=anchor))
        self.dead = len(self.brackets)

    def _close(self, at: int) -> int:
        """A `]`: the end of a link, or of what is none."""
        if not self.brackets:
            return at + 1
        bracket = self.brackets.pop()
        dead = len(self.brackets) < self.dead and not bracket.image
        self.dead = min(self.dead, len(self.brackets))
        if dead:
            return at + 1
        if bracket.target:
            if not self.text.startswith("]]", at):
                return at + 1
            return self._close_wiki(bracket, bracket.target, at)
        found = address(self.text, at + 1)
        if found is None:
            return at + 1
        url, after = found
        known = re.match(r"(?i:https?://|mailto:).", url)
        words = self.text[bracket.content : at]
        if bracket.image or not known or not words.strip():
            self._drop(bracket)
            return after
        return self._finish(bracket, ("", url, self._place(bracket)), at, after)

    def _close_wiki(self, bracket: _Bracket, target: Span, at: int) -> int:
        if bracket.image:
            self._drop(bracket)
            return at + 2
        if not self.text[bracket.content : at].strip():
            start = self.pieces[bracket.piece].start
            self._drop(bracket)
            self._flush(start, at + 2)
            self._wiki(start, target)
            return at + 2
        reference = " ".join(self.text[target[0] : target[1]].split())
        return self._finish(bracket, (reference, "", self._place(bracket)), at, at + 2)

    def _place(self, bracket: _Bracket) -> int:
        return self.source.place(self.pieces[bracket.piece].start)

    def _drop(self, bracket: _Bracket) -> None:
        """Take back all that was made since the bracket: it stays as written."""
        self.done = self.pieces[bracket.piece].start
        del self.pieces[bracket.piece :]
        del self.delimiters[bracket.height :]

    def _finish(self, bracket: _Bracket, anchor: Anchor, at: int, after: int) -> int:
        """The words between `bracket` and `at` are a link; what is written ends at `after`."""
        self._flush(at, after)
        match_delimiters(self.delimiters[bracket.height :])
        del self.delimiters[bracket.height :]
        opening = self.pieces[bracket.piece]
        opening.end = opening.start
        opening.opens = anchor
        closing = _Piece(after, after)
        closing.closes = True
        self.pieces.append(closing)
        self.dead = len(self.brackets)
        return after

    def _show(self) -> list[Run]:
        """The runs of all pieces; neighbours in one style become one run."""
        runs: list[Run] = []
        bold = italic = 0
        link: Anchor | None = None
        start = end = 0
        style: tuple[bool, bool, bool, Anchor | None] = (False, False, False, None)
        for piece in self.pieces:
            if piece.closes:
                link = None
            bold -= piece.off_bold
            italic -= piece.off_italic
            if piece.start < piece.end:
                now = (bold > 0, italic > 0, piece.code, piece.anchor or link)
                if now != style or piece.start != end:
                    self._add(runs, start, end, style)
                    start, style = piece.start, now
                end = piece.end
            bold += piece.on_bold
            italic += piece.on_italic
            if piece.opens:
                link = piece.opens
        self._add(runs, start, end, style)
        return runs

    def _add(
        self, runs: list[Run], start: int, end: int, style: tuple[bool, bool, bool, Anchor | None]
    ) -> None:
        if start == end:
            return
        bold, italic, code, anchor = style
        shown = shown_text(self.text, set() if code else self.breaks, start, end)
        for run in self.source.runs(start, end, shown):
            run.bold, run.italic, run.code = bold, italic, code
            if anchor:
                run.target, run.url, run.link = anchor
            runs.append(run)


def match_delimiters(delimiters: Sequence[_Delimiter]) -> None:
    """Pair the runs of `*` and `_` (CommonMark, "process emphasis"); what is left is shown."""
    openers: list[_Delimiter] = []
    floors: dict[tuple[str, bool, int], int] = {}  # no opener of this sort up to that order
    for order, closer in enumerate(delimiters):
        closer.order = order
        while closer.can_close and closer.start < closer.end:
            sort = (closer.mark, closer.can_open, closer.size % 3)
            floor = floors.get(sort, -1)
            at = len(openers) - 1
            while at >= 0 and openers[at].order > floor and not openers[at].fits(closer):
                at -= 1
            if at < 0 or openers[at].order <= floor:
                floors[sort] = order - 1
                break
            del openers[at + 1 :]
            _pair(openers[at], closer)
            if openers[at].start == openers[at].end:
                openers.pop()
        if closer.can_open and closer.start < closer.end:
            openers.append(closer)


def _pair(opener: _Delimiter, closer: _Delimiter) -> None:
    """Take one mark or two from each side for one emphasis."""
    if opener.end - opener.start > 1 and closer.end - closer.start > 1:
        opener.end -= 2
        closer.start += 2
        opener.on_bold += 1
        closer.off_bold += 1
    else:
        opener.end -= 1
        closer.start += 1
        opener.on_italic += 1
        closer.off_italic += 1
