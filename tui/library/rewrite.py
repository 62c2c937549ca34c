"""Renaming a record: its file, and every reference to it in the library, and nothing else.

What is to be changed is planned first and can be looked at. Each file is then read again as it
would be: where that gives anything else than the same references under the new id, nothing is done.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections import Counter

from tui.core import ids
from tui.core.fields import PLURALS, link_kinds
from tui.core.problems import ERROR
from tui.core.records import split_reference
from tui.core.text import fold_id

from . import disk, exact, frontmatter, places, reader, source, state
from .exact import Change, Move, Refused, Written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.core.document import Document, Link
    from tui.core.records import Record, Reference

    from .facade import Library
    from .reader import Parsed

__all__ = ["Edit", "Refused", "Rename", "plan"]


class Edit:
    """One reference and what becomes of it. path: in the library. line: in the file, from 1.

    before, after: the whole reference as written. start, end: what is replaced by new, as offsets
    in the file's text.
    """

    __slots__ = ("after", "before", "end", "line", "new", "path", "start")

    def __init__(
        self, written: Written, whole: tuple[int, int], start: int, end: int, new: str
    ) -> None:
        first, last = whole
        self.path = written.path
        self.line = written.line(start)
        self.before = written.text[first:last]
        self.after = written.text[first:start] + new + written.text[end:last]
        self.start = start
        self.end = end
        self.new = new


class Rename:
    """A renaming that was planned. old: the record. edits: by path and line. move: of its file.

    notes: (path, line, words) of what else will be so.
    """

    def __init__(self, library: Library, old: Record, new: str) -> None:
        self.library = library
        self.old = old
        self.new = new
        folder = os.path.dirname(old.path)
        self.move = Move(library.root, old.path, f"{folder}/{new}.md")
        self.edits: list[Edit] = []
        self.changes: list[Change] = []
        self.notes: list[tuple[str, int, str]] = []

    def apply(self) -> str:
        """Do it, all or nothing; "" or a sentence on what was not taken along. Raises Refused."""
        folder, failed = places.library_folder("state", self.library.root), ""
        # First: who is killed later can do the same again, as long as the file has its old name.
        try:
            state.rename(folder, self.old.id, self.new)
        except OSError as error:
            failed = f"bookmarks and trail keep the old id: {error.strerror or error}"
        try:
            exact.write(self.library.root, self.changes, self.move)
        except BaseException:
            with contextlib.suppress(OSError):
                state.rename(folder, self.new, self.old.id)
            raise
        return failed


def plan(library: Library, old: str, new: str) -> Rename:
    """What there is to do so that a record has another id. Raises Refused.

    old: the record's id, in any case. The index must be up to date.
    """
    record = library.record(old)
    if record is None:
        raise Refused(f"there is no record “{old}”")
    new = unicodedata.normalize("NFC", new)
    if why := ids.why_not(new):
        raise Refused(f"“{new}” {why}")
    if new == record.id:
        raise Refused(f"“{new}” is its id already")
    _check_taken(library, record, new)
    _check_read(library, record)
    renamed = Rename(library, record, new)
    if fold_id(new) != fold_id(record.id):
        renamed.notes = _waiting(library, record, new)
    files: dict[str, _File] = {}
    for path, kind in library.index.paths_naming(record.id):
        file = _File(library, path, kind, record.id, new)
        first = files.setdefault(file.written.file, file)
        if first is not file:  # two names of one file
            first.join(file)
    for file in files.values():
        if file.settle():
            renamed.edits += file.edits
            renamed.changes.append(Change(file.written, file.replaced()))
    renamed.edits.sort(key=lambda edit: (edit.path, edit.start))
    exact.check_free(renamed.move)
    for path in [record.path, *(change.path for change in renamed.changes)]:
        exact.check_writable(library.root, path)
    return renamed


def _check_taken(library: Library, record: Record, new: str) -> None:
    """Raise Refused where another file has one of the two ids, or is a link to the record's."""
    own = os.path.join(library.root, record.path)
    for file in disk.walk(library.root)[0]:
        stem = fold_id(os.path.splitext(os.path.basename(file.path))[0])
        if file.path == record.path:
            continue
        if stem == fold_id(new):
            raise Refused(f"the id “{new}” is taken by {file.path}")
        if stem == fold_id(record.id):
            raise Refused(
                f"{record.path} and {file.path} have the same id, so there is no telling which "
                "of them a reference means; give one of the files another name first"
            )
        other = os.path.join(library.root, file.path)
        if os.path.islink(other) and not os.path.islink(own) and os.path.samefile(own, other):
            raise Refused(
                f"{file.path} is a symbolic link to {record.path}, and would lead nowhere; remove "
                "it first"
            )


