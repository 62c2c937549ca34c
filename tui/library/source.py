"""A record file's text as it stands on the disk, and where its front matter ends.

Nothing here reads YAML, so that a record can be shown without loading it.
"""

from __future__ import annotations

import os
import stat

from tui.core.problems import ERROR, WARNING, Problem

from .disk import LEADS_OUT, REMEDY, is_inside

MAX_BYTES = 16 * 1024 * 1024  # longer than any article; what is longer is not one


def read_text(root: str, path: str) -> tuple[str, list[Problem]]:
    """The text of a file of the library at `root`, line ends made one; what is wrong with it.

    path: in the library; one that leads out of it, by itself or by symbolic links, is not read.
    The text is "" where it can't be read.
    """
    raw, problems = read_inside(root, path)
    return ("", problems) if problems else decode(raw, path)


def read_inside(root: str, path: str) -> tuple[bytes, list[Problem]]:
    """The bytes of a file of the library at `root`, or why they can't be read."""
    # Asked each time: since its folder was gone through, a link may have taken a file's place.
    absolute = os.path.realpath(os.path.join(root, path))
    if not is_inside(absolute, root):
        return b"", [Problem(path, 1, ERROR, LEADS_OUT)]
    return read_bytes(absolute, path)


def read_bytes(absolute: str, path: str) -> tuple[bytes, list[Problem]]:
    """The bytes of a file, or why they can't be read."""
    try:
        status = os.stat(absolute)
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its writer
            message = "what stands under this name is no regular file; move it out of the library"
            return b"", [Problem(path, 1, ERROR, message)]
        size = status.st_size
        if size > MAX_BYTES:
            message = (
                f"the file has {size:,} bytes; a record has at most {MAX_BYTES:,}: "
                "split it, or move it out of the library"
            )
            return b"", [Problem(path, 1, ERROR, message)]
        with open(absolute, "rb", buffering=0) as file:
            raw = file.read(size + 1)
        if len(raw) != size:  # it is growing, or comes in pieces
            with open(absolute, "rb") as whole:
                raw = whole.read(MAX_BYTES + 1)
        return raw, []
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return b"", [Problem(path, 1, ERROR, f"the file can't be read: {reason}; {REMEDY}")]


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text in `raw`, without a byte-order mark and with `\\n` line ends, and its problems."""
    problems = []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        message = "the file begins with a byte-order mark; save it as UTF-8 without one"
        problems.append(Problem(path, 1, WARNING, message))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is UTF-16; save it as UTF-8 (iconv -f utf-16 -t utf-8)"
        problems.append(Problem(path, 1, ERROR, message))
        return _with_newlines(raw.decode("utf-16", errors="replace")), problems
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _with_newlines(raw[: error.start].decode("latin-1")).count("\n") + 1
        message = (
            f"byte 0x{raw[error.start]:02X} is not UTF-8; save the file as UTF-8 "
            "(from Latin-1: iconv -f latin1 -t utf-8)"
        )
        problems.append(Problem(path, line, ERROR, message))
        text = raw.decode("utf-8", errors="replace")
    return _with_newlines(text), problems


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(text: str) -> tuple[str | None, int]:
    """The front matter of a file and the offset where its body begins.

    `text` begins with a line `---`; the front matter ends at the next such line. (None, 0): it
    does not begin so. ("", -1): it is never closed.
    """
    end = text.find("\n")
    first = text if end < 0 else text[:end]
    if not first.startswith("---") or first.rstrip() != "---":
        return None, 0
    start = end + 1
    at = text.find("\n---", end) if end >= 0 else -1
    while at >= 0:
        end = text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        if not text[at + 4 : end].strip():
            return text[start : at + 1], min(end + 1, len(text))
        at = text.find("\n---", end)
    return "", -1


def split_body(text: str) -> tuple[str | None, str, int]:
    """The front matter (None without one), the body, and the file's line where the body begins."""
    front, at = split(text)
    if front is None or at < 0:
        return None, text, 1
    return front, text[at:], text.count("\n", 0, at) + 1


def body(root: str, path: str) -> tuple[str, int]:
    """The body of a file of the library and the line where it begins; ("", 1) if unreadable."""
    text, _ = read_text(root, path)
    return split_body(text)[1:]
