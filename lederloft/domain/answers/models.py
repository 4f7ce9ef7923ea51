"""Three stores. P (default): who is asked, and whether she has answered. The buffer: answers on their way. S (answers):
answers tied to nobody. No key leads from one database to another, and nothing here holds a moment of answering."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lederloft.domain.answers.values import InvitationState, WaveState
from lederloft.foundation.dated.api import DatedQuerySet, Sourced
from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    Keep,
    KeepBy,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Then,
)
from lederloft.foundation.tenancy.api import Municipal

_KEY = 22  # a public key
_HASH = 64  # SHA-256 in hexadecimal digits
_OF_WAVE = Impersonal("a date or moment of the wave as a whole")
_CODE = Impersonal("the random key of a wave or a unit")


class AnonymityFloor(Sourced):
    """How many answers must at least be mixed, from a day. An owner may raise it for a wave, never lower it."""

    minimum = models.PositiveSmallIntegerField()

    database_alias: ClassVar[str] = "default"
    objects = DatedQuerySet.as_manager()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Færreste svar som blandes"),
        fields={
            "source": Impersonal("where the rule stands"),
            **dict.fromkeys(("valid_from", "valid_to", "last_checked_on"), Impersonal("when a rule holds")),
        },
    )

    class Meta(Sourced.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=Q(minimum__gte=3), name="answers_floor_from_three"),
            models.UniqueConstraint(fields=["valid_from"], name="answers_floor_starts_once"),
        ]


class Wave(Municipal):
    """A time in which people are asked about something. What that is, is known by label and id only."""

    subject_label = models.CharField(max_length=100)
    subject_id = models.BigIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    minimum_batch = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, default=WaveState.OPEN.value, choices=[(s.value, s.msgid) for s in WaveState]
    )

    database_alias: ClassVar[str] = "default"

    privacy: ClassVar[Marks] = Marks(
        what=N_("Målinger"),
        fields={
            "subject_label": Impersonal("the label of a model"),
            **dict.fromkeys(("opens_at", "closes_at", "closed_at"), _OF_WAVE),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="answers_wave_order"),
            models.CheckConstraint(condition=Q(minimum_batch__gte=3), name="answers_wave_minimum_from_three"),
            models.CheckConstraint(
                condition=Q(state=WaveState.OPEN.value, closed_at__isnull=True)
                | Q(state=WaveState.CLOSED.value, closed_at__isnull=False),
                name="answers_wave_state_known",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "state", "closes_at"], name="answers_wave_by_state"),
        ]


_HELD = Personal(Category.SURVEY, Purpose.SURVEY, LegalBasis.PUBLIC_TASK, (), Keep("keep_until", 0, Then.DELETE_ROW))


class Invitation(Municipal):
    """P: somebody is asked. The link's hash stands until her answer has been moved or the wave is closed."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    token_hash = models.CharField(max_length=_HASH, unique=True, null=True, blank=True)
    state = models.CharField(
        max_length=10, default=InvitationState.INVITED.value, choices=[(s.value, s.msgid) for s in InvitationState]
    )
    keep_until = models.DateField()

    database_alias: ClassVar[str] = "default"

    privacy: ClassVar[Marks] = Marks(
        what=N_("Invitasjoner til å svare"),
        subject="person",
        fields={
            "person": _HELD,
            "unit": _HELD,
            "state": _HELD,
            "token_hash": Personal(
                Category.CREDENTIAL, Purpose.SURVEY, LegalBasis.PUBLIC_TASK, (), Keep("keep_until", 0, Then.DELETE_ROW)
            ),
            "keep_until": Impersonal("the retention rule itself, the same for the whole wave"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["wave", "person"], name="answers_invitation_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in InvitationState]), name="answers_invitation_state_known"
            ),
        ]


_UNTIL_MOVED = KeepBy("answers.buffer", N_("Til svaret er blandet med andres og flyttet, senest når målingen lukkes."))
_WAITING = Personal(Category.SURVEY, Purpose.SURVEY, LegalBasis.PUBLIC_TASK, (), _UNTIL_MOVED)
_SECRET = Personal(Category.CREDENTIAL, Purpose.SURVEY, LegalBasis.PUBLIC_TASK, (), _UNTIL_MOVED)


class BufferedAnswer(models.Model):
    """The buffer: an answer on its way, found from its invitation through the nonce until it has been moved."""

    nonce = models.CharField(max_length=_HASH, primary_key=True)
    municipality_id = models.BigIntegerField()
    wave = models.CharField(max_length=_KEY)
    unit = models.CharField(max_length=_KEY, blank=True)
    answers = models.JSONField()
    pair_key = models.CharField(max_length=_HASH, null=True, blank=True)  # noqa: DJ001 — none is not an empty one

    database_alias: ClassVar[str] = "buffer"

    privacy: ClassVar[Marks] = Marks(
        what=N_("Svar som ikke er flyttet ennå"),
        fields={"nonce": _SECRET, "wave": _CODE, "unit": _CODE, "answers": _WAITING, "pair_key": _SECRET},
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["wave"], name="answers_buffered_by_wave")]


class Answer(models.Model):
    """S: an answer tied to nobody. Its key is random, and rows lie in the order of their keys."""

    id = models.UUIDField(primary_key=True, editable=False)
    municipality_id = models.BigIntegerField()
    wave = models.CharField(max_length=_KEY)
    unit = models.CharField(max_length=_KEY, blank=True)
    answers = models.JSONField()
    pair_key = models.CharField(max_length=_HASH, null=True, blank=True)  # noqa: DJ001 — none is not an empty one

    database_alias: ClassVar[str] = "answers"

    privacy: ClassVar[Marks] = Marks(
        what=N_("Svar uten navn"),
        fields={
            "wave": _CODE,
            "unit": _CODE,
            "answers": Impersonal("numbers of somebody among at least the wave's minimum, whom no row leads to"),
            "pair_key": Impersonal("random, or of a key that is destroyed when the series ends"),
        },
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["wave"], name="answers_answer_by_wave")]


class MovedSlip(models.Model):
    """S: the answer of some nonce is in; which one, nobody can tell. Kept until the wave has been closed for a while,
    so that a backup taken while answers were moved can be put right."""

    slip = models.CharField(max_length=_HASH, primary_key=True)
    municipality_id = models.BigIntegerField()
    wave = models.CharField(max_length=_KEY)

    database_alias: ClassVar[str] = "answers"

    privacy: ClassVar[Marks] = Marks(
        what=N_("Kvitteringer for flyttede svar"),
        fields={"wave": _CODE},
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["wave"], name="answers_slip_by_wave")]
