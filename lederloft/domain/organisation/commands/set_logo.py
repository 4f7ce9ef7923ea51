"""Give the municipality its logo."""

from lederloft.domain.organisation.commands.pictures import drawn_anew
from lederloft.domain.organisation.errors import LogoNotAPicture, LogoTooLarge
from lederloft.domain.organisation.facts import LogoSet
from lederloft.domain.organisation.models import Profile
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.queries.profile import LOGO_OF, logo_documents
from lederloft.domain.organisation.rules import LARGEST_LOGO_KB, LARGEST_LOGO_SIDE, picture_size
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.documents.api import (
    Audience,
    FileDamaged,
    FileType,
    check_file,
    delete_document,
    store_document,
)
from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case
from lederloft.foundation.wording.api import sentence


@use_case(may=may_administer)
def set_logo(name: str, *, content: bytes, acting: Acting) -> None:
    """Use the picture from now on, drawn anew: what a camera wrote in it isn't kept. An earlier one is deleted.

    Raises LogoNotAPicture, LogoTooLarge, FileEmpty, FileTooLarge, FileTypeRefused, FileDamaged.
    """
    checked = check_file(name, content)
    if checked.file_type not in {FileType.PNG, FileType.JPEG}:
        raise LogoNotAPicture
    if len(content) > LARGEST_LOGO_KB * 1024:
        raise LogoTooLarge(limit_kb=LARGEST_LOGO_KB, limit_side=LARGEST_LOGO_SIDE)
    size = picture_size(content)
    if size is None:
        raise LogoNotAPicture
    if max(size) > LARGEST_LOGO_SIDE:
        raise LogoTooLarge(limit_kb=LARGEST_LOGO_KB, limit_side=LARGEST_LOGO_SIDE)
    drawn = drawn_anew(content)
    if drawn is None:
        raise FileDamaged
    profile = Profile.objects.select_for_update().get()
    for earlier in logo_documents():
        delete_document(earlier)
    store_document(
        title=sentence(N_("Kommunens logo")),
        name=checked.name,
        content=drawn,
        audience=Audience.MUNICIPALITY,
        owner=(LOGO_OF, profile.pk),
    )
    record(LogoSet(profile_id=profile.pk))
