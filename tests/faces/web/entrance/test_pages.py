"""The page every room builds on, and what the middleware works out before it."""

from typing import Any, ClassVar

import pytest
from django import forms
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from pytest_django import Settings

from lederloft.config.urls import urlpatterns as real
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.faces.web.kit.pages import SIGNED_IN, ActPage, FormPage, Page
from lederloft.foundation.access.api import Account
from lederloft.foundation.access.models import Membership, StandIn
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.errors.values import DomainError, ErrorKind
from lederloft.foundation.tenancy.api import current_municipality, require_municipality
from tests.faces.web.entrance.visits import sign_in, with_password
from tests.makers import make_municipality

pytestmark = pytest.mark.django_db

KEY = "0b9f5b4e-0b43-4a3c-8a41-5ad0a2d4f0f1"
seen: list[Any] = []


class Refused(DomainError):
    code = "test.refused"
    message = "Tallet {number} er for stort. Skriv et mindre."
    field = "number"


class NumberForm(WriteForm):
    number = forms.IntegerField(label="Tall")

    def clean_number(self) -> int:
        require_municipality()  # checks may read
        return int(self.cleaned_data["number"])


class Rooms(Page):
    roles: ClassVar = {Role.LEADER}
    room = "Min utvikling"
    template_name = "entrance/no_role.html"

    def read(self, **kwargs: Any) -> dict[str, object]:
        seen.append((require_municipality(), self.acting.account_id))
        return {"head": Head("Rommet")}


class Everybody(Page):
    roles = SIGNED_IN
    template_name = "entrance/no_role.html"

    def read(self, **kwargs: Any) -> dict[str, object] | HttpResponse:
        return HttpResponse("en fil", content_type="text/plain")


class Number(FormPage):
    roles: ClassVar = {Role.LEADER}
    template_name = "entrance/change_password.html"
    form_class = NumberForm

    def read(self, **kwargs: Any) -> dict[str, object]:
        require_municipality()
        return {"head": Head("Tallet")}

    def act(self, form: Any, acting: Acting, **kwargs: Any) -> str:
        seen.append((current_municipality(), acting.client_key))
        number = form.cleaned_data["number"]
        if number in KINDS:
            error = Refused(number=number)
            error.kind = KINDS[number]
            raise error
        return "/ferdig"


class Button(ActPage):
    roles: ClassVar = {Role.LEADER}

    def back(self, **kwargs: Any) -> str:
        return "/rommet"

    def act(self, acting: Acting, **kwargs: Any) -> str:
        seen.append((current_municipality(), acting.client_key))
        if kwargs["number"]:
            error = Refused(number=kwargs["number"])
            error.kind = KINDS[kwargs["number"]]
            raise error
        return "/ferdig"


KINDS = {
    422: ErrorKind.INVALID,
    403: ErrorKind.NOT_ALLOWED,
    404: ErrorKind.NOT_FOUND,
    409: ErrorKind.CONFLICT,
    413: ErrorKind.TOO_MUCH,
    503: ErrorKind.UNAVAILABLE,
}

urlpatterns = [
    *real,
    path("rommet", Rooms.as_view()),
    path("alle", Everybody.as_view()),
    path("tall", Number.as_view()),
    path("knapp/<int:number>", Button.as_view()),
]


@pytest.fixture(autouse=True)
def these_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    seen.clear()


@pytest.fixture
def leader(client: Client) -> Account:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    return account


def test_it_reads_inside_the_scope_of_her_municipality(client: Client, leader: Account) -> None:
    answer = client.get("/rommet")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert seen == [(leader.memberships.get().municipality_id, leader.id)]
    assert current_municipality() is None


def test_a_download_is_let_through_and_stored_nowhere(client: Client, leader: Account) -> None:
    answer = client.get("/alle")
    assert answer.content == b"en fil"
    assert answer["Cache-Control"] == "no-store"


def test_outside_she_is_sent_to_the_door_and_back(client: Client) -> None:
    assert client.get("/rommet?a=1&b=%C3%A6")["Location"] == "/logg-inn?next=%2Frommet%3Fa%3D1%26b%3D%25C3%25A6"
    assert client.post("/tall", {"number": 1})["Location"] == "/logg-inn?next=%2Ftall"
    fragment = client.get("/rommet", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (401, "/logg-inn?next=%2Frommet")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEADER}))
def test_other_roles_are_refused_in_words(client: Client, role: Role) -> None:
    sign_in(client, with_password(make_municipality(), role))
    for answer in (client.get("/rommet"), client.post("/tall", {"number": 1}), client.post("/knapp/0")):
        assert answer.status_code == 403
        assert "Du har ikke tilgang" in answer.content.decode()
    assert seen == []


def test_it_writes_outside_any_scope_with_the_key_of_the_form(client: Client, leader: Account) -> None:
    answer = client.post("/tall", {"number": 1, "client_key": KEY})
    assert (answer.status_code, answer["Location"]) == (303, "/ferdig")
    assert seen == [(None, KEY)]


@pytest.mark.parametrize("number", sorted(KINDS))
def test_each_kind_of_refusal_has_one_status_and_says_what_and_how(
    client: Client, leader: Account, number: int
) -> None:
    answer = client.post("/tall", {"number": number, "client_key": KEY})
    assert answer.status_code == number
    text = answer.content.decode()
    assert f"Tallet {number} er for stort. Skriv et mindre." in text
    assert ("Retry-After" in answer.headers) == (number == 503)
    assert answer["Cache-Control"] == "no-store"
    if number in {422, 409, 413}:
        assert f'value="{number}"' in text, "what she wrote is kept"
        assert KEY in text, "and the key, so that the mended one is still the same press"


