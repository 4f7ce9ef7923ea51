"""The sign-in library's hooks: what it may do here, and what it tells the trail. No signal receivers."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lederloft.foundation.access.account_errors import AccountDisabledHere
from lederloft.foundation.access.account_facts import SignedIn
from lederloft.foundation.access.models import Account
from lederloft.foundation.access.secret_boxes import seal, unseal
from lederloft.foundation.trail.api import Via, bound, record

log = logging.getLogger("lederloft.sign_in")

TWO_STEP_KEY = "two_step"  # this session was opened with a code, or set it up itself
METHOD_KEY = "sign_in_method"
_METHODS = {"password": "password", "socialaccount": "oidc", "one_click": "one_click"}


def client_address(request: HttpRequest) -> str:
    """Where the request comes from, for throttling and logs. X-Forwarded-For counts only behind our own proxies."""
    return str(AccountAdapter(request).get_client_ip(request))


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only; every sign-in has a fresh session and is a fact."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by herself."""
        return False

    def get_login_stages(self) -> list[str]:
        """After the password: the code, when there is one."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The other end of the connection; one bucket for all when the server doesn't tell."""
        there = str(request.META.get("REMOTE_ADDR") or "-")
        if there == "-" and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
            return there
        try:
            return str(super().get_client_ip(request))
        except (ImproperlyConfigured, PermissionDenied):  # fewer proxies than we are told of, or no address in it
            return there

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"sign-in:{credentials.get('email', '')}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A refused sign-in is logged, without the address that was typed."""
        account_id = Account.objects.filter(email=credentials.get("email", "")).values_list("id", flat=True).first()
        log.warning("sign-in refused: account=%s from=%s", account_id or "unknown", client_address(request))

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """The password was right, the account is shut."""
        log.warning("sign-in refused: account=%s is disabled", user.id)
        raise AccountDisabledHere

    def login(self, request: HttpRequest, user: Account) -> None:
        """A new session key at every sign-in, also for the one who is signed in already."""
        before = request.session.session_key
        super().login(request, user)
        if request.session.session_key == before:
            request.session.cycle_key()

    def post_login(self, request: HttpRequest, user: Account, *, redirect_url: str | None, **told: Any) -> HttpResponse:
        """Mark the session, tell the trail, go on."""
        ways = [str(way["method"]) for way in get_authentication_records(request, user)]
        method = next((_METHODS[way] for way in ways if way in _METHODS), "password")
        request.session[TWO_STEP_KEY] = "mfa" in ways
        request.session[METHOD_KEY] = method
        with bound(account_id=user.id, via=Via.SESSION, municipality_id=None):
            record(SignedIn(account_id=user.id, method=method, two_step="mfa" in ways))
        log.info("signed in: account=%s method=%s from=%s", user.id, method, client_address(request))
        return HttpResponseRedirect(redirect_url or "/")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The library sends nothing: mail goes through the outbox."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The library sends nothing: mail goes through the outbox."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages speak for themselves."""


class TwoStepAdapter(DefaultMFAAdapter):
    """The code's secret lies sealed in the database."""

    def encrypt(self, text: str) -> str:
        """What the library is about to store: readable only with this installation's secret key."""
        return seal(text, purpose="two-step")

    def decrypt(self, encrypted_text: str) -> str:
        """What the library wants to compare with; empty, so that no code fits, when another key has sealed it."""
        return unseal(encrypted_text, purpose="two-step") or ""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The library sends nothing: mail goes through the outbox."""
