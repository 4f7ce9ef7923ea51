"""One-click links: for example people, on one's own machine, nowhere else."""

import pytest
from django.test import Client
from pytest_django import Settings

from lederloft.foundation.acting.values import Role
from lederloft.foundation.tenancy.api import Municipality
from lederloft.foundation.trail.models import InstallationEntry
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def example() -> Municipality:
    here = make_municipality("stavanger")
    here.is_example = True
    here.save()
    return here


@pytest.mark.parametrize("role", list(Role))
def test_a_link_per_role_opens_the_room_of_that_role(client: Client, example: Municipality, role: Role) -> None:
    everything = make_account(example, *Role)
    only = make_account(example, role)
    answer = client.get(f"/logg-inn/som/{role.value}?kommune=stavanger")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert answer["Location"] != "/"
    assert client.session["_auth_user_id"] == str(only.id) != str(everything.id)
    assert InstallationEntry.objects.get(kind="access.SignedIn").data["method"] == "one_click"


def test_another_role_replaces_the_person_and_the_session(client: Client, example: Municipality) -> None:
    make_account(example, Role.LEADER)
    boss = make_account(example, Role.IT)
    client.get("/logg-inn/som/leder?kommune=stavanger")
    before = client.session.session_key
    client.get("/logg-inn/som/it?kommune=stavanger")
    assert client.session["_auth_user_id"] == str(boss.id)
    assert client.session.session_key != before


@pytest.mark.parametrize("path", ["ukjent", "it", "leder?kommune=ukjent", "leder?kommune=", "leder%00"])
def test_what_is_not_there_is_not_found(client: Client, example: Municipality, path: str) -> None:
    assert client.get(f"/logg-inn/som/{path}").status_code == 404


def test_real_municipalities_are_never_opened(client: Client) -> None:
    here = make_municipality("ekte")
    make_account(here, Role.LEADER)
    assert client.get("/logg-inn/som/leder?kommune=ekte").status_code == 404
    assert client.get("/logg-inn/som/leder").status_code == 404


def test_where_the_setting_is_off_the_door_is_shut(client: Client, example: Municipality, settings: Settings) -> None:
    make_account(example, Role.LEADER)
    settings.ONE_CLICK_SIGN_IN = False
    assert client.get("/logg-inn/som/leder?kommune=stavanger").status_code == 404
    assert "_auth_user_id" not in client.session
