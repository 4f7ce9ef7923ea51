"""The second step: set up, asked for, demanded, lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.test import Client

from lederloft.foundation.access.api import (
    Account,
    AccountNotFound,
    demand_two_step,
    has_two_step,
    remove_lost_two_step,
)
from lederloft.foundation.acting.values import Role
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.trail.models import InstallationEntry
from tests.faces.web.entrance.visits import (
    code_now,
    give_two_step,
    hidden,
    recovery_codes,
    sign_in,
    with_password,
)
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def set_up(client: Client, *, code: str | None = None) -> tuple[str, object]:
    """Through the page; returns the secret and the answer."""
    page = client.get("/meg/innlogging/to-trinn")
    letters = re.search(r'class="ll-tabular">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")
    told = {"ticket": hidden(page, "ticket"), "client_key": hidden(page, "client_key")}
    return letters, client.post("/meg/innlogging/to-trinn", {**told, "code": code or code_now(letters)})


def test_it_is_set_up_with_an_app_and_recovery_codes_are_shown_once(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    secret, answer = set_up(client)
    assert answer.status_code == 200
    codes = recovery_codes(account)
    assert len(codes) == 10
    for code in codes:
        assert code in answer.content.decode()
    assert InstallationEntry.objects.filter(kind="access.TwoStepSetUp", account_id=account.id).count() == 1
    row = Authenticator.objects.get(user=account, type="totp")
    assert secret not in str(row.data)  # sealed at rest
    for code in codes:
        assert code not in client.get("/meg/innlogging").content.decode()


def test_no_table_holds_the_secret_while_it_is_being_set_up(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    page = client.get("/meg/innlogging/to-trinn")
    letters = re.search(r'class="ll-tabular">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")
    assert letters not in str([s.get_decoded() for s in Session.objects.all()])
    assert letters not in hidden(page, "ticket")


def test_a_wrong_first_code_sets_up_nothing_and_keeps_the_image(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    secret, answer = set_up(client, code="000000")
    assert answer.status_code == 422
    assert not has_two_step(account.id)
    assert secret in answer.content.decode().replace(" ", "")


def test_a_ticket_of_another_account_is_refused(client: Client) -> None:
    here = make_municipality()
    mine, hers = with_password(here, Role.LEADER), with_password(here, Role.LEADER)
    other = Client()
    sign_in(other, hers)
    page = other.get("/meg/innlogging/to-trinn")
    sign_in(client, mine)
    told = {"ticket": hidden(page, "ticket"), "client_key": hidden(page, "client_key"), "code": "123456"}
    assert client.post("/meg/innlogging/to-trinn", told).status_code == 422
    assert not has_two_step(mine.id)


def test_a_repeated_press_sets_up_once_and_shows_the_same_codes(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    page = client.get("/meg/innlogging/to-trinn")
    letters = re.search(r'class="ll-tabular">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")
    told = {"ticket": hidden(page, "ticket"), "client_key": hidden(page, "client_key"), "code": code_now(letters)}
    first = client.post("/meg/innlogging/to-trinn", told)
    again = client.post("/meg/innlogging/to-trinn", told)
    codes = recovery_codes(account)
    assert all(code in first.content.decode() and code in again.content.decode() for code in codes)
    assert InstallationEntry.objects.filter(kind="access.TwoStepSetUp").count() == 1


def test_signing_in_takes_the_code_and_the_session_key_changes(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    secret = give_two_step(account)
    answer = sign_in(client, account, next="/meg/nokler")
    assert answer["Location"] == "/logg-inn/kode"
    assert client.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    waiting = client.session.session_key
    told = str([s.get_decoded() for s in Session.objects.all()])
    assert account.email not in told
    assert account.password not in told
    answer = client.post("/logg-inn/kode", {"code": f" {code_now(secret)[:3]} {code_now(secret)[3:]} "})
    assert answer["Location"] == "/meg/nokler"
    assert client.session.session_key != waiting
    assert client.get("/meg/innlogging").status_code == 200
    signed_in = InstallationEntry.objects.get(kind="access.SignedIn")
    assert signed_in.data == {"account_id": account.id, "method": "password", "two_step": True}


@pytest.mark.parametrize("code", ["", "000000", "abc", "\uff11\uff12\uff13\uff14\uff15\uff16", "1" * 4000, "-1"])
def test_a_wrong_code_opens_nothing(client: Client, code: str) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    give_two_step(account)
    sign_in(client, account)
    assert client.post("/logg-inn/kode", {"code": code}).status_code == 422
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_works_once_within_its_whole_minute_and_a_half(client: Client, steps: int) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    code = code_now(give_two_step(account), steps=steps)
    sign_in(client, account)
    assert client.post("/logg-inn/kode", {"code": code}).status_code == 302
    other = Client()
    sign_in(other, account)
    assert other.post("/logg-inn/kode", {"code": code}).status_code == 422


def test_the_code_that_set_it_up_opens_nothing_afterwards(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    page = client.get("/meg/innlogging/to-trinn")
    letters = re.search(r'class="ll-tabular">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")
    code = code_now(letters)
    told = {"ticket": hidden(page, "ticket"), "client_key": hidden(page, "client_key"), "code": code}
    assert client.post("/meg/innlogging/to-trinn", told).status_code == 200
    other = Client()
    sign_in(other, account)
    assert other.post("/logg-inn/kode", {"code": code}).status_code == 422
    assert other.post("/logg-inn/kode", {"code": code_now(letters, steps=1)}).status_code == 302


def test_a_used_code_stays_used_also_when_the_library_has_forgotten_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TOTP, "_mark_code_used", lambda self, code: True)  # as after its thirty seconds
    account = with_password(make_municipality(), Role.LEADER)
    code = code_now(give_two_step(account), steps=1)
    sign_in(client, account)
    assert client.post("/logg-inn/kode", {"code": code}).status_code == 302
    other = Client()
    sign_in(other, account)
    assert other.post("/logg-inn/kode", {"code": code}).status_code == 422


@pytest.mark.parametrize("steps", [-3, 3])
def test_an_old_or_future_code_is_refused(client: Client, steps: int) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    code = code_now(give_two_step(account), steps=steps)
    sign_in(client, account)
    assert client.post("/logg-inn/kode", {"code": code}).status_code == 422


def test_a_recovery_code_works_once_and_is_a_fact(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    give_two_step(account)
    code = recovery_codes(account)[0]
    sign_in(client, account)
    assert client.post("/logg-inn/kode", {"code": code}).status_code == 302
    assert InstallationEntry.objects.filter(kind="access.RecoveryCodeUsed", account_id=account.id).exists()
    client.post("/logg-ut")
    sign_in(client, account)
    assert client.post("/logg-inn/kode", {"code": code}).status_code == 422


def test_guessing_codes_is_stopped_also_across_browsers() -> None:
    account = with_password(make_municipality(), Role.LEADER)
    secret = give_two_step(account)
    for number in range(8):
        guesser = Client()
        sign_in(guesser, account)
        assert guesser.post("/logg-inn/kode", {"code": f"{number:06}"}).status_code == 422
    late = Client()
    sign_in(late, account)
    assert late.post("/logg-inn/kode", {"code": code_now(secret)}).status_code == 429


def test_the_code_page_leads_to_the_door_without_a_password(client: Client) -> None:
    assert client.get("/logg-inn/kode")["Location"] == "/logg-inn"
    assert client.post("/logg-inn/kode", {"code": "123456"})["Location"] == "/logg-inn"


def test_when_it_is_demanded_nothing_else_is_reachable(client: Client) -> None:
    here = make_municipality()
    account = with_password(here, Role.LEADER, Role.IT)
    boss = make_account(here, Role.IT)
    sign_in(client, account)
    assert client.get("/meg/innlogging").status_code == 200
    demand_two_step(account.public_key, is_demanded=True, acting=acting_for(here, boss))
    for path in ("/meg/innlogging", "/meg/nokler", "/", "/meg/innlogging/passord", "/meg/innlogging/to-trinn/av"):
        answer = client.get(path)
        assert answer["Location"] == "/meg/innlogging/to-trinn", path
        assert client.post(path, {})["Location"] == "/meg/innlogging/to-trinn", path
    assert "Kommunen krever kode" in client.get("/meg/innlogging/to-trinn").content.decode()
    _secret, answer = set_up(client)
    assert answer.status_code == 200
    assert client.get("/meg/innlogging").status_code == 200
    other = Client()
    assert sign_in(other, account)["Location"] == "/logg-inn/kode"


def test_a_demanded_second_step_cannot_be_removed(client: Client) -> None:
    here = make_municipality()
    account = with_password(here, Role.LEADER)
    secret = give_two_step(account)
    demand_two_step(account.public_key, is_demanded=True, acting=acting_for(here, make_account(here, Role.IT)))
    sign_in(client, account)
    client.post("/logg-inn/kode", {"code": code_now(secret, steps=-1)})
    page = client.get("/meg/innlogging/to-trinn/av")
    answer = client.post(
        "/meg/innlogging/to-trinn/av", {"client_key": hidden(page, "client_key"), "code": code_now(secret)}
    )
    assert answer.status_code == 409
    assert has_two_step(account.id)


def test_it_is_removed_with_a_code_and_not_without(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    secret = give_two_step(account)
    sign_in(client, account)
    client.post("/logg-inn/kode", {"code": code_now(secret, steps=-1)})
    page = client.get("/meg/innlogging/to-trinn/av")
    told = {"client_key": hidden(page, "client_key")}
    assert client.post("/meg/innlogging/to-trinn/av", {**told, "code": "000000"}).status_code == 422
    assert has_two_step(account.id)
    assert client.post("/meg/innlogging/to-trinn/av", {**told, "code": code_now(secret)}).status_code == 303
    assert not has_two_step(account.id)
    assert not Authenticator.objects.filter(user=account).exists()


def test_new_recovery_codes_void_the_old(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    secret = give_two_step(account)
    old = recovery_codes(account)
    sign_in(client, account)
    client.post("/logg-inn/kode", {"code": code_now(secret, steps=-1)})
    page = client.get("/meg/innlogging/reservekoder")
    told = {"client_key": hidden(page, "client_key"), "code": code_now(secret)}
    shown = client.post("/meg/innlogging/reservekoder", told).content.decode()
    new = recovery_codes(account)
    assert "Du har ti koder igjen. De slutter å virke når du lager nye." in page.content.decode()
    assert set(old).isdisjoint(new)
    assert all(code in shown for code in new)
    again = client.post("/meg/innlogging/reservekoder", told).content.decode()
    assert recovery_codes(account) == new, "the same press twice is one"
    assert all(code in again for code in new)
    assert client.post("/meg/innlogging/reservekoder", {**told, "code": "123456"}).status_code == 409
    other = {**told, "client_key": hidden(client.get("/meg/innlogging/reservekoder"), "client_key")}
    assert client.post("/meg/innlogging/reservekoder", other).status_code == 422
    assert recovery_codes(account) == new, "a new set takes a new code"


def test_a_lost_telephone_is_mended_by_the_administrator_and_ends_sessions(client: Client) -> None:
    here, there = make_municipality(), make_municipality()
    account = with_password(here, Role.LEADER)
    secret = give_two_step(account)
    sign_in(client, account)
    client.post("/logg-inn/kode", {"code": code_now(secret)})
    stranger = make_account(there, Role.IT)
    with pytest.raises(AccountNotFound):
        remove_lost_two_step(account.public_key, acting=acting_for(there, stranger))
    with pytest.raises(NotAllowed):
        remove_lost_two_step(account.public_key, acting=acting_for(here, make_account(here, Role.DEVELOPMENT_OFFICE)))
    remove_lost_two_step(account.public_key, acting=acting_for(here, make_account(here, Role.IT)))
    assert client.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    assert sign_in(client, account)["Location"] == "/"


def test_a_session_from_before_two_steps_were_set_up_elsewhere_signs_in_again_when_demanded(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    give_two_step(account)
    Account.objects.filter(id=account.id).update(two_step_demanded=True)
    assert client.get("/")["Location"] == "/meg/innlogging/to-trinn"
    assert client.get("/meg/innlogging/to-trinn")["Location"].startswith("/logg-inn")
    assert "_auth_user_id" not in client.session
