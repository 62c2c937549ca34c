"""One made-up article: its front matter, its quotations, and a body in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.words import katakana, name
from tests.bench.world import Entity, World, edtf

_KINDS = ("direct", "direct", "direct", "mixed", "indirect")
_MARKS = (("“", "”"), ("“", "”"), ('"', '"'))
_SOURCES = ("Daily", "Times", "Post", "Wire")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words as the body shows them, and as Markdown writes them there."""

    shown: str
    written: str


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quotation: the parts of its text, and the paragraph it stands in."""

    parts: list[str]
    paragraph: str
    cue: str


class Article:
    """An article of `world`; `number` makes its id unlike all others.

    quotes: the middle number of quotations; earlier: ids of articles that it may link to.
    """

    def __init__(self, world: World, number: int, quotes: int, earlier: Sequence[str]) -> None:
        self._world = world
        self._rng = rng = world.rng
        self._words = world.words
        self.day = world.day()
        self._japanese = rng.random() < 0.03
        self._marks = rng.choice(_MARKS)
        year, month, date = self.day
        slug = "-".join(self._words.take(3))
        self.id = f"{year}-{month:02}-{date:02}-{slug}-{number}"
        self.path = f"articles/{year}/{self.id}.md"
        self._people = world.people.different(rng.randint(2, 6))
        self._organisation = world.organisations.take(1)[0]
        self._place = world.places.take(1)[0]
        self._event = world.events.take(1)[0]
        self._mentioned: set[str] = set()
        self._earlier = earlier
        self.quoted = 0 if rng.random() < 1 / 12 else rng.randint(1, max(1, 2 * quotes - 1))
        entries, paragraphs = self._story()
        quoted = ["quotes:", *entries] if entries else []
        self.text = "\n".join(["---", *self._front(), *quoted, "---", *paragraphs, ""])

    def _front(self) -> list[str]:
        rng = self._rng
        title = (
            self._words.japanese(5) if self._japanese else self._sentence(rng.randint(4, 6))[:-1]
        )
        paper = f"The {self._place.name} {rng.choice(_SOURCES)}"
        page = f"https://{self._place.id}.example/{self.id}"
        lines = [
            f'title: "{title}"',
            f"published: {edtf(rng, self.day)}",
            f'source: {{name: "{paper}", url: "{page}", accessed: 2026-01-15}}',
            f'authors: ["{name(rng, 2)}"]',
            f"text: {rng.choices(('full', 'excerpt', 'retelling'), (7, 2, 1))[0]}",
            f'topics: ["{self._words.take(1)[0]}"]',
            f"events: [{self._event.id}]",
            f"people: [{', '.join(person.id for person in self._people)}]",
            f"organisations: [{self._organisation.id}]",
            f"places: [{self._place.id}]",
        ]
        if self._japanese:
            lines.append("language: ja")
        else:
            lines.append(f'summary: "{self._plain(12)}."')
        if rng.random() < 0.02:
            lines += [
                "status: corrected",
                f'corrections: [{{date: {self.day[0] + 1}, text: "{self._plain(8)}."}}]',
            ]
        return lines

    def _story(self) -> tuple[list[str], list[str]]:
        """The entries of `quotes:` and the body's paragraphs, each with a blank line before it."""
        rng = self._rng
        entries: list[str] = []
        paragraphs = [self._paragraph(linked=[*self._people[:2], self._place, self._event])]
        for number in range(1, self.quoted + 1):
            if number % 5 == 0:
                paragraphs.append(f"## {self._sentence(4)[:-1]}")
            if rng.random() < 0.7:
                paragraphs.append(self._paragraph(linked=[self._organisation]))
            speaker = self._speaker()
            kind = "direct" if self._japanese else rng.choice(_KINDS)
            quoted = self._quoted(kind, speaker)
            entries += self._entry(kind, speaker, quoted)
            quoted_block = kind == "direct" and rng.random() < 0.08
            paragraphs.append(f"> {quoted.paragraph}" if quoted_block else quoted.paragraph)
        if rng.random() < 0.15:
            paragraphs.append("\n".join(f"- {self._sentence(7)}" for _ in range(3)))
        if self._earlier and rng.random() < 0.3:
            target = rng.choice(self._earlier)
            fragment = "#q1" if rng.random() < 0.3 else ""
            paragraphs.append(f"{self._sentence(9)[:-1]} [[{target}{fragment}|{self._plain(3)}]].")
        paragraphs.append(self._paragraph(linked=[]))
        return entries, [f"\n{paragraph}" for paragraph in paragraphs]

    def _speaker(self) -> Entity | None:
        pick = self._rng.random()
        if pick < 0.05:
            return None
        return self._organisation if pick < 0.12 else self._rng.choice(self._people)

    def _entry(self, kind: str, speaker: Entity | None, quoted: _Quoted) -> list[str]:
        """A quotation as lines of front matter; what is absent is left out."""
        rng = self._rng
        texts = [f'"{part}"' for part in quoted.parts]
        lines = [f"text: {texts[0]}" if len(texts) == 1 else f"text: [{', '.join(texts)}]"]
        if kind != "direct":
            lines.append(f"kind: {kind}")
        if speaker is None:
            lines.append("speaker_as: an official who asked not to be named")
        else:
            lines.append(f"speaker: {speaker.id}")
        if rng.random() < 0.85:
            lines.append(f"said: {edtf(rng, self.day)}")
        addressee = rng.choice(self._people)
        if addressee is not speaker and rng.random() < 0.3:
            lines.append(f"to: {addressee.id}")
        if rng.random() < 0.2:
            lines.append(f"event: {self._event.id}")
        lines.append(f'cue: "{quoted.cue}"')
        if not self._japanese and rng.random() < 0.05:
            lines += ["translated_from: ja", f"original: {self._words.japanese(8)}"]
        if rng.random() < 0.01:
            lines += ["status: disputed", f'note: "{self._plain(6)}."']
        return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]

    def _quoted(self, kind: str, speaker: Entity | None) -> _Quoted:
        rng = self._rng
        opening, closing = self._marks
        if self._japanese:
            japanese = self._words.japanese(rng.randint(5, 14))
            who = katakana(speaker.name) if speaker in self._people and speaker else "関係者"
            called = f"[[{speaker.id}|{who}]]" if speaker in self._people and speaker else who
            paragraph = f"{called}は「{japanese}」と述べた。{self._words.japanese(12)}。"
            return _Quoted([japanese], paragraph, "述べた")
        called = self._call(speaker)
        if kind == "indirect":
            said = self._passage(rng.randint(9, 20))
            return _Quoted([said.shown], f"{called} told reporters that {said.written}.", "told")
        if kind == "mixed":
            before, words, after = self._plain(3), self._plain(3), self._plain(5)
            written = f"the {before} was {opening}{words}{closing} and {after}"
            shown = f"the {before} was “{words}” and {after}"
            return _Quoted([shown], f"{called} said {written}.", "said")
        first = _capital(self._passage(rng.randint(6, 24)))
        if rng.random() < 0.2:
            second = self._passage(rng.randint(5, 12))
            paragraph = (
                f"{opening}{first.written},{closing} said {called}, "
                f"{opening}{second.written}.{closing} {self._sentence(8)}"
            )
            return _Quoted([first.shown, second.shown], paragraph, "said")
        if rng.random() < 0.5:
            paragraph = f"{called} said: {opening}{first.written}.{closing}"
        else:
            paragraph = f"{opening}{first.written},{closing} {called} said. {self._sentence(11)}"
        return _Quoted([first.shown], paragraph, "said")

    def _call(self, entity: Entity | None) -> str:
        """How the body names somebody: in full and linked at first, later often by a short name."""
        if entity is None:
            return "an official who asked not to be named"
        if entity.id in self._mentioned and self._rng.random() < 0.6:
            return entity.short
        self._mentioned.add(entity.id)
        return f"[[{entity.id}|{entity.name}]]"

    def _paragraph(self, linked: Sequence[Entity]) -> str:
        """Two to four sentences, in which the records `linked` are named."""
        if self._japanese:
            names = "と".join(f"[[{entity.id}|{_in_japanese(entity)}]]" for entity in linked)
            return f"{names}{self._words.japanese(20)}。{self._words.japanese(24)}。"
        lengths = self._rng.choices(range(8, 25), k=self._rng.randint(2, 4))
        sentences = [self._sentence(length) for length in lengths]
        for number, entity in enumerate(linked):
            at = number % len(sentences)
            sentences[at] = f"{sentences[at][:-1]} {self._call(entity)} {self._plain(3)}."
        return " ".join(sentences)

    def _passage(self, count: int) -> Passage:
        """Words without a full stop; one passage in seven has a link in it."""
        words = self._words.take(count)
        if self._rng.random() < 0.85:
            plain = " ".join(words)
            return Passage(plain, plain)
        entity = self._rng.choice(self._people)
        at = self._rng.randint(1, count)
        before, after = words[:at], words[at:]
        return Passage(
            " ".join([*before, entity.name, *after]),
            " ".join([*before, f"[[{entity.id}|{entity.name}]]", *after]),
        )

    def _sentence(self, count: int) -> str:
        words = self._words.take(count)
        words[0] = words[0].capitalize()
        if count > 6 and self._rng.random() < 0.06:
            words[count // 2] = f"*{words[count // 2]}*"
        return " ".join(words) + "."

    def _plain(self, count: int) -> str:
        return " ".join(self._words.take(count))


def _in_japanese(entity: Entity) -> str:
    """A name as a Japanese text has it: of a person in katakana, else as it is."""
    return katakana(entity.name) if entity.short != entity.name else entity.name


def _capital(passage: Passage) -> Passage:
    return Passage(
        passage.shown[0].upper() + passage.shown[1:],
        passage.written[0].upper() + passage.written[1:],
    )
