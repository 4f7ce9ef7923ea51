"""Modules, editions, gatherings, and who leads them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lederloft.domain.programmes.rules import LINK_LIMIT, NAME_LIMIT, PLACE_LIMIT, TEXT_LIMIT
from lederloft.domain.programmes.values import EditionState, GatheringState
from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    KeepWith,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
)
from lederloft.foundation.tenancy.api import Municipal

_PUBLISHED = Impersonal("text about a module or a gathering, published to all who may sign up")
_TIME = Impersonal("when something is held or open, published to all who may sign up")
_WHO_SEES_EDITIONS = (
    "leder",
    "enhetsleder",
    "budsjettansvarlig",
    "utviklingskontoret",
    "leverandor",
    "coach",
    "fasilitator",
    "tillitsvalgt",
)


class Module(Municipal):
    """What is taught, and how much of it makes it done."""

    offer = models.ForeignKey("strategy.Offer", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LIMIT)
    description = models.TextField(max_length=TEXT_LIMIT, blank=True)
    required_minutes = models.PositiveIntegerField()
    gathering_count = models.PositiveSmallIntegerField()

    privacy: ClassVar[Marks] = Marks(what=N_("Moduler"), fields={"name": _PUBLISHED, "description": _PUBLISHED})

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="programmes_module_has_name"),
            models.CheckConstraint(
                condition=Q(required_minutes__gte=1, gathering_count__gte=1), name="programmes_module_has_hours"
            ),
        ]


class Edition(Municipal):
    """A module given once."""

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="editions")
    name = models.CharField(max_length=NAME_LIMIT)
    capacity = models.PositiveIntegerField()
    sign_up_opens_at = models.DateTimeField()
    sign_up_closes_at = models.DateTimeField()
    contact_person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    practical_information = models.TextField(max_length=TEXT_LIMIT, blank=True)
    state = models.CharField(
        max_length=10, default=EditionState.DRAFT.value, choices=[(s.value, s.value) for s in EditionState]
    )

    privacy: ClassVar[Marks] = Marks(
        what=N_("Gjennomføringer av moduler"),
        fields={
            "name": _PUBLISHED,
            "sign_up_opens_at": _TIME,
            "sign_up_closes_at": _TIME,
            "contact_person": Personal(
                Category.CONTACT,
                Purpose.PARTICIPATION,
                LegalBasis.PUBLIC_TASK,
                _WHO_SEES_EDITIONS,
                KeepWith("contact_person"),
            ),
            "practical_information": _PUBLISHED,
        },
        kept_at_erasure=N_("Gjennomføringen står. Kontaktpersonen er der uten navn."),
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="programmes_edition_has_name"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="programmes_edition_has_seats"),
            models.CheckConstraint(
                condition=Q(sign_up_closes_at__gt=F("sign_up_opens_at")), name="programmes_edition_sign_up_window"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in EditionState]), name="programmes_edition_state_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "state"], name="programmes_edition_by_state"),
        ]


class Gathering(Municipal):
    """One meeting of an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="gatherings")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=NAME_LIMIT, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    counted_minutes = models.PositiveIntegerField()
    place = models.CharField(max_length=PLACE_LIMIT, blank=True)
    digital_link = models.CharField(max_length=LINK_LIMIT, blank=True)
    practical_information = models.TextField(max_length=TEXT_LIMIT, blank=True)
    state = models.CharField(
        max_length=10, default=GatheringState.PLANNED.value, choices=[(s.value, s.value) for s in GatheringState]
    )

    privacy: ClassVar[Marks] = Marks(
        what=N_("Samlinger"),
        fields={
            "title": _PUBLISHED,
            "starts_at": _TIME,
            "ends_at": _TIME,
            "place": _PUBLISHED,
            "digital_link": _PUBLISHED,
            "practical_information": _PUBLISHED,
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "number"], name="programmes_gathering_number_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="programmes_gathering_has_length"),
            models.CheckConstraint(
                condition=Q(number__gte=1, counted_minutes__gte=1), name="programmes_gathering_counts"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in GatheringState]), name="programmes_gathering_state_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "starts_at"], name="programmes_gathering_by_time"),
        ]


class FacilitatorAssignment(Municipal):
    """Somebody leads an edition, or one of its gatherings."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="facilitators")
    gathering = models.ForeignKey(
        Gathering, on_delete=models.PROTECT, related_name="facilitators", null=True, blank=True
    )  # none: the whole edition
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[Marks] = Marks(
        what=N_("Hvem som leder samlinger"),
        subject="person",
        fields={
            "person": Personal(
                Category.POSITION,
                Purpose.PARTICIPATION,
                LegalBasis.PUBLIC_TASK,
                _WHO_SEES_EDITIONS,
                KeepWith("person"),
            ),
        },
        kept_at_erasure=N_("Oppdraget står med en person uten navn, slik at det går fram at samlingen ble ledet."),
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "person"],
                condition=Q(gathering__isnull=True),
                name="programmes_facilitator_of_edition_once",
            ),
            models.UniqueConstraint(
                fields=["gathering", "person"],
                condition=Q(gathering__isnull=False),
                name="programmes_facilitator_of_gathering_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "edition"], name="programmes_facilitator_person"),
        ]
