"""The user's settings: what may stand in `config.yaml`, and what is wrong with what does."""

from __future__ import annotations

from .problems import ERROR, Problem
from .text import safe, short
from .themes import THEMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from .actions import Action

    # A value as it is written, with its line: words, a list, or a mapping, in which each line is
    # that of the key. So it also stands in JSON.
    Content = str | list["Written"] | dict[str, "Written"]
    Written = tuple[int, Content]

# The facts that the second line of a row can show, list by list; then those it shows by itself.
FACTS = {
    "articles": ("date", "source", "named", "id"),
    "people": ("quoted", "named", "role", "id"),
    "events": ("date", "place", "named", "id"),
    "quotes": ("date", "speaker", "id"),
    "organisations": ("named", "description", "quoted", "id"),
    "places": ("named", "description", "quoted", "id"),
}
COLUMNS = {
    "articles": ("date", "source"),
    "people": ("quoted", "named", "role"),
    "events": ("date", "place"),
    "quotes": ("date", "speaker"),
    "organisations": ("named", "description"),
    "places": ("named", "description"),
}

# What a key always does, whatever the settings say: one can leave, and close what is open.
FIXED = {"ctrl+c": "quit", "escape": "cancel"}

_NO_KEY = ("null", "none")
_A_PATH = "a whole path such as /srv/news or ~/news"


class Settings:
    """What a user has set.

    library: the name or path of the library where nothing else names one, "" for none. libraries:
    names and their paths, which may begin with `~`. theme: one of THEMES, "" where none is chosen.
    dates: one of `dates.STYLES`. columns: the facts in the rows of each list. keys: those of the
    actions that have others than by default. problems: what is wrong, by line.
    """

    __slots__ = ("columns", "dates", "keys", "libraries", "library", "problems", "theme")

    def __init__(self) -> None:
        self.library = ""
        self.libraries: dict[str, str] = {}
        self.theme = ""
        self.dates = "day-month-year"
        self.columns: dict[str, Sequence[str]] = dict(COLUMNS)
        self.keys: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []

    @property
    def actions(self) -> tuple[Action, ...]:
        """The table of actions, with the keys in force."""
        from .actions import ACTIONS, in_force

        return in_force(self.keys) if self.keys else ACTIONS

    def path_of(self, library: str) -> str:
        """The path of a library that is called by its name, or by its path."""
        return self.libraries.get(library, library)


def read(
    written: Mapping[str, Written],
    path: str,
    *,
    only: Collection[str] = (),
    themes: Collection[str] = THEMES,
) -> Settings:
    """The settings in the mapping of a file.

    path: the file, as problems name it. only: the settings to look at, all where it is empty.
    themes: their names.
    """
    reader = _Reader(path, themes)
    for name, take in reader.takers.items():
        if name in written and (not only or name in only):
            line, content = written[name]
            if content:
                take(line, content)
    for name, (line, _) in written.items():
        if not only and name not in reader.takers:
            reader.error(line, _unknown(name, "setting", reader.takers))
    reader.settings.problems.sort(key=lambda problem: problem.line)
    return reader.settings