def _check_read(library: Library, record: Record) -> None:
    """Raise Refused where what can't be read may name the record: it would keep the old id."""
    for problem in library.index.problems():
        if problem.message.endswith(disk.REMEDY):
            message = f"{problem.path} can’t be read, and may name “{record.id}”; {disk.REMEDY}"
            raise Refused(message)
    named = re.compile(rf"(?<!\w){re.escape(fold_id(record.id))}(?!\w)")
    for path in library.index.paths_without_front():
        text, _ = source.read_text(library.root, path)
        front, body = source.split(text)
        if front is None:
            continue
        # What is not closed goes on to the end.
        front = fold_id(text[:body] if body > 0 else text)
        if found := named.search(front):
            line = front.count("\n", 0, found.start()) + 1
            raise Refused(
                f"{path}:{line}: “{record.id}” stands in a front matter that can’t be read; mend "
                "that first"
            )


def _waiting(library: Library, record: Record, new: str) -> list[tuple[str, int, str]]:
    """References to the new id that lead nowhere yet; those that would not fit raise Refused."""
    notes = []
    for link in library.index.links_to(new):
        source_record = library.record(link.source.id)
        path = source_record.path if source_record else link.source.id
        allowed = link_kinds(link.source.kind, link.path)
        if link.certain and allowed and record.kind not in allowed:
            wanted = " or ".join(PLURALS[one] for one in allowed)
            raise Refused(
                f"{path}:{link.line} names “{new}” already, in `{link.path}:`, where {wanted} "
                "stand; mend that first"
            )
        if link.anchor and library.index.quotation(f"{record.id}#{link.anchor}") is None:
            raise Refused(
                f"{path}:{link.line} names “{new}#{link.anchor}” already, and the record has no "
                "such quotation; mend that first"
            )
        notes.append((path, link.line, f"names “{new}” already, and will lead here"))
    return notes


