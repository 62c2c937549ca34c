"""`libraries`: the library in use and what it says of itself, and the others that have a name."""

from __future__ import annotations

from tui.core.citations import KIND_WORDS
from tui.core.fields import PLURALS
from tui.core.settings import Settings
from tui.core.text import plural
from tui.library import places

from . import output, talk
from .cells import one_line
from .plain import QUIET, STRONG, blocks
from .settings import of_library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.facade import Library

    from .options import Call
    from .plain import Pen

    Value = dict[str, object]

_SAID = ("title", "description", "language", "licence")
_PROBLEMS = ("errors", "warnings")
_COLUMNS = ("name", "folder", "here", *_SAID, *PLURALS, *_PROBLEMS)


def run(call: Call, library: Library) -> int:
    """Print the library in use, then those that the browser changes to."""
    known = [*places.libraries(of_library() or Settings()).items()]
    if library.root not in [folder for _, folder in known]:
        known.append((library.name, library.root))
    known.sort(key=lambda one: one[1] != library.root)
    told = _told(library)
    nothing = dict.fromkeys(told)

    def value(one: tuple[str, str]) -> Value:
        here = one[1] == library.root
        return {"name": one[0], "folder": one[1], "here": here, **(told if here else nothing)}

    text = blocks(output.width(), output.coloured(call.get("color", "auto")), _write)
    form = output.Form(_COLUMNS, text=text, value=dict, fields=_fields)
    output.put(map(value, known), form, call.get("format", "text"))
    return talk.FOUND


def _told(library: Library) -> Value:
    """What library.yaml says, how much there is of each kind, and how many problems."""
    said = {key: one or None for key, one in library.said.items()}
    problems = dict(zip(_PROBLEMS, library.problem_counts, strict=True))
    return {"title": library.name, **said, "counts": library.counts, **problems}


def _fields(value: Value) -> list[str]:
    counts = value["counts"] if isinstance(value["counts"], dict) else {}
    found = [{**value, **counts}.get(column) for column in _COLUMNS]
    return ["" if one is None or one is False else str(one) for one in found]


def _write(pen: Pen, value: Value) -> None:
    """Name and folder; of the library in use also what it says of itself, and what it holds."""
    here = "  here" if value["here"] else ""
    pen.paragraph([(one_line(str(value["name"])), STRONG), (here, ())], hang="    ")
    lines = [value["title"] if value["title"] != value["name"] else "", value["description"]]
    lines += [f"{key}: {value[key]}" for key in _SAID[2:] if value[key]]
    counts = value["counts"] if isinstance(value["counts"], dict) else {}
    lines.append(", ".join([_counted(KIND_WORDS[kind], count) for kind, count in counts.items()]))
    lines.append(", ".join([_counted(key[:-1], value[key]) for key in _PROBLEMS if value[key]]))
    for line in filter(None, lines):
        pen.paragraph([(one_line(str(line)), ())], "  ", "  ")
    pen.paragraph([(str(value["folder"]), QUIET)], "  ")


def _counted(word: str, count: object) -> str:
    return plural(int(str(count)), word, PLURALS["person"] if word == "person" else "")
