"""Makes the page whole of which the reader shows the beginning, while keys are taken."""

from __future__ import annotations

from tui.library import following

from .pause import Pause
from .seeker import Seeker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.following import Lead

    from .main_screen import MainScreen

_SOON = 0.1  # seconds until a page that has come whole is tried to be shown again


class Gatherer:
    """ref: the page that is made whole, "" for none. seeker: does so, in its thread."""

    ref = ""
    _is_late = False  # what is being gathered is of before the last reload
    _whole: tuple[str, Lead] | None = None  # the last one: on the way back one need not wait again

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self.seeker = Seeker(screen)
        self._held = Pause(screen)

    def whole(self, ref: str) -> Lead | None:
        """The page that was made whole last, if it is that one."""
        return self._whole[1] if self._whole and self._whole[0] == ref else None

    def start(self, ref: str) -> None:
        """Make a page whole, and no other one; what is on its way comes, once."""
        if ref != self.ref:
            self.stop()
            self.ref = ref
            self._ask(ref)

    def stop(self) -> None:
        """The beginning is not shown any more: leave it at that."""
        if self.ref:
            self.ref, self._is_late = "", False
            self.seeker.drop()
            self._held.stop()

    def forget(self) -> None:
        """The library is read again: what is whole is old, and what is on its way is made anew."""
        self._whole = None
        self._is_late = bool(self.ref)

    def close(self) -> None:
        """End, and hold nothing any more."""
        self.stop()
        self.forget()
        self.seeker.close()

    def _ask(self, ref: str) -> None:
        library = self._screen.onrecord.library
        self.seeker.ask(lambda searcher: following.lead(searcher.serve(library), ref), self._take)

    def _take(self, made: Lead) -> None:
        if self._screen.is_held:
            self._held.start(_SOON, lambda: self._take(made))
            return
        self._screen.navigator.put_whole(made)
        if self._is_late:  # not sooner: to begin again each time could be to go on for ever
            self._is_late = False
            self._ask(self.ref)
            return
        self._whole = self.ref, made
        self.ref = ""
        self.seeker.close()  # it is seldom wanted
