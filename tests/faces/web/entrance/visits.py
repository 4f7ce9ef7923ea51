"""Pieces that the tests of the door stand on."""

import re
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from lederloft.foundation.access.api import Account
from lederloft.foundation.acting.values import Role
from lederloft.foundation.tenancy.api import Municipality
from tests.makers import make_account

PASSWORD = "fire tilfeldige ord 7"


def with_password(municipality: Municipality, *roles: Role, email: str = "") -> Account:
    account = make_account(municipality, *roles)
    if email:
        account.email = email
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client: Client, account: Account, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/logg-inn", {"email": account.email, "password": password, **more})


def give_two_step(account: Account) -> str:
    """Set it up behind the scenes; returns the secret."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    return secret


def code_now(secret: str, *, steps: int = 0) -> str:
    counter = int(datetime.now(UTC).timestamp()) // 30 + steps
    return format_hotp_value(hotp_value(secret, counter))


def recovery_codes(account: Account) -> list[str]:
    row = Authenticator.objects.get(user=account, type=Authenticator.Type.RECOVERY_CODES)
    return list(RecoveryCodes(row).get_unused_codes())


def hidden(response: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name}"
    return found.group(1)
