"""Who acts, in which municipality and language: worked out once for every request."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from lederloft.faces.web.entrance.refusal_log import log_refusal
from lederloft.faces.web.entrance.visitors import make_visitor, meet
from lederloft.faces.web.kit.chrome import ColourScheme
from lederloft.faces.web.kit.pages import Page, Visitor, WebRequest, never_store, refuse
from lederloft.foundation.access.api import Account, Membership, acting_of, must_set_up_two_step
from lederloft.foundation.errors.values import DomainError
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import Via

MUNICIPALITY_KEY = "municipality_id"
COLOUR_COOKIE = "utseende"
_SCHEMES: dict[str, ColourScheme] = {"auto": "auto", "light": "light", "dark": "dark"}

# What is reachable for somebody who must set up two-step sign-in first.
OPEN_BEFORE_TWO_STEP = {"two_step_set_up", "two_step_codes", "sign_out", "choose_language", "choose_colours"}


class EntranceMiddleware:
    """Sets ``request.acting``, ``municipality``, ``visitor``, ``colour_scheme``, ``two_step_missing``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        web = cast("WebRequest", request)
        account = request.user if isinstance(request.user, Account) else None
        web.acting, web.municipality = None, None
        web.two_step_missing = account is not None and must_set_up_two_step(request, account)
        member = _membership(request, account)
        web.member = None if web.two_step_missing else member
        web.visitor = cast("Visitor", SimpleLazyObject(lambda: make_visitor(request, web.acting, web.municipality)))
        web.colour_scheme = _colour_scheme(request, account)
        language = _language(request, account)
        with translation.override(language), ExitStack() as web.reading:
            response = self.get_response(request)
        log_refusal(request, response, account=account)
        response.headers.setdefault("Content-Language", language)
        if account is not None and "Cache-Control" not in response.headers:
            never_store(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Who acts; and nothing but the set-up of two-step sign-in is reachable when it is demanded and missing.

        A page that only reads has one scope around her roles, its rows and its bars.
        """
        web = cast("WebRequest", request)
        if web.member is not None:
            if request.method in {"GET", "HEAD"} and hasattr(view, "view_class") and issubclass(view.view_class, Page):
                web.reading.enter_context(scope(web.member.municipality_id))
                web.acting = meet(request, web.member)
            else:
                web.acting = acting_of(web.member, via=Via.SESSION)
            web.municipality = web.member.municipality
        match = request.resolver_match
        if cast("WebRequest", request).two_step_missing and match and match.url_name not in OPEN_BEFORE_TWO_STEP:
            return never_store(HttpResponseRedirect(reverse("two_step_set_up")))
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Every refusal that gets this far becomes one kind of page."""
        return refuse(request, exception) if isinstance(exception, DomainError) else None


def _membership(request: HttpRequest, account: Account | None) -> Membership | None:
    """The one she has chosen, or the first; None when she belongs nowhere."""
    if account is None or not account.open_memberships:
        return None
    chosen = request.session.get(MUNICIPALITY_KEY)
    return next((m for m in account.open_memberships if m.municipality_id == chosen), account.open_memberships[0])


def _language(request: HttpRequest, account: Account | None) -> str:
    if account is not None and account.language:
        return account.language
    return translation.get_language_from_request(request)


def _colour_scheme(request: HttpRequest, account: Account | None) -> ColourScheme:
    chosen = account.colour_scheme if account is not None else request.COOKIES.get(COLOUR_COOKIE, "")
    return _SCHEMES.get(chosen, "auto")
