"""Writing: once, from our own pages or with a key, and with a refusal a program can go by."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from lederloft.foundation.access import api as access
from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from tests.domain.makers import Town, after, at_sign_up, edition_key, make_edition, make_town
from tests.faces.api.calling import V1, Caller, in_session, make_key, with_key
from tests.faces.api.test_routes import make_world

pytestmark = pytest.mark.django_db


def _open_edition() -> tuple[Town, str]:
    town = make_town()
    return town, edition_key(town, make_edition(town))


def test_the_same_key_gives_the_same_answer_and_one_seat() -> None:
    town, key = _open_edition()
    with at_sign_up():
        leader = with_key(town.person())
        mine = str(uuid4())
        first = leader.send("post", f"/editions/{key}/sign-up", key=mine)
        again = leader.send("post", f"/editions/{key}/sign-up", key=mine)
        assert first.status_code == 200
        assert first.content == again.content
        assert leader.get(f"/editions/{key}").json()["seats"]["taken"] == 1
        gave_up = leader.send("post", f"/seats/{first.json()['seat_key']}/give-up")
        assert gave_up.json() == {"seat_key": first.json()["seat_key"], "state": "given_up"}
        # A late repeat of the sign-up is a repeat, not a new sign-up.
        assert leader.send("post", f"/editions/{key}/sign-up", key=mine).content == first.content
        assert leader.get(f"/editions/{key}").json()["seats"]["taken"] == 0


def test_a_key_used_for_something_else_is_refused() -> None:
    town, key = _open_edition()
    mine = str(uuid4())
    with at_sign_up():
        leader = with_key(town.person())
        seat = leader.send("post", f"/editions/{key}/sign-up", key=mine).json()["seat_key"]
        refused = leader.send("post", f"/seats/{seat}/give-up", key=mine)
    assert (refused.status_code, refused.json()["code"]) == (409, "use_cases.key_used_for_other")


@pytest.mark.parametrize("sent", [None, "ikke-en-uuid", "1" * 400])
def test_a_write_without_a_good_key_is_refused(sent: str | None) -> None:
    town, key = _open_edition()
    with at_sign_up():
        answer = in_session(town.person()).send("post", f"/editions/{key}/sign-up", key=sent)
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")


def test_attendance_is_registered_once_and_completes() -> None:
    world = make_world()
    mine = str(uuid4())
    with clock.frozen_at(after(1)):
        office = with_key(world.town.person(Role.DEVELOPMENT_OFFICE))
        path = f"/gatherings/{world.gathering}/attendance"
        body = {"entries": [{"seat_key": world.seat, "kind": "partial", "minutes": 105}]}
        first = office.send("put", path, body, key=mine)
        assert first.json() == {"gathering_key": world.gathering, "changed": [world.seat], "completed": []}
        assert office.send("put", path, body, key=mine).content == first.content
        row = office.get(path).json()["items"][0]
    assert (row["kind"], row["minutes"], row["name"]) == ("partial", 105, "Ingrid Vik")


@pytest.mark.parametrize(
    ("entries", "code", "field"),
    [
        ([], "api.field_invalid", "entries"),
        ([{"seat_key": "B" * 22, "kind": "full"}], "api.field_unknown", "entries.0.seat_key"),
        ([{"seat_key": "SEAT", "kind": "syk"}], "api.field_invalid", "entries.0.kind"),
        ([{"seat_key": "SEAT", "kind": "partial", "minutes": "10"}], "api.field_invalid", "entries.0.minutes"),
        ([{"seat_key": "SEAT", "kind": "partial", "minutes": 10**400}], "api.field_invalid", "entries.0.minutes"),
        ([{"seat_key": "SEAT", "kind": "partial"}], "participation.minutes_missing", "minutes"),
        ([{"seat_key": "SEAT", "kind": "full"}] * 2, "api.field_invalid", "entries.1.seat_key"),
        ([{"seat_key": "SEAT", "kind": "full", "reason": "syk"}], "api.field_unknown", "entries.0.reason"),
    ],
)
def test_a_wrong_list_is_refused_whole(entries: list[dict[str, Any]], code: str, field: str) -> None:
    world = make_world()
    for entry in entries:
        if entry["seat_key"] == "SEAT":
            entry["seat_key"] = world.seat
    with clock.frozen_at(after(1)):
        office = in_session(world.town.person(Role.DEVELOPMENT_OFFICE))
        answer = office.send("put", f"/gatherings/{world.gathering}/attendance", {"entries": entries})
        assert answer.status_code == 422
        assert answer.json()["code"] == code
        assert answer.json()["field"] == field
        assert office.get(f"/gatherings/{world.gathering}/attendance").json()["items"][0]["kind"] is None


def test_the_office_signs_up_a_leader_and_a_leader_nobody_else() -> None:
    town, key = _open_edition()
    ingrid = town.person(name="Ingrid Vik")
    with town.reading():
        person_key = _person_key(ingrid.person_id)
    with at_sign_up():
        office = in_session(town.person(Role.DEVELOPMENT_OFFICE))
        assert office.send("post", f"/editions/{key}/sign-up", {"person_key": person_key}).status_code == 200
        names = [row["name"] for row in office.get(f"/editions/{key}/participants").json()["items"]]
        assert names == ["Ingrid Vik"]
        # A colleague she may not see is as unknown as somebody who doesn't exist.
        jonas = in_session(town.person(name="Jonas Eide"))
        refused = jonas.send("post", f"/editions/{key}/sign-up", {"person_key": person_key})
        nobody = jonas.send("post", f"/editions/{key}/sign-up", {"person_key": "A" * 22})
    assert (refused.status_code, refused.content) == (404, nobody.content)


def _person_key(person_id: int) -> str:
    """A person's public key. In the scope."""
    from lederloft.domain.organisation.models import Person

    return Person.objects.get(pk=person_id).public_key


