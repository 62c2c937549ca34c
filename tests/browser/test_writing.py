"""Links made of unlinked mentions, and the editor: what is on the screen, and in the files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.browser.app import OnRecord
from tui.library import editor

from .libraries import small, write
from .stage import NARROW, SIZES, Stage, browse

NAMED = {
    "articles/fair": "---\ntitle: The fair\npublished: 2024-06-01\n---\n"
    "The Town fair. Far on, Ann Berg spoke; Ann\nBerg left the town.\n",
    "articles/lane": "---\ntitle: A lane\n---\n> Ann Berg’s lane.\n",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write(tmp_path / "library", {**small(), **NAMED})


@pytest.mark.parametrize("size", SIZES)
async def test_mentions_become_links_one_by_one(library: Path, size: tuple[int, int]) -> None:
    async with browse(library, "ann", size=size) as stage:
        await stage.press("u")
        assert stage.ref == "unlinked:ann"
        assert stage.message == "w makes a link of the mention under the cursor."
        assert "3 mentions in 2 records" in stage.text()
        await stage.press("w")
        assert stage.message == "Choose a mention first: tab."
        await stage.press("tab", "tab", "w")
        assert stage.message == "Linked “Ann Berg” in articles/fair.md, line 5."
        assert (
            (library / "articles/fair.md")
            .read_text()
            .endswith("Ann Berg spoke; [[ann|Ann\nBerg]] left the town.\n")
        )
        assert "2 mentions in 2 records" in stage.text()
        assert (stage.reader.link, stage.main.active) == (1, "reader")  # now the one in the lane
        await stage.press("w")
        assert stage.message == "Linked “Ann Berg” in articles/lane.md, line 4."
        assert (library / "articles/lane.md").read_text().endswith("> [[ann|Ann Berg]]’s lane.\n")
        assert stage.reader.link == 0
        await stage.press("w", "w")
        assert stage.message == "Nothing is left to link."
        assert "Nowhere is it named without a link." in stage.text()
        await stage.press("backspace")
        assert stage.ref == "ann"


async def test_a_mention_leads_to_its_passage_and_back(library: Path) -> None:
    async with browse(library, "ann", size=NARROW) as stage:
        await stage.press("u", "tab", "tab", "tab", "enter")
        assert stage.ref == "lane"
        assert "▌" in stage.text()
        await stage.press("backspace")
        assert (stage.ref, stage.reader.link) == ("unlinked:ann", 2)
        await stage.press("w", "H", "L")
        assert "2 mentions in 1 record" in stage.text()


async def test_u_is_of_what_the_keys_are_on(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("6", "u")
        assert stage.ref == "unlinked:town"
        await stage.press("l", "u")
        assert stage.ref == f"unlinked:{stage.item}"
        await stage.press("exclamation_mark", "u")
        assert stage.message.startswith("Open a record first")
        await stage.press("4", "u")
        assert stage.ref == "unlinked:bridge"
        await stage.press("w")
        assert stage.message == "Nothing is left to link."
        await stage.press("H", "w")
        assert stage.message.startswith("u lists where a record is named without a link")


async def test_a_refused_link_is_told(library: Path) -> None:
    async with browse(library, "ann") as stage:
        await stage.press("u", "tab")
        (library / "articles/fair.md").write_text("---\ntitle: The fair\n---\nNobody.\n")
        await stage.press("w")
        assert stage.message == "articles/fair.md has changed; read the files again."
        stage.app.read_only = True
        await stage.press("w")
        assert stage.message == "Nothing is changed here: this library is only read."


class Editor:
    """Stands for the editor: what it is called with, and what it does to the file."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []
        self.change = ("", "")
        self.failure = ""
        self.suspended = False

    def run(self, file: str, line: int) -> None:
        assert self.suspended
        self.calls.append((file, line))
        path = Path(file)
        path.write_text(path.read_text().replace(*self.change))
        if self.failure:
            raise editor.NoEditor(self.failure)

    @contextlib.contextmanager
    def suspend(self, *_: object) -> Iterator[None]:
        self.suspended = True
        yield
        self.suspended = False


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Editor:
    made = Editor()
    monkeypatch.setattr(editor, "run", made.run)
    monkeypatch.setattr(OnRecord, "suspend", made.suspend)
    return made


