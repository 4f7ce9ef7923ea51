"""Mail to many is written in as many statements as mail to one, once each, and sent by one job."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.outbox.api import NotIdsOnly, ToPerson, UnknownMessageKind, deliver_due, send_mails
from lederloft.foundation.outbox.models import OutgoingMail
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db


def letters(*people: int) -> list[ToPerson]:
    return [ToPerson(person_id, {"gathering_id": 3}, f"k{person_id}") for person_id in people]


def test_many_are_written_as_one_and_once_each() -> None:
    municipality_id = make_municipality().id
    counts = []
    for people in (range(1), range(100, 150)):
        with CaptureQueriesContext(connection) as queries:
            for _ in range(2):
                send_mails("test.invitation", letters=letters(*people), municipality_id=municipality_id)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert OutgoingMail.objects.count() == 51
    assert QueuedJob.objects.count() == 4


def test_all_are_sent() -> None:
    municipality = make_municipality()
    accounts = [make_account(municipality, person_id=n) for n in (7, 8, 9)]
    send_mails("test.invitation", letters=letters(7, 8, 9), municipality_id=municipality.id)
    deliver_due()
    assert sorted(message.to for message in mail.outbox) == sorted([account.email] for account in accounts)


def test_nothing_is_written_for_nobody_or_of_the_wrong_kind() -> None:
    municipality_id = make_municipality().id
    send_mails("test.invitation", letters=[], municipality_id=municipality_id)
    with pytest.raises(UnknownMessageKind):
        send_mails("test.unknown", letters=letters(1), municipality_id=municipality_id)
    with pytest.raises(NotIdsOnly):
        send_mails("test.invitation", letters=[ToPerson(1, {"Navn": 1}, "k")], municipality_id=municipality_id)
    assert OutgoingMail.objects.count() == QueuedJob.objects.count() == 0
