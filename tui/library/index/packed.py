"""How front matters are kept in the index: as JSON, in few bytes, and each quotation's but once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_NAMES = ("text", "kind", "speaker", "speaker_as", "said", "to", "to_as", "event", "cue", "status")
# What stands in nearly every quotation, and a control sign for it: JSON text has none in it.
_SIGNS = [
    (written, chr(number))
    for number, written in enumerate(
        ('{"text":"', '{"text":["', '"],"', *(f'","{name}":"' for name in _NAMES)), 1
    )
]


def dump(value: object) -> str:
    """A value as JSON text."""
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(fields: dict[str, object]) -> str:
    """What a front matter says of a quotation, to be kept."""
    text = dump(fields)
    for written, sign in _SIGNS:
        text = text.replace(written, sign)
    return text


def unpack(text: str) -> dict[str, Any]:
    """The same again, its keys in their order."""
    for written, sign in reversed(_SIGNS):
        text = text.replace(sign, written)
    import json

    return dict(json.loads(text))


def without(front: dict[str, Any], kept: Iterable[int]) -> dict[str, Any]:
    """A front matter with numbers for the quotations that are kept by themselves.

    A front matter as it is written has no numbers, only words (see `frontmatter`).
    """
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
