"""Settings: what each may be, and one sentence with its line for everything else."""

from __future__ import annotations

from typing import Any

import pytest
from textual.binding import Binding

from tui.core.actions import ACTIONS
from tui.core.fields import PLURALS
from tui.core.keys import NAMED, KeyNameError, key_named, shown_key
from tui.core.settings import COLUMNS, FACTS, FIXED, Settings, read

PRINTABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~azAZ09éЖ漢«§"


def written(value: Any) -> Any:
    """A value with lines, as if each key and each item of a list stood on one of its own."""
    line = 0

    def at(value: Any) -> Any:
        nonlocal line
        if isinstance(value, dict):
            made = {}
            for key, inner in value.items():
                line += 1
                here = line
                made[key] = (here, at(inner))
            return made
        if isinstance(value, list):
            items = []
            for inner in value:
                line += 1
                items.append((line, at(inner)))
            return items
        return value

    return at(value)


def settings(**values: object) -> Settings:
    return read(written(values), "config.yaml")


def mistakes(**values: object) -> list[str]:
    """What is told, each as `line: message`."""
    told = [repr(problem) for problem in settings(**values).problems]
    assert all(one.startswith("config.yaml:") and ": error: " in one for one in told)
    return [one.removeprefix("config.yaml:").replace(" error:", "") for one in told]


def keys(**values: object) -> dict[str, tuple[str, ...]]:
    made = settings(keys=values)
    assert made.problems == []
    return {one.id: one.keys for one in made.actions if one.id in values}


# Names of keys


@pytest.mark.parametrize("sign", PRINTABLE)
def test_a_sign_is_named_as_textual_names_it(sign: str) -> None:
    (binding,) = Binding.make_bindings([Binding(sign, "x")] if sign != "," else [("comma", "x")])
    assert key_named(sign) == binding.key
    assert sign in (shown_key(binding.key), "«")  # its name does not lead back


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("bksp", "backspace"),
        ("Esc", "escape"),
        ("↓", "down"),
        ("pgdn", "pagedown"),
        ("PageUp", "pageup"),
        ("question_mark", "question_mark"),
        ("Ctrl+F", "ctrl+f"),
        ("shift+tab", "shift+tab"),
        ("shift+g", "G"),
        ("F12", "f12"),
        (" x ", "x"),
        *((name, name) for name in NAMED),
        *((key, key) for action in ACTIONS for key in action.keys),
        *((shown_key(key), key) for action in ACTIONS for key in action.keys),
    ],
)
def test_a_key_is_written_as_one_reads_it(words: str, key: str) -> None:
    assert key_named(words) == key


@pytest.mark.parametrize(
    "words",
    [
        "ctrl+enter",
        "f13",
        "f0",
        "alt+x",
        "ctrl+1",
        "ctrl+é",
        "cmd+s",
        "gg",
        "\x1b",
        "\u200b",
    ],
)
def test_what_not_every_terminal_sends_is_no_key(words: str) -> None:
    with pytest.raises(KeyNameError, match="is no key that every terminal sends; a key is a sign"):
        key_named(words)


def test_what_a_terminal_sends_for_another_key_is_told() -> None:
    with pytest.raises(KeyNameError, match=r"“ctrl\+i” is tab to a terminal"):
        key_named("ctrl+i")


# Keys of actions


def test_keys_are_replaced_and_the_others_stay() -> None:
    assert keys(help=["f1", "?"], zoom="none", find=[], sort="null") == {
        "help": ("f1", "question_mark"),
        "zoom": (),
        "find": (),
        "sort": (),
    }
    assert settings(keys={"help": "f1"}).actions[0].keys == ("j", "down")
    assert settings(theme="dark").actions is ACTIONS


def test_keys_change_places() -> None:
    assert keys(down="k", up=["j", "up"]) == {"down": ("k",), "up": ("j", "up")}


def test_one_can_always_leave_and_close() -> None:
    assert keys(quit=[], cancel="ö") == {"quit": ("ctrl+c",), "cancel": ("ö", "escape")}
    assert keys(quit=["ctrl+c", "ö", "ö"]) == {"quit": ("ctrl+c", "ö")}
    for key, action in FIXED.items():
        assert key in next(one.keys for one in ACTIONS if one.id == action)


def test_what_an_action_is_stays_with_other_keys() -> None:
    changed = settings(keys={action.id: [] for action in ACTIONS}).actions
    for action, other in zip(ACTIONS, changed, strict=True):
        for name in action.__slots__:
            assert name == "keys" or getattr(action, name) == getattr(other, name)


