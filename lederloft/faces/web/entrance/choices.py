"""Choices that follow a person through every page: municipality, language, colours. And the way home."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from lederloft.faces.web.entrance.doors import own_acting, web
from lederloft.faces.web.entrance.middleware import COLOUR_COOKIE, MUNICIPALITY_KEY
from lederloft.faces.web.entrance.rooms import rooms_of
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import SeeOther, never_store, read_scope, render, safe_next
from lederloft.foundation.access import api as access
from lederloft.foundation.access.api import Account
from lederloft.foundation.errors.values import N_, DomainError, NotFound

_YEAR = 60 * 60 * 24 * 365


class UnknownChoice(DomainError):
    """Something that isn't offered."""

    code = "entrance.unknown_choice"
    message = N_("Dette valget finnes ikke. Gå tilbake, og velg et av dem som står der.")


@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """Her first room; the door for somebody outside; a plain word for somebody without a role."""
    visit = web(request)
    if visit.acting is not None and visit.municipality is not None:
        rooms = rooms_of(visit.acting, visit.municipality.slug)
        if rooms:
            return never_store(HttpResponseRedirect(rooms[0].url))
    elif not request.user.is_authenticated:
        door = "set_up" if access.get_set_up().is_empty else "account_login"
        return never_store(HttpResponseRedirect(reverse(door)))
    lead = gettext("Kontoen din har ingen rolle her ennå. Spør den som styrer tilgangene hos dere.")
    with read_scope(request):
        return render(request, "entrance/no_role.html", {"head": Head(gettext("Du er logget inn"), lead)})


@require_POST
def choose_municipality(request: HttpRequest) -> HttpResponseBase:
    """Work for another municipality from now on."""
    account = request.user
    places = account.open_memberships if isinstance(account, Account) else ()
    chosen = next((m for m in places if m.municipality.public_key == request.POST.get("kommune")), None)
    if chosen is None:
        raise NotFound
    request.session[MUNICIPALITY_KEY] = chosen.municipality_id
    return never_store(SeeOther("/"))


@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Stored on the account, and in a cookie for the pages before the door."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise UnknownChoice
    if isinstance(request.user, Account):
        access.choose_screen(language=language, acting=own_acting(request.user))
    return _back(request, settings.LANGUAGE_COOKIE_NAME, language)


@require_POST
def choose_colours(request: HttpRequest) -> HttpResponseBase:
    """Light, dark or as the machine."""
    scheme = request.POST.get("scheme", "")
    if scheme not in {"light", "dark", "auto"}:
        raise UnknownChoice
    if isinstance(request.user, Account):
        access.choose_screen(colour_scheme=scheme, acting=own_acting(request.user))
    return _back(request, COLOUR_COOKIE, scheme)


def _back(request: HttpRequest, cookie: str, value: str) -> HttpResponseBase:
    quiet = request.headers.get("Accept", "").startswith("application/json")
    response: Any = HttpResponse(status=204) if quiet else SeeOther(safe_next(request, request.POST.get("next")) or "/")
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(cookie, value, max_age=_YEAR, samesite="Lax", secure=secure, httponly=True)
    return never_store(response)
