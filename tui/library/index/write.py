"""Bringing the index up to date: files come, go and change, in one transaction."""

from __future__ import annotations

import json

from tui.core import dates
from tui.core.fields import PLURALS
from tui.core.records import Record, as_list, first_source, mappings, split_reference
from tui.core.text import fold, fold_id

from . import database, packed
from .fulltext import FullText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from tui.core.problems import Problem
    from tui.library.reader import Parsed, ParsedQuote


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def date_key(text: str) -> tuple[int, int]:
    """The sort key of an EDTF text; what is no date counts as undated."""
    try:
        return dates.sort_key(dates.parse(text)) if text else (database.UNDATED, database.UNDATED)
    except dates.DateError:
        return database.UNDATED, database.UNDATED


class Writer:
    """Changes the index inside the transaction that its maker has begun.

    What a change touches elsewhere (which record answers to an id, how often somebody is named) is
    gathered and put right by `finish`.
    """

    def __init__(self, connection: Connection, language: str) -> None:
        self._full_text = FullText(connection, language)
        self._run = connection.execute
        self._many = connection.executemany
        self._ids: set[str] = set()
        self._named: dict[str, tuple[int, int]] = {}  # how much oftener: quoted, named

    def remove(self, path: str) -> None:
        """Take out everything that came from the file at `path`."""
        self._run("DELETE FROM problem WHERE path = ?", (path,))
        row = self._run("SELECT file FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        self._ids.update(one for (one,) in self._run("SELECT fold FROM record WHERE file=?", row))
        counts = self._run(
            "SELECT target, sum(link.path = 'quotes.speaker'), kind = 'article'"
            " FROM link JOIN record ON record.file = link.file WHERE link.file = ? GROUP BY target",
            row,
        )
        for target, quoted, named in counts:
            self._count(target, -quoted, -named)
        self._full_text.remove(row[0])
        for table in ("record", "name", "topic", "link", "quote", "file"):
            self._run(f"DELETE FROM {table} WHERE file = ?", row)

    def put(self, path: str, signature: str, parsed: Parsed) -> None:
        """Take in the file at `path`; what was known of it must have been removed."""
        cursor = self._run("INSERT INTO file (path, signature) VALUES (?, ?)", (path, signature))
        file = cursor.lastrowid or 0
        self.problems(parsed.problems)
        if parsed.record is None:
            return
        self._put_record(file, parsed.record, [quote.number for quote in parsed.quotes])
        self._many(
            "INSERT INTO name VALUES (?, ?, ?, ?)",
            [(fold(name), file, weak, name) for name, weak in parsed.names],
        )
        article = parsed.record
        topics = as_list(article.front.get("topics")) if article.kind == "article" else []
        self._many("INSERT INTO topic VALUES (?, ?, ?)", [(fold(one), file, one) for one in topics])
        self._put_links(file, parsed, article.kind)
        quotes = [_quote_row(file, article, quote) for quote in parsed.quotes]
        self._full_text.put(file, parsed, date_key(article.date), quotes)

    def _put_record(self, file: int, record: Record, quotes: list[int]) -> None:
        detail = _detail(record)
        key = fold_id(record.id)
        self._ids.add(key)
        self._run(
            "INSERT INTO record (file, id, fold, leads, kind, path, name, name_fold, date, first,"
            " last, detail, detail_fold, body_line, front)"
            " VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                file,
                record.id,
                key,
                record.kind,
                record.path,
                record.name,
                fold(record.name),
                record.date,
                *date_key(record.date),
                detail,
                fold(detail),
                record.body_line,
                packed.dump(packed.without(record.front, quotes)),
            ),
        )

    def _count(self, key: str, quoted: int, named: int) -> None:
        before = self._named.get(key, (0, 0))
        self._named[key] = (before[0] + quoted, before[1] + named)

    def _put_links(self, file: int, parsed: Parsed, kind: str) -> None:
        rows = []
        seen = set()
        for number, link in enumerate(parsed.references):
            key = fold_id(link.target)
            self._count(key, link.path == "quotes.speaker", kind == "article" and key not in seen)
            seen.add(key)
            rows.append(
                (
                    file,
                    number,
                    key,
                    link.anchor,
                    link.path,
                    link.line,
                    link.quote,
                    link.certain,
                    link.target,
                    link.words,
                )
            )
        self._many("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Keep what is wrong with files."""
        self._many(
            "INSERT INTO problem VALUES (?, ?, ?, ?)",
            [(one.path, one.line, one.severity, one.message) for one in problems],
        )

    def meta(self, key: str, value: object) -> None:
        """Keep a value of the library as a whole."""
        self._run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, _dump(value)))

    def finish(self) -> None:
        """Put right what the changes touch elsewhere, and count. Raises fulltext.NoRoomError."""
        self._full_text.finish()
        for key in self._ids:
            self._run("UPDATE record SET leads = 0 WHERE fold = ? AND leads = 1", (key,))
            self._run(
                "UPDATE record SET leads = 1 WHERE file ="
                " (SELECT file FROM record WHERE fold = ? ORDER BY path LIMIT 1)",
                (key,),
            )
        # A record that came new may have been named before it was there. The plus is for SQLite: it
        # shall look at the files that name the record, not at all articles.
        for key in self._ids:
            self._run(
                "UPDATE record SET quoted = (SELECT count(*) FROM link WHERE target = ?1"
                " AND path = 'quotes.speaker'), named = (SELECT count(*) FROM record AS source"
                " WHERE +source.kind = 'article' AND source.file IN"
                " (SELECT file FROM link WHERE target = ?1)) WHERE fold = ?1",
                (key,),
            )
        self._many(
            "UPDATE record SET quoted = quoted + ?, named = named + ? WHERE fold = ?",
            [
                (*more, key)
                for key, more in self._named.items()
                if key not in self._ids and any(more)
            ],
        )
        counts = dict.fromkeys(PLURALS, 0)
        counts.update(self._run("SELECT kind, count(*) FROM record GROUP BY kind"))
        counts["quote"] = self._run("SELECT count(*) FROM quote").fetchone()[0]
        self.meta("counts", counts)


