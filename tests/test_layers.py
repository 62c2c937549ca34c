"""The layers are real: who may import what (DESIGN section 5), and the one table of actions."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tui.browser.commands import COMMANDS
from tui.core.actions import ACTIONS

TUI = Path(__file__).parent.parent / "tui"
MODULES = {
    ".".join(path.relative_to(TUI.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in TUI.rglob("*.py")
}
LAYERS = ("core", "library", "shell", "browser", "web")
ABOVE = {
    "core": {"core"},
    "library": {"core", "library"},
    "shell": {"core", "library", "shell"},
    "browser": {"core", "library", "browser"},
    "web": {"core", "web"},
}
# What core may use: nothing that reads, writes, or knows of the time.
PURE = {"__future__", "bisect", "json", "re", "unicodedata", "difflib", "math", "itertools"}
FOREIGN = {"yaml", "sqlite3", "textual", "rich", "platformdirs", "aiohttp", "textual_serve"}
OWNERS = {
    "yaml": ("tui.library.frontmatter",),
    "sqlite3": ("tui.library.index.database",),
    "platformdirs": ("tui.library.places",),
    "textual": ("tui.browser",),
    "rich": ("tui.browser",),
    "aiohttp": ("tui.web",),
    "textual_serve": ("tui.web",),
}


@cache
def run_time_imports(name: str) -> list[tuple[str, bool]]:
    """Each module that a module imports when it runs, and whether at its top."""
    return list(_imports(name))


def _imports(name: str) -> Iterator[tuple[str, bool]]:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    top = {id(node) for node in tree.body}
    package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in top
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                parts = parts[: len(parts) - node.level + 1]
                base = ".".join([*parts, base]) if base else ".".join(parts)
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield (whole if whole in MODULES else base), id(node) in top


def layer_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "tui" else ""


@pytest.mark.parametrize("name", sorted(name for name in MODULES if layer_of(name) in LAYERS))
def test_a_layer_uses_only_those_above_it(name: str) -> None:
    allowed = ABOVE[layer_of(name)]
    used = {one for one, _ in run_time_imports(name) if layer_of(one)}
    assert {one for one in used if layer_of(one) not in allowed} == set()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_what_is_foreign_has_its_owner(name: str) -> None:
    for used, _ in run_time_imports(name):
        root = used.partition(".")[0]
        if root in FOREIGN:
            assert name.startswith(OWNERS[root]), f"{name} imports {used}"
        elif root != "tui":
            assert root in sys.stdlib_module_names, f"{name} imports {used}"


@pytest.mark.parametrize("name", sorted(name for name in MODULES if layer_of(name) == "core"))
def test_core_is_pure(name: str) -> None:
    roots = {used.partition(".")[0] for used, _ in run_time_imports(name)} - {"tui"}
    assert roots - PURE == set()


@pytest.mark.parametrize("layer", ["", *LAYERS])
def test_package_roots_import_nothing(layer: str) -> None:
    assert run_time_imports(f"tui.{layer}".rstrip(".")) in ([], [("__future__", True)])


def test_only_the_entry_knows_both_front_ends() -> None:
    both = [
        name
        for name in MODULES
        if {"shell", "browser"} <= {layer_of(used) for used, _ in run_time_imports(name)}
    ]
    assert both == ["tui.__main__"]


def test_nothing_goes_in_a_circle() -> None:
    """Not even where an import stands within a function."""
    after: dict[str, set[str]] = {
        name: {used for used, _ in run_time_imports(name) if used in MODULES} for name in MODULES
    }
    while leaves := {name for name, used in after.items() if not used & set(after) - {name}}:
        for name in leaves:
            del after[name]
    assert after == {}


def test_every_action_does_something_and_has_keys_of_its_own() -> None:
    assert {action.id for action in ACTIONS} == set(COMMANDS)
    keys = [key for action in ACTIONS for key in action.keys]
    assert len(keys) == len(set(keys))


# DESIGN section 4: the keys of what is due now.
DUE = {
    "down": "j down",
    "up": "k up",
    "page-down": "space",
    "page-up": "b",
    "half-down": "ctrl+d",
    "half-up": "ctrl+u",
    "top": "g",
    "bottom": "G",
    "pane-left": "h left",
    "pane-right": "l right",
    "articles": "1",
    "people": "2",
    "events": "3",
    "quotes": "4",
    "organisations": "5",
    "places": "6",
    "next-link": "tab",
    "previous-link": "shift+tab",
    "open": "enter",
    "hints": "f",
    "back": "backspace H",
    "forward": "L",
    "search": "slash",
    "find-quote": "quotation_mark",
    "filter": "F",
    "find": "ctrl+f",
    "next-match": "n",
    "previous-match": "N",
    "verify": "v",
    "sort": "s",
    "bookmark": "m",
    "bookmarks": "apostrophe",
    "copy": "y",
    "copy-as": "Y",
    "open-source": "o",
    "edit": "e",
    "timeline": "t",
    "zoom": "z",
    "cancel": "escape",
    "reload": "ctrl+r",
    "redraw": "ctrl+l",
    "suspend": "ctrl+z",
    "help": "question_mark",
    "palette": "ctrl+p",
    "quit": "q",
}


def test_the_keys_are_those_of_the_design() -> None:
    have = {action.id: set(action.keys) for action in ACTIONS}
    assert {one: set(keys.split()) - have.get(one, set()) for one, keys in DUE.items()} == {
        one: set() for one in DUE
    }
