"""The line in which words to find are typed."""

from __future__ import annotations

from textual.widgets import Input


class FindBar(Input):
    """One line, made when it is opened and removed when it is closed.

    origin: the offset of the text from which the search begins; top: the view to return to.
    """

    DEFAULT_CSS = """
    FindBar, FindBar:focus {
        height: 1; border: none; padding: 0 1; background: $surface;
    }
    """

    def __init__(self, words: str, origin: int, top: int) -> None:
        super().__init__(words, placeholder="words to find, then Enter", compact=True, id="find")
        self.origin = origin
        self.top = top
