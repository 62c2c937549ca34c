"""The facade that both front ends use: one library, opened, asked and kept up to date."""

from __future__ import annotations

import os

from tui.core.addresses import (
    BOOKMARKS,
    PROBLEMS,
    TIMELINE,
    TOPIC,
    UNLINKED,
    VERIFY,
    is_address,
    record_of,
)
from tui.core.fields import PLURALS
from tui.core.records import Named, Quotation, Record, first_source, split_reference
from tui.core.text import fold_id, plural

from . import places, sync
from .disk import NO_FOLDER, LibraryError
from .index import database, folders
from .index.read import ListRow
from .index.sorts import SORTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TypeVar

    from tui.core.problems import Problem
    from tui.core.query import Query

    from .index.read import Index
    from .news import Counts
    from .pages import Page
    from .searching import Hit, Searcher
    from .taking import Progress
    from .verify import Verdict
    from .watcher import Watcher

    _Answer = TypeVar("_Answer")
    _Shown = TypeVar("_Shown", bound=Named | Record | Quotation | Hit | ListRow)

__all__ = ["SORTS", "DamagedError", "Library", "LibraryError", "ListRow", "choose_library", "share"]

choose_library = places.choose_library
share = sync.share
_KEPT = 16  # answers that took some time, of which each may be as long as a page

DamagedError = database.DatabaseError  # an answer can't be read: see Library.mend


