"""What an export takes from the library: authors by name, the language, each thing once."""

from __future__ import annotations

import json

import pytest

from tests.library.conftest import Make
from tui.core.exports import ExportError

FILES: dict[str, str | bytes] = {
    "library.yaml": "format: 1\nname: Test\nlanguage: nl\n",
    "articles/a.md": (
        "---\ntitle: A\nauthors: [ana-ruiz, '[[ANA-RUIZ|Ana]]', 'C# Digest', nobody]\n"
        "quotes:\n  - {text: words, id: own}\n---\nSome words.\n"
    ),
    "people/c.md": "---\nname: Cee\n---\n",
    "articles/b.md": "---\ntitle: B\nlanguage: ja\nauthors: ana ruiz\n---\n",
}


def test_authors_and_language(make: Make) -> None:
    one, other = json.loads(make(FILES).export(["a", "b"], "csl-json"))
    names = ["Ana Ruiz", "Ana Ruiz", "C# Digest", "nobody"]
    assert one["author"] == [{"literal": name} for name in names]
    assert other["author"] == [{"literal": "ana ruiz"}]
    assert (one["language"], other["language"]) == ("nl", "ja")


def test_references_in_their_order_each_once(make: Make) -> None:
    library = make(FILES)
    references = ["b", "a#q1", "[[A|words]]", "a#own", "B", "ana-ruiz"]
    assert library.export(references, "reference") == "b\na#own\na\nana-ruiz\n"


@pytest.mark.parametrize("reference", ["d", "a#q2", "", "!articles/a.md:1"])
def test_what_is_not_there(make: Make, reference: str) -> None:
    with pytest.raises(ExportError, match="there is no record or quotation"):
        make(FILES).export(["a", reference], "text")
