"""What the pages of the development office's room have in common."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.faces.web.kit.chrome import Crumb, Place
from lederloft.faces.web.kit.forms import Press
from lederloft.faces.web.kit.pages import FormPage, Page
from lederloft.foundation.acting.values import Role
from lederloft.foundation.errors.values import N_

PLACES = (
    (N_("Rammeverket"), "development_office:overview"),
    (N_("Tilbud"), "development_office:offers"),
    (N_("Organisasjon"), "development_office:units"),
)
OVERVIEW, OFFERS, UNITS = (name for _label, name in PLACES)


class Room(Page):
    """A page of the room; ``place`` is where in the room bar it belongs."""

    roles = frozenset({Role.DEVELOPMENT_OFFICE})
    room = N_("Utviklingskontoret")
    place: ClassVar[str] = OFFERS

    def places(self) -> Sequence[Place]:
        """The room's places."""
        return [Place(gettext(label), reverse(name), is_current=name == self.place) for label, name in PLACES]


class RoomForm(Room, FormPage):
    """A form of the room. ``template_name`` may stay: the heading, the form and its consequences are in the context."""

    template_name = "development_office/form.html"

    def say(self, text: str) -> None:
        """What came of it, on the next page."""
        messages.success(self.request, text)


class Confirm(RoomForm):
    """A page that says the consequence in its heading before the press.

    ``read`` gives ``head``, ``consequences`` (sentences), ``button``, ``back_url`` and ``back_label``. What ``shown``
    holds comes back with the press, so that ``act`` can refuse when it is another now.
    """

    form_class = Press
    template_name = "kit/confirm.html"


def form_context(
    *, button: str, back_url: str, back_label: str = "", consequences: Sequence[str] = (), **more: Any
) -> dict[str, Any]:
    """What the form template needs besides head and form."""
    return {
        "button": button,
        "back_url": back_url,
        "back_label": back_label or gettext("Gå tilbake uten å lagre"),
        "consequences": consequences,
        **more,
    }


def crumbs(*steps: tuple[str, str], here: str) -> tuple[Crumb, ...]:
    """The way here from the offers, the last step without a link."""
    offers = Crumb(gettext("Tilbud"), reverse(OFFERS))
    return (offers, *(Crumb(label, url) for label, url in steps), Crumb(here))


Context = Mapping[str, object]
