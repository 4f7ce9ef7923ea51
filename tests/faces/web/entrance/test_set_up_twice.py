"""The set-up guide with two browsers, and the same press twice: one municipality, and nobody is told a lie."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from lederloft.domain.organisation.api import get_profile
from lederloft.domain.organisation.values import TitleKind
from lederloft.foundation.access.api import new_set_up_path
from lederloft.foundation.access.models import Invitation
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.trail.models import TrailEntry
from tests.faces.web.entrance.guiding import ADMIN, KOMMUNEN, TITLER, VIK, enter, made, send, text_of
from tests.faces.web.entrance.visits import hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(client: Client) -> Client:
    return enter(client)


def test_the_same_press_twice_makes_one_municipality(inside: Client) -> None:
    send(inside, "kommunen", KOMMUNEN)
    send(inside, "titler", TITLER)
    key = hidden(inside.get("/oppsett/administrator"), "client_key")
    for _ in range(2):
        answer = inside.post("/oppsett/administrator", {**ADMIN, "client_key": key})
        assert (answer.status_code, answer["Location"]) == (303, "/oppsett/administrator")
    assert Municipality.objects.count() == Invitation.objects.count() == 1


def test_two_browsers_tell_each_for_itself(inside: Client) -> None:
    send(inside, "kommunen", KOMMUNEN)
    other = enter(Client())
    assert other.get("/oppsett")["Location"] == "/oppsett/kommunen"
    assert "Røros" not in text_of(other.get("/oppsett/kommunen"))
    send(other, "kommunen", VIK)
    enter(inside)
    send(inside, "titler", TITLER)
    assert 'value="Røros kommune"' in text_of(inside.get("/oppsett/kommunen"))
    assert enter(other).get("/oppsett")["Location"] == "/oppsett/titler"


def test_the_link_used_last_takes_the_key_from_those_before(inside: Client) -> None:
    other = enter(Client())
    made(other)
    assert "/invitasjon/" in text_of(other.get("/oppsett/administrator"))
    for step in ("kommunen", "administrator", "inviter", "ferdig"):
        for answer in (inside.get(f"/oppsett/{step}"), inside.post(f"/oppsett/{step}", ADMIN)):
            assert (answer.status_code, answer["Location"]) == (303, "/oppsett"), step
    told = text_of(inside.get("/oppsett"))
    assert "så lenge ingen har åpnet en nyere" in told
    assert ADMIN["email"] not in told
    assert Invitation.objects.count() == 1
    assert enter(inside).get("/oppsett/administrator").status_code == 200
    assert other.get("/oppsett/administrator")["Location"] == "/oppsett"


def test_an_old_press_that_comes_again_takes_no_key_back() -> None:
    path, first, other = new_set_up_path(), Client(), Client()
    key = hidden(first.get(path), "client_key")
    first.post(path, {"client_key": key})
    enter(other)
    first.post(path, {"client_key": key})
    assert first.get("/oppsett/kommunen")["Location"] == "/oppsett"
    assert other.get("/oppsett/kommunen").status_code == 200


def test_what_is_made_is_taken_up_in_another_browser(inside: Client) -> None:
    made(inside)
    send(inside, "e-post", {})
    other = enter(Client())
    assert other.get("/oppsett")["Location"] == "/oppsett/logo"
    assert 'value="Røros kommune"' in text_of(other.get("/oppsett/kommunen"))


def test_whoever_comes_second_is_told_and_changes_nothing(inside: Client) -> None:
    other = enter(Client())
    send(other, "kommunen", VIK)
    send(other, "titler", {**TITLER, "top_leader": "Kommunedirektør"})
    drawn = {
        step: hidden(other.get(f"/oppsett/{step}"), "client_key") for step in ("kommunen", "titler", "administrator")
    }
    municipality = made(enter(inside))
    enter(other)
    told = {"kommunen": VIK, "titler": TITLER, "administrator": {"name": "Ola", "email": "ola@example.org"}}
    for step, key in drawn.items():
        answer = other.post(f"/oppsett/{step}", {**told[step], "client_key": key})
        assert answer.status_code == 409, step
        assert "En kommune er alt opprettet her" in text_of(answer)
    assert Municipality.objects.get() == municipality
    assert [one.email for one in Invitation.objects.all()] == ["kari@example.org"]
    with scope(municipality.id):
        profile = get_profile(on=clock.today())
    assert profile is not None
    assert (profile.details.name, profile.titles[TitleKind.TOP_LEADER]) == ("Røros kommune", "Rådmann")
    # What she sees next is the municipality there is, and from then on she may change it.
    assert 'value="Røros kommune"' in text_of(other.get("/oppsett/kommunen"))
    assert send(other, "administrator", {"name": "Ola", "email": "ola@example.org"}).status_code == 303
    assert Invitation.objects.count() == 2


def test_without_what_was_told_nothing_is_made(inside: Client) -> None:
    key = hidden(inside.get("/oppsett/kommunen"), "client_key")
    assert inside.post("/oppsett/administrator", {**ADMIN, "client_key": key})["Location"] == "/oppsett"
    other = enter(Client())
    made(other)
    assert enter(inside).post("/oppsett/administrator", {**ADMIN, "client_key": key}).status_code == 409
    assert Invitation.objects.count() == Municipality.objects.count() == 1


def test_the_same_press_on_the_link_twice_gets_in_and_an_old_one_does_not(client: Client) -> None:
    path = new_set_up_path()
    key = hidden(client.get(path), "client_key")
    assert client.post(path, {"client_key": key}).status_code == 303
    again = Client()  # the first answer never came, so this browser holds nothing
    assert again.post(path, {"client_key": key})["Location"] == "/oppsett/kommunen"
    assert again.get("/oppsett/kommunen").status_code == 200
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        assert Client().post(path, {"client_key": key}).status_code == 404


@pytest.mark.parametrize("step", ["kommunen", "titler", "administrator", "e-post", "logo", "inviter"])
def test_the_same_press_twice_in_any_step_is_one(inside: Client, step: str) -> None:
    municipality = made(inside)
    told: dict[str, dict[str, object]] = {
        "kommunen": {**KOMMUNEN, "name": "Rørosen kommune"},
        "titler": {**TITLER, "top_leader": "Kommunedirektør"},
        "administrator": {"name": "Ola", "email": "ola@example.org"},
        "logo": {"contact_name": "HR-kontoret"},
        "inviter": {"people": "berit@example.org", "role": "leder"},
    }
    key = hidden(inside.get(f"/oppsett/{step}"), "client_key")
    counts = []
    for _ in range(2):
        assert inside.post(f"/oppsett/{step}", {**told.get(step, {}), "client_key": key}).status_code == 303
        with scope(municipality.id):
            counts.append((Invitation.objects.count(), OutgoingMail.objects.count(), TrailEntry.objects.count()))
    assert counts[0] == counts[1]
