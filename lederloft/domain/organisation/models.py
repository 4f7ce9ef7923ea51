"""The tables of organisation: a municipality's profile, its units over time, its people and who led what when.

A period runs from its first day to its last, both included; an empty last day means until further notice.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact

from lederloft.domain.organisation.values import AppointmentKind, LanguageForm, LevelModel, TitleKind, UnitKind
from lederloft.foundation.acting.values import Role
from lederloft.foundation.dated.api import Dated
from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    Keep,
    KeepBy,
    KeepWith,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Then,
)
from lederloft.foundation.tenancy.api import Municipal

# Whoever works here, and those who hold gatherings with them; politicians see no names.
_COLLEAGUES = tuple(role.value for role in Role if role != Role.POLITICIAN)
_EVERYBODY = tuple(role.value for role in Role)
_CONTACT = Personal(
    Category.CONTACT,
    Purpose.MESSAGES,
    LegalBasis.PUBLIC_TASK,
    _EVERYBODY,
    KeepBy("organisation.contact", N_("Står til kommunen navngir en annen kontakt.")),
)
_PERIOD = Impersonal("the period of a unit, a post or a title")


def _choices(
    kind: type[LanguageForm | LevelModel | TitleKind | UnitKind | AppointmentKind],
) -> list[tuple[str, str]]:
    return [(member.value, member.value) for member in kind]


def _one_of(field: str, kind: type[LanguageForm | LevelModel | TitleKind | UnitKind | AppointmentKind]) -> Q:
    return Q(**{f"{field}__in": [member.value for member in kind]})


class Profile(Municipal):
    """A municipality as it describes itself. One row for each."""

    name = models.CharField(max_length=100)
    number = models.CharField(max_length=4)
    organisation_number = models.CharField(max_length=9)
    language_form = models.CharField(max_length=10, choices=_choices(LanguageForm))
    level_model = models.CharField(max_length=10, choices=_choices(LevelModel))
    contact_name = models.CharField(max_length=100, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    accessibility_url = models.URLField(max_length=200, blank=True)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Opplysninger om kommunen"),
        fields={
            "name": Impersonal("the municipality's name"),
            "number": Impersonal("the municipality's official number"),
            "organisation_number": Impersonal("the municipality's number in the register of entities"),
            "contact_name": _CONTACT,
            "contact_phone": _CONTACT,
            "contact_email": _CONTACT,
            "accessibility_url": Impersonal("the address of the municipality's accessibility statement"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality"], name="organisation_profile_once"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_profile_has_name"),
            models.CheckConstraint(condition=Exact(Length("number"), 4), name="organisation_profile_number_four"),
            models.CheckConstraint(
                condition=Exact(Length("organisation_number"), 9), name="organisation_profile_org_number_nine"
            ),
            models.CheckConstraint(
                condition=_one_of("language_form", LanguageForm), name="organisation_profile_language_form"
            ),
            models.CheckConstraint(
                condition=_one_of("level_model", LevelModel), name="organisation_profile_level_model"
            ),
        ]


class Title(Dated, Municipal):
    """The municipality's own word for something, in a period."""

    kind = models.CharField(max_length=20, choices=_choices(TitleKind))
    text = models.CharField(max_length=100)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Kommunens egne titler"),
        fields={"text": Impersonal("a title, not its holder"), "valid_from": _PERIOD, "valid_to": _PERIOD},
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="organisation_title_has_text"),
            models.CheckConstraint(condition=_one_of("kind", TitleKind), name="organisation_title_kind"),
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "kind", "valid_from"], name="organisation_title_starts_once"
            ),
            models.UniqueConstraint(
                fields=["municipality", "kind"], condition=Q(valid_to__isnull=True), name="organisation_title_open_once"
            ),
        ]


class LeaderLevel(Municipal):
    """A leader level, as data: 1 is the top. A post's title is another matter."""

    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Ledernivåer"), fields={"name": Impersonal("the name of a level, not of its holders")}
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(rank__gte=1), name="organisation_level_rank_from_one"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_level_has_name"),
            models.UniqueConstraint(fields=["municipality", "rank"], name="organisation_level_rank_once"),
            models.UniqueConstraint("municipality", Lower("name"), name="organisation_level_name_once"),
        ]


