"""Every route × every role × every method, against the hand-written matrix; and keys of another municipality."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.foundation.acting.values import Role
from lederloft.foundation.tenancy.api import Municipal, Municipality, scope
from tests.rights.places import ROLES, Place, Row, make_place, read_matrix, routes

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

# Left by a signed-in visit with a wrong or missing key: an answer, not a refusal of the role.
ANSWERED = {200, 202, 303, 400, 404, 409, 422}


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


def _visit(place: Place, who: str | None, method: str, path: str, **data: Any) -> tuple[int, str]:
    client = place.clients.get(who)
    if client is None or (method == "POST" and path == "/logg-ut"):
        client = place.clients[who] = Client()
        if who is not None:
            client.force_login(place.people[who])
    answer = (
        client.post(path, data, headers={"Accept": "text/html"})
        if data and method == "POST" and not path.startswith("/api/")
        else client.generic(method, path, headers={"Accept": "text/html"})
    )
    if path.startswith(("/logg-", "/bytt-", "/invitasjon")):
        place.clients.pop(who)  # the visit may have changed who is signed in
    return answer.status_code, answer.headers.get("Location", "")


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
    """Ids swapped between two municipalities: 404 on every route that takes a key, for those who may use the route.

    The keys are those of rows that there are, a write brings a client key, and nothing of the other's is changed.
    """
    other = make_place()
    before = list(_everything_of(other.town.municipality))
    wrong, tried = [], 0
    matrix, paths = read_matrix(), dict(routes())
    for name, row in matrix.items():
        if row.who == {"open"} or "<" not in paths[name] or name == "service_settings":
            continue
        foreign = other.path(name, paths[name])
        for who in ROLES if row.who == {"in"} else sorted(row.who):
            for method in row.methods:
                status, location = _visit(place, who, method, foreign, client_key=new_client_key())
                tried += 1
                if status != 404 and not (method != "GET" and status in {400, 422}):
                    wrong.append(f"{method} {name} as {who}: {status} {location}")
    assert not wrong, "\n".join(wrong)
    assert tried >= 150
    assert list(_everything_of(other.town.municipality)) == before


def _everything_of(municipality: Municipality) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every row the municipality owns, by table."""
    with scope(municipality.id):
        for model in apps.get_models():
            if issubclass(model, Municipal):
                yield model._meta.label, list(model._default_manager.order_by("pk").values())
            elif any(one.name == "municipality" for one in model._meta.local_concrete_fields):
                rows = model._default_manager.filter(municipality_id=municipality.id)
                yield model._meta.label, list(rows.order_by("pk").values())
