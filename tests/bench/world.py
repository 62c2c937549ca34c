"""The people, organisations, places and events that a made-up library is about."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.words import Popular, Words, katakana, name

FIRST_YEAR, LAST_YEAR = 1978, 2025


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place or event: its id, its name, and what texts call it next."""

    id: str
    name: str
    short: str


class World:
    """The people, organisations, places and events that the articles of one library are about."""

    def __init__(self, rng: random.Random, articles: int) -> None:
        self.rng = rng
        self.words = Words(rng)
        self._taken: set[str] = set()
        families = [name(rng, 1) for _ in range(max(8, articles // 20))]
        self.people_list = [self._person(families) for _ in range(12 + int(3 * articles**0.72))]
        self.organisations_list = [
            self._entity(f"{name(rng, 1)} {rng.choice(('Ministry', 'Office', 'Union', 'Party'))}")
            for _ in range(6 + int(articles**0.55))
        ]
        self.places_list = [self._entity(name(rng, 1)) for _ in range(8 + int(articles**0.5))]
        self.events_list = [
            self._entity(f"The {name(rng, 2)} {rng.choice(('talks', 'accord', 'vote', 'inquiry'))}")
            for _ in range(6 + articles // 15)
        ]
        self.people = Popular(rng, self.people_list)
        self.organisations = Popular(rng, self.organisations_list)
        self.places = Popular(rng, self.places_list)
        self.events = Popular(rng, self.events_list)

    def _person(self, families: list[str]) -> Entity:
        family = self.rng.choice(families)
        return self._entity(f"{name(self.rng, 1)} {family}", family)

    def _entity(self, full: str, short: str = "") -> Entity:
        stem = full.lower().replace(" ", "-")
        made, number = stem, 2
        while made in self._taken:
            made, number = f"{stem}-{number}", number + 1
        self._taken.add(made)
        return Entity(made, full, short or full)

    def day(self) -> tuple[int, int, int]:
        """A day, later years more often, as archives grow."""
        years = LAST_YEAR - FIRST_YEAR + 1
        year = FIRST_YEAR + int(years * self.rng.random() ** 0.5)
        return year, self.rng.randint(1, 12), self.rng.randint(1, 28)

    def records(self) -> Iterator[tuple[str, str]]:
        """Path below the library and text of every record that is no article."""
        for number, person in enumerate(self.people_list):
            yield f"people/{person.id}.md", self._person_text(number, person)
        for number, organisation in enumerate(self.organisations_list):
            whole = self.organisations_list[self.rng.randrange(number) if number else 0]
            more = "" if whole is organisation else f"part_of: {whole.id}\n"
            yield f"organisations/{organisation.id}.md", self._text(organisation, more)
        countries = self.places_list[:5]
        for place in self.places_list:
            more = "" if place in countries else f"within: {self.rng.choice(countries).id}\n"
            where = f"[{self.rng.uniform(-60, 70):.4f}, {self.rng.uniform(-180, 180):.4f}]"
            yield f"places/{place.id}.md", self._text(place, f"{more}coordinates: {where}\n")
        for event in self.events_list:
            who = ", ".join(p.id for p in self.people.different(4))
            more = (
                f"date: {edtf(self.rng, self.day())}\nplace: {self.places.take(1)[0].id}\n"
                f"participants: [{who}]\naliases: [{event.name[4:].rpartition(' ')[0]} case]\n"
            )
            yield f"events/{event.id}.md", self._text(event, more)

    def _person_text(self, number: int, person: Entity) -> str:
        rng = self.rng
        aliases = [f'"{person.name.split()[0][0]}. {person.short}"']
        if number % 3 == 0:
            aliases.append(katakana(person.name))
        more = f"aliases: [{', '.join(aliases)}]\nweak_aliases: [{person.short}]\n"
        year = rng.randint(1920, 1990)
        more += f"born: {rng.choice((f'{year}', f'{year}-{rng.randint(1, 12):02}', f'{year}~'))}\n"
        if rng.random() < 0.6:
            more += "roles:\n"
            for organisation in self.organisations.different(2):
                start = year + rng.randint(25, 45)
                title = " ".join(self.words.take(2))
                more += f'  - {{title: "{title}", organisation: {organisation.id}, from: {start}'
                more += f", to: {start + rng.randint(1, 12)}}}\n" if rng.random() < 0.7 else "}\n"
        if number and rng.random() < 0.15:
            other = self.people_list[rng.randrange(number)]
            relation = rng.choice(("mother", "father", "sister", "aide"))
            more += f"relations: [{{relation: {relation}, to: {other.id}}}]\n"
        return self._text(person, more)

    def _text(self, entity: Entity, more: str) -> str:
        """A record's text: name, description, the lines `more`, and a body with a link."""
        words = self.words.take(30)
        other = self.places.take(1)[0]
        return (
            f'---\nname: "{entity.name}"\ndescription: "{" ".join(words[:6])}"\n{more}---\n'
            f"{' '.join(words[6:18]).capitalize()} [[{other.id}|{other.name}]] "
            f"{' '.join(words[18:])}.\n"
        )


def edtf(rng: random.Random, day: tuple[int, int, int]) -> str:
    """A day as one of the forms that records have: mostly the day, some less or more exact."""
    year, month, date = day
    plain = f"{year}-{month:02}-{date:02}"
    pick = rng.random()
    if pick < 0.8:
        return plain
    return rng.choice(
        (
            f"{plain}T{date % 24:02}:30Z",
            f"{year}-{month:02}",
            f"{year}",
            f"{year}-{month:02}~",
            f'"{year}?"',
            f"{plain}/{year + 1}-{month:02}",
            f"{year}/..",
        )
    )
