"""The full text follows the files: after any changes it answers as one that is built anew."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from tui.core import query
from tui.library import disk, making
from tui.library.facade import Library
from tui.library.index import database, keys, piece
from tui.library.index.write import Writer

from .conftest import Make, write

DATES = ["2023-05-29", "2023-05", "2023-05-29/2023-06-02", "2014", "", "../2020", "2021-01-01/.."]
QUERIES = [
    "alpha",
    "alpha -beta",
    '"alpha beta"',
    "al*",
    "alpha OR gamma",
    "by:ana",
    "by:mayor",
    "about:ana kind:mixed",
    "place:harbour",
    "since:2023-05-30",
    "alpha since:2022 until:2023-05-29",
    "until:2020",
    "on:2023-05-29",
    "alpha OR on:2014",
    "-since:2020",
    "topic:trade lang:en",
    "source:courier in:a3",
]


def article(rng: random.Random) -> str:
    words = rng.choices(["alpha", "beta", "gamma", "delta"], k=3)
    quotes = ""
    for _ in range(rng.randrange(4)):
        quotes += f"  - text: {' '.join(words)}\n    kind: {rng.choice(['direct', 'mixed'])}\n"
        quotes += rng.choice(["    speaker: ana\n", "    speaker_as: the mayor\n"])
        quotes += f"    said: {rng.choice(DATES[:4])}\n    event: {rng.choice(['gala', 'fair'])}\n"
    return (
        f"---\ntitle: {rng.choice(words)}\npublished: {rng.choice(DATES)}\n"
        f"source: {{name: {rng.choice(['Town Courier', 'Post'])}}}\ntopics: [trade]\n"
        f"{'quotes:' if quotes else ''}\n{quotes}---\n"
        f"{' '.join(words)} [[{rng.choice(['ana', 'gala'])}]]\n\n"
        + "\n\n".join(rng.choices(["alpha one", "beta two", "gamma alpha", "three"], k=4))
        + "\n"
    )


def answers(library: Library) -> dict[str, object]:
    found: dict[str, object] = {}
    for text in QUERIES:
        wanted = library.answers.resolved(query.parse(text), strict=False)
        quotes = [one.ref for one in library.quotes(wanted, 0, -1)]
        assert library.count("quote", wanted) == len(quotes)
        assert quotes == [row.ref for row in library.rows("quote", "date", 0, 999, wanted)]
        hits = [hit.record.id for hit in library.search(wanted, 0, -1)]
        assert library.count_hits(wanted) == len(hits) == len(set(hits))
        found[text] = (quotes, sorted(hits))
    everything = library.rows("quote", "date", 0, 999)
    found["order"] = [row.ref for row in everything]
    found["terms"] = library.index._run("SELECT * FROM term").fetchall()
    return found


@pytest.mark.parametrize("gaps", [keys.GAPS, {"quote": 1, "body": 1}])
def test_changes_answer_as_a_new_index(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, gaps: dict[str, int]
) -> None:
    monkeypatch.setattr(keys, "GAPS", gaps)
    rng = random.Random(1)
    library = make(
        {
            "people/ana.md": "---\nname: Ana\n---\nBorn.\n",
            "places/town.md": "---\nname: Town\n---\n",
            "places/harbour.md": "---\nname: Harbour\nwithin: town\n---\n",
            "events/gala.md": "---\nname: Gala\nplace: harbour\n---\n",
            "events/fair.md": "---\nname: Fair\nplace: town\n---\n",
        }
    )
    for _ in range(25):
        for _ in range(rng.randrange(1, 4)):
            path = root / f"articles/a{rng.randrange(8)}.md"
            if path.exists() and rng.random() < 0.3:
                path.unlink()
            else:
                write(root, {str(path.relative_to(root)): article(rng)})
        library.reload()
        found = answers(library)
        assert found == answers(Library(str(root), rebuild=True))
    assert sum(bool(one) for one in found.values()) == len(found)


def test_order_of_equals_is_by_reference(make: Make) -> None:
    quote = "---\ntitle: T\npublished: 2023\nquotes:\n  - text: one\n  - text: two\n---\none two\n"
    library = make({f"articles/{name}.md": quote for name in "bac"})
    refs = [one.ref for one in library.quotes(query.parse("one OR two"))]
    assert refs == ["a#q1", "a#q2", "b#q1", "b#q2", "c#q1", "c#q2"]


class Counted:
    """What changes cost: the indexes built, and the files taken in anew to make room for others."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.built = 0
        self.moved = 0
        build, crowded = making.build, Writer.crowded

        def counted(*given: Any) -> Any:
            self.built += 1
            return build(*given)

        def told(writer: Writer) -> list[str]:
            found = crowded(writer)
            self.moved += len(found)
            return found

        while not disk.library_signature(str(root)):
            time.sleep(0.01)  # until it is sure that library.yaml stays as it is
        monkeypatch.setattr(making, "build", counted)
        monkeypatch.setattr(Writer, "crowded", told)


DAY = "---\ntitle: T\npublished: {}\nquotes:\n{}---\n{}"


def said(words: str, count: int) -> tuple[str, str]:
    """Quotations, and a body that has their words."""
    return f"  - text: {words}\n" * count, f"{words} " * count


