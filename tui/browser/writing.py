"""What changes files: the editor, and links made of unlinked mentions."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.core.addresses import (
    PROBLEMS,
    UNLINKED,
    is_address,
    record_of,
    split_problem,
    subject_of,
)
from tui.core.records import split_reference
from tui.core.text import short
from tui.library import editor, unlinked
from tui.library.disk import is_inside
from tui.library.facade import LibraryError

if TYPE_CHECKING:
    from tui.library.facade import Library
    from tui.library.pages import Page

    from .main_screen import MainScreen

    Place = tuple[str, int]  # a file of the library, and a line of it


def read_again(screen: MainScreen, read: Callable[[], object] | None = None) -> bool:
    """Read changed files; whether that could be done. read: what does it, with more beside."""
    try:
        told = screen.navigator.reload(read)
    except LibraryError as error:
        screen.say(str(error))
        return False
    if told:
        screen.say(told)
    return True


# The editor


def edit(screen: MainScreen) -> None:
    """Open the file of what is read in the user's editor, and take in what it changes."""
    screen.preview_now()
    library = screen.onrecord.library
    path, line = _place(screen) or ("", 0)
    file = os.path.realpath(os.path.join(library.root, path))
    if not path or not is_inside(file, library.root):
        screen.say("There is no file of the library to edit here.")
        return
    if not os.path.exists(file):  # the editor would make a new one
        screen.say(f"{path} is not there any more.")
        return
    failed = ""
    try:
        with screen.app.suspend():
            try:  # in here: what is raised would leave the terminal to the editor
                editor.run(file, line)
            except editor.NoEditor as error:
                failed = str(error)
    except SuspendNotSupported:
        failed = "the editor needs a terminal of its own, and there is none here"
    if read_again(screen) and failed:
        screen.say(f"{failed[0].upper()}{failed[1:]}.")


def _place(screen: MainScreen) -> Place | None:
    """The file and line of what the cursor is on, or of what is read."""
    library, reader = screen.onrecord.library, screen.reader
    row, item, page = screen.rows.current, screen.linked.current, reader.content
    if screen.active == "list":
        return _place_of(library, row.ref) if row else None
    if screen.active == "linked":
        return _place_of(library, item.ref) if item else None
    if page is None:
        return None
    if reader.link in page.mentions:
        mention = page.mentions[reader.link]
        return mention.path, mention.line
    if is_address(page.ref) or page.kind == "quote":
        if page.path:
            return page.path, page.line
        target = page.document.links[reader.meant].target if reader.meant >= 0 else ""
        return _place_of(library, target)
    return page.path, _line(screen, page)


def _place_of(library: Library, ref: str) -> Place | None:
    """Where a record, a quotation or a problem stands."""
    if ref.startswith(PROBLEMS):
        return split_problem(ref)
    ref = record_of(ref)
    quotation = library.quotation(ref) if "#" in ref and not is_address(ref) else None
    if quotation is not None:
        return quotation.article.path, quotation.line
    record = None if is_address(ref) else library.record(ref)
    return (record.path, 1) if record else None


def _line(screen: MainScreen, page: Page) -> int:
    """The file's line of the link under the cursor, the passage opened, or the top of the view."""
    reader, document = screen.reader, page.document
    if reader.link >= 0:
        link = document.links[reader.link]
        block = document.blocks[document.block_at(link.start)]
        if any(run.source >= 0 for run in block.runs):
            return document.line_at(link.start)
        # It is no link of the body: its id stands in the front matter.
        target, listed = split_reference(link.target)[0], screen.onrecord.library.index
        same = screen.onrecord.library.same
        lines = [one.line for one in listed.links_of(page.path) if same(one.target.id, target)]
        return lines[0] if lines else document.line_at(link.start)
    spans = reader.marked_spans()
    shown = spans and reader.shows(spans[0][0])
    return document.line_at(spans[0][0] if shown else reader.offset_at_top)


# Unlinked mentions


def list_unlinked(screen: MainScreen) -> None:
    """Open the page of where the record that is read, or under the cursor, is named unlinked."""
    screen.preview_now()
    row, item, page = screen.rows.current, screen.linked.current, screen.reader.content
    refs = {
        "list": row.ref if row else "",
        "linked": item.ref if item else "",
        "reader": page.ref if page else "",
    }
    ref = subject_of(refs[screen.active])
    record = screen.onrecord.library.record(ref) if ref else None
    if record is None:
        screen.say("Open a record first: this lists where it is named without a link.")
        return
    screen.navigator.open(f"{UNLINKED}{record.id}")
    if screen.reader.content is not None and screen.reader.content.mentions:
        screen.say(f"{screen.onrecord.how('link')} makes a link of the mention under the cursor.")


def link(screen: MainScreen) -> None:
    """Make a link of the mention under the cursor; the cursor goes on to the next."""
    reader = screen.reader
    page, number = reader.content, reader.link
    if page is None or not page.ref.startswith(UNLINKED):
        key = screen.onrecord.how("unlinked")
        screen.say(f"{key} lists where a record is named without a link; there, this makes one.")
        return
    if number not in page.mentions:
        first = f"Choose a mention first: {screen.onrecord.how('next-link')}."
        screen.say(first if page.mentions else "Nothing is left to link.")
        return
    mention, library = page.mentions[number], screen.onrecord.library
    try:
        if not read_again(screen, lambda: unlinked.link(library, page, number)):
            return
    except unlinked.Refused as refused:
        screen.say(f"{refused}.")
        return
    left = len(reader.content.mentions) if reader.content else 0
    if left:
        reader.links.choose(min(number, left - 1))
    screen.say(f"Linked “{short(mention.words)}” in {mention.path}, line {mention.line:,}.")
