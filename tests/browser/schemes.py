"""What colours look like: contrast, the 256 colours, and what terminals make of their sixteen."""

from __future__ import annotations

from typing import NamedTuple

RGB = tuple[int, int, int]


def rgb(written: str) -> RGB:
    """`#rrggbb` or `rrggbb`."""
    number = int(written.lstrip("#"), 16)
    return number >> 16, number >> 8 & 255, number & 255


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of two colours, 1 to 21: WCAG 2.2, “relative luminance”."""

    def luminance(colour: RGB) -> float:
        parts = [value / 255 for value in colour]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def fixed(number: int) -> RGB:
    """One of the colours 16 to 255, the same on all terminals: xterm's 256colres.pl."""
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    steps = (0, 95, 135, 175, 215, 255)
    number -= 16
    return steps[number // 36], steps[number // 6 % 6], steps[number % 6]


class Scheme(NamedTuple):
    """A terminal's own colours. background, foreground: the default ones; colours: 0 to 15."""

    background: RGB
    foreground: RGB
    colours: tuple[RGB, ...]


def _scheme(background: str, foreground: str, colours: str) -> Scheme:
    return Scheme(rgb(background), rgb(foreground), tuple(map(rgb, colours.split())))


# xterm's main.h and XTerm-col.ad (gray90 for 7, gray50 for 8).
_XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
# VGA's: Linux, drivers/tty/vt/vt.c, default_red, default_grn and default_blu.
_VGA = (
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
# GNOME Terminal, profile-editor.cc, its palettes and pairs of default colours.
_GNOME = (
    "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc"
    " 5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff"
)
_TANGO = (
    "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf"
    " 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec"
)
_SOLARIZED = (
    "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5"
    " 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
)
# Windows Terminal, src/cascadia/TerminalSettingsModel/defaults.json.
_CAMPBELL = (
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc"
    " 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)
_ONE_HALF_LIGHT = (
    "383a42 e45649 50a14f c18301 0184bc a626a4 0997b3 fafafa"
    " 4f525d df6c75 98c379 e4c07a 61afef c577dd 56b5c1 ffffff"
)
_DARK_PLUS = (
    "000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5"
    " 666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5"
)

SCHEMES = {
    "xterm": _scheme("ffffff", "000000", _XTERM),
    "xterm reversed": _scheme("000000", "ffffff", _XTERM),
    "Linux console": _scheme("000000", "aaaaaa", _VGA),
    "GNOME dark": _scheme("171421", "d0cfcc", _GNOME),
    "GNOME light": _scheme("ffffff", "171421", _GNOME),
    "Tango dark": _scheme("2e3436", "d3d7cf", _TANGO),
    "Tango light": _scheme("eeeeec", "2e3436", _TANGO),
    "xterm.js": _scheme("000000", "ffffff", _TANGO),
    "Solarized dark": _scheme("002b36", "839496", _SOLARIZED),
    "Solarized light": _scheme("fdf6e3", "657b83", _SOLARIZED),
    "Campbell": _scheme("0c0c0c", "cccccc", _CAMPBELL),
    "One Half Light": _scheme("fafafa", "383a42", _ONE_HALF_LIGHT),
    "Dark+": _scheme("1e1e1e", "cccccc", _DARK_PLUS),
}
