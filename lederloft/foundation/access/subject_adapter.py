"""The sign-in library's hook for other services: it hands over, and ours decides."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from requests import Session

from lederloft.foundation.access.account_errors import OidcCancelled, OidcFailed
from lederloft.foundation.access.adapters import client_address, log
from lederloft.foundation.access.fence import fenced_session
from lederloft.foundation.access.oidc import complete


class SubjectAdapter(DefaultSocialAccountAdapter):
    """What happens when the sign-in service has vouched for a subject. It decides by the subject alone."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up by herself."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Ours decides, and the library goes no further."""
        raise ImmediateHttpResponse(complete(request, sociallogin))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Logged with the reason, shown without."""
        if error == "cancelled":
            raise OidcCancelled
        reason = getattr(exception, "reason", None) or (type(exception).__name__ if exception else "no state")
        log.warning("oidc refused: %s from=%s", reason, client_address(request))
        raise OidcFailed

    def get_requests_session(self) -> Session:
        """One that goes to the sign-in service only."""
        return fenced_session()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The library sends nothing: mail goes through the outbox."""
