"""Where things are kept: the sample library; the user's settings, state and cache."""

from __future__ import annotations

import os
import sys
import zlib

from .disk import LIBRARY_FILE, find_library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.core.settings import Settings

SETTINGS_FILE = "config.yaml"

# `platformdirs` takes longer to import than a command takes to answer; on Linux the rule is short
# (XDG Base Directory Specification 0.8: a relative path counts as not set), and a test holds that
# both give the same folders.
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}


def folder(what: str) -> str:
    """The user's folder for "config", "state" or "cache"; `$ONRECORD_CACHE` … override."""
    own = os.environ.get(f"ONRECORD_{what.upper()}")
    if own:
        return os.path.abspath(own)
    if sys.platform == "linux":
        variable, default = _XDG[what]
        base = os.environ.get(variable, "").strip()
        if not os.path.isabs(base):
            home = os.path.expanduser("~")
            # Who has no home would find a folder called `~` beside their files.
            base = os.path.join(home if os.path.isabs(home) else os.devnull, default)
        return os.path.join(base, "onrecord")
    import platformdirs

    return str(getattr(platformdirs, f"user_{what}_path")("onrecord", appauthor=False))


def library_folder(what: str, root: str) -> str:
    """The folder for one library's state or cache: its name, and a number for its whole path."""
    number = zlib.crc32(os.fsencode(root))
    name = "".join(sign if sign.isalnum() else "-" for sign in os.path.basename(root))[:40]
    return os.path.join(folder(what), f"{name or 'library'}-{number:08x}")


def sample_library() -> str:
    """The sample library: beside the package in a clone, within it when installed."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "sample")
    if os.path.isfile(os.path.join(inside, LIBRARY_FILE)):
        return inside
    return os.path.join(os.path.dirname(package), "data")


def is_installed_sample(root: str) -> bool:
    """Whether a library is the sample within the installed program, as upgrades replace it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return os.path.realpath(root) == os.path.realpath(os.path.join(package, "sample"))


def settings_file() -> str:
    """Where the user's settings are written; such a file may not be there."""
    return os.path.join(folder("config"), SETTINGS_FILE)


def libraries(settings: Settings) -> dict[str, str]:
    """The folders of the libraries that have a name; the sample is always one of them."""
    known = {name: _whole(path) for name, path in settings.libraries.items()}
    sample = os.path.realpath(sample_library())
    return known if sample in known.values() else {**known, "the sample": sample}


def choose_library(named: str | None, settings: Settings | None = None) -> str:
    """The library's folder: `named`, else `$ONRECORD_LIBRARY`, else at or above here, else sample.

    Where `settings` name libraries, the first two may be such a name, unless a library is in a
    folder of that name; and the library that they choose comes before the sample. The path is
    absolute, symbolic links resolved. That a named folder holds a library is not checked here.
    """
    chosen = named or os.environ.get("ONRECORD_LIBRARY")
    if chosen:
        path = _whole(chosen)
        if settings and not os.path.isfile(os.path.join(path, LIBRARY_FILE)):
            path = _whole(settings.path_of(chosen))
        return path
    try:
        here = find_library(os.getcwd())
    except FileNotFoundError:  # the current folder was removed
        here = None
    own = settings.path_of(settings.library) if settings else ""
    return _whole(here or own or sample_library())


def _whole(path: str) -> str:
    return os.path.realpath(os.path.expanduser(path))
