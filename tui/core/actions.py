"""The one table of actions: help, footer, palette, `onrecord keys` and the README are made from it.

An action of the browser has an id, its keys, and words. Only actions that work are in the table.
"""

from __future__ import annotations

from .keys import shown_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Action:
    """id: its name in settings. keys: as Textual names them. words: what it does.

    group: its heading in the help. label: a word or two for the footer, "" where it is not there.
    writes: whether it changes files of the library, or runs another program.
    """

    __slots__ = ("group", "id", "keys", "label", "words", "writes")

    def __init__(
        self,
        id: str,  # noqa: A002
        keys: tuple[str, ...],
        words: str,
        group: str,
        label: str = "",
        *,
        writes: bool = False,
    ) -> None:
        self.id = id
        self.keys = keys
        self.words = words
        self.group = group
        self.label = label
        self.writes = writes

    @property
    def shown_keys(self) -> str:
        """The keys as one reads them: `j ↓`; "–" where there is none."""
        return " ".join(shown_key(key) for key in self.keys) or "–"


_MOVE, _READ, _LISTS, _SEEK, _TRAIL, _TAKE, _REST = (
    "Move",
    "Links and text",
    "Lists",
    "Search",
    "Trail",
    "Take away",
    "The rest",
)

ACTIONS: tuple[Action, ...] = (
    Action("down", ("j", "down"), "move or scroll a line down", _MOVE),
    Action("up", ("k", "up"), "move or scroll a line up", _MOVE),
    Action("page-down", ("space", "pagedown"), "a page down", _MOVE),
    Action("page-up", ("b", "pageup"), "a page up", _MOVE),
    Action("half-down", ("ctrl+d",), "half a page down", _MOVE),
    Action("half-up", ("ctrl+u",), "half a page up", _MOVE),
    Action("top", ("g", "home"), "to the top", _MOVE),
    Action("bottom", ("G", "end"), "to the bottom", _MOVE),
    Action("pane-left", ("h", "left"), "to the pane on the left", _MOVE),
    Action("pane-right", ("l", "right"), "to the pane on the right", _MOVE),
    Action("next-link", ("tab",), "to the next link, from any pane", _READ, "link"),
    Action("previous-link", ("shift+tab",), "to the previous link", _READ),
    Action("open", ("enter",), "open the row, follow the link", _READ, "follow"),
    Action("hints", ("f",), "letters beside every link on the screen", _READ, "hints"),
    Action("unlinked", ("u",), "where this record is named without a link", _READ),
    Action("link", ("w",), "make a link of an unlinked mention", _READ, writes=True),
    Action("timeline", ("t",), "the events and quotations around this, by date", _READ),
    Action("zoom", ("z",), "the reader alone, and back", _READ),
    Action("articles", ("1",), "the list of articles", _LISTS),
    Action("people", ("2",), "the list of people", _LISTS),
    Action("events", ("3",), "the list of events", _LISTS),
    Action("quotes", ("4",), "the list of quotations", _LISTS),
    Action("organisations", ("5",), "the list of organisations", _LISTS),
    Action("places", ("6",), "the list of places", _LISTS),
    Action("sort", ("s",), "sort the list another way", _LISTS),
    Action("filter", ("F",), "filter the list with a query; change a search", _LISTS),
    Action("type-ahead", ("i",), "type to a row of the list", _LISTS),
    Action("mark", ("x",), "mark the row, or take its mark away", _LISTS),
    Action("unmark-all", ("X",), "take all marks away", _LISTS),
    Action("back", ("backspace", "H"), "back along the trail", _TRAIL, "back"),
    Action("forward", ("L",), "forward along the trail", _TRAIL),
    Action("search", ("slash",), "search everything, while typing", _SEEK, "search"),
    Action("find-quote", ("quotation_mark",), "search the quotations", _SEEK, "quotes"),
    Action("find", ("ctrl+f",), "find in the text", _SEEK, "find"),
    Action("next-match", ("n",), "to the next match", _SEEK),
    Action("previous-match", ("N",), "to the match before", _SEEK),
    Action("verify", ("v",), "paste or type words: were they said?", _SEEK),
    Action("bookmark", ("m",), "bookmark the record, quotation or passage, or no more", _TRAIL),
    Action("bookmarks", ("apostrophe",), "the bookmarks", _TRAIL),
    Action("copy", ("y",), "copy the quotation with its citation, or the reference", _TAKE, "copy"),
    Action("copy-as", ("Y",), "copy or write it in another format", _TAKE),
    Action("open-source", ("o",), "open the source’s page, or show its address", _TAKE),
    Action("edit", ("e",), "open the file in $EDITOR, at this line", _TAKE, writes=True),
    Action("problems", ("exclamation_mark",), "what is wrong with the library’s files", _REST),
    Action("cancel", ("escape",), "close what is open on top", _REST),
    Action("reload", ("ctrl+r",), "read changed files", _REST),
    Action("redraw", ("ctrl+l",), "draw the screen again", _REST),
    Action("suspend", ("ctrl+z",), "to the shell; fg comes back", _REST),
    Action("libraries", ("ctrl+o",), "another library", _REST),
    Action("theme", ("T",), "another theme", _REST),
    Action("palette", ("ctrl+p",), "every action by name", _REST),
    Action("help", ("question_mark",), "all keys", _REST, "help"),
    Action("quit", ("q", "ctrl+c"), "leave; the place is kept", _REST, "quit"),
)


def by_id(action_id: str) -> Action:
    """The action with an id. Raises KeyError."""
    for action in ACTIONS:
        if action.id == action_id:
            return action
    raise KeyError(action_id)


def in_force(keys: Mapping[str, tuple[str, ...]]) -> tuple[Action, ...]:
    """The table with other keys for some actions, by id."""
    return tuple(
        Action(
            one.id,
            keys.get(one.id, one.keys),
            one.words,
            one.group,
            one.label,
            writes=one.writes,
        )
        for one in ACTIONS
    )


def groups(actions: tuple[Action, ...] = ACTIONS) -> dict[str, list[Action]]:
    """The actions under their headings, in the table's order."""
    found: dict[str, list[Action]] = {}
    for action in actions:
        found.setdefault(action.group, []).append(action)
    return found
