"""One generic OpenID Connect client on the sign-in library's, with the checks that it leaves out.

The library skips the signature of an ID token it fetched itself, takes the algorithm from the token's own head, sends
no nonce, and prefers what the userinfo address says. Here the ID token alone counts: signature by an allowed
algorithm, issuer, audience, authorised party, times and nonce. Nothing of what it tells is kept but a hash of issuer
and subject, so a subject never opens an account it was connected to at another issuer, and e-mail decides nothing.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lederloft.foundation.access.account_errors import (
    InvitationForAnother,
    NoOidc,
    OidcFailed,
    UnknownSubject,
)
from lederloft.foundation.access.adapters import client_address, log
from lederloft.foundation.access.commands.accept_invitation import accept_invitation
from lederloft.foundation.access.commands.connect_subject import connect_subject
from lederloft.foundation.access.fence import fenced_session, is_safe_url
from lederloft.foundation.access.invitations import get_open_invitation
from lederloft.foundation.access.models import Account
from lederloft.foundation.access.sign_in import QuietLogin
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import Via

PROVIDER_ID = "oidc"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_LEEWAY_SECONDS = 60
_LONGEST_SUBJECT = 255
_LONGEST_TOKEN = 16_000


class TokenRefused(OAuth2Error):
    """The ID token doesn't hold; ``reason`` is a fixed word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class OidcClient:
    """The sign-in service as installation data."""

    name: str
    discovery_url: str
    client_id: str


def get_oidc() -> OidcClient | None:
    """The sign-in service of this installation, or None."""
    if not (settings.OIDC_DISCOVERY_URL and settings.OIDC_CLIENT_ID):
        return None
    return OidcClient(settings.OIDC_NAME or "OpenID Connect", settings.OIDC_DISCOVERY_URL, settings.OIDC_CLIENT_ID)