class Library:
    """A library of news. Making one brings its index up to date, or builds it anew (rebuild).

    Raises LibraryError where none is. refresh: look at every file, however many there are; see
    `fresh`. tend: the shared index, where there is one, is brought up to date, whatever that costs.
    progress: called with files done and files in all. at_once: open the index as it is; of a
    library that has none, a part that grows. Then somebody has to `watch`, or to `reload`.

    root: its folder. name, description, language: from library.yaml. index: what answers.
    is_part: whether only a part is indexed so far. watcher: what looks at the disk, if `watch`ed.
    read_only: may be set: nothing is changed then, and states last as long as this object.
    found: what was found out last at some cost, until the disk is looked at again.
    """

    def __init__(
        self,
        root: str,
        *,
        rebuild: bool = False,
        refresh: bool = False,
        tend: bool = False,
        progress: Progress | None = None,
        at_once: bool = False,
    ) -> None:
        self.root = root
        index = _at_once(root) if at_once else None
        self._watched = at_once and index is not None
        self.watcher: Watcher | None = None
        self.index = index or sync.open_index(
            root, rebuild=rebuild, refresh=refresh, tend=tend, progress=progress
        )
        self.is_part = False
        self._told: tuple[int, dict[str, int]] = (0, {})  # last change taken in, and counts then
        try:
            self._now_answers()
        except database.FOREIGN as error:
            if not self.is_to_blame(error):
                raise
            self.mend(error)
        self.read_only = False
        self._states: dict[tuple[str, bool], object] = {}

    @property
    def language(self) -> str:
        return self.index.meta("language") or ""

    @property
    def said(self) -> dict[str, str]:
        """What library.yaml says beside the name: description, language, licence, each maybe ""."""
        return {key: self.index.meta(key) or "" for key in ("description", "language", "licence")}

    @property
    def counts(self) -> dict[str, int]:
        """How many records there are of each kind, and quotations as "quote"."""
        found = self.index.meta("counts") or {}
        return {kind: found.get(kind, 0) for kind in PLURALS}

    @property
    def problem_counts(self) -> tuple[int, int]:
        """How many errors and warnings the library has, as far as that is known."""
        if self.is_part:
            return 0, 0
        errors, warnings = self.index.meta("problems") or (0, 0)
        return errors, warnings

    @property
    def file_count(self) -> int:
        """How many files the index holds."""
        return folders.count_files(self.index.connection)

    @property
    def note(self) -> str:
        """What the user should know, where the index could not be brought up to date; or ""."""
        return self.index.note

    @property
    def missing(self) -> str:
        """What the user should know, where a folder can't be read; or ""."""
        said = self.index.said_of(self.index.meta("walk_paths") or [])
        found = [one for one in said if one[1].startswith(NO_FOLDER)]
        if not found:
            return ""
        (path, message), *others = found
        more = f" and {plural(len(others), 'other folder')}" if others else ""
        return f"what is in {path}{more} is missing: {message}"

    def load_state(self, name: str, *, everywhere: bool = False) -> Any:
        """What `save_state` kept for this user of this library; None where there is nothing.

        everywhere: of all the user's libraries.
        """
        from . import state

        if self.read_only and (not everywhere or (name, everywhere) in self._states):
            return self._states.get((name, everywhere))
        return state.load(self._state_folder(everywhere), name)

    def why_unread(self, name: str, sort: type) -> str:
        """Why `load_state` can't read what is kept; "" where it can (see `state`)."""
        from . import state

        return state.why_unread(self._state_folder(False), name, sort)

    def save_state(self, name: str, value: object, *, everywhere: bool = False) -> None:
        """Keep a JSON value for this user of this library. Raises OSError where it can't."""
        from . import state

        if self.read_only:
            self._states[name, everywhere] = value
            return
        state.save(self._state_folder(everywhere), name, value)

    def _state_folder(self, everywhere: bool) -> str:
        if everywhere:
            return places.folder("state")
        return places.library_folder("state", self.root)

    def reload(self) -> None:
        """Look at every file again. Raises LibraryError where the library is gone."""
        self._answer_from(sync.open_index(self.root, refresh=True))

    def is_to_blame(self, error: Exception) -> bool:
        """Whether it may be the index that is wrong, where an answer ended in an error."""
        return sync.is_to_blame(self.root, error)

    def mend(self, error: Exception) -> None:
        """Open the index again after an answer could not be read; made anew where it is damaged."""
        self._answer_from(sync.open_again(self.root, error))

    def fresh(self, paths: Iterable[str] = (), ids: Iterable[str] = ()) -> bool:
        """Look at the files that an answer is made of, and at those of the records with some ids.

        Whether one had changed: then the answer is to be asked for again. Opening a large library
        leaves what was changed in place to this; in others it has been seen, and this does nothing.
        No answer that is read line by line may be on its way. See `certain` and `listed`.
        """
        if self._watched:
            self._reads(ids)
            return False
        if not sync.is_large(self.index):
            return False
        return self._looked({*paths, *self.index.paths_of(ids)})

    def fresh_below(self, paths: Iterable[str]) -> None:
        """Look at files, and at all in folders: "" for the whole library.

        What they link to in others counts as theirs. A small library has been seen, see `fresh`.
        """
        if not sync.is_large(self.index):
            return
        files = self.index.paths_below(paths)
        self._looked(files)
        links = self.index.troubled(files).anchored_links()
        self.fresh(ids={target for _, _, target, *_ in links})

    def _looked(self, paths: Iterable[str] | None) -> bool:
        index = sync.fresh(self.index, self.root, paths)
        if index is not None:
            self._answer_from(index)
        return index is not None

    def certain(self, ask: Callable[[], _Answer], ids: Callable[[_Answer], set[str]]) -> _Answer:
        """What `ask` gives, asked again while a file that it is made of had changed.

        ids: those of the records that an answer shows.
        """
        answer = ask()
        if self._watched:
            self._reads(ids(answer))
            return answer
        seen: set[str] = set()
        while sync.is_large(self.index):
            new = ids(answer) - seen
            if not self.fresh(ids=new):
                break
            seen |= new  # what was read again may name others
            answer = ask()
        return answer

    def listed(self, ask: Callable[[], Iterable[_Shown]], most: int) -> Iterable[_Shown]:
        """The same of records, quotations or rows; most: how many there can be, 0: any number."""
        if self._watched or not sync.is_large(self.index):
            return ask()
        if not most or most > sync.MANY:  # too many to be kept
            self._looked(None)
            return ask()
        from .shown import ids_of

        return self.certain(lambda: list(ask()), ids_of)

    def _answer_from(self, index: Index) -> None:
        if index is not self.index:
            self.index.close()
        self.index = index
        self._now_answers()

    def _now_answers(self) -> None:
        """Another index answers, or the same that has changed."""
        self.found: dict[object, Any] = _Latest()
        self.name: str = self.index.meta("name") or os.path.basename(self.root)
        if self._watched:
            from . import news, part

            database.keep_little(self.index.connection)
            self.is_part = part.is_one(self.index)
            self._told = news.last(self.index), self.counts

    def close(self) -> None:
        if self.watcher is not None:
            self.watcher.close()
            self.watcher = None
        if self.is_part:
            self._discard_part()
            self.is_part = False
        self.index.close()

    def _discard_part(self) -> None:
        from .part import discard

        discard(self.root, self.index.path)

    # While it is read

    def watch(self, told: Callable[[], object]) -> None:
        """Have a thread look at the disk from now on, instead of whoever asks for something.

        told: called, in the thread, when there is news: what `watcher` tells of itself, or what
        `take_in` takes in. Does nothing where the index is only in memory.
        """
        from .watcher import Watcher

        try:
            self.watcher = Watcher(self.root, self.index, told)
        except LibraryError:
            self._watched = False
        else:
            self._watched = True
            self._now_answers()
            self.watcher.start()

    def _once(self, key: object, ask: Callable[[], _Answer]) -> _Answer:
        """What `ask` gives; kept until the watch begins, as the first frame and the browser ask
        for the same."""
        if not self._watched or self.watcher is not None:
            return ask()
        if key not in self.found:
            self.found[key] = ask()
        answer: _Answer = self.found[key]
        return answer

    def _reads(self, ids: Iterable[str]) -> None:
        if self.watcher is not None:
            self.watcher.reads(ids)

    @property
    def progress(self) -> list[str]:
        """How far the indexing is, in a long form and in shorter ones; [] where there is none."""
        building = self.watcher.building if self.watcher else None
        if building is None:
            return []
        import time

        return building.in_words(time.monotonic())

    @property
    def files(self) -> tuple[int, int]:
        """Of a part: how many files are in it, and how many there are; 0 if that is not known."""
        building = self.watcher.building if self.watcher else None
        return (building.part, building.total) if building else (0, 0)

    def take_in(self) -> Counts | None:
        """Answer from now on as the index now is, be it another one; what has changed.

        None: nothing. Where that is not known, what the numbers of records tell.
        """
        from . import news

        was_part, (last, before) = self.is_part, self._told
        other = sync.as_it_is(self.root, self.index.path)
        if other is not None:
            if was_part:
                self._discard_part()
            self._answer_from(other)
            return news.between(before, self.counts)
        # Of a part nothing is noted but how much there is.
        if not was_part and news.last(self.index) == last:
            return None
        counts = None if was_part else news.since(self.index, last)
        if counts is None:
            counts = news.between(before, self.counts)
            if was_part and not counts:
                return None
        self._now_answers()
        return counts

    # Lists

    def rows(
        self, kind: str, sort: str, start: int, count: int, query: Query | None = None
    ) -> list[ListRow]:
        if query:
            return self.index.rows(kind, sort, start, count, self._meant(query))
        key = ("rows", kind, sort, start, count)
        return self._once(key, lambda: self.index.rows(kind, sort, start, count))

    def position(self, kind: str, sort: str, ref: str, query: Query | None = None) -> int | None:
        return self.index.standing.position(kind, sort, ref, self._meant(query))

    def seek(
        self, kind: str, sort: str, words: str, ref: str, step: int, query: Query | None = None
    ) -> str | None:
        return self.index.standing.seek(kind, sort, words, ref, step, self._meant(query))

    def count(self, kind: str, query: Query | None = None) -> int:
        """How many rows a list has."""
        found = self._meant(query)
        return self.index.count(kind, found) if found else self.counts[kind]

    def _meant(self, query: Query | None) -> Query | None:
        """A list's filter with ids; where a name is not clear, all that it fits are meant."""
        return self.answers.resolved(query, strict=False) if query else None

    # Queries

    @property
    def answers(self) -> Searcher:
        """What answers queries (see `searching.Searcher`)."""
        from .searching import Searcher

        return Searcher(self.index)

    def searcher(self) -> Searcher:
        """The same for another thread; to be closed. Raises LibraryError: the index has no file."""
        from .searching import Searcher

        index = sync.open_beside(self.index)
        database.keep_little(index.connection)
        return Searcher(index)

    def resolved(self, query: Query) -> Query:
        """A query with the ids of what it names. Raises searching.Unclear and NoSuch."""
        return self.answers.resolved(query)

    def quotes(
        self, query: Query, start: int = 0, count: int = 20, sort: str = "date"
    ) -> list[Quotation]:
        """Quotations that a resolved query matches (see `Searcher.quotes`)."""
        return self.answers.quotes(query, start, count, sort)

    def search(self, query: Query, start: int = 0, count: int = 20) -> list[Hit]:
        """Records of every kind that a resolved query matches, the best first."""
        return self.answers.search(query, start, count)

    def count_hits(self, query: Query) -> int:
        """How many records of every kind match."""
        return self.answers.count_hits(query)

    def may_be(self, query: Query, date: str) -> bool:
        """Whether an EDTF date fits the dates of a query only maybe: it reaches beyond them."""
        return self.answers.may_be(query, date)

    def verify(self, text: str, by: Query | None = None) -> Verdict:
        """Was this said? What a text comes from; by: among whose words, as a resolved query."""
        from .verify import verify

        return self.certain(
            lambda: verify(self.index, self.root, text, by), lambda found: found.ids()
        )

    # Records

    def named(self, reference: str) -> Named:
        """The record that a reference names; kind "" where there is none."""
        return self.index.named(self._id_in(reference))

    def _id_in(self, reference: str) -> str:
        """The id in a reference. A file's name may be one that none can have (it ends in a blank):
        then as it stands."""
        ids = split_reference(reference)[0], reference, reference.rpartition("#")[0]
        return next((one for one in ids if self.index.named(one).kind), ids[0])

    def same(self, one: str, other: str) -> bool:
        """Whether two ids are the same."""
        return fold_id(one) == fold_id(other)

    def exists(self, reference: str) -> bool:
        """Whether a reference names a record, or a quotation, that is there."""
        return bool(self.ref_of(reference))

    def ref_of(self, reference: str) -> str:
        """A reference as its record or quotation is called; "" where there is none.

        Ids may be written in another case, and `#q2` may have an id of its own.
        """
        if is_address(reference):
            leads_to = record_of(reference)  # of a passage's address: the record
            return reference if leads_to == reference or self.exists(leads_to) else ""
        if split_reference(reference)[1]:
            quotation = self.index.quotation(reference)
            return quotation.ref if quotation else ""
        named = self.named(reference)
        return named.id if named.kind else ""

    def find(self, written: str) -> list[str]:
        """The references that `written` may mean: an id, ARTICLE#qN, else a name or alias."""
        if is_address(written):
            return []
        target, anchor = split_reference(written)
        if self.exists(f"{target}#{anchor}" if anchor else written):
            record = self.named(target if anchor else written)
            return [f"{record.id}#{anchor}" if anchor else record.id]
        return [] if anchor else self.index.ids_by_name(written)

    def nearest_ids(self, written: str) -> list[str]:
        """Up to three ids that look like `written`."""
        from .check import nearest_ids

        wanted = split_reference(written)[0]
        return nearest_ids(self.index.ids_around(wanted), wanted, 3)

    def record(self, reference: str) -> Record | None:
        wanted = self._id_in(reference)
        self.fresh(ids=[wanted])
        return self.index.record(wanted)

    def quotation(self, reference: str) -> Quotation | None:
        from .shown import ids_of

        self.fresh(ids=[split_reference(reference)[0]])
        return self.certain(
            lambda: self.index.quotation(reference), lambda found: ids_of([found] if found else [])
        )

    def quotations_naming(
        self, record_id: str, field: str, most: int
    ) -> tuple[Iterator[Quotation], int]:
        """The newest quotations that name a record, at most `most`, and how many there are.

        One by one, as each takes kilobytes. field: as in queries: by, to or event.
        """
        from tui.core.query import Field, Query

        query = Query("", Field(field, record_id, [record_id]))
        return self.index.quotations(0, most, "date", query), self.index.count("quote", query)

    def state_of(self, path: str) -> str:
        """What is another text when the file at a path has changed; "" if that can't be told."""
        return folders.signature_of(self.index.connection, path) or ""

    def records(self, kind: str, sort: str = "") -> Iterator[Record]:
        return self.index.records(kind, sort or next(iter(SORTS[kind])))

    def body(self, record: Record) -> tuple[str, int]:
        """A record's Markdown as it stands on the disk now, and the file's line where it begins.

        A file that can't be read any more has an empty body.
        """
        from .source import body

        return body(self.root, record.path)

    def page(self, reference: str, *, quotation: bool = False, begun: bool = False) -> Page | None:
        """The page of a record; of a quotation if `quotation`, else that of its article.

        begun: of a record that very much names, the beginning will do.
        """
        return self.certain(
            lambda: self._page(reference, quotation, begun),
            lambda made: made.ids() if made else set(),
        )

    def _page(self, reference: str, quotation: bool, begun: bool) -> Page | None:
        from . import pages

        if is_address(reference):
            return self._own_page(reference, begun=begun)
        if quotation:
            quoted = self.index.quotation(reference)
            return pages.quotation(self, quoted) if quoted else None
        record = self.index.record(self._id_in(reference))
        if record is None:
            return None
        if record.kind == "article":
            return self._once(("page", record.id), lambda: pages.article(self, record))
        from . import links, profiles

        if begun and self.index.has_links_to(record.id, links.MANY):
            return profiles.profile(self, record, begun=True)
        return self._once(("page", record.id), lambda: profiles.profile(self, record))

    def _own_page(self, address: str, *, begun: bool) -> Page | None:
        if address.startswith(PROBLEMS):
            from . import troubles

            return troubles.page(self, address)
        if address.startswith(TIMELINE):
            from . import timeline

            return timeline.page(self, address, begun=begun)
        if address.startswith(TOPIC):
            from . import topics

            return topics.page(self, address)
        if address == BOOKMARKS:
            from . import bookmarks

            return bookmarks.page(self)
        if address.startswith(UNLINKED):
            from . import unlinked

            return unlinked.page(self, address)
        if address.startswith(VERIFY):
            from . import checked

            return checked.page(self, address)
        return None

    def problems(self) -> list[Problem]:
        """Every error and warning, by path and line."""
        from .check import problems

        return problems(self.index)

    # For other programs

    def export(self, references: Iterable[str], form: str) -> str:
        """Records and quotations in one of `citations.FORMATS`, each once, safe to print.

        Raises tui.core.exports.ExportError, whose message is for the user: where a reference names
        nothing, and where a record that is no article is wanted in one of BIBLIOGRAPHIES.
        """
        from . import exports

        return exports.of_references(self, references, form)

    def record_json(self, record: Record) -> dict[str, Any]:
        """A record as JSON has it: its front matter, id, kind, path and links."""
        links = [
            {
                "id": link.target.id,
                "kind": link.target.kind or None,
                "name": link.target.name if link.target.kind else None,
                "anchor": link.anchor or None,
                "field": link.path,
                "line": link.line,
                "words": link.words,
            }
            for link in self.index.links_of(record.path)
            if link.certain or link.target.kind
        ]
        front = self.index.front_of(record)
        own = {"id": record.id, "kind": record.kind, "path": record.path}
        return {**own, **{k: v for k, v in front.items() if k not in own}, "links": links}


