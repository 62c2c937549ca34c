"""Where the reader is, has been and comes back to: the trail, and places put on the screen."""

from __future__ import annotations

from collections.abc import Callable

from tui.core.addresses import LIST, is_address, split_list
from tui.core.text import short
from tui.core.trail import Place, Trail
from tui.library import following
from tui.library.following import Lead

from . import matches
from .kept import Kept
from .results_pane import SEARCHES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.pages import Page

    from .board import Board


class Navigator:
    """Opens records on a screen and keeps the trail of them."""

    def __init__(self, screen: Board) -> None:
        self.screen = screen
        self.library = screen.onrecord.library
        self.trail = Trail.from_json(self.library.load_state("trail"))
        self.kept = Kept(self.library)
        screen.rows.marks.clear()  # they may be of another library
        self._lead = Lead(None, "")
        self._state = ""  # of the file that is read

    def start(self, ref: str | None) -> None:
        """The first place: `ref`, else the one that was left last, else the first article."""
        last = self.trail.current
        if last is not None:
            self._restore(last)
        else:
            self.screen.list_pane.show("articles")
            self.preview()
            self.trail.visit(self.place())
        if ref:
            record = self.library.record(ref)
            if record is not None and last is None:
                from .list_pane import LISTS

                name = next(name for name, kind in LISTS.items() if kind == record.kind)
                self.screen.list_pane.show(name, ref=record.id)
            self.open(ref)

    def place(self) -> Place:
        """The place that is on the screen now."""
        rows, reader, linked = self.screen.rows, self.screen.reader, self.screen.linked
        page = reader.content
        offset = reader.offset_at_top
        row, item = rows.current, linked.current
        ref, words, at = self._pointed_out()
        return Place(
            ref,
            view="quotation" if page and page.kind == "quote" else "",
            pane=self.screen.active,
            list=rows.list,
            sort=rows.sort,
            filter=rows.filter,
            row_ref=row.ref if row else "",
            row=rows.cursor,
            list_top=rows.top_row,
            offset=offset,
            words=reader.words_at_top,
            marked=words,
            marked_at=at,
            link=reader.link,
            linked_ref=item.ref if item else "",
            linked_row=max(linked.cursor, 0),
            linked_top=linked.top,
        )

    def _pointed_out(self) -> tuple[str, str, int]:
        """What is read: its reference, and words and offset of what is pointed out of it."""
        page, reader, lead = self.screen.reader.content, self.screen.reader, self._lead
        if page is None:
            return "", "", 0
        if reader.marked or page.kind == "quote" or (lead.words and lead.told):
            return reader.marked or lead.ref, lead.words, lead.offset
        if reader.passage is not None:
            return page.ref, lead.words, reader.passage[0]
        return page.ref, "", 0

    def open(self, ref: str) -> None:
        """Go to a record, a quotation's passage, or an address: the newest place of the trail."""
        if ref.startswith(LIST):
            self.open_list(*split_list(ref))
            return
        for name, address in SEARCHES.items():
            if ref.startswith(address):
                self.open_results(name, ref.removeprefix(address))
                return
        page = self.screen.reader.content
        if page is not None and page.ref == ref and is_address(ref):
            self.screen.set_pane("reader")  # a key that leads here need not be pressed back twice
            return
        self.screen.stop_preview()
        self.trail.update(self.place())
        self.show(ref)
        self.screen.set_pane("reader")
        self.trail.visit(self.place())
        self.save()

    def open_list(self, name: str, filter: str = "") -> None:  # noqa: A002
        """Go to a list, filtered by a query; it becomes the newest place of the trail."""
        self.screen.stop_preview()
        self.trail.update(self.place())
        self.screen.list_pane.show(name, filter=filter)
        self.preview()
        self.screen.set_pane("list")
        self.trail.visit(self.place())
        if filter and (key := self.screen.onrecord.key("cancel")):
            self.screen.say(f"{key} shows the whole list.")
        self.save()

    def open_results(self, name: str, words: str, sort: str = "") -> None:
        """Go to the results of a search; they become the newest place of the trail.

        name, sort: see ResultsPane.
        """
        self.screen.stop_preview()
        self.trail.update(self.place())
        self.screen.results.show(name, words, sort)
        self.preview()
        self.screen.set_pane("list")
        self.trail.visit(self.place())
        self.save()

    def stay(self, origin: Place) -> None:
        """Let the results that are on the screen be the place after the one they came from."""
        self.screen.preview_now()
        self.trail.update(origin)
        self.trail.visit(self.place())
        self.save()

    def come_back(self, place: Place, *, zoomed: bool) -> None:
        """Put a place on the screen that was there just before."""
        self.screen.stop_preview()
        self._restore(place)
        if zoomed:
            self.screen.set_zoomed(True)

    def open_found(self, *, new: bool, last: bool) -> None:
        """Show the row of the results that the cursor is on, at its first match or its last.

        new: it is another place of the trail, not the same one gone on.
        """
        self.screen.stop_preview()
        if new:
            self.trail.update(self.place())
        self.preview()
        reader = self.screen.reader
        if not reader.display:
            self.screen.set_pane("reader")
        if last and reader.finder.matches and not reader.marked_spans():
            reader.find_again(len(reader.content.document.text) if reader.content else 0, -1)
        here = self.place()
        (self.trail.visit if new else self.trail.update)(here)
        before = self.trail.before
        if before and (before.list, before.filter) == (here.list, here.filter):
            # Back leads to the same results, at the row that one has got to.
            before.row, before.row_ref, before.list_top = here.row, here.row_ref, here.list_top
            before.ref = ""

    def show(
        self, ref: str, *, view: str = "", words: str = "", offset: int = 0, whole: bool = False
    ) -> None:
        """Put a page into the reader, from its top, or from the quotation or passage that is meant.

        words, offset: of what was pointed out there, if it is to be found again (see `lead`).
        whole: at once; else what takes long to gather of it may come later.
        """
        kept = self.screen.gatherer.whole(ref) if not words else None
        if kept is not None:
            self.library.certain(lambda: kept.page, lambda page: page.ids() if page else set())
            self.put(kept, ref)
            return
        if self.screen.gatherer.ref == ref and not (words or whole):
            self.put(self._lead, ref)  # as when a row is opened of which the preview is shown
            return
        lead = following.lead(
            self.library, ref, view=view, words=words, offset=offset, begun=not whole
        )
        self.put(lead, ref)

    def put(self, lead: Lead, ref: str) -> None:
        """Put what a reference leads to into the reader."""
        goes_on = lead is self._lead
        self._lead = lead
        self._state = self._state_of(lead.page)
        self.screen.reader.show(lead.page, marked=lead.marked, passage=lead.passage)
        begun = lead.page if lead.page and lead.page.is_begun else None
        self.screen.linked.show(lead.page.groups if lead.page else [], waits=begun is not None)
        if self.screen.results.on:
            matches.point_out(self.screen, ref)
        if lead.told:
            self.screen.say(lead.told)
        if begun is not None:
            self.screen.gatherer.start(begun.ref)
        elif not goes_on:
            self.screen.gatherer.stop()

    def put_whole(self, made: Lead) -> None:
        """Put what has been gathered in the place of its beginning."""
        if made.page is None:
            self.screen.say(self._keep_text())
            return
        self._put_again(made, made.page)
        if self.screen.active == "linked":
            self.screen.linked_moved()

    def preview(self) -> None:
        """Show the list's current row in the reader; the place stays the same on the trail."""
        row = self.screen.rows.current
        if row is not None and row.ref:
            self.show(row.ref, view="quotation" if self.screen.rows.list == "quotes" else "")
        elif not self.screen.results.on:  # beside a search stays what was read before
            self.show_nothing()

    def show_nothing(self) -> None:
        """Leave the reader empty; also when a page that was begun there comes whole."""
        self._lead = Lead(None, "")
        self.screen.gatherer.stop()
        self.screen.reader.show(None)
        self.screen.linked.show([])

    def go(self, step: int) -> None:
        """Back (-1) or forward (1) along the trail."""
        self.screen.stop_preview()
        self.trail.update(self.place())
        place = self.trail.back() if step < 0 else self.trail.forward()
        if place is None:
            self.screen.say("This is where the trail begins." if step < 0 else "Nothing is ahead.")
        else:
            self._restore(place)

    def reload(self, read: Callable[[], object] | None = None) -> str:
        """Read changed files, and show the same place of them. read: what reads them.

        What is to be said of what is read: that it has changed, or is gone; "" for nothing.
        """
        place = self.place()
        self.screen.gatherer.forget()
        (read or self.library.reload)()
        self.screen.rows.marks.follow(self.library)
        if self.screen.results.on:
            self.screen.results.renew()
        else:
            self.screen.list_pane.renew(self._row_ref(place))
        told = self._renew_page(place)
        self.screen.header.refresh()
        return told

    def _renew_page(self, place: Place) -> str:
        """Show again what is read; a text that is gone can still be read."""
        page = self.screen.reader.content
        if page is None:
            self.preview()
            return ""
        lead = following.lead(
            self.library,
            place.ref,
            view=place.view,
            words=place.marked,
            offset=place.marked_at,
            begun=True,
        )
        if lead.page is None:
            self.screen.gatherer.stop()
            return self._keep_text()
        before, self._state = self._state, self._state_of(lead.page)
        is_same = before and self._state == before  # else names that it shows have changed
        changed = not is_same and lead.page.document.text != page.document.text
        if lead.page.is_begun:  # what was shown before stays until the whole is there
            self._lead = lead
            self.screen.gatherer.start(place.ref)
            changed = bool(before) and not is_same
        else:
            self.screen.gatherer.stop()
            self._put_again(lead, lead.page)
        if lead.told:
            return lead.told
        return f"“{short(page.title)}” has changed." if changed else ""

    def _keep_text(self) -> str:
        """What is read is gone: its text, as far as it is there, can still be read. What to say."""
        page = self.screen.reader.content
        if page is not None and page.is_begun:
            page = page.without_rest()
            self._put_again(Lead(page, page.ref), page)
        title = short(page.title) if page else ""
        return f"“{title}” is gone from the library; its text stays here."

    def _put_again(self, lead: Lead, page: Page) -> None:
        """Put what has become of the page into the reader; the view stays where it is."""
        reader, linked = self.screen.reader, self.screen.linked
        self._lead = lead
        reader.renew(page, marked=lead.marked, passage=lead.passage)
        linked.renew(page.groups)
        card, row, top = linked.card, linked.cursor, linked.top
        self.screen.show_card()
        if reader.link < 0:
            linked.card = card
        linked.cursor, linked.top = row, top

    def _state_of(self, page: Page | None) -> str:
        """What tells whether the file of a page is another one than before."""
        return self.library.state_of(page.path) if page and page.path else ""

    def _restore(self, place: Place) -> None:
        reader, linked = self.screen.reader, self.screen.linked
        self._show_rows(place, self._row_ref(place))
        if place.ref:
            self.show(
                place.ref,
                view=place.view,
                words=place.marked,
                offset=place.marked_at,
                whole=place.offset > 0 or place.link >= 0 or place.linked_row > 1,
            )
            if reader.content is not None:
                reader.restore(place.offset, place.words, place.link)
        else:
            self.preview()
        self.screen.set_pane(place.pane)
        self.screen.show_card()
        if place.ref and reader.content is not None:  # after the card, which looks for its own row
            linked.restore(place.linked_ref, place.linked_row, place.linked_top)
        if place.pane == "linked":
            self.screen.linked_moved()

    def _row_ref(self, place: Place) -> str:
        """What the list's row under the cursor is called now: a quotation is found by its words."""
        if place.row_ref == place.ref and "#" in place.ref and place.marked:
            quoted = following.quotation(self.library, place.ref, place.marked)
            return quoted.ref if quoted else ""
        return place.row_ref

    def _show_rows(self, place: Place, ref: str) -> None:
        """Put the list of a place on the screen, or the results; the cursor on the row of `ref`."""
        results, rows = self.screen.results, self.screen.list_pane
        if place.list in SEARCHES:
            results.show(place.list, place.filter, place.sort, row=place.row, ref=ref)
        else:
            rows.show(place.list, place.sort, filter=place.filter, row=place.row, ref=ref)
        self.screen.rows.place_top(place.list_top)

    def save(self) -> None:
        """Keep the trail for the next start; says so where that can't be done."""
        self.trail.update(self.place())
        try:
            self.library.save_state("trail", self.trail.to_json())
        except OSError as error:
            self.screen.say(f"The trail can’t be kept: {error.strerror or error}")
