"""Text that would break a screen: no crash, aligned frames, and nothing raw in what is drawn."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from . import nasty
from .libraries import write
from .stage import SIZES, Stage, browse


def quoted(text: str) -> str:
    """A text as YAML has it between double quotes."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(c):04x}" if nasty.is_raw(c) else c for c in text) + '"'


def hostile() -> dict[str, str]:
    """Records of every kind whose names, words and ids are all of that sort."""
    files = {}
    for number, text in enumerate(nasty.ALL):
        stem = text.replace("/", "").replace("\0", "")[:40].strip() + str(number)
        word, body = quoted(text), text.replace("\0", "")
        about = f"aliases: [{word}]\ndescription: {word}\nsame_as: [{word}]\n---\n{body}\n"
        files[f"people/p{stem}"] = f"---\nname: {word}\nroles: [{{title: {word}}}]\n{about}"
        files[f"organisations/o{stem}"] = f"---\nname: {word}\n{about}"
        files[f"places/w{stem}"] = f"---\nname: {word}\nwithin: {word}\n{about}"
        files[f"events/e{stem}"] = f"---\nname: {word}\nplace: {word}\ndate: {word}\n{about}"
        links = "".join(f"[[{kind}{stem}|{body}]] – [[{kind}{stem}]] " for kind in "powe")
        quote = f"{{text: {word}, speaker: {quoted(f'p{stem}')}, speaker_as: {word}, note: {word}}}"
        files[f"articles/a{stem}"] = (
            f"---\ntitle: {word}\nsummary: {word}\ntopics: [{word}]\nauthors: [{word}]\n"
            f"source: {{name: {word}, url: {word}}}\ncorrections: [{{text: {word}}}]\n"
            f"quotes: [{quote}]\n{word}: {word}\n---\n"
            f"{links}\n\n“{body}” [x {body}](http://x/{body})\n\n"
            f"# {body}\n\n> - `{body}`\n\n{body}\n"
        )
    return files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write(tmp_path / "hostile", hostile())
    name = quoted(" ".join(nasty.ALL))
    (root / "library.yaml").write_text(f"format: 1\nname: {name}\n")
    return root


def check(stage: Stage, told: object) -> None:
    """Every line is as wide as the screen, in cells, and has neither raw signs nor actions."""
    width = stage.app.size.width
    for y, line in enumerate(stage.drawn()):
        segments = [segment for _, strip in line for segment in strip]
        raw = [sign for one in segments for sign in one.text if nasty.is_raw(sign)]
        assert not raw, (told, y, raw)
        assert not any(one.style and "@click" in one.style.meta for one in segments), (told, y)
        steady = "".join(one.text for one in segments).replace("\u200d\ufe0f", "")
        assert sum(strip.cell_length for _, strip in line) == width, (told, y)
        assert cell_len(steady) == width, (told, y, steady)


@pytest.mark.parametrize("size", SIZES)
async def test_every_record_can_be_read(root: Path, size: tuple[int, int]) -> None:
    async with browse(root, size=size) as stage:
        for name in "123456":
            await stage.press(name)
            check(stage, name)
            for _ in range(stage.rows.total):
                for keys in ("enter tab tab f", "escape l y", f"{name} j"):
                    await stage.press(*keys.split())
                    check(stage, (name, keys, stage.row))
        assert stage.app.is_running
        assert stage.app.screen is stage.main


async def test_every_record_can_be_kept_marked_and_taken(root: Path) -> None:
    async with browse(root) as stage:
        for name in "123456":
            await stage.press(name)
            for _ in range(stage.rows.total):
                await stage.press("m", "enter", "space")
                await stage.press(*["m"] if stage.reader.top else [], "h", "x")
                check(stage, (name, stage.row))
        marks = len(stage.rows.marks)
        assert marks == 6 * len(nasty.ALL)
        await stage.press("y")
        assert stage.message.startswith("Copied ")
        for form in "126":
            await stage.press("Y", form)
            assert stage.message.startswith("Copied "), (form, stage.message)
            assert not [sign for sign in stage.app.clipboard if nasty.is_raw(sign) and sign != "\n"]
        await stage.press("apostrophe")
        links = stage.reader.content.document.links if stage.reader.content else []
        assert len(links) >= marks
        for _ in links[::5]:
            await stage.press(*["tab"] * 5, "enter")
            check(stage, stage.ref)
            await stage.press("backspace")
        check(stage, "bookmarks")
        await stage.press("1", "i")
        for words in ("[/] 首相 é 👩", "*?[", "%_\\", "\u0301"):
            await stage.type(words)
            await stage.press("tab")
            check(stage, words)


@pytest.mark.parametrize("size", SIZES)
async def test_problems_find_and_notes(root: Path, size: tuple[int, int]) -> None:
    async with browse(root, size=size) as stage:
        assert stage.rows.total == len(nasty.ALL), "whatever they hold, all are there"
        await stage.press("exclamation_mark")
        for _ in range(12):
            await stage.press("tab")
            check(stage, "a problem")
        await stage.press("enter", "space", "y")
        check(stage, "its file")
        await stage.press("ctrl+f")
        await stage.type("[/] 首相 é 👩")
        check(stage, "words to find")
        await stage.press("enter")
        check(stage, "found")
        await stage.press("o")
        check(stage, "the address")


def shows(stage: Stage, words: str) -> bool:
    return words in stage.text()


async def test_a_file_whose_name_no_reference_can_have_is_read(tmp_path: Path) -> None:
    stems = ["b ", " c", "d\n", "e\nf", "g#h", "[[k]]", "l\u2028"]
    files = {f"people/{stem}": f"---\nname: N{n}\n---\nBody {n}." for n, stem in enumerate(stems)}
    async with browse(write(tmp_path / "library", files)) as stage:
        await stage.press("2")
        for number, stem in enumerate(stems):
            await stage.until(partial(shows, stage, f"Body {number}."), stem)
            await stage.press("enter")
            assert stage.ref == stem
            await stage.press("backspace", "j")
