"""Makers of people, offers, modules and editions for tests of domain and processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from lederloft.domain.organisation.models import Person, Profile
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.values import EditionPlan, EditionState, GatheringPlan, ModuleDetails
from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.values import OfferDetails
from lederloft.foundation.acting.values import Acting, Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.makers import acting_for, make_account, make_municipality

OPENS_ON, CLOSES_ON = date(2024, 1, 15), date(2024, 2, 1)
DAYS = (date(2024, 2, 7), date(2024, 3, 6), date(2024, 4, 10))
SIGN_UP_TIME = clock.local(date(2024, 1, 22), time(9))


@dataclass(frozen=True)
class Somebody:
    """A person with an account."""

    person_id: int
    acting: Acting


@dataclass(frozen=True)
class Town:
    """A municipality with its development office."""

    municipality: Municipality
    office: Acting

    def person(self, *roles: Role, name: str = "") -> Somebody:
        """Somebody with these roles; a leader unless told."""
        return make_somebody(self.municipality, *(roles or (Role.LEADER,)), name=name)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """The scope that reads need."""
        with scope(self.municipality.id):
            yield


def make_town() -> Town:
    """A municipality with a development office and nothing else."""
    municipality = make_municipality()
    with scope(municipality.id):
        Profile.objects.create(
            name=municipality.slug.capitalize(),
            number="9999",
            organisation_number="800000009",
            language_form="neutral",
            level_model="two",
        )
    return Town(municipality, make_somebody(municipality, Role.DEVELOPMENT_OFFICE).acting)


def make_person(municipality: Municipality, name: str = "Eksempel Person") -> int:
    """Somebody without an account."""
    with scope(municipality.id):
        return Person.objects.create(name=name).pk


def make_somebody(municipality: Municipality, *roles: Role, name: str = "") -> Somebody:
    """Somebody with an account and these roles."""
    person_id = make_person(municipality, name or "Eksempel Person")
    account = make_account(municipality, *roles, person_id=person_id)
    return Somebody(person_id, acting_for(municipality, account))


def make_module(town: Town, *, required_minutes: int = 540, gathering_count: int = 3) -> int:
    """An offer with a module."""
    acting = upkeep(municipality_id=town.municipality.id)
    offer = strategy.make_offer(OfferDetails(name="Ledelsesfordypning"), acting=acting)
    details = ModuleDetails("Teamledelse", required_minutes=required_minutes, gathering_count=gathering_count)
    return programmes.make_module(offer.id, details=details, acting=acting).id


def a_gathering(on: date, **other: object) -> GatheringPlan:
    """Three hours in the morning."""
    plan = GatheringPlan("", on, time(9), time(12), place="Formannskapssalen")
    return replace(plan, **other)


def a_plan(capacity: int = 18, **other: object) -> EditionPlan:
    """Three gatherings in spring 2024, sign-up in late January."""
    plan = EditionPlan(
        name="Våren 2024",
        capacity=capacity,
        sign_up_opens_at=clock.start_of_day(OPENS_ON),
        sign_up_closes_at=clock.end_of_day(CLOSES_ON),
        gatherings=tuple(a_gathering(on) for on in DAYS),
    )
    return replace(plan, **other)


def make_edition(town: Town, capacity: int = 18, *, is_open: bool = True, **other: object) -> int:
    """An edition of a module of its own, open for signing up unless told."""
    acting = upkeep(municipality_id=town.municipality.id)
    edition = programmes.make_edition(make_module(town), plan=a_plan(capacity, **other), acting=acting)
    if is_open:
        programmes.turn_edition(edition.id, to=EditionState.OPEN, acting=acting)
    return edition.id


def gathering_ids(town: Town, edition_id: int) -> list[int]:
    """An edition's gatherings in order."""
    with town.reading():
        return [g.gathering_id for g in programmes.list_gathering_terms(edition_id)]


def edition_key(town: Town, edition_id: int) -> str:
    """An edition's public key."""
    with town.reading():
        return programmes.find_edition(edition_id).edition_key


@contextmanager
def at_sign_up() -> Iterator[clock.StoppedClock]:
    """While signing up is possible."""
    with clock.frozen_at(SIGN_UP_TIME) as stopped:
        yield stopped


def after(gathering: int) -> datetime:
    """The evening after the gathering with that number."""
    return clock.local(DAYS[gathering - 1], time(18)) + timedelta(0)
