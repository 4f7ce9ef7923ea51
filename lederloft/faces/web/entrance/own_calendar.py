"""One's own calendar: the secret address to subscribe to, and what lies behind it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import SIGNED_IN, ActPage, Page, never_store
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars import api as calendars


class OwnCalendar(Page):
    """`/meg/kalender`."""

    roles = SIGNED_IN
    template_name = "entrance/own_calendar.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """The address, if there is one."""
        secret = calendars.get_feed_secret(self.acting)
        address = self.request.build_absolute_uri(reverse("calendar_feed", args=[secret])) if secret else ""
        lead = (
            gettext("Kalenderen din har en egen adresse. Samlinger som flyttes eller avlyses, følger med.")
            if address
            else gettext("Lag en adresse, så kan du abonnere på samlingene dine i Outlook, Google eller på telefonen.")
        )
        return {"head": Head(gettext("Samlingene i kalenderen din"), lead), "address": address}


class MakeCalendar(ActPage):
    """Make the address, or a new one when the old has gone astray."""

    roles = SIGNED_IN

    def act(self, acting: Acting, **kwargs: object) -> str:
        """Back to the page that shows it."""
        calendars.make_feed(acting=acting)
        messages.success(self.request, gettext("Adressen er klar. En eldre adresse virker ikke lenger."))
        return reverse("own_calendar")


class RemoveCalendar(ActPage):
    """Close the address."""

    roles = SIGNED_IN

    def act(self, acting: Acting, **kwargs: object) -> str:
        """Back to the page."""
        calendars.remove_feed(acting=acting)
        messages.success(self.request, gettext("Adressen er stengt."))
        return reverse("own_calendar")


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """`/kalender/<secret>.ics`: for calendar programs, which can't sign in. An unknown secret is NotFound."""
    text = calendars.read_feed(secret)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="lederloft.ics"'
    response.headers["Referrer-Policy"] = "no-referrer"
    never_store(response)
    return response
