"""The one door: what opens it, what doesn't, and what nobody learns by knocking."""

import logging
import time

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client, override_settings

from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import Role
from lederloft.foundation.trail.models import InstallationEntry
from tests.faces.web.entrance.visits import PASSWORD, sign_in, with_password
from tests.makers import make_municipality

pytestmark = pytest.mark.django_db

HOSTILE_NEXT = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http:evil.example",
    "/\t/evil.example",
    " https://evil.example",
    "/\r\nLocation: https://evil.example",
    "https:///evil.example",
    "//evil.example%2f@testserver",
]


@pytest.mark.parametrize("onward", HOSTILE_NEXT)
def test_a_hostile_next_never_leaves_the_host(client: Client, onward: str) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    page = client.get("/logg-inn", {"next": onward})
    assert b"evil.example" not in page.content
    answer = sign_in(client, account, next=onward)
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert client.get("/logg-inn", {"next": onward})["Location"] == "/"


def test_a_path_on_this_site_is_gone_on_to(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    assert sign_in(client, account, next="/min-utvikling?side=2")["Location"] == "/min-utvikling?side=2"


@pytest.mark.parametrize(
    ("email", "password"),
    [("ingen@example.org", PASSWORD), (None, "feil passord her"), (None, PASSWORD.upper()), ("' or 1=1 --@x.no", "x")],
)
def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(
    client: Client, email: str | None, password: str
) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    right_address = client.post("/logg-inn", {"email": account.email, "password": "helt feil passord"})
    answer = client.post("/logg-inn", {"email": email or account.email, "password": password})
    assert answer.status_code == right_address.status_code == 422
    text = "E-postadressen eller passordet er feil."
    assert text in answer.content.decode()
    assert text in right_address.content.decode()
    assert "_auth_user_id" not in client.session


LOOK_ALIKES = [
    "KARI@example.org",
    "kari@EXAMPLE.ORG",
    "\u212aari@example.org",
    "kar\u0131@example.org",
    "kari@exampl\u0435.org",
]


@pytest.mark.parametrize("address", LOOK_ALIKES)
def test_a_look_alike_address_opens_nothing(client: Client, address: str) -> None:
    account = with_password(make_municipality(), Role.LEADER, email="kari@example.org")
    answer = client.post("/logg-inn", {"email": address, "password": PASSWORD})
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session
    asked = client.post("/logg-inn/glemt-passord", {"email": address})
    assert asked.status_code in {303, 422}
    kinds = InstallationEntry.objects.filter(kind="access.PasswordResetAsked").values_list("data", flat=True)
    assert account.id not in [told["account_id"] for told in kinds]


@pytest.mark.parametrize("address", LOOK_ALIKES)
def test_a_look_alike_opens_nothing_by_any_caller_of_the_backend(address: str) -> None:
    account = with_password(make_municipality(), Role.LEADER, email="kari@example.org")
    assert authenticate(None, email=account.email, password=PASSWORD) == account
    assert authenticate(None, email=address, password=PASSWORD) is None
    assert authenticate(None, username=address, password=PASSWORD) is None


def test_capitals_are_told_about_whether_the_address_is_known_or_not(client: Client) -> None:
    with_password(make_municipality(), Role.LEADER, email="kari@example.org")
    known = client.post("/logg-inn", {"email": "Kari@example.org", "password": PASSWORD})
    unknown = client.post("/logg-inn", {"email": "Karl@example.org", "password": PASSWORD})
    assert "Skriv e-postadressen med små bokstaver" in known.content.decode()
    assert "Skriv e-postadressen med små bokstaver" in unknown.content.decode()


def test_the_session_key_rotates_at_every_sign_in_also_as_the_same_person(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    client.get("/logg-inn")
    keys = set()
    for _ in range(3):
        sign_in(client, account)
        assert client.session["_auth_user_id"] == str(account.id)
        keys.add(client.session.session_key)
    assert len(keys) == 3
    assert Session.objects.count() == 1  # the earlier ones are gone, not left open


def test_a_planted_session_key_is_not_taken_over(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    client.session.save()
    planted = client.session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client, account)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_after_eight_wrong_passwords_the_right_one_waits(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    for number in range(8):
        assert sign_in(client, account, f"feil nummer {number}").status_code == 422
    answer = sign_in(client, account)
    assert answer.status_code == 429
    assert "Vent ti minutter" in answer.content.decode()


def test_x_forwarded_for_gives_no_fresh_attempts_and_no_other_logged_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    with caplog.at_level(logging.WARNING, logger="lederloft.sign_in"):
        for number in range(20):
            address = f"203.0.113.{number}"
            client.post(
                "/logg-inn",
                {"email": f"noen{number}@example.org", "password": "feil"},
                headers={"X-Forwarded-For": address, "Forwarded": f"for={address}", "X-Real-IP": address},
            )
        answer = client.post(
            "/logg-inn",
            {"email": account.email, "password": PASSWORD},
            headers={"X-Forwarded-For": "198.51.100.7"},
        )
    assert answer.status_code == 429
    assert "203.0.113" not in caplog.text
    assert "198.51.100.7" not in caplog.text
    assert "127.0.0.1" in caplog.text


def test_refusals_are_logged_without_what_was_typed(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    with caplog.at_level(logging.INFO):
        client.post("/logg-inn", {"email": "ola.hemmelig@example.org", "password": "Kanarifugl-passord"})
        sign_in(client, account, "Kanarifugl-passord")
        sign_in(client, account)
    assert "sign-in refused: account=unknown" in caplog.text
    assert f"sign-in refused: account={account.id}" in caplog.text
    for secret in ("ola.hemmelig", "Kanarifugl", account.email, PASSWORD):
        assert secret not in caplog.text


def test_a_sign_in_post_without_the_token_is_refused() -> None:
    careful = Client(enforce_csrf_checks=True)
    account = with_password(make_municipality(), Role.LEADER)
    answer = sign_in(careful, account)
    assert answer.status_code == 403
    assert "_auth_user_id" not in careful.session


@pytest.mark.parametrize("path", ["/logg-inn", "/logg-inn/glemt-passord", "/"])
def test_a_foreign_host_is_refused(client: Client, path: str) -> None:
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 400
    assert client.post(path, {"email": "a@example.org"}, headers={"Host": "evil.example"}).status_code == 400


def test_a_foreign_origin_is_refused_and_gets_no_cors_header() -> None:
    careful = Client(enforce_csrf_checks=True)
    page = careful.get("/logg-inn")
    token = page.cookies["csrftoken"].value
    answer = careful.post(
        "/logg-inn",
        {"email": "a@example.org", "password": "x", "csrfmiddlewaretoken": token},
        headers={"Origin": "https://evil-testserver"},
    )
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Access-Control-Allow-Origin" not in page.headers


def test_after_signing_out_nothing_of_the_session_does_anything() -> None:
    careful = Client(enforce_csrf_checks=True)
    account = with_password(make_municipality(), Role.LEADER)
    token = careful.get("/logg-inn").cookies["csrftoken"].value
    careful.post("/logg-inn", {"email": account.email, "password": PASSWORD, "csrfmiddlewaretoken": token})
    stolen_session, stolen_token = careful.cookies["sessionid"].value, careful.cookies["csrftoken"].value
    assert careful.get("/meg/innlogging").status_code == 200
    careful.post("/logg-ut", {"csrfmiddlewaretoken": stolen_token})
    assert not Session.objects.exists()
    thief = Client(enforce_csrf_checks=True)
    thief.cookies["sessionid"], thief.cookies["csrftoken"] = stolen_session, stolen_token
    assert thief.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    answer = thief.post("/meg/nokler", {"name": "x", "csrfmiddlewaretoken": stolen_token})
    assert answer["Location"].startswith("/logg-inn")


def test_signing_out_by_a_link_does_nothing(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    assert client.get("/logg-ut").status_code == 405
    assert client.get("/meg/innlogging").status_code == 200


def test_a_disabled_account_loses_its_session_in_one_request_and_gets_no_new_one(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    Account.objects.filter(id=account.id).update(is_active=False, disabled_at=account.created_at)
    assert client.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    answer = sign_in(client, account)
    assert answer.status_code == 403
    assert "Kontoen er stengt" in answer.content.decode()


def test_the_session_table_holds_nothing_of_anybody(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER, email="kanarifugl@example.org")
    client.get("/logg-inn", {"next": "/sok?q=kanarifugl"})
    sign_in(client, account, next="/sok?q=kanarifugl")
    client.get("/meg/innlogging")
    for row in Session.objects.all():
        told = str(row.get_decoded())
        assert "kanarifugl" not in told
        assert PASSWORD not in told
        assert account.password not in told
        assert set(row.get_decoded()) <= {
            "_auth_user_id",
            "_auth_user_backend",
            "_auth_user_hash",
            "account_authentication_methods",
            "account_authentication_methods_user",
            "two_step",
            "sign_in_method",
            "municipality_id",
            "_session_expiry",
        }


def test_a_sign_in_and_a_sign_out_are_facts(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    client.post("/logg-ut")
    kinds = list(InstallationEntry.objects.order_by("id").values_list("kind", "account_id"))
    assert kinds == [("access.SignedIn", account.id), ("access.SignedOut", account.id)]


def test_private_pages_say_no_store_and_public_ones_of_the_door_too(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    assert client.get("/logg-inn")["Cache-Control"] == "no-store"
    sign_in(client, account)
    for path in ("/meg/innlogging", "/meg/nokler", "/", "/finnes-ikke"):
        assert client.get(path)["Cache-Control"] == "no-store", path


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/2fa/",
        "/accounts/social/connections/",
        "/admin/",
        "/admin/login/",
        "/logg-inn/",
        "/login",
    ],
)
def test_there_is_one_door(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, {"username": "x", "password": "y"}).status_code == 404


def test_a_cookie_signed_under_another_key_is_nothing(client: Client) -> None:
    with override_settings(SECRET_KEY="another"):
        forged = signing.dumps(1, salt="lederloft.faces.web.entrance.connect")
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(client, account)
    assert client.get("/meg/innlogging/tjeneste/start", {"bevis": forged}).status_code == 422


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
def test_known_and_unknown_addresses_take_the_same_time(client: Client) -> None:
    account = with_password(make_municipality(), Role.LEADER)

    def median(address: str) -> float:
        times = []
        for _ in range(5):
            before = time.perf_counter()
            client.post("/logg-inn", {"email": address, "password": "feil"})
            times.append(time.perf_counter() - before)
        return sorted(times)[2]

    known, unknown = median(account.email), median("ingen@example.org")
    assert 0.5 < known / unknown < 2, (known, unknown)
