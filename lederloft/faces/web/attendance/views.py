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
from lederloft.faces.web.attendance.forms import SheetForm
from lederloft.faces.web.kit.chrome import Crumb, Head
from lederloft.faces.web.kit.pages import FormPage
from lederloft.foundation.acting.api import Acting, Role
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


class Sheet(FormPage):
    """Everybody with a seat, and what is registered."""

    roles = frozenset({Role.DEVELOPMENT_OFFICE, Role.FACILITATOR, Role.SUPPLIER, Role.COACH})
    template_name = "attendance/sheet.html"
    form_class = SheetForm

    @cached_property
    def sheet(self) -> AttendanceSheet:
        """Raises NotFound for those who don't hold the gathering."""
        return participation.get_attendance_sheet(str(self.kwargs["key"]), acting=self.acting)

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """The people of this gathering."""
        return {"sheet_rows": self.sheet.rows, "counted_minutes": self.sheet.gathering.counted_minutes}

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """The head says how far the list has come."""
        gathering, rows = self.sheet.gathering, self.sheet.rows
        missing = sum(1 for row in rows if row.kind is None)
        if not rows:
            lead = gettext("Ingen har plass, så det er ingenting å registrere.")
        elif missing:
            lead = ngettext("Én person mangler.", "{count} personer mangler.", missing).format(
                count=wording.capitalised(wording.number_word(missing))
            )
        else:
            lead = gettext("Alle er registrert. Du kan rette det som er feil.")
        title = gettext("Oppmøte på samling {number}").format(number=gathering.number)
        return {
            "head": Head(
                title,
                f"{wording.capitalised(wording.meeting_time(gathering.starts_at, gathering.ends_at))}. {lead}",
                crumbs=(Crumb(self.sheet.edition.name, self._back()), Crumb(title)),
            ),
            "rows": rows,
            "back": self._back(),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Save what was filled in."""
        entries = cast("SheetForm", form).entries()
        saved = deliver_a_module.register_attendance(self.sheet.gathering.gathering_id, entries=entries, acting=acting)
        text = gettext("Oppmøtet er lagret.")
        done = len(saved.completed_seat_ids)
        if done:
            text += " " + ngettext("Én har nådd timene sine.", "{count} har nådd timene sine.", done).format(
                count=wording.capitalised(wording.number_word(done))
            )
        messages.success(self.request, text)
        return self._back()

    def _back(self) -> str:
        if self.acting.has(Role.DEVELOPMENT_OFFICE):
            return reverse("development_office:edition", args=[self.sheet.edition.edition_key])
        return reverse("supplier_room:overview")
