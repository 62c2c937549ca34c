"""JSON, JSON Lines, CSV and TSV: every key that is promised, none beside, and the same in each."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from tests.shell.conftest import Call
from tui.core.fields import FOLDERS

_SAMPLE = Path(__file__).parents[2] / "data"
_SCHEMAS: dict[str, Any] = {
    file.stem: json.loads(file.read_text(encoding="utf-8"))
    for file in Path(__file__).with_name("schema").glob("*.json")
}
_REGISTRY: Any = Registry().with_resources(
    [(schema["$id"], Resource.from_contents(schema)) for schema in _SCHEMAS.values()]
)

# A library whose files are wrong in many ways, which `check` says; it is asked all the same.
NASTY = {
    "library.yaml": "format: 1\nname: Nasty\nextra_keys: [tags]\n",
    "articles/a.md": "---\ntitle: [a, list]\npublished: soon\nsource: [x, {name: [y]}, {}]\n"
    "text: sung\nstatus:\npeople: {a: b}\ntags: [1, {x: null}]\nunknown: {deep: [{er: ''}]}\n"
    "links: mine\nline: mine\nsnippet: 3\nquotes:\n"
    '  - text: "a\\e[31mb\\tc\\u202Ed"\n    kind: shouted\n    status: [x]\n'
    "    speaker: [nobody, x]\n"
    "    to: [[a]]\n    event: [nowhere, x]\n    said: then\n    cue: [a, b]\n    id: a b\n"
    "  - text: [one, two]\n    speaker: {a: b}\n  - text:\n  - just words\n  -\n---\n"
    "one [[gone|and]] two, [[a#q9]] [[|]]\n",
    "articles/日本/曽我.md": "---\ntitle: 曽我\n---\n曽我さんは「one」と言った\x1b[2J\n",
    "articles/empty.md": "",
    "articles/latin.md": "---\ntitle: caf\u00e9\nquotes: {text: one}\n---\r\none\r\n",
    "people/one.md": "---\nname:\nroles: [one, {title: two, organisation: x}]\nborn: 19XX\n---\n",
    "events/two.md": "---\n[one\n---\none\n",
    "places/three.md": "no front matter, one\n",
    "organisations/four.md": "---\nname: 'One\n\n  \u2028two'\npart_of: four\n---\n",
}


_CHECKERS = {
    name: jsonschema.Draft202012Validator(schema, registry=_REGISTRY)
    for name, schema in _SCHEMAS.items()
}


def check(schema: str, value: object) -> None:
    _CHECKERS[schema].validate(value)


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("nasty")
    for path, text in NASTY.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode("latin-1" if "latin" in path else "utf-8"))
    return root


@pytest.fixture(params=["sample", "nasty"])
def root(request: pytest.FixtureRequest, nasty: Path) -> Path:
    return _SAMPLE if request.param == "sample" else nasty


def rows(text: str, delimiter: str) -> list[dict[str, str]]:
    """The rows of csv or tsv, each by its headings. In tsv every line is a row."""
    if delimiter == ",":
        table = list(csv.reader(io.StringIO(text), strict=True))
    else:
        table = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    head, *others = table
    return [dict(zip(head, row, strict=True)) for row in others]


def every_format(
    onrecord: Call, line: str, root: Path, *, counted: bool = False
) -> list[dict[str, Any]]:
    """What a command finds as JSON; as many lines and rows as in the other formats.

    counted: whether it says in text how many there are.
    """
    done = {
        how: onrecord(f"{line} -n0 -f {how} -L '{root}'")
        for how in ("json", "jsonl", "csv", "tsv", "text")
    }
    assert all(one.err == "" for how, one in done.items() if how != "text" or not counted)
    found = list(json.loads(done["json"].out))
    assert [json.loads(text) for text in done["jsonl"].out.splitlines()] == found
    for how, delimiter in (("csv", ","), ("tsv", "\t")):
        table = rows(done[how].out, delimiter)
        assert [row.get("ref", row.get("id")) for row in table] == [
            one.get("ref", one.get("id")) for one in found
        ]
    for one in done.values():
        assert all(sign.isprintable() or sign in "\n\t" for sign in one.out)
    return found


@pytest.mark.parametrize("line", ["quotes", "list quotes", "quotes one OR the"])
def test_quotations(onrecord: Call, root: Path, line: str) -> None:
    found = every_format(onrecord, line, root)
    assert len(found) > 1
    for one in found:
        check("quotation", one)


@pytest.mark.parametrize("plural", FOLDERS)
def test_records(onrecord: Call, root: Path, plural: str) -> None:
    found = every_format(onrecord, f"list {plural}", root)
    assert found
    for one in found:
        check("record", one)
        if root == _SAMPLE:
            check("sound", one)


@pytest.mark.parametrize("line", ["search one OR the", "search kind:person", "search"])
def test_results(onrecord: Call, root: Path, line: str) -> None:
    found = every_format(onrecord, line, root)
    assert found
    for one in found:
        check("hit", one)
        assert all(start < end <= len(one["snippet"]) for start, end in one["matches"])


def test_timeline(onrecord: Call, root: Path) -> None:
    found = every_format(onrecord, "timeline", root, counted=True)
    assert {one["kind"] for one in found} == {"event", "quote"}
    for one in found:
        check("entry", one)


def test_unlinked(onrecord: Call) -> None:
    found = every_format(onrecord, "unlinked pyongyang", _SAMPLE, counted=True)
    assert found
    for one in found:
        check("mention", one)


@pytest.mark.parametrize("ref", ["soga-letter", "hitomi-soga", "soga-letter#q1"])
def test_shown(onrecord: Call, ref: str) -> None:
    (found,) = json.loads(onrecord(f"show '{ref}' -f json -L '{_SAMPLE}'").out)
    check("quotation" if "#" in ref else "record", found)
    assert "#" in ref or found["body"]
