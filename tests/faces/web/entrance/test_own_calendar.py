"""One's own calendar."""

import pytest
from django.test import Client

from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import at_sign_up, make_edition, make_town
from tests.faces.web.browsing import browser_of, with_key

pytestmark = pytest.mark.django_db


def test_ones_own_calendar_has_a_secret_address() -> None:
    town = make_town()
    leader = town.person()
    with at_sign_up():
        deliver_a_module.sign_up(make_edition(town), acting=leader.acting)
        browser = browser_of(leader)
        browser.post("/meg/kalender/lag", with_key())
        address = browser.get("/meg/kalender").content.decode().split('value="http://testserver')[1].split('"')[0]
        feed = Client().get(address)
        assert feed["Content-Type"].startswith("text/calendar")
        assert feed.content.decode().count("BEGIN:VEVENT") == 3
        browser.post("/meg/kalender/steng", with_key())
        assert Client().get(address).status_code == 404
