"""Nothing outside of a library is read or written by way of it: ids, paths and symbolic links."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.library import exact, kept, new, rewrite, source, unlinked
from tui.library.check import problems
from tui.library.facade import Library
from tui.library.turns import Turn

from .conftest import GOOD, Make, write

SECRET = "SECRET WORDS"
NO_IDS = ["", ".", "..", "../x", "/etc/x", "x/y", "x\\y", "-x", "--help", ".x", "x\ny", "x\0y",
          "x\x1b", "\u202ex", "x y", "x:y", "C:x", "~", "$HOME", "x" * 300, "é" * 127]  # fmt: skip


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the library, with a file that looks like a record of it."""
    folder = tmp_path / "outside"
    write(folder, {"a.md": f"---\ntitle: {SECRET}\n---\n{SECRET} of Ana Ruiz\n"})
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize("written", NO_IDS, ids=ascii)
def test_what_is_no_id_makes_no_file(make: Make, tmp_path: Path, written: str) -> None:
    library = make()
    before = everything(tmp_path)
    with pytest.raises(exact.Refused):
        new.make(library.root, "article", written)
    with pytest.raises(exact.Refused):
        rewrite.plan(library, "ana-ruiz", written)
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("there", "written"),
    [("b", "B"), ("Straße", "STRASSE"), ("\u00e9", "e\u0301"), ("e\u0301", "\u00c9"), ("ſ", "S")],
    ids=ascii,
)
def test_ids_that_a_file_system_may_fold_together(make: Make, there: str, written: str) -> None:
    library = make({f"places/{there}.md": GOOD})
    with pytest.raises(exact.Refused, match="is taken by places/"):
        new.make(library.root, "article", written)
    with pytest.raises(exact.Refused, match="is taken by places/"):
        rewrite.plan(library, "ana-ruiz", written)


@pytest.mark.parametrize(
    ("one", "other"), [("b", "B"), ("\u00e9", "e\u0301"), ("straße", "STRASSE")], ids=ascii
)
def test_two_files_with_one_id_are_told_of(make: Make, root: Path, one: str, other: str) -> None:
    library = make({f"places/{one}.md": GOOD, f"places/{other}.md": GOOD})
    if len(list((root / "places").iterdir())) < 2:
        pytest.skip("this file system makes one file of them")
    assert any("id" in problem.message for problem in problems(library.index))
    assert library.page(one) is not None


def test_names_with_line_ends_are_told_of_on_one_line(make: Make) -> None:
    library = make({"places/a\nb.md": GOOD, "places/c\nd/e.md": GOOD})
    found = [one for one in library.problems() if "\n" in one.path]
    assert [one.message.splitlines() == [one.message] for one in found] == [True] * len(found)
    assert any("its id" in one.message for one in found)


def swapped(root: Path, path: str, target: Path) -> None:
    """Put a symbolic link in the place of a file or folder that was there before."""
    there = root / path
    os.rename(there, f"{root}/{path.replace('/', '-')}.old")
    os.symlink(target, there)


@pytest.mark.parametrize("path", ["articles/a.md", "articles"])
def test_a_link_that_took_a_place_after_the_last_look(
    make: Make, root: Path, outside: Path, path: str
) -> None:
    library = make({"articles/a.md": "---\ntitle: Ours\n---\nAna Ruiz\n"})
    swapped(root, path, outside / "a.md" if path.endswith(".md") else outside)
    before = everything(outside)
    record = library.record("a")
    assert record is not None
    assert library.body(record) == ("", 1)
    assert library.page("a") is not None
    for shown in (library.page("!articles/a.md:1"), library.page("unlinked:ana-ruiz")):
        assert shown is not None
        assert SECRET not in shown.document.text
    assert source.read_text(library.root, "articles/a.md")[1][0].message.startswith("the symbolic")
    with pytest.raises(exact.Refused):
        exact.Written(library.root, "articles/a.md")
    with pytest.raises(exact.Refused):
        rewrite.plan(library, "a", "b").apply()
    library.reload()
    assert library.record("a") is None
    assert SECRET not in str([one.message for one in library.problems()])
    assert everything(outside) == before
    with pytest.raises((exact.Refused, unlinked.Refused)):
        exact.make(library.root, "articles/new.md" if path == "articles" else path, b"")


def test_what_library_yaml_leads_to_is_not_read(make: Make, root: Path, outside: Path) -> None:
    make()
    (outside / "library.yaml").write_text(f"format: 1\nname: {SECRET}\n")
    swapped(root, "library.yaml", outside / "library.yaml")
    library = Library(str(root))
    assert library.name == "library"
    assert any("leads out" in one.message for one in library.problems())


@pytest.mark.parametrize(
    "address", ["!../outside/a.md:1", "!/etc/passwd:1", "!articles/../../outside/a.md:1",
                f"!articles/a.md:{'9' * 5000}", "!library.yaml:٣", "passage:../outside/a/1/x"],
    ids=lambda address: address[:30],
)  # fmt: skip
def test_addresses_that_lead_elsewhere(make: Make, outside: Path, address: str) -> None:
    page = make({"articles/a.md": "---\ntitle: Ours\n---\n"}).page(address)
    assert page is None or (SECRET not in page.document.text and "root:" not in page.document.text)


def test_what_comes_with_a_library_is_not_written_through(make: Make, root: Path) -> None:
    """Links where a shared index would be written, as somebody may have packed them."""
    library = make()
    victim = root.parent / "victim"
    victim.write_text(SECRET)
    shared = root / kept.SHARED
    shared.mkdir()
    for name in (f"{kept._pointer(str(shared))}.{os.getpid()}", kept.lock(str(shared))):
        os.symlink(victim, name)
    absent = root.parent / "absent"
    os.symlink(absent, shared / ".gitignore")
    kept.share(library.root)
    (shared / "index.sqlite").write_bytes(b"")
    kept.point(str(shared), "index.sqlite")
    assert kept.current(str(shared)) == "index.sqlite"
    turn = Turn(kept.lock(str(shared)))
    assert turn.take(0)
    turn.leave()
    assert victim.read_text() == SECRET
    assert not absent.exists()