@pytest.mark.parametrize(
    "told", [{}, {"number": "x", "client_key": KEY}, {"number": 1, "client_key": "x"}, {"number": 1}]
)
def test_a_form_that_does_not_hold_never_acts(client: Client, leader: Account, told: dict[str, Any]) -> None:
    assert client.post("/tall", told).status_code == 422
    assert seen == []


@pytest.mark.parametrize("number", [0, *sorted(KINDS)])
def test_a_button_acts_outside_any_scope_or_says_why_not_with_a_way_back(
    client: Client, leader: Account, number: int
) -> None:
    answer = client.post(f"/knapp/{number}", {"client_key": KEY})
    assert seen == [(None, KEY)]
    assert answer.status_code == (number or 303)
    if number:
        assert 'href="/rommet"' in answer.content.decode()
    assert client.get(f"/knapp/{number}").status_code == 405
    assert client.post(f"/knapp/{number}").status_code == 422


def test_who_acts_costs_two_reads_beside_the_session(client: Client, leader: Account) -> None:
    client.get("/alle")
    with CaptureQueriesContext(connection) as queries:
        client.get("/alle")
    machinery = ("django_session", "SAVEPOINT", "set_config")
    told = [q["sql"] for q in queries if not any(word in q["sql"] for word in machinery)]
    assert len(told) == 2, told


def test_she_works_for_one_municipality_at_a_time_and_chooses_which(client: Client, leader: Account) -> None:
    first, other, foreign = leader.memberships.get().municipality, make_municipality("aaa"), make_municipality()
    Membership.objects.create(account=leader, municipality=other)
    client.get("/alle")
    assert client.post("/bytt-kommune", {"kommune": foreign.public_key}).status_code == 404
    assert client.post("/bytt-kommune", {"kommune": first.public_key})["Location"] == "/"
    client.get("/rommet")
    assert seen[-1][0] == first.id
    client.post("/bytt-kommune", {"kommune": other.public_key})
    assert client.get("/rommet").status_code == 403  # the role is in the first one only
    Membership.objects.filter(account=leader, municipality=other).delete()
    client.get("/rommet")
    assert seen[-1][0] == first.id


def test_language_is_the_persons_choice_else_the_cookie_else_the_browsers(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)

    def language(**headers: str) -> str:
        return client.get("/logg-inn/glemt-passord", headers=headers)["Content-Language"]

    assert language() == "nb"
    assert language(**{"Accept-Language": "nn"}) == "nn"
    assert language(**{"Accept-Language": "de, nn;q=0.5, nb;q=0.4"}) == "nn"
    assert language(**{"Accept-Language": "en"}) == "nb"
    client.cookies["django_language"] = "nb"
    assert language(**{"Accept-Language": "nn"}) == "nb"
    sign_in(client, account)
    answer = client.post("/sprak", {"language": "nn", "next": "/rommet"})
    assert answer["Location"] == "/rommet"
    account.refresh_from_db()
    assert account.language == "nn"
    client.cookies["django_language"] = "nb"
    assert language(**{"Accept-Language": "nb"}) == "nn"


def test_choices_that_are_not_offered_are_refused(client: Client) -> None:
    for where, told in (("/sprak", {"language": "xx"}), ("/utseende", {"scheme": "rosa"}), ("/sprak", {})):
        assert client.post(where, told).status_code == 422
        assert client.get(where).status_code == 405
    assert client.post("/utseende", {"scheme": "dark", "next": "//evil.example"})["Location"] == "/"
    assert 'data-color-scheme="dark"' in client.get("/logg-inn").content.decode()


def test_colours_follow_the_person(client: Client, leader: Account) -> None:
    client.post("/utseende", {"scheme": "dark"})
    leader.refresh_from_db()
    assert leader.colour_scheme == "dark"
    assert 'data-color-scheme="dark"' in client.get("/rommet").content.decode()


def test_home_is_the_first_room(client: Client) -> None:
    assert client.get("/")["Location"] == "/oppsett"
    here = make_municipality()
    sign_in(client, with_password(here, Role.IT, Role.UNIT_HEAD))
    assert client.get("/")["Location"] == "/min-enhet"
    client.post("/logg-ut")
    sign_in(client, with_password(here))
    answer = client.get("/")
    assert answer.status_code == 200
    assert "ingen rolle her ennå" in answer.content.decode()


def test_an_account_that_belongs_nowhere_reaches_no_page(client: Client, leader: Account) -> None:
    leader.memberships.all().delete()
    assert client.get("/rommet").status_code == 403
    assert client.get("/alle").status_code == 403


def test_a_lent_role_opens_the_room(client: Client) -> None:
    from datetime import timedelta

    from lederloft.foundation.clock import api as clock
    from lederloft.foundation.tenancy.api import scope

    here = make_municipality()
    absent, other = with_password(here, Role.BUDGET_HOLDER), with_password(here)
    today = clock.today()
    with scope(here.id):
        StandIn.objects.create(
            absent_account=absent, stand_in_account=other, valid_from=today, valid_to=today + timedelta(days=1)
        )
    sign_in(client, other)
    assert client.get("/")["Location"] == "/min-enhet"
