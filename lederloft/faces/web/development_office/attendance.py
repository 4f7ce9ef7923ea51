"""Registering who was at a gathering."""

from typing import Any, cast

from django.forms import BaseForm
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceSheet
from lederloft.domain.programmes.api import GatheringState
from lederloft.faces.web.development_office.editions import edition_crumbs, edition_url
from lederloft.faces.web.development_office.forms.attendance import AttendanceForm
from lederloft.faces.web.development_office.room import Context, RoomForm, form_context
from lederloft.faces.web.kit.chrome import Head
from lederloft.foundation.acting.api import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.api import DomainError
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module

ALL_THERE = "alle"


class Attendance(RoomForm):
    """The attendance sheet of a gathering."""

    form_class = AttendanceForm
    template_name = "development_office/attendance.html"

    @cached_property
    def sheet(self) -> AttendanceSheet:
        """Everybody on a seat; raises NotFound."""
        with self.scope():
            return participation.get_attendance_sheet(self.kwargs["key"], acting=self.acting)

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """A row per person, with what is registered."""
        sheet = self.sheet
        return {
            "rows": sheet.rows,
            "counted_minutes": sheet.gathering.counted_minutes,
            "all_there": ALL_THERE in self.request.GET,
        }

    def read(self, **kwargs: object) -> Context:
        """How many are registered."""
        sheet = self.sheet
        gathering, edition = sheet.gathering, sheet.edition
        is_too_early = clock.local_date(gathering.starts_at) > clock.today()
        is_cancelled = gathering.state == GatheringState.CANCELLED
        lacking = sum(1 for row in sheet.rows if row.kind is None)
        title = gettext("Oppmøte på samling {number}").format(number=gathering.number)
        if is_cancelled:
            lead = gettext("Samlingen er avlyst. Det er ikke noe oppmøte å registrere.")
        elif is_too_early:
            lead = gettext("Samlingen er {on}. Oppmøte kan registreres fra den dagen.").format(
                on=wording.weekday_date(clock.local_date(gathering.starts_at))
            )
        elif not sheet.rows:
            lead = gettext("Ingen har plass, så det er ikke noe oppmøte å registrere.")
        elif lacking:
            lead = ngettext("Én av {total} mangler oppmøte.", "{lacking} av {total} mangler oppmøte.", lacking).format(
                lacking=lacking, total=len(sheet.rows)
            )
        else:
            lead = gettext("Alle {total} er registrert. Lagrer du på nytt, rettes det som er endret.").format(
                total=len(sheet.rows)
            )
        return {
            "head": Head(title, lead, crumbs=edition_crumbs(edition, title)),
            "gathering": gathering,
            "edition_name": edition.title,
            "can_register": bool(sheet.rows) and not is_too_early and not is_cancelled,
            "can_choose_all": lacking > 0 and ALL_THERE not in self.request.GET,
            "all_url": f"{self.request.path}?{ALL_THERE}=1",
            **form_context(
                button=ngettext(
                    "Lagre oppmøte for én deltaker", "Lagre oppmøte for {count} deltakere", len(sheet.rows)
                ).format(count=len(sheet.rows)),
                back_url=edition_url(edition.edition_key, "gatherings"),
                consequences=[
                    gettext("Timene regnes ut for hver deltaker."),
                    gettext("Den som når timene, har fullført modulen."),
                    gettext("Ingen får e-post. Hver deltaker ser sitt eget oppmøte."),
                    gettext("Grunnen til at noen ikke kom, skrives aldri ned."),
                ],
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Save all rows at once."""
        sheet = self.sheet
        saved = deliver_a_module.register_attendance(
            sheet.gathering.gathering_id, entries=cast("AttendanceForm", form).entries(), acting=acting
        )
        said = gettext("Oppmøtet på samling {number} er lagret.").format(number=sheet.gathering.number)
        if saved.completed_seat_ids:
            done = len(saved.completed_seat_ids)
            said += " " + ngettext("Én har nå nådd timene.", "{count} har nå nådd timene.", done).format(
                count=wording.capitalised(wording.number_word(done))
            )
        self.say(said)
        return edition_url(sheet.edition.edition_key)

    def field_of(self, error: DomainError, form: BaseForm) -> str | None:
        """A refusal about somebody's minutes lands in her row."""
        seat_id = error.values.get("seat_id")
        for row in cast("AttendanceForm", form).sheet:
            if row.seat_id == seat_id:
                return f"minutes_{row.seat_key}"
        return super().field_of(error, form)
