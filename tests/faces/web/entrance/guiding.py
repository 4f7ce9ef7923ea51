"""The set-up guide as a person goes through it."""

from django.http import HttpResponse
from django.test import Client

from lederloft.foundation.access.api import new_set_up_path
from lederloft.foundation.tenancy.api import Municipality
from tests.faces.web.entrance.visits import hidden

KOMMUNEN = {
    "name": "Røros kommune",
    "number": "5025",
    "organisation_number": "940 898 862",
    "language_form": "neutral",
    "level_model": "two",
}
VIK = {**KOMMUNEN, "name": "Vik kommune", "number": "4639", "organisation_number": "958 935 420"}
TITLER = {"top_leader": "Rådmann", "development_office": "HR og <b>utvikling</b>", "begins_on": "1. januar 2024"}
ADMIN = {"name": "Kari Nordmann", "email": "kari@example.org"}


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def send(client: Client, step: str, told: dict[str, object]) -> HttpResponse:
    """Fill in the step as a person would, with the key of the page."""
    page = client.get(f"/oppsett/{step}")
    assert page.status_code == 200, step
    return client.post(f"/oppsett/{step}", {**told, "client_key": hidden(page, "client_key")})


def enter(client: Client) -> Client:
    """A browser that has used a link up. From now on it alone is inside."""
    path = new_set_up_path()
    answer = client.post(path, {"client_key": hidden(client.get(path), "client_key")})
    assert answer["Location"].startswith("/oppsett/")
    return client


def made(client: Client) -> Municipality:
    """Through the first three steps."""
    assert send(client, "kommunen", KOMMUNEN)["Location"] == "/oppsett/titler"
    assert send(client, "titler", TITLER)["Location"] == "/oppsett/administrator"
    assert send(client, "administrator", ADMIN)["Location"] == "/oppsett/administrator"
    return Municipality.objects.get()
