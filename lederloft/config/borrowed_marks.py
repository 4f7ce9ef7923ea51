"""Marks for the tables of the libraries we use: the same questions answered for them as for our own."""

from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    Keep,
    KeepWith,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Then,
)


def _sign_in(category: Category, owner: str) -> Personal:
    return Personal(category, Purpose.SIGN_IN, LegalBasis.PUBLIC_TASK, (), KeepWith(owner))


_SESSION = Personal(
    Category.CREDENTIAL, Purpose.SIGN_IN, LegalBasis.PUBLIC_TASK, (), Keep("expire_date", 0, Then.DELETE_ROW)
)
_STATE = Impersonal("the state of a way to sign in")

BORROWED_MARKS: dict[str, Marks] = {
    "account.emailaddress": Marks(
        what=N_("E-postadresser til innlogging"),
        subject="user",
        fields={"user": _sign_in(Category.IDENTITY, "user"), "email": _sign_in(Category.CONTACT, "user")},
    ),
    "account.emailconfirmation": Marks(
        what=N_("Bekreftelser av e-postadresser"),
        subject="email_address",
        fields={"key": _sign_in(Category.CREDENTIAL, "email_address"), "created": _STATE, "sent": _STATE},
    ),
    "socialaccount.socialaccount": Marks(
        what=N_("Innlogging med kommunens egen konto"),
        subject="user",
        fields={
            "user": _sign_in(Category.IDENTITY, "user"),
            "uid": _sign_in(Category.IDENTITY, "user"),
            "provider": Impersonal("the name of a provider"),
            "extra_data": Impersonal("always empty"),
            "last_login": _sign_in(Category.ACTIVITY, "user"),
            "date_joined": _sign_in(Category.ACTIVITY, "user"),
        },
    ),
    "socialaccount.socialtoken": Marks(
        what=N_("Nøkler fra innloggingstjenesten"),
        subject="account",
        fields={
            "account": _sign_in(Category.IDENTITY, "account"),
            "token": Impersonal("always empty"),
            "token_secret": Impersonal("always empty"),
            "expires_at": _STATE,
        },
    ),
    "mfa.authenticator": Marks(
        what=N_("Totrinnskoder"),
        subject="user",
        fields={
            "user": _sign_in(Category.IDENTITY, "user"),
            "data": _sign_in(Category.CREDENTIAL, "user"),
            "created_at": _STATE,
            "last_used_at": _sign_in(Category.ACTIVITY, "user"),
        },
    ),
    "sessions.session": Marks(
        what=N_("Økter"),
        fields={"session_key": _SESSION, "session_data": _SESSION, "expire_date": _STATE},
    ),
}
