"""`/resultater/<municipality>`: what is offered, gatherings held and seats used, without names. Needs no sign-in."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from lederloft.domain.organisation.api import name_of_municipality
from lederloft.domain.participation.api import EditionNumbers, Stage, by_stage, list_published_numbers
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import render
from lederloft.foundation.tenancy.api import get_municipality, scope
from lederloft.foundation.wording import api as wording


def _lead(editions: Sequence[EditionNumbers]) -> str:
    """Gatherings held and seats in use; seats given where nothing is held yet are told apart."""
    held = sum(edition.held for edition in editions)
    used = sum(edition.seats.taken for edition in editions if edition.stage == Stage.HELD)
    given = sum(edition.seats.taken for edition in editions if edition.stage == Stage.PLANNED)
    lead = gettext("Ingen samlinger er holdt ennå.")
    if held:
        gatherings = ngettext("Én samling er holdt", "{count} samlinger er holdt", held).format(
            count=wording.capitalised(wording.number_word(held))
        )
        seats = ngettext("og én plass er tatt i bruk.", "og {count} plasser er tatt i bruk.", used).format(
            count=wording.number_word(used)
        )
        lead = f"{gatherings} {seats}"
    if given:
        planned = ngettext(
            "Én har fått plass i noe som ikke har begynt.", "{count} har fått plass i noe som ikke har begynt.", given
        ).format(count=wording.capitalised(wording.number_word(given)))
        lead = f"{lead} {planned}"
    return lead


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Raises UnknownMunicipality."""
    acting, own = getattr(request, "acting", None), getattr(request, "municipality", None)
    is_own = acting is not None and own is not None and own.slug == slug
    municipality = own if own is not None and is_own else get_municipality(slug)
    with scope(municipality.id):
        name = name_of_municipality(otherwise=slug)
        editions = list_published_numbers()
        context = {
            "head": Head(gettext("Lederutvikling i {name}").format(name=name), _lead(editions)),
            "stages": by_stage(editions),
        }
        if acting is None or is_own:
            return render(request, "results/overview.html", context, room=gettext("Resultater") if is_own else "")
    # Somebody from another municipality: her own bars are read in her own scope, when the page is drawn.
    return render(request, "results/overview.html", context)
