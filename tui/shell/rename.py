"""`rename`: give a record another id, in every reference to it."""

from __future__ import annotations

from tui.core.records import split_reference
from tui.core.text import plural, safe, short

from . import output, talk
from .check import before_paths
from .refs import resolve
from .talk import Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.library.facade import Library

    from .options import Call

_LONGEST = 100  # characters of a reference that are printed


def run(call: Call, library: Library) -> int:
    """Print what is changed, and change it unless only that is wanted."""
    from tui.library import rewrite

    old, new = call.words
    found = resolve(library, old)
    written, anchor = split_reference(old)
    if anchor:
        raise Stop(f"rename takes a record’s id, and “{found}” is a quotation")
    if not library.same(written, found):
        raise Stop(f"rename takes a record’s id; that of “{old}” is {found}")
    try:
        plan = rewrite.plan(library, found, new)
        failed = "" if call.on("dry-run") else plan.apply()
    except rewrite.Refused as refused:
        raise Stop(str(refused)) from None
    before = before_paths(library.root)
    lines = [
        f"{before}{one.path}:{one.line}: {short(one.before, _LONGEST)} → "
        f"{short(one.after, _LONGEST)}"
        for one in plan.edits
    ]
    lines.append(f"{before}{plan.move.path} → {before}{plan.move.new}")
    output.write([safe(line) + "\n" for line in lines])
    for path, line, words in plan.notes:
        talk.say(f"{before}{path}:{line}: {words}")
    told = f"{plural(len(plan.edits), 'reference')} in {plural(len(plan.changes), 'file')}"
    if call.on("dry-run"):
        talk.say(f"{told} would be changed")
        return talk.FOUND
    talk.say(f"{told} changed", *([f"onrecord: {failed}"] if failed else []))
    return talk.FAULT if failed else talk.FOUND
