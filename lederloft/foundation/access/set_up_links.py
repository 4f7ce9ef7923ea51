"""The way into an installation where nobody can sign in yet: a link that whoever runs the server prints."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.cache import cache

from lederloft.foundation.access.account_errors import SetUpLinkInvalid
from lederloft.foundation.access.models import Membership
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, list_municipalities

HOURS = 24
_SECONDS = HOURS * 60 * 60
_SAME_PRESS = timedelta(minutes=5)
_SALT = "lederloft.foundation.access.set_up"
_LAST = "set-up-link-last"


@dataclass(frozen=True)
class SetUp:
    """How far the installation has come. ``municipality`` is the one in the making."""

    is_open: bool  # nobody belongs to a municipality that is no example
    is_empty: bool  # nobody belongs anywhere at all
    municipality: Municipality | None = None


def get_set_up() -> SetUp:
    """Whether the set-up guide may be used. It closes for good when the first administrator has come in."""
    real = [one for one in list_municipalities() if not one.is_example]
    members = set(Membership.objects.values_list("municipality_id", flat=True).distinct())
    is_open = len(real) <= 1 and not any(one.id in members for one in real)
    return SetUp(is_open, not members, real[0] if is_open and real else None)


def new_set_up_path() -> str:
    """A way in for one browser, within a day. Signed with the installation's key and stored nowhere."""
    return f"/oppsett/lenke/{signing.TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(24))}"


def check_set_up_token(token: str) -> str:
    """The number of a token that still opens. Looking uses nothing up. Raises SetUpLinkInvalid."""
    number = _number_of(token)
    if cache.get(_key(number)) is not None:
        raise SetUpLinkInvalid
    return number


def use_set_up_token(token: str, *, press: str) -> str:
    """Use it up; returns its number, which opens the guide until another link is used.

    Of two at the same moment one gets in; a press that comes twice is one. Raises SetUpLinkInvalid.
    """
    number, now = _number_of(token), clock.now()
    if cache.add(_key(number), (press, now), timeout=2 * _SECONDS):
        cache.set(_LAST, number, timeout=None)
        return number
    first, at = cache.get(_key(number)) or ("", now)
    if first != press or now - at > _SAME_PRESS:
        raise SetUpLinkInvalid
    return number


def is_last_set_up_link(number: str) -> bool:
    """Whether no other link has been used since: who held an earlier one sees nothing of what is set up after her."""
    return bool(number) and cache.get(_LAST) == number


def _number_of(token: str) -> str:
    try:
        number = signing.TimestampSigner(salt=_SALT).unsign(token, max_age=_SECONDS)
    except signing.BadSignature:
        raise SetUpLinkInvalid from None
    if not get_set_up().is_open:
        raise SetUpLinkInvalid
    return number


def _key(number: str) -> str:
    return f"set-up-link:{number}"