class _Latest(dict[object, "Any"]):
    """Keeps what was put in last."""

    def __setitem__(self, key: object, value: object) -> None:
        super().__setitem__(key, value)
        if len(self) > _KEPT:
            del self[next(iter(self))]


def _at_once(root: str) -> Index | None:
    """What can be read without a look at the disk; None where that is nothing."""
    index = sync.as_it_is(root)
    if index is None:
        from . import part

        index = part.begin(root)
    return index


def quotation_json(quotation: Quotation) -> dict[str, Any]:
    """A quotation as JSON has it (DESIGN section 3)."""
    article = quotation.article
    return {
        "ref": quotation.ref,
        "text": quotation.text,
        "parts": quotation.parts,
        "kind": quotation.kind,
        "cue": quotation.get("cue") or None,
        "status": quotation.status,
        "speaker": [named.json() for named in quotation.speakers],
        "speaker_as": quotation.get("speaker_as") or None,
        "said": quotation.get("said") or None,
        "date": quotation.date or None,
        "to": [named.json() for named in quotation.to],
        "event": quotation.event.json() if quotation.event else None,
        "article": article_json(article),
        "path": article.path,
        "line": quotation.line,
    }


def article_json(article: Record) -> dict[str, Any]:
    """An article as JSON has it where something else stands in it."""
    source = first_source(article.front)
    return {
        "id": article.id,
        "title": article.name,
        "published": article.date or None,
        "source": source["name"] or None,
        "url": source["url"] or None,
        "text": article.front.get("text") or "full",
    }