def subject_key(issuer: str, subject: str) -> str:
    """What is stored of a subject: tells nothing, and is another one at another issuer."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


class Provider(OpenIDConnectProvider):
    """The library's provider, asking for nothing but the subject and keeping nothing else."""

    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        """No profile, no e-mail."""
        return ["openid"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject, hashed."""
        claims = data["id_token"]
        return subject_key(claims["iss"], claims["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is kept."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is taken over."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """An address from elsewhere proves nothing here."""
        return []


class Client(OpenIDConnectOAuth2Adapter):
    """The library's client, with a discovery document that must fit and an ID token that must hold."""

    nonce: str = ""

    def get_provider(self) -> Provider:
        """The installation's own; none from the database."""
        return Provider(self.request, app=_app())

    @property
    def openid_config(self) -> dict[str, Any]:
        """The discovery document. Raises TokenRefused when it tells of another issuer or of plain http."""
        if not hasattr(self, "_checked_config"):
            config = dict(get_description())
            expected = self.get_provider().server_url.partition("/.well-known/")[0]
            if str(config.get("issuer", "")).rstrip("/") != expected.rstrip("/"):
                raise TokenRefused("foreign issuer in discovery")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if not is_safe_url(str(config.get(name, ""))):
                    raise TokenRefused(f"{name} is missing or not https")
            self._checked_config = config
        return self._checked_config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """From the installation's own address, never from the Host header."""
        return f"{settings.SITE_URL}{reverse('openid_connect_callback')}"

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """Check the ID token; userinfo is not asked."""
        claims = self.check(str(kwargs["response"].get("id_token", "")))
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def check(self, id_token: str) -> dict[str, Any]:
        """The claims of an ID token that holds. Raises TokenRefused."""
        if not id_token or len(id_token) > _LONGEST_TOKEN:
            raise TokenRefused("no id token")
        try:
            head = jwt.get_unverified_header(id_token)
            algorithm = head.get("alg")
            if algorithm not in ALGORITHMS:
                raise TokenRefused("algorithm not allowed")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(head.get("kid"), algorithm),
                algorithms=[algorithm],
                issuer=self.openid_config["issuer"],
                audience=settings.OIDC_CLIENT_ID,
                leeway=_LEEWAY_SECONDS,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise TokenRefused(type(error).__name__) from error
        self._check_claims(claims)
        return claims

    def _check_claims(self, claims: dict[str, Any]) -> None:
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != settings.OIDC_CLIENT_ID:
            raise TokenRefused("authorised party")
        if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
            raise TokenRefused("authorised party")
        given = claims.get("nonce")
        if (
            not self.nonce
            or not isinstance(given, str)
            or not secrets.compare_digest(given.encode(), self.nonce.encode())
        ):
            raise TokenRefused("nonce")
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT:
            raise TokenRefused("subject")

    def _key(self, key_id: object, algorithm: str) -> Any:
        """The provider's key of that id, fetched now: a changed key works at once, a withdrawn one no more."""
        with fenced_session() as session:
            answer = session.get(self.openid_config["jwks_uri"], timeout=settings.SOCIALACCOUNT_REQUESTS_TIMEOUT)
            answer.raise_for_status()
            keys = answer.json().get("keys", [])
        fitting = [k for k in keys if isinstance(k, dict) and k.get("use", "sig") == "sig" and _fits(k, algorithm)]
        if key_id is not None:
            fitting = [k for k in fitting if k.get("kid") == key_id]
        if len(fitting) != 1:
            raise TokenRefused("no such key")
        return jwt.PyJWK.from_dict(fitting[0], algorithm=algorithm).key


def _fits(key: dict[str, Any], algorithm: str) -> bool:
    kinds = {"R": "RSA", "P": "RSA", "E": "EC"}
    kind = "OKP" if algorithm == "EdDSA" else kinds[algorithm[0]]
    return key.get("kty") == kind and key.get("alg", algorithm) == algorithm


def _app() -> SocialApp:
    oidc = get_oidc()
    if oidc is None:
        raise NoOidc
    return SocialApp(
        provider="openid_connect",
        provider_id=PROVIDER_ID,
        name=oidc.name,
        client_id=oidc.client_id,
        secret=settings.OIDC_CLIENT_SECRET,
        settings={"server_url": oidc.discovery_url, "oauth_pkce_enabled": True},
    )


def _describe() -> tuple[str, dict[str, Any] | str]:
    """Where it was asked, and what the service tells of itself, or why it doesn't."""
    url = str(Provider(None, app=_app()).server_url)
    try:
        with fenced_session() as session:
            answer = session.get(url, timeout=settings.SOCIALACCOUNT_REQUESTS_TIMEOUT)
            answer.raise_for_status()
            told = answer.json()
    except (requests.RequestException, ValueError) as error:
        return url, str(getattr(error, "reason", None) or type(error).__name__)
    return url, told if isinstance(told, dict) else "no description"


# Anybody can begin to sign in: a flood costs the service one question in so many seconds. Keys are asked for each time.
_DESCRIBED = clock.Recent(_describe, keep=lambda told: 300 if isinstance(told[1], dict) else 5)


def get_description() -> dict[str, Any]:
    """The discovery document, at most five minutes old. Raises NoOidc, TokenRefused."""
    (url, told), _age = _DESCRIBED.get()
    if url != Provider(None, app=_app()).server_url:  # the setting is another since
        _DESCRIBED.forget()
        (_url, told), _age = _DESCRIBED.get()
    if isinstance(told, str):
        raise TokenRefused(told)
    return told


class _Callback(OAuth2CallbackView):
    """The library's callback; the nonce of the state goes to the client."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = str(state.get("nonce", ""))
            said = request.GET.get("iss")  # who answers, where the service tells it: never another than was asked
            if said is not None and said != self.adapter.openid_config["issuer"]:
                raise TokenRefused("answer from another issuer")
        return state, response


def start_oidc(request: HttpRequest, *, process: str = "login", next_path: str = "", token: str = "") -> HttpResponse:
    """Send the browser to the sign-in service. ``process``: login, connect (signed in) or invitation (with its token).

    Raises NoOidc, OidcFailed, InvitationInvalid.
    """
    provider = Provider(request, app=_app())
    data: dict[str, object] = {}
    if process == "connect":
        data["account_id"] = request.user.pk
    elif process == "invitation":
        data["invitation"] = get_open_invitation(token).public_key
    nonce = secrets.token_urlsafe(24)
    client = Client(request, PROVIDER_ID)
    provider.oauth2_adapter_class = lambda *_args: client
    path = urlsplit(next_path or "/").path  # waits in the session: no search somebody typed
    try:
        _config = client.openid_config
        response: HttpResponse = provider.redirect(
            request, process, next_url=path, data=data, auth_params={"nonce": nonce}, nonce=nonce
        )
    except (OAuth2Error, requests.RequestException, ValueError) as error:
        log.warning("oidc can't start: %s", getattr(error, "reason", None) or type(error).__name__)
        raise OidcFailed from error
    return response


def finish_oidc(request: HttpRequest) -> HttpResponse:
    """The browser is back. Raises OidcFailed, OidcCancelled, UnknownSubject, SubjectTaken and those of invitations."""
    _app()
    view = _Callback.adapter_view(Client(request, PROVIDER_ID))
    try:
        response: HttpResponse = view(request)
    except (OAuth2Error, requests.RequestException, ValueError, KeyError, AttributeError) as error:
        # The service is away, or its answer is no JSON or of another shape.
        reason = getattr(error, "reason", None) or type(error).__name__
        log.warning("oidc refused: %s from=%s", reason, client_address(request))
        raise OidcFailed from error
    return response


def complete(request: HttpRequest, login: Any) -> HttpResponse:
    """The subject is vouched for; what now? Called by the library's hook, before it does anything itself."""
    process, data = login.state.get("process"), login.state.get("data") or {}
    next_path = login.state.get("next") or "/"
    known = login.user if login.user is not None and login.user.pk else None
    if process == "connect":
        account = request.user
        if not isinstance(account, Account) or account.id != data.get("account_id"):
            raise OidcFailed
        connect_subject(login.account.uid, acting=_own_acting(account))
        return HttpResponseRedirect(next_path)
    if process == "invitation":
        account = _accept(request, str(data.get("invitation", "")), login.account.uid, known)
    elif known is not None:
        account = known
    else:
        log.warning("oidc refused: unknown subject from=%s", client_address(request))
        raise UnknownSubject
    record_authentication(request, account, method="socialaccount")
    response: HttpResponse = perform_login(request, QuietLogin(user=account, redirect_url=next_path))
    return response


def _own_acting(account: Account) -> Acting:
    return Acting(account.id, None, None, (), Via.SESSION)


def _accept(request: HttpRequest, public_key: str, uid: str, known: Account | None) -> Account:
    """Take the invitation with this subject: a known one keeps its account, a new one gets one."""
    invitation = get_open_invitation(key=public_key)
    if known is not None and known.email != invitation.email:
        raise InvitationForAnother
    acting = Acting(known.id if known else None, invitation.municipality_id, None, (), Via.SESSION)
    account_id = accept_invitation(public_key, subject=uid, acting=acting)
    return Account.objects.get(id=account_id)


def has_subject(account_id: int) -> bool:
    """Whether the sign-in service opens the account."""
    return bool(SocialAccount.objects.filter(user_id=account_id, provider=PROVIDER_ID).exists())


def get_oidc_sign_out_url() -> str:
    """Where to sign out at the service too; empty when it has no such place or doesn't answer."""
    oidc = get_oidc()
    if oidc is None:
        return ""
    try:
        config = get_description()
    except TokenRefused:
        return ""
    endpoint = str(config.get("end_session_endpoint", ""))
    if not is_safe_url(endpoint):
        return ""
    query = {"client_id": oidc.client_id, "post_logout_redirect_uri": f"{settings.SITE_URL}{reverse('signed_out')}"}
    return f"{endpoint}?{urlencode(query)}"
