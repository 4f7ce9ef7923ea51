"""A person's own calendar at a secret address."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import connection
from icalendar import Calendar

from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.acting.values import Acting, upkeep
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.calendars.api import Details, Source
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.tenancy.api import Municipality
from tests.foundation.calendars.doing import act
from tests.makers import acting_for, make_account, make_municipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wired")]

NOW = datetime(2024, 1, 22, 8, tzinfo=UTC)
TOLD = Details("Teamledelse", clock.local(date(2024, 2, 7), time(13)), clock.local(date(2024, 2, 7), time(16)))
GATHERING = Source("test.gathering", 1)


@pytest.fixture
def municipality() -> Municipality:
    return make_municipality()


@pytest.fixture
def kari(municipality: Municipality) -> Acting:
    return acting_for(municipality, make_account(municipality, person_id=1))


def feed_of(acting: Acting) -> str:
    calendars.make_feed(acting=acting)
    secret = calendars.get_feed_secret(acting)
    assert secret is not None
    return secret


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_feed_shows_what_is_hers_and_follows(municipality: Municipality, kari: Acting) -> None:
    ola = acting_for(municipality, make_account(municipality, person_id=2))
    secret, other = feed_of(kari), feed_of(ola)
    assert events(calendars.read_feed(secret)) == []
    with clock.frozen_at(NOW):
        act(lambda: calendars.invite(1, to={GATHERING: TOLD}), acting=kari)
        (event,) = events(calendars.read_feed(secret))
        assert (event["SUMMARY"], event["SEQUENCE"], event["STATUS"]) == ("Teamledelse", 0, "CONFIRMED")
        assert events(calendars.read_feed(other)) == []
        act(lambda: calendars.cancel(GATHERING), acting=kari)
        (event,) = events(calendars.read_feed(secret))
        assert (event["SEQUENCE"], event["STATUS"]) == (1, "CANCELLED")
        act(lambda: calendars.withdraw(1, sources=[GATHERING]), acting=kari)
        assert events(calendars.read_feed(secret)) == []


def test_the_secret_is_long_and_stands_nowhere(kari: Acting) -> None:
    calendars.make_feed(acting=replace(kari, client_key="key-1"))
    secret = calendars.get_feed_secret(kari)
    assert secret is not None
    assert len(secret) >= 43
    assert secret == calendars.get_feed_secret(kari)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert secret not in repr(cursor.fetchall())


@pytest.mark.parametrize("secret", ["", "x", "' OR 1=1 --", "æ" * 43, "a" * 10_000, "\x00"])
def test_an_unknown_secret_is_not_found(secret: str) -> None:
    with pytest.raises(NotFound):
        calendars.read_feed(secret)


def test_a_new_address_closes_the_old_one(kari: Acting) -> None:
    old, new = feed_of(kari), feed_of(kari)
    assert old != new
    with pytest.raises(NotFound):
        calendars.read_feed(old)
    assert calendars.read_feed(new)
    calendars.remove_feed(acting=kari)
    calendars.remove_feed(acting=kari)
    assert calendars.get_feed_secret(kari) is None
    with pytest.raises(NotFound):
        calendars.read_feed(new)


def test_a_disabled_account_has_no_feed(kari: Acting) -> None:
    secret = feed_of(kari)
    Account.objects.filter(id=kari.account_id).update(is_active=False, disabled_at=NOW)
    with pytest.raises(NotFound):
        calendars.read_feed(secret)


def test_ended_sessions_end_the_feed_too(kari: Acting) -> None:
    secret = feed_of(kari)
    Account.objects.filter(id=kari.account_id).update(session_epoch=1)
    with pytest.raises(NotFound):
        calendars.read_feed(secret)
    assert calendars.get_feed_secret(kari) is None
    assert calendars.read_feed(feed_of(kari))


def test_who_no_longer_belongs_there_has_no_feed_there(kari: Acting) -> None:
    secret = feed_of(kari)
    Membership.objects.filter(account_id=kari.account_id).update(disabled_at=NOW)
    with pytest.raises(NotFound):
        calendars.read_feed(secret)


def test_each_municipality_has_its_own_feed(municipality: Municipality, kari: Acting) -> None:
    other = make_municipality()
    Membership.objects.create(account_id=kari.account_id, municipality=other, person_id=1)
    there = acting_for(other, Account.objects.get(id=kari.account_id))
    here_secret, there_secret = feed_of(kari), feed_of(there)
    with clock.frozen_at(NOW):
        act(lambda: calendars.invite(1, to={GATHERING: TOLD}), acting=kari)
    assert len(events(calendars.read_feed(here_secret))) == 1
    assert events(calendars.read_feed(there_secret)) == []


def test_the_feed_speaks_its_owner_s_language_and_survives_a_key_change(kari: Acting, settings: Any) -> None:
    secret = feed_of(kari)
    assert Calendar.from_ical(calendars.read_feed(secret))["NAME"] == "Mine samlinger i Lederløft"
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert calendars.get_feed_secret(kari) == secret
    assert calendars.read_feed(secret)


def test_the_installation_itself_has_no_calendar(municipality: Municipality) -> None:
    with pytest.raises(NotAllowed):
        calendars.make_feed(acting=upkeep(municipality_id=municipality.id))
