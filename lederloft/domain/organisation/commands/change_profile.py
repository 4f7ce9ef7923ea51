"""Change how the municipality describes itself."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from lederloft.domain.organisation.commands.add_person import clean_email
from lederloft.domain.organisation.errors import AddressWrong
from lederloft.domain.organisation.facts import ProfileChanged
from lederloft.domain.organisation.models import Profile
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import clean_municipality_number, clean_organisation_number
from lederloft.domain.organisation.values import ProfileDetails
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case
from lederloft.foundation.wording.values import clean_text


def clean_details(details: ProfileDetails) -> ProfileDetails:
    """The details as they are stored.

    Raises TextMissing, TextTooLong, NumberNotFourDigits, OrganisationNumberWrong, EmailWrong, AddressWrong.
    """
    address = clean_text(details.accessibility_url, label=N_("Tilgjengelighetserklæring"), limit=200)
    if address:
        try:
            URLValidator(schemes=["https", "http"])(address)
        except ValidationError:
            raise AddressWrong(address=address) from None
    return replace(
        details,
        name=clean_text(details.name, label=N_("Kommunens navn"), limit=100, is_required=True),
        number=clean_municipality_number(details.number),
        organisation_number=clean_organisation_number(details.organisation_number),
        contact_name=clean_text(details.contact_name, label=N_("Kontaktperson"), limit=100),
        contact_phone=clean_text(details.contact_phone, label=N_("Telefon"), limit=20),
        contact_email=clean_email(details.contact_email),
        accessibility_url=address,
    )


@use_case(may=may_administer)
def change_profile(details: ProfileDetails, *, acting: Acting) -> None:
    """Write the whole description anew. The top unit keeps its name: it is renamed from a day of its own.

    Raises what ``clean_details`` raises.
    """
    details = clean_details(details)
    profile = Profile.objects.select_for_update().get()
    if all(getattr(profile, name) == value for name, value in vars(details).items()):
        return unchanged(None)
    for name, value in vars(details).items():
        setattr(profile, name, value)
    profile.save()
    record(ProfileChanged(profile_id=profile.pk))
    return None
