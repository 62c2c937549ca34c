"""`unlinked`: where a record is named in other texts without a link."""

from __future__ import annotations

import sys

from tui.core import citations
from tui.library import unlinked
from tui.library.unlinked import Found, Mention

from . import asking, output, talk
from .cells import one_line
from .check import before_paths
from .plain import MATCH, STRONG, Pen
from .refs import resolve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.library.facade import Library

    from .options import Call

_COLUMNS = ("path", "file", "line", "words", "before", "after", "id", "name", "date")


def run(call: Call, library: Library) -> int:
    """Print each mention with the passage that it stands in."""
    most = asking.limit(call, unlinked.LIMIT)
    ref = resolve(library, call.words[0])

    def look() -> Found:
        record = library.record(ref)
        return unlinked.look(library, record, most or sys.maxsize) if record else Found([], 0)

    found = library.certain(look, lambda found: {one.ref for one in found.mentions})
    before = before_paths(library.root)

    def value(mention: Mention) -> dict[str, object]:
        return {
            "path": mention.path,
            "file": before + mention.path,
            "line": mention.line,
            "words": mention.words,
            "before": mention.around[0],
            "after": mention.around[1],
            "id": mention.ref,
            "name": mention.name,
            "date": mention.date or None,
        }

    def fields(mention: Mention) -> list[str]:
        return [str(one or "") for one in value(mention).values()]

    shown = found.mentions[: most or None]
    form = output.Form(_COLUMNS, text=_text(call, before), value=value, fields=fields)
    how = call.get("format", "text")
    count = output.put(shown, form, how)
    if found.more or len(shown) < len(found.mentions):
        talk.say(f"the first {count:,}, there are more; -n 0 for all")
    elif count and how == "text":
        talk.say(found.in_words())
    return asking.ended(count, 0, None, lambda: count)


def _text(call: Call, before: str) -> Callable[[Mention], str]:
    """What makes the text of one mention after the other, under the names of their records."""
    pen_of = output.width(), output.coloured(call.get("color", "auto"))
    path = ""

    def text(mention: Mention) -> str:
        nonlocal path
        pen = Pen(*pen_of)
        if mention.path != path:
            pen.lines += [""] * bool(path)
            path = mention.path
            when = citations.date_in_words(mention.date)
            pen.paragraph([(one_line(mention.name), STRONG), (f", {when}" if when else "", ())])
        place = f"{before}{mention.path}:{mention.line}: "
        start, end = (words.replace("\n", " ") for words in mention.around)
        pen.paragraph(
            [(place, ()), (start, ()), (one_line(mention.words), MATCH), (end, ())], hang="  "
        )
        return "\n".join(pen.lines) + "\n"

    return text
