"""Reading many record files, in other processes where that is worth it: rows for the index."""

from __future__ import annotations

import os

from . import reader
from .index.rows import Rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .disk import RecordFile


class Reading:
    """How the files of a library are read. root: its folder. language, extra_keys: its own."""

    __slots__ = ("extra_keys", "language", "root")

    def __init__(self, root: str, language: str, extra_keys: list[str]) -> None:
        self.root = root
        self.language = language
        self.extra_keys = extra_keys

    def rows(self, number: int, path: str, kind: str) -> Rows:
        """What the file at `path` brings to the index, in which it has a number."""
        absolute = os.path.join(self.root, path)
        return Rows(number, reader.read(absolute, path, kind, self.extra_keys), self.language)


def read_all(reading: Reading, files: Iterable[RecordFile], first: int) -> Iterator[Rows]:
    """The rows of files, in their order. first: the number of the first, others follow."""
    for number, file in enumerate(files, first):
        yield reading.rows(number, file.path, file.kind)
