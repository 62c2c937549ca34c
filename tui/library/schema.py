"""Checking a front matter against the table of fields; what it names, and its dates.

Every remark carries the line of the key or the value it is about.
"""

from __future__ import annotations

from tui.core import dates
from tui.core.fields import MAPPINGS, Field, Fields
from tui.core.problems import ERROR, WARNING, Problem
from tui.core.records import Reference, is_plain, is_web, split_reference
from tui.core.text import safe, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from .frontmatter import Front, Node

_EMPTY: list[object] = []

MOST_PROBLEMS = 1000  # of one file that are told; nobody reads more, and to tell takes time
_COMPARED = 40  # characters of a key that is unknown: those that are known are shorter


class Checker:
    """Checks the front matter of one file, and makes what it says of it safe to print.

    problems: what was found. references: every id that it names. quotes: of each mapping in
    `quotes:` its number, its node and its fields. extra_keys: keys of other programs that are let
    pass.
    """

    def __init__(self, path: str, extra_keys: Collection[str] = ()) -> None:
        self.path = path
        self.extra_keys = extra_keys
        self.problems: list[Problem] = []
        self.references: list[Reference] = []
        self.quotes: list[tuple[int, Node, dict[str, object]]] = []
        self._quote = 0
        self._line: Callable[[Node], int]

    def error(self, line: int, message: str) -> None:
        self._tell(line, ERROR, message)

    def warn(self, line: int, message: str) -> None:
        self._tell(line, WARNING, message)

    def _tell(self, line: int, severity: str, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.path, line, severity, safe(message)))
        elif not self._is_full or (severity == ERROR and self.problems[-1].severity != ERROR):
            message = f"over {MOST_PROBLEMS:,} problems in one file; mend those that are told first"
            self.problems[MOST_PROBLEMS:] = [Problem(self.path, line, severity, message)]

    @property
    def _is_full(self) -> bool:
        return len(self.problems) > MOST_PROBLEMS

    def check(self, front: Front, fields: Fields, line: int) -> None:
        """Check a front matter. line: where it is told that a key is missing.

        What can only be meant as a link becomes one, in `front.plain` too.
        """
        self._line = front.line
        self._mapping(front.root, front.plain, fields, "", line)

    def line_of(self, node: Node, key: str) -> int:
        """The line of a key in a mapping, else that of the mapping."""
        for key_node, _ in node.value:
            if key_node.value == key:
                return self._line(key_node)
        return self._line(node)

    def _mapping(
        self, node: Node, plain: dict[str, object], fields: Fields, prefix: str, line: int
    ) -> None:
        """Check the keys of one mapping; `prefix` is the path of the mapping's own key."""
        for (key_node, value_node), (key, value) in zip(node.value, plain.items(), strict=True):
            field = fields.get(key)
            if field is None:
                if key not in self.extra_keys:
                    message = "" if self._is_full else _unknown_key(key, fields, prefix)
                    self.warn(self._line(key_node), message)
            elif not isinstance(value, str):
                plain[key] = self._value(key_node, value_node, value, field, prefix + key)
            elif not field.is_free and value and not value.isspace():
                self._words(value_node, value, field, prefix + key)
        for key in fields.required:
            if key not in plain:
                self.error(line, f"`{key}:` is missing, which is required; add it")
            elif is_empty(plain[key]):
                message = f"`{key}:` is empty, which is required; fill it in"
                self.error(self.line_of(node, key), message)

    def _value(self, key_node: Node, node: Node, value: object, field: Field, path: str) -> object:
        """Check a list or a mapping; the value as it is meant."""
        if is_empty(value):
            return value
        if field.form == "coordinates":
            self._coordinates(node, value)
            return value
        if field.form in ("id", "name") and (link := _unquoted_link(node, value)):
            return self._mended(node, link, field, path)
        if not isinstance(value, list):
            self._item(node, value, field, path, 1)
        elif not field.many:
            self.error(self._line(key_node), f"`{field.name}:` takes one value, not a list")
        else:
            for number, item in enumerate(node.value):
                value[number] = self._item(item, value[number], field, path, number + 1)
        return value

    def _item(self, node: Node, value: object, field: Field, path: str, number: int) -> object:
        """Check one of several values, counted from 1; the value as it is meant."""
        if isinstance(value, str):
            if is_empty(value):
                message = f"`{field.name}:` has an empty item; take it out"
                self.error(self._line(node), message)
            elif not field.is_free:
                self._words(node, value, field, path)
        elif field.form in ("id", "name") and (link := _unquoted_link(node, value)):
            return self._mended(node, link, field, path)
        elif isinstance(value, dict) and field.form in MAPPINGS:
            if field.form == "quote":
                self._quote = number
                self.quotes.append((number, node, value))
            self._mapping(node, value, MAPPINGS[field.form], path + ".", self._line(node))
            if field.form == "quote":
                self._quote = 0
        elif field.form in MAPPINGS:
            self._no_mapping(node, field)
        else:
            what = "a list" if isinstance(value, list) else "a mapping"
            self.error(self._line(node), f"`{field.name}:` takes words here, not {what}")
        return value

    def _words(self, node: Node, words: str, field: Field, path: str) -> None:
        """Check a value that is written as words, which are not only spaces."""
        form = field.form
        if form in ("id", "name"):
            self._id(node, words, field, path, node)
        elif form == "date":
            if self._is_full and not dates.is_date(words):
                self.error(self._line(node), "")
                return
            try:
                dates.parse(words)
            except dates.DateError as error:
                self.error(self._line(node), f"`{field.name}:` {error}")
        elif form == "url":
            self._url(node, words, field)
        elif form == "coordinates":
            self._coordinates(node, _EMPTY)
        elif form == "source":
            known = ", ".join(MAPPINGS[form])
            self.warn(self._line(node), f"write `{field.name}: {{name: …}}` (keys: {known})")
        elif form in MAPPINGS:
            self._no_mapping(node, field)
        elif words not in field.choices:
            known = ", ".join(field.choices)
            message = f"`{field.name}: {short(words)}` is none of: {known}; write one of them"
            self.error(self._line(node), message)

    def _mended(self, node: Node, link: Node, field: Field, path: str) -> str:
        """A link of `[[id]]` without quote marks, which YAML reads as a list in a list."""
        words = short(link.value)
        self.warn(self._line(node), f'`[[{words}]]` needs quote marks here: "[[{words}]]"')
        mended = f"[[{link.value}]]"
        self._id(node, mended, field, path, link)
        return mended

    def _no_mapping(self, node: Node, field: Field) -> None:
        known = ", ".join(MAPPINGS[field.form])
        self.error(self._line(node), f"`{field.name}:` takes `key: value` here (keys: {known})")

    def _id(self, node: Node, words: str, field: Field, path: str, written: Node) -> None:
        """Keep what names a record. written: the node that its words are written as."""
        linked = words.lstrip().startswith("[[")
        if field.form == "name" and not linked:
            target, anchor = words.strip(), ""  # a name may have a “#” in it
        else:
            target, anchor = split_reference(words)
        self.references.append(
            Reference(
                target,
                path,
                self._line(node),
                anchor=anchor,
                words=target,
                quote=self._quote,
                certain=linked or field.form == "id",
                start=written.start_mark.index,
                end=written.end_mark.index,
            )
        )

    def _url(self, node: Node, words: str, field: Field) -> None:
        address = words.strip()
        if not is_web(address):
            shown = short(f"{field.name}: {address}")
            message = f"`{shown}` is not an http or https address; write one, or leave it out"
            self.error(self._line(node), message)
        elif not is_plain(address):
            shown = short(f"{field.name}: {address}")
            message = f"`{shown}` has a blank or control sign in it; write it as %20 …"
            self.error(self._line(node), message)

    def _coordinates(self, node: Node, value: object) -> None:
        numbers = []
        for item in value if isinstance(value, list) else ():
            try:
                numbers.append(float(item if isinstance(item, str) else ""))
            except ValueError:
                break
        if len(numbers) != 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
            message = "`coordinates:` takes [latitude, longitude] in degrees: [35.68, 139.76]"
            self.error(self._line(node), message)


def is_empty(value: object) -> bool:
    """Whether a value says nothing: no words, no items."""
    return not value or (isinstance(value, str) and value.isspace())


def _unquoted_link(node: Node, value: object) -> Node | None:
    """What stands in `[[id]]` where YAML has read it as a list in a list, else None."""
    for _ in range(2):
        if not isinstance(value, list) or len(value) != 1:
            return None
        node, value = node.value[0], value[0]
    return node if isinstance(value, str) and value else None


def _unknown_key(key: str, fields: Fields, prefix: str) -> str:
    import difflib

    near = difflib.get_close_matches(key[:_COMPARED], list(fields), 1, 0.7)
    hint = f"did you mean `{near[0]}`?" if near else f"known are: {', '.join(fields)}"
    extra = "" if near else "; to allow it, name it in extra_keys of library.yaml"
    where = f" in `{prefix.rstrip('.')}`" if prefix else ""
    return f"the key `{short(key)}`{where} is unknown; {hint}{extra}"
