"""What a reader chose and finds chosen again: sort orders, the format to copy in."""

from __future__ import annotations

from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.facade import Library

_STATE = "choices"


class Kept:
    """Words by name, kept for this user of this library. Read when first asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._values: dict[str, str] | None = None

    def get(self, name: str) -> str:
        """What was kept under a name, "" for nothing."""
        if self._values is None:
            self._values = self._load()
        return self._values.get(name, "")

    def put(self, name: str, value: str) -> None:
        """Keep something under a name, beside what other browsers have kept by now."""
        if value == self.get(name):
            return
        self._values = {**self._load(), name: value}
        with suppress(OSError):  # it holds until the end even so
            self._library.save_state(_STATE, self._values)

    def _load(self) -> dict[str, str]:
        value = self._library.load_state(_STATE)
        pairs = value.items() if isinstance(value, dict) else ()
        return {name: word for name, word in pairs if isinstance(word, str)}
