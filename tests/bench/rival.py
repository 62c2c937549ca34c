"""What is done beside the program: nothing is imported here that is not needed for it.

`python -m tests.bench.rival yaml LIBRARY`, `walk LIBRARY`, or `read LIBRARY FILE-OF-PATHS`.
"""

from __future__ import annotations

import os
import sys


def parse_all(library: str) -> None:
    """What nobody who reads the files can do without: each front matter, once."""
    import yaml

    for folder, _, names in os.walk(library):
        for name in names:
            if name.endswith(".md"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    front = file.read().partition("\n---")[0]
                yaml.load(front, Loader=yaml.CSafeLoader)


def walk(folder: str) -> None:
    """Ask for the state of every file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                walk(entry.path)
            else:
                entry.stat(follow_symlinks=False)


def read(library: str, names: str) -> None:
    """One walk; then read some articles as the index does, one by one, and keep nothing."""
    from tui.library import reader

    walk(library)
    with open(names, encoding="utf-8") as file:
        for path in file.read().splitlines():
            reader.read(library, os.path.relpath(path, library), "article", [])


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    if what == "yaml":
        parse_all(*arguments)
    elif what == "walk":
        walk(*arguments)
    else:
        read(*arguments)
