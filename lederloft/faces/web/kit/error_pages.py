"""Error pages in plain Norwegian: what happened, what is safe, what to do now.

They stand on nothing: no database, no session, no context processor, so that they also work when those are gone.
``config.urls`` names the handlers; ``config.out_of_service`` chooses what each face answers when something is away.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.chrome import Chrome, Head, colour_scheme


@dataclass(frozen=True, slots=True)
class ErrorPage:
    title: str | Promise
    lead: str | Promise
    remedy: str | Promise
    retry_after: int = 0


ERROR_PAGES: dict[int, ErrorPage] = {
    400: ErrorPage(
        _("Vi forstår ikke adressen"),
        _("Noe i lenken eller skjemaet er skrevet på en måte vi ikke kan lese."),
        _("Gå tilbake og prøv igjen. Kom du hit fra en lenke, kan den være brutt over to linjer."),
    ),
    403: ErrorPage(
        _("Denne siden er ikke åpen for deg"),
        _("Du er logget inn, men har ikke tilgang til det du prøvde å gjøre."),
        _("Spør den som styrer tilgangene hos dere. Har siden stått åpen lenge, kan du laste den på nytt."),
    ),
    404: ErrorPage(
        _("Vi finner ikke siden"),
        _("Den kan være flyttet, eller den er ikke for deg."),
        _("Sjekk adressen, søk etter det du trenger, eller gå til forsiden."),
    ),
    405: ErrorPage(
        _("Denne siden kan ikke brukes slik"),
        _("Siden tar ikke imot det nettleseren sendte."),
        _("Gå tilbake og bruk knappen på siden du kom fra."),
    ),
    409: ErrorPage(
        _("Noen andre kom først"),
        _("Det du ville endre, er endret siden du åpnet siden. Ingenting er lagret to ganger."),
        _("Gå tilbake, last siden på nytt og se hva som står der nå."),
    ),
    413: ErrorPage(
        _("Filen er for stor"),
        _("Det du sendte, er større enn vi kan ta imot."),
        _("Velg en mindre fil, eller del den opp."),
    ),
    429: ErrorPage(
        _("Det gikk litt fort"),
        _("Det kom mange forsøk på kort tid, så vi stopper litt."),
        _("Vent et minutt og prøv igjen."),
        retry_after=60,
    ),
    500: ErrorPage(
        _("Noe gikk galt hos oss"),
        _("Feilen er skrevet ned. Det du hadde lagret, er trygt."),
        _("Prøv igjen om litt. Skjer det flere ganger, si fra til den du spør."),
    ),
    503: ErrorPage(
        _("Vi er straks tilbake"),
        _("Systemet svarer ikke akkurat nå. Det du hadde lagret, er trygt."),
        _("Vent et halvt minutt og last siden på nytt."),
        retry_after=30,
    ),
}


def error_page(request: HttpRequest | None, status: int) -> HttpResponse:
    """The page for a status code, with no-store and, where it helps, Retry-After."""
    page = ERROR_PAGES[status]
    context = {
        "chrome": Chrome(
            municipality_name="",
            language=(get_language() or "nb")[:2],
            language_url="",
            colour_scheme=colour_scheme(request.COOKIES.get("utseende") if request else None),
        ),
        "head": Head(str(page.title), str(page.lead)),
        "remedy": page.remedy,
        "status": status,
        "status_words": gettext("Feil {status}").format(status=status),
    }
    return _told(HttpResponse(render_to_string("kit/errors/error.html", context), status=status), page)


def error_text(status: int) -> HttpResponse:
    """The same as plain text, for programs that don't read pages (calendars)."""
    page = ERROR_PAGES[status]
    text = f"{page.title}\n{page.lead}\n{page.remedy}\n"
    return _told(HttpResponse(text, status=status, content_type="text/plain; charset=utf-8"), page)


def _told(response: HttpResponse, page: ErrorPage) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    if page.retry_after:
        response["Retry-After"] = str(page.retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For ``CSRF_FAILURE_VIEW``."""
    return error_page(request, 403)
