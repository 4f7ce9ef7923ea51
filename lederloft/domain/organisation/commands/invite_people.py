"""Invite people, known by name or not."""

from collections.abc import Sequence

from lederloft.domain.organisation.commands.add_person import add_person, clean_email
from lederloft.domain.organisation.models import Person
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.values import NewPerson
from lederloft.foundation.access.api import invite_person
from lederloft.foundation.acting.values import Acting, Role, ScopeKind
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_administer)
def invite_people(
    people: Sequence[NewPerson],
    *,
    role: Role,
    scope_kind: ScopeKind | None = None,
    scope_id: int | None = None,
    acting: Acting,
) -> list[int]:
    """Invite each to the role, all or none; returns the invitations' ids. Somebody unknown is added as a person.

    Raises what add_person and invite_person raise.
    """
    invited = []
    for one in people:
        email = clean_email(one.email)
        person_id = Person.objects.filter(email=email, left_on__isnull=True).values_list("id", flat=True).first()
        if person_id is None:
            person_id = add_person(one.name or email.partition("@")[0], email=email, acting=acting).id
        invited.append(
            invite_person(
                email, role=role, scope_kind=scope_kind, scope_id=scope_id, person_id=person_id, acting=acting
            )
        )
    return invited
