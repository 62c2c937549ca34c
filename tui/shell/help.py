"""The help, made from the table of commands."""

from __future__ import annotations

from .cells import cells, pad, wrap
from .commands import COMMANDS, COMMON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .options import Command, Option

_WIDTH = 80

INTRODUCTION = (
    "A library of news in the terminal: articles, people, events, and who said what. "
    "Without a command it opens the browser, at REF."
)
LIBRARY = (
    "The library is the folder that --library names, else $ONRECORD_LIBRARY, else the nearest "
    "folder at or above the current one that holds library.yaml, else the library that config.yaml "
    "sets, else the sample library that comes with the program. The first two may also be the "
    "name of one of the libraries in config.yaml."
)
SETTINGS = (
    "Settings stand in config.yaml, in ~/.config/onrecord or the folder $ONRECORD_CONFIG: library, "
    "libraries, theme, dates, columns, keys."
)
STREAMS = (
    "Data go to stdout, all else to stderr. Exit codes: 0 found (or clean), 1 nothing found (or "
    "check found errors), 2 the call or the library is at fault, 130 interrupted."
)
EXAMPLES = (
    ("", "browse the nearest library, or the sample"),
    ("soga-letter", "browse, from that article on"),
    ("quotes mother", "who said that?"),
    ("show hitomi-soga", "a person, as text"),
    ("list quotes -f json", "every quotation, for a script"),
    ("check -L ~/news", "what is wrong with its files"),
)


def overview() -> str:
    """The help of the program."""
    lines = ["usage: onrecord [REF]", "       onrecord COMMAND [ARGUMENT] [OPTION…]", ""]
    lines += [*_filled(INTRODUCTION), "", "Commands:"]
    lines += _table([(_call(command), command.summary) for command in COMMANDS.values()])
    lines += ["", "Options of every command, before or after its arguments; -- ends options:"]
    lines += _options(COMMON)
    lines += [
        "",
        *_filled(LIBRARY),
        "",
        *_filled(SETTINGS),
        "",
        *_filled(STREAMS),
        "",
        "Examples:",
        *_examples(EXAMPLES),
    ]
    lines += ["", "onrecord COMMAND -h tells more of each command."]
    return _joined(lines)


def of(command: Command) -> str:
    """The help of one command."""
    lines = [f"usage: onrecord {_call(command)} [OPTION…]", ""]
    lines += _filled(f"{command.summary[0].upper()}{command.summary[1:]}.")
    for paragraph in command.about:
        lines += ["", *_filled(paragraph)]
    title, rows = command.table
    if rows:
        lines += ["", f"{title}:", *_table(list(rows))]
    if command.argument:
        title = "Arguments:" if command.second else "Argument:"
        lines += ["", title, *_table([(one.name, one.words) for one in command.arguments])]
    if command.options:
        lines += ["", "Options:", *_options(command.options)]
    lines += ["", "Options of every command:", *_options(COMMON), "", "Exit codes:"]
    lines += _table([(str(code), words) for code, words in command.exits])
    return _joined([*lines, "", "Examples:", *_examples(command.examples)])


def _call(command: Command) -> str:
    return " ".join([command.name, *(argument.usage for argument in command.arguments)])


def _options(options: tuple[Option, ...]) -> list[str]:
    rows = []
    for option in options:
        names = ", ".join(option.names)
        rows.append((f"{names} {option.value}".strip(), option.words))
    return _table(rows)


def _examples(examples: tuple[tuple[str, str], ...]) -> list[str]:
    return _table([(f"onrecord {arguments}".strip(), words) for arguments, words in examples])


def _table(rows: list[tuple[str, str]]) -> list[str]:
    left = max(cells(name) for name, _ in rows)
    lines = []
    for name, words in rows:
        before = f"  {pad(name, left)}  "
        for start, end in wrap(words, _WIDTH - left - 4):
            lines.append(before + words[start:end])
            before = " " * (left + 4)
    return lines


def _filled(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in wrap(paragraph, _WIDTH)]


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
