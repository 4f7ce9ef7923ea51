"""The room of IT: its places in the bar."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext

from lederloft.faces.web.kit.chrome import Place
from lederloft.faces.web.kit.pages import Page
from lederloft.foundation.acting.values import Role
from lederloft.foundation.errors.values import N_


class ItRoom(Page):
    """A page for those who run the installation: accounts and settings, no content."""

    roles = frozenset({Role.IT})
    room = N_("Drift")

    def places(self) -> Sequence[Place]:
        """What runs, accounts, how people sign in, and what the municipality says of itself."""
        beside = {reverse("invite_people"), reverse("demand_two_step_of_all")}  # pages of the accounts, by address not
        return [
            Place(gettext("Oversikt"), reverse("it_overview"), is_current=self.request.path == reverse("it_overview")),
            Place(gettext("Tilstand"), reverse("it_state")),
            Place(gettext("Kontoer"), reverse("accounts"), is_current=self.request.path in beside),
            Place(gettext("Innlogging"), reverse("sign_in_settings")),
            Place(gettext("Kommunen"), reverse("municipality")),
        ]
