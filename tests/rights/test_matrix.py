"""Every route × every role × every method, against the hand-written matrix; and keys of another municipality."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.strategy import api as strategy
from lederloft.foundation.access.api import Account, Role
from lederloft.foundation.acting.api import upkeep
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import OPENS_ON, Town, at_sign_up, make_edition, make_town

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

MATRIX = Path(__file__).with_name("matrix.txt")
ROLES = [role.value for role in Role]
# Left by a signed-in visit with a wrong or missing key: an answer, not a refusal of the role.
ANSWERED = {200, 202, 303, 400, 404, 409, 422}


@dataclass
class Row:
    """One line of the matrix."""

    name: str
    methods: set[str]
    who: set[str]


def read_matrix() -> dict[str, Row]:
    rows = {}
    for line in MATRIX.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, methods, *who = line.split()
            assert name not in rows, f"{name} stands twice"
            rows[name] = Row(name, set(methods.split(",")), set(who))
    return rows


def routes() -> Iterator[tuple[str, str]]:
    """(full name, pattern) of every mounted route but the show page of the kit, which production doesn't have."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str, space: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                name = f"{space}:{pattern.name}" if space else str(pattern.name)
                yield name, prefix + str(pattern.pattern)
            else:
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern), pattern.namespace or space)

    for name, path in walk(get_resolver().url_patterns, "", ""):
        if not path.startswith("kit"):
            yield name, path


@dataclass
class Place:
    """A municipality with one of everything, and the keys that routes take."""

    town: Town
    keys: dict[str, str] = field(default_factory=dict)
    people: dict[str, Account] = field(default_factory=dict)
    clients: dict[str | None, Client] = field(default_factory=dict)

    def path(self, name: str, pattern: str) -> str:
        found = {}
        for word in re.findall(r"<(?:\w+:)?(\w+)>", pattern):
            found[word] = self.keys.get(f"{name}.{word}") or self.keys.get(f"{_kind(name, pattern)}.{word}", "")
            assert found[word], f"tests/rights/test_matrix.py has no value for <{word}> of {name}"
        return reverse(name, kwargs=found)


def _kind(name: str, pattern: str) -> str:
    """What a route's key is the key of, by the word in front of it."""
    before = pattern.split("<")[0].rstrip("/").rsplit("/", 1)[-1]
    return f"{name.split(':')[0]}/{before}"


def make_place() -> Place:
    town = make_town()
    place = Place(town)
    acting = upkeep(municipality_id=town.municipality.id)
    with town.reading():
        top = organisation.Unit.objects.create()
        organisation.UnitPeriod.objects.create(unit=top, name="Kommunen", kind="line", valid_from=OPENS_ON)
    unit = organisation.add_unit(top.pk, name="Skole", valid_from=OPENS_ON, acting=acting)
    edition_id = make_edition(town)
    for role in Role:
        somebody = town.person(role, name=f"Rolle {role.value}")
        place.people[role.value] = Account.objects.get(pk=somebody.acting.account_id)
        if role in {Role.FACILITATOR, Role.SUPPLIER, Role.COACH}:
            deliver_a_module.assign_a_facilitator(edition_id, person_id=somebody.person_id, acting=town.office)
    leader = town.person(name="En leder")
    with at_sign_up():
        seat = deliver_a_module.sign_up(edition_id, acting=leader.acting)
    post = organisation.add_post(unit.id, title="Rektor", valid_from=OPENS_ON, acting=acting)
    appointment = organisation.appoint(leader.person_id, post_id=post.id, valid_from=OPENS_ON, acting=acting)
    with town.reading():
        edition = programmes.find_edition(edition_id)
        gathering = programmes.list_gatherings(edition_id)[0].gathering_key
        offer = strategy.list_offers(acting=town.office)[0].offer_key
        person = organisation.Person.objects.get(pk=leader.person_id).public_key
    keys = {
        "my_development/tilbud.key": edition.edition_key,
        "attendance/oppmote.key": gathering,
        "development_office/tilbud.key": offer,
        "development_office/moduler.key": edition.module_key,
        "development_office/gjennomforinger.key": edition.edition_key,
        "development_office/gjennomforinger.seat": seat.seat_key,
        "development_office/samlinger.key": gathering,
        "development_office/personer.key": person,
        "development_office/personer.appointment": appointment.public_key,
        "development_office/enheter.key": unit.public_key,
        "development_office/stillinger.key": post.public_key,
        "data_protection/slett.key": person,
        "api/editions.key": edition.edition_key,
        "api/seats.key": seat.seat_key,
        "api/gatherings.key": gathering,
        "results/resultater.slug": town.municipality.slug,
    }
    place.keys = keys | _plain_keys(town, place)
    assert seat.state == participation.SeatState.SEATED
    return place


