"""What the three panes have in common: a frame with a title and a status line, drawn by line.

A pane draws its frame itself, so that a move of the cursor sends the lines it touches and nothing
else. With a whole screen to itself (`bare`) it has no frame but a title above and a status below.
"""

from __future__ import annotations

from . import drawing
from .cells import cell_len
from .surface import Box, Part, Pieces, Surface

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Pane(Surface):
    """A framed pane of lines. Subclasses give the lines, and move in them."""

    name_of = "pane"  # as the trail has it: list, reader, linked
    bare = False
    _top = 0

    @property
    def is_active(self) -> bool:
        """Whether this is the pane that has the keys."""
        return self.onrecord.main.active == self.name_of

    @property
    def top(self) -> int:
        """The first line that is shown."""
        return self._top

    @top.setter
    def top(self, top: int) -> None:
        self._top = top

    # What a subclass gives

    def title(self) -> str:
        """The words in the upper frame."""
        return ""

    def status(self) -> list[Pieces]:
        """The lines below the view."""
        return [[]]

    def line(self, number: int) -> Pieces:
        """The pieces of one line of the content."""
        raise NotImplementedError

    def count(self) -> int:
        """How many lines of content there are."""
        return 0

    # Geometry

    def place(self, box: Box, *, bare: bool) -> None:
        """Put the pane somewhere on the screen; without its frame if `bare`."""
        size = box[2:]
        changed = (self.columns, self.rows, self.bare) != (*size, bare)
        self.columns, self.rows = size
        self.bare = bare
        self.fix(box)
        if changed:
            self.resized()
            self.refresh()

    def resized(self) -> None:
        """The pane has another size: what is read, and the cursor, stay in view."""
        self.top = self.clamp(self.top)

    @property
    def inner(self) -> int:
        """The width of a line of content, in cells."""
        return max(self.columns - (0 if self.bare else 2), 1)

    @property
    def height_of_status(self) -> int:
        """How many lines `status` gives."""
        return 1

    @property
    def view(self) -> int:
        """How many lines of content are on the screen."""
        frame = 1 if self.bare else 3
        return max(self.rows - frame - self.height_of_status, 1)

    def clamp(self, top: int) -> int:
        """The nearest first line that leaves no needless empty room below."""
        return max(0, min(top, self.count() - self.view))

    # Drawing

    def drawn(self, y: int) -> Iterator[Part]:
        width, height = self.columns, self.rows
        first_status = height - self.height_of_status - (0 if self.bare else 1)
        if y == 0:
            yield self._title_line(width), width, "text"
        elif y >= height:
            yield [], width, "text"  # a layout that is about to be replaced
        elif not self.bare and y == height - 1:
            yield self._rule("└", "┘"), width, "text"
        elif not self.bare and y == first_status - 1:
            yield self._rule("├", "┤"), width, "text"
        else:
            inner = self.status()[y - first_status] if y >= first_status else self._pieces(y - 1)
            side: list[Part] = [] if self.bare else [([("│", "border")], 1, "text")]
            yield from (*side, (inner, self.inner, "text"), *side)

    def _pieces(self, y: int) -> Pieces:
        number = self.top + y
        return self.line(number) if 0 <= number < self.count() else []

    def _rule(self, left: str, right: str) -> Pieces:
        return [(left + "─" * max(self.columns - 2, 0) + right, "border")]

    def _title_line(self, width: int) -> Pieces:
        # Only this line of the frame tells which pane has the keys: a change of focus is then
        # two lines to send, not two frames.
        border = "border-focus" if self.is_active else "border"
        words = drawing.shorten(self.title(), max(width - 8, 1))
        style = "border-title-focus" if self.is_active else "border-title"
        left = "─" if self.bare else "┌"
        right = "─" if self.bare else "┐"
        if self.is_active:
            words = f"● {words}"
        line = "─" * max(width - cell_len(words) - 4, 0)
        return [(f"{left} ", border), (words, style), (f" {line}{right}", border)]

    # Refreshing no more than what changed

    def refresh_lines(self, *numbers: int) -> None:
        """Draw some lines of the content again."""
        left, width = (0, self.columns) if self.bare else (1, self.inner)
        for number in numbers:
            y = number - self.top
            if 0 <= y < self.view:
                self.refresh((left, y + 1, width, 1))

    def refresh_view(self) -> None:
        """Draw the content again, not the frame."""
        left, width = (0, self.columns) if self.bare else (1, self.inner)
        self.refresh((left, 1, width, self.view))

    def refresh_status(self) -> None:
        """Draw the lines below the view again."""
        left, width = (0, self.columns) if self.bare else (1, self.inner)
        height = self.height_of_status
        y = self.rows - height - (0 if self.bare else 1)
        self.refresh((left, y, width, height))

    def refresh_focus(self) -> None:
        """Draw again what tells whether this pane has the keys."""
        self.refresh((0, 0, self.columns, 1))

    # Scrolling

    def scroll_lines(self, lines: int) -> None:
        """Move the view, not the cursor."""
        self.scroll_top(self.top + lines)

    def scroll_top(self, top: int) -> None:
        """Make a line the first one of the view."""
        top = self.clamp(top)
        if top != self.top:
            self.top = top
            self.refresh_view()
            self.refresh_status()

    # Moves, as the actions call them: the size of a move is in lines

    def move(self, lines: int) -> None:
        """Down (or up, negative) by lines."""
        self.scroll_lines(lines)

    def page(self, pages: float) -> None:
        """Down (or up, negative) by pages or parts of one."""
        self.move(int(pages * max(self.view - (1 if abs(pages) == 1 else 0), 1)))

    def to_end(self, *, bottom: bool) -> None:
        """To the first or the last line."""
        self.scroll_top(self.count() if bottom else 0)
