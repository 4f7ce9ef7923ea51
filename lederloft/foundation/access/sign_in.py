"""The one door: password, then the code when there is one. Also the way out."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from lederloft.foundation.access.account_errors import (
    AddressWithCapitals,
    SignInNotStarted,
    TooManyAttempts,
    WrongCode,
    WrongPassword,
)
from lederloft.foundation.access.account_facts import RecoveryCodeUsed, SignedOut
from lederloft.foundation.access.adapters import METHOD_KEY, TWO_STEP_KEY, AccountAdapter, client_address, log
from lederloft.foundation.access.models import Account, RoleGrant
from lederloft.foundation.access.two_step import is_first_use
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.trail.api import Via, bound, record


class QuietLogin(Login):
    """A sign-in under way; what waits in the session for the code tells nothing of anybody."""

    def serialize(self) -> dict[str, Any]:
        """As the library's, without a search someone typed before being sent to the door."""
        data: dict[str, Any] = super().serialize()
        data.update(email=None, phone=None, signal_kwargs=None)
        data["redirect_url"] = urlsplit(self.redirect_url or "/").path
        return data


def exact_address(email: str) -> str:
    """The address as it is looked up. Raises AddressWithCapitals: no look-alike matches anybody."""
    address = email.strip()
    if address != address.lower():
        raise AddressWithCapitals
    return address


def sign_in_with_password(request: HttpRequest, *, email: str, password: str, next_path: str = "") -> HttpResponse:
    """Open a session, or ask for the code. ``next_path`` must be a path on this site.

    Raises WrongPassword, TooManyAttempts, AccountDisabledHere, AddressWithCapitals.
    """
    if not ratelimit.consume(request, action="login"):
        raise TooManyAttempts
    address = exact_address(email)
    try:
        account = AccountAdapter(request).authenticate(request, email=address, password=password)
    except ValidationError as error:
        log.warning("sign-in refused: too many attempts from=%s", client_address(request))
        raise TooManyAttempts from error
    if account is None:
        raise WrongPassword
    record_authentication(request, account, method="password")
    response: HttpResponse = perform_login(request, QuietLogin(user=account, redirect_url=next_path or "/"))
    return response


def is_code_awaited(request: HttpRequest) -> bool:
    """Whether a password has been given and the code is next."""
    return LoginStageController.enter(request, "mfa_authenticate") is not None


def sign_in_with_code(request: HttpRequest, *, code: str) -> HttpResponse:
    """The second step: a code from the app or from paper. Raises SignInNotStarted, WrongCode, TooManyAttempts."""
    stage = LoginStageController.enter(request, "mfa_authenticate")
    if stage is None:
        raise SignInNotStarted
    account = stage.login.user
    used = check_code(request, account, code)
    record_authentication(request, account, "mfa", type=str(used.type))
    if used.type == Authenticator.Type.RECOVERY_CODES:
        with bound(account_id=account.id, via=Via.SESSION, municipality_id=None):
            record(RecoveryCodeUsed(account_id=account.id))
    response: HttpResponse = stage.exit()
    return response


def check_code(request: HttpRequest, account: Account, code: str) -> Authenticator:
    """The authenticator that the code fits, used up. Raises WrongCode, TooManyAttempts."""
    try:
        forget_attempts = check_rate_limit(account)
    except ValidationError as error:
        log.warning("code refused: account=%s too many attempts from=%s", account.id, client_address(request))
        raise TooManyAttempts from error
    given = "".join(code.split())
    for authenticator in Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.WEBAUTHN):
        if given and authenticator.wrap().validate_code(given) and is_first_use(account, given):
            forget_attempts()
            authenticator.record_usage()
            return authenticator
    log.warning("code refused: account=%s from=%s", account.id, client_address(request))
    raise WrongCode


def is_own_password(request: HttpRequest, account: Account, password: str) -> bool:
    """Whether she who is signed in knows the password. Raises TooManyAttempts."""
    if not ratelimit.consume(request, action="login_failed", key=f"own-password:{account.id}"):
        raise TooManyAttempts
    return account.check_password(password)


def sign_in_as_example(
    request: HttpRequest, *, role: Role, municipality: Municipality, next_path: str = "/"
) -> HttpResponse | None:
    """Open a session as an example person with the role; None when there is none. Only for example municipalities."""
    account = find_example_account(role, municipality)
    if account is None:
        return None
    record_authentication(request, account, method="one_click")
    response: HttpResponse = perform_login(request, QuietLogin(user=account, redirect_url=next_path))
    return response


def find_example_account(role: Role, municipality: Municipality) -> Account | None:
    """The example person who holds the role and the fewest others."""
    if not municipality.is_example:
        return None
    today = clock.today()
    with scope(municipality.id):
        rows = RoleGrant.objects.filter(
            valid_from__lte=today,
            account__is_active=True,
            account__memberships__municipality_id=municipality.id,
            account__memberships__disabled_at__isnull=True,
        ).exclude(valid_to__lt=today)
        held: dict[int, set[str]] = {}
        for account_id, slug in rows.values_list("account_id", "role"):
            held.setdefault(account_id, set()).add(slug)
    fitting = [(len(slugs), account_id) for account_id, slugs in held.items() if role.value in slugs]
    return Account.objects.get(id=min(fitting)[1]) if fitting else None


def sign_out(request: HttpRequest) -> str:
    """End the session and everything in it; returns how it was opened (password, oidc or one_click)."""
    method = str(request.session.get(METHOD_KEY, ""))
    account = request.user
    if isinstance(account, Account):
        with bound(account_id=account.id, via=Via.SESSION, municipality_id=None):
            record(SignedOut(account_id=account.id))
    logout(request, show_message=False)
    request.session.flush()
    return method


def must_set_up_two_step(request: HttpRequest, account: Account) -> bool:
    """Whether the code is demanded of her and this session has none."""
    return account.two_step_demanded and not request.session.get(TWO_STEP_KEY)


def note_two_step_done(request: HttpRequest) -> None:
    """The session that set up the code has shown it."""
    request.session[TWO_STEP_KEY] = True
