"""Ways in by mail: an invitation, a forgotten password. Each works once, for the one address, for a while."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from lederloft.foundation.access.account_errors import AlreadyBelongs, NotAnAddress, PersonHasAWayIn
from lederloft.foundation.access.api import (
    Account,
    find_acting_by_token,
    invite_person,
    withdraw_invitation,
)
from lederloft.foundation.access.models import Invitation, Membership, RoleGrant
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.calendars.api import read_feed
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.trail.models import InstallationEntry
from tests.faces.web.entrance.visits import PASSWORD, hidden, sign_in, with_password
from tests.foundation.access.test_disabling import feed_of, token_for
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db

NEW = "et helt nytt passord 9"


def invite(here: Municipality, email: str = "ny@example.org", **more: object) -> str:
    """Through the outbox; returns the path in the mail."""
    invite_person(email, role=Role.LEADER, acting=upkeep(municipality_id=here.id), **more)
    run_due()
    return path_in_mail(email, "/invitasjon/")


def path_in_mail(email: str, start: str) -> str:
    message = [m for m in mail.outbox if m.to == [email]][-1]
    found = re.search(rf"http://127.0.0.1:8000({start}\S+)", message.body)
    assert found, message.body
    return found.group(1)


def _places(account: Account) -> list[tuple[int, int | None]]:
    open_ones = Membership.objects.filter(account=account, disabled_at__isnull=True)
    return list(open_ones.values_list("municipality_id", "person_id"))


def take(client: Client, path: str, password: str = NEW) -> object:
    page = client.get(path)
    assert page.status_code == 200, page.content.decode()
    return client.post(path, {"client_key": hidden(page, "client_key"), "password": password})


def test_an_invitation_makes_the_account_the_membership_and_the_role(client: Client) -> None:
    here = make_municipality()
    path = invite(here, person_id=7)
    page = client.get(path).content.decode()
    assert "ny@example.org" in page
    assert "rollen leder" in page
    answer = take(client, path)
    assert answer["Location"] == "/logg-inn"
    account = Account.objects.get(email="ny@example.org")
    assert _places(account) == [(here.id, 7)]
    with scope(here.id):
        assert [g.role for g in RoleGrant.objects.filter(account=account)] == ["leder"]
    assert sign_in(client, account, NEW).status_code == 302


def test_it_works_once(client: Client) -> None:
    path = invite(make_municipality())
    take(client, path)
    assert client.get(path).status_code == 404
    assert client.post(path, {"password": NEW}).status_code == 404
    assert Account.objects.filter(email="ny@example.org").count() == 1


@pytest.mark.parametrize("how", ["expired", "withdrawn", "replaced", "spoiled", "another key"])
def test_a_link_that_no_longer_holds_says_the_same(client: Client, how: str) -> None:
    here = make_municipality()
    path = invite(here)
    key = Invitation.objects.get().public_key
    if how == "expired":
        Invitation.objects.update(created_at=clock.now() - timedelta(days=30), expires_at=clock.now())
    elif how == "withdrawn":
        withdraw_invitation(key, acting=upkeep(municipality_id=here.id))
    elif how == "replaced":
        invite(here)
    elif how == "spoiled":
        path = path[:-3] + "xyz"
    else:
        with override_settings(SECRET_KEY="another"):
            from lederloft.foundation.access.invitations import token_of

            path = f"/invitasjon/{token_of(key)}"
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Invitasjonen er brukt, trukket tilbake eller for gammel" in answer.content.decode()


def test_the_row_holds_no_secret(client: Client) -> None:
    path = invite(make_municipality())
    row = Invitation.objects.get()
    token = path.rsplit("/", 1)[-1]
    assert token not in str(row.__dict__)
    assert len(token) >= 43


def test_somebody_with_an_account_elsewhere_signs_in_first_and_keeps_it(client: Client) -> None:
    there, here = make_municipality(), make_municipality()
    coach = with_password(there, Role.COACH, email="coach@example.org")
    path = invite(here, "coach@example.org")
    page = client.get(path).content.decode()
    assert "Logg inn med den" in page
    answer = client.post(path, {"password": NEW, "client_key": "0b9f5b4e-0b43-4a3c-8a41-5ad0a2d4f0f1"})
    assert answer.status_code == 409
    sign_in(client, coach, next=path)
    page = client.get(path)
    assert client.post(path, {"client_key": hidden(page, "client_key")})["Location"] == "/"
    assert dict(_places(coach)).keys() == {there.id, here.id}
    coach.refresh_from_db()
    assert coach.check_password(PASSWORD)


def test_somebody_signed_in_with_another_address_gets_nothing_of_it(client: Client) -> None:
    here, there = make_municipality(), make_municipality()
    other = with_password(there, Role.LEADER)
    path = invite(here)
    sign_in(client, other)
    take(client, path)  # she may make the invited account, by its own password, but hers gets nothing
    assert dict(_places(other)).keys() == {there.id}


@pytest.mark.parametrize("address", ["", "ny", "ny@", "ny@example", "ny\u0131@example.org", "a@b.no\nBcc: x@y.no"])
def test_what_is_no_address_is_not_invited(address: str) -> None:
    here = make_municipality()
    with pytest.raises(NotAnAddress):
        invite_person(address, role=Role.LEADER, acting=upkeep(municipality_id=here.id))
    assert not Invitation.objects.exists()


def test_somebody_who_belongs_is_not_invited_again() -> None:
    here = make_municipality()
    account = make_account(here, Role.LEADER)
    with pytest.raises(AlreadyBelongs):
        invite_person(account.email, role=Role.COACH, acting=upkeep(municipality_id=here.id))


def test_one_person_has_one_way_in() -> None:
    here, there = make_municipality(), make_municipality()
    make_account(here, Role.LEADER, person_id=7)
    with pytest.raises(PersonHasAWayIn):
        invite(here, person_id=7)
    invite(here, "atte@example.org", person_id=8)
    with pytest.raises(PersonHasAWayIn):
        invite(here, "atte.to@example.org", person_id=8)
    invite(here, "atte@example.org", person_id=8)
    invite(there, "sju@example.org", person_id=7)
    withdraw_invitation(
        Invitation.objects.get(email="atte@example.org", withdrawn_at=None).public_key,
        acting=upkeep(municipality_id=here.id),
    )
    invite(here, "atte.to@example.org", person_id=8)


def test_an_invitation_to_a_person_who_came_in_otherwise_no_longer_holds(client: Client) -> None:
    here = make_municipality()
    path = invite(here, person_id=7)
    make_account(here, Role.LEADER, person_id=7)
    assert take(client, path).status_code == 404
    assert not Account.objects.filter(email="ny@example.org").exists()


def test_a_weak_password_is_refused_and_the_invitation_stands(client: Client) -> None:
    path = invite(make_municipality())
    for weak in ("kort", "passord123456"[:6], "ny@example.org", "password1234"):
        assert take(client, path, weak).status_code == 422
    assert not Account.objects.filter(email="ny@example.org").exists()
    assert take(client, path).status_code == 303


def ask(client: Client, email: str) -> object:
    return client.post("/logg-inn/glemt-passord", {"email": email})


def test_known_and_unknown_addresses_get_the_same_answer_and_only_the_stored_one_mail(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    known, unknown = ask(client, account.email), ask(client, "ingen@example.org")
    assert known.status_code == unknown.status_code == 303
    assert known["Location"] == unknown["Location"]
    assert client.get(known["Location"]).status_code == 200
    run_due()
    assert [m.to for m in mail.outbox] == [[account.email]]
    assert InstallationEntry.objects.filter(kind="access.PasswordResetAsked").count() == 2


def test_asking_takes_the_same_queries_for_known_and_unknown(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    counts = []
    ask(client, "varm@example.org")
    for address in (account.email, "ingen@example.org"):
        with CaptureQueriesContext(connection) as queries:
            ask(client, address)
        counts.append([q["sql"].split(" ")[0] for q in queries])
    assert counts[0] == counts[1]


def test_the_link_comes_from_the_installation_never_from_the_host_header(client: Client, settings: Settings) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    client.post("/logg-inn/glemt-passord", {"email": account.email}, headers={"Host": "localhost"})
    assert (
        client.post("/logg-inn/glemt-passord", {"email": account.email}, headers={"Host": "evil.no"}).status_code == 400
    )
    client.post("/logg-inn/glemt-passord", {"email": account.email}, headers={"X-Forwarded-Host": "evil.no"})
    run_due()
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        assert "evil" not in message.body
        assert settings.SITE_URL in message.body


def test_a_new_password_ends_every_session_key_and_calendar_address_and_the_link(client: Client) -> None:
    here = make_municipality()
    account = with_password(here, Role.LEADER)
    key, feed = token_for(acting_for(here, account)), feed_of(acting_for(here, account))
    sign_in(client, account)
    ask(Client(), account.email)
    run_due()
    path = path_in_mail(account.email, "/logg-inn/nytt-passord/")
    visitor = Client()
    page = visitor.get(path)
    assert page["Referrer-Policy"] == "no-referrer"
    answer = visitor.post(path, {"client_key": hidden(page, "client_key"), "password": NEW})
    assert answer["Location"] == "/logg-inn"
    assert "Passordet er lagret" in visitor.get("/logg-inn").content.decode()
    assert client.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    assert visitor.get(path).status_code == 409
    assert visitor.post(path, {"password": "enda et nytt passord"}).status_code in {409, 422}
    account.refresh_from_db()
    assert account.check_password(NEW)
    assert_shut(key, feed)


def assert_shut(key: str, feed: str) -> None:
    assert find_acting_by_token(key) is None
    with pytest.raises(NotFound):
        read_feed(feed)


@pytest.mark.parametrize(
    "what", ["late", "after a sign-in", "disabled", "shut and opened again", "spoiled", "another's"]
)
def test_a_stale_link_changes_nothing(client: Client, what: str) -> None:
    here = make_municipality()
    account, other = with_password(here, Role.LEADER), with_password(here, Role.LEADER)
    ask(client, account.email)
    run_due()
    path = path_in_mail(account.email, "/logg-inn/nytt-passord/")
    if what == "late":
        with override_settings(PASSWORD_RESET_TIMEOUT=-1):
            assert client.get(path).status_code == 409
        return
    if what == "after a sign-in":
        sign_in(Client(), account)
    elif what == "disabled":
        Account.objects.filter(id=account.id).update(is_active=False, disabled_at=clock.now())
    elif what == "shut and opened again":
        Account.objects.filter(id=account.id).update(session_epoch=1)
    elif what == "spoiled":
        path = path[:-1] + ("a" if path[-1] != "a" else "b")
    else:
        path = path.replace(account.public_key, other.public_key)
    assert client.get(path).status_code == 409
    assert client.post(path, {"client_key": "0b9f5b4e-0b43-4a3c-8a41-5ad0a2d4f0f1", "password": NEW}).status_code == 409
    for one in (account, other):
        one.refresh_from_db()
        assert one.check_password(PASSWORD)


@pytest.mark.parametrize("path", ["%00/%00", "a%00/b", "a/%00"])
def test_a_link_that_no_database_can_look_for_is_as_stale_as_others(client: Client, path: str) -> None:
    told = {"client_key": "0b9f5b4e-0b43-4a3c-8a41-5ad0a2d4f0f1", "password": NEW}
    assert client.get(f"/logg-inn/nytt-passord/{path}").status_code == 409
    assert client.post(f"/logg-inn/nytt-passord/{path}", told).status_code == 409


def test_nobody_is_flooded_with_mail(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    statuses = [ask(client, account.email).status_code for _ in range(7)]
    assert statuses == [303] * 5 + [429] * 2
    unknown = [ask(client, "ingen@example.org").status_code for _ in range(7)]
    assert unknown == statuses


def test_changing_ones_own_password_takes_the_old_one_and_ends_what_else_is_open(client: Client) -> None:
    here = make_municipality()
    account = with_password(here, Role.LEADER)
    key, feed = token_for(acting_for(here, account)), feed_of(acting_for(here, account))
    other = Client()
    sign_in(other, account)
    sign_in(client, account)
    before = client.session.session_key
    page = client.get("/meg/innlogging/passord")
    told = {"client_key": hidden(page, "client_key"), "password": NEW}
    assert client.post("/meg/innlogging/passord", {**told, "old_password": "feil"}).status_code == 422
    assert client.post("/meg/innlogging/passord", {**told, "old_password": PASSWORD}).status_code == 303
    assert client.get("/meg/innlogging").status_code == 200
    assert client.session.session_key != before
    assert other.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    assert_shut(key, feed)
    assert Membership.objects.filter(account=account).exists()
