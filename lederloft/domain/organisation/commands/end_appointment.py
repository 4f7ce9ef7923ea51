"""Let somebody have her last day in a post."""

from datetime import date

from lederloft.domain.organisation.commands.histories import hold_still
from lederloft.domain.organisation.errors import UnknownAppointment
from lederloft.domain.organisation.facts import AppointmentEnded
from lederloft.domain.organisation.models import Appointment
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import require_shorter
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.dated.api import Period
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_administer)
def end_appointment(appointment_id: int, *, on: date, acting: Acting) -> None:
    """``on`` is the last day; nobody is asked why. Raises UnknownAppointment, PeriodEndsBeforeStart, LastDayAlreadySet.

    What has ended can end earlier, never later.
    """
    hold_still()
    appointment = Appointment.objects.filter(id=appointment_id).first()
    if appointment is None:
        raise UnknownAppointment
    if appointment.valid_to == on:
        return unchanged(None)
    require_shorter(Period(appointment.valid_from, appointment.valid_to), on)
    appointment.valid_to = on
    appointment.save(update_fields=["valid_to"])
    record(
        AppointmentEnded(
            appointment_id=appointment.pk,
            person_id=appointment.person_id,
            post_id=appointment.post_id,
            last_on=on.isoformat(),
        )
    )
    return None