def line_of(file: Path, words: str) -> int:
    lines = file.read_text().split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize(
    ("ref", "keys", "path", "words"),
    [
        (None, "", "articles/fair.md", "---"),  # the list's row
        (None, "4", "articles/bridge.md", "“Nobody was asked,"),
        ("bridge", "", "articles/bridge.md", "[[ann|Ann Berg]] opened"),
        ("bridge", "tab tab tab", "articles/bridge.md", "[[ann|Ann Berg]] opened"),
        ("bridge", "G", "articles/bridge.md", "Paragraph 24 "),
        ("bridge#asked", "", "articles/bridge.md", "“Nobody was asked,"),
        ("bridge", "l j", "people/bo.md", "---"),  # the linked pane's item
        ("opening", "tab", "events/opening.md", "place: town"),  # a link of the front matter
        ("ann", "u tab tab", "articles/fair.md", "Ann Berg spoke; Ann"),
        ("ann", "exclamation_mark tab", "articles/bridge.md", "[[ann|Ann Berg]] opened"),
        ("ann", "exclamation_mark tab enter", "articles/bridge.md", "[[ann|Ann Berg]] opened"),
    ],
)
async def test_e_opens_the_line_that_is_meant(
    library: Path, stand_in: Editor, ref: str | None, keys: str, path: str, words: str
) -> None:
    async with browse(library, ref) as stage:
        await stage.press(*keys.split())
        await stage.press("e")
        (file, line), *more = stand_in.calls
        assert (file, more) == (str(library / path), [])
        assert line == line_of(library / path, words)


async def test_the_change_is_taken_in_and_the_place_stays(library: Path, stand_in: Editor) -> None:
    stand_in.change = ("Paragraph 3 ", "Words before it.\n\nParagraph THREE ")
    async with browse(library, "bridge", size=NARROW) as stage:
        await stage.press("ctrl+f")
        await stage.type("paragraph 9 ")
        await stage.press("enter", "j", "escape")
        top = at_top(stage)
        await stage.press("e")
        assert at_top(stage) == top
        assert stage.message == "“The bridge is open” has changed."
        await stage.press("g", "space")
        assert "Words before it." in stage.reader.content.document.text  # type: ignore[union-attr]


def at_top(stage: Stage) -> str:
    page, reader = stage.reader.content, stage.reader
    assert page is not None
    return page.document.text[reader.offset_at_top :][:40]


async def test_failures_are_told_and_the_change_taken_in(library: Path, stand_in: Editor) -> None:
    stand_in.failure, stand_in.change = "the editor “x” ended with status 1", ("Ann Berg", "Ann B")
    async with browse(library, "ann") as stage:
        await stage.press("e")
        assert stage.message == "The editor “x” ended with status 1."
        assert "Ann B" in stage.text_of(stage.reader)
        stand_in.change = ("---", "")
        (library / "library.yaml").unlink()
        await stage.press("e")
        assert "is not a library" in stage.message
        stage.app.read_only = True
        await stage.press("e")
        assert stage.message == "Nothing is changed here: this library is only read."
        assert len(stand_in.calls) == 2


async def test_no_files_name_is_an_option_of_the_editor(tmp_path: Path, stand_in: Editor) -> None:
    stems = ["-x", "--help", "+q", "a b;$(id)"]
    library = write(
        tmp_path / "library", {f"people/{stem}": "---\nname: A\n---\n" for stem in stems}
    )
    async with browse(library) as stage:
        await stage.press("2", "e", "j", "e", "j", "e", "j", "e")
        files = sorted(str(library / f"people/{stem}.md") for stem in stems)
        assert sorted(stand_in.calls) == [(file, 1) for file in files]


async def test_nothing_outside_the_library_is_edited(library: Path, stand_in: Editor) -> None:
    (library / "articles/out.md").symlink_to("/etc/hostname")
    async with browse(library, "!articles/out.md:1") as stage:
        await stage.press("e")
        assert stage.message == "There is no file of the library to edit here."
        await stage.press("exclamation_mark", "e")
        assert stage.message == "There is no file of the library to edit here."
        assert stand_in.calls == []


async def test_without_a_terminal_of_its_own(library: Path) -> None:
    async with browse(library, "ann") as stage:
        await stage.press("e")
        assert stage.message == "The editor needs a terminal of its own, and there is none here."
