"""YAML front matter as text with lines. The only importer of `yaml`.

Every scalar is the text that stands in the file (DESIGN section 2): no dates, numbers, booleans or
nulls. The tree is built from the parser's events, so that depth and size are bounded and an alias
never multiplies what it names.
"""

from __future__ import annotations

import yaml

from tui.core.text import safe

MAX_DEPTH = 30
MAX_NODES = 200_000

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Node:
    """A value in a front matter and the file's line where it begins.

    value: a str (scalar), a list of Node, or a list of Entry (mapping); kind tells which.
    """

    __slots__ = ("kind", "line", "value")

    def __init__(self, kind: str, value: str | list[Node] | list[Entry], line: int) -> None:
        self.kind = kind  # "text", "list" or "mapping"
        self.value = value
        self.line = line

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

    def feed(self, event: yaml.Event) -> None:
        line = self.first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.ScalarEvent):
            self._remark_on(event, line)
            self._add(Node("text", event.value, line))
        elif isinstance(event, yaml.AliasEvent):
            message = (
                f"“*{event.anchor}” is a YAML alias; write the words out, or put them in quotes"
            )
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
                raise Trouble(line, f"nested deeper than {MAX_DEPTH} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
            self._seen.pop()

    def _remark_on(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor:
            self.remarks.append((line, f"“&{event.anchor}” is a YAML anchor; leave it out", False))
        if event.tag and event.tag != "!":
            message = f"“{event.tag}” is a YAML tag; every value is read as text, leave it out"
            self.remarks.append((line, message, False))

    def _add(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Trouble(node.line, f"more than {MAX_NODES:,} values in one front matter")
        if not self._open:
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
                raise Trouble(node.line, "a key is a word, not a list or a mapping")
            self._keys[-1] = Entry(node.text, node.line, node)
            return
        self._keys[-1] = None
        seen = self._seen[-1]
        if waiting.key in seen:
            message = f"“{waiting.key}” stands again (first in line {seen[waiting.key]}); keep one"
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
        for event in yaml.parse(front, Loader=_Loader):
            builder.feed(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark is not None else 0)
        raise Trouble(min(line, first_line + front.count("\n")), _sentence(error)) from None
    except yaml.reader.ReaderError:
        raise Trouble(*_unreadable(front, first_line)) from None
    root = builder.root or Node("mapping", [], first_line)
    if root.kind == "text" and not root.text:
        root = Node("mapping", [], first_line)
    if root.kind != "mapping":
        raise Trouble(root.line, "the front matter is not made of `key: value` lines")
    return root, builder.remarks


def _sentence(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or "unreadable"
    hint = ""
    if "mapping values" in problem:
        hint = "; a text that has “: ” in it stands in quotes"
    elif "cannot start any token" in problem or "alias" in problem or "anchor" in problem:
        hint = "; a text that begins with such a sign stands in quotes"
    elif "\\t" in problem or "tab" in problem:
        hint = "; indent with spaces"
    elif "block end" in problem or "could not find expected ':'" in problem:
        hint = "; look for a key without its colon, a quote mark not closed, or uneven indentation"
    return f"YAML: {safe(problem)}{hint}"


def _unreadable(front: str, first_line: int) -> tuple[int, str]:
    for number, line in enumerate(front.split("\n")):
        for sign in line:
            if not (sign.isprintable() or sign in "\t\r\x85\xa0"):
                message = f"the control character U+{ord(sign):04X} stands here; take it out"
                return first_line + number, message
    return first_line, "a character that YAML does not allow stands here"
