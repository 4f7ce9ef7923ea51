"""Who calls: a key in the header decides alone; without one, the session of our own pages."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from lederloft.faces.api.problems import NotFromOurPages, SignInNeeded
from lederloft.foundation.access.api import find_acting_by_token
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotAllowed


class ApiRequest(HttpRequest):
    """What signing in adds. Never made, only cast to."""

    auth: Acting


class Key(AuthBase):
    """A key made under Meg. A header that doesn't open is refused, whatever session comes with it."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Acting | None:
        """The one whose key it is; None without a header."""
        header = request.headers.get("Authorization")
        if header is None:
            return None
        scheme, _, secret = header.partition(" ")
        acting = find_acting_by_token(secret.strip()) if scheme.lower() == "bearer" else None
        if acting is None:
            raise SignInNeeded
        return acting


class Session(AuthBase):
    """The browser's session; a write must prove that it comes from our own pages."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Acting | None:
        """The one who is signed in; None for a stranger."""
        if not request.user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise NotFromOurPages
        acting = cast("Acting | None", getattr(request, "acting", None))
        if acting is None:  # belongs nowhere, or must set up two-step sign-in first
            raise NotAllowed
        return acting
