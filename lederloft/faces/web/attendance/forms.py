"""One row a person: all of the time, part of it in minutes, or not there. Why not is never asked."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, SheetRow
from lederloft.faces.web.kit.fields import FieldFault
from lederloft.faces.web.kit.forms import WriteForm

_CHOICES = [
    (AttendanceKind.FULL.value, _("Hele tiden")),
    (AttendanceKind.PARTIAL.value, _("Delvis")),
    (AttendanceKind.ABSENT.value, _("Ikke til stede")),
]


class SheetForm(WriteForm):
    """Two fields a person, named by the seat's public key; someone left blank stays as she was."""

    act = _("lagre oppmøtet")

    def __init__(self, *args: object, sheet_rows: Sequence[SheetRow] = (), counted_minutes: int = 0, **kwargs: object):
        super().__init__(*args, **kwargs)
        self.sheet_rows = sheet_rows
        self.counted_minutes = counted_minutes
        for row in sheet_rows:
            self.fields[f"kind-{row.seat_key}"] = forms.ChoiceField(
                label=row.name, choices=_CHOICES, widget=forms.RadioSelect, required=False, initial=row.kind
            )
            self.fields[f"minutes-{row.seat_key}"] = forms.IntegerField(
                label=_("Minutter for {name}").format(name=row.name),
                required=False,
                initial=row.minutes if row.kind == AttendanceKind.PARTIAL else None,
                error_messages={"invalid": _("Skriv minuttene som et helt tall.")},
            )

    def people(self) -> list[tuple[SheetRow, forms.BoundField, forms.BoundField]]:
        """The rows as the page draws them."""
        return [(row, self[f"kind-{row.seat_key}"], self[f"minutes-{row.seat_key}"]) for row in self.sheet_rows]

    def clean(self) -> dict[str, object]:
        """Minutes belong to «delvis», and to the gathering's length."""
        data: dict[str, object] = super().clean() or self.cleaned_data
        for row in self.sheet_rows:
            kind, minutes = data.get(f"kind-{row.seat_key}"), data.get(f"minutes-{row.seat_key}")
            if kind != AttendanceKind.PARTIAL or f"minutes-{row.seat_key}" in self.errors:
                continue
            if not isinstance(minutes, int) or not 1 <= minutes <= self.counted_minutes:
                fault = gettext("Skriv hvor mange minutter {name} var med, fra 1 til {limit}.").format(
                    name=row.name, limit=self.counted_minutes
                )
                self.add_error(f"minutes-{row.seat_key}", FieldFault(fault))
        return data

    def entries(self) -> list[AttendanceEntry]:
        """What was filled in."""
        found = []
        for row in self.sheet_rows:
            kind = self.cleaned_data.get(f"kind-{row.seat_key}")
            if kind:
                minutes = self.cleaned_data.get(f"minutes-{row.seat_key}")
                is_partial = kind == AttendanceKind.PARTIAL
                found.append(AttendanceEntry(row.seat_id, AttendanceKind(kind), minutes if is_partial else None))
        return found
