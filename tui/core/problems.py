"""What is wrong with a library: data with a place, collected and shown, never an exception."""

from __future__ import annotations

ERROR = "error"
WARNING = "warning"


class Problem:
    """path: the file, relative to the library. line: from 1. severity: ERROR or WARNING.

    message: a sentence that says what is wrong and what to do.
    """

    __slots__ = ("line", "message", "path", "severity")

    def __init__(self, path: str, line: int, severity: str, message: str) -> None:
        self.path = path
        self.line = line
        self.severity = severity
        self.message = message

    def __repr__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and repr(self) == repr(other)

    __hash__ = None  # type: ignore[assignment]
