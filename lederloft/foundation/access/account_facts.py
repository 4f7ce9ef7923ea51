"""What the trail can say of accounts and sign-in. All of them stand in the trail of the installation or of the
municipality whose administrator acted; none holds an address."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact

_ACCOUNT = {"account_id": "access.account"}


@dataclass(frozen=True, kw_only=True)
class SignedIn(Fact):
    """Somebody signed in; ``method`` is password, oidc or one_click."""

    account_id: int
    method: str
    two_step: bool

    sentence: ClassVar[str] = N_("{who} logget inn")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class SignedOut(Fact):
    """Somebody signed out."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} logget ut")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class RecoveryCodeUsed(Fact):
    """A recovery code was used instead of the code from the app."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} logget inn med en reservekode")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class TwoStepSetUp(Fact):
    """Signing in now takes a code too."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} skrudde på innlogging i to trinn")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class TwoStepRemoved(Fact):
    """Signing in no longer takes a code."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} skrudde av innlogging i to trinn")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesRenewed(Fact):
    """New recovery codes; the old ones are void."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} laget nye reservekoder")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class TwoStepDemanded(Fact):
    """An administrator demands the code, or demands it no more."""

    account_id: int
    is_demanded: bool

    sentence: ClassVar[str] = N_("{who} bestemte om kontoen må ha innlogging i to trinn")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class PasswordResetAsked(Fact):
    """Somebody asked for a new password. Without an account: for an address nobody has."""

    account_id: int | None

    sentence: ClassVar[str] = N_("Noen ba om nytt passord")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Fact):
    """A new password; sessions with the old one have ended."""

    account_id: int
    by_mail: bool

    sentence: ClassVar[str] = N_("{who} byttet passord")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class SubjectConnected(Fact):
    """The account can be opened by the sign-in service."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} koblet kontoen til innloggingstjenesten")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class SubjectDisconnected(Fact):
    """The account can no longer be opened by the sign-in service."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} koblet kontoen fra innloggingstjenesten")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Fact):
    """Somebody was invited to sign in."""

    invitation_id: int
    role: str

    sentence: ClassVar[str] = N_("{who} sendte en invitasjon")
    about: ClassVar[dict[str, str]] = {"invitation_id": "access.invitation"}


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Fact):
    """The way in was shut before it was used."""

    invitation_id: int

    sentence: ClassVar[str] = N_("{who} trakk en invitasjon tilbake")
    about: ClassVar[dict[str, str]] = {"invitation_id": "access.invitation"}


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Fact):
    """The invited person has an account that belongs here."""

    invitation_id: int
    account_id: int
    person_id: int | None
    role: str

    sentence: ClassVar[str] = N_("En invitasjon ble tatt imot")
    about: ClassVar[dict[str, str]] = {"invitation_id": "access.invitation", **_ACCOUNT}


@dataclass(frozen=True, kw_only=True)
class AccountDisabled(Fact):
    """The account works no more in this municipality."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} stengte en konto")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class AccountEnabled(Fact):
    """The account works again in this municipality."""

    account_id: int

    sentence: ClassVar[str] = N_("{who} åpnet en konto igjen")
    about: ClassVar[dict[str, str]] = _ACCOUNT


@dataclass(frozen=True, kw_only=True)
class TokenCreated(Fact):
    """A key for the JSON API was made."""

    token_id: int
    account_id: int
    expires_on: str

    sentence: ClassVar[str] = N_("{who} laget en nøkkel som varer til {expires_on}")
    about: ClassVar[dict[str, str]] = {"token_id": "access.apitoken", **_ACCOUNT}


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Fact):
    """A key for the JSON API was made void."""

    token_id: int
    account_id: int

    sentence: ClassVar[str] = N_("{who} slettet en nøkkel")
    about: ClassVar[dict[str, str]] = {"token_id": "access.apitoken", **_ACCOUNT}


@dataclass(frozen=True, kw_only=True)
class ScreenChosen(Fact):
    """Somebody chose a language or colours for herself."""

    account_id: int
    language: str
    colour_scheme: str

    sentence: ClassVar[str] = N_("{who} valgte språk og utseende")
    about: ClassVar[dict[str, str]] = _ACCOUNT
