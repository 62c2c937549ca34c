"""From one of the user's libraries to another, in the same browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.library import places
from tui.library.facade import Library, LibraryError

from .chooser import Chooser, Row
from .navigation import Navigator
from .note import Note

if TYPE_CHECKING:
    from .main_screen import MainScreen


def choose(screen: MainScreen) -> None:
    """Put the libraries that have a name up to choose from; or tell how to name some."""
    app = screen.onrecord
    known = list(places.libraries(app.settings).items())
    if not app.settings.libraries:
        app.push_screen(Note("Libraries", _how_to_name(app.key("libraries"))))
        return
    if all(path != app.library.root for _, path in known):
        known.insert(0, (app.library.name, app.library.root))
    rows = [Row(name, path, current=path == app.library.root) for name, path in known]
    app.push_screen(Chooser("Libraries", rows, lambda number, _: change(screen, known[number][1])))


def change(screen: MainScreen, root: str) -> None:
    """Open another library at its last place; where that can't be done, the old one stays."""
    app = screen.onrecord
    if root == app.library.root:
        return
    try:
        library = Library(root, at_once=app.watches)
    except LibraryError as error:
        screen.say(str(error))
        return
    except OSError as error:
        screen.say(f"{error.filename or root}: {error.strerror or error}")
        return
    library.read_only = app.library.read_only
    screen.stop_preview()
    screen.navigator.save()
    screen.gatherer.close()
    app.library.close()
    app.library = library
    screen.rows.marks.clear()
    screen.set_pane("list")
    screen.navigator = Navigator(screen)
    screen.navigator.start(None)
    screen.header.refresh()
    if screen.live is not None:
        screen.live.start()
    screen.say(f"Now in {library.name}.")


def _how_to_name(key: str) -> list[str]:
    told = f"Name your libraries in {places.settings_file()}, and {key} changes between them:"
    return [told, "", "libraries:", "  news: ~/news", "  beat: /srv/beat"]
