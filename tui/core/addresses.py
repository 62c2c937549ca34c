"""Addresses of pages that are no records: a timeline, a topic, a list, a search, a verdict …

Each begins with a sign or a word and a colon that no id can have, so that an address and a
reference stand in the same places: a link of a page, the trail, a bookmark.
"""

from __future__ import annotations

PROBLEMS = "!"  # all problems; `!PATH:LINE` the one at a file's line
TIMELINE = "timeline:"  # of the library; `timeline:ID` around a record; `@DATE` what was before
TOPIC = "topic:"  # `topic:NAME`
UNLINKED = "unlinked:"  # `unlinked:ID`: where a record is named without a link
BOOKMARKS = "bookmarks:"
LIST = "list:"  # `list:articles QUERY`: a list, filtered
PASSAGE = "passage:"  # `passage:ID/OFFSET/WORDS`: a record's page at a passage
SEARCH = "search:"  # `search:QUERY`: the results of a search over every kind
FIND = "find:"  # `find:QUERY`: the same over quotations
VERIFY = "verify:"  # `verify:TEXT`: what became of words that were to be checked

_WORDS = (TIMELINE, TOPIC, UNLINKED, BOOKMARKS, LIST, PASSAGE, SEARCH, FIND, VERIFY)


def is_address(written: str) -> bool:
    """Whether a reference is the address of such a page, and names no record."""
    return written[:1] == PROBLEMS or (":" in written and written.startswith(_WORDS))


def inert(written: str) -> str:
    """A reference that stands in a file, such that it is no address: it may only name a record."""
    return f"[[{written}" if is_address(written) else written


def split_problem(address: str) -> tuple[str, int]:
    """The path and line of a problem's address; "" and 0 where it is none, or that of all."""
    path, _, line = address.removeprefix(PROBLEMS).rpartition(":")
    # It may have been kept, and damaged: no name of a file has a zero, and no file so many lines.
    is_place = path and "\0" not in path and line.isdecimal() and len(line) < 10
    return (path, int(line)) if is_place else ("", 0)


def list_address(name: str, query: str) -> str:
    """The address of a list (`articles`, `people` …) with a filter."""
    return f"{LIST}{name} {query}".rstrip()


def split_list(address: str) -> tuple[str, str]:
    """A list's name and its filter, of an address that begins with LIST."""
    name, _, query = address.removeprefix(LIST).partition(" ")
    return name, query.strip()


def passage_address(ref: str, offset: int, words: str) -> str:
    """The address of a record's page where some words stand, or stood: near the offset."""
    return f"{PASSAGE}{ref}/{offset}/{words}"


def split_passage(address: str) -> tuple[str, int, str]:
    """Record, offset and words of an address that begins with PASSAGE."""
    # No id has a slash in it, not even one that is an error: it is a file's name.
    ref, _, rest = address.removeprefix(PASSAGE).partition("/")
    offset, _, words = rest.partition("/")
    return ref, int(offset) if offset.isdecimal() and len(offset) < 12 else 0, words


def subject_of(reference: str) -> str:
    """The record or quotation that a page is about, by its reference; "" where it is of none."""
    reference = record_of(reference)
    for word in (TIMELINE, UNLINKED):
        if reference.startswith(word):
            return reference.removeprefix(word).partition("@")[0]
    return "" if is_address(reference) else reference


def in_words(address: str) -> str:
    """What sort of page an address leads to, and of what: `timeline hitomi-soga`."""
    if address.startswith(PROBLEMS):
        return f"problem {address.removeprefix(PROBLEMS)}".rstrip()
    return address.replace(":", " ", 1).rstrip()


def record_of(reference: str) -> str:
    """What is copied, shown and looked up for a reference: a passage's record, else itself."""
    return split_passage(reference)[0] if reference.startswith(PASSAGE) else reference
