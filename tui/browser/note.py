"""A note over the panes: the keys, or an address; lines that can be scrolled."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from tui.core.actions import Action, groups

from . import drawing, strips
from .layout import wrap_words
from .over import Over

# How far the keys of an action move a note: lines, or the part of a page that stands for pages.
_STEPS = {"down": 1, "up": -1, "top": -(10**6), "bottom": 10**6, "next-link": 0}
_PAGES = {"page-down": 1.0, "page-up": -1.0, "half-down": 0.5, "half-up": -0.5}


def help_lines(table: tuple[Action, ...], scroll: str) -> list[str]:
    """The table of actions, as the help shows it. A line that begins with a tab is a heading.

    scroll: the keys that do.
    """
    lines: list[str] = []
    for group, actions in groups(table).items():
        lines += ["", "\t" + group] if lines else ["\t" + group]
        for action in actions:
            lines.append(f"  {action.shown_keys:<12} {action.words}")
    return [*lines, "", f"  Any other key closes this; {scroll} scroll."]


class NoteBody(Widget, can_focus=True):
    """The framed lines of a note."""

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__(id="note")
        self.title_ = title
        self.lines = lines
        self.top = 0

    def wrapped(self, width: int = 0) -> list[tuple[str, str]]:
        """The lines as (words, style), wrapped to the frame; what is wrapped is indented.

        width: of the frame, where it is not yet that of the widget.
        """
        width = max((width or self.size.width) - 4, 4)
        made = []
        for line in self.lines:
            style = "heading" if line.startswith("\t") else "text"
            indent = 15 if line.startswith("  ") and len(line) > 15 else 0
            head, rest = line.lstrip("\t")[:indent], line.lstrip("\t")[indent:]
            for number, words in enumerate(wrap_words(rest, width - indent)):
                made.append(((" " * indent if number else head) + words, style))
        return made

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if y == 0:
            words = f"┌ {self.title_} "
            line = words + "─" * (width - cell_len(words) - 1) + "┐"
            return strips.strip([(line, "border-focus")], width)
        if y == height - 1:
            more = len(self.wrapped()) - self.top - (height - 2)
            words = f" {more} more " if more > 0 else ""
            line = "└" + "─" * (width - 2 - len(words)) + words + "┘"
            return strips.strip([(line, "border-focus")], width)
        lines = self.wrapped()
        number = self.top + y - 1
        text, style = lines[number] if number < len(lines) else ("", "text")
        pieces = [("│ ", "border-focus"), (drawing.fit(text, width - 4), style)]
        return strips.strip([*pieces, (" │", "border-focus")], width)

    def scroll_by(self, lines: int) -> None:
        """Move the view by lines."""
        last = max(len(self.wrapped()) - (self.size.height - 2), 0)
        self.top = max(0, min(self.top + lines, last))
        self.refresh()


class Note(Over):
    """Shows lines until a key closes it. copied: what `y` copies, "" for nothing."""

    DEFAULT_CSS = """
    #note { width: 72; max-width: 96%; height: auto; max-height: 96%; }
    """
    body: NoteBody
    widest = 72

    def __init__(self, title: str, lines: list[str], copied: str = "") -> None:
        super().__init__()
        self.body = NoteBody(title, lines)
        self.copied = copied

    def fit(self) -> None:
        """As high as its lines, as far as there is room."""
        width = min(self.widest, self.size.width - 2)
        self.body.styles.width = width
        self.body.styles.height = min(len(self.body.wrapped(width)) + 2, self.size.height)

    def takes(self, key: str) -> bool:
        action = self.onrecord.action_of.get(key, "")
        page = max(self.body.size.height - 3, 1)
        if action in _STEPS or action in _PAGES:
            self.body.scroll_by(_STEPS.get(action) or int(_PAGES.get(action, 0) * page))
            return True
        self.dismiss()
        if action == "copy" and self.copied:
            self.app.copy_to_clipboard(self.copied)
            self.onrecord.main.say(f"Copied the address: {self.copied}")
        return True

    def on_click(self) -> None:
        if self.is_active:  # the second click of two comes too late
            self.dismiss()


class Welcome(Note):
    """How to move, in six lines, for a first start. key: the first key of an action, by its id."""

    only_tells = True

    def __init__(self, key: Callable[[str], str]) -> None:
        rows = (
            (("down", "up"), "down and up"),
            (("pane-left", "pane-right"), "to the pane beside"),
            (("open",), "open a row, follow a link"),
            (("next-link", "hints"), "next link; letters for all"),
            (("back", "forward"), "back, and forward again"),
            (("help", "quit"), "all keys; leave"),
        )
        told = [(" ".join(filter(None, map(key, actions))), words) for actions, words in rows]
        width = max(cell_len(keys) for keys, _ in told)
        lines = [f"{keys:<{width}}  {words}" for keys, words in told]
        super().__init__("How to move: any key closes", lines)
        self.widest = max(map(cell_len, lines)) + 4

    def takes(self, key: str) -> bool:
        """Close it, and do what the key says; those that close things have done that."""
        self.dismiss()
        if self.onrecord.action_of.get(key) not in ("cancel", "open"):
            self.onrecord.main.takes(key)
        return True