class _Reader:
    """Reads one file's settings: each has its method, in the order in which they are read."""

    def __init__(self, path: str, themes: Collection[str]) -> None:
        self.path = path
        self.themes = themes
        self.settings = Settings()
        self.takers: dict[str, Callable[[int, Content], None]] = {
            "libraries": self._libraries,  # first: `library` may name one of them
            "library": self._library,
            "theme": self._theme,
            "dates": self._dates,
            "columns": self._columns,
            "keys": self._keys,
        }

    def error(self, line: int, message: str) -> None:
        self.settings.problems.append(Problem(self.path, line, ERROR, safe(message)))

    def _libraries(self, line: int, content: Content) -> None:
        if not isinstance(content, dict):
            self.error(line, "`libraries:` takes lines of `name: path`, such as `news: ~/news`")
            return
        for name, (at, place) in content.items():
            if not name:
                self.error(at, "a name in `libraries` is empty; write `name: path`")
            elif isinstance(place, str) and _is_path(place):
                self.settings.libraries[name] = place
            else:
                self.error(at, f"`{short(name)}:` in `libraries` takes {_A_PATH}")

    def _library(self, line: int, content: Content) -> None:
        names = self.settings.libraries
        if isinstance(content, str) and (content in names or _is_path(content)):
            self.settings.library = content
            return
        known = f"a name from `libraries` ({', '.join(names)}) or " if names else ""
        self.error(line, f"`library: {_shown(content)}` is not {known}{_A_PATH}")

    def _theme(self, line: int, content: Content) -> None:
        self.settings.theme = self._choice("theme", line, content, self.themes)

    def _dates(self, line: int, content: Content) -> None:
        from .dates import STYLES

        chosen = self._choice("dates", line, content, STYLES)
        self.settings.dates = chosen or self.settings.dates

    def _choice(self, name: str, line: int, content: Content, choices: Collection[str]) -> str:
        if isinstance(content, str) and content in choices:
            return content
        known = ", ".join(choices)
        self.error(line, f"`{name}: {_shown(content)}` is none of: {known}; write one of them")
        return ""

    def _columns(self, line: int, content: Content) -> None:
        if not isinstance(content, dict):
            self.error(line, "`columns:` takes lines such as `articles: [date, source]`")
            return
        for name, (at, facts) in content.items():
            if name not in FACTS:
                self.error(at, _unknown(name, "list", FACTS))
                continue
            chosen = []
            for place, fact in _items(at, facts):
                if isinstance(fact, str) and fact in FACTS[name]:
                    chosen.append(fact)
                else:
                    self.error(place, _unknown(_shown(fact), "column", FACTS[name]))
            self.settings.columns[name] = chosen

    def _keys(self, line: int, content: Content) -> None:
        from .actions import ACTIONS

        if not isinstance(content, dict):
            self.error(line, "`keys:` takes lines of an action and its keys, such as `help: f1`")
            return
        actions = {action.id: action for action in ACTIONS}
        for name, (at, _) in content.items():
            if name not in actions:
                self.error(at, _unknown(name, "action", actions))
        set_ = {name: value for name, value in content.items() if name in actions}
        # Who has a key: first of all the actions that keep theirs.
        owners = {
            key: action.id for action in ACTIONS if action.id not in set_ for key in action.keys
        }
        owners.update(FIXED)
        for name, (at, value) in set_.items():
            always = tuple(key for key, action in FIXED.items() if action == name)
            keys = self._keys_of(name, at, value, owners)
            self.settings.keys[name] = (*keys, *(key for key in always if key not in keys))

    def _keys_of(self, name: str, line: int, content: Content, owners: dict[str, str]) -> list[str]:
        """The keys of one action; `owners` gets to know of them."""
        from .keys import KeyNameError, key_named, shown_key

        keys = []
        for at, text in _items(line, content):
            if text in _NO_KEY:
                continue
            if not text:  # what YAML makes of `help: #`
                self.error(
                    at,
                    f"`{name}:` says nothing; a sign such as # stands in quotes, and no key at all "
                    f"is `{name}: []`",
                )
                continue
            try:
                key = key_named(_shown(text))
            except KeyNameError as error:
                self.error(at, f"`{name}`: {error}")
                continue
            owner = owners.setdefault(key, name)
            if owner == name:
                keys.append(key)
            elif key in FIXED:
                self.error(at, f"`{name}`: {shown_key(key)} is always `{owner}`; take another key")
            else:
                self.error(
                    at,
                    f"`{name}` and `{owner}` have the same key, {shown_key(key)}; give one of "
                    f"them another in `keys`, or none: `{owner}: []`",
                )
        return list(dict.fromkeys(keys))


def _items(line: int, content: Content) -> list[Written]:
    """One value or a list of them, as a list."""
    return content if isinstance(content, list) else [(line, content)]


def _is_path(text: str) -> bool:
    return text.startswith(("/", "~")) and "\0" not in text


def _shown(content: Content) -> str:
    """A value in a message."""
    if isinstance(content, str):
        return short(content)
    return "[…]" if isinstance(content, list) else "{…}"


def _unknown(name: str, what: str, known: Collection[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, list(known), 1, 0.6)
    hint = f", the nearest is `{near[0]}`" if near else ""
    return f"there is no {what} `{short(name)}`{hint}; here may stand: {', '.join(known)}"
