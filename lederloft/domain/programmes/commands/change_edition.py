"""Change an edition's seats, time for signing up, contact or texts."""

from datetime import datetime

from django.db.models import Max

from lederloft.domain.organisation.api import Person
from lederloft.domain.programmes.errors import EditionEnded, PersonUnknown
from lederloft.domain.programmes.facts import EditionChanged
from lederloft.domain.programmes.models import Edition, Gathering
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.queries.terms import lock_edition
from lederloft.domain.programmes.rules import (
    NAME_LIMIT,
    TEXT_LIMIT,
    require_capacity_in_range,
    require_sign_up_window,
)
from lederloft.domain.programmes.states import ENDED
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock.values import as_moment
from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case
from lederloft.foundation.wording.values import clean_text


@use_case(may=may_plan)
def change_edition(
    edition_id: int,
    *,
    name: str,
    capacity: int,
    sign_up_opens_at: datetime,
    sign_up_closes_at: datetime,
    contact_person_id: int | None,
    practical_information: str,
    acting: Acting,
) -> bool:
    """Replace them; False when nothing is different. Seats that people have are participation's to defend."""
    terms = lock_edition(edition_id)
    if terms.state in ENDED:
        raise EditionEnded(state=terms.state)
    require_capacity_in_range(capacity)
    last = Gathering.objects.filter(edition_id=edition_id).aggregate(last=Max("ends_at"))["last"]
    require_sign_up_window(sign_up_opens_at, sign_up_closes_at, last or sign_up_closes_at)
    if contact_person_id is not None and not Person.objects.filter(pk=contact_person_id).exists():
        raise PersonUnknown
    new = {
        "name": clean_text(name, label=N_("Navn på gjennomføringen"), limit=NAME_LIMIT, is_required=True),
        "capacity": capacity,
        "sign_up_opens_at": as_moment(sign_up_opens_at),
        "sign_up_closes_at": as_moment(sign_up_closes_at),
        "contact_person_id": contact_person_id,
        "practical_information": clean_text(
            practical_information, label=N_("Praktisk informasjon"), limit=TEXT_LIMIT, is_one_line=False
        ),
    }
    if Edition.objects.filter(pk=edition_id, **new).exists():
        return unchanged(False)
    Edition.objects.filter(pk=edition_id).update(**new)
    record(EditionChanged(edition_id=edition_id, capacity=capacity, capacity_before=terms.capacity))
    return True
