"""Libraries of any size for the benchmark: `python -m tests.bench.library DIR --articles 10000`.

The same numbers and seed give the same bytes. Every word and name is made up. Each quotation stands
verbatim in its article's body, and each link has its record.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from tests.bench.article import Article
from tests.bench.world import World


def generate(folder: Path, articles: int, quotes: int = 8, seed: int = 1) -> None:
    """Write a library into `folder`, which is made.

    articles: how many; the other records follow from it.
    quotes: how many an article has in the middle; one in twelve has none, some have twice as many.
    FileExistsError: there is a library in it already.
    """
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "library.yaml").open("x", encoding="utf-8") as file:
        file.write(
            f"format: 1\nname: Made up, {articles:,} articles\n"
            "description: Words that mean nothing, for measuring.\nlanguage: en\nlicence: CC0-1.0\n"
        )
    world = World(rng, articles)
    made: set[Path] = set()
    earlier: list[str] = []
    for path, text in world.records():
        _write(folder / path, text, made)
    for number in range(articles):
        article = Article(world, number, quotes, earlier)
        _write(folder / article.path, article.text, made)
        if article.quoted:
            earlier.append(article.id)


def _write(path: Path, text: str, made: set[Path]) -> None:
    if path.parent not in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.add(path.parent)
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """The command: see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.library", description=__doc__)
    parser.add_argument("folder", metavar="DIR", type=Path)
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--quotes-per-article", type=int, default=8, metavar="M")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    try:
        generate(options.folder, options.articles, options.quotes_per_article, options.seed)
    except FileExistsError as error:
        print(f"{parser.prog}: there is a library already: {error.filename}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
