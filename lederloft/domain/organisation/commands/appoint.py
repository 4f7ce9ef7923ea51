"""Put a person into a post."""

from datetime import date

from lederloft.domain.organisation.commands.histories import hold_still
from lederloft.domain.organisation.errors import PersonHasLeft, PostNotThere, UnknownPerson, UnknownPost
from lederloft.domain.organisation.facts import PersonAppointed
from lederloft.domain.organisation.models import Appointment, Person, Post
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import covers, require_free
from lederloft.domain.organisation.values import AppointmentKind, Holding, Ref
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.dated.api import Period
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_administer)
def appoint(
    person_id: int,
    *,
    post_id: int,
    valid_from: date,
    valid_to: date | None = None,
    kind: AppointmentKind = AppointmentKind.PERMANENT,
    acting: Acting,
) -> Ref:
    """From the day on she holds the post, alone or acting beside its holder. ``valid_to`` is the last day.

    Without a last day it lasts as long as the post does.
    Raises UnknownPerson, PersonHasLeft, UnknownPost, PostNotThere, PostAlreadyHeld, PersonAlreadyThere,
    PeriodEndsBeforeStart.
    """
    hold_still()
    person = Person.objects.filter(id=person_id).exclude(name="").first()
    if person is None:
        raise UnknownPerson
    post = Post.objects.filter(id=post_id).first()
    if post is None:
        raise UnknownPost
    period = Period(valid_from, valid_to or post.valid_to)
    if person.left_on is not None and (period.valid_to is None or period.valid_to > person.left_on):
        raise PersonHasLeft(left_on=person.left_on)
    if not covers(Period(post.valid_from, post.valid_to), period):
        raise PostNotThere(post=post.title, valid_from=valid_from)
    require_free(_holdings(post), Holding(person_id, kind, period))
    appointment = Appointment.objects.create(
        person=person, post=post, kind=kind, valid_from=valid_from, valid_to=period.valid_to
    )
    record(
        PersonAppointed(
            appointment_id=appointment.pk,
            person_id=person_id,
            post_id=post_id,
            appointment_kind=kind,
            begins_on=valid_from.isoformat(),
        )
    )
    return Ref(appointment.pk, appointment.public_key)


def _holdings(post: Post) -> list[Holding]:
    return [
        Holding(row.person_id, AppointmentKind(row.kind), Period(row.valid_from, row.valid_to))
        for row in Appointment.objects.filter(post=post)
    ]
