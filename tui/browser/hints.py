"""Hints: letters beside every link on the screen; typing them follows the link."""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .pane import Pane

# Home row first; no letter is the beginning of another hint.
LETTERS = "asdfghjklqwertuiopzxcvbnm"


def labels(count: int) -> list[str]:
    """`count` hints, the first of them as short as can be."""
    made = list(LETTERS)
    while len(made) < count:
        # The last of the shortest makes room for as many longer ones as there are letters.
        size = len(made[0])
        at = max(n for n, label in enumerate(made) if len(label) == size)
        start = made.pop(at)
        made += [start + letter for letter in LETTERS]
    return made[:count]


class Hints:
    """Which link has which letters, while they are on the screen.

    A target is a pane and a number of its own: a link of the reader, a line of the linked pane.
    """

    def __init__(self) -> None:
        self._targets: dict[str, tuple[Pane, int]] = {}
        self._labels: dict[tuple[str, int], str] = {}
        self._typed = ""
        self._done: Callable[[Pane | None, int], None] | None = None

    @property
    def active(self) -> bool:
        return self._done is not None

    def start(
        self, targets: list[tuple[Pane, int]], done: Callable[[Pane | None, int], None]
    ) -> None:
        """Put letters beside the targets; `done` is called with the one chosen, or with None."""
        self._typed = ""
        self._done = done
        self._targets = dict(zip(labels(len(targets)), targets, strict=True))
        self._labels = {(pane.name_of, n): label for label, (pane, n) in self._targets.items()}

    def label(self, pane: Pane, number: int) -> str:
        """The letters beside a target that are still to be typed; "" where it has none."""
        label = self._labels.get((pane.name_of, number), "")
        return label[len(self._typed) :] if label.startswith(self._typed) else ""

    def takes(self, key: str) -> bool:
        """Give a key to the hints; whether they took it. Any key that is no letter ends them."""
        if not self.active:
            return False
        typed = self._typed + key
        if typed in self._targets:
            self._finish(*self._targets[typed])
        elif any(label.startswith(typed) for label in self._targets):
            self._typed = typed
            self._redraw()
        else:
            self._finish(None, -1)
        return True

    def stop(self) -> None:
        """Take the letters away; nothing is followed."""
        if self.active:
            self._finish(None, -1)

    def _finish(self, pane: Pane | None, number: int) -> None:
        done, self._done = self._done, None
        panes = {pane.name_of: pane for pane, _ in self._targets.values()}
        self._targets, self._labels, self._typed = {}, {}, ""
        for one in panes.values():
            one.refresh_view()
        if done is not None:
            done(pane, number)

    def _redraw(self) -> None:
        for pane in {pane.name_of: pane for pane, _ in self._targets.values()}.values():
            pane.refresh_view()
