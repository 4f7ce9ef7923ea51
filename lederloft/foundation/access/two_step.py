"""The second step: an app that makes codes, and recovery codes for the day the telephone is lost."""

import json
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django.core.cache import cache

from lederloft.foundation.access.account_errors import TicketExpired, WrongCode
from lederloft.foundation.access.models import Account
from lederloft.foundation.access.secret_boxes import seal, unseal

_MINUTES = 20
_PURPOSE = "two-step-ticket"


@dataclass(frozen=True)
class TwoStepTicket:
    """What the set-up page shows, and the sealed form field that brings it back. No table holds it meanwhile."""

    secret: str
    image_svg: str
    sealed: str


def new_ticket(account: Account) -> TwoStepTicket:
    """A fresh secret for the account to put in her app."""
    return _ticket(account, generate_totp_secret())


def read_ticket(account: Account, sealed: str) -> TwoStepTicket:
    """The ticket of a form that came back. Raises TicketExpired."""
    told = unseal(sealed, purpose=_PURPOSE, seconds=_MINUTES * 60)
    account_id, secret = json.loads(told) if told else (None, "")
    if account_id != account.id:
        raise TicketExpired
    return _ticket(account, secret)


def _ticket(account: Account, secret: str) -> TwoStepTicket:
    adapter = get_adapter()
    image: str = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    sealed = seal(json.dumps([account.id, secret]), purpose=_PURPOSE)
    return TwoStepTicket(secret, image[image.index("<svg") :], sealed)


def check_first_code(account: Account, ticket: TwoStepTicket, code: str) -> None:
    """The app works before it is relied upon, and the code that showed it is used. Raises WrongCode."""
    given = "".join(code.split())
    if not validate_totp_code(ticket.secret, given) or not is_first_use(account, given):
        raise WrongCode


def is_first_use(account: Account, code: str) -> bool:
    """The library forgets a used code after 30 seconds, but takes it for 90."""
    return cache.add(f"two-step-used:{account.id}:{code}", "y", timeout=180)


def has_two_step(account_id: int) -> bool:
    """Whether signing in takes a code."""
    return bool(Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists())


def list_unused_recovery_codes(account_id: int) -> list[str]:
    """The recovery codes that still work; shown once, right after they were made."""
    row = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(row).get_unused_codes() if row is not None else []
