"""What sends mail and fills calendars: a seat, a move, a cancellation, an invitation, a forgotten password."""

from datetime import date

from django.core import mail
from django.core.mail import EmailMessage

from lederloft.domain.programmes import api as programmes
from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import run_due
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import SIGN_UP_TIME, Somebody, a_gathering, gathering_ids
from tests.hostile.places import Words, plant
from tests.rights.places import Place


def edition_of(place: Place) -> int:
    """The one edition of the place."""
    with place.town.reading():
        return programmes.get_edition(place.keys["api/editions.key"], acting=place.town.office).edition_id


def happen(place: Place, words: Words) -> tuple[list[EmailMessage], Somebody]:
    """Everything that sends mail, with hostile words in every name. Returns the mails, and one who has a seat."""
    edition_id, acting = edition_of(place), place.town.office
    people = [place.town.person(name="Enda en leder") for _number in range(2)]
    mail.outbox.clear()
    with clock.frozen_at(SIGN_UP_TIME):
        plant(place, words)
        for somebody in people:
            deliver_a_module.sign_up(edition_id, acting=somebody.acting)
        first, second, *_rest = gathering_ids(place.town, edition_id)
        plan = a_gathering(date(2024, 2, 8), title=words(1)[:100], place=words(2)[:100])
        deliver_a_module.move_a_gathering(first, plan=plan, acting=acting)
        plant(place, words)
        run_due()
        deliver_a_module.cancel_a_gathering(second, acting=acting)
        _account_mail(place)
        run_due()
        deliver_a_module.cancel_an_edition(edition_id, acting=acting)
        run_due()
    return list(mail.outbox), people[0]


def _account_mail(place: Place) -> None:
    here = upkeep(municipality_id=place.town.municipality.id)
    access.invite_person("ny@example.org", role=Role.LEADER, acting=here)
    access.ask_for_new_password(place.people["leder"].email, acting=upkeep(municipality_id=None))
