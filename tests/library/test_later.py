"""Patterns that are compiled at their first use."""

from __future__ import annotations

import re
import threading

from tui.library.later import patterns


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    compile_now = re.compile
    found: list[object] = []
    with patterns():
        wrong, right = re.compile("("), re.compile("(A)b", re.IGNORECASE)
        other = threading.Thread(target=lambda: found.append(re.compile("other thread")))
        other.start()
        other.join()
    assert re.compile is compile_now
    assert type(found[0]) is re.Pattern
    assert right.groups == 1
    assert right.match("aB")
    try:
        wrong.match("")
    except re.error:
        return
    raise AssertionError("the pattern was compiled as it was made, or never")
