"""Previews, finding, copying, sources, sorting, problems, reloading, palette and help."""

from __future__ import annotations

import asyncio
import re
import sys
import webbrowser
from pathlib import Path

import pytest

from tui.browser import main_screen
from tui.core.actions import ACTIONS

from .libraries import NOTES, small, write
from .stage import MEDIUM, NARROW, SIZES, WIDE, Stage, browse


def words_on(stage: Stage) -> str:
    """The words on the screen, without frames and folded."""
    return " ".join(re.sub("[│┌┐└┘├┤─]", " ", stage.text()).split())


def count_previews(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rows that are previewed from now on."""
    seen: list[str] = []
    preview = stage.main.navigator.preview

    def counted() -> None:
        seen.append(stage.row)
        preview()

    monkeypatch.setattr(stage.main.navigator, "preview", counted)
    return seen


@pytest.mark.parametrize("together", [True, False])
async def test_a_held_key_gives_one_preview_at_its_end(
    library: Path, together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browse(library) as stage:
        previews = count_previews(stage, monkeypatch)
        for keys in [["j"] * 20] if together else [["j"]] * 20:
            await stage.press(*keys)
        last = f"note-{NOTES - 20}"
        assert (stage.row, stage.ref) == (last, "bridge")
        await stage.until(lambda: stage.ref == last)
        assert previews == [last]


@pytest.mark.parametrize("key", ["enter", "tab", "l", "f", "ctrl+f", "y", "o"])
async def test_what_is_done_after_a_move_is_done_to_the_row_it_led_to(
    library: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So short that one that still waits has come before the next look.
    monkeypatch.setattr(main_screen, "PREVIEW_AFTER", 0.001)
    async with browse(library) as stage:
        previews = count_previews(stage, monkeypatch)
        await stage.press("j", key)
        assert stage.ref == "note-29"
        place = stage.main.navigator.place()
        await stage.press("ctrl+l")
        assert len(previews) == (0 if key == "enter" else 1)
        assert stage.main.navigator.place() == place


async def test_what_was_due_before_a_key_does_not_come_after_it(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_screen, "MESSAGE_FOR", 0.001)
    async with browse(library) as stage:
        main = stage.main

        async def act() -> None:
            main.action_run("down")
            main.say("said before")
            async with asyncio.timeout(5):
                while len(main._next_callbacks) < 2:  # both are over, and wait for their turn
                    await asyncio.sleep(0.001)
            main.action_run("next-link")
            main.action_run("open")
            monkeypatch.setattr(main_screen, "MESSAGE_FOR", 60)
            main.say("said now")

        main.call_later(act)
        await stage.until(lambda: stage.message == "said now")
        await stage.settle()
        assert (stage.ref, stage.message) == ("ann", "said now")


@pytest.mark.parametrize("size", SIZES)
async def test_words_are_found_while_they_are_typed(library: Path, size: tuple[int, int]) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("ctrl+f")
        await stage.type("paragraph 1")
        await stage.until(lambda: "match 1 of 11 “paragraph 1”" in stage.text())
        assert "Paragraph 1 of" in stage.text_of(stage.reader)
        await stage.press("enter", "n", "n")
        assert "match 3 of 11" in stage.text()
        assert "Paragraph 11 of" in stage.text_of(stage.reader)
        await stage.press("N", "N", "N")
        assert "match 11 of 11" in stage.text()
        assert "Paragraph 19 of" in stage.text_of(stage.reader)
        await stage.press("n")
        assert "match 1 of 11" in stage.text()


async def test_escape_leaves_the_text_as_it_was_before_the_search(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("l", "j", "j", "j")
        before = stage.text_of(stage.reader), stage.main.navigator.place()
        await stage.press("ctrl+f")
        await stage.type("at last")
        await stage.until(lambda: "match 1 of 1" in stage.text())
        assert stage.reader.top > 10
        await stage.press("escape")
        await stage.until(lambda: stage.main.prompt is None)
        assert (stage.text_of(stage.reader), stage.main.navigator.place()) == before
        assert "words to find" not in stage.text()


async def test_words_that_are_not_there_are_said_to_be_missing(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("n")
        assert "ctrl+f" in stage.message
        await stage.press("ctrl+f")
        await stage.type("zebra")
        await stage.press("enter")
        assert "“zebra” is not in this text" in stage.message
        await stage.press("j")
        assert stage.message == ""


async def test_the_words_are_looked_for_in_the_next_text_too(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("ctrl+f", *"note", "enter", "h", "j", "enter", "n")
        assert stage.ref == "note-29"
        assert "match 1 of 1 “note”" in stage.text()
        await stage.press("ctrl+f")
        await stage.until(lambda: stage.main.prompt and stage.main.prompt.value == "note")


CITED = "“It took the guild nine years” — Ann Berg, 30 April 2024. In “The bridge is open”"
ASKED = "“Nobody was asked” — Bo Lind"


@pytest.mark.parametrize(
    ("keys", "copied", "said"),
    [
        ("", "bridge", "the reference"),
        ("2", "ann", "the reference"),
        ("4", ASKED, "the quotation bridge#asked"),
        ("4 j", CITED, "the quotation bridge#q1"),
        ("l", "bridge", "the reference"),
        ("tab", "bridge", "the reference"),
        ("tab tab tab tab tab tab", CITED, "the quotation bridge#q1"),
        ("4 enter", ASKED, "the quotation bridge#asked"),
        ("2 enter tab", CITED, "the quotation bridge#q1"),
        ("4 l", ASKED, "the quotation bridge#asked"),
        ("l l", "ann", "the reference"),
        ("l l j j j j", ASKED, "the quotation bridge#asked"),
        ("exclamation_mark", "", "nothing to copy"),
        ("exclamation_mark tab", "articles/bridge.md:9", "the reference"),
        ("exclamation_mark tab enter", "articles/bridge.md:9", "the reference"),
    ],
)
async def test_copying_takes_what_is_under_the_cursor_and_says_so(
    library: Path, keys: str, copied: str, said: str
) -> None:
    async with browse(library) as stage:
        await stage.press(*keys.split(), "y")
        assert stage.app.clipboard.startswith(copied)
        assert bool(stage.app.clipboard) == bool(copied)
        assert said in stage.message
        assert copied in stage.message
        assert said in "".join(stage.lines()[-2:])


@pytest.mark.parametrize("size", [WIDE, NARROW, (40, 10)])
async def test_without_a_desktop_the_whole_address_is_shown(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    files = small()
    address = "https://daily.example/" + "-".join(f"part{n}" for n in range(30))
    files["articles/bridge"] = files["articles/bridge"].replace(
        "https://daily.example/bridge", address
    )
    async with browse(write(tmp_path / "library", files), size=size) as stage:
        await stage.press("o")
        seen = ""
        for _ in range(30 if size[1] < 20 else 1):
            seen += stage.text()
            await stage.press("j")
        assert address in re.sub(r"[^!-~]", "", seen)
        await stage.press("y")
        assert stage.app.clipboard == address
        assert stage.app.screen is stage.main


async def test_with_a_desktop_the_address_is_opened(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    async with browse(library) as stage:
        opened: list[str] = []
        monkeypatch.setattr(stage.app, "open_url", opened.append)
        await stage.press("o")
        assert opened == ["https://daily.example/bridge"]
        assert opened[0] in stage.message
        await stage.press("2", "o")
        assert len(opened) == 1
        assert "No address" in stage.message


NO_PAGES = [
    "file:///etc/passwd", "javascript:alert(1)", "mailto:a@b.example?attach=/etc/passwd", "--help",
    "https:///etc/passwd", "https://x.example/ --help", "https://x.example/\\e[2J",
]  # fmt: skip


async def test_what_is_no_address_of_the_web_is_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    front = 'title: A\nsource: {{url: "{}"}}\nquotes: [{{text: words}}]'
    pages = enumerate([*NO_PAGES, "https://x.example/"])
    files = {f"articles/n{n}": f"---\n{front.format(one)}\n---\nwords\n" for n, one in pages}
    async with browse(write(tmp_path / "library", files)) as stage:
        opened: list[str] = []
        monkeypatch.setattr(stage.app, "open_url", opened.append)
        for number in range(len(files)):
            stage.main.navigator.open(f"n{number}")
            stage.main.set_pane("reader")
            await stage.press("o", "escape")
            page = stage.reader.content
            quotation = stage.app.library.page(f"n{number}#q1", quotation=True)
            assert page is not None
            assert quotation is not None
            assert page.url == quotation.url
        assert opened == ["https://x.example/"]


async def test_a_link_to_a_mailbox_is_only_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    files = {"articles/a": "---\ntitle: A\n---\n[write](mailto:a@b.example?attach=/etc/passwd)\n"}
    async with browse(write(tmp_path / "library", files), "a") as stage:
        opened: list[str] = []
        monkeypatch.setattr(stage.app, "open_url", opened.append)
        await stage.press("tab", "enter")
        await stage.until(lambda: "│ mailto:a@b.example" in stage.text())
        assert opened == []


async def test_the_browser_is_started_without_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = tmp_path / "called"
    program = tmp_path / "program"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(called)!r}, 'w').write(repr(sys.argv[1:]))\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("BROWSER", str(program))
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setattr(webbrowser, "_browsers", {})
    address = f"https://x.example/$(touch${{IFS}}{tmp_path}/pwned);`id`|'&\"#--help"
    files = small()
    files["articles/bridge"] = files["articles/bridge"].replace(
        "https://daily.example/bridge", address.replace("'", "''")
    )
    async with browse(write(tmp_path / "library", files)) as stage:
        await stage.press("o")
        await stage.until(called.exists)
        assert called.read_text() == repr([address])
        assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("name", "123456")
async def test_sorting_keeps_the_row_under_the_cursor(library: Path, name: str) -> None:
    async with browse(library) as stage:
        await stage.press(name, "j")
        row, first = stage.row, stage.rows.sort
        sorts = [first]
        while True:
            await stage.press("s")
            assert stage.row == row
            assert f"by {stage.rows.sort}" in stage.text_of(stage.rows)
            assert f"▸ {stage.rows.current.name[:9] if stage.rows.current else '?'}" in stage.text()
            if stage.rows.sort == first:
                break
            sorts.append(stage.rows.sort)
        assert len(sorts) == len(set(sorts)) >= 2


async def test_problems_lead_to_their_file_and_line(own_library: Path) -> None:
    (own_library / "people" / "cy.md").write_text("---\nname: Cy\nborn: never\n---\n")
    async with browse(own_library) as stage:
        assert "! 2 problems" in stage.lines()[0]
        await stage.press("exclamation_mark")
        assert "people/cy.md:3" in words_on(stage)
        await stage.press("tab", "tab", "enter")
        assert stage.ref == "!people/cy.md:3"
        assert "born: never" in stage.text()
        await stage.press("backspace")
        assert stage.ref == "!"
        await stage.press("q")
    async with browse(own_library) as stage:
        assert stage.ref == "!"


async def test_a_library_without_problems_says_so(tmp_path: Path) -> None:
    files = {"people/ann": "---\nname: Ann\n---\n"}
    async with browse(write(tmp_path / "library", files)) as stage:
        assert "!" not in stage.lines()[0]
        await stage.press("exclamation_mark")
        assert "Nothing is wrong" in stage.text()


@pytest.mark.parametrize("size", SIZES)
async def test_reloading_takes_changes_in_and_keeps_the_place(
    own_library: Path, size: tuple[int, int]
) -> None:
    async with browse(own_library, size=size) as stage:
        await stage.press("l", *["j"] * 12)
        before = stage.text_of(stage.reader).split("\n")[1:4]
        file = own_library / "articles" / "bridge.md"
        file.write_text(file.read_text().replace("Paragraph 0 ", "Brand new.\n\nParagraph 0 "))
        (own_library / "articles" / "fresh.md").write_text(
            "---\ntitle: Fresh\npublished: 2025\n---\n"
        )
        (own_library / "people" / "cy.md").write_text("no front matter")
        await stage.press("ctrl+r")
        assert stage.text_of(stage.reader).split("\n")[1:4] == before
        assert " ".join(stage.message.split()) == "“The bridge is open” has changed."
        assert (stage.rows.total, stage.row) == (NOTES + 2, "bridge")
        assert "2" in stage.lines()[0].partition("1 Art")[0]
        await stage.press("g", "h")
        assert "Brand new." in stage.text_of(stage.reader) or size == NARROW
        assert "Fresh" in stage.text_of(stage.rows)


async def test_reloading_a_library_that_is_gone_says_so(own_library: Path, tmp_path: Path) -> None:
    async with browse(own_library) as stage:
        own_library.rename(tmp_path / "elsewhere")
        await stage.press("ctrl+r")
        assert "not a library" in stage.message
        await stage.press("tab", "enter", "backspace", "2")
        assert stage.ref == "ann"


async def test_what_was_deleted_is_said_to_be_gone_and_can_still_be_read(own_library: Path) -> None:
    async with browse(own_library, "bo") as stage:
        (own_library / "people" / "bo.md").unlink()
        await stage.press("ctrl+r")
        assert "“Bo Lind” is gone" in stage.message
        assert stage.ref == "bo"
        await stage.press("2")
        assert "Bo Lind" not in stage.text_of(stage.rows)


async def test_the_palette_runs_an_action_by_its_words(library: Path) -> None:
    async with browse(library) as stage:
        await stage.press("ctrl+p")
        await stage.until(lambda: stage.app.screen is not stage.main)
        await stage.until(lambda: stage.app.focused)
        await stage.type("the list of places")
        await stage.until(lambda: "the list of places (6)" in stage.text())
        await stage.press("down", "enter")
        await stage.until(lambda: stage.rows.list == "places")
        assert stage.app.screen is stage.main


@pytest.mark.parametrize("size", [*SIZES, (40, 10)])
async def test_the_help_shows_every_action_with_its_keys(
    library: Path, size: tuple[int, int]
) -> None:
    async with browse(library, size=size) as stage:
        await stage.press("question_mark")
        lines: list[str] = []
        for _ in range(25):
            shown = [line.strip("│ ") for line in stage.text().split("\n")[1:-1]]
            lines += [line for line in shown if line not in lines]
            await stage.press("space")
        told = " ".join(" ".join(lines).split())
        for action in ACTIONS:
            first, *rest = action.words.split()
            assert f"{action.shown_keys} {first}" in told
            assert all(word in told for word in rest)
        await stage.press("x")
        assert stage.app.screen is stage.main
        await stage.press("question_mark", "q", "question_mark", "escape", "escape")
        assert stage.app.is_running


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_a_library_without_records_is_no_error(tmp_path: Path, size: tuple[int, int]) -> None:
    async with browse(write(tmp_path / "library", {}), size=size) as stage:
        for action in ACTIONS:
            if action.id not in ("quit", "suspend", "palette", "help"):
                await stage.press(*action.keys)
        assert stage.app.is_running
        await stage.press("1", "h", "h")
        assert "Nothing here yet" in stage.text()
