"""Keys by name: as Textual names them, as one writes them in settings, as one reads them.

Only keys that every terminal sends, over SSH and in tmux too, have a name here.
"""

from __future__ import annotations

import unicodedata

# What is not shown by its own name. A sign's name is its Unicode name as Textual has it.
_SHOWN = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "backspace": "bksp",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "question_mark": "?",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
    "tilde": "~",
}

# The keys that have a name and no sign.
NAMED = (
    "enter",
    "tab",
    "shift+tab",
    "space",
    "backspace",
    "escape",
    "delete",
    "insert",
    "home",
    "end",
    "pageup",
    "pagedown",
    "up",
    "down",
    "left",
    "right",
)
_ALSO = {"return": "enter", "del": "delete", "ins": "insert"}
# To a terminal these are one with tab, enter and backspace.
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace"}


class KeyNameError(ValueError):
    """A text that names no key; the message says what to write instead."""


def shown_key(key: str) -> str:
    """A key as one reads it on the keyboard."""
    shown = _SHOWN.get(key)
    if shown is None and "_" in key:  # a sign beyond ASCII
        try:
            shown = unicodedata.lookup(key.replace("_", " "))
        except KeyError:
            shown = None
    return shown or key


def key_named(written: str) -> str:
    """The key that is written as `?`, `G`, `esc`, `ctrl+f`, `pgdn` or `↓`, as Textual names it.

    Raises KeyNameError where there is none.
    """
    text = written.strip()
    names = {sign: name for name, sign in _SHOWN.items()}
    if len(text) == 1:
        key = names.get(text) or (text if text.isalnum() else _sign_name(text))
    else:
        name = text.lower().replace(" ", "")
        key = names.get(name) or _ALSO.get(name, name)
        if key in _SAME:
            raise KeyNameError(f"“{key}” is {_SAME[key]} to a terminal; take another key")
        if not (key in NAMED or key in _SHOWN or _is_control(key) or _is_function(key)):
            key = text[-1].upper() if _is_shifted(text) else ""
    if not key:
        raise KeyNameError(
            f"“{written}” is no key that every terminal sends; a key is a sign (g, G, ?), ctrl+a "
            f"to ctrl+z, f1 to f12, or one of: {', '.join(NAMED)}"
        )
    return key


def _sign_name(sign: str) -> str:
    """The name of a sign beyond ASCII; "" of one that is not seen."""
    if not sign.isprintable() or sign.isspace():
        return ""
    return unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")


def _is_control(key: str) -> bool:
    return len(key) == 6 and key.startswith("ctrl+") and "a" <= key[5] <= "z"


def _is_function(key: str) -> bool:
    return key[:1] == "f" and key[1:] in map(str, range(1, 13))


def _is_shifted(text: str) -> bool:
    """Whether this is a capital letter, written `shift+g`."""
    return len(text) == 7 and text.lower().startswith("shift+") and text[-1].isalpha()
