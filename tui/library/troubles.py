"""Pages of what is wrong: all problems of the library, and the file's lines around one of them.

Their addresses: `!` for all, `!PATH:LINE` for one.
"""

from __future__ import annotations

from tui.core.addresses import PROBLEMS, split_problem
from tui.core.document import Block, Document, Run
from tui.core.problems import ERROR
from tui.core.records import Record
from tui.core.text import plural

from .pages import Builder, Page
from .source import read_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .facade import Library

MOST = 500  # problems on one page; what is beyond is counted
_AROUND = 12  # lines of the file before and after the one in question


def page(library: Library, reference: str) -> Page:
    """The page of a reference that begins with PROBLEMS."""
    path, line = split_problem(reference)
    return _file(library, reference, path, line) if path else _all(library, reference)


def _all(library: Library, reference: str) -> Page:
    found = library.problems()
    errors = sum(problem.severity == ERROR for problem in found)
    builder = Builder()
    title = f"{plural(errors, 'error')}, {plural(len(found) - errors, 'warning')}"
    builder.add("title", title)
    if not found:
        builder.add("paragraph", "Nothing is wrong with this library.")
    for problem in found[:MOST]:
        place = f"{problem.path}:{problem.line}"
        link = builder.link(place, f"{PROBLEMS}{place}")
        builder.add("row", link, Run(f"  {problem.severity}: ", dim=True), problem.message)
    builder.more(len(found) - MOST)
    return _page(reference, title, Document(builder.blocks))


def _file(library: Library, reference: str, path: str, line: int) -> Page:
    builder = Builder()
    title = f"{path}:{line}"
    builder.add("title", title)
    found = [problem for problem in library.problems() if problem.path == path]
    here = [problem for problem in found if problem.line == line]
    for problem in here:
        builder.add("notice", f"{problem.severity}: {problem.message}")
    if len(found) > len(here):
        builder.add("meta", Run(f"{len(found) - len(here)} more in this file", dim=True))
    record = library.index.record_at(path)
    if record is not None:
        builder.add("paragraph", "It is shown as ", builder.link(record.name, record.id), ".")
    lines = _lines(library, path)
    first = max(line - _AROUND, 1)
    shown = lines[first - 1 : line + _AROUND]
    runs = []
    for number, words in enumerate(shown, first):
        sign = "▸" if number == line else " "
        end = "\n" if number < first + len(shown) - 1 else ""
        runs.append(Run(f"{sign}{number:>5}  {words}{end}", bold=number == line))
    builder.blocks.append(Block("verbatim", runs))
    made = _page(reference, title, Document(builder.blocks))
    made.path, made.line = path, line
    return made


def _lines(library: Library, path: str) -> list[str]:
    """The lines of a file of the library; a path from outside it has none."""
    return [line[:500] for line in read_text(library.root, path)[0].split("\n")]


def _page(reference: str, title: str, document: Document) -> Page:
    made = Page(Record("", "problem", "", title, {}, "", 1), document)
    made.ref = reference
    return made
