"""Data for people and programs: the only writer on stdout.

Every text passes the gate of `tui.core.text` on its way; JSON keeps control characters exactly, as
`\\u` escapes.
"""

from __future__ import annotations

import os
import sys

from tui.core.text import safe, safe_json, safe_lines

from . import talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TextIO

WIDEST = 88  # columns of a line of text, however wide the terminal is
_CHUNK = 1 << 15  # characters that are written at once
_written = False


class Form:
    """How items of one sort are put out.

    columns: the headings of csv and tsv; fields: an item's, one for each. text: its lines.
    value: what JSON has.
    """

    __slots__ = ("columns", "fields", "text", "value")

    def __init__(
        self,
        columns: Sequence[str],
        *,
        text: Callable[..., str],
        value: Callable[..., object],
        fields: Callable[..., Sequence[str]],
    ) -> None:
        self.columns = columns
        self.text = text
        self.value = value
        self.fields = fields


def form_of(
    columns: Sequence[str], text: Callable[..., str], value: Callable[..., dict[str, object]]
) -> Form:
    """A form whose csv and tsv have the same as its JSON."""

    def fields(item: object) -> list[str]:
        return ["" if one is None or one is False else str(one) for one in value(item).values()]

    return Form(columns, text=text, value=value, fields=fields)


def prepare() -> None:
    """Get stdout ready. Raises Stop where it is closed."""
    global _written
    _written = False
    stream: object = sys.stdout
    if stream is None:
        raise talk.Stop("standard output is closed")
    talk.encode(sys.stdout)


def put(items: Iterable[object], form: Form, how: str) -> int:
    """Write items in the format `how`; how many there were."""
    count = 0

    def counted() -> Iterator[object]:
        nonlocal count
        for item in items:
            count += 1
            yield item

    makers = {"text": _text, "json": _json, "jsonl": _json_lines, "csv": _csv, "tsv": _tsv}
    write(makers[how](counted(), form))
    return count


def put_one(value: object) -> None:
    """Write one value as JSON."""
    import json

    write([safe_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"])


def write(parts: Iterable[str]) -> None:
    """Write parts of text, each safe already and with its own line ends."""
    waiting: list[str] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size > _CHUNK:
            _send("".join(waiting))
            waiting, size = [], 0
    _send("".join(waiting))


def has_written() -> bool:
    """Whether something has been written already."""
    return _written


def _send(text: str) -> None:
    global _written
    _written = _written or bool(text)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon(sys.stdout)
        raise talk.Stop(f"the output can't be written: {error.strerror or error}") from None


def abandon(*streams: TextIO) -> None:
    """What is left to write, at exit too, goes nowhere: the other end is gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        opened: object = stream
        if opened is not None:
            os.dup2(nowhere, stream.fileno())


def on_terminal() -> bool:
    stream: object = sys.stdout
    return stream is not None and sys.stdout.isatty()


def width() -> int:
    """The columns that a line of text may have; 0 in a pipe: as many as it takes."""
    if not on_terminal():
        return 0
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        columns = 0
    return min(columns or 80, WIDEST)  # a terminal may not know its size


def coloured(when: str) -> bool:
    """Whether to set off text by the terminal's own means; when: auto, always or never."""
    if when in ("always", "never"):
        return when == "always"
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") in ("", "dumb")
    return on_terminal() and not plain


def _text(items: Iterable[object], form: Form) -> Iterator[str]:
    for item in items:
        yield form.text(item)


def _json(items: Iterable[object], form: Form) -> Iterator[str]:
    import json

    between = "[\n  "
    for item in items:
        text = json.dumps(form.value(item), ensure_ascii=False, indent=2)
        yield between + safe_json(text.replace("\n", "\n  "))
        between = ",\n  "
    yield "[]\n" if between.startswith("[") else "\n]\n"


def _json_lines(items: Iterable[object], form: Form) -> Iterator[str]:
    import json

    for item in items:
        yield safe_json(json.dumps(form.value(item), ensure_ascii=False)) + "\n"


def _csv(items: Iterable[object], form: Form) -> Iterator[str]:
    """As RFC 4180 has it, but for the line ends."""
    yield ",".join(form.columns) + "\n"
    for item in items:
        yield ",".join([_quoted(safe_lines(field)) for field in form.fields(item)]) + "\n"


def _quoted(field: str) -> str:
    if any(sign in field for sign in ',"\n'):
        field = '"' + field.replace('"', '""') + '"'
    return field


def _tsv(items: Iterable[object], form: Form) -> Iterator[str]:
    yield "\t".join(form.columns) + "\n"
    for item in items:
        yield "\t".join([safe(field) for field in form.fields(item)]) + "\n"
