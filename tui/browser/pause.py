"""What is done after a pause, unless something else comes before."""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.message_pump import MessagePump
    from textual.timer import Timer


class Pause:
    """Calls back once a pause is over; never after `stop`.

    Textual's timer, once it is over, has its callback wait for its turn: stopped then, by a key
    that came before, it calls back all the same.
    """

    def __init__(self, owner: MessagePump) -> None:
        self._owner = owner
        self._timer: Timer | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it is still to call back."""
        return self._timer is not None

    def start(self, seconds: float, then: Callable[[], object]) -> None:
        """Call `then` after so many seconds, instead of what was to be called before."""
        self.stop()

        def end() -> None:
            if self._timer is timer:
                self._timer = None
                then()

        timer = self._timer = self._owner.set_timer(seconds, end)

    def stop(self) -> None:
        """Do not call back."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
