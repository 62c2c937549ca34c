"""The line in which words are pasted or typed that somebody is said to have said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.addresses import VERIFY
from tui.core.text import plural

from .prompt import Prompt, Safe

if TYPE_CHECKING:
    from tui.library.verify import Verdict

    from .main_screen import MainScreen

# Characters that are checked within the time of a key, also in a large library; what is longer is
# checked beside the keys.
_AT_ONCE = 800


class VerifyBar(Prompt):
    """Enter shows what became of the words; escape, also while they are checked, leaves all."""

    def __init__(self, main: MainScreen) -> None:
        super().__init__("", "paste or type words, then Enter: were they said?")
        # What is compared is what was pasted, to the letter; what is drawn is safe.
        self.highlighter = Safe()
        self.pane = main.active
        self.told = [("enter", "check"), (main.onrecord.key("cancel"), "back")]
        self._checked = ""  # what is being checked

    def insert_pasted(self, text: str) -> None:
        self.insert_text_at_cursor(" ".join(text.split()))

    def typed(self) -> None:
        if self._checked and self._checked != self.value:
            self._drop()

    def entered(self) -> None:
        main, text = self.main, " ".join(self.value.split())
        if not any(map(str.isalnum, text)):
            main.say("Paste or type words first.")
            return
        if self._checked == self.value:
            return
        if len(text) <= _AT_ONCE:
            self._show(text)
            return
        self._checked = self.value
        root = main.onrecord.library.root
        key = main.onrecord.how("cancel")
        main.say(f"Checking {plural(len(text.split()), 'word')}; {key} stops it.")
        main.seeker.ask(lambda one: one.verify(root, text), lambda found: self._show(text, found))

    def _show(self, text: str, verdict: Verdict | None = None) -> None:
        """Open the page of the verdict."""
        main, address = self.main, VERIFY + text
        if verdict is not None:
            main.onrecord.library.found[address] = verdict
        self._checked = ""
        main.say("")
        main.close_prompt(keep=True)
        main.navigator.open(address)
        page = main.reader.content
        if page is not None and page.passages:
            which = "passage" if len(page.passages) == 1 else "first passage on the screen"
            main.say(f"{main.onrecord.how('open')} opens the {which}.")

    def _drop(self) -> None:
        self._checked = ""
        self.main.seeker.drop()
        self.main.say("")

    def closed(self, *, keep: bool) -> None:  # noqa: ARG002  (all is as it was in any case)
        if self._checked:
            self._drop()
