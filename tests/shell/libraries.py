"""The libraries that the shell's tests ask."""

from __future__ import annotations

from pathlib import Path

SOUND = {
    "library.yaml": "format: 1\nname: Harbour news\nlanguage: en\n",
    "articles/ferry-late.md": """\
---
title: The ferry is late
published: 2024-05-01
source: {name: The Quay, url: "https://quay.example/1"}
text: retelling
quotes:
  - text: we wait for the tide
    id: tide
    speaker: ada-byron
    said: 2024-04-30
    to: "[[lord-byron]]"
    event: storm
    cue: said
  - text: the wind will turn
    kind: indirect
    speaker_as: a sailor
---
[[ada-byron|Ada]] said: “We” … “we wait for the *tide*.” See [the log](https://quay.example/log).

## At the [[harbour]]

- the wind
  will turn

> Old words.

    low  water
""",
    "articles/undated.md": "---\ntitle: No date\n---\nThe [[storm]] again.\n",
    "people/ada-byron.md": "---\nname: Ada Byron\naliases: [エイダ]\nweak_aliases: Byron\n---\n",
    "people/lord-byron.md": "---\nname: Lord Byron\nweak_aliases: [Byron]\n---\n",
    "places/harbour.md": "---\nname: The harbour\n---\n",
    "events/storm.md": '---\nname: The storm, "the big one"\ndate: 1999\nplace: harbour\n---\n',
}

BROKEN = {
    "library.yaml": "format: 1\nname: Broken\n",
    "articles/a/one.md": "---\ntitle: One\ncolour: blue\n---\nWith [[nobody]].\n",
    "articles/aa.md": "---\ntitle: Two\nsource: {url: ftp://old.example}\n---\nWords.\n",
    "people/fine.md": "---\nname: Fine\n---\n",
    "places/warned.md": "---\nname: Warned\ncolour: red\n---\n",
}

HOSTILE = {
    "library.yaml": "format: 1\nname: Hostile\n",
    "articles/odd.md": '---\ntitle: "a\\e[31mb\\tc\\u202Ed\\u2028e\\u0085f"\n---\n'
    "x\x1b]0;t\x07y\u202ez\n",
    "people/calm.md": "---\nname: Calm\n---\n[[odd]]\n",
}


def write(root: Path, files: dict[str, str]) -> Path:
    """A library of these files at `root`."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return root
