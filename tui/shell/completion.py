"""`completion`: the script that makes a shell complete `onrecord`, and the answers it asks for."""

from __future__ import annotations

import re

from . import output, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .options import Call

_SAFE = re.compile(r"[^\w@%+=:,./~#-]|(?<!.)[~#]")  # what bash takes for something of its own


def run(call: Call) -> int:
    """Print the script of a shell."""
    from .scripts import SCRIPTS

    output.write([SCRIPTS[call.words[0]]])
    return talk.FOUND


def reply(shell: str, asked: Sequence[str]) -> int:
    """Answer the script of a shell: nothing where nothing can be told.

    asked: the words before the cursor, the last one up to it; of bash, what breaks words for it,
    and the line up to the cursor.
    """
    from .candidates import answer, printable
    from .options import UsageError

    line = Line(*asked) if shell == "bash" else None
    words = line.words if line else list(asked[:-1])
    current = line.current if line else "".join(asked[-1:])
    try:
        found = answer(words, current)
    except (UsageError, talk.Stop, OSError):
        return talk.NOTHING
    lines = [found.how]
    for text, told in printable(found.found):
        if line:
            lines.append(line.written(text))
        else:
            lines.append(f"{text}\t{told}" if told else text)
    output.write([f"{one}\n" for one in lines])
    return talk.FOUND


class Line:
    """A command line of bash up to the cursor.

    breaks: $COMP_WORDBREAKS: bash replaces only what stands behind the last of these, or behind
    the quote mark that is still open. words: as the program would get them, without its own name
    and the last one; current: that one.
    """

    def __init__(self, breaks: str, text: str) -> None:
        self._breaks = breaks
        self._mark = ""  # the quote mark that is open
        self._kept = 0  # how much of the current word stays
        self.words: list[str] = []
        self.current = ""
        begun = False  # a word may be empty: ''
        at = 0
        while at < len(text):
            sign = text[at]
            if self._mark or not sign.isspace():
                begun = True
                at += self._take(text, at)
                continue
            if begun:
                self.words.append(self.current)
                self.current, self._kept, begun = "", 0, False
            at += 1
        del self.words[:1]

    def _take(self, text: str, at: int) -> int:
        """Read a sign of the current word, or one with the backslash before it; how many."""
        sign, after = text[at], text[at + 1 : at + 2]
        if sign == "\\" and self._mark != "'" and (not self._mark or after in '$`"\\'):
            self.current += after
            return 2
        if sign == self._mark or (not self._mark and sign in "\"'"):
            self._mark = "" if self._mark else sign
            self._kept = len(self.current)
            return 1
        self.current += sign
        if not self._mark and sign in self._breaks:
            self._kept = len(self.current)
        return 1

    def written(self, text: str) -> str:
        """What bash is to put in the place of what it replaces, so that the word becomes `text`."""
        text = text[self._kept :]
        if self._mark == "'":
            return text.replace("'", "'\\''")
        if self._mark:
            return re.sub(r'([\\"$`])', r"\\\1", text)
        return _SAFE.sub(r"\\\g<0>", text)
