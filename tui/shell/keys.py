"""`keys`: the table of the browser's actions, with the keys in force."""

from __future__ import annotations

from tui.core.actions import Action, by_id, groups
from tui.library.settings import load

from . import output, talk
from .cells import cells, pad
from .settings import check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .options import Call


def run(call: Call) -> int:
    """Print the actions with their keys, under the headings of the help. Raises Stop."""
    settings = load()
    check(settings)
    table = groups(settings.actions)
    actions = [action for group in table.values() for action in group]
    heads = {group[0].id for group in table.values()}
    widths = [
        max(cells(part) for part in column) for column in zip(*map(_sides, actions), strict=True)
    ]
    styled = output.coloured(call.get("color", "auto"))

    def text(action: Action) -> str:
        heading = f"\x1b[1m{action.group}\x1b[0m" if styled else action.group
        above = "" if action is actions[0] else "\n"
        above = f"{above}{heading}\n" if action.id in heads else ""
        keys, name = _sides(action)
        told = f"{action.words}{_changed(action)}"
        return f"{above}  {pad(keys, widths[0])}  {pad(name, widths[1])}  {told}\n"

    def value(action: Action) -> dict[str, object]:
        return {
            "action": action.id,
            "keys": list(action.keys),
            "does": action.words,
            "group": action.group,
        }

    def fields(action: Action) -> list[str]:
        return [action.id, " ".join(action.keys), action.words, action.group]

    form = output.Form(("action", "keys", "does", "group"), text=text, value=value, fields=fields)
    output.put(actions, form, call.get("format", "text"))
    return talk.FOUND


def _sides(action: Action) -> tuple[str, str]:
    return action.shown_keys, action.id


def _changed(action: Action) -> str:
    """What is told of an action whose keys are the user's own."""
    usual = by_id(action.id)
    if set(usual.keys) == set(action.keys):
        return ""
    return f" [config.yaml; else {usual.shown_keys}]"
