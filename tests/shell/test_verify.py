"""`verify`: from stdin, of a draft, in every format; what is said beside the data."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.shell.conftest import Call
from tests.shell.test_schema import check, rows

DRAFT = """\
# A draft

“We waited eleven years,” she says, and then: “nobody asked
the fishermen”.

> He called it 「the end of the world」.
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def type_in(monkeypatch: pytest.MonkeyPatch, text: str, *, terminal: bool = False) -> None:
    stream = io.TextIOWrapper(io.BytesIO(text.encode()))
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr("sys.stdin", stream)


@pytest.mark.parametrize("line", ["verify", "verify -"])
def test_without_text_stdin_is_read(
    onrecord: Call, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    type_in(monkeypatch, "“We waited\neleven years.”\n")
    done = onrecord(line, "said")
    assert done.out.startswith("Verbatim: a part of a quotation\n")
    assert (done.err, done.code) == ("", 0)


def test_on_a_terminal_it_says_that_it_reads(
    onrecord: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "no such thing was ever said", terminal=True)
    done = onrecord("verify", "said")
    assert done.out == "Not found: no quotation and no article has these words\n"
    assert "until ctrl+d" in done.err


def test_a_draft(onrecord: Call, draft: Path) -> None:
    done = onrecord(f"verify --each {draft}", "said")
    assert done.out.replace(str(draft), "draft.md") == (
        "draft.md:3: verbatim: “We waited eleven years,”\n"
        "  A part of a quotation\n"
        "\n"
        "  “We waited eleven years … and it was worth every day”\n"
        "    Ana Ruiz (the mayor), 1 March 2024, to Tom Ruiz, Town council, at “Opening of the"
        " bridge”\n"
        "    In “The bridge opens”, Town Courier, 2 March 2024\n"
        "    bridge#waited  articles/bridge.md:26\n"
        "\n"
        "draft.md:3: altered: “nobody asked the fishermen”\n"
        "  “fishermen” where the quotation has “ferrymen”\n"
        "\n"
        "  nobody asked the [-fishermen-] {+ferrymen+}\n"
        "\n"
        "  “nobody asked the ferrymen”\n"
        "    a ferryman, José, between November 2023 and April 2024, to a reporter\n"
        "    ! Disputed: whether it was said so is in doubt.\n"
        "    In “The bridge opens”, Town Courier, 2 March 2024\n"
        "    bridge#q3  articles/bridge.md:28\n"
        "\n"
        "draft.md:6: not found: “the end of the world”\n"
        "  No quotation and no article has these words\n"
    )
    assert done.err == "3 passages: 1 verbatim, 1 altered, 1 not found\n"
    assert done.code == 1


def test_a_draft_in_every_format(
    onrecord: Call, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = json.loads(onrecord(f"verify --each {draft} -f json", "said").out)
    check("verdict", value)
    assert value["verdict"] == "not found"
    lines = onrecord(f"verify --each {draft} -f jsonl", "said").out.splitlines()
    assert [json.loads(line) for line in lines] == value["passages"]
    for how, delimiter in (("csv", ","), ("tsv", "\t")):
        table = rows(onrecord(f"verify --each {draft} -f {how}", "said").out, delimiter)
        assert [(row["draft_line"], row["verdict"], row["ref"]) for row in table] == [
            ("3", "verbatim", "bridge#waited"),
            ("3", "altered", "bridge#q3"),
            ("6", "not found", ""),
        ]
    type_in(monkeypatch, "“We waited eleven years”")
    done = onrecord("verify --each - -f json", "said")
    assert [one["line"] for one in json.loads(done.out)["passages"]] == [1]
    assert done.code == 0


def test_a_draft_without_passages(onrecord: Call, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_bytes(b"\xef\xbb\xbfNo marks\r\nat all\xff")
    done = onrecord(f"verify --each {tmp_path}/plain.txt -f json", "said")
    assert json.loads(done.out) == {"verdict": "not found", "passages": []}
    assert (done.err, done.code) == ("there are no passages in quote marks\n", 1)


@pytest.mark.parametrize(
    ("text", "verdict", "refs"),
    [
        ("We waited eleven years", "verbatim", ["bridge#waited"]),
        ("We waited twelve years", "altered", ["bridge#waited"]),
        ("the last ferry waited for us; nobody asked the ferrymen", "altered",
         ["ferry#q1", "bridge#q3"]),
        ("The council says the old bridge", "verbatim", [None]),
        ("no such thing was ever said", "not found", []),
    ],
)  # fmt: skip
def test_json(onrecord: Call, text: str, verdict: str, refs: list[str | None]) -> None:
    done = onrecord(f"verify '{text}' -f json", "said")
    value = json.loads(done.out)
    check("verdict", value)
    assert value["verdict"] == verdict
    assert [one["quote"] and one["quote"]["ref"] for one in value["findings"]] == refs
    assert json.loads(onrecord(f"verify '{text}' -f jsonl", "said").out) == value
    assert done.code == (0 if verdict == "verbatim" else 1)


@pytest.mark.parametrize("how", ["json", "jsonl", "csv", "tsv"])
@pytest.mark.parametrize("by", ["", "--by ana-ruiz "])
def test_a_broken_quotation_is_no_data(onrecord: Call, how: str, by: str) -> None:
    done = onrecord(f"verify {by}'words that stand nowhere' -f {how}", "said")
    assert "not found" in done.out
    assert "ferry" not in done.out
    assert (done.err, done.code) == ("a broken quotation has the very words: ferry#q2\n", 1)


def test_a_draft_s_passage_of_a_broken_quotation(onrecord: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("“words that stand nowhere”", encoding="utf-8")
    done = onrecord(f"verify --each {tmp_path}/draft.md", "said")
    assert "a broken quotation has the very words: ferry#q2" in done.out
    assert (done.err, done.code) == ("1 passage: 1 not found\n", 1)
    done = onrecord(f"verify --each {tmp_path}/draft.md -f jsonl", "said")
    assert json.loads(done.out)["verdict"] == "not found"
    assert done.err.startswith("line 1: a broken quotation has the very words: ferry#q2\n")


def test_what_others_said_is_no_data(onrecord: Call) -> None:
    done = onrecord("verify --by town-council 'We waited eleven years' -f json", "said")
    assert json.loads(done.out) == {"verdict": "not found", "findings": []}
    assert done.err == "others have these words: bridge#waited (Ana Ruiz (the mayor))\n"


def test_words_that_differ_are_coloured(onrecord: Call) -> None:
    out = onrecord("verify --color always We waited twelve years", "said").out
    assert "We waited \x1b[31m[-twelve-]\x1b[0m \x1b[32m{+eleven+}\x1b[0m years" in out


def test_nothing_reaches_the_terminal_as_it_is(onrecord: Call, tmp_path: Path) -> None:
    (tmp_path / "x\x1b[2J.md").write_text("“We waited \x1b[31mtwelve\u202e years”\n")
    done = onrecord(f"verify --each '{tmp_path}/x\x1b[2J.md'", "said")
    assert "twelve" in done.out
    assert all(sign.isprintable() or sign == "\n" for sign in done.out + done.err)
