"""What one user keeps of one library: JSON files in the state folder."""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def is_new(folder: str) -> bool:
    """Whether nothing was ever kept in a folder, and something could be."""
    try:
        return not os.listdir(folder)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def load(folder: str, name: str) -> Any:
    """The value kept under a name; None where there is none, or it can't be read."""
    try:
        with open(os.path.join(folder, f"{name}.json"), encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError, RecursionError):
        return None


def save(folder: str, name: str, value: object) -> None:
    """Keep a value under a name: written beside the old one and renamed into its place."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{name}.json")
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