IDS = ", ".join(action.id for action in ACTIONS)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"serch": "f2"},
            [f"2: there is no action `serch`, the nearest is `search`; here may stand: {IDS}"],
        ),
        (
            {"quiet": "x"},
            [f"2: there is no action `quiet`, the nearest is `quit`; here may stand: {IDS}"],
        ),
        (
            {"help": "n"},
            [
                "2: `help` and `next-match` have the same key, n; give one of them another in "
                "`keys`, or none: `next-match: []`"
            ],
        ),
        (
            {"help": "ö", "zoom": ["z", "ö"]},
            [
                "5: `zoom` and `help` have the same key, ö; give one of them another in `keys`, "
                "or none: `help: []`"
            ],
        ),
        (
            {"help": ["esc", "ctrl+c"], "cancel": "ö"},
            [
                "3: `help`: esc is always `cancel`; take another key",
                "4: `help`: ctrl+c is always `quit`; take another key",
            ],
        ),
        (
            {"help": ["ctrl+m", ["x"]]},
            [
                "3: `help`: “ctrl+m” is enter to a terminal; take another key",
                "4: `help`: “[…]” is no key that every terminal sends; a key is a sign (g, G, ?), "
                f"ctrl+a to ctrl+z, f1 to f12, or one of: {', '.join(NAMED)}",
            ],
        ),
    ],
)
def test_mistakes_in_keys(values: dict[str, object], told: list[str]) -> None:
    assert mistakes(keys=values) == told


# The other settings


def test_what_is_set() -> None:
    made = settings(
        library="news",
        libraries={"news": "~/news", "srv": "/srv/a b"},
        theme="light",
        dates="iso",
        columns={"people": ["role", "id"], "places": "named", "events": []},
    )
    assert made.problems == []
    assert (made.library, made.path_of("news"), made.path_of("/x")) == ("news", "~/news", "/x")
    assert (made.theme, made.dates) == ("light", "iso")
    assert made.columns == {**COLUMNS, "people": ["role", "id"], "places": ["named"], "events": []}


def test_nothing_set_is_no_mistake() -> None:
    for name in ("library", "libraries", "theme", "dates", "columns", "keys"):
        made = settings(**{name: ""})
        assert made.problems == []
        assert made.columns == COLUMNS
        assert (made.library, made.theme, made.dates) == ("", "", "day-month-year")
        assert made.actions is ACTIONS


def test_every_list_has_facts() -> None:
    assert set(FACTS) == set(COLUMNS) == set(PLURALS.values())
    assert all(set(COLUMNS[name]) <= set(FACTS[name]) for name in FACTS)


KNOWN = "libraries, library, theme, dates, columns, keys"
WHOLE = "a whole path such as /srv/news or ~/news"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            {"themes": "dark", "x\x1b": "y"},
            [
                f"1: there is no setting `themes`, the nearest is `theme`; here may stand: {KNOWN}",
                f"2: there is no setting `x␛`; here may stand: {KNOWN}",
            ],
        ),
        ({"library": "news"}, [f"1: `library: news` is not {WHOLE}"]),
        ({"library": ["/a"]}, [f"1: `library: […]` is not {WHOLE}"]),
        ({"library": "/a\0b"}, [f"1: `library: /a␀b` is not {WHOLE}"]),
        (
            {"libraries": {"": "/n"}},
            ["2: a name in `libraries` is empty; write `name: path`"],
        ),
        (
            {"library": "nws", "libraries": {"news": "/n", "b": "here", "c": {"d": "/e"}}},
            [
                f"1: `library: nws` is not a name from `libraries` (news) or {WHOLE}",
                f"4: `b:` in `libraries` takes {WHOLE}",
                f"5: `c:` in `libraries` takes {WHOLE}",
            ],
        ),
        (
            {"libraries": ["/a"], "columns": "x", "keys": "y"},
            [
                "1: `libraries:` takes lines of `name: path`, such as `news: ~/news`",
                "3: `columns:` takes lines such as `articles: [date, source]`",
                "4: `keys:` takes lines of an action and its keys, such as `help: f1`",
            ],
        ),
        (
            {"theme": "neon", "dates": {"a": "b"}},
            [
                "1: `theme: neon` is none of: dark, light, high-contrast, terminal; "
                "write one of them",
                "2: `dates: {…}` is none of: day-month-year, month-day-year, iso, edtf; "
                "write one of them",
            ],
        ),
        (
            {"columns": {"article": "date", "articles": ["dates", "speaker", "id"]}},
            [
                "2: there is no list `article`, the nearest is `articles`; here may stand: "
                "articles, people, events, quotes, organisations, places",
                "4: there is no column `dates`, the nearest is `date`; here may stand: "
                "date, source, named, id",
                "5: there is no column `speaker`; here may stand: date, source, named, id",
            ],
        ),
    ],
)
def test_mistakes(values: dict[str, object], told: list[str]) -> None:
    assert mistakes(**values) == told


def test_beside_a_mistake_the_rest_is_in_force() -> None:
    made = settings(
        theme="neon",
        dates="iso",
        columns={"articles": ["id", "colour"]},
        keys={"help": ["f1", "q"], "zoom": "ö"},
    )
    assert len(made.problems) == 3
    assert (made.theme, made.dates, made.columns["articles"]) == ("", "iso", ["id"])
    assert made.keys == {"help": ("f1",), "zoom": ("ö",)}


def test_only_what_is_asked_for_is_looked_at() -> None:
    values = written({"theme": "neon", "dates": "us", "other": "x", "keys": {"a": "b"}})
    made = read(values, "c", only=("dates", "library"))
    assert [problem.line for problem in made.problems] == [2]
