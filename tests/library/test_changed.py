"""A file that was edited: the index holds of it what one holds that is built anew."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.core import query
from tui.library.facade import Library
from tui.library.index import keys
from tui.library.index.rows import Rows
from tui.library.index.write import Writer

from .conftest import Make, write
from .test_fulltext import answers

ARTICLE = """\
---
title: Harbour
published: {published}
source: {{name: Town Courier}}
topics: [{topic}]
{status}people: [{person}]
quotes:
{quotes}---
{before}The mayor said “alpha beta” in [[harbour]].

Later “gamma delta alpha” was heard by [[{person}]].{after}
"""
QUOTE = "  - text: {words}\n    speaker: {speaker}\n    cue: {cue}\n{own}"
EVENT = "---\nname: Event\n---\nSee [[a#first]].\n"

# What stays of a library's tables when numbers and keys are left out.
TABLES = (
    "SELECT path, id, fold, leads, kind, name, name_fold, date, first, last, detail, detail_fold,"
    " quoted, named, body_line, front FROM record",
    "SELECT file.path, number, target, anchor, link.path, line, quote, certain, written, words"
    " FROM link JOIN file USING (file)",
    "SELECT path, number, own_id, first, last, line, speaker_fold, spans, fields, words_fold"
    " FROM quote JOIN file USING (file)",
    "SELECT path, ref, first, last, text, said FROM body JOIN file USING (file)",
    "SELECT path, fold, weak, name FROM name JOIN file USING (file)",
    "SELECT path, fold, name FROM topic JOIN file USING (file)",
    "SELECT path, line, severity, message FROM problem",
    "SELECT path, line, target, sort, field, written, other FROM trouble",
    "SELECT term, records, quotes FROM term",
    "SELECT value FROM meta WHERE key IN ('counts', 'problems')",
)


def held(library: Library) -> dict[str, object]:
    found: dict[str, object] = {sql: sorted(library.index._run(sql)) for sql in TABLES}
    found["answers"] = answers(library)
    quotations = list(library.quotes(query.parse("")))
    found["said"] = [(one.ref, one.parts, one.fields, one.line, one.spans) for one in quotations]
    return found


class Editor:
    """Keeps what articles say, and edits one thing of one of them."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._said: dict[str, dict[str, object]] = {}

    def _new(self) -> dict[str, object]:
        quotes = [
            {"words": words, "speaker": "ana", "cue": "said", "own": ""}
            for words in ("alpha beta", "gamma delta alpha")
        ]
        return {
            "published": "2023-05-29", "topic": "trade", "status": "", "person": "ana",
            "quotes": quotes, "before": "", "after": "",
        }  # fmt: skip

    def edited(self, path: str) -> str:
        said = self._said.setdefault(path, self._new())
        quotes = said["quotes"]
        assert isinstance(quotes, list)
        choose = self._rng.choice
        edits: tuple[Callable[[], object], ...] = (
            lambda: said.update(after=f" {choose('xyz')} [[gala]]"),
            lambda: said.update(after=choose(["", " More."])),
            lambda: said.update(after=f" [[a{choose('012')}#{choose(['first', 'q3'])}]]"),
            lambda: said.update(before=choose(["", "First [[gala]] alpha.\n\n", "One "])),
            lambda: said.update(status=choose(["", "status: corrected\n"])),
            lambda: said.update(topic=choose(["trade", "war"])),
            lambda: said.update(person=choose(["ana", "ben", "nobody"])),
            lambda: said.update(published=choose(["2023-05-29", "2014", "2023-05"])),
            lambda: quotes[0].update(cue=choose(["said", "told"])),
            lambda: quotes[-1].update(speaker=choose(["ana", "ben", "[ana, ben]", "[ben, ben]"])),
            lambda: quotes[-1].update(words=choose(["gamma delta alpha", "gamma beta", ""])),
            lambda: quotes[0].update(own=choose(["", "    id: first\n"])),
            lambda: quotes.append(quotes.pop(0)),
            lambda: quotes.append(dict(quotes[0])) if len(quotes) < 4 else quotes.pop(),
        )
        choose(edits)()
        filled = {**said, "quotes": "".join(QUOTE.format(**quote) for quote in quotes)}
        return ARTICLE.format(**filled)


