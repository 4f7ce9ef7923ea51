"""Guessing: ids in a row lead to nobody, and a key that belongs to somebody else is refused as one that nobody has."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lederloft.domain.organisation.models import Person
from lederloft.domain.participation.models import Seat
from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.foundation.clock import api as clock
from tests.domain.makers import SIGN_UP_TIME, Somebody, Town, make_edition, make_town
from tests.faces.api.calling import FREE_KEY, V1, in_session, with_key
from tests.makers import make_account
from tests.rights.places import Place, make_place, read_matrix, routes, words_of

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

# --- ids in a row

PEOPLE = 200
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


def a_full_town() -> Town:
    """Two hundred people with addresses on seats of one edition, and everybody's account."""
    town = make_town()
    edition_id = make_edition(town, PEOPLE)
    with town.reading():
        people = Person.objects.bulk_create(
            [Person(name=f"Nummer {n}", email=f"nummer{n}@example.org") for n in range(PEOPLE)]
        )
        now = clock.now()
        seated = {"state": "seated", "rule": "seat_was_free", "signed_up_at": now, "seated_at": now}
        Seat.objects.bulk_create(
            [
                Seat(edition_id=edition_id, person=person, seat_number=n, **seated)
                for n, person in enumerate(people[:-1], 1)
            ]
        )
    for person in people[:5]:
        make_account(town.municipality, person_id=person.pk)
    return town


def guesses(number: int) -> Iterator[str]:
    """Where an id could lead to somebody: as it is, and as long as a key."""
    key = str(number).rjust(22, "0")
    yield f"{V1}/editions/{key}/participants"
    yield f"{V1}/gatherings/{key}/attendance"
    yield f"{V1}/people?limit=1&offset={number}"
    yield f"/historikk/plass/{number}"
    yield f"/min-utvikling/tilbud/{number}"


def test_two_hundred_ids_in_a_row_give_a_participant_no_address_of_others() -> None:
    with clock.frozen_at(SIGN_UP_TIME):
        town = a_full_town()
        leader = town.person(name="Deltaker")
        session, program = in_session(leader), with_key(leader)
        found: set[str] = set()
        for number in range(1, PEOPLE + 1):
            for path in guesses(number):
                answer = session.client.get(path)
                assert answer.status_code in {200, 403, 404}, path
                found |= set(_ADDRESS.findall(answer.content.decode()))
        for page in ("/people?limit=200", "/people?limit=200&offset=0", "/me"):
            found |= set(_ADDRESS.findall(program.get(page).content.decode()))
        assert not found
        # The office, who may see them, does: there is something to be found.
        office = in_session(town.person()).client
        assert office.get(f"{V1}/people").json()["total"] == 1
        seen = in_session(_office(town)).get("/people", limit=200).json()
        assert seen["total"] > PEOPLE


def _office(town: Town) -> Somebody:
    return Somebody(town.office.person_id or 0, town.office)


# --- foreign and free keys


def plain(answer: Any, *given: str) -> tuple[int, str, list[tuple[str, str]]]:
    """Status, body and headers without what is new for each request or was given in the address."""
    body = answer.content.decode()
    body = re.sub(r'name="(csrfmiddlewaretoken|client_key)" value="[^"]*"', "", body)
    body = re.sub(r'(nonce|data-token)="[^"]*"', "", body)
    headers = {name: value for name, value in answer.headers.items() if name not in {"Content-Length", "Set-Cookie"}}
    headers = {name: re.sub(r"nonce-[\w+/=-]+", "", value) for name, value in headers.items()}
    for key in given:
        body = body.replace(key, "")
        headers = {name: value.replace(key, "") for name, value in headers.items()}
    return answer.status_code, body, sorted(headers.items())


def test_a_foreign_key_and_a_free_one_get_the_same_answer(sign_up_day: clock.StoppedClock) -> None:
    """On every route that takes a key, for everybody who may use it: status, text and headers."""
    here, other = make_place(), make_place()
    wrong, compared = [], 0
    matrix, paths = read_matrix(), dict(routes())
    for name, row in matrix.items():
        words = words_of(paths[name])
        if row.who == {"open"} or not words or name == "service_settings":
            continue
        foreign_keys = {word: other.key(name, paths[name], word) for word in words}
        free_keys = {word: key if word == "what" else FREE_KEY for word, key in foreign_keys.items()}
        for who in ["leder", "it"] if row.who == {"in"} else sorted(row.who)[:2]:
            client = _client_of(here, who)
            for method in sorted(row.methods):
                answers = []
                for keys in (foreign_keys, free_keys):
                    path = _address(name, keys)
                    data = {"client_key": new_client_key()}
                    answer = (
                        client.post(path, data)
                        if method == "POST" and not path.startswith("/api/")
                        else client.generic(
                            method, path, b"{}", "application/json", headers={"Idempotency-Key": new_client_key()}
                        )
                    )
                    answers.append(plain(answer, *keys.values()))
                compared += 1
                if answers[0] != answers[1]:
                    wrong.append(f"{method} {name} as {who}: {answers[0][0]} and {answers[1][0]}")
    assert not wrong, "\n".join(wrong)
    assert compared > 80


def _address(name: str, keys: dict[str, str]) -> str:
    return reverse(name, kwargs=keys)


def _client_of(place: Place, who: str) -> Client:
    if who not in place.clients:
        place.clients[who] = Client()
        place.clients[who].force_login(place.people[who])
    return place.clients[who]


def test_the_comparison_sees_a_difference(place: Place) -> None:
    """One's own key against a free one differs, so that the measure measures."""
    client = _client_of(place, "utviklingskontoret")
    own = place.keys["development_office/tilbud.key"]
    answers = [
        plain(client.get(reverse("development_office:offer", args=[key])), own, FREE_KEY) for key in (own, FREE_KEY)
    ]
    assert answers[0][0] != answers[1][0]
    assert answers[0][1] != answers[1][1]
