"""YAML front matter as text with lines. The only importer of `yaml`.

Every scalar is the text that stands in the file (DESIGN section 2): no dates, numbers, booleans or
nulls. The tree is built from the parser's events, so that depth and size are bounded and an alias
never multiplies what it names.
"""

from __future__ import annotations

import re

import yaml

from tui.core.text import safe, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Mark(Protocol):
        """A place, as both of PyYAML's parsers tell it: from 0."""

        line: int
        index: int


# Line ends to YAML, but to no editor: while it reads, noncharacters stand for them.
_HIDDEN = str.maketrans("\x85\u2028\u2029", "\ufdd0\ufdd1\ufdd2")
_SHOWN = {sign: as_written for as_written, sign in _HIDDEN.items()}

MAX_DEPTH = 30
MAX_NODES = 200_000

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# What a reader of YAML says, and what its user should do. First: words of the parser (libyaml's or
# PyYAML's own); second: whether the line is where it began, not where it was noticed.
_ADVICE = (
    (
        "quoted scalar found unexpected",
        True,
        "a quote mark that opens here is never closed; close it",
    ),
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


class Node:
    """A value in a front matter and the file's line where it begins.

    value: a str (scalar), a list of Node, or a list of Entry (mapping); kind tells which.
    start, end: where a scalar is written, quote marks included: offsets in the front matter.
    """

    __slots__ = ("end", "kind", "line", "start", "value")

    def __init__(
        self,
        kind: str,
        value: str | list[Node] | list[Entry],
        line: int,
        start: int = 0,
        end: int = 0,
    ) -> None:
        self.kind = kind  # "text", "list" or "mapping"
        self.value = value
        self.line = line
        self.start = start
        self.end = end

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> list[Node]:
        return [item for item in self.value if isinstance(item, Node)]

    @property
    def entries(self) -> list[Entry]:
        return [item for item in self.value if isinstance(item, Entry)]

    def plain(self) -> object:
        """The value as JSON has it: str, list, dict."""
        if self.kind == "mapping":
            return {entry.key: entry.node.plain() for entry in self.entries}
        return [item.plain() for item in self.items] if self.kind == "list" else self.text


class Entry:
    """One key of a mapping, its line, and its value."""

    __slots__ = ("key", "line", "node")

    def __init__(self, key: str, line: int, node: Node) -> None:
        self.key = key
        self.line = line
        self.node = node


class Trouble(Exception):  # noqa: N818  (a problem with a place, told to the user)
    """What makes a front matter unreadable. line: in the file, from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


Remark = tuple[int, str, bool]  # line, message, whether it is an error


class _Builder:
    """Makes Nodes of parser events, with a stack of its own instead of recursion."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.remarks: list[Remark] = []
        self.root: Node | None = None
        self.nodes = 0
        self._open: list[Node] = []
        # Beside each open node: the key that waits for its value, and the lines of keys seen.
        self._keys: list[Entry | None] = []
        self._seen: list[dict[str, int]] = []

    def line(self, mark: Mark | None) -> int:
        """The file's line of a place."""
        return self.first_line + (mark.line if mark is not None else 0)

    def feed(self, event: yaml.Event) -> None:
        line = self.line(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            self._remark_on(event, line)
            places = (_index(event.start_mark), _index(event.end_mark))
            self._add(Node("text", _whole(event.value), line, *places))
        elif isinstance(event, yaml.AliasEvent):
            name = short(f"*{event.anchor}")
            message = f"“{name}” is a YAML alias; write the words out, or put them in quotes"
            self.remarks.append((line, message, True))
            self._add(Node("text", f"*{event.anchor}", line))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._remark_on(event, line)
            kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
            node = Node(kind, [], line)
            self._add(node)
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

    def _add(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"over {MAX_NODES:,} values in one front matter; make more records of it"
            raise Trouble(node.line, message)
        if not self._open:
            if self.root is not None:
                raise Trouble(node.line, "a second YAML document begins here; keep one")
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent.value, list):
            if parent.kind == "list":
                parent.value.append(node)  # type: ignore[arg-type]
            else:
                self._add_to_mapping(parent.value, node)

    def _add_to_mapping(self, entries: list[Node] | list[Entry], node: Node) -> None:
        waiting = self._keys[-1]
        if waiting is None:
            if node.kind != "text":
                raise Trouble(node.line, "a key is a word, no list or mapping; put it in quotes")
            self._keys[-1] = Entry(node.text, node.line, node)
            return
        self._keys[-1] = None
        seen = self._seen[-1]
        if waiting.key in seen:
            first = seen[waiting.key]
            message = f"“{short(waiting.key)}” stands again (first in line {first}); keep one"
            self.remarks.append((waiting.line, message, True))
            return
        seen[waiting.key] = waiting.line
        waiting.node = node
        entries.append(waiting)  # type: ignore[arg-type]


def parse(front: str, first_line: int) -> tuple[Node, list[Remark]]:
    """The mapping in a front matter, and remarks on it. Raises Trouble where it can't be read.

    first_line: the file's line of the first character of `front`.
    """
    builder = _Builder(first_line)
    try:
        for event in yaml.parse(front.translate(_HIDDEN), Loader=_Loader):
            builder.feed(event)
    except yaml.MarkedYAMLError as error:
        message, mark = _advice(error, front)
        last = first_line + front.rstrip("\n").count("\n")
        raise Trouble(min(builder.line(mark), last), f"YAML: {message}") from None
    except yaml.reader.ReaderError:
        raise Trouble(*_unreadable(front, first_line)) from None
    root = builder.root or Node("mapping", [], first_line)
    if root.kind == "text" and not root.text:
        root = Node("mapping", [], first_line)
    if root.kind != "mapping":
        raise Trouble(root.line, "what stands here is not made of `key: value` lines")
    return root, builder.remarks


def is_no_text(scalar: str) -> bool:
    """Whether other readers of YAML 1.1 take a plain scalar for a number, a date, null …"""
    patterns = yaml.SafeLoader.yaml_implicit_resolvers.get(scalar[:1], [])
    return any(pattern.match(scalar) for _, pattern in patterns)


def _index(mark: Mark | None) -> int:
    return mark.index if mark is not None else 0


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
