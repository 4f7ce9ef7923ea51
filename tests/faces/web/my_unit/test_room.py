"""My unit: the stand-in."""

import pytest

from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from tests.domain.makers import after, make_town
from tests.faces.web.browsing import browser_of, with_key

pytestmark = pytest.mark.django_db


def test_a_stand_in_is_named_and_ended_on_the_page() -> None:
    town = make_town()
    head, other = town.person(Role.UNIT_HEAD), town.person(Role.LEADER, name="Jonas Eide")
    from lederloft.foundation.access.api import Account

    email = Account.objects.get(pk=other.acting.account_id).email
    browser = browser_of(head)
    fields = {"stand_in": email, "valid_from": "1. mars 2024", "valid_to": "10.03.2024"}
    with clock.frozen_at(after(1)):
        unknown = browser.post("/min-enhet/stedfortreder", with_key(**{**fields, "stand_in": "ukjent@example.org"}))
        assert unknown.status_code == 422
        assert "Ingen hos dere logger inn med denne adressen" in unknown.content.decode().replace("\xa0", " ")
        assert browser.post("/min-enhet/stedfortreder", with_key(**fields)).status_code == 303
        page = browser.get("/min-enhet/stedfortreder").content.decode()
        assert "Jonas Eide" in page
        end = page.split('action="/min-enhet/stedfortreder/')[1].split('"')[0]
        assert browser.post(f"/min-enhet/stedfortreder/{end}", with_key()).status_code == 303
        assert "Avslutt nå" not in browser.get("/min-enhet/stedfortreder").content.decode()
