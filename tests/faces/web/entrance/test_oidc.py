"""The generic OpenID Connect client against a provider that is not its own library's."""

import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from lederloft.foundation.access import oidc
from lederloft.foundation.access.api import Account, invite_person
from lederloft.foundation.access.invitations import token_of
from lederloft.foundation.access.models import Invitation
from lederloft.foundation.acting.values import Role, upkeep
from tests.faces.web.entrance.oidc import CLIENT_ID, Browser, Provider, make_key
from tests.faces.web.entrance.visits import code_now, give_two_step, hidden, sign_in, with_password
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db


def connected(service: Provider, subject: str, **fields: Any) -> Account:
    account = make_account(make_municipality(), Role.LEADER)
    uid = oidc.subject_key(service.issuer, subject)
    SocialAccount.objects.create(user=account, provider="oidc", uid=uid)
    return account


def is_inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_connected_subject_opens_its_account(browser: Browser, service: Provider) -> None:
    account = connected(service, "person-1")
    answer = browser.walk("person-1", "/logg-inn/tjeneste?next=/meg/innlogging")
    assert answer["Location"] == "/meg/innlogging"
    assert browser.client.session["_auth_user_id"] == str(account.id)
    assert browser.client.get("/meg/innlogging").status_code == 200


def test_the_request_carries_pkce_state_and_nonce_and_asks_for_the_subject_alone(browser: Browser) -> None:
    asked = {key: values[0] for key, values in parse_qs(urlsplit(browser.leave()).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) >= 43
    assert len(asked["state"]) >= 16
    assert len(asked["nonce"]) >= 32
    assert asked["scope"] == "openid"
    again = {key: values[0] for key, values in parse_qs(urlsplit(browser.leave()).query).items()}
    assert {asked[k] for k in ("state", "nonce", "code_challenge")}.isdisjoint(again.values())


def test_the_way_back_comes_from_the_installation_never_from_the_host_header(browser: Browser) -> None:
    answer = browser.client.get("/logg-inn/tjeneste", headers={"Host": "localhost"})
    assert parse_qs(urlsplit(answer["Location"]).query)["redirect_uri"] == ["http://testserver/logg-inn/tjeneste/svar"]
    assert browser.client.get("/logg-inn/tjeneste", headers={"Host": "evil.example"}).status_code == 400


def test_nothing_the_service_tells_is_kept(browser: Browser, service: Provider) -> None:
    connected(service, "kanarifugl-subject")
    browser.walk("kanarifugl-subject")
    row = SocialAccount.objects.get()
    assert row.extra_data == {}
    assert "kanari" not in row.uid.lower()
    assert not SocialToken.objects.exists()
    for session in Session.objects.all():
        assert "kanari" not in str(session.get_decoded()).lower()


def test_an_unknown_subject_gets_no_account_whatever_address_it_brings(browser: Browser) -> None:
    with_password(
        make_municipality(), Role.LEADER, email="kanarifugl@example.org"
    )  # the address the service vouches for
    answer = browser.walk("nobody-we-know")
    assert answer.status_code == 403
    assert "Vi kjenner ikke denne brukeren" in answer.content.decode()
    assert not is_inside(browser.client)
    assert Account.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_the_same_subject_at_another_issuer_is_another(
    browser: Browser, service: Provider, tmp_path: Path, settings: Settings
) -> None:
    connected(service, "person-1")
    other = Provider(tmp_path)
    try:
        other.use(settings)
        answer = Browser(browser.client, other).walk("person-1")
    finally:
        other.stop()
    assert answer.status_code == 403
    assert not is_inside(browser.client)


def test_a_subject_in_other_letters_is_another(browser: Browser, service: Provider) -> None:
    connected(service, "Person-1")
    assert browser.walk("person-1").status_code == 403
    assert not is_inside(browser.client)


def test_a_subject_opens_one_account_only(browser: Browser, service: Provider) -> None:
    connected(service, "person-1")
    second = with_password(make_municipality(), Role.LEADER)
    sign_in(browser.client, second)
    answer = connect(browser, "person-1")
    assert answer.status_code == 409
    assert not SocialAccount.objects.filter(user=second).exists()


def connect(browser: Browser, subject: str) -> Any:
    page = browser.client.get("/meg/innlogging")
    key = hidden(page, "client_key")
    pressed = browser.client.post("/meg/innlogging/tjeneste", {"client_key": key})
    assert pressed.status_code == 200
    start = pressed.context["url"]
    browser.as_person(subject)
    return browser.come_back(browser.sign_in_there(browser.leave(start)))


def test_a_signed_in_person_connects_and_then_signs_in_with_it(browser: Browser) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(browser.client, account)
    assert connect(browser, "person-7")["Location"] == "/meg/innlogging"
    browser.client.post("/logg-ut")
    browser.walk("person-7")
    assert browser.client.session["_auth_user_id"] == str(account.id)


def test_connecting_takes_a_press_of_ones_own(browser: Browser) -> None:
    account = with_password(make_municipality(), Role.LEADER)
    sign_in(browser.client, account)
    assert browser.client.get("/meg/innlogging/tjeneste").status_code == 405
    assert browser.client.get("/meg/innlogging/tjeneste/start").status_code == 422
    assert browser.client.get("/meg/innlogging/tjeneste/start", {"bevis": "x:y:z"}).status_code == 422


def test_an_answer_can_be_used_once(browser: Browser, service: Provider) -> None:
    connected(service, "person-1")
    browser.as_person("person-1")
    back = browser.sign_in_there(browser.leave())
    assert browser.come_back(back).status_code == 302
    browser.client.post("/logg-ut")
    assert browser.come_back(back).status_code == 403
    assert not is_inside(browser.client)


def test_an_answer_is_worth_nothing_in_another_browser(browser: Browser, service: Provider) -> None:
    connected(service, "person-1")
    browser.as_person("person-1")
    back = browser.sign_in_there(browser.leave())
    victim = Client()
    parts = urlsplit(back)
    assert victim.get(f"{parts.path}?{parts.query}").status_code == 403
    assert not is_inside(victim)


def test_a_stolen_code_is_worth_nothing_without_the_verifier(browser: Browser, service: Provider) -> None:
    connected(service, "person-1")
    browser.as_person("person-1")
    back = browser.sign_in_there(browser.leave())
    code = parse_qs(urlsplit(back).query)["code"][0]
    thief = Browser(Client(), service)
    state = parse_qs(urlsplit(thief.leave()).query)["state"][0]
    answer = thief.client.get("/logg-inn/tjeneste/svar", {"code": code, "state": state})
    assert answer.status_code == 403
    assert not is_inside(thief.client)


def test_an_answer_from_another_issuer_is_refused(browser: Browser, service: Provider) -> None:
    connected(service, "person-1")
    browser.as_person("person-1")
    back = browser.sign_in_there(browser.leave())
    assert "iss=" in back
    forged = re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Fevil.example", back)
    assert forged != back
    assert browser.come_back(forged).status_code == 403
    assert not is_inside(browser.client)


def test_changing_ones_mind_is_no_fault(browser: Browser) -> None:
    answer = browser.walk("")
    assert answer.status_code == 409
    assert "Du avbrøt innloggingen" in answer.content.decode()


def test_a_changed_key_works_at_once_and_the_withdrawn_one_no_more(
    browser: Browser, service: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected(service, "person-1")
    old_key, old_id = service.key, service.key_id
    service.change_key("two")
    browser.there.cookies.clear()
    assert browser.walk("person-1").status_code == 302
    assert is_inside(browser.client)
    browser.client.post("/logg-ut")
    answer = with_token(browser, monkeypatch, lambda claims: service.sign(claims, key=old_key, kid=old_id))
    assert answer.status_code == 403
    answer = with_token(browser, monkeypatch, lambda claims: service.sign(claims, key=old_key))
    assert answer.status_code == 403
    assert not is_inside(browser.client)


def with_token(browser: Browser, monkeypatch: pytest.MonkeyPatch, forge: Any) -> Any:
    """Walk through the service, and swap the ID token on its way to us."""
    real = oidc.Client.get_access_token_data

    def swapped(self: oidc.Client, *args: Any, **kwargs: Any) -> dict[str, Any]:
        told: dict[str, Any] = real(self, *args, **kwargs)
        claims = jwt.decode(told["id_token"], options={"verify_signature": False})
        told["id_token"] = forge(claims)
        return told

    with monkeypatch.context() as patch:
        patch.setattr(oidc.Client, "get_access_token_data", swapped)
        return browser.walk("person-1")


def public_pem(service: Provider) -> bytes:
    return service.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _hmac_with_public_key(service: Provider, claims: dict[str, Any]) -> str:
    """Algorithm confusion: the public key as an HMAC secret. The library refuses to make one, so by hand."""
    import base64
    import hashlib
    import hmac
    import json

    def part(told: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")

    body = f"{part({'alg': 'HS256', 'kid': service.key_id})}.{part(claims)}"
    mac = hmac.new(public_pem(service), body.encode(), hashlib.sha256).digest()
    return f"{body}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


NOW = time.time
FORGERIES: dict[str, Any] = {
    "signed by another's key": lambda s, c: s.sign(c, key=make_key()),
    "unsigned": lambda s, c: jwt.encode(c, None, "none", headers={"kid": s.key_id}),
    "the public key as a shared secret": _hmac_with_public_key,
    "a shared secret": lambda s, c: jwt.encode(c, "x" * 40, "HS256", headers={"kid": s.key_id}),
    "an unknown key id": lambda s, c: s.sign(c, kid="nine"),
    "expired": lambda s, c: s.sign({**c, "exp": int(NOW()) - 120, "iat": int(NOW()) - 900}),
    "without an end": lambda s, c: s.sign({k: v for k, v in c.items() if k != "exp"}),
    "from the future": lambda s, c: s.sign({**c, "iat": int(NOW()) + 900}),
    "not valid yet": lambda s, c: s.sign({**c, "nbf": int(NOW()) + 900}),
    "another issuer": lambda s, c: s.sign({**c, "iss": "https://evil.example"}),
    "for another client": lambda s, c: s.sign({**c, "aud": "another"}),
    "for several, ours among them": lambda s, c: s.sign({**c, "aud": ["another", CLIENT_ID]}),
    "authorised for another": lambda s, c: s.sign({**c, "azp": "another"}),
    "another nonce": lambda s, c: s.sign({**c, "nonce": "n" * 32}),
    "without a nonce": lambda s, c: s.sign({k: v for k, v in c.items() if k != "nonce"}),
    "a nonce of another kind": lambda s, c: s.sign({**c, "nonce": ["x"]}),
    "without a subject": lambda s, c: s.sign({k: v for k, v in c.items() if k != "sub"}),
    "an empty subject": lambda s, c: s.sign({**c, "sub": ""}),
    "an endless subject": lambda s, c: s.sign({**c, "sub": "x" * 300}),
    "changed after signing": lambda s, c: tampered(s.sign({**c, "sub": "person-2"})),
    "no token": lambda s, c: "",
    "not a token": lambda s, c: "a.b.c",
    "an endless token": lambda s, c: "a" * 100_000,
}


def tampered(token: str) -> str:
    head, body, mark = token.split(".")
    return f"{head}.{body[:-4]}AAAA.{mark}"


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_or_stale_token_opens_nothing(
    browser: Browser, service: Provider, monkeypatch: pytest.MonkeyPatch, forgery: Any
) -> None:
    connected(service, "person-1")
    answer = with_token(browser, monkeypatch, lambda claims: forgery(service, claims))
    assert answer.status_code == 403, answer.content.decode()
    assert "Innloggingen hos tjenesten gikk ikke" in answer.content.decode()
    assert not is_inside(browser.client)


def test_an_honest_token_signed_anew_opens(
    browser: Browser, service: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected(service, "person-1")
    assert with_token(browser, monkeypatch, service.sign).status_code == 302
    assert is_inside(browser.client)


def test_signing_out_leads_out_of_the_service_too(browser: Browser, service: Provider) -> None:
    connected(service, "person-1")
    browser.walk("person-1")
    out = browser.client.post("/logg-ut")
    assert not is_inside(browser.client)
    page = browser.client.get(out["Location"])
    assert "Logg ut av Prøvetjenesten også" in page.content.decode()
    browser.as_person("")
    assert browser.come_back(browser.sign_in_there(browser.leave())).status_code == 302  # the service still knows her
    browser.client.post("/logg-ut")
    assert browser.sign_out_there(page.context["oidc_url"]) == "http://testserver/logg-ut/ferdig"
    assert browser.come_back(browser.sign_in_there(browser.leave())).status_code == 409  # now it asks, and she cancels
    assert not is_inside(browser.client)


def test_a_disabled_account_is_not_opened(browser: Browser, service: Provider) -> None:
    account = connected(service, "person-1")
    Account.objects.filter(id=account.id).update(is_active=False, disabled_at=account.created_at)
    answer = browser.walk("person-1")
    assert answer.status_code == 403
    assert "Kontoen er stengt" in answer.content.decode()


def test_with_two_steps_the_code_is_asked_for_and_the_session_waits_silently(
    browser: Browser, service: Provider
) -> None:
    account = connected(service, "person-1")
    secret = give_two_step(account)
    answer = browser.walk("person-1")
    assert answer["Location"] == "/logg-inn/kode"
    assert not is_inside(browser.client)
    told = str(browser.client.session.items())
    assert account.email not in told
    assert account.password not in told
    browser.client.post("/logg-inn/kode", {"code": code_now(secret)})
    assert is_inside(browser.client)


def test_an_invitation_is_taken_with_the_service(browser: Browser) -> None:
    here = make_municipality()
    invitation_id = invite_person("ny.leder@example.org", role=Role.LEADER, acting=upkeep(municipality_id=here.id))
    token = token_of(Invitation.objects.get(id=invitation_id).public_key)
    assert "Bruk Prøvetjenesten" in browser.client.get(f"/invitasjon/{token}").content.decode()
    answer = browser.walk("new-person", f"/logg-inn/tjeneste?invitasjon={token}")
    assert answer.status_code == 302, answer.content.decode()
    account = Account.objects.get(email="ny.leder@example.org")
    assert browser.client.session["_auth_user_id"] == str(account.id)
    assert not account.has_usable_password()
    other = Browser(Client(), browser.provider)
    assert other.client.get(f"/logg-inn/tjeneste?invitasjon={token}").status_code == 404


def test_when_the_service_is_away_the_page_says_so(browser: Browser, settings: Settings) -> None:
    settings.OIDC_DISCOVERY_URL = "http://127.0.0.1:9/.well-known/openid-configuration"
    assert browser.client.get("/logg-inn/tjeneste").status_code == 403
    assert browser.client.get("/logg-inn/tjeneste/svar", {"code": "x", "state": "y"}).status_code == 403


def test_without_a_service_there_is_no_such_way(client: Client) -> None:
    assert client.get("/logg-inn/tjeneste").status_code == 404
    assert client.get("/logg-inn/tjeneste/svar").status_code == 404
    assert b"tjeneste" not in client.get("/logg-inn").content