@pytest.mark.parametrize("shuffled", [False, True])
def test_articles_of_one_day_find_room(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, *, shuffled: bool
) -> None:
    """Added one at a time, between others that stand near: the index is never built anew."""
    monkeypatch.setattr(keys, "GAPS", {"quote": 9, "body": 4})
    library = make(
        {
            f"articles/{year}-{n}.md": DAY.format(year, *said("two", 1))
            for year in (2025, 2027)
            for n in range(20)
        }
    )
    names = [f"today-{number:03}" for number in range(50)]
    if shuffled:
        random.Random(1).shuffle(names)
    counted = Counted(root, monkeypatch)
    library.reload()
    for name in names:
        write(root, {f"articles/{name}.md": DAY.format("2026-11-24", *said("one", 8))})
        library.reload()
    assert counted.moved
    assert not counted.built
    refs = [one.ref for one in library.quotes(query.parse("one"), 0, -1)]
    assert refs == sorted(refs)
    assert len(refs) == 400


@pytest.mark.parametrize(
    ("day", "names", "few"),
    [
        ("05-14", [f"x-{number}" for number in range(10, 50)], 10),
        ("05-14", [f"x-{number}" for number in range(50, 10, -1)], 10),
        ("05-14", [f"{number * 7 % 4:02}-{number}" for number in range(40)], 80),
        ("06-01", [f"x-{number}" for number in range(10, 50)], 5),
        ("06-01", [f"x-{number * 7 % 40}" for number in range(40)], 40),
    ],
)
def test_a_library_grows_within_a_day(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch, day: str, names: list[str], few: int
) -> None:
    """One article after the other, on a day that is past or the newest: few are moved for it."""
    library = make(
        {
            f"articles/{n:02}-of-{day}.md": DAY.format(f"1984-05-{day}", *said("one", 10))
            for day in range(10, 20)
            for n in range(20)
        }
    )
    counted = Counted(root, monkeypatch)
    library.reload()
    for name in names:
        write(root, {f"articles/{name}.md": DAY.format(f"1984-{day}", *said("one", 10))})
        library.reload()
    assert not counted.built
    assert counted.moved <= few
    orders = [
        [one.ref for one in read.quotes(query.parse("one"), 0, -1)]
        for read in (library, Library(str(root), rebuild=True))
    ]
    assert orders[0] == orders[1]
    assert len(orders[0]) == 2400


def test_pieces_of_full_text_do_not_pile_up(make: Make, root: Path) -> None:
    quote = "---\ntitle: T\npublished: 2026\nquotes: [{{text: one}}]\n---\none {}\n"
    library = make({"articles/a.md": quote.format("first")})
    pieces = []
    for number in range(40):
        write(root, {f"articles/{number}.md": quote.format(number)})
        library.reload()
        sql = "SELECT count(DISTINCT segid) FROM {}_words_idx"
        run = library.index._run
        pieces.append(max(run(sql.format(t)).fetchone()[0] for t in ("body", "quote")))
    assert 1 < max(pieces) <= 8


def largest(library: Library) -> list[tuple[int]]:
    """The numbers of the largest pieces of full text."""
    sql = "SELECT segid FROM {}_words_idx GROUP BY segid ORDER BY count(*) DESC LIMIT 1"
    return [library.index._run(sql.format(table)).fetchone() for table in ("body", "quote")]


def test_what_many_rows_have_made_is_not_written_again(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change would take as long as that, each time that it is one too many."""
    monkeypatch.setattr(piece, "ROWS", 5)
    monkeypatch.setattr(piece, "_FIRST", 40_000)
    monkeypatch.setattr(database, "_GATHERED", 4_000)
    quote = "---\ntitle: T\npublished: {0}\nquotes: [{{text: {1}}}]\n---\n{1}\n"
    texts = (" ".join(f"w{number}x{word}" for word in range(400)) for number in range(40))
    library = make(
        {f"articles/{y}.md": quote.format(1900 + y, text) for y, text in enumerate(texts)}
    )
    path, before = library.index.path, largest(library)
    for number in range(40):
        write(root, {f"articles/new-{number}.md": quote.format(1950 + number, number)})
        library.reload()
    assert (library.index.path, largest(library)) == (path, before)


def test_keys_that_are_gone_do_not_pile_up(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where many keys of an index are gone, it is built anew; where few are, it is not."""
    monkeypatch.setattr(keys, "_MOST_GONE", 9)
    quote = "---\ntitle: T\npublished: 2026\nquotes: [{{text: one}}]\n---\none {}\n"
    library = make({f"articles/{name}.md": quote.format(name) for name in range(59)})
    gone = []
    for number in range(40):
        write(root, {"articles/1.md": quote.format(f"two {number}")})
        library.reload()
        gone.append(library.index._run("SELECT count(*) FROM gone_body").fetchone()[0])
    few = [*range(1, 15), 0]  # of 60 rows a fourth
    assert gone == (few * 3)[:40]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("since:2024", 1),
        ("until:2023", 1),
        ("until:2022", 0),
        ("since:2024 until:2022", 0),
        ("since:2025", 0),
    ],
)
def test_a_span_of_time_between_dates(make: Make, text: str, found: int) -> None:
    front = "---\ntitle: T\npublished: 2023-03/2024-05\nquotes: [{text: one}]\n---\none\n"
    library = make({"articles/a.md": front})
    wanted = query.parse(text)
    assert len(library.quotes(wanted)) == library.count("quote", wanted) == found
    assert len(library.search(wanted)) == library.count_hits(wanted) == found
