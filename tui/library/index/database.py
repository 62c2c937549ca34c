"""The index's file and tables. The only importer of `sqlite3`."""

from __future__ import annotations

import os
import sqlite3

from . import folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

# Raised whenever the tables or their meaning change; an index of another version is built anew.
VERSION = 11

TYPED = 32  # characters of a quotation by which it is typed to in a list

UNDATED = -(1 << 63)  # sorts behind every date when the newest comes first

_PLAIN = frozenset(b"/-_.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

# What reading a damaged file may raise: SQLite's own error, or text that is none.
DAMAGED = (sqlite3.DatabaseError, ValueError)
# What values may raise that somebody else has written: text in the place of a number, a list in
# that of a mapping.
FOREIGN = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
DatabaseError = sqlite3.DatabaseError
OperationalError = sqlite3.OperationalError


class NoRoomError(Exception):
    """Changes find no room in the order of the rows any more: the index is to be built anew."""


_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
    file INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, signature TEXT NOT NULL);
-- One row for each file that holds a record. fold: the id under which it is unique; leads: 1 for
-- the record that answers to it, 0 for a later one that has the same id by mistake.
CREATE TABLE record (
    file INTEGER PRIMARY KEY, id TEXT NOT NULL, fold TEXT NOT NULL, leads INTEGER NOT NULL,
    kind TEXT NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, name_fold TEXT NOT NULL,
    date TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    detail TEXT NOT NULL, detail_fold TEXT NOT NULL,
    quoted INTEGER NOT NULL DEFAULT 0, named INTEGER NOT NULL DEFAULT 0,
    body_line INTEGER NOT NULL, front TEXT NOT NULL);
CREATE INDEX record_fold ON record (fold, leads);
-- With the name: a list of names is read without a look at the rows, which are long.
CREATE INDEX record_by_date ON record (kind, first DESC, last DESC, id, name);
-- With every column that lists are sorted by, too: names are looked through in the same way.
CREATE INDEX record_by_name ON record (
    kind, name_fold, id, first, last, detail_fold, quoted, named, name);
CREATE INDEX record_by_detail ON record (kind, detail_fold, first DESC, last DESC, id);
CREATE INDEX record_by_quoted ON record (kind, quoted DESC, name_fold, id);
CREATE INDEX record_by_named ON record (kind, named DESC, name_fold, id);
CREATE TABLE name (
    fold TEXT NOT NULL, file INTEGER NOT NULL, weak INTEGER NOT NULL, name TEXT NOT NULL);
