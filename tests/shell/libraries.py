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

SAID = {
    "library.yaml": "format: 1\nname: Said\nlanguage: en\n",
    "articles/bridge.md": """\
---
title: The bridge opens
published: 2024-03-02
source: {name: Town Courier, url: "https://courier.example/bridge"}
topics: [bridges]
people: [ana-ruiz]
quotes:
  - text: ["We waited eleven years", and it was worth every day]
    id: waited
    speaker: ana-ruiz
    speaker_as: the mayor
    said: 2024-03-01
    to: [tom-ruiz, "[[town-council]]"]
    event: opening
    cue: said
  - text: the old bridge will be taken down
    kind: indirect
    speaker: town-council
  - text: nobody asked the ferrymen
    kind: mixed
    speaker_as: a ferryman, José
    said: 2023-11/2024-04
    to_as: a reporter
    status: disputed
---
“We waited eleven years,” [[ana-ruiz|the mayor]] said at [[opening]], “and it was worth every day.”
The [[town-council|council]] says the old bridge will be taken down.
A ferryman said that “nobody asked the ferrymen.”
""",
    "articles/ferry.md": """\
---
title: フェリー、最後の日
published: 2024-02
language: ja
source: 港新聞
text: excerpt
status: retracted
quotes:
  - text: The last ferry waited for us
    speaker: tom-ruiz
    translated_from: ja
    original: 最後のフェリーは待ってくれた
    status: misattributed
  - text: words that stand nowhere
    speaker: ana-ruiz
    said: 2022
---
港の[[ferry-line|フェリー]]は今日で終わる。 “The last ferry waited for us.”
""",
    "articles/undated.md": """\
---
title: A note
quotes:
  - text: no bridge, no ferry
---
“No bridge, no ferry,” it says; also: no bridge, no ferry.
""",
    "people/ana-ruiz.md": "---\nname: Ana Ruiz\nweak_aliases: Ruiz\n"
    "description: mayor, who had the bridge built\n---\n",
    "people/tom-ruiz.md": "---\nname: Tom Ruiz\naliases: [トム]\nweak_aliases: Ruiz\n---\n",
    "organisations/town-council.md": "---\nname: Town council\n---\nMet about the bridge.\n",
    "organisations/ferry-line.md": "---\nname: Ferry line\n---\n",
    "events/opening.md": "---\nname: Opening of the bridge\ndate: 2024-03-01\n---\n",
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
