"""Forms about editions and gatherings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation.api import PersonLine
from lederloft.domain.programmes.api import EditionPlan, EndsAsItStarts, EndsBeforeStart, GatheringPlan
from lederloft.faces.web.development_office.forms.offers import Text
from lederloft.faces.web.kit.fields import (
    FieldFault,
    WrittenDateField,
    WrittenNumberField,
    WrittenTimeField,
    WrittenWholeNumberField,
)
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording

# A refusal's field → the form's own. Minutes are hours on the screen.
GATHERING_FIELD_NAMES = {"counted_minutes": "counted_hours"}
EDITION_FIELD_NAMES = {"sign_up_closes_at": "closes_on", "sign_up_opens_at": "opens_on"}


class PlaceField(forms.CharField):
    """Room and address. Needed unless there is a link; whether there is, the form knows."""

    def validate(self, value: Any) -> None:
        """Nothing by itself."""


def gathering_fields() -> dict[str, forms.Field]:
    """The fields of one gathering, in order."""
    return {
        "on": WrittenDateField(label=_("Dato")),
        "starts": WrittenTimeField(label=_("Starter")),
        "ends": WrittenTimeField(label=_("Slutter"), help_text=_("For eksempel 12.00")),
        "ends_on": WrittenDateField(label=_("Siste dag"), required=False),
        "counted_hours": WrittenNumberField(
            label=_("Timer som teller"), required=False, places=2, help_text=_("Når ikke hele tiden teller.")
        ),
        "title": forms.CharField(label=_("Hva samlingen handler om"), required=False),
        "place": PlaceField(label=_("Sted"), help_text=_("Rom og adresse. La stå tomt når alle møtes på nett.")),
        "digital_link": forms.CharField(
            label=_("Digital lenke"), required=False, help_text=_("Adressen til møtet på nett, med https://.")
        ),
        "practical_information": forms.CharField(
            label=_("Praktisk informasjon"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Det som skal forberedes eller tas med."),
        ),
    }


def gathering_prefix(number: int) -> str:
    """What stands before the names of a gathering's fields where there are several: «g1_»."""
    return f"g{number}_"


def gathering_plan(cleaned: Mapping[str, Any], prefix: str = "") -> GatheringPlan:
    """A gathering from the cleaned fields with the prefix."""
    hours = cleaned.get(f"{prefix}counted_hours")
    return GatheringPlan(
        title=cleaned[f"{prefix}title"],
        on=cleaned[f"{prefix}on"],
        starts=cleaned[f"{prefix}starts"],
        ends=cleaned[f"{prefix}ends"],
        ends_on=cleaned.get(f"{prefix}ends_on"),
        counted_minutes=None if hours is None else round(hours * 60),
        place=cleaned[f"{prefix}place"],
        digital_link=cleaned[f"{prefix}digital_link"],
        practical_information=cleaned[f"{prefix}practical_information"],
    )


def find_faults(form: forms.Form, cleaned: Mapping[str, Any], *, prefix: str = "", minutes: int, number: int) -> None:
    """The faults of one gathering all at once, in the domain's own words; the domain asks again when it is saved."""

    def told(words: str) -> str:
        """Which gathering, where there are several."""
        return gettext("Samling {number}. {words}").format(number=number, words=words) if prefix else words

    starts, ends = cleaned.get(f"{prefix}starts"), cleaned.get(f"{prefix}ends")
    ends_on, on = cleaned.get(f"{prefix}ends_on"), cleaned.get(f"{prefix}on")
    if isinstance(starts, time) and isinstance(ends, time) and ends <= starts and (ends_on is None or ends_on == on):
        refusal = EndsAsItStarts if ends == starts else EndsBeforeStart
        proposed = datetime.combine(date(2000, 1, 1), starts) + timedelta(minutes=minutes)
        said = wording.sentence_for(
            refusal(
                starts=starts, ends=ends, length=timedelta(minutes=minutes), proposed=proposed.time(), number=number
            )
        )
        form.add_error(
            f"{prefix}ends", FieldFault(said, summary=told(gettext("Sluttiden er før starttiden: skriv en senere tid")))
        )
    is_met = bool((cleaned.get(f"{prefix}place") or "").strip() or (cleaned.get(f"{prefix}digital_link") or "").strip())
    if not is_met and f"{prefix}place" not in form.errors:
        form.add_error(
            f"{prefix}place",
            FieldFault(
                gettext("Skriv hvor deltakerne skal møte."),
                summary=told(gettext("Stedet mangler: skriv en adresse eller en lenke")),
            ),
        )


def people_choices(people: Sequence[PersonLine]) -> list[tuple[str, str]]:
    """For a select: nobody first."""
    return [("", gettext("Velg en person")), *((str(person.person_id), person.name) for person in people)]


def contact_choices(people: Sequence[PersonLine]) -> list[Any]:
    """Those of the development office in a group of their own above the others, who are seldom the contact."""
    nobody, *_all = people_choices(())
    near = [(str(person.person_id), person.name) for person in people if person.holds]
    others = [(str(person.person_id), person.name) for person in people if not person.holds]
    groups = ((gettext("Utviklingskontoret"), near), (gettext("Andre"), others))
    return [nobody, *((name, group) for name, group in groups if group)]


