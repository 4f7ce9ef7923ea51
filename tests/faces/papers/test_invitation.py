"""An invitation says whom to tell when one can't come, as long as there is nowhere in Lederløft to say it."""

import pytest

from lederloft.domain.organisation.models import Person
from lederloft.faces.papers.gathering_mail.api import render_calendar_letter
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.outbox.api import MailRequest
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import at_sign_up, make_edition, make_person, make_town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_contact", [True, False])
def test_the_invitation_says_whom_to_tell_and_that_nobody_asks_why(has_contact: bool) -> None:
    town = make_town()
    contact = make_person(town.municipality, "Anne Moen")
    with town.reading():
        Person.objects.filter(pk=contact).update(email="anne@example.org")
    leader = town.person()
    with at_sign_up():
        edition_id = make_edition(town, contact_person_id=contact if has_contact else None)
        deliver_a_module.sign_up(edition_id, acting=leader.acting)
        with town.reading():
            mail = OutgoingMail.objects.filter(kind=calendars.INVITED, recipient_id=leader.person_id).first()
            assert mail is not None
            to = ("person", leader.person_id, leader.acting.account_id, "nb")
            letter = render_calendar_letter(MailRequest(mail.kind, mail.ids, town.municipality.id, *to))
    assert letter is not None
    whom = "Anne Moen, anne@example.org" if has_contact else "utviklingskontoret"
    assert f"Kan du ikke komme, sier du fra til {whom}. Vi spør ikke hvorfor." in letter.text
