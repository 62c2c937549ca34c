"""The values that pass between the library and both front ends."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Span = tuple[int, int]


class Reference:
    """A place that names a record: a link in a body or an id in a front matter.

    target: the record's id as written. anchor: what stands behind `#` (`q2`, `no-reason`) or "".
    path: "body", or the field (`people`, `quotes.speaker`). line: the file's line. words: as shown.
    quote: the number of the quotation whose field it is, else 0. certain: False where the words may
    be a plain name (an author). start, end: where it is written in the front matter.
    """

    __slots__ = ("anchor", "certain", "end", "line", "path", "quote", "start", "target", "words")

    def __init__(
        self,
        target: str,
        path: str,
        line: int,
        *,
        anchor: str = "",
        words: str = "",
        quote: int = 0,
        certain: bool = True,
        start: int = -1,
        end: int = -1,
    ) -> None:
        self.target = target
        self.start = start
        self.end = end
        self.anchor = anchor
        self.path = path
        self.line = line
        self.words = words
        self.quote = quote
        self.certain = certain


class Named:
    """A record as others show it: its id, kind ("" where no such record is), and name or title."""

    __slots__ = ("id", "kind", "name")

    def __init__(self, id: str, kind: str, name: str) -> None:  # noqa: A002
        self.id = id
        self.kind = kind
        self.name = name

    def json(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name}


class Record:
    """One record file: its front matter as written, and where its body begins.

    path: relative to the library, with `/`. name: its name or title. date: EDTF text or "".
    front: as JSON has it (or as JSON text), every scalar a str; of a record from the index,
    quotations are numbers in it (see Index.front_of). body_line: the file's line of the body's
    first.
    """

    __slots__ = ("_front", "body_line", "date", "id", "kind", "name", "path")

    def __init__(
        self,
        id: str,  # noqa: A002
        kind: str,
        path: str,
        name: str,
        front: dict[str, Any] | str,
        date: str,
        body_line: int,
    ) -> None:
        self.id = id
        self.kind = kind
        self.path = path
        self.name = name
        self._front = front
        self.date = date
        self.body_line = body_line

    @property
    def front(self) -> dict[str, Any]:
        # As JSON text until it is asked for: a list of names does without.
        if isinstance(self._front, str):
            import json

            self._front = dict(json.loads(self._front))
        return self._front


class Quotation:
    """Words on the record, with the names they need to be shown.

    ref: `ARTICLE#q2`, or `ARTICLE#ID` where it has an id of its own. fields: the front matter's
    mapping for it, as JSON. line: where the words stand in the body; of a broken one, the line of
    its `text:`. spans: offsets into the article's shown text, one a part; [] where broken.
    """

    __slots__ = (
        "article",
        "event",
        "fields",
        "line",
        "number",
        "parts",
        "ref",
        "source",
        "spans",
        "speakers",
        "to",
    )

    def __init__(
        self,
        ref: str,
        number: int,
        article: Record,
        fields: dict[str, Any],
        line: int,
        spans: list[Span],
        speakers: list[Named],
        to: list[Named],
        event: Named | None,
    ) -> None:
        self.ref = ref
        self.number = number
        self.article = article
        self.fields = fields
        self.line = line
        self.spans = spans
        self.speakers = speakers
        self.to = to
        self.event = event
        self.parts: list[str] = as_list(fields.get("text"))
        self.source = first_source(article.front)

    def get(self, name: str) -> str:
        """A field that is a word: "" where it is absent."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    @property
    def text(self) -> str:
        return " … ".join(self.parts)

    @property
    def kind(self) -> str:
        return self.get("kind") or "direct"

    @property
    def status(self) -> str:
        return self.get("status") or "sourced"

    @property
    def broken(self) -> bool:
        return not self.spans

    @property
    def date(self) -> str:
        """When it was said, else when its article was published; EDTF or ""."""
        return self.get("said") or self.article.date

    @property
    def who(self) -> str:
        """The speaker as the record names it, else as the article does; "" where neither does."""
        return ", ".join(named.name for named in self.speakers) or self.get("speaker_as")

    @property
    def to_whom(self) -> str:
        """The addressees as the records name them, and as the article does."""
        name, called = ", ".join(named.name for named in self.to), self.get("to_as")
        return f"{name} ({called})" if name and called else name or called


def as_list(value: object) -> list[str]:
    """A field of one or a list, as a list of its words."""
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str) and item]
    return [value] if isinstance(value, str) and value else []


def mappings(value: object) -> list[dict[str, Any]]:
    """A field of one or a list of mappings, as a list; words that stand alone are a name."""
    items = value if isinstance(value, list) else [value] if value else []
    return [item if isinstance(item, dict) else {"name": item} for item in items]


def first_source(front: dict[str, Any]) -> dict[str, str]:
    """The first source of a record: `name`, `url`, `accessed`, each "" where absent."""
    sources = mappings(front.get("source"))
    found = sources[0] if sources else {}
    return {
        key: found[key] if isinstance(found.get(key), str) else ""
        for key in ("name", "url", "accessed")
    }


def is_web(address: str) -> bool:
    """Whether an address is one of the web: http or https, and of a place there."""
    scheme, _, rest = address.partition("://")
    return scheme.lower() in ("http", "https") and rest[:1] not in ("", "/", "?", "#")


def is_plain(address: str) -> bool:
    """Whether there is no blank or control sign in an address, which programs take for its end."""
    return address.isprintable() and " " not in address  # no other white space is printable


def split_reference(written: str) -> tuple[str, str]:
    """`id#q2` or `[[id#q2|words]]` as (id, anchor); the anchor is "" where there is none."""
    written = written.strip()
    if written.startswith("[[") and written.endswith("]]"):
        written = written[2:-2].partition("|")[0].removesuffix("\\").strip()
    target, _, anchor = written.partition("#")
    return target.strip(), anchor.strip()
