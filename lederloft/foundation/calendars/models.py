"""What stands in people's calendars, whom it was sent to, and the addresses of their feeds."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    KeepBy,
    KeepWith,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
)
from lederloft.foundation.tenancy.api import Municipal, PublicKeyField

_PUBLISHED = Impersonal("what the municipality tells everybody who comes")
_TIME = Impersonal("when something takes place")


class EventState(StrEnum):
    """Whether it takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class CalendarEvent(Municipal):
    """Something that takes place, as calendars know it. One for each source row; its UID never changes."""

    source_label = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    location = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    previous_starts_at = models.DateTimeField(null=True, blank=True)  # before the last move, for the mail about it
    state = models.CharField(
        max_length=9, default=EventState.PLANNED.value, choices=[(s.value, s.value) for s in EventState]
    )
    sequence = models.PositiveIntegerField(default=0)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Det som står i kalendere"),
        fields={
            "source_label": Impersonal("the name of a table"),
            "title": _PUBLISHED,
            "location": _PUBLISHED,
            "link": _PUBLISHED,
            "description": _PUBLISHED,
            "starts_at": _TIME,
            "ends_at": _TIME,
            "previous_starts_at": _TIME,
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["municipality", "source_label", "source_id"], name="calendars_event_source_once"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="calendars_event_has_length"),
            models.CheckConstraint(condition=~Q(title=""), name="calendars_event_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in EventState]), name="calendars_event_state_known"
            ),
        ]

    @property
    def uid(self) -> str:
        """The name of the event in every calendar, for ever."""
        return f"{self.public_key}@lederloft"


class Invitation(Municipal):
    """An event in one person's calendar. ``sequence`` is that of the last text written for her."""

    event = models.ForeignKey(CalendarEvent, on_delete=models.PROTECT, related_name="invitations")
    person_id = models.BigIntegerField()
    is_withdrawn = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Kalenderinvitasjoner"),
        subject="person_id",
        fields={
            "person_id": Personal(
                Category.PARTICIPATION,
                Purpose.MESSAGES,
                LegalBasis.PUBLIC_TASK,
                (),
                KeepBy("calendars.invitations", N_("Slettes tolv måneder etter samlingen.")),
            ),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "person_id"], name="calendars_invitation_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "person_id"], name="calendars_invitation_person"),
        ]


class CalendarFeed(models.Model):
    """The secret address of an account's calendar in one municipality, as a hash. Global: the secret tells whose.

    The secret stands nowhere: it is made from the row's key and the installation's own when it is shown. It is void
    when the account's sessions are, since it bears their epoch.
    """

    public_key = PublicKeyField()
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey("tenancy.Municipality", on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    session_epoch = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Adresser til kalendere"),
        subject="account",
        fields={
            "account": Personal(Category.CREDENTIAL, Purpose.MESSAGES, LegalBasis.PUBLIC_TASK, (), KeepWith("account")),
            "secret_hash": Impersonal("the hash of a random secret"),
            "created_at": Impersonal("when an address was made"),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "municipality"], name="calendars_feed_once"),
        ]

    def __str__(self) -> str:
        return self.public_key
