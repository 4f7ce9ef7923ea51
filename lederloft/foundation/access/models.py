"""Accounts, memberships, roles and stand-ins. Accounts hold no name: names live on organisation's Person."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from lederloft.foundation.acting.values import Role, ScopeKind
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
from lederloft.foundation.tenancy.api import Municipal, PublicKeyField

_WITH_ACCOUNT = Personal(Category.IDENTITY, Purpose.SIGN_IN, LegalBasis.PUBLIC_TASK, ("it",), KeepWith("account"))


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; sign-in libraries ask it too."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account. The address is stored in lower case, so that look-alikes in case match nobody else."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in. Global: one person may work for several municipalities."""

    public_key = PublicKeyField()
    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    two_step_demanded = models.BooleanField(default=False)
    language = models.CharField(max_length=5, blank=True, choices=[("nb", "Bokmål"), ("nn", "Nynorsk")])
    colour_scheme = models.CharField(
        max_length=5, default="auto", choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")]
    )
    created_at = models.DateTimeField()
    session_epoch = models.PositiveIntegerField(default=0)  # raised: sessions and feeds from before are void

    open_memberships: tuple["Membership", ...] = ()  # filled when a session is recognised

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    privacy: ClassVar[Marks] = Marks(
        what=N_("Kontoer"),
        subject="id",
        fields={
            "email": Personal(
                Category.CONTACT,
                Purpose.SIGN_IN,
                LegalBasis.PUBLIC_TASK,
                ("it", "utviklingskontoret"),
                Keep("disabled_at", 6, Then.DELETE_ROW),
            ),
            "password": Personal(
                Category.CREDENTIAL,
                Purpose.SIGN_IN,
                LegalBasis.PUBLIC_TASK,
                (),
                Keep("disabled_at", 6, Then.DELETE_ROW),
            ),
            "last_login": Personal(
                Category.ACTIVITY,
                Purpose.OPERATION,
                LegalBasis.PUBLIC_TASK,
                ("it",),
                Keep("disabled_at", 6, Then.DELETE_ROW),
            ),
            "disabled_at": Impersonal("the state of an account, for the retention rule"),
            "created_at": Impersonal("the state of an account, for the retention rule"),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="access_account_email_lower"),
            models.CheckConstraint(
                condition=Q(is_active=True, disabled_at__isnull=True) | Q(is_active=False, disabled_at__isnull=False),
                name="access_account_disabled_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.public_key

    def get_session_auth_hash(self) -> str:
        """What a session must match: it ends with the password and with the epoch."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under keys that are being retired."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(str(secret))

    def _session_hash(self, secret: str | None = None) -> str:
        salt, told = "lederloft.foundation.access.session", f"{self.password}:{self.session_epoch}"
        return salted_hmac(salt, told, secret=secret, algorithm="sha256").hexdigest()


class Membership(models.Model):
    """An account's place in a municipality. ``person_id`` is the person's id there, a plain number."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey("tenancy.Municipality", on_delete=models.PROTECT, related_name="+")
    person_id = models.BigIntegerField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)  # shut here; elsewhere the account may go on

    privacy: ClassVar[Marks] = Marks(
        what=N_("Hvilke kommuner kontoen hører til"),
        subject="account",
        fields={
            "account": _WITH_ACCOUNT,
            "person_id": _WITH_ACCOUNT,
            "disabled_at": Impersonal("the state of a membership"),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "municipality"], name="access_membership_once"),
            models.UniqueConstraint(fields=["municipality", "person_id"], name="access_membership_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}@{self.municipality_id}"


class RoleGrant(Municipal):
    """A role held by an account in a period, with its reach."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    scope_kind = models.CharField(max_length=14, choices=[(k.value, k.value) for k in ScopeKind])
    scope_id = models.BigIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the last day

    privacy: ClassVar[Marks] = Marks(
        what=N_("Roller i løsningen"),
        subject="account",
        fields={
            "account": _WITH_ACCOUNT,
            "valid_from": Impersonal("the period of a role"),
            "valid_to": Impersonal("the period of a role"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="access_grant_period"
            ),
            models.CheckConstraint(
                condition=Q(scope_kind__in=["unit", "agreement"], scope_id__isnull=False)
                | Q(scope_kind__in=["own", "municipality"], scope_id__isnull=True),
                name="access_grant_scope_has_id",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "account"], name="access_grant_account"),
        ]


class StandIn(Municipal):
    """For a period ``stand_in_account`` may use the roles of ``absent_account``, on her behalf."""

    absent_account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    stand_in_account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()  # the last day

    privacy: ClassVar[Marks] = Marks(
        what=N_("Stedfortredere"),
        subject="absent_account",
        fields={
            "absent_account": Personal(
                Category.POSITION, Purpose.ORGANISATION, LegalBasis.PUBLIC_TASK, ("it",), KeepWith("absent_account")
            ),
            "stand_in_account": Personal(
                Category.POSITION, Purpose.ORGANISATION, LegalBasis.PUBLIC_TASK, ("it",), KeepWith("stand_in_account")
            ),
            "valid_from": Impersonal("the period of a stand-in; no reason is kept"),
            "valid_to": Impersonal("the period of a stand-in; no reason is kept"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="access_stand_in_period"),
            models.CheckConstraint(
                condition=~Q(absent_account=F("stand_in_account")), name="access_stand_in_is_another"
            ),
        ]


class ApiToken(models.Model):
    """A key for the JSON API, stored as a hash. Global: the token tells which municipality is meant."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey("tenancy.Municipality", on_delete=models.PROTECT, related_name="+")
    public_key = PublicKeyField()
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Nøkler til programmeringsgrensesnittet"),
        subject="account",
        fields={
            "account": _WITH_ACCOUNT,
            "name": Personal(
                Category.FREE_TEXT, Purpose.SIGN_IN, LegalBasis.PUBLIC_TASK, (), Keep("expires_at", 1, Then.DELETE_ROW)
            ),
            "token_hash": Personal(
                Category.CREDENTIAL, Purpose.SIGN_IN, LegalBasis.PUBLIC_TASK, (), Keep("expires_at", 1, Then.DELETE_ROW)
            ),
            "created_at": Impersonal("the period of a token"),
            "expires_at": Impersonal("the period of a token"),
            "last_used_at": Personal(
                Category.ACTIVITY, Purpose.OPERATION, LegalBasis.PUBLIC_TASK, (), Keep("expires_at", 1, Then.DELETE_ROW)
            ),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="access_token_period"),
        ]

    def __str__(self) -> str:
        return self.public_key


class Invitation(models.Model):
    """A way in for the one who holds the address: once, until a day. Global: the token tells which municipality.

    The token itself stands nowhere: it is made from the row's key and the installation's secret when the mail is sent.
    """

    municipality = models.ForeignKey("tenancy.Municipality", on_delete=models.PROTECT, related_name="+")
    public_key = PublicKeyField()
    email = models.EmailField(max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    scope_kind = models.CharField(max_length=14, choices=[(k.value, k.value) for k in ScopeKind])
    scope_id = models.BigIntegerField(null=True, blank=True)
    person_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Invitasjoner til å logge inn"),
        subject="person_id",
        fields={
            "email": Personal(
                Category.CONTACT,
                Purpose.SIGN_IN,
                LegalBasis.PUBLIC_TASK,
                ("it",),
                Keep("expires_at", 1, Then.DELETE_ROW),
            ),
            "person_id": Personal(
                Category.IDENTITY,
                Purpose.SIGN_IN,
                LegalBasis.PUBLIC_TASK,
                ("it",),
                Keep("expires_at", 1, Then.DELETE_ROW),
            ),
            "token_hash": Impersonal("the hash of a random secret"),
            "created_at": Impersonal("the period of an invitation"),
            "expires_at": Impersonal("the period of an invitation"),
            "accepted_at": Impersonal("the state of an invitation"),
            "withdrawn_at": Impersonal("the state of an invitation"),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="access_invitation_period"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="access_invitation_email_lower"),
            models.CheckConstraint(
                condition=Q(scope_kind__in=["unit", "agreement"], scope_id__isnull=False)
                | Q(scope_kind__in=["own", "municipality"], scope_id__isnull=True),
                name="access_invitation_scope_has_id",
            ),
            models.UniqueConstraint(
                fields=["municipality", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="access_invitation_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.public_key


class Attempt(models.Model):
    """Counts of attempts to sign in, as Django's database cache keeps them. Keys are hashes; rows lapse."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Tellere som stopper gjetting av passord"),
        fields={
            "value": Impersonal("moments of attempts under a hash that leads to nobody"),
            "expires": Impersonal("when a counter lapses"),
        },
    )

    class Meta:
        db_table = "access_attempt"

    def __str__(self) -> str:
        return self.cache_key
