"""The line in which words to find in the text are typed."""

from __future__ import annotations

from .prompt import Prompt


class FindBar(Prompt):
    """origin: the offset of the text from which the search begins; top: the view to return to."""

    def __init__(self, words: str, origin: int, top: int) -> None:
        super().__init__(words, "words to find, then Enter")
        self.origin = origin
        self.top = top

    def typed(self) -> None:
        self.main.reader.find(self.value, self.origin)

    def entered(self) -> None:
        """Go to the first match, and give the keys back to the reader."""
        main, finder = self.main, self.main.reader.finder
        self.typed()
        main.close_prompt(keep=True)
        if finder.words and not finder.matches:
            main.say(f"“{finder.words}” is not in this text.")

    def closed(self, *, keep: bool) -> None:
        if not keep:
            reader = self.main.reader
            reader.finder.clear()
            reader.scroll_top(self.top)
            reader.refresh_view()