CREATE INDEX name_fold ON name (fold);
CREATE INDEX name_file ON name (file);
CREATE TABLE topic (fold TEXT NOT NULL, file INTEGER NOT NULL, name TEXT NOT NULL);
CREATE INDEX topic_fold ON topic (fold);
CREATE INDEX topic_file ON topic (file);
-- Every place that names a record. target: its folded id. path: "body" or the field's path. Kept
-- with numbers for both, as there are more of these rows than of any other. written: "" where it is
-- the folded id; words: null where they are what is written. quote: the quotation's number, 0 for
-- none.
CREATE TABLE target (target INTEGER PRIMARY KEY, fold TEXT NOT NULL UNIQUE);
CREATE TABLE field (field INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
CREATE TABLE linked (
    file INTEGER NOT NULL, number INTEGER NOT NULL, target INTEGER NOT NULL, anchor TEXT NOT NULL,
    field INTEGER NOT NULL, line INTEGER NOT NULL, quote INTEGER NOT NULL,
    certain INTEGER NOT NULL, written TEXT NOT NULL, words TEXT,
    PRIMARY KEY (file, number)) WITHOUT ROWID;
CREATE VIEW link AS
    SELECT file, number, target.fold AS target, anchor, field.path AS path, line, quote, certain,
    CASE written WHEN '' THEN target.fold ELSE written END AS written,
    coalesce(words, CASE written WHEN '' THEN target.fold ELSE written END) AS words
    FROM linked JOIN target ON target.target = linked.target
    JOIN field ON field.field = linked.field;
-- key: grows with the date; of equals, the one that lists show first has the highest. fields: see
-- packed; words that stand in the body just so are kept there alone.
CREATE TABLE quote (
    key INTEGER PRIMARY KEY,
    file INTEGER NOT NULL, number INTEGER NOT NULL, own_id TEXT NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, line INTEGER NOT NULL,
    speaker_fold TEXT NOT NULL, spans TEXT NOT NULL, fields TEXT NOT NULL,
    words_fold TEXT NOT NULL, UNIQUE (file, number));
CREATE TABLE problem (
    path TEXT NOT NULL, line INTEGER NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL);
CREATE INDEX problem_path ON problem (path, line);
-- What is wrong between files. target: the folded id that is named there. sort: see Troubled.
CREATE TABLE trouble (
    path TEXT NOT NULL, line INTEGER NOT NULL, target TEXT NOT NULL, sort TEXT NOT NULL,
    field TEXT NOT NULL, written TEXT NOT NULL, other TEXT NOT NULL);
CREATE INDEX trouble_path ON trouble (path);
CREATE INDEX trouble_target ON trouble (target);
"""

# Those of the longest tables, made when a new index has its rows: sorted once, not row by row.
LATE = (
    "CREATE INDEX IF NOT EXISTS linked_target ON linked (target, field, file)",
    # Each ends with the key, upwards: backwards this one has the newest of a speaker first.
    "CREATE INDEX IF NOT EXISTS quote_by_speaker ON quote (speaker_fold DESC)",
    "CREATE INDEX IF NOT EXISTS quote_by_words ON quote (words_fold, speaker_fold)",
)

COMMON = "records + quotes >= 500"  # terms among which the commonest are

_TOKENS = "content='', tokenize=\"ascii tokenchars '+#%&@$-_.:'\""

_FULL_TEXT = f"""
CREATE TABLE body (
    key INTEGER PRIMARY KEY, file INTEGER NOT NULL UNIQUE, first INTEGER NOT NULL,
    last INTEGER NOT NULL, ref TEXT NOT NULL, text BLOB NOT NULL, said INTEGER NOT NULL);
CREATE TABLE gone_quote (key INTEGER PRIMARY KEY);
CREATE TABLE gone_body (key INTEGER PRIMARY KEY);
-- In how many records, and in how many quotations, a term stands.
CREATE TABLE term (
    term TEXT PRIMARY KEY, records INTEGER NOT NULL, quotes INTEGER NOT NULL) WITHOUT ROWID;
-- The words come first: each place in another column takes two bytes more. Of a quotation, which
-- has nearly as many marks as words, they share a column.
CREATE VIRTUAL TABLE quote_words USING fts5(words, called, called_to, {_TOKENS});
-- names: those of `name` as marks, so that who looks for a name looks at no text.
CREATE VIRTUAL TABLE body_words USING fts5(
    words, name, called, called_to, marks, names, {_TOKENS});
CREATE INDEX term_common ON term (term, records, quotes) WHERE {COMMON};
"""
_ALL_TABLES = _TABLES + _FULL_TEXT + folders.TABLES


# The reference of a row of `quote`.
REF = (
    "((SELECT id FROM record WHERE record.file = quote.file) || '#' ||"
    " CASE own_id WHEN '' THEN 'q' || number ELSE own_id END)"
)

# Bytes of full text that a writer keeps in memory before they become a piece (see `piece`).
_GATHERED = 1 << 22

_LONGEST = 1 << 27  # bytes of a value: more than the longest record makes of any

WAIT = 10.0  # seconds for which a writer waits for another one

# What SQLite says, by its numbers, when the trouble is not in the file: no leave, somebody else at
# work, no memory, a file that can't be written, a disk error, no room, one that can't be opened.
_AROUND = frozenset((3, 5, 6, 7, 8, 10, 13, 14))
_BUSY = frozenset((5, 6))


def connect(
    path: str,
    *,
    create: bool = False,
    seconds: float = WAIT,
    shared: bool = False,
    fixed: bool = False,
) -> Connection:
    """Open the index at `path`; writing waits at most `seconds` for another writer.

    shared: it may be used by other threads, one at a time. fixed: the file is never changed, so
    that it is read without locks, and nothing need be written beside it.

    Raises OperationalError where there is no such file, unless it may create one.
    """
    if path == ":memory:":
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=not shared)
        _distrust(connection)
        return connection
    mode = "rwc" if create else "ro&immutable=1" if fixed else "rw"
    # By its bytes: a folder's name need not be UTF-8, nor free of the signs that an URI knows.
    quoted = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02x}" for byte in os.fsencode(path))
    connection = sqlite3.connect(
        f"file:{quoted}?mode={mode}",
        timeout=seconds,
        isolation_level=None,
        uri=True,
        check_same_thread=not shared,
    )
    _distrust(connection)
    connection.execute("PRAGMA cache_size = -4096")
    return connection


def _distrust(connection: Connection) -> None:
    """Bound what an index can do: others may have written it, or what it is a copy of."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


class Snapshot:
    """Within it, all questions are answered from one state of the index, whoever writes meanwhile.

    run: runs SQL on it.
    """

    def __init__(self, run: Callable[..., object]) -> None:
        self._run = run

    def __enter__(self) -> None:
        self._run("BEGIN")

    def __exit__(self, *_: object) -> None:
        self._run("COMMIT")


def wait(connection: Connection, seconds: float = WAIT) -> None:
    """For how long writing waits for another writer from now on."""
    connection.execute(f"PRAGMA busy_timeout = {int(1000 * seconds)}")


def is_busy(error: BaseException) -> bool:
    """Whether an error says that somebody else is writing."""
    return _number(error) in _BUSY


def is_around(error: BaseException) -> bool:
    """Whether an error is of what is around the index: it may be whole."""
    return _number(error) in _AROUND


def _number(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def size(connection: Connection) -> int:
    """The bytes of an index."""
    run = connection.execute
    pages = run("PRAGMA page_count").fetchone()[0]
    return int(pages) * int(run("PRAGMA page_size").fetchone()[0])


def copy(connection: Connection, to: Connection) -> None:
    """Make a new, empty index like another one, which may be written meanwhile."""
    to.execute("PRAGMA synchronous = OFF")
    connection.backup(to)
    to.execute("PRAGMA journal_mode = OFF")  # what is not finished is thrown away


def keep_root(connection: Connection, root: str) -> None:
    """Note whose index this is, as `Writer.meta` does."""
    from json import dumps

    connection.execute("INSERT OR REPLACE INTO meta VALUES ('root', ?)", (dumps(root),))


def state(connection: Connection) -> int:
    """A number that changes when another connection has written to the index."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def keep_little(connection: Connection) -> None:
    """Keep less of the index in memory: of one that stays open, the system keeps what is read."""
    connection.execute("PRAGMA cache_size = -256")


def is_current(connection: Connection) -> bool:
    """Whether the file is an index of this version, built to its end."""
    return bool(connection.execute("PRAGMA user_version").fetchone() == (VERSION,))


def is_ours(connection: Connection) -> bool:
    """Whether the tables are those that `create` makes, with no view or trigger in their place."""
    like = sqlite3.connect(":memory:")
    try:
        like.executescript(_ALL_TABLES + ";".join(LATE))
        return _schema(like) == _schema(connection)
    finally:
        like.close()


def _schema(connection: Connection) -> list[tuple[str, ...]]:
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"
    return connection.execute(sql).fetchall()


def create(connection: Connection) -> None:
    """Make the tables. The version is set by the writer when it is done (see `seal`)."""
    connection.execute("PRAGMA journal_mode = OFF")  # an unfinished build is thrown away
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_ALL_TABLES)
    # In pieces larger than SQLite's own, as every search asks each of them.
    for table in ("quote_words", "body_words"):
        sql = f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?)"
        connection.execute(sql, (_GATHERED,))


def seal(connection: Connection, *, fixed: bool = False) -> None:
    """Mark a new index as whole, and let readers and one writer work side by side from now on.

    fixed: it will only be read.
    """
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    # In memory there is no log, whatever is asked for; and what fails can be taken back again.
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute(f"PRAGMA journal_mode = {'DELETE' if fixed else 'WAL'}")
    # The log is opened by its name at the first read: before somebody else's newer index takes the
    # place of this one and the files are gone. What is open stays readable.
    connection.execute("SELECT value FROM meta LIMIT 1").fetchall()
