"""`copy-as`: the chooser of formats, and the file that is written instead of copying."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from tui.core.addresses import is_address
from tui.core.citations import FORMATS
from tui.core.exports import ExportError
from tui.library import exact

from .chooser import Chooser, Row
from .prompt import Prompt
from .taking import references

if TYPE_CHECKING:
    from .main_screen import MainScreen

_KEPT = "format"
_FOR = {
    "text": "a sentence with its source",
    "markdown": "a block quote with its source",
    "csl-json": "for pandoc, Zotero, citeproc",
    "bibtex": "for LaTeX, JabRef",
    "ris": "for EndNote, Zotero, Mendeley",
    "reference": "as in links: ARTICLE#q2",
}


def copy_as(screen: MainScreen) -> None:
    """Let a format be chosen for what `copy` takes, or for all that is marked."""
    refs = references(screen)
    if not refs or any(map(is_address, refs)):
        screen.say("There is nothing to copy here.")
        return
    kept = screen.navigator.kept

    def done(number: int, key: str) -> None:
        form = FORMATS[number][0]
        kept.put(_KEPT, form)
        _export(screen, refs, number, to_file=key == "w")

    last = kept.get(_KEPT)
    rows = [Row(label, _FOR.get(form, ""), current=form == last) for form, label, _ in FORMATS]
    told = "enter copies, w writes a file, esc closes"
    screen.app.push_screen(Chooser(f"Copy {_what(refs)} as", rows, done, also=("w",), told=told))


def _export(screen: MainScreen, refs: list[str], number: int, *, to_file: bool) -> None:
    form, label, ending = FORMATS[number]
    if to_file and screen.onrecord.read_only:
        screen.say("No file is written here: this library is only read.")
        return
    try:
        text = screen.onrecord.library.export(refs, form)
    except ExportError as error:
        screen.say(f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return
    if to_file:
        screen.open_prompt(NameBar(_free_name(ending), text, screen.active))
        screen.say(f"Enter writes {_what(refs)} as {label} into this file; esc does not.")
    else:
        screen.app.copy_to_clipboard(text.removesuffix("\n"))
        screen.say(f"Copied {_what(refs)} as {label}.")


def _what(refs: list[str]) -> str:
    return refs[0] if len(refs) == 1 else f"{len(refs):,} marked rows"


def _free_name(ending: str) -> str:
    """A name for a file in the current folder that no file has yet."""
    stem = f"./onrecord-{date.today().isoformat()}"
    name, number = f"{stem}.{ending}", 1
    while os.path.lexists(name):
        number += 1
        name = f"{stem}-{number}.{ending}"
    return name


class NameBar(Prompt):
    """Asks for a file's name, and writes a text into it. taken: a name that a file has already."""

    def __init__(self, name: str, text: str, pane: str) -> None:
        super().__init__(name, "name of a file, then Enter")
        self.text = text
        self.pane = pane
        self.taken = ""

    def entered(self) -> None:
        if not self.value.strip():
            self.main.say("A file needs a name; esc writes none.")
            return
        name = self.value.strip()
        path = os.path.abspath(os.path.expanduser(name))
        try:
            exact.put(path, self.text.encode(), over=path == self.taken)
        except FileExistsError:
            self.taken = path
            self.main.say(f"{name} is there already; Enter again writes over it.")
        except (OSError, ValueError) as error:
            self.main.say(f"{name} can’t be written: {getattr(error, 'strerror', None) or error}")
        else:
            self.main.close_prompt(keep=True)
            self.main.say(f"Written to {path}")
