"""What the index answers: the narrow read API behind which another engine could stand."""

from __future__ import annotations

from itertools import islice

from tui.core.citations import borrowed, in_short, marked
from tui.core.records import Named, Quotation, Record, as_list, split_reference
from tui.core.text import fold, fold_id

from . import database, folders
from .packed import Bodies, unpack_spans, whole
from .sorts import BY_DATE, SORTS, matches, order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from sqlite3 import Connection
    from typing import Any

    from tui.core.problems import Problem
    from tui.core.query import Query

    from .beginnings import Beginnings
    from .found import Found
    from .over_time import OverTime
    from .sought import Sought
    from .standing import Standing
    from .troubled import Row as Trouble
    from .troubled import Troubled

_STEPS = 1000  # of SQLite's, some hundred microseconds, after which it is asked whether to go on
_SMALL = 2000  # files of a library whose ids can all be compared
_AROUND = 100  # else so many before and behind

_PAGE = 1000  # rows that are read at once, at the most

_AT_PATH = "record.file = (SELECT file FROM file WHERE path = ?)"
_RECORD = "SELECT id, kind, path, name, front, date, body_line FROM record "
_QUOTE_COLUMNS = (
    "SELECT quote.file, number, own_id, line, spans, fields, id, kind, path, name, front, date,"
    " body_line "
)
_QUOTE = f"{_QUOTE_COLUMNS}FROM quote JOIN record ON record.file = quote.file "


class ListRow:
    """One row of a list: what one chooses by.

    detail: an article's source, a person's role, an event's place, a quotation's speaker, else the
    description. quoted, named: how often. note: "broken", "disputed", "retracted" … or "".
    """

    __slots__ = ("date", "detail", "name", "named", "note", "quoted", "ref")

    def __init__(
        self, ref: str, name: str, date: str, detail: str, note: str, quoted: int, named: int
    ) -> None:
        self.ref = ref
        self.name = name
        self.date = date
        self.detail = detail
        self.note = note
        self.quoted = quoted
        self.named = named


class LinkRow:
    """A link from one record to another, seen from either end.

    source: the record that has it. path, line, quote, words: see Reference. target: what it names;
    its kind is "" where no such record is.
    """

    __slots__ = ("anchor", "certain", "line", "path", "quote", "source", "target", "words")

    def __init__(self, source: Named, target: Named, row: tuple[Any, ...]) -> None:
        self.source = source
        self.target = target
        self.anchor, self.path, self.line, self.quote, self.certain, self.words = row


