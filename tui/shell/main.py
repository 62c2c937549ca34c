"""The shell: reads the command line, runs the command, turns its end into an exit code."""

from __future__ import annotations

import sys

from tui import __version__

from . import output, talk
from .commands import COMMANDS, COMMON
from .options import Call, UsageError, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.library.facade import Library

    from .browse import Launch
    from .pick import Pick
    from .serve import Serve


def main(
    arguments: Sequence[str],
    launch: Launch,
    serve: Serve | None = None,
    pick: Pick | None = None,
) -> int:
    """Run a command line; the exit code.

    launch: opens the browser (see `browse.Launch`). serve: serves it (see `serve.Serve`).
    pick: lets one choose in it (see `pick.Pick`).
    """
    try:
        return _run(arguments, launch, serve, pick)
    except BrokenPipeError:  # whoever reads has enough
        output.abandon(sys.stdout, sys.stderr)
        return talk.FOUND
    except KeyboardInterrupt:
        return talk.INTERRUPTED


def _run(arguments: Sequence[str], launch: Launch, serve: Serve | None, pick: Pick | None) -> int:
    talk.prepare()
    try:
        output.prepare()
        if arguments[:1] == ["completion"] and arguments[2:3] == ["--"]:  # a shell's script asks
            from .completion import reply

            return reply(arguments[1], arguments[3:])
        return _dispatch(read(arguments, COMMANDS, COMMON, "browse"), launch, serve, pick)
    except UsageError as error:
        name = f"onrecord {error.command.name}" if error.command else "onrecord"
        return talk.stop(talk.Stop(error.message, f"Try: {name} -h"))
    except talk.Stop as stop:
        return talk.stop(stop)
    except BrokenPipeError:
        raise
    except OSError as error:  # a disk that is full or gone
        if isinstance(error, FileNotFoundError) and not error.filename:
            return talk.stop(talk.Stop("the current folder has been removed"))
        place = f"{error.filename}: " if error.filename else ""
        return talk.stop(talk.Stop(f"{place}{error.strerror or error}"))


def _dispatch(call: Call, launch: Launch, serve: Serve | None, pick: Pick | None) -> int:
    if call.on("help"):
        from . import help as helping

        output.write([helping.of(call.command) if call.named else helping.overview()])
        return talk.FOUND
    if call.on("version"):
        output.write([f"onrecord {__version__}\n"])
        return talk.FOUND
    name = call.command.name
    if name == "browse":
        from .browse import run as browse

        return browse(call, launch)
    if name == "pick":
        from .pick import run as picking

        return picking(call, pick)
    if name == "serve":
        from .serve import run as serving

        return serving(call, serve)
    if name == "index":
        from .index import run as index

        return index(call)
    if name == "keys":
        from .keys import run as keys

        return keys(call)
    if name == "completion":
        from .completion import run as completion

        return completion(call)
    if name == "man":
        from .manual import run as manual

        return manual()
    if name == "new":
        from .new import run as new

        return new(call)
    return _on_library(call, _reader(name))


def _reader(name: str) -> Callable[[Call, Library], int]:
    """A command on a library. Only what the command needs is loaded."""
    if name == "quotes":
        from .quotes import run
    elif name == "search":
        from .searching import run
    elif name == "verify":
        from .verify import run
    elif name == "show":
        from .show import run
    elif name == "list":
        from .listing import run
    elif name == "timeline":
        from .timeline import run
    elif name == "unlinked":
        from .unlinked import run
    elif name == "bookmarks":
        from .bookmarks import run
    elif name == "trail":
        from .kept import trail as run
    elif name == "searches":
        from .kept import searches as run
    elif name == "libraries":
        from .libraries import run
    elif name == "rename":
        from .rename import run
    else:
        from .check import run
    return run


def _on_library(call: Call, work: Callable[[Call, Library], int]) -> int:
    from tui.library.facade import LibraryError

    from .refs import open_library

    library = open_library(call)
    missing = "" if call.command.name == "check" else library.missing  # it tells that itself
    try:
        code = work(call, library)
        return talk.FAULT if missing and code == talk.NOTHING else code
    except talk.Stop as stop:
        raise talk.Stop(*stop.lines) if missing and stop.code == talk.NOTHING else stop from None
    except LibraryError as error:  # it has gone meanwhile
        raise talk.Stop(str(error)) from None
    except Exception as error:
        if not library.is_to_blame(error):
            raise
        library.mend(error)
        if output.has_written():
            why = f"the index was damaged ({error}), and is made anew: ask again"
            raise talk.Stop(why) from None
        return work(call, library)
    finally:
        for note in filter(None, (library.note, missing)):
            talk.say(f"onrecord: {note}")
        library.close()
