"""The command line: what a command takes, and how it is read.

One table (`commands`) describes every command; the parser, the help and later the completion are
made from it. The standard library's argparse costs a third of what a whole command may take, and
repeats arguments on the terminal as they were given.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Option:
    """names: `-n`, `--limit`, the long one last. value: its name in the help, "" for a switch.

    words: what it does. choices: the only values there are, () for any.
    """

    __slots__ = ("choices", "names", "value", "words")

    def __init__(
        self, names: str, words: str, value: str = "", choices: tuple[str, ...] = ()
    ) -> None:
        self.names = names.split()
        self.words = words
        self.value = value
        self.choices = choices

    @property
    def key(self) -> str:
        return self.names[-1].lstrip("-")

    def joins(self, rest: str) -> bool:
        """Whether what is joined to its letter (`-n5`) is its value, and not a word's end."""
        if not self.value:
            return False
        if self.choices:
            return rest in self.choices
        return rest.isdecimal() if self.value == "N" else rest[0] in "/.~"


class Argument:
    """A word that a command takes. most: how many at most, 0 for any number; least: at least."""

    __slots__ = ("choices", "least", "most", "name", "words")

    def __init__(
        self,
        name: str,
        words: str,
        *,
        least: int = 1,
        most: int = 1,
        choices: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.words = words
        self.least = least
        self.most = most
        self.choices = choices

    @property
    def usage(self) -> str:
        """`REF`, `[REF]` or `[PATH…]`."""
        name = self.name if self.most else f"{self.name}…"
        return name if self.least else f"[{name}]"


class Command:
    """One command. summary: its line in the overview. about: paragraphs of its help.

    argument: its words; second: what comes behind them. exits: what the exit codes mean here.
    examples: (arguments, what they do) pairs. query: its words are a query, so that `-word` may be
    one of them. table: a title, and rows as in examples.
    """

    __slots__ = (
        "about",
        "argument",
        "examples",
        "exits",
        "name",
        "options",
        "query",
        "second",
        "summary",
        "table",
    )

    def __init__(
        self,
        name: str,
        summary: str,
        *,
        argument: Argument | None = None,
        second: Argument | None = None,
        options: tuple[Option, ...] = (),
        about: tuple[str, ...] = (),
        exits: tuple[tuple[int, str], ...] = (),
        examples: tuple[tuple[str, str], ...] = (),
        query: bool = False,
        table: tuple[str, tuple[tuple[str, str], ...]] = ("", ()),
    ) -> None:
        self.name = name
        self.summary = summary
        self.argument = argument
        self.second = second
        self.options = options
        self.about = about
        self.exits = exits
        self.examples = examples
        self.query = query
        self.table = table

    @property
    def arguments(self) -> list[Argument]:
        return [one for one in (self.argument, self.second) if one is not None]


class Call:
    """A command line that was read. words: its arguments. named: its command stood there by name.

    Otherwise the command is the one that is meant where there is none.
    """

    __slots__ = ("_values", "command", "named", "words")

    def __init__(self, command: Command, words: list[str], named: bool) -> None:
        self.command = command
        self.words = words
        self.named = named
        self._values: dict[str, str] = {}

    def set(self, key: str, value: str) -> None:
        self._values[key] = value

    def get(self, key: str, default: str = "") -> str:
        """The value of an option, by its long name without dashes."""
        return self._values.get(key, default)

    def on(self, key: str) -> bool:
        """Whether an option was given."""
        return key in self._values


class UsageError(Exception):
    """The command line can't be understood. command: which help to look at, None for all."""

    def __init__(self, message: str, command: Command | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.command = command


def read(
    arguments: Sequence[str],
    commands: Mapping[str, Command],
    common: tuple[Option, ...],
    default: str,
) -> Call:
    """What a command line says. Raises UsageError.

    The command is the first word that is no option; when it names none of `commands`, it is an
    argument of the command `default`, as are all words behind a `--` without a command before it.
    """
    try:
        tokens, words = _split(arguments, commands, common)
    except UsageError as error:
        meant = next((commands[word] for word in arguments if word in commands), None)
        raise UsageError(error.message, meant) from None
    at = next((number for number, token in enumerate(tokens) if not token.option), -1)
    named = at >= 0 and tokens[at].text in commands
    command = commands[tokens.pop(at).text if named else default]
    call = Call(command, [], named)
    known = _by_name(command.options + common)
    for token in tokens:
        if not token.option:
            call.words.append(token.text)
            continue
        option = known.get(token.option)
        if option is None:
            raise UsageError(_unknown(token.option, known, call), command if named else None)
        if option.choices and token.text not in option.choices:
            choices = ", ".join(option.choices)
            raise UsageError(f"{token.option} takes one of: {choices}; not “{token.text}”", command)
        call.set(option.key, token.text)
    call.words += words
    if not (call.on("help") or call.on("version")):
        _check_words(call)
    return call


class _Token:
    """A word of the command line (option: ""), or an option and its value."""

    __slots__ = ("option", "text")

    def __init__(self, option: str, text: str) -> None:
        self.option = option
        self.text = text


def _by_name(options: tuple[Option, ...]) -> dict[str, Option]:
    return {name: option for option in options for name in option.names}


def _split(
    arguments: Sequence[str], commands: Mapping[str, Command], common: tuple[Option, ...]
) -> tuple[list[_Token], list[str]]:
    """The options and words of a command line, and the words behind `--`."""
    # An option means the same wherever it is taken, so that it can stand before its command.
    known = _by_name(common)
    for command in commands.values():
        known |= _by_name(command.options)
    tokens: list[_Token] = []
    waiting = list(arguments)
    named: str | None = None  # the command, once it was there
    query = False
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            return tokens, waiting
        if not word.startswith("-") or word == "-" or (query and _is_left_out(word, known)):
            if named is None:
                named = word
                if word in commands:  # of an option of several commands it has the values
                    known |= _by_name(commands[word].options)
                    query = commands[word].query
            tokens.append(_Token("", word))
            continue
        name, value = name_and_value(word)
        option = known.get(name)
        if option and option.value:
            if value is None and waiting and not _is_option(waiting[0], known, query):
                value = waiting.pop(0)
            if not value:
                raise UsageError(f"{name} needs a value: {name} {option.value}")
        elif option and not option.value and value is not None:
            raise UsageError(f"{name} takes no value")
        tokens.append(_Token(name, value or ""))
    return tokens, []


def name_and_value(word: str) -> tuple[str, str | None]:
    """`--limit=5`, `-n5` and `-n` as (name, value)."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return name, value if equals else None
    return word[:2], word[2:] or None


def _is_option(word: str, known: Mapping[str, Option], query: bool) -> bool:
    if query and word.startswith("-") and _is_left_out(word, known):
        return False
    return word == "--" or name_and_value(word)[0] in known


def _is_left_out(word: str, known: Mapping[str, Option]) -> bool:
    """Whether `-word` is a word that a query leaves out, and not an option.

    `-n5` and `-fjson` are options, `-nuclear` and `-fukuda` are words. A dash with one letter is
    an option, though there be none such: it is rather a slip than a word.
    """
    if word.startswith("--") or (len(word) == 2 and word.isascii() and word[1].isalnum()):
        return False
    option, rest = known.get(word[:2]), word[2:]
    return option is None or not (rest.startswith("=") or option.joins(rest))


def _unknown(name: str, known: Mapping[str, Option], call: Call) -> str:
    import difflib

    near = difflib.get_close_matches(name, list(known), 1, 0.7)
    hint = f"; did you mean {near[0]}?" if near else ""
    if len(name) == 2 and any(one.name == "QUERY" for one in call.command.arguments):
        hint = f"; NOT {name[1]} leaves a word out"
    where = f" to {call.command.name}" if call.named else ""
    return f"there is no option {name}{where}{hint}"


def _check_words(call: Call) -> None:
    command, words, takes = call.command, call.words, call.command.arguments
    if not takes:
        if words:
            raise UsageError(f"{command.name} takes no arguments, not “{words[0]}”", command)
        return
    if len(words) < sum(one.least for one in takes):
        needed = " and ".join(one.name for one in takes if one.least)
        raise UsageError(f"{command.name} needs {needed}", command)
    most = sum(one.most for one in takes) if all(one.most for one in takes) else len(words)
    if len(words) > most:
        if not call.named:
            raise UsageError(f"there is no command “{words[0]}”")
        names = " and ".join(one.name for one in takes)
        what = names if command.second else f"one {names}"
        message = f"{command.name} takes {what}; “{words[most]}” is one too many"
        raise UsageError(message, command)
    first = takes[0]
    for word in words[: first.most or None] if first.choices else ():
        if word not in first.choices:
            choices = ", ".join(first.choices)
            raise UsageError(f"{first.name} is one of: {choices}; not “{word}”", command)
