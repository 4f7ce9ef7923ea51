"""Say who answers questions, and show the logo."""

from lederloft.domain.organisation.commands.change_profile import change_profile
from lederloft.domain.organisation.commands.set_logo import set_logo
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.values import ProfileDetails
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_administer)
def present_municipality(details: ProfileDetails, *, logo: tuple[str, bytes] | None = None, acting: Acting) -> None:
    """Both or none; without a ``logo`` (name and content) the one there is stays.

    Raises what change_profile and set_logo raise.
    """
    change_profile(details, acting=acting)
    if logo is not None:
        name, content = logo
        set_logo(name, content=content, acting=acting)
