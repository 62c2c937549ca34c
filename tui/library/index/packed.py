"""How bodies and front matters are kept in the index: in few bytes, and each quotation's but once.

The words of a quotation mostly stand in the body just as in the front matter, so they are kept with
the body, and the quotation knows where.
"""

from __future__ import annotations

from .database import DatabaseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from sqlite3 import Cursor
    from typing import Any

    from tui.core.records import Named

    Span = tuple[int, int]

_NAMES = ("text", "kind", "speaker", "speaker_as", "said", "to", "to_as", "event", "cue", "status")
# What stands in nearly every quotation, and a control sign for it: JSON text has none in it.
_SIGNS = [
    (written, chr(number))
    for number, written in enumerate(
        ('{"text":"', '{"text":["', '"],"', *(f'","{name}":"' for name in _NAMES)), 1
    )
]
# In the place of the words: one text, or a list of parts, that stands in the body. A front matter
# as it is written has no numbers, only words (see `frontmatter`).
_ONE, _PARTS = 0, 1
_FROM_BODY = (
    (f'{{"text":{_ONE},', '\x1e",'),
    (f'{{"text":{_PARTS},', '\x1f",'),
)

_LONGEST = 1 << 26  # bytes of a text as it is shown; a file has 16 MiB, and a sign may become three

_BITS = 13  # of the place of a byte in a text of the usual length

_encode: list[Callable[[object], str]] = []  # made when it is needed: most only read


def dump(value: object) -> str:
    """A value as JSON text."""
    if not _encode:
        import json

        _encode.append(json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode)
    return _encode[0](value)


def pack(fields: dict[str, object], spans: Sequence[Span], body: str) -> str:
    """What a front matter says of a quotation, to be kept. spans: where it stands in the body."""
    words = fields.get("text")
    there = [body[start:end] for start, end in spans]
    if there and words == there:
        fields = {**fields, "text": _PARTS}
    elif there == [words]:
        fields = {**fields, "text": _ONE}
    text = dump(fields)
    for written, sign in _FROM_BODY:
        if text.startswith(written):
            text = sign + text[len(written) :]
    for written, sign in _SIGNS:
        text = text.replace(written, sign)
    return text


def unpack(text: str, spans: Sequence[Span], body: Callable[[], str]) -> dict[str, Any]:
    """The same again, its keys in their order. body: gives the text; asked if it is needed."""
    for written, sign in reversed(_SIGNS):
        text = text.replace(sign, written)
    for written, sign in _FROM_BODY:
        if text.startswith(sign):
            text = written + text[len(sign) :]
    import json

    fields = dict(json.loads(text))
    words = fields.get("text")
    if isinstance(words, int):
        there = [body()[start:end] for start, end in spans]
        fields["text"] = there if words == _PARTS else there[0]
    return fields


def pack_spans(spans: Sequence[Span]) -> str:
    """`12+30 50+8`: from where on, and how many signs."""
    return " ".join(f"{start}+{end - start}" for start, end in spans)


def unpack_spans(text: str) -> list[Span]:
    """The same again."""
    found = []
    for span in text.split():
        start, _, length = span.partition("+")
        found.append((int(start), int(start) + int(length)))
    return found


def pack_body(text: str) -> bytes:
    """A body's text as it is shown, to be kept."""
    import zlib

    raw = text.encode("utf-8", "replace")
    # To make room for a long text takes longer than to pack one of the usual length.
    room = (_BITS, 7) if len(raw) <= 1 << _BITS else (15, 8)
    packing = zlib.compressobj(6, zlib.DEFLATED, *room)
    return packing.compress(raw) + packing.flush()


def unpack_body(packed: bytes) -> str:
    """The same again. Raises DatabaseError: it is none, or longer than any can be."""
    import zlib

    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, _LONGEST)
        if unpacking.eof:
            return text.decode()
    except (zlib.error, TypeError, ValueError):
        pass
    raise DatabaseError("a text in it can't be unpacked")


class Bodies:
    """The texts of articles, for one question to the index: the last one is kept.

    named: what the question has found of the records that quotations name.
    """

    def __init__(self, run: Callable[..., Cursor]) -> None:
        self._run = run
        self.named: dict[str, Named] = {}
        self._file = 0
        self._text = ""

    def of(self, file: int) -> str:
        """The text of a file's body as it is shown; "" where there is none."""
        if file != self._file:
            row = self._run("SELECT text FROM body WHERE file = ?", (file,)).fetchone()
            if row:
                self.keep(file, row[0])
            else:
                self._file, self._text = file, ""
        return self._text

    def keep(self, file: int, packed: bytes) -> None:
        """Let a text be that of a file."""
        self._file, self._text = file, unpack_body(packed)

    def fields(self, file: int, packed: str, spans: Sequence[Span]) -> dict[str, Any]:
        """What the front matter of a file says of a quotation."""
        return unpack(packed, spans, lambda: self.of(file))


def without(front: dict[str, Any], kept: Iterable[int]) -> dict[str, Any]:
    """A front matter with numbers for the quotations that are kept by themselves."""
    numbers = set(kept)
    if not numbers:
        return front
    quotes = front["quotes"]
    if isinstance(quotes, list):
        one_by_one = enumerate(quotes, 1)
        quotes = [number if number in numbers else one for number, one in one_by_one]
    else:
        quotes = 1
    return {**front, "quotes": quotes}


def whole(front: dict[str, Any], kept: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    """A front matter as it is written again, with the quotations that were kept by themselves."""
    quotes = front.get("quotes")
    if isinstance(quotes, int):
        return {**front, "quotes": kept[quotes]}
    if isinstance(quotes, list):
        quotes = [kept[one] if isinstance(one, int) else one for one in quotes]
        return {**front, "quotes": quotes}
    return front
