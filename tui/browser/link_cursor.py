"""The link cursor: which link of the page that is read the keys are on, and where links lead."""

from __future__ import annotations

from tui.core.addresses import in_words, is_address, record_of
from tui.core.records import split_reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.document import Link
    from tui.library.pages import Page

    from .reader_pane import ReaderPane


class LinkCursor:
    """number: the link under the cursor, -1 for none."""

    def __init__(self, reader: ReaderPane) -> None:
        self._reader = reader
        self.number = -1
        self._refs: dict[str, str] = {}

    def start(self) -> None:
        """Another page is read: no link is chosen, and what links lead to is asked anew."""
        self.number = -1
        self._refs.clear()

    @property
    def _links(self) -> list[Link]:
        return self._reader.content.document.links if self._reader.content else []

    @property
    def current(self) -> Link | None:
        """The link under the cursor."""
        return self._links[self.number] if 0 <= self.number < len(self._links) else None

    def exists(self, target: str) -> bool:
        """Whether a link leads anywhere."""
        return bool(self.ref_of(target))

    def ref_of(self, target: str) -> str:
        """What a link's target is called where it is shown: ids differ in case, `#q2` may have
        an id of its own. "" where it leads nowhere."""
        if target not in self._refs:
            self._refs[target] = self._reader.onrecord.library.ref_of(target)
        return self._refs[target]

    def status(self) -> str:
        """Where one is among the links, and where the one under the cursor leads, in words."""
        links, link = self._links, self.current
        if link is None:
            return f"{len(links):,} links" if len(links) != 1 else "1 link"
        if link.url:
            leads = link.url
        elif not self.exists(link.target):
            leads = f"nothing: {self._missing(link.target)}"
        else:
            ref = record_of(link.target)
            kind = self._reader.card.kind if self._reader.card else ""
            leads = in_words(ref) if is_address(ref) else f"{kind} {ref}".strip()
        return f"link {self.number + 1:,} of {len(links):,} → {leads}"

    def _missing(self, target: str) -> str:
        """What is not there where a link leads nowhere."""
        article, anchor = split_reference(target)
        if anchor and self.exists(article):
            return f"no quotation “{anchor}” in “{article}”"
        return f"no record “{target}”"

    def in_page(self, page: Page) -> int:
        """The number in another state of the page of the link under the cursor, -1 for none."""
        link = self.current
        if link is None:
            return -1
        same = [
            number
            for number, one in enumerate(page.document.links)
            if (one.target, one.url, one.words) == (link.target, link.url, link.words)
        ]
        return min(same, key=lambda number: abs(number - self.number), default=-1)

    # Moves

    def restore(self, number: int) -> None:
        """Put the cursor back on a link, if the page still has it."""
        self.number = number if number < len(self._links) else -1

    def move(self, step: int) -> None:
        """To the next link (1) or the one before (-1), wrapping; the screen's if it is away."""
        reader, layout = self._reader, self._reader.layout_
        if not self._links or layout is None:
            return
        visible = layout.links_between(reader.top, reader.top + reader.view)
        if self.number < 0 or (visible and not visible[0] - 1 <= self.number <= visible[-1] + 1):
            number = (
                (visible[0] if step > 0 else visible[-1]) if visible else self._link_after(step)
            )
        else:
            number = (self.number + step) % len(self._links)
        self.choose(number)

    def _link_after(self, step: int) -> int:
        """The first link below the top of the screen, or the last above it, wrapping."""
        at_top = self._reader.offset_at_top
        after = [number for number, one in enumerate(self._links) if one.start >= at_top]
        following = after[0] if after else 0
        return following if step > 0 else (following - 1) % len(self._links)

    def choose(self, number: int) -> None:
        """Put the cursor on a link, -1 for none, and bring it into view."""
        reader = self._reader
        height = reader.height_of_status
        before, self.number = self.number, number
        reader.finder.current = -1
        reader.onrecord.main.show_card()
        moved = self.show()
        if reader.height_of_status != height:  # the card is gone, or takes other lines than before
            reader.refresh()
        elif not moved:
            for one in {before, number} - {-1}:
                self._refresh(one)
            reader.refresh_status()

    def _refresh(self, number: int) -> None:
        layout = self._reader.layout_
        if layout is None:
            return
        link = self._links[number]
        first, last = layout.line_at(link.start), layout.line_at(link.end - 1)
        self._reader.refresh_lines(*range(first, last + 1))

    def show(self) -> bool:
        """Bring the link under the cursor into view; whether the view had to move for it."""
        if self.current is None or self._reader.layout_ is None:
            return False
        return self._reader.show_offset(self.current.start)

    def at(self, line: int, column: int) -> int:
        """The number of the link that stands at a cell of a line of the page, -1 for none."""
        layout = self._reader.layout_
        if layout is None or not 0 <= line < len(layout.lines):
            return -1
        offset = layout.offset_at(layout.lines[line], column - self._reader.margin)
        for number, link in layout.links_in(layout.lines[line]):
            if link.start <= offset < link.end:
                return number
        return -1
