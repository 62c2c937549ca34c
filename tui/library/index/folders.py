"""What the index keeps of the disk: the signature of each folder, beside those of the files.

A folder's times change when a name in it comes or goes or is given to another file. So those that
are as they were need not be gone through: their files are those that the index knows.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from sqlite3 import Connection

TABLES = """
-- Every folder of records. signature: "" where it must be gone through each time, see disk.scan.
CREATE TABLE folder (path TEXT PRIMARY KEY, signature TEXT NOT NULL) WITHOUT ROWID;
-- The few files that were changed as they were read: they are read again.
CREATE INDEX file_unsure ON file (path) WHERE signature = '';
"""


def signatures(connection: Connection) -> dict[str, str]:
    """The signature of each folder, by its path."""
    return dict(connection.execute("SELECT path, signature FROM folder"))


def put(connection: Connection, changed: Mapping[str, str], gone: Iterable[str]) -> None:
    """Keep signatures of folders, and forget those that are gone."""
    connection.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?)", changed.items())
    connection.executemany("DELETE FROM folder WHERE path = ?", [(path,) for path in gone])


def count_files(connection: Connection) -> int:
    """How many files the index holds."""
    return int(connection.execute("SELECT count(*) FROM file").fetchone()[0])


def has_more(connection: Connection, files: int) -> bool:
    """Whether the index holds more files than so many; a large one is not counted for it."""
    row = connection.execute("SELECT 1 FROM file LIMIT 1 OFFSET ?", (files,)).fetchone()
    return row is not None


def signature_of(connection: Connection, path: str) -> str | None:
    """The signature of one file, None where the index does not hold it."""
    row = connection.execute("SELECT signature FROM file WHERE path = ?", (path,)).fetchone()
    return None if row is None else str(row[0])


def unsure(connection: Connection) -> list[str]:
    """The files whose times say nothing yet."""
    return [path for (path,) in connection.execute("SELECT path FROM file WHERE signature = ''")]


def files(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each file that the index holds, with its signature: there may be too many to be kept."""
    return iter(connection.execute("SELECT path, signature FROM file"))


def files_in(connection: Connection, folder: str) -> dict[str, str]:
    """The signature of each file in a folder, those in folders below left out, by path."""
    found: dict[str, str] = {}
    after, end = _below(folder)
    while after:
        rows = connection.execute(
            "SELECT path, signature FROM file WHERE path > ? AND path < ? ORDER BY path",
            (after, end),
        )
        after = ""
        for path, signature in rows:
            name, slash, _ = path[len(folder) + 1 :].partition("/")
            if slash:
                after = _below(f"{folder}/{name}")[1]  # what is in there is passed over
                break
            found[path] = signature
    return found


def files_below(connection: Connection, folder: str) -> list[str]:
    """The files in a folder and in all folders below it; "" for all."""
    if not folder:
        return [path for path, _ in files(connection)]
    sql = "SELECT path FROM file WHERE path > ? AND path < ?"
    return [path for (path,) in connection.execute(sql, _below(folder))]


def _below(folder: str) -> tuple[str, str]:
    """Between which two all paths in a folder stand: `0` is the sign behind `/`."""
    return f"{folder}/", f"{folder}0"


def paths_of(connection: Connection, folded: Iterable[str]) -> set[str]:
    """The files of the records that answer to folded ids."""
    sql = "SELECT path FROM record WHERE fold = ? AND leads"
    found = (connection.execute(sql, (one,)).fetchone() for one in folded)
    return {row[0] for row in found if row is not None}
