"""What is wrong between files: in all of a library, or near some of its files; and keeping it.

What a change can touch is known from the paths of its files, since they say the ids: what stands in
these files, and what elsewhere names one of these ids or has it, too. So what is wrong is kept, and
an update looks at that only.
"""

from __future__ import annotations

from tui.core.fields import FIELDS, LINK_KINDS, link_kinds
from tui.core.problems import ERROR, WARNING
from tui.core.text import fold_id
from tui.library.disk import id_of

from .packed import dump

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from sqlite3 import Cursor

# The sorts of trouble.
LINK = "link"  # a link to no record; other: its words
ANCHOR = "anchor"  # a link to no quotation of a record; other: what stands behind “#”
KIND = "kind"  # an id of a record of a kind that the field does not have; other: that kind
TWIN = "twin"  # a record whose id another one has; other: the path of that one

# path, line, target, sort, field ("body", a field's path, or ""), written, other
Row = tuple[str, int, str, str, str, str, str]

_TOUCHED = """
CREATE TEMP TABLE IF NOT EXISTS touched_path (path PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS touched_id (fold PRIMARY KEY);
DELETE FROM touched_path;
DELETE FROM touched_id
"""

_NEAR = " AND (path IN (SELECT path FROM touched_path) OR target IN (SELECT fold FROM touched_id))"
_NEAR_IDS = " AND one.fold IN (SELECT fold FROM touched_id)"
_WHOLE = (  # the links whose keys were found
    ") AS near CROSS JOIN link ON link.file = near.file AND link.number = near.number"
)
# Found by their keys, before anything else is asked of them.
_NEAR_LINKS = (
    "(SELECT file, number FROM linked"
    " WHERE file IN (SELECT file FROM touched_path CROSS JOIN file USING (path))"
    " UNION SELECT file, number FROM touched_id CROSS JOIN target USING (fold)"
    f" CROSS JOIN linked ON linked.target = target.target{_WHOLE}"
)
# All that there is, by what is named and where: few in the place of many links.
_LOST_LINKS = (
    "(SELECT file, number FROM target CROSS JOIN linked USING (target)"
    f" WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.fold = target.fold){_WHOLE}"
)
_ODD_LINKS = (
    "(SELECT linked.file, number FROM (SELECT DISTINCT target, field FROM linked) AS named"
    " JOIN field USING (field) JOIN target USING (target)"
    " JOIN record AS odd ON odd.fold = target.fold AND odd.leads"
    " CROSS JOIN linked ON linked.target = named.target AND linked.field = named.field"
    f" WHERE field.path || ' ' || odd.kind IN (SELECT value FROM json_each(?1)){_WHOLE}"
)


class Troubled:
    """Finds what is wrong between files.

    run: runs SQL on the index. paths: of the files near which is looked, None for all. Only one at
    a time looks near some files.
    """

    def __init__(self, run: Callable[..., Cursor], paths: Iterable[str] | None = None) -> None:
        self._run = run
        self._kept = self._ids = ""
        self._links, self._lost, self._odd = "link", _LOST_LINKS, _ODD_LINKS
        if paths is not None:
            self._look_near(paths)

    def _look_near(self, paths: Iterable[str]) -> None:
        self._kept, self._ids = _NEAR, _NEAR_IDS
        self._links = self._lost = self._odd = _NEAR_LINKS
        for statement in _TOUCHED.split(";"):
            self._run(statement)
        for path in paths:
            self._run("INSERT OR IGNORE INTO touched_path VALUES (?)", (path,))
            self._run("INSERT OR IGNORE INTO touched_id VALUES (?)", (fold_id(id_of(path)),))

    def replace(self, rows: Iterable[Row]) -> None:
        """Keep what is wrong, in the place of what was kept as wrong near these files."""
        self._run(f"DELETE FROM trouble WHERE 1{self._kept}")
        for row in rows:
            self._run("INSERT INTO trouble VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def broken_links(self) -> Iterator[Row]:
        """Links to no record."""
        found = self._run(
            f"SELECT record.path, line, target, written, words, link.path FROM {self._lost}"
            " JOIN record ON record.file = link.file WHERE certain"
            " AND NOT EXISTS (SELECT 1 FROM record AS other WHERE fold = target)"
        )
        for path, line, target, written, words, field in found:
            yield path, line, target, LINK, field, written, words

    def wrong_kinds(self) -> Iterator[Row]:
        """Ids in front matters that name a record of a kind that does not belong there."""
        found = self._run(
            "SELECT record.path, line, target, record.kind, link.path, written, other.kind"
            f" FROM {self._odd} JOIN record ON record.file = link.file"
            " JOIN record AS other ON other.fold = target AND other.leads"
            " WHERE certain"
            " AND link.path || ' ' || other.kind IN (SELECT value FROM json_each(?1))",
            (dump(_odd()),),
        )
        for path, line, target, kind, field, written, linked in found:
            if _is_odd(kind, field, linked):
                yield path, line, target, KIND, field, written, linked

    def anchored_links(self) -> Iterator[Row]:
        """Links to quotations of records that are there, whether those are there or not."""
        found = self._run(
            f"SELECT record.path, line, target, written, anchor FROM {self._links}"
            " JOIN record ON record.file = link.file"
            " JOIN record AS other ON other.fold = target AND other.leads"
            " WHERE anchor != ''"
        )
        for path, line, target, written, anchor in found:
            yield path, line, target, ANCHOR, "", written, anchor

    def twins(self) -> Iterator[Row]:
        """Records whose id another one has."""
        found = self._run(
            "SELECT one.path, one.fold, one.id, other.path FROM record AS one"
            " JOIN record AS other ON other.fold = one.fold AND other.leads"
            f" WHERE NOT one.leads{self._ids}"
        )
        for path, target, record_id, other in found:
            yield path, 1, target, TWIN, "", record_id, other


def _odd() -> list[str]:
    """A field and a kind that it does not name, in records of some kind: nearly no link is so."""
    return [
        f"{field} {named}"
        for field in {*LINK_KINDS, *(field for fields in FIELDS.values() for field in fields)}
        for named in FIELDS
        if any(_is_odd(kind, field, named) for kind in FIELDS)
    ]


def _is_odd(kind: str, field: str, named: str) -> bool:
    """Whether a field of a record of some kind does not name records of another one."""
    kinds = link_kinds(kind, field)
    return bool(kinds) and named not in kinds


def kept(run: Callable[..., Cursor]) -> list[Row]:
    """Everything that is kept as wrong between files."""
    return run("SELECT path, line, target, sort, field, written, other FROM trouble").fetchall()


def counts(run: Callable[..., Cursor]) -> tuple[int, int]:
    """How many errors and warnings are kept, in files and between them."""
    found = dict(run("SELECT severity, count(*) FROM problem GROUP BY severity"))
    sorts = dict(run("SELECT sort, count(*) FROM trouble GROUP BY sort"))
    warnings = sorts.pop(KIND, 0)
    return found.get(ERROR, 0) + sum(sorts.values()), found.get(WARNING, 0) + warnings
