"""The gate that makes text safe to print, and the foldings by which names are compared.

Every text that comes from a file, a file's name or an argument passes `safe` or `safe_lines` before
it reaches a terminal, a pipe or a widget. Both keep the length of the text, so that offsets into
the text as it was and as it is shown are the same.
"""

from __future__ import annotations

import unicodedata

# Unicode's Bidi_Control property: marks, embeddings, overrides, isolates.
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_UNSAFE = {code: 0x2400 + code for code in range(0x20)}  # the control pictures, ␀ to ␟
_UNSAFE[0x7F] = 0x2421  # ␡
_UNSAFE |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)  # C1 has no pictures
_UNSAFE |= dict.fromkeys(map(ord, BIDI_CONTROLS), 0xFFFD)
_UNSAFE |= dict.fromkeys((0x2028, 0x2029), 0x2424)  # line and paragraph separator: ␤

_UNSAFE_LINES = {code: sign for code, sign in _UNSAFE.items() if code not in (0x09, 0x0A)}

_MARKS = str.maketrans("‘’‚‛`´“”„‟–—‒―‐‑−", "''''''\"\"\"\"-------")

_COMMON = [*zip("‘’“”–—", "''\"\"--", strict=True), ("…", "...")]  # these alone, mostly

# Letters that people leave the difference of out, as they do with accents: a stroke, a dot, a join.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "œ": "oe", "æ": "ae"}
    | {"\u0671": "\u0627", "\u0649": "\u064a", "\u0629": "\u0647"}  # Arabic alef, yeh, teh
    | {"\u06a9": "\u0643", "\u06cc": "\u064a"}  # Persian kaf and yeh
)


def _without_surrogates(text: str) -> str:
    # Lone surrogates stand for bytes of a file's name that are not UTF-8; no stream can write them.
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    return text


def safe(text: str) -> str:
    """`text` for one line: control characters, line ends and tabs too, become visible signs."""
    if text.isprintable():  # nothing that is unsafe counts as that
        return text
    return _without_surrogates(text.translate(_UNSAFE))


def safe_lines(text: str) -> str:
    """`text` of several lines: as `safe`, but newlines and tabs stay."""
    if text.isprintable():
        return text
    return _without_surrogates(text.translate(_UNSAFE_LINES))


def safe_json(text: str) -> str:
    """JSON with `\\u` escapes for what may not reach a terminal as it is."""
    if text.isascii() and "\x7f" not in text:
        return text
    import re

    unsafe = f"[\x7f-\x9f\u2028\u2029{BIDI_CONTROLS}\ud800-\udfff]"
    return re.sub(unsafe, lambda found: f"\\u{ord(found[0]):04x}", text)


def is_accent(sign: str) -> bool:
    """Whether a mark is one that people leave out."""
    # By canonical combining class: overlays, Hebrew and Arabic points, marks above and below. The
    # others (kana voicing, virama, Thai vowels and tones) make another letter, not an accent.
    place = unicodedata.combining(sign)
    return place == 1 or 10 <= place <= 36 or place >= 200


def fold(text: str) -> str:
    """`text` without case, accents, curly marks and extra white space: how names are compared."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    for sign, plain in _COMMON:
        text = text.replace(sign, plain)
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    text = _without_surrogates(text).translate(_MARKS)
    plain = unicodedata.normalize("NFKD", text).casefold()
    for sign in set(plain):
        if sign >= "\u0300" and is_accent(sign):
            plain = plain.replace(sign, "")
    plain = plain.translate(_PLAIN)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def fold_id(reference: str) -> str:
    """The form under which an id is unique in its library: NFC, case folded."""
    if reference.isascii():
        return reference.lower()
    # No file of a library has half a character in its name, and the index could not look for it.
    reference = _without_surrogates(reference)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", reference).casefold())


def short(text: str, length: int = 80) -> str:
    """At most `length` characters of a text; where it goes on, the last is an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip(" …") + "…"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 article`, `1,204 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