def test_a_session_writes_from_our_own_pages_only() -> None:
    town, key = _open_edition()
    leader = town.person()
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(pk=leader.acting.account_id))
    browser = Caller(client, {})
    with at_sign_up():
        bare = browser.send("post", f"/editions/{key}/sign-up")
        assert (bare.status_code, bare.json()["code"]) == (403, "api.not_from_our_pages")
        client.get("/logg-inn")
        client.get("/min-utvikling")
        client.get(f"/min-utvikling/tilbud/{key}")
        token = client.cookies["csrftoken"].value
        foreign = browser.send(
            "post", f"/editions/{key}/sign-up", Origin="https://ond.example", **{"X-CSRFToken": token}
        )
        assert foreign.status_code == 403
        ours = browser.send("post", f"/editions/{key}/sign-up", Origin="http://testserver", **{"X-CSRFToken": token})
        assert ours.status_code == 200


@pytest.mark.parametrize("origin", ["https://ond.example", "null", "http://testserver.ond.example"])
@pytest.mark.parametrize("path", ["/me", "/editions", "/finnes-ikke"])
def test_a_foreign_origin_gets_no_permission(origin: str, path: str) -> None:
    town = make_town()
    caller = with_key(town.person())
    asked = {**caller.headers, "Origin": origin, "Access-Control-Request-Method": "GET"}
    for answer in (
        caller.client.get(V1 + path, headers=asked),
        caller.client.options(V1 + path, headers=asked),
        Client().get(V1 + path, headers={"Origin": origin}),
    ):
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_other_content_is_refused_before_it_is_read(content_type: str) -> None:
    town, key = _open_edition()
    client = in_session(town.person()).client
    answer = client.post(f"{V1}/editions/{key}/sign-up", data=b"{}", content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "api.not_json")


@pytest.mark.parametrize("body", [b"", b"[", b"\xff\xfe", b"[" * 200_000, b"{}{}", b"null", b"[]", b'"x"', b"1e999999"])
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    town, key = _open_edition()
    client = in_session(town.person()).client
    path = f"{V1}/editions/{key}/sign-up"
    headers = {"Idempotency-Key": str(uuid4())}
    answer = client.post(path, data=body, content_type="application/json", headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.json()["code"].startswith("api.")


def test_a_body_too_large_is_refused() -> None:
    town, key = _open_edition()
    client = in_session(town.person()).client
    body = json.dumps({"person_key": "A" * 3_000_000})
    headers = {"Idempotency-Key": str(uuid4())}
    path = f"{V1}/editions/{key}/sign-up"
    answer = client.post(path, data=body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "api.too_large")


def test_keys_that_do_not_open() -> None:
    town = make_town()
    leader = town.person()
    secret, public_key = make_key(leader.acting)

    def status(header: str) -> int:
        return Client().get(f"{V1}/me", headers={"Authorization": header}).status_code

    assert status(f"Bearer {secret}") == 200
    assert status(f"bearer  {secret} ") == 200
    wrong = [
        "",
        "Bearer",
        "Bearer ",
        f"Basic {secret}",
        secret,
        f"Bearer {secret}x",
        f"Bearer {secret[:-1]}",
        "Bearer æ",
    ]
    assert {header: status(header) for header in wrong} == dict.fromkeys(wrong, 401)
    # A bad key is not rescued by a good session.
    assert in_session(leader).client.get(f"{V1}/me", headers={"Authorization": "Bearer x"}).status_code == 401
    with clock.frozen_at(clock.now() + timedelta(days=40)):
        assert status(f"Bearer {secret}") == 401
    access.revoke_token(public_key, acting=leader.acting)
    assert status(f"Bearer {secret}") == 401


def test_a_disabled_account_is_out_at_once() -> None:
    town = make_town()
    leader = town.person()
    caller, browser = with_key(leader), in_session(leader)
    assert (caller.get("/me").status_code, browser.get("/me").status_code) == (200, 200)
    administrator = town.person(Role.IT)
    with town.reading():
        account_key = next(a.public_key for a in access.list_accounts() if a.account_id == leader.acting.account_id)
    access.disable_account(account_key, acting=administrator.acting)
    assert (caller.get("/me").status_code, browser.get("/me").status_code) == (401, 401)
    access.enable_account(account_key, acting=administrator.acting)
    assert caller.get("/me").status_code == 401


def test_a_role_taken_away_counts_for_the_next_call() -> None:
    from lederloft.foundation.access.models import RoleGrant

    town, key = _open_edition()
    office = town.person(Role.DEVELOPMENT_OFFICE)
    caller = with_key(office)
    assert caller.get(f"/editions/{key}/participants").status_code == 200
    with town.reading():
        RoleGrant.objects.filter(account_id=office.acting.account_id).delete()
    assert caller.get(f"/editions/{key}/participants").status_code == 403


def test_the_trail_says_that_a_key_was_used() -> None:
    town, key = _open_edition()
    leader = town.person()
    with at_sign_up():
        with_key(leader).send("post", f"/editions/{key}/sign-up")
    from lederloft.foundation.trail.models import TrailEntry

    with town.reading():
        entry = TrailEntry.objects.filter(account_id=leader.acting.account_id, kind__contains="SeatReserved").get()
    assert entry.via == "token"
