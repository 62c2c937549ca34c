"""What may stand where the cursor is on a command line: commands, options, values, ids, names.

Made from the table of commands: a value or an argument is completed by what it is called in the
help (REF, WHO, FILE …). Nothing here fails on what is typed half.
"""

from __future__ import annotations

import re

from tui.core.addresses import TOPIC
from tui.core.fields import KINDS, MAPPINGS
from tui.core.records import split_reference
from tui.core.text import fold, safe, short

from .commands import COMMANDS, COMMON, QUERIES
from .options import name_and_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.core.records import Named
    from tui.library.facade import Library

    from .options import Argument, Command, Option

    Candidate = tuple[str, str]  # what may stand there, and what it is

WORDS, FILES, FOLDERS = "words", "files", "dirs"

_QUOTE = MAPPINGS["quote"]
_MANNERS = _QUOTE["kind"].choices
# What records a value names; none: of every kind.
_RECORDS: dict[str, tuple[str, ...]] = {
    "REF": (),
    "OLD": (),
    "WHO": _QUOTE["speaker"].kinds,
    "WHAT": (),
    "WHERE": ("place",),
    "ARTICLE": ("article",),
}
_ONLY_IDS = "OLD"
_ANY, _NONE, _SINGLE, _UNMARKED = r".+", "", r"[^\s\"]+", r"[^\"]+"  # which names fit
# What an option or a field narrows it to.
_KINDS_OF = {"event": _QUOTE["event"].kinds}
_PATHS = {"FILE": FILES, "PATH": FILES, "DIR": FOLDERS}

# The fields of a query and what each takes, as the help has them.
FIELDS = {
    field: value
    for row in QUERIES
    for field, value in re.findall(r"\b([a-z]+):([A-Z]+)\b", " ".join(row))
}
_FIELD = re.compile(r"(?:^|[\s(])-?([a-z]+):(?:\"([^\"]*)|([^\s\"]*))\Z")
_WORD = re.compile(r"(?:^|[\s(])-?([a-z]*)\Z")


class Answer:
    """how: whether names of files or folders fit, too. found: the words that do, and their use."""

    __slots__ = ("found", "how")

    def __init__(self, found: list[Candidate], how: str = WORDS) -> None:
        self.found = found
        self.how = how


class _Typed:
    """What stands before the word under the cursor.

    command: None where none was named yet. count: of its words. option: whose value comes next.
    ended: `--` was there. library: the value of -L, else "".
    """

    __slots__ = ("command", "count", "ended", "library", "option")

    def __init__(self, words: Sequence[str]) -> None:
        self.command: Command | None = None
        self.count = 0
        self.option: Option | None = None
        self.ended = False
        self.library = ""
        known = {name: one for one in _options(None) for name in one.names}
        for word in words:
            option = self.option
            self.option = None
            if not self.ended and word.startswith("-") and word != "-":
                self._take_option(word, known)
            elif option:
                self._value(option, word)
            elif self.command is None and self.count == 0 and word in COMMANDS and not self.ended:
                self.command = COMMANDS[word]
            else:
                self.count += 1

    def _take_option(self, word: str, known: dict[str, Option]) -> None:
        self.ended = word == "--"
        name, value = name_and_value(word)
        option = known.get(name)
        if option and option.value and value is None:
            self.option = option
        elif option and value:
            self._value(option, value)

    def _value(self, option: Option, value: str) -> None:
        if option.key == "library":
            self.library = value


def answer(words: Sequence[str], current: str) -> Answer:
    """What may stand for `current`, the beginning of a word behind `words` (without `onrecord`).

    Raises Stop where the library can't be opened.
    """
    typed = _Typed(words)
    if typed.option:
        return _value(typed, typed.option, current)
    if current.startswith("-") and not typed.ended:
        if current.startswith("--") and "=" in current:
            return _joined_value(typed, current)
        found = _beginning(_option_names(typed.command), current)
        if found or not (typed.command and typed.command.query):
            return Answer(found)
    return _argument(typed, current)


def _options(command: Command | None) -> Iterator[Option]:
    for one in COMMANDS.values() if command is None else (command,):
        yield from one.options
    yield from COMMON


def _option_names(command: Command | None) -> list[Candidate]:
    # Before a command is named it is `browse` that is meant.
    options = _options(command or COMMANDS["browse"])
    return [(name, option.words) for option in options for name in option.names]


def _joined_value(typed: _Typed, current: str) -> Answer:
    """The value of `--option=value`; the shell replaces the whole of it."""
    name, _, value = current.partition("=")
    option = next((one for one in _options(typed.command) if name in one.names), None)
    if option is None or not option.value:
        return Answer([])
    of_value = _value(typed, option, value)
    found = [(f"{name}={text}", words) for text, words in of_value.found]
    return Answer(found, of_value.how)


def _value(typed: _Typed, option: Option, current: str) -> Answer:
    if option.choices:
        return Answer(_beginning([(choice, "") for choice in option.choices], current))
    if option.value == "KINDS":  # several, with commas between them
        before, comma, last = current.rpartition(",")
        chosen = before.split(",")
        left = [one for one in _MANNERS if one.startswith(last) and one not in chosen]
        return Answer([(before + comma + one, "") for one in left])
    return _named(typed, option.value, option.key, current)


def _argument(typed: _Typed, current: str) -> Answer:
    if typed.command is None and typed.count == 0:
        commands = [(one.name, one.summary) for one in COMMANDS.values()]
        found = _beginning(commands, current) if not typed.ended else []
        refs = _argument_of(typed, COMMANDS["browse"], current).found if current else []
        return Answer(found + refs)
    return _argument_of(typed, typed.command or COMMANDS["browse"], current)


