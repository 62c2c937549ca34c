"""YAML front matter as text with lines. The only importer of `yaml`.

Every scalar is the text that stands in the file (DESIGN section 2): no dates, numbers, booleans or
nulls. The tree is built from the parser's events, so that depth and size are bounded and an alias
never multiplies what it names.
"""

from __future__ import annotations

import re

from tui.core.text import safe, short

from .later import patterns

with patterns():  # those of its own reader take longer than all else; libyaml has no use for them
    import yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Mark(Protocol):
        """A place, as both of PyYAML's parsers tell it: from 0."""

        line: int
        index: int

    class Node(Protocol):
        """A value, as PyYAML keeps it, and where it is written, quote marks included."""

        value: Any
        start_mark: Mark
        end_mark: Mark


# Line ends to YAML, but to no editor: while it reads, noncharacters stand for them.
_HIDDEN = str.maketrans("\x85\u2028\u2029", "\ufdd0\ufdd1\ufdd2")
_SHOWN = {sign: as_written for as_written, sign in _HIDDEN.items()}
_STRANGE = "".join(map(chr, (*_HIDDEN, *_SHOWN)))

MAX_DEPTH = 30
MAX_NODES = 200_000
MAX_TAGS = 20  # `%TAG` lines: libyaml compares each with all before it

_HAS_C: bool = yaml.__with_libyaml__
_Loader: type = yaml.CBaseLoader if _HAS_C else yaml.BaseLoader
_CParser: type = getattr(yaml, "cyaml").CParser if _HAS_C else object  # noqa: B009  (no types)
_Scalar: Any = yaml.ScalarNode
_List: Any = yaml.SequenceNode
_Mapping: Any = yaml.MappingNode

# What a reader of YAML says, and what its user should do. First: words of the parser (libyaml's or
# PyYAML's own); second: whether the line is where it began, not where it was noticed.
_ADVICE = (
    (
        "quoted scalar found unexpected",
        True,
        "a quote mark that opens here is never closed; close it",
    ),
    ("nesting depth", True, f"lists stand in each other over {MAX_DEPTH} deep; undo some"),
    ("flow sequence", True, "the list that opens here with “[” lacks a comma or its “]”"),
    ("flow mapping", True, "what opens here with “{” lacks a comma or its “}”"),
    ("simple key", True, "a key without its colon; write `key: value`"),
    (
        "mapping values are not allowed",
        False,
        "“: ” stands where no key can be; put the text in quotes, "
        "or the key in line with the others",
    ),
    ("mapping keys are not", False, "a text that begins with “?” stands in quotes"),
    ("block sequence entries are not", False, "a text that begins with “-” stands in quotes"),
    ("an alias", True, "a text that begins with “*” stands in quotes"),
    ("an anchor", True, "a text that begins with “&” stands in quotes"),
    ("block scalar", True, "a text that begins with “|” or “>” stands in quotes"),
    ("escape", False, "“\\” has a meaning in double quotes; write it twice, or use single quotes"),
    (
        "hexdecimal",
        False,
        "“\\” has a meaning in double quotes; write it twice, or use single quotes",
    ),
    ("node content", False, "a value is missing here, or a bracket is one too many"),
    (
        "expected",
        False,
        "this does not follow from what stands before; look for a quote mark inside of quotes, "
        "and for uneven indentation",
    ),
)


class Front:
    """A front matter that could be read.

    plain: the value as JSON has it: dict, list, str. root: its mapping as nodes of YAML, pair for
    pair and item for item as in `plain`; a node's `value` is a str, a list of nodes, or a list of
    pairs of nodes (keys are scalars, and stand once). remarks: on what was not plain YAML.
    """

    __slots__ = ("_first_line", "plain", "remarks", "root")

    def __init__(
        self, root: Node, plain: dict[str, object], first_line: int, remarks: list[Remark]
    ) -> None:
        self.root = root
        self.plain = plain
        self.remarks = remarks
        self._first_line = first_line

    def line(self, node: Node) -> int:
        """The file's line where a node begins."""
        return self._first_line + node.start_mark.line


