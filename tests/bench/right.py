"""How often `verify` is right: of quotations whose words were changed, and of what nobody said."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from unittest import mock

from tests.bench import quoted
from tests.bench.program import Run
from tests.bench.table import Figure
from tui.library.facade import Library
from tui.library.verify import ALTERED, Verdict, verify

_COUNT = 300
_WORDS = 12  # that a quotation has at least


def measure(run: Run) -> Iterator[Figure]:
    """Wrong answers of 300, for each way in which words come to be others; found of 300 invented.

    Right: the words are said to be altered, and come from the quotation they were taken from.
    """
    said = quoted.read(run.library)
    rng = random.Random(2)
    long = [one for one in said if len(one.words) >= _WORDS]
    words = quoted.vocabulary(said)
    ways: dict[str, Callable[[quoted.Quoted], str]] = {
        "words changed": lambda one: quoted.changed(one, words, rng),
        "words left out": lambda one: quoted.left_out(one, rng),
        "words swapped": lambda one: quoted.swapped(one, rng),
    }
    with mock.patch.dict(os.environ, run.environment()):
        library = Library(str(run.library))
    try:
        for what, change in ways.items():
            taken = rng.sample(long, min(_COUNT, len(long)))
            wrong = [one.ref for one in taken if not _is_right(library, one, change(one))]
            note = f"of {len(taken)}; {', '.join(wrong[:3])}".rstrip("; ")
            most = len(taken) // 100
            yield Figure(
                f"`verify`, {what}: wrong", run.name, "", [len(wrong)], reach=most, note=note
            )
        texts = [quoted.invented(rng.randint(_WORDS, 30), words, rng) for _ in range(_COUNT)]
        found = [text for text in texts if verify(library, text).findings]
        note = f"of {len(texts)}"
        yield Figure(
            "`verify`, said by nobody: found", run.name, "", [len(found)], reach=1, note=note
        )
    finally:
        library.close()


def _is_right(library: Library, one: quoted.Quoted, text: str) -> bool:
    verdict = verify(library, text)
    return verdict.verdict == ALTERED and one.ref in _sources(verdict)


def _sources(verdict: Verdict) -> list[str]:
    """The references of what a text was taken from."""
    found = verdict.findings
    return [one.ref for one in found] + [also.ref for one in found for also in one.also]