def _argument_of(typed: _Typed, command: Command, current: str) -> Answer:
    argument = _taken(command.arguments, typed.count)
    if argument is None:
        return Answer([])
    if argument.choices:
        return Answer(_beginning([(choice, "") for choice in argument.choices], current))
    if argument.name == "QUERY":
        return Answer(_query(typed, current))
    if command.name == "show" and current.startswith(TOPIC):
        topics = _topics(typed, current.removeprefix(TOPIC), _ANY)
        return Answer([(TOPIC + name, words) for name, words in topics])
    if command.name == "show" and current and TOPIC.startswith(current):
        return Answer([*_named(typed, argument.name, "", current).found, (TOPIC, "NAME")])
    return _named(typed, argument.name, "", current)


def _taken(arguments: Iterable[Argument], count: int) -> Argument | None:
    """What the word number `count` (from 0) is; None: there is none any more."""
    for argument in arguments:
        if count < argument.most or not argument.most:
            return argument
        count -= argument.most
    return None


def _named(typed: _Typed, name: str, key: str, current: str, names: str = _ANY) -> Answer:
    """What fits a value by its name in the help; key: of the option or field that takes it."""
    if name in _PATHS:
        return Answer(_beginning(_libraries(), current) if name == "DIR" else [], _PATHS[name])
    if name not in _RECORDS:
        return Answer([])
    kinds = _KINDS_OF.get(key, _RECORDS[name])
    library = _open(typed)
    try:
        return Answer(_records(library, current, kinds, _NONE if name == _ONLY_IDS else names))
    finally:
        library.close()


def _libraries() -> list[Candidate]:
    from .settings import of_library

    settings = of_library()
    return list(settings.libraries.items()) if settings else []


def _open(typed: _Typed) -> Library:
    from .options import Call
    from .refs import open_library

    call = Call(COMMANDS["list"], [], True)
    if typed.library:
        call.set("library", typed.library)
    return open_library(call)


# Records


def _records(
    library: Library, current: str, kinds: Sequence[str], names: str = _ANY
) -> list[Candidate]:
    """Ids that begin so; where there is none, names (those that `names` matches); else ids in
    another case.
    """
    article, sign, _ = current.partition("#")
    if sign and not kinds:
        return _quotations(library, article, current)
    ids = library.index.beginnings.ids(current, kinds)
    found = _beginning([(one.id, _told(one)) for one in ids], current)
    if not found and names:
        known = library.index.beginnings.names(current, kinds)
        fitting = [(name, one) for name, one in known if re.fullmatch(names, name)]
        found = _continued([(name, f"{one.id}, {_told(one)}") for name, one in fitting], current)
    return found or _continued([(one.id, _told(one)) for one in ids], current)


def _quotations(library: Library, article: str, current: str) -> list[Candidate]:
    record = library.record(article)
    found = []
    for one in library.index.quotations_in(record.path) if record else ():
        anchors = f"q{one.number}", split_reference(one.ref)[1]  # any may have a name of its own
        found += [(f"{article}#{anchor}", one.text) for anchor in anchors]
    return _beginning(found, current)


def _told(named: Named) -> str:
    return f"{named.kind}, {named.name}"


def _beginning(candidates: Iterable[Candidate], current: str) -> list[Candidate]:
    """Those that begin as typed, in an order of their own, each once."""
    fitting = [one for one in candidates if one[0].startswith(current)]
    return list({text: (text, words) for text, words in fitting}.values())


def _continued(candidates: Iterable[Candidate], current: str) -> list[Candidate]:
    """Those that begin as typed but for case and accents: what is typed stays as it is.

    Ids and names are known by it all the same, and every shell keeps a beginning that fits.
    """
    size = len(current)
    wanted = fold(current)
    texts = ((text, words) for text, words in candidates if fold(text[:size]) == wanted)
    return _beginning([(current + text[size:], words) for text, words in texts], current)


# Queries


def _query(typed: _Typed, current: str) -> list[Candidate]:
    """What may stand at the end of a query, one word of the command line or several of its own."""
    field = _FIELD.search(current)
    if field is None:
        word = _WORD.search(current)
        if word is None:
            return []
        before = current[: word.start(1)]
        fields = _beginning([(f"{name}:", value) for name, value in FIELDS.items()], word[1])
        return [(before + text, words) for text, words in fields]
    marked = field[2] is not None
    value = field[2] if marked else field[3]
    before = current[: len(current) - len(value)]
    names, mark = (_UNMARKED, '"') if marked else (_SINGLE, "")
    values = _field_values(typed, field[1], value, names)
    return [(f"{before}{text}{mark}", words) for text, words in values]


def _field_values(typed: _Typed, field: str, value: str, names: str) -> list[Candidate]:
    name = FIELDS.get(field, "")
    if name == "KIND":
        return _beginning([(kind, "") for kind in (*KINDS, "quote", *_MANNERS)], value)
    if field != "topic":
        return _named(typed, name, field, value, names).found
    return _topics(typed, value, names)


def _topics(typed: _Typed, value: str, names: str) -> list[Candidate]:
    """The topics that begin so, of those that `names` matches."""
    library = _open(typed)
    try:
        topics = library.index.beginnings.topics(value)
    finally:
        library.close()
    return _continued([(one, "") for one in topics if re.fullmatch(names, one)], value)


def printable(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those that a command line can hold, and what they are, on one line each."""
    for text, words in found:
        if text.isprintable():
            yield text, safe(short(words, 60))