@pytest.mark.parametrize("gaps", [keys.GAPS, {"quote": 1, "body": 1}])
def test_what_was_edited_is_as_if_read_anew(
    make: Make,
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    gaps: dict[str, int],
) -> None:
    monkeypatch.setattr(keys, "GAPS", gaps)
    rng = random.Random(5)
    editor = Editor(rng)
    paths = [f"articles/a{number}.md" for number in range(9)]
    library = make(
        {
            "people/ana.md": "---\nname: Ana\n---\nBorn.\n",
            "people/ben.md": "---\nname: Ben\n---\n",
            "places/harbour.md": "---\nname: Harbour\n---\n",
            "events/gala.md": "---\nname: Gala\nplace: harbour\n---\n",
            **{path: editor.edited(path) for path in paths},
        }
    )
    name = library.index.path
    for turn in range(25):
        for path in rng.sample(paths, rng.randrange(1, 5)):
            write(root, {path: editor.edited(path)})
        if rng.random() < 0.2:
            alias = rng.choice(["Annie", "Anna"])
            write(root, {"people/ana.md": f"---\nname: Ana\naliases: [{alias}]\n---\nBorn.\n"})
        if rng.random() < 0.2:
            kind = rng.choice(["people", "places"])
            (root / "people/ben.md").unlink(missing_ok=True)
            (root / "places/ben.md").unlink(missing_ok=True)
            write(root, {f"{kind}/ben.md": "---\nname: Ben\n---\n"})
        library.reload()
        copy = tmp_path / str(turn)
        shutil.copytree(root, copy)
        assert held(library) == held(Library(str(copy)))
    assert library.index.path == name  # it was never built anew


def test_quotations_of_an_article_that_goes_on_stay_where_they_stand(
    make: Make, root: Path
) -> None:
    """So an edit of a large library writes no more than it has to."""
    path = "articles/a.md"
    article = Editor(random.Random(1)).edited(path)
    library = make({path: article, "people/ana.md": "---\nname: Ana\n---\n"})
    sql = "SELECT key, line FROM quote ORDER BY key"
    before = library.index._run(sql).fetchall()
    write(root, {path: article.replace("topics:", "summary: New.\ntopics:") + "\nMore.\n"})
    library.reload()
    after = library.index._run(sql).fetchall()
    assert before == [(key, line - 1) for key, line in after]
    assert library.index._run("SELECT count(*) FROM gone_quote").fetchone() == (0,)


def test_a_file_that_was_only_touched_stays_where_it_stands(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys are not used twice: who checks out a branch and comes back would use up all."""
    path = "articles/a.md"
    library = make({path: Editor(random.Random(1)).edited(path)})
    taken: list[str] = []
    put = Writer.put

    def told(writer: Writer, path: str, signature: str, rows: Rows) -> None:
        taken.append(path)
        put(writer, path, signature, rows)

    monkeypatch.setattr(Writer, "put", told)
    tables = ("quote", "body", "gone_quote", "gone_body", "linked")
    before = {table: library.index._run(f"SELECT * FROM {table}").fetchall() for table in tables}
    os.utime(root / path, (1, 1))
    library.reload()
    assert path in taken
    after = {table: library.index._run(f"SELECT * FROM {table}").fetchall() for table in tables}
    assert after == before


def test_an_index_that_lost_a_row_heals_where_its_file_changes(make: Make, root: Path) -> None:
    path = "articles/a.md"
    article = Editor(random.Random(1)).edited(path)
    library = make({path: article})
    library.index.connection.execute("DELETE FROM body")
    write(root, {path: article + "\nMore zebra.\n"})
    library.reload()
    found = library.search(library.answers.resolved(query.parse("zebra"), strict=False))
    assert [hit.record.id for hit in found] == ["a"]


def test_a_quotation_that_gets_another_id_breaks_the_links_to_it(make: Make, root: Path) -> None:
    """Though none of its own article's links has changed."""
    article = ARTICLE.format(
        published="2023", topic="trade", status="", person="ana", before="", after="",
        quotes=QUOTE.format(words="alpha beta", speaker="ana", cue="said", own="    id: first\n"),
    )  # fmt: skip
    files = {"people/ana.md": "---\nname: Ana\n---\n", "places/harbour.md": "---\nname: H\n---\n"}
    library = make({**files, "articles/a.md": article, "events/e.md": EVENT})
    assert not library.problems()
    write(root, {"articles/a.md": article.replace("id: first", "id: other")})
    library.reload()
    assert [(one.path, one.line) for one in library.problems()] == [("events/e.md", 4)]
