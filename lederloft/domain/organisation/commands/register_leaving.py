"""Let somebody have her last day in the municipality."""

from datetime import date

from django.db.models import Q

from lederloft.domain.organisation.commands.end_appointment import end_appointment
from lederloft.domain.organisation.commands.histories import hold_still
from lederloft.domain.organisation.errors import UnknownPerson
from lederloft.domain.organisation.facts import LeavingRegistered
from lederloft.domain.organisation.models import Appointment, Person
from lederloft.domain.organisation.policies import may_administer
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_administer)
def register_leaving(person_id: int, *, on: date, acting: Acting) -> None:
    """``on`` is the last day: her posts end with it, and the time to keep her data starts. Nobody is asked why.

    Raises UnknownPerson; PeriodEndsBeforeStart when a post of hers begins later.
    """
    hold_still()
    person = Person.objects.filter(id=person_id).exclude(name="").first()
    if person is None:
        raise UnknownPerson
    if person.left_on == on:
        return unchanged(None)
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    for appointment_id in Appointment.objects.filter(later, person=person).values_list("id", flat=True):
        end_appointment(appointment_id, on=on, acting=acting)
    person.left_on = on
    person.save(update_fields=["left_on"])
    record(LeavingRegistered(person_id=person_id, last_on=on.isoformat()))
    return None