class Unit(Municipal):
    """A unit's identity through every rename and move. What it was called and where it stood lies in its periods."""

    privacy: ClassVar[Marks] = Marks(what=N_("Enheter"))

    class Meta(Municipal.Meta):
        pass


class UnitPeriod(Dated, Municipal):
    """A unit's name, parent and kind, in a period without change. Only the top unit has no parent."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periods")
    name = models.CharField(max_length=100)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=10, choices=_choices(UnitKind))

    privacy: ClassVar[Marks] = Marks(
        what=N_("Enhetenes navn og plass over tid"),
        fields={"name": Impersonal("the name of a unit"), "valid_from": _PERIOD, "valid_to": _PERIOD},
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name=""), name="organisation_unit_has_name"),
            models.CheckConstraint(condition=_one_of("kind", UnitKind), name="organisation_unit_kind"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")), name="organisation_unit_not_own_parent"
            ),
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "valid_from"], name="organisation_unit_starts_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="organisation_unit_open_once"
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(parent__isnull=True, valid_to__isnull=True),
                name="organisation_one_top_unit",
            ),
        ]


_OF_PERSON = Personal(
    Category.IDENTITY,
    Purpose.ORGANISATION,
    LegalBasis.PUBLIC_TASK,
    _COLLEAGUES,
    Keep("left_on", 60, Then.BLANK_FIELD),
)


class Person(Municipal):
    """Somebody the municipality knows: a leader, a representative, a coach. Without a name: erased.

    Whether she can sign in, and with which account, is access's knowledge (``Membership.person_id``).
    """

    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    left_on = models.DateField(null=True, blank=True)  # the last day here; starts the time to keep

    privacy: ClassVar[Marks] = Marks(
        what=N_("Personer"),
        subject="id",
        fields={
            "name": _OF_PERSON,
            "email": Personal(
                Category.CONTACT,
                Purpose.MESSAGES,
                LegalBasis.PUBLIC_TASK,
                _COLLEAGUES,
                Keep("left_on", 6, Then.BLANK_FIELD),
            ),
            "left_on": Impersonal("a date that says something only together with the name, and stays to count from"),
        },
        kept_at_erasure=N_("Raden står uten navn, slik at timer og tall fortsatt stemmer."),
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="organisation_person_email_lower"),
            models.UniqueConstraint(
                fields=["municipality", "email"], condition=~Q(email=""), name="organisation_person_email_once"
            ),
        ]


class Post(Dated, Municipal):
    """A place that somebody holds. Its title and its leader level are told apart; no level: not a leader's post."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=100)
    level = models.ForeignKey(LeaderLevel, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_unit_head = models.BooleanField(default=False)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Stillinger"),
        fields={"title": Impersonal("the title of a post, not its holder"), "valid_from": _PERIOD, "valid_to": _PERIOD},
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(title=""), name="organisation_post_has_title"),
            models.CheckConstraint(
                condition=Q(is_unit_head=False) | Q(level__isnull=False), name="organisation_post_head_has_level"
            ),
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(is_unit_head=True, valid_to__isnull=True),
                name="organisation_post_one_open_head",
            ),
        ]


class Appointment(Dated, Municipal):
    """A person in a post in a period."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=10, choices=_choices(AppointmentKind))

    privacy: ClassVar[Marks] = Marks(
        what=N_("Hvem som har hatt hvilken stilling"),
        subject="person",
        fields={
            field: Personal(
                Category.POSITION, Purpose.ORGANISATION, LegalBasis.PUBLIC_TASK, _COLLEAGUES, KeepWith("person")
            )
            for field in ("person", "valid_from", "valid_to")
        },
        kept_at_erasure=N_("Stillingen står med en person uten navn, slik at historikken fortsatt henger sammen."),
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=_one_of("kind", AppointmentKind), name="organisation_appointment_kind"),
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["post", "kind", "valid_from"], name="organisation_appointment_starts_once"),
            models.UniqueConstraint(
                fields=["post", "kind"], condition=Q(valid_to__isnull=True), name="organisation_appointment_open_once"
            ),
        ]
