"""Where rows stand in lists: that of a reference, and the one that is meant by typing."""

from __future__ import annotations

from itertools import islice

from tui.core.text import fold, fold_id

from . import database
from .sorts import SORTS, matches, order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Cursor

    from tui.core.query import Query

    from .read import Index

_SCANNED = 20_000  # quotations, all of which are looked through for what is typed to a row
_MANY = 2000  # quotations that begin so: of more, the next are found by a look at one by one


class Standing:
    """Asks one open index. run: runs SQL on it."""

    def __init__(self, index: Index, run: Callable[..., Cursor]) -> None:
        self._index = index
        self._run = run

    def position(self, kind: str, sort: str, ref: str, query: Query | None = None) -> int | None:
        """The row at which a reference stands in a list, None where it is not in it."""
        columns = SORTS[kind][sort]
        own = self._sorted_by(kind, columns, ref, query)
        if own is None:
            return None
        scope, wanted = _listed(kind, query)
        # Column by column: each is a piece of an index, of which no row is looked at.
        position, equal = 0, ""
        for place, (column, value) in enumerate(zip(columns, own, strict=True)):
            name, sign = column.lstrip("-"), ">" if column.startswith("-") else "<"
            sql = f"SELECT count(*) FROM {_table(kind)} WHERE {scope}{equal} AND {name} {sign} ?"
            position += self._run(sql, (*wanted, *own[:place], value)).fetchone()[0]
            equal += f" AND {name} = ?"
        return position

    def _sorted_by(
        self, kind: str, columns: tuple[str, ...], ref: str, query: Query | None
    ) -> tuple[object, ...] | None:
        """What a row of a list has in the columns that it is sorted by; None: it is not there."""
        names = ", ".join(column.lstrip("-") for column in columns)
        scope, wanted = _listed(kind, query)
        if kind == "quote":
            own, key = "file = ? AND number = ?", tuple[object, ...](self._index.quote_key(ref))
        else:
            own, key = "fold = ? AND leads", (fold_id(ref),)
        sql = f"SELECT {names} FROM {_table(kind)} WHERE {scope} AND {own}"
        row: tuple[object, ...] | None = self._run(sql, (*wanted, *key)).fetchone()
        return row

    def seek(
        self, kind: str, sort: str, words: str, ref: str, step: int, query: Query | None = None
    ) -> str | None:
        """The reference of a row of a list that is meant by typing words; None where there is none.

        step: which of those that match, from 0. First come names that begin with the words, then
        those in which a word begins so, then those that have them anywhere; of equals, those from
        the row of `ref` on, then those before it. A quotation's name is the first of its words;
        of very many, those that don't begin so must have the words as words anywhere, the last of
        them begun, and come by date.
        """
        typed = fold(words)[: database.TYPED]
        if not typed:
            return None
        columns = SORTS[kind][sort]
        own = self._sorted_by(kind, columns, ref, query)
        before, values = _stands_before(columns, own) if own else ("NULL", [])
        scope, wanted = _listed(kind, query)
        table = _table(kind)
        key, own_ref, name = (
            ("key", database.REF, "words_fold") if kind == "quote" else ("file", "id", "name_fold")
        )
        select = f"SELECT {key} FROM {table} WHERE {scope} AND "
        by = f"{before}, {order(columns)} LIMIT 1 OFFSET ?"
        begins = f"{name} >= ? AND {name} < ?"
        span = (typed, typed + chr(0x10FFFF))
        # Most letters begin some name: these few are all that is looked at then.
        if kind == "quote" and columns == ("-key",) and not query and self._many_begin(span):
            # Many are near to any row: less is looked at than to sort all of them.
            key_of_own = (1 << 63) - 1 if own is None else own[0]
            row = next(islice(self._from_key(begins, span, key_of_own), step, None), None)
        else:
            row = self._run(
                f"{select}{begins} ORDER BY {by}", (*wanted, *span, *values, step)
            ).fetchone()
        if row is None and kind == "quote" and self._index.counted("quote") > _SCANNED:
            test = f"{scope} AND {begins}"
            first = f"SELECT count(*) FROM quote WHERE {test}"
            begun = self._run(first, (*wanted, *span)).fetchone()[0]
            key_of_own = int(str(own[-1])) if own else None
            keys = self._index.found.from_key(words, key_of_own, query)
            others = (one for one in keys if not self._begins(one, typed))
            row = next(((one,) for one in islice(others, step - begun, None)), None)
        elif row is None:
            # What mostly tells is asked first: a pattern takes ten times as long.
            word = f"instr({name}, ?) OR {name} GLOB ?"
            tier = f"CASE WHEN {begins} THEN 0 WHEN {word} THEN 1 ELSE 2 END"
            words_begin = (" " + typed, _begins_a_word(typed))
            row = self._run(
                f"{select}instr({name}, ?) ORDER BY {tier}, {by}",
                (*wanted, typed, *span, *words_begin, *values, step),
            ).fetchone()
        if row is None:
            return None
        # Only now: with what stands in the index alone, the long rows are not looked at.
        return str(self._run(f"SELECT {own_ref} FROM {table} WHERE {key} = ?", row).fetchone()[0])

    def _many_begin(self, span: tuple[str, str]) -> bool:
        sql = "SELECT 1 FROM quote WHERE words_fold >= ? AND words_fold < ? LIMIT 1 OFFSET ?"
        return self._run(sql, (*span, _MANY)).fetchone() is not None

    def _from_key(self, test: str, values: tuple[str, str], key: object) -> Iterator[tuple[int]]:
        """The keys of quotations for which a test holds: from a row on, then those before it."""
        for sign in ("<=", ">"):
            sql = f"SELECT key FROM quote NOT INDEXED WHERE key {sign} ? AND {test}"
            yield from self._run(f"{sql} ORDER BY key DESC", (key, *values))

    def _begins(self, key: int, typed: str) -> bool:
        """Whether the words of a quotation begin with some letters."""
        row = self._run("SELECT words_fold FROM quote WHERE key = ?", (key,)).fetchone()
        return row is not None and str(row[0]).startswith(typed)


def _table(kind: str) -> str:
    """The table whose rows a list shows."""
    return "quote" if kind == "quote" else "record"


def _listed(kind: str, query: Query | None) -> tuple[str, tuple[object, ...]]:
    """A condition on the rows of `_table` that a list has, and its values."""
    test, values = matches(query, "quote" if kind == "quote" else "record")
    return (f"1{test}", values) if kind == "quote" else (f"kind = ?{test}", (kind, *values))


def _begins_a_word(typed: str) -> str:
    """A pattern (GLOB) of the texts in which a word begins with some letters."""
    letters = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in typed)
    return f"*[] \"'(/[{{<.,:;#@&「『《〈【・-]{letters}*"


def _stands_before(
    columns: tuple[str, ...], values: tuple[object, ...]
) -> tuple[str, list[object]]:
    """A condition for the rows before the one that has these values in these columns."""
    test, arguments = "0", list[object]()
    for column, value in reversed(list(zip(columns, values, strict=True))):
        name = column.lstrip("-")
        sign = ">" if column.startswith("-") else "<"
        test = f"({name} {sign} ? OR ({name} = ? AND {test}))"
        arguments = [value, value, *arguments]
    return test, arguments
