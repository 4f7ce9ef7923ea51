"""A wave with people who are asked, and what the three stores say of it."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from lederloft.domain.answers import api as answers
from lederloft.domain.answers.models import Answer, BufferedAnswer, Invitation, MovedSlip, Wave
from lederloft.domain.organisation.models import Person, Unit
from lederloft.foundation.acting.values import Acting, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.trail.api import Via
from tests.makers import make_municipality

ALIASES = ["default", "answers", "buffer"]
_numbers = itertools.count(1)


@dataclass
class Asked:
    """A wave of one municipality, those who are asked in it, and their links."""

    municipality: Municipality
    wave_id: int
    wave_key: str
    people: list[Person]
    links: list[str]

    @property
    def visitor(self) -> Acting:
        """Somebody with a link who isn't signed in."""
        return Acting(None, self.municipality.id, None, (), Via.SESSION)

    @property
    def installation(self) -> Acting:
        return upkeep(municipality_id=self.municipality.id)

    def answer(self, number: int, *given: int | None) -> None:
        answers.give_answer(self.links[number], answers=given or (number,), acting=self.visitor)

    def withdraw(self, number: int) -> None:
        answers.withdraw_answer(self.links[number], acting=self.visitor)

    def flush(self) -> int:
        return answers.flush_buffer(self.wave_id, acting=self.installation)

    def close(self) -> None:
        answers.close_wave(self.wave_id, acting=self.installation)

    def invitation(self, number: int) -> Invitation:
        with scope(self.municipality.id):
            return Invitation.objects.get(wave_id=self.wave_id, person=self.people[number])

    def states(self) -> list[str]:
        """What P says of each, in order: her state, with a star while her link stands."""
        with scope(self.municipality.id):
            rows = Invitation.objects.filter(wave_id=self.wave_id).order_by("pk")
            return [row.state + ("*" if row.token_hash else "") for row in rows]

    def is_closed(self) -> bool:
        with scope(self.municipality.id):
            return Wave.objects.get(pk=self.wave_id).state == "closed"

    def stored(self) -> list[list[int | None]]:
        return sorted(Answer.objects.filter(wave=self.wave_key).values_list("answers", flat=True), key=str)

    def units_stored(self) -> Counter[str]:
        return Counter(Answer.objects.filter(wave=self.wave_key).values_list("unit", flat=True))

    def waiting(self) -> list[list[int | None]]:
        return sorted(BufferedAnswer.objects.filter(wave=self.wave_key).values_list("answers", flat=True), key=str)

    def slips(self) -> int:
        return MovedSlip.objects.filter(wave=self.wave_key).count()


def ask(count: int, *, units: Sequence[int] = (), municipality: Municipality | None = None) -> Asked:
    """Ask so many; ``units``: how many of them each unit has, in order, the others none."""
    here = municipality or make_municipality()
    acting = upkeep(municipality_id=here.id)
    now = clock.now()
    new = answers.NewWave("surveys.survey", next(_numbers), now - timedelta(hours=1), now + timedelta(days=14))
    wave = answers.open_wave(new, acting=acting)
    with scope(here.id):
        people = [Person.objects.create(name=f"Eksempel {number}") for number in range(count)]
        of_each: list[int | None] = [unit.pk for size in units for unit in [Unit.objects.create()] * size]
    of_each += [None] * (count - len(of_each))
    invited = [answers.Invited(person.pk, unit) for person, unit in zip(people, of_each, strict=True)]
    answers.invite(wave.wave_id, people=invited, acting=acting)
    with scope(here.id):
        links = [answers.link_token(wave.wave_id, person_id=person.pk) or "" for person in people]
    return Asked(here, wave.wave_id, wave.wave_key, people, links)
