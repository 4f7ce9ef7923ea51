"""When the database or the disk is away: 503 and when to try again, from one place for every face.

It stands outermost and asks nothing of what may be gone: no database, no session, no name. Errors of views come to the
middleware; those that other middleware raises (the session, who acts) Django hands to the 500 handler alone, so that
stands here too.
"""

import sys
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve
from django.utils import translation

from lederloft.faces.api.problems import Broken, Unavailable, problem
from lederloft.faces.web.entrance.api import health_unknown
from lederloft.faces.web.kit.error_pages import error_page, error_text
from lederloft.foundation.errors.values import DomainError
from lederloft.foundation.health.api import is_out_of_service


class OutOfServiceMiddleware:
    """Answers 503 + Retry-After when what we stand on is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Errors of views; what is a fault of the program goes on."""
        return _answer(request, 503) if is_out_of_service(error) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 handler: for errors between the faces and the door."""
    return _answer(request, 503 if is_out_of_service(sys.exc_info()[1]) else 500)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    """In the manner of the face that was asked, and in the language of the browser."""
    with translation.override(translation.get_language_from_request(request)):
        namespace, name = _address(request)
        if namespace == "api":
            refusal: DomainError = Unavailable() if status == 503 else Broken()
            return problem(refusal)
        if name == "health":
            return health_unknown(status)
        if name == "calendar_feed":
            return error_text(status)
        return error_page(request, status)


def _address(request: HttpRequest) -> tuple[str, str]:
    try:
        match = resolve(request.path_info)
    except Http404:
        return "", ""
    return match.namespace, match.url_name or ""