def _detail(record: Record) -> str:
    """What a list shows beside the name: an article's source, a person's latest role."""
    front = record.front
    if record.kind == "article":
        return first_source(front)["name"]
    if record.kind == "person":
        return _latest_role(mappings(front.get("roles")))
    if record.kind == "event":
        places = as_list(front.get("place"))
        return split_reference(places[0])[0] if places else ""
    text = front.get("description")
    return text if isinstance(text, str) else ""


def _latest_role(roles: list[dict[str, object]]) -> str:
    """The title of the role that ended last, or lasts; of equals the first."""

    def end(role: dict[str, object]) -> tuple[bool, int]:
        text = role.get("to")
        lasts = not isinstance(text, str) or text.strip() in ("", "..")
        return lasts, 0 if lasts else date_key(str(text))[1]

    latest = max(roles, key=end, default={})
    title = latest.get("title")
    return title if isinstance(title, str) else ""


def _quote_row(file: int, article: Record, quote: ParsedQuote) -> tuple[object, ...]:
    speakers = quote.fields.get("speaker")
    first = next(iter(as_list(speakers)), "")
    speaker_as = quote.fields.get("speaker_as")
    return (
        *date_key(quote.date or article.date),
        f"{article.id}#{quote.own_id or f'q{quote.number}'}",
        file,
        quote.number,
        quote.own_id,
        quote.line,
        fold(split_reference(first)[0] or (speaker_as if isinstance(speaker_as, str) else "")),
        _dump(quote.spans) if quote.spans else "",
        packed.pack(quote.fields),
        fold(" … ".join(quote.parts))[: database.TYPED],
    )
