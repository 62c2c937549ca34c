"""Checking a front matter against the table of fields; what it names, and its dates.

Every remark carries the line of the key or the value it is about.
"""

from __future__ import annotations

from tui.core import dates
from tui.core.fields import MAPPINGS, Field
from tui.core.problems import ERROR, WARNING, Problem
from tui.core.records import Reference, split_reference
from tui.core.text import safe, short

from .frontmatter import Entry, Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection


class Checker:
    """Checks the front matter of one file, and makes what it says of it safe to print.

    problems: what was found. references: every id that it names. extra_keys: keys of other programs
    that are let pass.
    """

    def __init__(self, path: str, extra_keys: Collection[str] = ()) -> None:
        self.path = path
        self.extra_keys = extra_keys
        self.problems: list[Problem] = []
        self.references: list[Reference] = []
        self._quote = 0
        self._forms: dict[str, Callable[[Node, Field], None]] = {
            "text": self._text,
            "date": self._date,
            "url": self._url,
        }

    def error(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, ERROR, safe(message)))

    def warn(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, WARNING, safe(message)))

    def mapping(self, node: Node, fields: dict[str, Field], prefix: str = "") -> None:
        """Check the keys of one mapping; `prefix` is the path of the mapping's own key."""
        for entry in node.entries:
            field = fields.get(entry.key)
            if field:
                self._field(entry, field, prefix + field.name)
            elif prefix or entry.key not in self.extra_keys:
                self.warn(entry.line, _unknown_key(entry.key, fields, prefix))
        present = {entry.key: entry for entry in node.entries}
        for field in fields.values():
            if not field.required:
                continue
            if field.name not in present:
                self.error(node.line, f"`{field.name}:` is missing, which is required; add it")
            elif is_empty(present[field.name].node):
                message = f"`{field.name}:` is empty, which is required; fill it in"
                self.error(present[field.name].line, message)

    def _field(self, entry: Entry, field: Field, path: str) -> None:
        node = entry.node
        if is_empty(node):
            return
        if field.form == "coordinates":
            self._coordinates(node)
            return
        self._mend_link(node, field)
        if node.kind == "list" and not field.many:
            self.error(entry.line, f"`{field.name}:` takes one value, not a list")
            return
        items = node.items if node.kind == "list" else [node]
        for number, item in enumerate(items, 1):
            if field.form == "quote":
                self._quote = number
            self._item(item, field, path)
        if field.form == "quote":
            self._quote = 0

    def _item(self, node: Node, field: Field, path: str) -> None:
        self._mend_link(node, field)
        if is_empty(node) and node.kind == "text":
            self.error(node.line, f"`{field.name}:` has an empty item; take it out")
        elif field.form in MAPPINGS:
            self._nested(node, field, path)
        elif node.kind != "text":
            what = "a list" if node.kind == "list" else "a mapping"
            self.error(node.line, f"`{field.name}:` takes words here, not {what}")
        elif field.form in ("id", "name"):
            self._id(node, field, path)
        else:
            self._forms[field.form](node, field)

    def _mend_link(self, node: Node, field: Field) -> None:
        """Make a link of `[[id]]` without quote marks, which YAML reads as a list in a list."""
        if field.form in ("id", "name") and (link := _unquoted_link(node)):
            words = short(link.text)
            self.warn(node.line, f'`[[{words}]]` needs quote marks here: "[[{words}]]"')
            node.kind, node.value = "text", f"[[{link.text}]]"
            node.start, node.end = link.start, link.end

    def _nested(self, node: Node, field: Field, path: str) -> None:
        known = ", ".join(MAPPINGS[field.form])
        if node.kind == "mapping":
            self.mapping(node, MAPPINGS[field.form], path + ".")
        elif node.kind == "text" and field.form == "source":
            self.warn(node.line, f"write `{field.name}: {{name: …}}` (keys: {known})")
        else:
            self.error(node.line, f"`{field.name}:` takes `key: value` here (keys: {known})")

    def _text(self, node: Node, field: Field) -> None:
        if field.choices and node.text not in field.choices:
            known = ", ".join(field.choices)
            message = f"`{field.name}: {short(node.text)}` is none of: {known}; write one of them"
            self.error(node.line, message)

    def _date(self, node: Node, field: Field) -> None:
        try:
            dates.parse(node.text)
        except dates.DateError as error:
            self.error(node.line, f"`{field.name}:` {error}")

    def _id(self, node: Node, field: Field, path: str) -> None:
        linked = node.text.strip().startswith("[[")
        target, anchor = split_reference(node.text)
        if field.form == "name" and not linked:
            target, anchor = node.text.strip(), ""  # a name may have a “#” in it
        self.references.append(
            Reference(
                target,
                path,
                node.line,
                anchor=anchor,
                words=target,
                quote=self._quote,
                certain=linked or field.form == "id",
                start=node.start,
                end=node.end,
            )
        )

    def _url(self, node: Node, field: Field) -> None:
        address = node.text.strip()
        shown = short(f"{field.name}: {address}")
        scheme, _, rest = address.partition("://")
        if scheme.lower() not in ("http", "https") or rest[:1] in ("", "/", "?", "#"):
            message = f"`{shown}` is not an http or https address; write one, or leave it out"
            self.error(node.line, message)
        elif any(sign.isspace() or not sign.isprintable() for sign in address):
            message = f"`{shown}` has a blank or control sign in it; write it as %20 …"
            self.error(node.line, message)

    def _coordinates(self, node: Node) -> None:
        numbers = []
        for item in node.items if node.kind == "list" else []:
            try:
                numbers.append(float(item.text))
            except ValueError:
                break
        if len(numbers) != 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
            message = "`coordinates:` takes [latitude, longitude] in degrees: [35.68, 139.76]"
            self.error(node.line, message)


def is_empty(node: Node) -> bool:
    """Whether a value says nothing: no words, no items."""
    return not node.value or (node.kind == "text" and not node.text.strip())


def _unquoted_link(node: Node) -> Node | None:
    """What stands in `[[id]]` where YAML has read it as a list in a list, else None."""
    if node.kind == "list" and len(node.items) == 1 and node.items[0].kind == "list":
        inner = node.items[0].items
        if len(inner) == 1 and inner[0].text:
            return inner[0]
    return None


def _unknown_key(key: str, fields: dict[str, Field], prefix: str) -> str:
    import difflib

    near = difflib.get_close_matches(key, list(fields), 1, 0.7)
    hint = f"did you mean `{near[0]}`?" if near else f"known are: {', '.join(fields)}"
    extra = "" if near or prefix else "; to allow it, name it in extra_keys of library.yaml"
    where = f" in `{prefix.rstrip('.')}`" if prefix else ""
    return f"the key `{short(key)}`{where} is unknown; {hint}{extra}"
