"""The fields of every kind of record (format 1): one table that reading, checking and links use.

A field's form says what may stand there:

    text      any words                     date      EDTF, see `dates`
    id        a record's id, or `[[id]]`    name      an id, or a plain name
    url       http or https                 others    a mapping, described in MAPPINGS
"""

from __future__ import annotations

KINDS = ("article", "person", "organisation", "place", "event")
FOLDERS = {
    "articles": "article",
    "people": "person",
    "organisations": "organisation",
    "places": "place",
    "events": "event",
}
PLURALS = {kind: folder for folder, kind in FOLDERS.items()} | {"quote": "quotes"}


class Field:
    """One key of a front matter.

    name: the key. form: see the module. many: one or a list. required: an error where absent.
    choices: the only words allowed, the first is the default. kinds: which records an id may name.
    is_free: any words will do.
    """

    __slots__ = ("choices", "form", "is_free", "kinds", "many", "name", "required")

    def __init__(
        self,
        name: str,
        form: str = "text",
        *,
        many: bool = False,
        required: bool = False,
        choices: tuple[str, ...] = (),
        kinds: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.form = form
        self.many = many
        self.required = required
        self.choices = choices
        self.kinds = kinds
        self.is_free = form == "text" and not choices


class Fields(dict[str, Field]):
    """The fields of one mapping, by their keys. required: the keys that may not be absent."""

    __slots__ = ("required",)

    def __init__(self, *fields: Field) -> None:
        super().__init__((field.name, field) for field in fields)
        self.required = tuple([field.name for field in fields if field.required])


def _ids(name: str, *kinds: str) -> Field:
    return Field(name, "id", many=True, kinds=kinds)


_ACTORS = ("person", "organisation", "place")
_NAME = Field("name", required=True)
_ALIASES = Field("aliases", many=True)
_WEAK_ALIASES = Field("weak_aliases", many=True)
_DESCRIPTION = Field("description")
_SAME_AS = Field("same_as", "url", many=True)
_SOURCE = Field("source", "source", many=True)

# The mappings that stand inside a front matter.
MAPPINGS: dict[str, Fields] = {
    "source": Fields(Field("name"), Field("url", "url"), Field("accessed", "date")),
    "correction": Fields(Field("date", "date"), Field("text", required=True)),
    "role": Fields(
        Field("title", required=True),
        Field("organisation", "id", kinds=("organisation", "place")),
        Field("from", "date"),
        Field("to", "date"),
    ),
    "relation": Fields(
        Field("relation", required=True), Field("to", "id", kinds=("person",), required=True)
    ),
    "quote": Fields(
        Field("text", many=True, required=True),
        Field("kind", choices=("direct", "mixed", "indirect")),
        Field("id"),
        _ids("speaker", *_ACTORS),
        Field("speaker_as"),
        Field("said", "date"),
        _ids("to", *_ACTORS),
        Field("to_as"),
        Field("event", "id", kinds=("event",)),
        Field("cue"),
        Field("status", choices=("sourced", "disputed", "misattributed")),
        Field("translated_from"),
        Field("original"),
        Field("note"),
    ),
}

FIELDS: dict[str, Fields] = {
    "article": Fields(
        Field("title", required=True),
        Field("published", "date"),
        Field("updated", "date"),
        Field("language"),
        _SOURCE,
        Field("authors", "name", many=True, kinds=("person", "organisation")),
        Field("text", choices=("full", "excerpt", "retelling")),
        Field("summary"),
        Field("topics", many=True),
        _ids("events", "event"),
        _ids("people", "person"),
        _ids("organisations", "organisation"),
        _ids("places", "place"),
        Field("corrections", "correction", many=True),
        Field("status", choices=("published", "corrected", "retracted")),
        Field("quotes", "quote", many=True),
    ),
    "person": Fields(
        _NAME,
        _ALIASES,
        _WEAK_ALIASES,
        _DESCRIPTION,
        Field("born", "date"),
        Field("died", "date"),
        Field("roles", "role", many=True),
        Field("relations", "relation", many=True),
        _SAME_AS,
    ),
    "organisation": Fields(
        _NAME,
        _ALIASES,
        _WEAK_ALIASES,
        _DESCRIPTION,
        Field("part_of", "id", many=True, kinds=("organisation", "place")),
        _SAME_AS,
    ),
    "place": Fields(
        _NAME,
        _ALIASES,
        _DESCRIPTION,
        Field("within", "id", many=True, kinds=("place",)),
        Field("coordinates", "coordinates"),
        _SAME_AS,
    ),
    "event": Fields(
        _NAME,
        Field("date", "date"),
        Field("place", "id", many=True, kinds=("place",)),
        _ids("participants", *_ACTORS),
        Field("part_of", "id", many=True, kinds=("event",)),
        _ALIASES,
        _DESCRIPTION,
        _SOURCE,
        _SAME_AS,
    ),
}

LIBRARY_FIELDS = Fields(
    Field("format", choices=("1",), required=True),
    Field("name"),
    Field("description"),
    Field("language"),
    Field("licence"),
    Field("extra_keys", many=True),
)

# Which kinds a reference in a field may name, by the path that a link carries; a body links to all.
LINK_KINDS: dict[str, tuple[str, ...]] = {
    "quotes.speaker": _ACTORS,
    "quotes.to": _ACTORS,
    "quotes.event": ("event",),
    "roles.organisation": ("organisation", "place"),
    "relations.to": ("person",),
}


def link_kinds(kind: str, path: str) -> tuple[str, ...]:
    """The kinds that a reference at `path` of a record of `kind` may name; () for any."""
    if path in LINK_KINDS:
        return LINK_KINDS[path]
    field = FIELDS[kind].get(path)
    return field.kinds if field else ()