class Trouble(Exception):  # noqa: N818  (a problem with a place, told to the user)
    """What makes a front matter unreadable. line: in the file, from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


Remark = tuple[int, str, bool]  # line, message, whether it is an error


class _UnusualError(Exception):
    """A front matter that has to be looked at event by event."""


class _Quick(_CParser):  # type: ignore[misc]
    """libyaml's own composer: as it makes no events, it takes half the time.

    It calls the three methods for each node. It goes into itself as deep as the nodes do.
    """

    resolve = "".format  # any tag will do, and this is found without a call of Python's

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._room = MAX_DEPTH + 1

    def descend_resolver(self, *_: object) -> None:
        self._room -= 1
        if self._room < 0:
            raise _UnusualError

    def ascend_resolver(self) -> None:
        self._room += 1


class _Composer:
    """Makes nodes of parser events, with a stack of its own instead of recursion."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.remarks: list[Remark] = []
        self.root: Node | None = None
        self.nodes = 0
        self._open: list[Node] = []
        # Beside each open node: the key that waits for its value, and the lines of keys seen.
        self._keys: list[Node | None] = []
        self._seen: list[dict[str, int]] = []

    def line(self, mark: Mark | None) -> int:
        """The file's line of a place."""
        return self.first_line + (mark.line if mark is not None else 0)

    def feed(self, event: yaml.Event) -> None:
        line = self.line(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            self._remark_on(event, line)
            words = _whole(event.value)
            self._add(_Scalar("", words, event.start_mark, event.end_mark), line)
        elif isinstance(event, yaml.AliasEvent):
            name = short(f"*{event.anchor}")
            message = f"“{name}” is a YAML alias; write the words out, or put them in quotes"
            self.remarks.append((line, message, True))
            place = _place(line - self.first_line)
            self._add(_Scalar("", f"*{event.anchor}", place, place), line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._remark_on(event, line)
            is_list = isinstance(event, yaml.SequenceStartEvent)
            node = (_List if is_list else _Mapping)("", [], event.start_mark)
            self._add(node, line)
            self._open.append(node)
            self._keys.append(None)
            self._seen.append({})
            if len(self._open) > MAX_DEPTH:
                message = f"lists and mappings stand in each other over {MAX_DEPTH} deep; undo some"
                raise Trouble(line, message)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
            self._seen.pop()

    def _remark_on(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor:
            name = short(f"&{event.anchor}")
            message = f"“{name}” is a YAML anchor; leave it out, or put the text in quotes"
            self.remarks.append((line, message, False))
        if event.tag:
            message = f"“{short(event.tag)}” is a YAML tag; leave it out, or put the text in quotes"
            self.remarks.append((line, message, False))

    def _add(self, node: Node, line: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"over {MAX_NODES:,} values in one front matter; make more records of it"
            raise Trouble(line, message)
        if not self._open:
            if self.root is not None:
                raise Trouble(line, "a second YAML document begins here; keep one")
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, _List):
            parent.value.append(node)
        else:
            self._add_to_mapping(parent, node, line)

    def _add_to_mapping(self, parent: Node, node: Node, line: int) -> None:
        waiting = self._keys[-1]
        if waiting is None:
            if not isinstance(node, _Scalar):
                raise Trouble(line, "a key is a word, no list or mapping; put it in quotes")
            self._keys[-1] = node
            return
        self._keys[-1] = None
        seen = self._seen[-1]
        line = self.line(waiting.start_mark)
        if waiting.value in seen:
            first = seen[waiting.value]
            message = f"“{short(waiting.value)}” stands again (first in line {first}); keep one"
            self.remarks.append((line, message, True))
            return
        seen[waiting.value] = line
        parent.value.append((waiting, node))


def parse(front: str, first_line: int) -> Front:
    """What stands in a front matter, and remarks on it. Raises Trouble where it can't be read.

    first_line: the file's line of the first character of `front`.
    """
    if front.count("%TAG") > MAX_TAGS:
        _check_tags(front, first_line)
    return _parse_quickly(front, first_line) or _parse_carefully(front, first_line)


def _check_tags(front: str, first_line: int) -> None:
    """Raise Trouble where more lines than any use has declare YAML's tags."""
    declared = list(re.compile("^%TAG", re.MULTILINE).finditer(front))
    if len(declared) > MAX_TAGS:
        line = first_line + front.count("\n", 0, declared[0].start())
        raise Trouble(line, f"over {MAX_TAGS} lines declare YAML tags with “%TAG”; take them out")


def _parse_quickly(front: str, first_line: int) -> Front | None:
    """What most front matters hold. None: this one is to be told about."""
    # Shorter than MAX_NODES is one that can't have so many.
    if not _HAS_C or len(front) > MAX_NODES or _is_unusual(front):
        return None
    try:
        root = _Quick(front).get_single_node()
        plain = _plain(root) if isinstance(root, _Mapping) else None
    except (yaml.YAMLError, _UnusualError):
        return None
    return None if plain is None else Front(root, plain, first_line, [])


def _is_unusual(front: str) -> bool:
    """Whether something may stand there that YAML, or its parser, makes something else of."""
    if "\\u" in front or "\\U" in front:
        return True
    if not front.isascii() and any(sign in front for sign in _STRANGE):
        return True
    if "&" in front or "*" in front or "!" in front:
        return re.search(r"(?<![^\s\[\]{},:?\-])(?:[&*](?!\s)|!)", front) is not None
    return False


def _plain(node: Any) -> dict[str, object]:
    """A mapping as JSON has it. Raises _UnusualError where a key is no word, or stands twice."""
    pairs = node.value
    try:
        made = {
            key.value: value.value if type(value) is _Scalar else _plain_of(value)
            for key, value in pairs
        }
    except TypeError:  # a list
        raise _UnusualError from None
    if len(made) != len(pairs):
        raise _UnusualError
    return made


def _plain_of(node: Node) -> object:
    if isinstance(node, _Scalar):
        return node.value
    if isinstance(node, _Mapping):
        return _plain(node)
    return [_plain_of(item) for item in node.value]


def _parse_carefully(front: str, first_line: int) -> Front:
    composer = _Composer(first_line)
    try:
        for event in yaml.parse(front.translate(_HIDDEN), Loader=_Loader):
            composer.feed(event)
    except yaml.MarkedYAMLError as error:
        message, mark = _advice(error, front)
        last = first_line + front.rstrip("\n").count("\n")
        raise Trouble(min(composer.line(mark), last), f"YAML: {message}") from None
    except yaml.reader.ReaderError:
        raise Trouble(*_unreadable(front, first_line)) from None
    root = composer.root
    if root is None or (isinstance(root, _Scalar) and not root.value):
        root = _Mapping("", [], _place(0))
    if not isinstance(root, _Mapping):
        line = composer.line(root.start_mark)
        raise Trouble(line, "what stands here is not made of `key: value` lines")
    return Front(root, _plain(root), first_line, composer.remarks)


def is_no_text(scalar: str) -> bool:
    """Whether other readers of YAML 1.1 take a plain scalar for a number, a date, null …"""
    patterns = yaml.SafeLoader.yaml_implicit_resolvers.get(scalar[:1], [])
    return any(pattern.match(scalar) for _, pattern in patterns)


def _advice(error: yaml.MarkedYAMLError, front: str) -> tuple[str, Mark | None]:
    """A sentence for what the parser could not read, and the place it is about."""
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    sign = front[mark.index : mark.index + 1] if mark is not None else ""
    if sign == "\t":
        return "a tab stands here; indent with spaces", mark
    if "cannot start any token" in said:
        return f"a text that begins with “{safe(sign)}” stands in quotes", mark
    for words, where_begun, sentence in _ADVICE:
        if words in said:
            return sentence, (error.context_mark or mark) if where_begun else mark
    return safe(said.strip() or "unreadable"), mark


def _place(line: int) -> Mark:
    """A place on which no words are written."""
    place: Mark = yaml.Mark("", 0, line, 0, None, 0)
    return place


def _whole(text: str) -> str:
    """A scalar as it is written; no lone surrogates, which `"\\ud800"` makes without libyaml."""
    if text.isprintable():
        return text
    text = text.translate(_SHOWN)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unreadable(front: str, first_line: int) -> tuple[int, str]:
    """Where the first character stands that YAML 1.1 does not allow, and what to do."""
    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ufffd\U00010000-\U0010ffff]", front)
    if found is None:
        return first_line, "a character that YAML does not allow stands here; take it out"
    line = first_line + front.count("\n", 0, found.start())
    return line, f"the control character U+{ord(found[0]):04X} stands here; take it out"
