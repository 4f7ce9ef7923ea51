"""What somebody with bad intent, or an old page open, tries: other methods, other people's keys, rights that ended."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from lederloft.domain.organisation.models import Person
from lederloft.domain.participation.models import Seat
from lederloft.domain.programmes import api as programmes
from lederloft.domain.strategy.models import Offer
from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.foundation.access.models import Account, Membership, RoleGrant, StandIn
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.drafts.models import Draft
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.use_cases.api import KeyUsedForOther
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import OPENS_ON, SIGN_UP_TIME, Somebody, Town, make_edition, make_somebody, make_town
from tests.faces.api.calling import V1, in_session, with_key
from tests.faces.web.browsing import browser_of
from tests.makers import acting_for
from tests.rights.places import ROLES, Place, make_place, read_matrix, routes

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

OFFICE = "/utviklingskontoret"
NEW_OFFER = {"name": "Bare for den ene", "short_description": "Tekst", "audience_levels": "", "act": "save"}


def make_one_of_two(*roles: Role) -> tuple[Town, Town, Somebody, Somebody]:
    """Somebody with one account and these roles in two municipalities."""
    one, two = make_town(), make_town()
    here, there = make_somebody(one.municipality, *roles), make_somebody(two.municipality, *roles)
    account = Account.objects.get(pk=here.acting.account_id)
    Membership.objects.filter(account_id=there.acting.account_id).update(account=account)
    with two.reading():
        RoleGrant.objects.filter(account_id=there.acting.account_id).update(account=account)
    there = Somebody(there.person_id, acting_for(two.municipality, account))
    return one, two, Somebody(here.person_id, acting_for(one.municipality, account)), there


def switch(client: Client, town: Town) -> None:
    """Work for that municipality from now on."""
    assert client.post("/bytt-kommune", {"kommune": town.municipality.public_key}).status_code == 303


def key_on(page: str) -> str:
    """The client key of the form on a page."""
    return page.partition('name="client_key" value="')[2].partition('"')[0]


# --- an old page open


def test_a_form_drawn_in_one_municipality_is_not_taken_in_the_other() -> None:
    one, two, here, _there = make_one_of_two(Role.DEVELOPMENT_OFFICE)
    client = browser_of(here)
    switch(client, one)
    drawn = key_on(client.get(f"{OFFICE}/tilbud/nytt").content.decode())
    assert drawn
    switch(client, two)
    stale = client.post(f"{OFFICE}/tilbud/nytt", {**NEW_OFFER, "client_key": drawn})
    assert stale.status_code == 409
    assert "byttet kommune" in stale.content.decode()
    kept = client.post("/kladd", {"kladd": f"{OFFICE}/tilbud/nytt", "client_key": drawn, "name": "Bare for den ene"})
    assert kept.status_code == 409
    for town in (one, two):
        with town.reading():
            assert not Offer.objects.exists()
            assert not Draft.objects.exists()
    switch(client, one)
    assert client.post(f"{OFFICE}/tilbud/nytt", {**NEW_OFFER, "client_key": drawn}).status_code in {303, 422}


def test_a_key_used_in_one_municipality_answers_nothing_in_the_other() -> None:
    one, two, here, there = make_one_of_two(Role.LEADER)
    key = str(uuid4())
    with clock.frozen_at(SIGN_UP_TIME):
        edition_id = make_edition(one)
        deliver_a_module.sign_up(edition_id, acting=replace(here.acting, client_key=key))
        with pytest.raises(KeyUsedForOther):
            deliver_a_module.sign_up(edition_id, acting=replace(there.acting, client_key=key))
    with two.reading():
        assert not Seat.objects.exists()


def test_a_key_of_somebody_else_answers_for_oneself_only() -> None:
    """The same client key, address and body from another: her own seat, not the stored answer."""
    town, key = make_town(), str(uuid4())
    with clock.frozen_at(SIGN_UP_TIME):
        edition_id = make_edition(town)
        one, other, stranger = in_session(town.person()), in_session(town.person()), with_key(make_town().person())
        with town.reading():
            path = f"/editions/{programmes.find_edition(edition_id).edition_key}/sign-up"
        mine = one.send("post", path, key=key).json()
        hers = other.send("post", path, key=key).json()
        assert mine["seat_key"] != hers["seat_key"]
        assert one.send("post", path, key=key).json() == mine
        assert stranger.send("post", path, key=key).status_code == 404


# --- other methods and other bodies


def test_a_method_in_a_header_or_a_field_is_no_method(place: Place) -> None:
    client = in_session(place.somebody["utviklingskontoret"]).client
    gathering, offer = place.keys["api/gatherings.key"], place.keys["development_office/tilbud.key"]
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        for method in ("PUT", "DELETE", "PATCH"):
            answer = client.post(f"{V1}/gatherings/{gathering}/attendance?_method={method}", headers={name: method})
            assert answer.status_code in {405, 415}
            answer = client.post(f"{OFFICE}/tilbud/{offer}", {"_method": method}, headers={name: method})
            assert answer.status_code == 405


def test_head_and_options_tell_no_more_than_get(place: Place) -> None:
    """For a stranger and for somebody without the role: the same refusal, and nothing in it."""
    paths = dict(routes())
    clients = {None: Client(), "leder": browser_of(place.somebody["leder"])}
    wrong = []
    for name, row in read_matrix().items():
        path = place.path(name, paths[name])
        for who, client in clients.items():
            if row.who == {"open"} or (who and (row.who == {"in"} or who in row.who)):
                continue
            asked = client.get(path).status_code
            head, options = client.head(path), client.options(path)
            # The API knows no HEAD: it says so before it asks who calls.
            told = {asked, 405} if name.startswith("api:") else {asked}
            if head.status_code not in told or head.content:
                wrong.append(f"HEAD {name} as {who}: {head.status_code}, GET {asked}")
            if options.status_code < 300 or (b"<h1" in options.content and options.status_code == 200):
                wrong.append(f"OPTIONS {name} as {who}: {options.status_code} {options.headers.get('Allow')}")
    assert not wrong, "\n".join(wrong)


def test_json_to_a_form_changes_nothing_and_breaks_nothing(place: Place) -> None:
    paths, wrong = dict(routes()), []
    client = browser_of(place.somebody["utviklingskontoret"])
    body = f'{{"client_key": "{new_client_key()}", "name": "x", "role": "it"}}'
    with place.town.reading():
        before = list(Offer.objects.values()), list(Person.objects.values()), list(Seat.objects.values())
    for name, row in read_matrix().items():
        if "POST" in row.methods and "utviklingskontoret" in row.who and not name.startswith("api:"):
            answer = client.post(place.path(name, paths[name]), body, content_type="application/json")
            if answer.status_code not in {400, 409, 415, 422}:
                wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    with place.town.reading():
        assert (list(Offer.objects.values()), list(Person.objects.values()), list(Seat.objects.values())) == before


# --- rights that ended


def statuses(client: Client, *paths: str) -> list[int]:
    return [client.get(path).status_code for path in paths]


def test_a_role_withdrawn_is_gone_at_the_next_request(place: Place) -> None:
    office = place.somebody["utviklingskontoret"]
    client, program = browser_of(office), with_key(office)
    path = f"/editions/{place.keys['api/editions.key']}/participants"
    assert (statuses(client, OFFICE), program.get(path).status_code) == ([200], 200)
    with place.town.reading():
        RoleGrant.objects.filter(account=place.people["utviklingskontoret"]).delete()
    assert (statuses(client, OFFICE), program.get(path).status_code) == ([403], 403)
    assert client.post(f"{OFFICE}/tilbud/nytt", NEW_OFFER).status_code == 403


def test_a_role_holds_from_its_first_day_to_its_last(sign_up_day: clock.StoppedClock) -> None:
    town = make_town()
    office = town.person(Role.DEVELOPMENT_OFFICE)
    with town.reading():
        grant = RoleGrant.objects.filter(account_id=office.acting.account_id)
        grant.update(valid_from=OPENS_ON + timedelta(days=1), valid_to=OPENS_ON + timedelta(days=2))
    client = browser_of(office)
    for day, status in ((0, 403), (1, 200), (2, 200), (3, 403)):
        for moment in (
            clock.start_of_day(OPENS_ON + timedelta(days=day)),
            clock.end_of_day(OPENS_ON + timedelta(days=day)) - timedelta(seconds=1),
        ):
            sign_up_day.move_to(moment)
            client.force_login(Account.objects.get(pk=office.acting.account_id))
            assert statuses(client, OFFICE) == [status], moment


def test_a_stand_in_has_the_roles_in_the_period_and_no_longer(sign_up_day: clock.StoppedClock) -> None:
    town = make_town()
    head, deputy = town.person(Role.UNIT_HEAD), town.person(Role.LEADER)
    with town.reading():
        lent = StandIn.objects.create(
            absent_account_id=head.acting.account_id,
            stand_in_account_id=deputy.acting.account_id,
            valid_from=OPENS_ON,
            valid_to=OPENS_ON,
        )
    client = browser_of(deputy)
    assert statuses(client, "/min-enhet", OFFICE) == [200, 403]
    assert not acting_for(town.municipality, Account.objects.get(pk=head.acting.account_id)).has(Role.LEADER)
    with town.reading():
        Membership.objects.filter(account_id=head.acting.account_id).update(disabled_at=clock.now())
    assert statuses(client, "/min-enhet") == [403]  # nobody lends what she no longer has
    Membership.objects.filter(account_id=head.acting.account_id).update(disabled_at=None)
    with town.reading():
        StandIn.objects.filter(pk=lent.pk).update(
            valid_from=OPENS_ON - timedelta(days=2), valid_to=OPENS_ON - timedelta(days=1)
        )
    assert statuses(client, "/min-enhet") == [403]


def test_it_and_data_protection_are_never_lent(sign_up_day: clock.StoppedClock) -> None:
    town = make_town()
    deputy = town.person(Role.LEADER)
    for role in (Role.IT, Role.DATA_PROTECTION):
        with town.reading():
            StandIn.objects.create(
                absent_account_id=town.person(role).acting.account_id,
                stand_in_account_id=deputy.acting.account_id,
                valid_from=OPENS_ON,
                valid_to=OPENS_ON,
            )
    assert statuses(browser_of(deputy), "/drift", "/personvern") == [403, 403]


def test_a_membership_that_ended_opens_nothing_there_and_leaves_the_other() -> None:
    one, two, here, there = make_one_of_two(Role.LEADER)
    client, program_here, program_there = browser_of(here), with_key(here), with_key(there)
    switch(client, one)
    Membership.objects.filter(account_id=here.acting.account_id, municipality=one.municipality).update(
        disabled_at=clock.now()
    )
    assert program_here.get("/me").status_code == 401
    assert program_there.get("/me").status_code == 200
    assert client.post("/bytt-kommune", {"kommune": one.municipality.public_key}).status_code == 404
    answer = client.get(f"{V1}/me")  # the session falls back on where she still belongs
    assert answer.json()["municipality"] == two.municipality.slug.capitalize()


def test_nobody_chooses_a_municipality_she_does_not_belong_to() -> None:
    town, other = make_town(), make_town()
    client = browser_of(town.person())
    for chosen in (other.municipality.public_key, str(other.municipality.pk), other.municipality.slug, ""):
        assert client.post("/bytt-kommune", {"kommune": chosen}).status_code == 404
    assert client.get(f"{V1}/me").json()["municipality"] == town.municipality.slug.capitalize()


def test_a_key_opens_its_own_municipality_whatever_the_session_says() -> None:
    one, two, here, there = make_one_of_two(Role.LEADER)
    with clock.frozen_at(SIGN_UP_TIME):
        make_edition(one)
        caller = with_key(there)
        caller.client.force_login(Account.objects.get(pk=here.acting.account_id))
        assert caller.get("/me").json()["municipality"] == two.municipality.slug.capitalize()
        assert caller.get("/editions").json()["total"] == 0
        # A key that doesn't open isn't helped by a session, and a key is no way into the pages.
        broken = caller.client.get(f"{V1}/me", headers={"Authorization": "Bearer lederloft_x"})
        assert broken.status_code == 401
        stranger = Client(headers=caller.headers)
        assert stranger.get("/min-utvikling").status_code == 302
        for name in ("token", "access_token", "key"):
            asked = Client().get(f"{V1}/me", {name: caller.headers["Authorization"].partition(" ")[2]})
            assert asked.status_code == 401


def test_a_role_gained_by_a_field_is_not_gained(place: Place) -> None:
    """Names of columns sent along with a form of one's own change nothing about oneself."""
    client = browser_of(place.somebody["leder"])
    more = {"role": "it", "roles": "it", "is_active": "1", "municipality_id": "2", "municipality": "2", "account": "1"}
    for path in ("/meg/varsler", "/sprak", "/utseende", "/meg/kalender/lag", "/kladd"):
        client.post(path, {"client_key": new_client_key(), "language": "nb", "scheme": "dark", **more})
    with scope(place.town.municipality.id):
        held = RoleGrant.objects.filter(account=place.people["leder"]).values_list("role", "valid_from")
        assert list(held) == [("leder", date(2020, 1, 1))]
    assert Membership.objects.filter(account=place.people["leder"]).count() == 1
    assert statuses(client, "/drift") == [403]


def test_every_role_is_tried() -> None:
    assert len(ROLES) == 11
    assert make_place().people.keys() == set(ROLES)