class _File:
    """One file in which a record is named: the edits that name it by another id."""

    def __init__(self, library: Library, path: str, kind: str, old: str, new: str) -> None:
        self.written = Written(library.root, path)
        self.kind = kind
        self.old = fold_id(old)
        self.new = new
        self.extra_keys = library.index.meta("extra_keys") or []
        self.parsed = self.parse(self.written.raw)
        self.others: list[_File] = []
        self.edits: list[Edit] = []

    def join(self, other: _File) -> None:
        """Take in the references that are seen when the file is read under another name."""
        if other.written.raw != self.written.raw:
            raise Refused(f"{self.written.path} was changed by somebody else just now")
        self.others.append(other)

    def settle(self) -> bool:
        """Find the edits that do exactly what is meant; whether there are any. Raises Refused."""
        for keep in (False, True):
            found: dict[int, Edit] = {}
            for one in [self, *self.others]:
                for edit in one.find(keep=keep):
                    found.setdefault(edit.start, edit)
            self.edits = list(found.values())
            raw = self.replaced()
            if all(one.is_the_same(one.parse(raw)) for one in [self, *self.others]):
                return bool(self.edits)
        line = self.edits[0].line if self.edits else 1
        raise Refused(
            f"{self.written.path}:{line}: the references from here on can’t be rewritten without "
            "changing what else the file says; rewrite them by hand"
        )

    def replaced(self) -> bytes:
        return self.written.replaced((edit.start, edit.end, edit.new) for edit in self.edits)

    def parse(self, raw: bytes) -> Parsed:
        text, problems = source.decode(raw, self.written.path)
        return reader.parse(text, problems, self.written.path, self.kind, self.extra_keys)

    def find(self, *, keep: bool) -> Iterator[Edit]:
        """The references to the record, rewritten. keep: the words shown everywhere."""
        for reference in self.parsed.references:
            if reference.path != "body" and fold_id(reference.target) == self.old:
                yield self.in_front(reference)
        document = self.parsed.document
        for link in document.links:
            if link.target and fold_id(split_reference(link.target)[0]) == self.old:
                quoted = any(
                    start < link.end and link.start < end
                    for quote in self.parsed.quotes
                    for start, end in quote.spans
                )
                yield self.in_body(document, link, keep=keep or quoted)

    def in_front(self, reference: Reference) -> Edit:
        """A reference in the front matter: one scalar."""
        text = self.written.text
        front = text.index("\n") + 1
        whole = (front + reference.start, front + reference.end)
        properties = re.compile(r"(?:[&!]\S*\s+)*").match(text, *whole)
        first = properties.end() if properties else whole[0]
        start = text.find(reference.target, first, whole[1])
        if start < 0:
            raise self.refusal(whole[0])
        end = start + len(reference.target)
        bare = (start, end) == (first, whole[1]) and text[first - 2 : first] != "[["
        quoted = bare and frontmatter.is_no_text(self.new)  # `no`, to other readers of YAML
        return Edit(self.written, whole, start, end, f'"{self.new}"' if quoted else self.new)

    def in_body(self, document: Document, link: Link, *, keep: bool) -> Edit:
        """A link in the body. keep: it shows what it showed, where that is its target."""
        text = self.written.text
        first = len(text) - len(self.parsed.body) + link.number
        opening = re.compile(r"\[\[\s*").match(text, first)
        target = split_reference(link.target)[0]
        if opening is None or not text.startswith(target, opening.end()):
            raise self.refusal(first)
        start, close = opening.end(), text.find("]]", opening.end())
        anchor, _, words = text[start + len(target) : close].partition("|")
        whole = (first, close + 2)
        if words.strip() or not keep:
            return Edit(self.written, whole, start, start + len(target), self.new)
        bar = "\\|" if document.blocks[document.block_at(link.start)].kind == "verbatim" else "|"
        anchor = anchor.rstrip("\\").rstrip()
        return Edit(self.written, whole, start, close, f"{self.new}{anchor}{bar}{link.words}")

    def refusal(self, offset: int) -> Refused:
        line = self.written.line(offset)
        return Refused(
            f"{self.written.path}:{line}: this reference is written in a way that can’t be "
            "rewritten exactly (with escapes, or over lines); write it plainly first"
        )

    def is_the_same(self, after: Parsed) -> bool:
        """Whether the file, read again, says the same as before of the record by its new id."""
        before = self.parsed
        old, new = _references(before), _references(after)
        return (
            [(self.new if fold_id(one) == self.old else one, *rest) for one, *rest in old] == new
            and len(before.document.links) == len(after.document.links)
            and len(before.quotes) == len(after.quotes)
            and self._quotations(after) == [(q.number, q.parts, q.spans) for q in after.quotes]
            and not Counter(_places(after)) - Counter(_places(before))
        )

    def _quotations(self, after: Parsed) -> list[tuple[int, list[str], list[tuple[int, int]]]]:
        """The quotations as they were, where they must stand now; broken ones as they are now."""
        links = list(zip(self.parsed.document.links, after.document.links, strict=True))

        def moved(offset: int) -> int:
            wider = (len(new.words) - len(old.words) for old, new in links if old.end <= offset)
            return offset + sum(wider)

        found = []
        for old, new in zip(self.parsed.quotes, after.quotes, strict=True):
            spans = [(moved(start), moved(end)) for start, end in old.spans] or new.spans
            found.append((old.number, old.parts, spans))
        return found


def _references(parsed: Parsed) -> list[tuple[str, ...]]:
    return [
        (one.target, one.anchor, one.path, f"{one.line} {one.quote} {one.certain}")
        for one in parsed.references
    ]


def _places(parsed: Parsed) -> list[tuple[int, str, str]]:
    """What is wrong where; of a broken quotation also which passage is like it."""
    broken = {quote.text_line for quote in parsed.quotes if not quote.spans}
    return [
        (one.line, one.severity, one.message * (one.line in broken and one.severity == ERROR))
        for one in parsed.problems
    ]
