"""What the tests of the room share: a browser signed in as the office, keys, and a town with an edition."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.utils.html import strip_tags

from lederloft.domain.organisation.api import LanguageForm, LevelModel, Profile
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.values import Acting
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import Somebody, Town, at_sign_up, edition_key, make_edition, make_town

ROOT = "/utviklingskontoret"


def browser(acting: Acting) -> Client:
    """Signed in."""
    client = Client()
    client.force_login(Account.objects.get(pk=acting.signed_in()))
    return client


def key(**more: object) -> dict[str, object]:
    """A press, with what the form holds."""
    return {"client_key": new_client_key(), **more}


def words(answer: Any) -> str:
    """What a page says."""
    return " ".join(strip_tags(answer.content.decode()).replace("\xa0", " ").split())


@dataclass(frozen=True)
class Story:
    """A town with an edition and some leaders in it."""

    town: Town
    edition_id: int
    edition_key: str
    leaders: tuple[Somebody, ...]

    @property
    def office(self) -> Client:
        """The office's browser."""
        return browser(self.town.office)

    @property
    def url(self) -> str:
        """The edition's page."""
        return f"{ROOT}/gjennomforinger/{self.edition_key}"

    def gathering_keys(self) -> list[str]:
        """Public keys of the gatherings in order."""
        with self.town.reading():
            return [g.gathering_key for g in programmes.list_gatherings(self.edition_id)]

    def seat_keys(self) -> list[str]:
        """Public keys of the places in the order of the table."""
        with self.town.reading():
            run = participation.get_run_edition(self.edition_key, acting=self.town.office)
            return [row.seat_key for row in run.rows]

    def module_and_offer(self) -> tuple[str, str]:
        """The keys above the edition."""
        with self.town.reading():
            edition = programmes.find_edition(self.edition_id)
            return edition.module_key, edition.offer_key


def describe(town: Town) -> None:
    """The municipality's description of itself, as every municipality that is set up has it."""
    with town.reading():
        Profile.objects.get_or_create(
            defaults={
                "name": "Eksempel kommune",
                "number": "9999",
                "organisation_number": "964965226",
                "language_form": LanguageForm.NEUTRAL,
                "level_model": LevelModel.TWO,
            }
        )


def a_story(*names: str, capacity: int = 18, town: Town | None = None) -> Story:
    """An open edition with these leaders signed up in order."""
    town = town or make_town()
    describe(town)
    edition_id = make_edition(town, capacity=capacity)
    leaders = tuple(town.person(name=name) for name in names)
    with at_sign_up():
        for leader in leaders:
            deliver_a_module.sign_up(edition_id, acting=leader.acting)
    return Story(town, edition_id, edition_key(town, edition_id), leaders)
