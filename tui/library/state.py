"""What one user keeps of one library: JSON files in the state folder."""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_ABANDONED = 60.0  # seconds after which nobody writes to a file any more

_unread: set[str] = set()  # files that are there and could not be read


def is_new(folder: str) -> bool:
    """Whether nothing was ever kept in a folder, and something could be."""
    try:
        return not os.listdir(folder)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def load(folder: str, name: str) -> Any:
    """The value kept under a name; None where there is none, or it can't be read."""
    path = os.path.join(folder, f"{name}.json")
    try:
        return _read(path)
    except (OSError, ValueError, RecursionError):
        _unread.add(path)
        return None


def _read(path: str) -> Any:
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (FileNotFoundError, NotADirectoryError):
        return None


def why_unread(folder: str, name: str, sort: type) -> str:
    """Why what is kept under a name can't be read, with its file; "" where it can, or nothing is.

    sort: of the value.
    """
    path = os.path.join(folder, f"{name}.json")
    try:
        value = _read(path)
    except OSError as error:
        return f"{path}: {error.strerror or error}"
    except (ValueError, RecursionError):
        return f"{path} is damaged"
    return "" if value is None or isinstance(value, sort) else f"{path} is damaged"


def save(folder: str, name: str, value: object) -> None:
    """Keep a value under a name: written beside the old one and renamed into its place.

    An old one that could not be read stays beside it, under another name. Raises OSError.
    """
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{name}.json")
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump(value, file)
            file.flush()
            os.fsync(file.fileno())
        if path in _unread:
            os.replace(path, f"{path}.unread")
            _unread.discard(path)
        os.replace(temporary, path)
    except BaseException:
        if os.path.lexists(temporary):
            os.unlink(temporary)
        raise
    _sweep(folder, f"{name}.json.")


def _sweep(folder: str, begin: str) -> None:
    """Take away what those who were killed have left half written, a minute ago or more."""
    import time

    for one in os.listdir(folder):
        if one.startswith(begin) and one.removeprefix(begin).isdecimal():
            path = os.path.join(folder, one)
            try:
                if time.time() - os.stat(path).st_mtime > _ABANDONED:
                    os.unlink(path)
            except FileNotFoundError:
                pass


def rename(folder: str, old: str, new: str) -> None:
    """Let trail and bookmarks follow a record to its new id. Raises OSError."""
    from tui.core.addresses import TIMELINE, UNLINKED
    from tui.core.past import Past
    from tui.core.query import NAMING

    whole = {before + old: before + new for before in ("", TIMELINE, UNLINKED)}

    def follow(ref: Any) -> Any:
        if not isinstance(ref, str):
            return ref
        record = ref.partition("#")[0].partition("@")[0]  # before a quotation’s number, or a date
        return whole[record] + ref.removeprefix(record) if record in whole else ref

    def follow_all(items: Any) -> None:
        for item in items if isinstance(items, list) else ():
            for key in ("ref", "row_ref", "linked_ref") if isinstance(item, dict) else ():
                if key in item:
                    item[key] = follow(item[key])
            if isinstance(item, dict) and isinstance(words := item.get("filter"), str):
                item["filter"] = in_query(words)

    def in_query(words: str) -> str:
        named = {f"{field}:{old}": f"{field}:{new}" for field in NAMING}
        return " ".join(named.get(word, word) for word in words.split(" "))

    past = Past.from_json(load(folder, "searches"))
    if past.queries or past.saved:
        past.queries = [in_query(words) for words in past.queries]
        past.saved = {name: in_query(words) for name, words in past.saved.items()}
        save(folder, "searches", past.to_json())
    trail, bookmarks = load(folder, "trail"), load(folder, "bookmarks")
    if isinstance(trail, dict):
        follow_all(trail.get("places"))
        if isinstance(visited := trail.get("visited"), list):
            trail["visited"] = [follow(ref) for ref in visited]
        save(folder, "trail", trail)
    if isinstance(bookmarks, list):
        follow_all(bookmarks)
        save(folder, "bookmarks", bookmarks)
