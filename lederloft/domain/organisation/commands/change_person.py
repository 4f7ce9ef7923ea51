"""Change a person's name or address."""

from lederloft.domain.organisation.commands.add_person import clean_email, clean_name, require_email_free
from lederloft.domain.organisation.errors import UnknownPerson
from lederloft.domain.organisation.facts import PersonChanged
from lederloft.domain.organisation.models import Person
from lederloft.domain.organisation.policies import may_administer
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_administer)
def change_person(person_id: int, *, name: str, email: str, acting: Acting) -> None:
    """Write both anew. The address people sign in with is the account's, and stays.

    Raises UnknownPerson, TextMissing, TextTooLong, TextNotReadable, EmailWrong, EmailTaken.
    """
    name, email = clean_name(name), clean_email(email)
    person = Person.objects.select_for_update().filter(id=person_id).exclude(name="").first()
    if person is None:
        raise UnknownPerson
    if (person.name, person.email) == (name, email):
        return unchanged(None)
    require_email_free(email, person_id=person_id)
    person.name, person.email = name, email
    person.save(update_fields=["name", "email"])
    record(PersonChanged(person_id=person_id))
    return None
