"""What is wrong with single files and between them: in all of a library, or near some of its files.

What a change can touch is known before it from the paths of its files, since they say the ids: what
stands in these files, and what elsewhere names one of these ids or has it, too.
"""

from __future__ import annotations

from tui.core.problems import Problem
from tui.core.text import fold_id
from tui.library.disk import id_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from sqlite3 import Cursor

_TOUCHED = """
CREATE TEMP TABLE IF NOT EXISTS touched_path (path PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS touched_id (fold PRIMARY KEY);
DELETE FROM touched_path;
DELETE FROM touched_id
"""

_NEAR_PATHS = " AND path IN (SELECT path FROM touched_path)"
_NEAR_IDS = " AND one.fold IN (SELECT fold FROM touched_id)"
_NEAR_LINKS = (
    " AND (link.file IN (SELECT file FROM file NATURAL JOIN touched_path)"
    " OR link.target IN (SELECT fold FROM touched_id))"
)


class Troubled:
    """run: runs SQL on the index. paths: of the files near which is looked, None for all.

    Files that come, go or change meanwhile are looked at as they are then. Only one at a time looks
    near some files.
    """

    def __init__(self, run: Callable[..., Cursor], paths: Iterable[str] | None = None) -> None:
        self._run = run
        self._paths = self._ids = self._links = ""
        if paths is not None:
            self._look_near(paths)

    def _look_near(self, paths: Iterable[str]) -> None:
        self._paths, self._ids, self._links = _NEAR_PATHS, _NEAR_IDS, _NEAR_LINKS
        for statement in _TOUCHED.split(";"):
            self._run(statement)
        for path in paths:
            self._run("INSERT OR IGNORE INTO touched_path VALUES (?)", (path,))
            self._run("INSERT OR IGNORE INTO touched_id VALUES (?)", (fold_id(id_of(path)),))

    def problems(self) -> list[Problem]:
        """What is wrong with single files, by path and line."""
        rows = self._run(
            "SELECT path, line, severity, message FROM problem"
            f" WHERE 1{self._paths} ORDER BY path, line"
        )
        return [Problem(*row) for row in rows]

    def broken_links(self) -> list[tuple[str, int, str, str, str]]:
        """Links to no record, as (path, line, written, words, field)."""
        return self._run(
            "SELECT record.path, line, written, words, link.path FROM link"
            " JOIN record ON record.file = link.file WHERE certain"
            f" AND NOT EXISTS (SELECT 1 FROM record AS other WHERE fold = target){self._links}"
        ).fetchall()

    def kinds_linked(self) -> list[tuple[str, int, str, str, str, str]]:
        """Ids in front matters: (path, line, own kind, field, written, kind that it names)."""
        return self._run(
            "SELECT record.path, line, record.kind, link.path, written, other.kind FROM link"
            " JOIN record ON record.file = link.file"
            " JOIN record AS other ON other.fold = target AND other.leads"
            f" WHERE link.path != 'body' AND certain{self._links}"
        ).fetchall()

    def anchored_links(self) -> list[tuple[str, int, str, str]]:
        """Links to a quotation: (path, line, written, anchor)."""
        return self._run(
            "SELECT record.path, line, written, anchor FROM link"
            " JOIN record ON record.file = link.file"
            " JOIN record AS other ON other.fold = target AND other.leads"
            f" WHERE anchor != ''{self._links}"
        ).fetchall()

    def twins(self) -> list[tuple[str, str, str]]:
        """Records whose id another one has: (path, id, path of the one that answers to it)."""
        return self._run(
            "SELECT one.path, one.id, other.path FROM record AS one"
            " JOIN record AS other ON other.fold = one.fold AND other.leads"
            f" WHERE NOT one.leads{self._ids}"
        ).fetchall()