def _plain_keys(town: Town, place: Place) -> dict[str, str]:
    """Routes whose keys belong to nobody here, or to an account."""
    account = place.people["leder"].public_key
    nothing = "A" * 22
    found = {f"{name}.key": account for name in ("account", "disable_account", "enable_account", "demand_two_step")}
    found |= {f"{name}.key": account for name in ("let_two_step_be", "remove_lost_two_step")}
    found |= {f"{name}.key": account for name in ("account_roles", "account_stand_ins")}
    found |= {f"{name}.key": account for name in ("withdraw_role", "end_account_stand_in")}
    found |= {
        "new_password.key": nothing,
        "new_password.token": nothing,
        "take_invitation.token": nothing,
        "set_up_link.token": nothing,
        "withdraw_administrator.key": nothing,
        "set_up_step.slug": "kommunen",
        "service_settings.slug": "feide",
        "sign_in_as.role": "leder",
        "calendar_feed.secret": nothing,
        "revoke_token.key": nothing,
        "restart_job.key": nothing,
        "withdraw_role.grant": nothing,
        "end_account_stand_in.stand_in": nothing,
        "send_mail_again.key": nothing,
        "withdraw_invitation.key": nothing,
        "history.what": "modul",
        "history.key": nothing,
        "download.key": nothing,
        "my_unit:end_stand_in.key": nothing,
        "data_protection:receipt.key": nothing,
    }
    return found


def test_the_matrix_names_every_route_and_nothing_else() -> None:
    mounted, listed = {name for name, _path in routes()}, set(read_matrix())
    assert mounted - listed == set(), "these routes are not in the matrix"
    assert listed - mounted == set(), "these rows have no route"


def test_the_matrix_knows_its_words() -> None:
    for row in read_matrix().values():
        assert row.methods <= {"GET", "POST", "PUT"}, row.name
        assert row.who in ({"open"}, {"in"}) or (row.who and row.who <= set(ROLES)), row.name


def _is_refused(status: int, location: str) -> bool:
    return status in {401, 403} or (status == 302 and location.startswith("/logg-inn"))


def _is_answered(status: int, location: str, row: Row) -> bool:
    """Open routes may send elsewhere and the API asks for a body; a room that is hers never refuses her."""
    if row.who in ({"open"}, {"in"}):
        return status < 500
    return status in ANSWERED


def _visit(place: Place, who: str | None, method: str, path: str) -> tuple[int, str]:
    client = place.clients.get(who)
    if client is None or (method == "POST" and path == "/logg-ut"):
        client = place.clients[who] = Client()
        if who is not None:
            client.force_login(place.people[who])
    answer = client.generic(method, path, HTTP_ACCEPT="text/html")
    if path.startswith(("/logg-", "/bytt-", "/invitasjon")):
        place.clients.pop(who)  # the visit may have changed who is signed in
    return answer.status_code, answer.headers.get("Location", "")


@pytest.fixture
def place() -> Iterator[Place]:
    with clock.frozen_at(clock.local(OPENS_ON, time(12))):
        yield make_place()


def test_each_role_reaches_what_the_matrix_says_and_no_more(place: Place) -> None:
    wrong, cells = [], 0
    matrix, paths = read_matrix(), dict(routes())
    for name, row in matrix.items():
        path = place.path(name, paths[name])
        for who in (None, *ROLES):
            expected = row.who == {"open"} or (who is not None and (row.who == {"in"} or who in row.who))
            # What no route of the row takes is tried by a stranger and by the widest role only.
            rare = ("PUT", "DELETE") if who in {None, Role.DEVELOPMENT_OFFICE.value} else ()
            for method in ("GET", "POST", *rare):
                status, location = _visit(place, who, method, path)
                cells += 1
                if method not in row.methods:
                    good = status in {403, 404, 405} or _is_refused(status, location)
                elif expected:
                    good = _is_answered(status, location, row)
                else:
                    good = _is_refused(status, location) or status == 404
                if not good:
                    wrong.append(f"{method} {name} as {who}: {status} {location}")
    assert not wrong, "\n".join(wrong)
    assert cells >= 3000


def test_keys_of_another_municipality_are_not_found(place: Place) -> None:
    """Ids swapped between two municipalities: 404 on every route that takes a key, for those who may use the route."""
    other = make_place()
    wrong = []
    matrix, paths = read_matrix(), dict(routes())
    for name, row in matrix.items():
        if row.who == {"open"} or "<" not in paths[name] or name == "service_settings":
            continue
        foreign = other.path(name, paths[name])
        for who in ROLES if row.who == {"in"} else sorted(row.who):
            for method in row.methods:
                status, location = _visit(place, who, method, foreign)
                if status != 404 and not (method != "GET" and status in {400, 422}):
                    wrong.append(f"{method} {name} as {who}: {status} {location}")
    assert not wrong, "\n".join(wrong)
