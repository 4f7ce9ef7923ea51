"""«Hva vi lagrer om deg»: for everybody, signed in or not; and one's own data as a file."""

import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lederloft.faces.web.data_protection import sentences
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import SIGNED_IN, Page, read_scope, render, room_she_came_from
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.privacy.api import Subject, count_about, export_about, get_statement


@require_safe
def stored_about_you(request: HttpRequest) -> HttpResponse:
    """`/hva-vi-lagrer`: with one's own numbers when she is known, else what is stored about whoever signs in."""
    acting: Acting | None = getattr(request, "acting", None)
    room, places = room_she_came_from(request)
    with read_scope(request):
        return render(request, "data_protection/stored_about_you.html", _read(acting), room=room, places=places)


def _read(acting: Acting | None) -> Mapping[str, object]:
    counts = None
    if acting is not None and acting.municipality_id is not None:
        counts = count_about(_subject(acting), municipality_id=acting.municipality_id)
    roles = sorted({grant.role.value for grant in acting.grants}) if acting is not None else []
    held = None if counts is None else [what for what, rows in counts.items() if rows]
    about = get_statement(roles[0] if roles else "", records=held).about_you
    seen = {line.what: line for role in roles for line in get_statement(role).you_see}
    return {
        "head": Head(gettext("Hva vi lagrer om deg"), _lead(counts)),
        "about": [sentences.say_line(line, rows=counts.get(line.what) if counts else None) for line in about],
        "sees": [sentences.say_line(line) for line in seen.values()],
        "is_known": counts is not None,
        "export_url": reverse("data_protection:own_data"),
    }


def _lead(counts: Mapping[str, int] | None) -> str:
    if counts is None:
        return gettext("Bare det vi trenger for at du skal kunne delta og logge inn, og ikke lenger enn det trengs.")
    return gettext("Dette er alt løsningen har om deg nå. Du kan laste det ned, be om retting og be om sletting.")


def _subject(acting: Acting) -> Subject:
    people = frozenset({acting.person_id} if acting.person_id is not None else ())
    accounts = frozenset({acting.account_id} if acting.account_id is not None else ())
    return Subject(people, accounts)


class OwnData(Page):
    """`/hva-vi-lagrer/alt-om-meg.json`: everything about oneself, for a person or another program to read."""

    roles = SIGNED_IN

    def read(self, **kwargs: object) -> HttpResponse:
        """As an attachment that no browser runs."""
        acting = self.acting
        document = {
            "municipality": self.municipality.slug,
            "made_at": clock.now().isoformat(),
            "records": export_about(_subject(acting), municipality_id=self.municipality.id),
        }
        text = json.dumps(document, ensure_ascii=False, indent=1)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="alt-om-meg.json"'
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
