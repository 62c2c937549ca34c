"""The bar above (library, lists, problems) and the one below (keys)."""

from __future__ import annotations

from tui.core.actions import Action
from tui.core.keys import shown_key
from tui.core.text import plural

from . import drawing
from .cells import cell_len
from .layout import wrap_words
from .surface import Box, Part, Surface

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# The lists in the order of their keys, with names for less and less room.
TABS: tuple[tuple[str, str, str], ...] = (
    ("articles", "Articles", "Art"),
    ("people", "People", "Ppl"),
    ("events", "Events", "Evt"),
    ("quotes", "Quotes", "Quo"),
    ("organisations", "Orgs", "Org"),
    ("places", "Places", "Plc"),
)
_NAME = 28  # cells for the program's name and the library's
MESSAGE_LINES = 2  # in a narrow terminal a sentence takes more than one


class Bar(Surface):
    """One line of words that can be clicked: each piece may stand for an action."""

    def pieces(self) -> list[tuple[str, str, str]]:
        """(words, style, action id or "") from left to right."""
        raise NotImplementedError

    def place(self, box: Box) -> None:
        """Put the bar somewhere on the screen."""
        self.columns, self.rows = box[2:]
        self.fix(box)

    def drawn(self, y: int) -> list[Part]:
        pieces = [(words, style) for words, style, _ in self.pieces()]
        return [(pieces if y == 0 else [], self.columns, "bar")]


class Header(Bar):
    """Which library, which list, how many problems."""

    current = "articles"

    def pieces(self) -> list[tuple[str, str, str]]:
        width = self.columns
        tabs = self._tabs(1 if self._length(1) + 12 <= width else 2)
        errors, warnings = self.onrecord.library.problem_counts
        count = errors + warnings
        room = width - sum(cell_len(words) for words, _, _ in tabs)
        told = [f"! {plural(count, 'problem')} ", f"!{count:,} ", f"!{count:,}", "!99+"]
        style, action, spare = "bar-problem", "problems", 0
        if forms := self.onrecord.library.progress:
            told = [*(f" {form} " for form in forms), forms[-1]]
            style, action, spare = "bar-key", "", _NAME  # a name comes before many words
        fitting = (form for form in told if len(form) <= room - spare)
        problems = next(fitting, told[-1]) if count or forms else ""
        room -= len(problems)
        left = [(" onrecord ", "bar-name", "")] if room >= 10 else []
        room -= 10 * len(left)
        if room > 6:
            left.append((drawing.fit(f" {self.onrecord.library.name}", room), "bar", ""))
        else:
            left.append((" " * max(room, 0), "bar", ""))
        return [*left, (problems, style, action), *tabs]

    def _length(self, form: int) -> int:
        return sum(len(tab[form]) + 3 + cell_len(self.onrecord.key(tab[0])) for tab in TABS)

    def _tabs(self, form: int) -> list[tuple[str, str, str]]:
        pieces = []
        gap = " " if form == 1 else ""
        for tab in TABS:
            on = tab[0] == self.current
            key = self.onrecord.key(tab[0])
            if form == 2 and cell_len(key) > 1:
                key = ""  # the names of all lists come before the name of a key
            pieces.append((f"{gap}{key}", "bar-on" if on else "bar-key", tab[0]))
            pieces.append((f" {tab[form]} ", "bar-on" if on else "bar", tab[0]))
        return pieces

    def show(self, current: str) -> None:
        if current != self.current:
            self.current = current
            self.refresh()


class Footer(Bar):
    """The keys that are wanted most, as many as there is room for; then a message, for a while.

    most: how many lines a message may take, over the panes. keys: those of a line of words, and
    what they do, while one is open that tells them.
    """

    message = ""
    most = MESSAGE_LINES
    keys: Sequence[tuple[str, str]] = ()

    def lines(self, width: int) -> list[str]:
        """The message in lines, of which the last may be cut short."""
        lines = wrap_words(self.message, width - 2) if self.message else []
        if len(lines) > self.most:
            rest = " ".join(lines[self.most - 1 :])
            lines[self.most - 1 :] = [drawing.shorten(rest, width - 2)]
        return lines

    def fit(self, size: tuple[int, int], *, most: int = MESSAGE_LINES) -> None:
        """Take the lowest lines of the screen: one, or as many as the message needs."""
        self.most = most
        columns, rows = size
        height = max(len(self.lines(columns)), 1)
        self.place((0, rows - height, columns, height))

    def drawn(self, y: int) -> list[Part]:
        lines = self.lines(self.columns)
        if not lines:
            return super().drawn(y)
        words = f" {lines[y]}" if y < len(lines) else ""
        return [([(words, "bar")], self.columns, "bar")]

    def pieces(self) -> list[tuple[str, str, str]]:
        if self.message:
            return []
        if self.keys:
            return self._fitting(self.keys)
        shown = [action for action in self.onrecord.actions if action.label and action.keys]
        last = [action for action in shown if action.id in ("help", "quit")]
        first = [action for action in shown if action not in last]
        room = self.columns - sum(map(_length, last))
        fitting = []
        for action in first:
            if (room := room - _length(action)) < 0:
                break
            fitting.append(action)
        used = sum(map(_length, [*fitting, *last]))
        gap = [(" " * (self.columns - used), "bar", "")]
        return [*_entries(fitting), *gap, *_entries(last)]

    def _fitting(self, keys: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
        """What keys do in a line of words, as many of them as there is room for."""
        pieces: list[tuple[str, str, str]] = []
        room = self.columns
        for key, label in keys:
            room -= cell_len(key) + len(label) + 3
            if room >= 0:
                pieces += [(f" {key}", "bar-key", ""), (f" {label} ", "bar", "")]
        return pieces

    def tell(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show what keys do in a line of words; () for those of the panes."""
        self.keys = keys
        self.refresh()

    def say(self, message: str) -> None:
        """Put a message in the place of the keys; "" takes it away."""
        self.message = message
        self.refresh()


def _key(action: Action) -> str:
    return shown_key(action.keys[0]) if action.keys else ""


def _length(action: Action) -> int:
    return cell_len(_key(action)) + len(action.label) + 3


def _entries(actions: list[Action]) -> list[tuple[str, str, str]]:
    pieces = []
    for action in actions:
        pieces.append((f" {_key(action)}", "bar-key", action.id))
        pieces.append((f" {action.label} ", "bar", action.id))
    return pieces
