"""The attendance sheet: one row per person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.participation.api import (
    AttendanceEntry,
    AttendanceKind,
    MinutesMissing,
    MinutesOutOfRange,
    SheetRow,
)
from lederloft.faces.web.kit.fields import FieldFault, WrittenWholeNumberField
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.foundation.wording import api as wording

CHOICES = (
    (AttendanceKind.FULL.value, _("Til stede")),
    (AttendanceKind.PARTIAL.value, _("Delvis")),
    (AttendanceKind.ABSENT.value, _("Forhindret")),
)


@dataclass(frozen=True)
class Line:
    """One person's fields."""

    name: str
    kind: forms.BoundField
    minutes: forms.BoundField


class AttendanceForm(WriteForm):
    """Radio and minutes per person (``kind_<key>``, ``minutes_<key>``); one save for all."""

    def __init__(
        self,
        *args: Any,
        rows: Sequence[SheetRow] = (),
        counted_minutes: int = 0,
        all_there: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet, self.counted_minutes = rows, counted_minutes
        for row in rows:
            kind = row.kind.value if row.kind else (AttendanceKind.FULL.value if all_there else None)
            self.fields[f"kind_{row.seat_key}"] = forms.ChoiceField(
                label=row.name,
                choices=CHOICES,
                widget=forms.RadioSelect,
                initial=kind,
                error_messages={"required": gettext("Velg om {name} var til stede.").format(name=row.name)},
            )
            self.fields[f"minutes_{row.seat_key}"] = WrittenWholeNumberField(
                label=_("Minutter"),
                required=False,
                initial=row.minutes if row.kind == AttendanceKind.PARTIAL else None,
            )

    @property
    def lines(self) -> list[Line]:
        """The fields person by person."""
        return [Line(row.name, self[f"kind_{row.seat_key}"], self[f"minutes_{row.seat_key}"]) for row in self.sheet]

    def clean(self) -> dict[str, Any]:
        """Partial needs minutes within the gathering; every fault names its row."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        limit = self.counted_minutes
        for row in self.sheet:
            field = f"minutes_{row.seat_key}"
            if cleaned.get(f"kind_{row.seat_key}") != AttendanceKind.PARTIAL or field in self.errors:
                continue
            minutes = cleaned.get(field)
            if minutes is None:
                said = wording.sentence_for(MinutesMissing(limit=limit, seat_id=row.seat_id))
            elif not 1 <= minutes <= limit:
                said = wording.sentence_for(MinutesOutOfRange(limit=limit, seat_id=row.seat_id))
            else:
                continue
            self.add_error(field, FieldFault(said, summary=f"{row.name}: {said.removesuffix('.')}"))
        return cleaned

    def entries(self) -> list[AttendanceEntry]:
        """As the domain wants it."""
        found = []
        for row in self.sheet:
            kind = AttendanceKind(self.cleaned_data[f"kind_{row.seat_key}"])
            minutes = self.cleaned_data[f"minutes_{row.seat_key}"] if kind == AttendanceKind.PARTIAL else None
            found.append(AttendanceEntry(row.seat_id, kind, minutes))
        return found
