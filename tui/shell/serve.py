"""`serve`: the browser as a page, for those who sit at a desk."""

from __future__ import annotations

import os
import sys

from tui.library.settings import load

from . import output, talk
from .refs import open_library
from .settings import check
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .options import Call

    # (the command line of each session, host, ports to try, title of the page, what is told the
    # page's address) to the exit code. Raises OSError where no port is to be had, and
    # ModuleNotFoundError where what serves is not installed.
    Serve = Callable[[Sequence[str], str, Sequence[int], str, Callable[[str], object]], int]

_PORT = 8000
_TRIED = 20  # ports, from that one on
_MISSING = "serve needs what comes with the extra “web”: pip install 'onrecord[web]'"


def run(call: Call, serve: Serve | None) -> int:
    """Serve the library until a signal ends it. Raises Stop."""
    host, ports = _host(call.get("host", "127.0.0.1")), _ports(call.get("port"))
    check(load())  # of them, too, it is told here, and not by each session
    library = open_library(call)  # so that it is known to be one, and its index up to date
    root, name = library.root, library.name
    library.close()
    arguments = ["browse", "--read-only", f"--library={root}"]
    arguments += [f"--color={call.get('color')}"] if call.get("color") else []
    arguments += ["--ascii"] if call.on("ascii") else []

    def ready(url: str) -> None:
        output.write([f"{url}\n"])
        sys.stdout.flush()
        talk.say(f"serving {name}, read-only; ctrl+c ends it")

    try:
        if serve is None:
            raise Stop(_MISSING)
        return serve(arguments, host, ports, name, ready)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "tui":
            raise
        raise Stop(_MISSING) from None
    except OSError as error:
        where = f"port {ports[0]} of {host}" if len(ports) == 1 else f"{host} from {ports[0]} on"
        why = os.strerror(error.errno) if error.errno else str(error)
        raise Stop(f"{where} can’t be had: {why}") from None


def _host(written: str) -> str:
    """A loopback address. Raises Stop."""
    import ipaddress

    if written.lower() == "localhost":
        return "localhost"
    try:
        address = ipaddress.ip_address(written.removeprefix("[").removesuffix("]"))
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise Stop(
            f"--host takes an address of this machine alone (127.0.0.1, ::1 or localhost), "
            f"not “{written}”; from elsewhere, ssh -L {_PORT}:127.0.0.1:{_PORT} leads to it"
        )
    return str(address)


def _ports(written: str) -> Sequence[int]:
    """The ports to try. Raises Stop."""
    if not written:
        return range(_PORT, _PORT + _TRIED)
    if not (written.isascii() and written.isdigit() and len(written) < 6 and int(written) < 65536):
        raise Stop(f"--port takes a number from 0 to 65535, not “{written}”")
    return [int(written)]
