"""What the index answers about words that somebody may have said: texts in which they may stand."""

from __future__ import annotations

from tui.core.records import as_list

from .database import REF, UNDATED
from .marks import mark
from .packed import Bodies, unpack_body, unpack_spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from sqlite3 import Cursor

    from tui.core.query import Query

    # Phrases that all stand in a text, each as its terms; of several such lists one must.
    Phrases = Sequence[Sequence[str]]

_NEAR = 40  # terms among which the phrases stand that are sought near each other
_PIECE = 500  # terms that are counted at once


class SoughtQuote:
    """A quotation in which words may stand.

    key: in the index. file: of its article. ref: its reference. order: by which the earliest comes
    first, undated ones last. parts: its words. spans: where they stand in the article's text.
    """

    __slots__ = ("file", "key", "order", "parts", "ref", "spans")

    def __init__(
        self,
        key: int,
        file: int,
        ref: str,
        order: tuple[object, ...],
        parts: list[str],
        spans: list[tuple[int, int]],
    ) -> None:
        self.key = key
        self.file = file
        self.ref = ref
        self.order = order
        self.parts = parts
        self.spans = spans


class SoughtBody:
    """An article in whose text words may stand. ref: its id. text: as it is shown."""

    __slots__ = ("file", "key", "order", "ref", "text")

    def __init__(
        self, key: int, file: int, ref: str, order: tuple[object, ...], packed: bytes
    ) -> None:
        self.key = key
        self.file = file
        self.ref = ref
        self.order = order
        self.text = unpack_body(packed)


class Sought:
    """Asks one open index."""

    def __init__(self, run: Callable[..., Cursor]) -> None:
        self._run = run

    def counts(self, terms: Iterable[str]) -> dict[str, tuple[int, int]]:
        """In how many records, and in how many quotations, terms stand; not those in none."""
        wanted = list(dict.fromkeys(terms))
        found: dict[str, tuple[int, int]] = {}
        for start in range(0, len(wanted), _PIECE):
            piece = wanted[start : start + _PIECE]
            rows = self._run(
                "SELECT term, records, quotes FROM term"
                f" WHERE term IN ({', '.join('?' * len(piece))})",
                piece,
            )
            found.update((term, (records, quotes)) for term, records, quotes in rows)
        return found

    def quotes(
        self, choices: Sequence[Phrases], most: int, among: Query | None = None
    ) -> Iterator[SoughtQuote]:
        """Quotations in which all phrases of one choice stand, the earliest `most` of them.

        among: which quotations, as a query with ids.
        """
        text = _any(choices)
        if among:
            from .matching import Matching

            text = f"{{words}}: ({text}) AND {Matching(among, 'quote').text}"
        else:
            text = f"{{words}}: ({text})"
        rows = self._run(
            f"SELECT quote.key, quote.file, {REF}, quote.first, quote.last, record.first,"
            " quote.fields, quote.spans FROM quote_words"
            " CROSS JOIN quote ON quote.key = quote_words.rowid"
            " CROSS JOIN record ON record.file = quote.file"
            " WHERE quote_words MATCH ? ORDER BY quote_words.rowid LIMIT ?",
            (text, most),
        ).fetchall()
        bodies = Bodies(self._run)
        for key, file, ref, first, last, published, fields, written in rows:
            order = (first == UNDATED, first, last, published, ref)
            spans = unpack_spans(written)
            parts = as_list(bodies.fields(file, fields, spans).get("text"))
            yield SoughtQuote(key, file, ref, order, parts, spans)

    def bodies(
        self, choices: Sequence[Phrases], most: int, *, near: bool = False
    ) -> Iterator[SoughtBody]:
        """Articles in whose text all phrases of one choice stand, the earliest `most` of them.

        near: not far from each other.
        """
        rows = self._run(
            "SELECT body.key, body.file, body.ref, body.first, body.last, body.text FROM body_words"
            " CROSS JOIN body ON body.key = body_words.rowid"
            " WHERE body_words MATCH ? ORDER BY body_words.rowid LIMIT ?",
            (
                f'{{words}}: ({_any(choices, near)}) AND {{marks}}: "{mark("kind", "article")}"',
                most,
            ),
        ).fetchall()
        for key, file, ref, first, last, packed in rows:
            yield SoughtBody(key, file, ref, (first == UNDATED, first, last, first, ref), packed)

    def text_of(self, file: int) -> str:
        """The text of an article as it is shown."""
        return Bodies(self._run).of(file)


def _any(choices: Sequence[Phrases], near: bool = False) -> str:
    """An expression of FTS5. No term has a quote mark in it."""
    found = []
    for phrases in choices:
        quoted = [f'"{" ".join(terms)}"' for terms in phrases]
        if near and len(quoted) > 1:
            found.append(f"NEAR({' '.join(quoted)}, {_NEAR})")
        else:
            found.append(f"({' AND '.join(quoted)})")
    return " OR ".join(found)
