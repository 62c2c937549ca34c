"""`man`: the manual page, made from what the help is made from, for man-db, groff and mandoc."""

from __future__ import annotations

import re

from tui import __version__
from tui.core.actions import groups

from . import help as helping
from . import output, talk
from .commands import COMMANDS, COMMON, QUERIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .options import Argument, Command, Option

    Row = tuple[str, str]

# What the program looks for in its environment.
ENVIRONMENT = (
    ("ONRECORD_LIBRARY", "the library’s folder or name, where -L names none"),
    ("ONRECORD_CONFIG", "the folder of config.yaml; else onrecord in $XDG_CONFIG_HOME (~/.config)"),
    (
        "ONRECORD_STATE",
        "the folder of the trail, bookmarks and last place; else onrecord in $XDG_STATE_HOME "
        "(~/.local/state)",
    ),
    ("ONRECORD_CACHE", "the folder of the index; else onrecord in $XDG_CACHE_HOME (~/.cache)"),
    ("VISUAL, EDITOR", "the editor that records are opened in; with its options"),
    ("NO_COLOR", "where it is set and not empty: no colours"),
    ("TERM", "the terminal; the browser does not run on “dumb”"),
)
FILES = (
    ("library.yaml", "what makes a folder a library: its name, language, licence"),
    (
        "articles/ people/ organisations/ places/ events/",
        "its records, a file of Markdown with YAML front matter each; ID.md has the id ID",
    ),
    ("~/.config/onrecord/config.yaml", "the user’s settings"),
    ("~/.local/state/onrecord/", "the trail, bookmarks and last place, for each library"),
    ("~/.cache/onrecord/", "the index of each library; may be deleted at any time"),
)

_OPTION = "[\\fIOPTION\\fR\\[u2026]]"
_SIGNS = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
_SIGNS |= {"“": "\\(lq", "”": "\\(rq", "‘": "\\(oq", "’": "\\(cq", "–": "\\(en", "—": "\\(em"}


def run() -> int:
    """Print the page."""
    output.write([f"{line}\n" for line in page()])
    return talk.FOUND


def page() -> list[str]:
    """The lines of the page: roff with the macros of man(7), in ASCII."""
    purpose = helping.INTRODUCTION.partition(".")[0]
    shared = _shared(COMMANDS.values())
    lines = [f'.TH ONRECORD 1 "" "onrecord {__version__}" "User Commands"', ".nh", ".ad l"]
    lines += _section("NAME", f"onrecord - {purpose[0].lower()}{purpose[1:]}")
    lines += [".SH SYNOPSIS", _call("", COMMANDS["browse"].arguments), ".br"]
    lines += [f"\\fBonrecord\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR] {_OPTION}"]
    lines += _section("DESCRIPTION", helping.INTRODUCTION, helping.LIBRARY, helping.SETTINGS)
    lines += _section("COMMON OPTIONS", "Before or after the arguments; -- ends options.")
    lines += [*_options(COMMON), ".SH COMMANDS"]
    for command in COMMANDS.values():
        lines += _command(command, shared)
    lines += _section("ARGUMENTS AND FORMATS", *shared)
    lines += _section("QUERIES", "One language, in the shell and in the browser.")
    lines += _rows(QUERIES)
    lines += _section("KEYS", "Of the browser, unless config.yaml sets others.")
    for heading, actions in groups().items():
        rows = [(action.shown_keys, action.words) for action in actions]
        lines += [f".SS {_text(heading)}", *_rows(rows)]
    lines += [*_section("FILES"), *_rows(FILES), *_section("ENVIRONMENT"), *_rows(ENVIRONMENT)]
    lines += [*_section("EXIT STATUS", helping.STREAMS), ".SH EXAMPLES"]
    return [*lines, *_examples(helping.EXAMPLES)]


def _shared(commands: Iterable[Command]) -> list[str]:
    """The paragraphs that stand in the help of several commands, in their order."""
    found: dict[str, int] = {}
    for command in commands:
        for paragraph in command.about:
            found[paragraph] = found.get(paragraph, 0) + 1
    return [paragraph for paragraph, count in found.items() if count > 1]


def _section(title: str, *paragraphs: str) -> list[str]:
    return [f".SH {title}", *_paragraphs(paragraphs)[1:]]


def _paragraphs(paragraphs: Iterable[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in (".PP", _text(paragraph))]


def _command(command: Command, shared: Sequence[str]) -> list[str]:
    call = _call(command.name, command.arguments)
    about = [paragraph for paragraph in command.about if paragraph not in shared]
    lines = [f".SS {command.name}", f"{call} {_OPTION}" if command.options else call]
    lines += _paragraphs([f"{command.summary[0].upper()}{command.summary[1:]}.", *about])
    lines += _rows([(one.name, one.words) for one in command.arguments], "I")
    lines += _options(command.options)
    title, rows = command.table
    if rows and rows is not QUERIES:  # these have a section of their own
        lines += [*_paragraphs([f"{title}:"]), *_rows(rows)]
    lines += [*_paragraphs(["Exit status:"]), ".PD 0"]
    lines += _rows([(str(code), words) for code, words in command.exits], "R")
    return [
        *lines,
        ".PD",
        *_paragraphs(["Examples:"]),
        ".PD 0",
        *_examples(command.examples),
        ".PD",
    ]


def _call(name: str, arguments: Sequence[Argument]) -> str:
    words = " ".join(f"\\fI{_text(one.usage)}\\fR" for one in arguments)
    return f"\\fB{_text(f'onrecord {name}'.rstrip())}\\fR {words}".rstrip()


def _options(options: Sequence[Option]) -> list[str]:
    lines = []
    for option in options:
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in option.names)
        value = f" \\fI{_text(option.value)}\\fR" if option.value else ""
        lines += [".TP", names + value, _text(option.words)]
    return lines


def _rows(rows: Iterable[Row], font: str = "B") -> list[str]:
    return [
        line
        for name, words in rows
        for line in (".TP", f"\\f{font}{_text(name)}\\fR", _text(words))
    ]


def _examples(examples: Iterable[Row]) -> list[str]:
    return _rows([(f"onrecord {arguments}".rstrip(), words) for arguments, words in examples])


def _text(text: str) -> str:
    """Text that means nothing to roff."""
    signs = [_SIGNS.get(sign) or (sign if sign.isascii() else _glyph(sign)) for sign in text]
    return re.sub(r"\A(?=\.)", r"\\&", "".join(signs))


def _glyph(sign: str) -> str:
    return f"\\[u{ord(sign):04X}]"
