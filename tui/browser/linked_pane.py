"""The linked pane: everything the page is linked to, in groups, and the card of one of them."""

from __future__ import annotations

from tui.library.cards import Card
from tui.library.links import Group, Item

from . import drawing
from .layout import wrap_words
from .pane import Pane
from .surface import Pieces

CARD_LINES = 8


def card_lines(card: Card | None, width: int, height: int) -> list[Pieces]:
    """A card in at most `height` lines: its title, then its facts, wrapped."""
    if card is None or height < 1:
        return []
    title = "title" if card.kind else "notice"
    lines: list[Pieces] = [
        [(" " + words, title)] for words in wrap_words(card.title, width - 2)[:3]
    ]
    for fact in card.lines:
        lines += [[(" " + words, "dim")] for words in wrap_words(fact, width - 2)]
    if len(lines) > height:
        (words, style), *_ = lines[height - 1]
        lines[height - 1] = [(drawing.shorten(words + "…", width), style)]
    return lines[:height]


def _told(entry: Item | str) -> tuple[str, ...]:
    """What is seen of an entry, and where it leads."""
    return (entry,) if isinstance(entry, str) else (entry.ref, entry.kind, entry.told)


class LinkedPane(Pane):
    """Groups of linked records. cursor: the line of the item that is chosen, -1 for none."""

    name_of = "linked"

    def __init__(self) -> None:
        super().__init__(id="linked")
        self.waits = False
        self.entries: list[Item | str] = []  # a str is a group's heading
        self.cursor = -1
        self.card: Card | None = None

    def show(self, groups: list[Group], *, waits: bool = False) -> None:
        """Show the groups of another page, the cursor on the first; waits: they are to come."""
        self.waits = waits
        self.entries = []
        for group in groups:
            if self.entries:
                self.entries.append("")
            self.entries.append(f"{group.title} {group.count:,}")
            self.entries += group.items
            if group.count > len(group.items):
                self.entries.append(f"  … and {group.count - len(group.items):,} more")
        self.top = 0
        self.cursor = self._next(-1, 1)
        self.card = None
        self.refresh()

    def renew(self, groups: list[Group]) -> None:
        """Show what has become of the groups; the cursor stays on its item, the view where it is.

        Nothing is drawn where they are as they were.
        """
        item, row, top, card = self.current, self.cursor, self.top, self.card
        before = [_told(entry) for entry in self.entries]
        self.show(groups)
        if [_told(entry) for entry in self.entries] == before:
            self.cursor, self.top = row, top
        else:
            self.restore(item.ref if item else "", row, top)
        self.card = card

    @property
    def current(self) -> Item | None:
        return self._item(self.cursor)

    def _item(self, number: int) -> Item | None:
        row = self.entries[number] if 0 <= number < len(self.entries) else None
        return row if isinstance(row, Item) else None

    def items_in_view(self) -> list[int]:
        """The lines on the screen at which an item stands."""
        return [n for n in range(self.top, self.top + self.view) if self._item(n)]

    def _next(self, number: int, step: int) -> int:
        """The line of the next item from a line, by a step of 1 or -1; -1 where there is none."""
        number += step
        while 0 <= number < len(self.entries):
            if isinstance(self.entries[number], Item):
                return number
            number += step
        return -1

    def choose(self, ref: str, card: Card | None) -> None:
        """Put the cursor on the item of a reference, if there is one, and show a card."""
        for number, row in enumerate(self.entries):
            if isinstance(row, Item) and row.ref == ref:
                self._put(number)
                break
        self.set_card(card)

    def set_card(self, card: Card | None) -> None:
        """Show a card below the groups."""
        self.card = card
        if self.display:
            self.refresh_status()

    def restore(self, ref: str, row: int, top: int) -> None:
        """Put cursor and scroll where they were."""
        at = [
            n for n, item in enumerate(self.entries) if isinstance(item, Item) and item.ref == ref
        ]
        if at:
            self.cursor = row if row in at else at[0]
        self.top = self.clamp(top)
        self.refresh()

    def _put(self, number: int) -> None:
        before, self.cursor = self.cursor, number
        top = 0 if number == self._next(-1, 1) else self._top_for(number)
        if top != self.top:
            self.top = top
            self.refresh_view()
        else:
            self.refresh_lines(before, number)

    def _top_for(self, number: int) -> int:
        """The first line of the view, moved as little as a line needs to be in it."""
        return self.clamp(max(min(self.top, number), number - self.view + 1))

    # Pane

    def resized(self) -> None:
        self.top = self._top_for(max(self.cursor, 0))

    def title(self) -> str:
        return "Linked"

    @property
    def height_of_status(self) -> int:
        return min(CARD_LINES, max((self.rows - 3) // 3, 1))

    def status(self) -> list[Pieces]:
        height = self.height_of_status
        lines = card_lines(self.card, self.inner, height)
        return lines + [[] for _ in range(height - len(lines))]

    def count(self) -> int:
        return max(len(self.entries), 1)

    def line(self, number: int) -> Pieces:
        if number >= len(self.entries):
            return [(" …" if self.waits else " Nothing is linked here.", "row-detail")]
        row = self.entries[number]
        if isinstance(row, str):
            return [(" " + row, "group")]
        chosen = number == self.cursor
        marker = "▸" if chosen else " "
        hint = self.onrecord.hints.label(self, number)
        style = "row" if row.kind else "broken"
        if row.kind and row.ref in self.onrecord.visited:
            style = "dim-italic"
        if chosen and self.is_active:
            style = "row-cursor"
        words = drawing.shorten(row.told, self.inner - 3)
        if hint:
            return [(hint, "hint"), (f" {marker} "[len(hint) :], "row"), (words, style)]
        if style == "row-cursor":
            return [(drawing.fit(f" {marker} {words}", self.inner), style)]
        return [(f" {marker} ", "row"), (words, style)]

    # Moves

    def move(self, lines: int) -> None:
        step = 1 if lines > 0 else -1
        number = self.cursor
        for _ in range(abs(lines)):
            following = self._next(number, step)
            if following < 0:
                break
            number = following
        if number != self.cursor:
            self._put(number)
            self.onrecord.main.linked_moved()

    def to_end(self, *, bottom: bool) -> None:
        self.move(len(self.entries) if bottom else -len(self.entries))

    def go_to(self, number: int) -> bool:
        """Put the cursor on a line, if an item stands there."""
        if self._item(number) is None:
            return False
        self._put(number)
        self.onrecord.main.linked_moved()
        return True

    def refresh_focus(self) -> None:
        super().refresh_focus()
        self.refresh_lines(self.cursor)
