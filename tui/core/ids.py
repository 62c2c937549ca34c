"""Ids: what may be one (DESIGN section 2)."""

from __future__ import annotations

import unicodedata

from tui.core.text import safe


def wrong_signs(written: str) -> str:
    """The signs in an id that can't be in one, each once, as one sees them."""
    wrong = sorted({sign for sign in written if not (sign.isalnum() or sign in "-_.")})
    wrong = [sign for sign in wrong if not unicodedata.category(sign).startswith("M")]
    return " ".join("space" if sign == " " else safe(sign) for sign in wrong)


def why_not(written: str) -> str:
    """Why words can't be the id of a new record, as the end of a sentence; "" where they can."""
    if not written:
        return "is empty"
    if wrong := wrong_signs(written):
        return f"has signs that no id has: {wrong} (letters, digits, - _ . only)"
    if written[0] in "-.":
        return f"begins with “{written[0]}”, as no id does"
    if len(f"{written}.md".encode()) > 255:
        return "is longer than a file’s name may be"
    return ""
