"""`/oppmote/<gathering>`: who was there, in one save."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceSheet
from lederloft.domain.programmes.api import GatheringState
from lederloft.faces.web.attendance.forms import AttendanceForm
from lederloft.faces.web.kit.chrome import Crumb, Head
from lederloft.faces.web.kit.pages import FormPage
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_, DomainError
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module

ALL_THERE = "alle"


class Sheet(FormPage):
    """Everybody with a seat, and what is registered."""

    roles = frozenset({Role.DEVELOPMENT_OFFICE, Role.FACILITATOR, Role.SUPPLIER, Role.COACH})
    room = N_("Oppmøte")
    form_class = AttendanceForm
    template_name = "attendance/sheet.html"

    @cached_property
    def sheet(self) -> AttendanceSheet:
        """Raises NotFound for those who don't hold the gathering."""
        with self.scope():
            return participation.get_attendance_sheet(str(self.kwargs["key"]), acting=self.acting)

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """A row per person, with what is registered."""
        return {
            "rows": self.sheet.rows,
            "counted_minutes": self.sheet.gathering.counted_minutes,
            "all_there": ALL_THERE in self.request.GET,
        }

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """How far the list has come, and whether there is anything to register."""
        gathering, edition, rows = self.sheet.gathering, self.sheet.edition, self.sheet.rows
        title = gettext("Oppmøte på samling {number}").format(number=gathering.number)
        return {
            "head": Head(title, self._lead(), crumbs=(Crumb(edition.title, self._back()), Crumb(title))),
            "gathering": gathering,
            "edition_name": edition.title,
            "can_register": _may_register(self.sheet),
            "can_choose_all": _lacking(self.sheet) > 0 and ALL_THERE not in self.request.GET,
            "all_url": f"{self.request.path}?{ALL_THERE}=1",
            "button": ngettext(
                "Lagre oppmøte for én deltaker", "Lagre oppmøte for {count} deltakere", len(rows)
            ).format(count=len(rows)),
            "back": self._back(),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Save all rows at once."""
        gathering = self.sheet.gathering
        saved = deliver_a_module.register_attendance(
            gathering.gathering_id, entries=cast("AttendanceForm", form).entries(), acting=acting
        )
        text = gettext("Oppmøtet på samling {number} er lagret.").format(number=gathering.number)
        done = len(saved.completed_seat_ids)
        if done:
            text += " " + ngettext("Én har nå nådd timene.", "{count} har nå nådd timene.", done).format(
                count=wording.capitalised(wording.number_word(done))
            )
        messages.success(self.request, text)
        return self._back()

    def field_of(self, error: DomainError, form: BaseForm) -> str | None:
        """A refusal about somebody's minutes lands in her row."""
        seat_id = error.values.get("seat_id")
        for row in self.sheet.rows:
            if row.seat_id == seat_id:
                return f"minutes_{row.seat_key}"
        return super().field_of(error, form)

    def _lead(self) -> str:
        if self._is_filled_in and _may_register(self.sheet):
            return gettext("Alle er ført opp som til stede, men ingenting er lagret ennå. Rett dem som ikke var der.")
        return lead_of(self.sheet)

    @property
    def _is_filled_in(self) -> bool:
        return self.request.method != "POST" and ALL_THERE in self.request.GET and _lacking(self.sheet) > 0

    def _back(self) -> str:
        if self.acting.has(Role.DEVELOPMENT_OFFICE):
            return reverse("development_office:edition", args=[self.sheet.edition.edition_key])
        return reverse("supplier_room:overview")


def lead_of(sheet: AttendanceSheet) -> str:
    """One sentence: what is missing, or why nothing can be registered now."""
    lacking = _lacking(sheet)
    if _is_cancelled(sheet):
        return gettext("Samlingen er avlyst. Det er ikke noe oppmøte å registrere.")
    if _is_too_early(sheet):
        at = wording.moment(sheet.gathering.starts_at, year=False)
        return gettext("Samlingen begynner {starts_at}. Oppmøte kan registreres fra da.").format(starts_at=at)
    if not sheet.rows:
        return gettext("Ingen har plass, så det er ikke noe oppmøte å registrere.")
    if lacking:
        return ngettext("Én av {total} mangler oppmøte.", "{lacking} av {total} mangler oppmøte.", lacking).format(
            lacking=lacking, total=len(sheet.rows)
        )
    return gettext("Alle {total} er registrert. Lagrer du på nytt, rettes det som er endret.").format(
        total=len(sheet.rows)
    )


def _lacking(sheet: AttendanceSheet) -> int:
    return sum(1 for row in sheet.rows if row.kind is None)


def _may_register(sheet: AttendanceSheet) -> bool:
    return bool(sheet.rows) and not _is_too_early(sheet) and not _is_cancelled(sheet)


def _is_cancelled(sheet: AttendanceSheet) -> bool:
    return sheet.gathering.state == GatheringState.CANCELLED


def _is_too_early(sheet: AttendanceSheet) -> bool:
    return clock.now() < sheet.gathering.starts_at
