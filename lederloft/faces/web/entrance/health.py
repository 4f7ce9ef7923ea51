"""`/helse`: whether the installation lives and is ready, as JSON for whoever watches it. Tells nothing about anyone."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from lederloft.foundation.health.api import is_ready, list_checks


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when everything is ready, else 503."""
    checks = list_checks()
    ready = is_ready(checks)
    response = JsonResponse(
        {"live": True, "ready": ready, "checks": checks, "debug": bool(settings.DEBUG)},
        status=HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