class ChangeEditionForm(WriteForm):
    """An edition's name, seats, time for signing up, contact and practical information."""

    layout = ("name", ("capacity", "contact_person_id"), ("opens_on", "opens_at"), ("closes_on", "closes_at"))
    name = forms.CharField(
        label=_("Navn på gjennomføringen"),
        help_text=_("Skiller den fra andre gjennomføringer, for eksempel Våren 2024."),
    )
    capacity = WrittenWholeNumberField(label=_("Antall plasser"), initial=18)
    contact_person_id = forms.TypedChoiceField(
        label=_("Kontaktperson"), required=False, coerce=int, empty_value=None, choices=()
    )
    opens_on = WrittenDateField(label=_("Påmeldingen åpner"))
    opens_at = WrittenTimeField(label=_("Klokka"), initial=time(8))
    closes_on = WrittenDateField(label=_("Påmeldingen stenger"))
    closes_at = WrittenTimeField(label=_("Klokka"), initial=time(12))
    practical_information = Text(
        label=_("Praktisk informasjon"), required=False, help_text=_("Det som gjelder alle samlingene.")
    )

    def __init__(self, *args: Any, people: Sequence[PersonLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contact_person_id"]
        if isinstance(field, forms.ChoiceField):
            field.choices = contact_choices(people)

    def clean(self) -> dict[str, Any]:
        """Closes after it opens."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        days = cleaned.get("opens_on"), cleaned.get("closes_on")
        if days[0] and days[1] and days[1] < days[0]:
            self.add_error(
                "closes_on",
                FieldFault(
                    gettext("{closes} er før påmeldingen åpner {opens}. Velg en senere dag.").format(
                        closes=wording.capitalised(wording.long_date(days[1])), opens=wording.long_date(days[0])
                    ),
                    summary=gettext("Påmeldingen stenger før den åpner: velg en senere dag"),
                ),
            )
        return cleaned

    def window(self) -> tuple[datetime, datetime]:
        """When signing up opens and closes; raises a refusal for times that Norwegian clocks skip."""
        cleaned = self.cleaned_data
        return (
            clock.local(cleaned["opens_on"], cleaned["opens_at"]),
            clock.local(cleaned["closes_on"], cleaned["closes_at"]),
        )


@dataclass(frozen=True)
class GatheringPart:
    """One gathering in the form; what is rarely needed lies folded."""

    number: int
    rows: list[list[forms.BoundField]]
    rare: list[forms.BoundField]
    is_rare_open: bool


class EditionForm(ChangeEditionForm):
    """A whole edition in one plain form: the edition, then each gathering (``g1_on``, ``g1_starts`` …)."""

    def __init__(self, *args: Any, gathering_count: int, expected_minutes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected_minutes = expected_minutes
        self.numbers = range(1, gathering_count + 1)
        for number in self.numbers:
            for name, field in gathering_fields().items():
                self.fields[gathering_prefix(number) + name] = field
                if name in {"on", "starts", "ends", "place"}:
                    field.error_messages["required"] = _missing(name, number)

    @property
    def edition_rows(self) -> list[list[forms.BoundField]]:
        """The fields of the edition itself, in rows."""
        of_gatherings = tuple(map(gathering_prefix, self.numbers))
        return [row for row in self.rows if not row[0].name.startswith(of_gatherings)]

    @property
    def gatherings(self) -> list["GatheringPart"]:
        """Each gathering's fields in rows."""
        shape = (("on",), ("starts", "ends"), ("title",), ("place",), ("digital_link",), ("practical_information",))
        parts = []
        for number in self.numbers:
            prefix = gathering_prefix(number)
            rows = [[self[prefix + name] for name in row] for row in shape]
            rare = [self[prefix + name] for name in ("ends_on", "counted_hours")]
            parts.append(GatheringPart(number, rows, rare, any(field.errors or field.value() for field in rare)))
        return parts

    def clean(self) -> dict[str, Any]:
        """Every gathering's faults at once."""
        cleaned = super().clean()
        for number in self.numbers:
            find_faults(self, cleaned, prefix=gathering_prefix(number), minutes=self.expected_minutes, number=number)
        return cleaned

    def plan(self) -> EditionPlan:
        """As the domain wants it."""
        opens_at, closes_at = self.window()
        cleaned = self.cleaned_data
        return EditionPlan(
            name=cleaned["name"],
            capacity=cleaned["capacity"],
            sign_up_opens_at=opens_at,
            sign_up_closes_at=closes_at,
            gatherings=tuple(gathering_plan(cleaned, gathering_prefix(number)) for number in self.numbers),
            contact_person_id=cleaned["contact_person_id"],
            practical_information=cleaned["practical_information"],
        )


def _missing(name: str, number: int) -> str:
    words = {
        "on": gettext("Skriv datoen for samling {number}, for eksempel 17. april 2024."),
        "starts": gettext("Skriv når samling {number} starter, for eksempel 9.00."),
        "ends": gettext("Skriv når samling {number} slutter, for eksempel 12.00."),
        "place": gettext("Skriv hvor deltakerne skal møte."),
    }
    return words[name].format(number=number)


class GatheringForm(WriteForm):
    """One gathering's time, place and texts: for moving it, and for adding one."""

    layout = (
        "on",
        ("starts", "ends"),
        ("ends_on", "counted_hours"),
        "place",
        "digital_link",
        "title",
        "practical_information",
    )

    def __init__(self, *args: Any, expected_minutes: int, number: int, is_plain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected_minutes, self.number = expected_minutes, number
        fields = gathering_fields()
        if is_plain:  # within one day, all of it counts
            del fields["ends_on"], fields["counted_hours"]
        self.fields.update(fields)

    def clean(self) -> dict[str, Any]:
        """Every fault at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        find_faults(self, cleaned, minutes=self.expected_minutes, number=self.number)
        return cleaned

    def plan(self) -> GatheringPlan:
        """As the domain wants it."""
        return gathering_plan(self.cleaned_data)
