"""Let the municipality know somebody."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lederloft.domain.organisation.errors import EmailTaken, EmailWrong
from lederloft.domain.organisation.facts import PersonAdded
from lederloft.domain.organisation.models import Person
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.values import Ref
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case
from lederloft.foundation.wording.values import clean_text


def clean_name(name: str) -> str:
    """The name as it is stored; raises TextMissing, TextTooLong, TextNotReadable."""
    return clean_text(name, label=N_("Navn"), limit=100, is_required=True)


def clean_email(email: str) -> str:
    """The address in lower case, or nothing; raises EmailWrong."""
    address = email.strip().lower()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise EmailWrong(email=email) from None
    return address


def require_email_free(email: str, *, person_id: int | None = None) -> None:
    """Nobody else here has the address; raises EmailTaken."""
    if email and Person.objects.filter(email=email).exclude(id=person_id or 0).exists():
        raise EmailTaken(email=email)


@use_case(may=may_administer)
def add_person(name: str, *, email: str = "", acting: Acting) -> Ref:
    """A new person. She gets to sign in by an invitation (access).

    Raises TextMissing, TextTooLong, TextNotReadable, EmailWrong, EmailTaken.
    """
    name, email = clean_name(name), clean_email(email)
    require_email_free(email)
    person = Person.objects.create(name=name, email=email)
    record(PersonAdded(person_id=person.pk))
    return Ref(person.pk, person.public_key)