class Index:
    """Reads one open index. Everything it returns is a value; nothing waits for a writer.

    taken: how many files it has taken in since it was opened: new, changed and gone ones. note: a
    sentence for the user where it could not be brought up to date, or kept; else "".
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection  # for what brings the index up to date, and for nobody else
        self._run = connection.execute
        self.taken = [0, 0, 0]
        self.note = ""

    def close(self) -> None:
        self.connection.close()

    def heed(self, dropped: Callable[[], bool]) -> None:
        """End what is asked from now on with an OperationalError, once it is dropped."""
        self.connection.set_progress_handler(dropped, _STEPS)

    @property
    def path(self) -> str:
        """Its file; "" where it is only in memory."""
        return str(self._run("PRAGMA database_list").fetchone()[2])

    def snapshot(self) -> database.Snapshot:
        """Within it, all that is asked is answered from one state, whoever writes meanwhile."""
        return database.Snapshot(self._run)

    def meta(self, key: str) -> Any:
        """A value kept by Writer.meta, None where there is none."""
        row = self._run("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else _loads(row[0])

    # Records

    def record(self, record_id: str) -> Record | None:
        """The record that answers to an id, in any case."""
        return self._record("WHERE fold = ? AND leads", fold_id(record_id))

    def record_of_body(self, key: int) -> Record:
        """The record of a row of the full text (see `found`). Raises LookupError: it is gone."""
        row = self._run(
            "SELECT id, kind, path, name, front, record.date, body_line FROM record"
            " JOIN body ON body.file = record.file WHERE body.key = ?",
            (key,),
        ).fetchone()
        if row is None:
            raise LookupError(key)
        return _record(row)

    def counted(self, kind: str) -> int:
        """How many records there are of a kind; quotations as "quote"."""
        return int((self.meta("counts") or {}).get(kind, 0))

    def record_at(self, path: str) -> Record | None:
        """The record of the file at a path of the library."""
        return self._record(f"WHERE {_AT_PATH}", path)

    def front_of(self, record: Record) -> dict[str, Any]:
        """A record's front matter with its quotations, which `Record.front` is without."""
        rows = self._run(
            "SELECT file, number, fields, spans FROM quote JOIN record USING (file)"
            f" WHERE {_AT_PATH}",
            (record.path,),
        )
        bodies = Bodies(self._run)
        kept = {
            number: bodies.fields(file, fields, unpack_spans(spans))
            for file, number, fields, spans in rows
        }
        return whole(record.front, kept)

    def _record(self, where: str, value: str) -> Record | None:
        row = self._run(_RECORD + where, (value,)).fetchone()
        return None if row is None else _record(row)

    def named(self, record_id: str) -> Named:
        """An id as a reader sees it; kind is "" and the name its id where no such record is."""
        row = self._run(
            "SELECT id, kind, name FROM record WHERE fold = ? AND leads", (fold_id(record_id),)
        ).fetchone()
        return Named(record_id, "", record_id) if row is None else Named(*row)

    def records(
        self, kind: str, sort: str, start: int = 0, count: int = -1, query: Query | None = None
    ) -> Iterator[Record]:
        """Whole records of a list, `count` (-1: all) from the row `start`."""
        test, values = matches(query)
        by = order(SORTS[kind][sort])
        sql = f"{_RECORD}WHERE kind = ?{test} ORDER BY {by} LIMIT ? OFFSET ?"
        for row in self._run(sql, (kind, *values, count, start)):
            yield _record(row)

    def names(
        self, kind: str, sort: str, start: int = 0, count: int = -1, query: Query | None = None
    ) -> Iterator[Named]:
        """The same, but only ids and names, which stand together in the index."""
        test, values = matches(query)
        by = order(SORTS[kind][sort])
        sql = f"SELECT id, kind, name FROM record WHERE kind = ?{test} ORDER BY {by}"
        for row in self._run(f"{sql} LIMIT ? OFFSET ?", (kind, *values, count, start)):
            yield Named(*row)

    def ids_around(self, written: str) -> list[str]:
        """Ids among which one that looks like `written` may be: all of a small library's.

        Of a large one those that stand around it in their order: to compare one with all takes
        seconds there.
        """
        sides = (("<", "DESC"), (">=", "ASC"))
        return [
            record_id
            for side, way in sides
            for (record_id,) in self._run(
                f"SELECT id FROM record WHERE fold {side} ? ORDER BY fold {way} LIMIT ?",
                (fold_id(written), _SMALL if self._is_small() else _AROUND),
            )
        ]

    def _is_small(self) -> bool:
        return not folders.has_more(self.connection, _SMALL)

    def paths_below(self, paths: Iterable[str]) -> set[str]:
        """The files at some paths, and those in folders at them; "" for all."""
        found: set[str] = set()
        for path in paths:
            found |= {path, *folders.files_below(self.connection, path)}
        return found

    def paths_of(self, ids: Iterable[str]) -> set[str]:
        """The files of the records that answer to some ids."""
        return folders.paths_of(self.connection, map(fold_id, ids))

    def ids_by_name(self, name: str) -> list[str]:
        """The ids of the records that have a name or alias, weak ones too, whatever its accents."""
        rows = self._run(
            "SELECT DISTINCT id FROM name JOIN record ON record.file = name.file"
            " WHERE name.fold = ? ORDER BY id",
            (fold(name),),
        )
        return [row[0] for row in rows]

    # Lists

    def rows(
        self, kind: str, sort: str, start: int, count: int, query: Query | None = None
    ) -> list[ListRow]:
        """A page of a list: `count` rows from the row `start`, sorted by one of SORTS[kind].

        query: which of the list.
        """
        if kind == "quote":
            return [_quote_row(quote) for quote in self.quotations(start, count, sort, query)]
        columns = "SELECT id, name, date, detail, front, quoted, named FROM record"
        if query and SORTS[kind][sort][: len(BY_DATE)] == BY_DATE:
            sql = f"{columns} WHERE file = (SELECT file FROM body WHERE key = ?)"
            keys = islice(self.found.newest(query, kind), start, start + count)
            found = (self._run(sql, (key,)).fetchone() for key in keys)
            rows: Iterable[Any] = filter(None, found)  # some may just have been taken out
        else:
            test, values = matches(query)
            by = order(SORTS[kind][sort])
            sql = f"{columns} WHERE kind = ?{test} ORDER BY {by} LIMIT ? OFFSET ?"
            rows = self._run(sql, (kind, *values, count, start))
        return [self._list_row(kind, *row) for row in rows]  # one by one: they have front matters

    def _list_row(
        self, kind: str, ref: str, name: str, date: str, detail: str, front: str, *counts: int
    ) -> ListRow:
        note = ""
        if kind == "event" and detail:
            detail = self.named(detail).name
        elif kind == "article":
            status = _loads(front).get("status")
            note = status if status in ("corrected", "retracted") else ""
        return ListRow(ref, name, date, detail, note, *counts)

    def count(self, kind: str, query: Query) -> int:
        """How many records of a kind, or quotations, a query matches."""
        return self.found.count(query, "quote") if kind == "quote" else self.found.many(query, kind)

    # Quotations

    def quotation(self, ref: str) -> Quotation | None:
        """One quotation, by `ARTICLE#qN` or `ARTICLE#ID`."""
        sql = _QUOTE + "WHERE quote.file = ? AND number = ?"
        return next(self._quotations(sql, self.quote_key(ref)), None)

    def quotation_at(self, key: int) -> Quotation | None:
        """The quotation of a row (see `sought`)."""
        return next(self._quotations(f"{_QUOTE}WHERE quote.key = ?", (key,)), None)

    def quote_key(self, ref: str) -> tuple[int, int]:
        """The key of a quotation's row, (-1, 0) where there is none such."""
        article, anchor = split_reference(ref)
        anchor = anchor.encode("utf-8", "replace").decode()  # half a character names nothing
        counted = anchor[:1] == "q" and anchor[1:].isdecimal() and len(anchor) <= 18
        number = int(anchor[1:]) if counted else 0
        row = self._run(
            "SELECT quote.file, number FROM record JOIN quote ON quote.file = record.file"
            " WHERE fold = ? AND leads"
            " AND (number = ? OR (own_id = ? AND own_id != ''))"
            " ORDER BY number = ? DESC LIMIT 1",
            (fold_id(article), number, anchor, number),
        ).fetchone()
        return (-1, 0) if row is None else (row[0], row[1])

    def quotations(
        self, start: int = 0, count: int = -1, sort: str = "date", query: Query | None = None
    ) -> Iterator[Quotation]:
        """The quotations of the library that match, newest first, undated last.

        sort: one of SORTS["quote"], or "relevance".
        """
        if query and sort in ("date", "relevance"):
            keys = self.found.keys(query, "quote", best=sort == "relevance")
            bodies = Bodies(self._run)
            for key in islice(keys, start, None if count < 0 else start + count):
                yield from self._quotations(f"{_QUOTE}WHERE quote.key = ?", (key,), bodies)
            return
        columns = SORTS["quote"].get(sort, ("-key",))
        if not query and 0 <= count <= _PAGE:
            # What is passed over is counted in the index alone, and from the end that is nearer.
            total = self.counted("quote")
            count = min(count, total - start)
            bodies = Bodies(self._run)
            for key in self._keys_at(columns, start, count, total) if count > 0 else ():
                yield from self._quotations(f"{_QUOTE}WHERE quote.key = ?", (key,), bodies)
            return
        test, values = matches(query, "quote")
        sql = f"{_QUOTE}WHERE 1{test} ORDER BY {order(columns, 'quote.')} LIMIT ? OFFSET ?"
        yield from self._quotations(sql, (*values, count, start))

    def _keys_at(self, columns: tuple[str, ...], start: int, count: int, total: int) -> list[int]:
        """The keys of quotations that stand at some rows of the list of all."""
        from_end = start > total // 2
        if from_end:
            columns = tuple(one[1:] if one[0] == "-" else f"-{one}" for one in columns)
            start = total - start - count
        sql = f"SELECT key FROM quote ORDER BY {order(columns)} LIMIT ? OFFSET ?"
        keys = [key for (key,) in self._run(sql, (count, start))]
        return keys[::-1] if from_end else keys

    def quotations_in(self, article: str) -> Iterator[Quotation]:
        """An article's quotations, in their order."""
        sql = f"{_QUOTE}WHERE {_AT_PATH} ORDER BY number"
        return self._quotations(sql, (article,))

    def _quotations(
        self, sql: str, parameters: tuple[object, ...], bodies: Bodies | None = None
    ) -> Iterator[Quotation]:
        """bodies: of several questions that belong together."""
        bodies = bodies or Bodies(self._run)
        known = bodies.named
        for row in self._run(sql, parameters):
            if len(known) > _PAGE:
                known.clear()
            file, number, own_id, line, written, packed = row[:6]
            article = _record(row[6:])
            spans = unpack_spans(written)
            fields = bodies.fields(file, packed, spans)
            yield Quotation(
                f"{article.id}#{own_id or f'q{number}'}",
                number,
                article,
                fields,
                line,
                spans,
                self._all_named(fields.get("speaker"), known),
                self._all_named(fields.get("to"), known),
                next(iter(self._all_named(fields.get("event"), known)), None),
            )

    def _all_named(self, value: object, known: dict[str, Named]) -> list[Named]:
        """known: those that were named just before."""
        found = []
        for one in as_list(value):
            record_id = split_reference(one)[0]
            if record_id not in known:
                known[record_id] = self.named(record_id)
            found.append(known[record_id])
        return found

    # Links

    def links_of(self, path: str) -> list[LinkRow]:
        """Every link of the record in the file at `path`, front matter first."""
        rows = self._run(
            "SELECT record.id, record.kind, record.name, other.id, other.kind, other.name,"
            " written, anchor, link.path, line, quote, certain, words"
            " FROM record JOIN link ON link.file = record.file"
            " LEFT JOIN record AS other ON other.fold = link.target AND other.leads"
            f" WHERE {_AT_PATH} ORDER BY number",
            (path,),
        )
        return [_link_row(row) for row in rows]

    def links_to(self, record_id: str) -> list[LinkRow]:
        """Every link to a record from others, the newest sources first."""
        rows = self._run(
            "SELECT record.id, record.kind, record.name, other.id, other.kind, other.name,"
            " written, anchor, link.path, line, quote, certain, words"
            " FROM link JOIN record ON record.file = link.file"
            " LEFT JOIN record AS other ON other.fold = link.target AND other.leads"
            " WHERE target = ? ORDER BY record.first DESC, record.last DESC, record.id, number",
            (fold_id(record_id),),
        )
        return [_link_row(row) for row in rows]

    def has_links_to(self, record_id: str, many: int) -> bool:
        """Whether so many places link to a record, or more."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM link WHERE target = ? LIMIT ?)"
        return bool(self._run(sql, (fold_id(record_id), many)).fetchone()[0] >= many)

    def sources_of(self, record_id: str, *paths: str) -> list[Named]:
        """The records that link to a record in some fields, each once, the newest first."""
        rows = self._run(
            "SELECT id, kind, name FROM record WHERE file IN"
            f" (SELECT file FROM link WHERE target = ? AND path IN ({', '.join('?' * len(paths))}))"
            " ORDER BY first DESC, last DESC, id",
            (fold_id(record_id), *paths),
        )
        return [Named(*row) for row in rows]

    def names_itself(self, record_id: str) -> bool:
        """Whether a record links to itself."""
        row = self._run(
            # In this order: there may be many that link to it.
            "SELECT 1 FROM record CROSS JOIN link ON link.file = record.file"
            " WHERE fold = ? AND leads AND target = fold LIMIT 1",
            (fold_id(record_id),),
        ).fetchone()
        return row is not None

    def names_around(self, name: str, path: str) -> list[str]:
        """The names, weak ones too, in which a folded name stands: of all records but one's own."""
        rows = self._run(
            "SELECT DISTINCT name FROM name WHERE instr(fold, ?) AND fold != ?"
            " AND file != (SELECT file FROM file WHERE path = ?)",
            (name, name, path),
        )
        return [row[0] for row in rows]

    def newest(self) -> list[tuple[str, str, str, str]]:
        """Path, id, name and date of every record of every kind, newest first, undated last."""
        return self._run(
            "SELECT path, id, name, date FROM record WHERE leads ORDER BY first DESC, last DESC, id"
        ).fetchall()

    def paths_naming(self, record_id: str) -> list[tuple[str, str]]:
        """The files in which a record is named, and their kinds."""
        return self._run(
            "SELECT DISTINCT record.path, record.kind FROM link"
            " JOIN record ON record.file = link.file WHERE target = ? ORDER BY record.path",
            (fold_id(record_id),),
        ).fetchall()

    def paths_without_front(self) -> list[str]:
        """The records of whose front matter nothing could be read, or in which nothing stands."""
        return [path for (path,) in self._run("SELECT path FROM record WHERE front = '{}'")]

    def rows_for(self, ids: Iterable[str]) -> dict[str, ListRow]:
        """The list rows of some records, by id."""
        found = {}
        for one in ids:
            row = self._run(
                "SELECT kind, id, name, date, detail, front, quoted, named FROM record"
                " WHERE fold = ? AND leads",
                (fold_id(one),),
            ).fetchone()
            if row is not None:
                found[one] = self._list_row(*row)
        return found

    @property
    def beginnings(self) -> Beginnings:
        """What the index answers about ids and names of which only the beginning is typed."""
        from .beginnings import Beginnings

        return Beginnings(self._run)

    @property
    def standing(self) -> Standing:
        """What the index answers about where rows stand in lists."""
        from .standing import Standing

        return Standing(self, self._run)

    @property
    def found(self) -> Found:
        """What the index answers about queries."""
        from .found import Found

        return Found(self._run)

    @property
    def sought(self) -> Sought:
        """What the index answers about words that somebody may have said."""
        from .sought import Sought

        return Sought(self._run)

    def said_of(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """What is wrong with single files or folders at some paths: path and message."""
        for path in paths:
            yield from self._run("SELECT path, message FROM problem WHERE path = ?", (path,))

    def problems(self) -> list[Problem]:
        """What is wrong with single files, by path and line."""
        from tui.core.problems import Problem

        rows = self._run("SELECT path, line, severity, message FROM problem ORDER BY path, line")
        return [Problem(*row) for row in rows]

    def troubles(self) -> list[Trouble]:
        """What is kept as wrong between files, see check.keep."""
        from .troubled import kept

        return kept(self._run)

    def troubled(self, paths: Iterable[str] | None = None) -> Troubled:
        """What is wrong between files, looked for near those at some paths; None for all."""
        from .troubled import Troubled

        return Troubled(self._run, paths)

    @property
    def over_time(self) -> OverTime:
        """What the index answers about time."""
        from .over_time import OverTime

        return OverTime(self._run)


def _loads(text: str) -> Any:
    """What a JSON text says."""
    if text[:1] == '"' and "\\" not in text:
        return text[1:-1]  # plain words, which are all that most lists need
    if text == "[]":
        return []
    import json

    return json.loads(text)


def _record(row: tuple[Any, ...]) -> Record:
    record_id, kind, path, name, front, date, body_line = row
    return Record(record_id, kind, path, name, front, date, body_line)


def _link_row(row: tuple[Any, ...]) -> LinkRow:
    source_id, source_kind, source_name, target_id, kind, name, written, *rest = row
    target = Named(written, "", written) if target_id is None else Named(target_id, kind, name)
    return LinkRow(Named(source_id, source_kind, source_name), target, tuple(rest))


def _quote_row(quote: Quotation) -> ListRow:
    date = quote.date if quote.get("said") else borrowed(quote.date)
    return ListRow(quote.ref, marked(quote), date, quote.who, in_short(quote), 0, 0)
