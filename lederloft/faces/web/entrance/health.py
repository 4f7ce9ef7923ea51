"""`/helse`: whether the installation lives and is ready, as JSON for whoever watches it. Tells nothing about anyone."""

from collections.abc import Mapping
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from lederloft.foundation.health.api import is_ready, recent_checks

_TRY_AGAIN_AFTER = "10"  # seconds


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when everything is ready, else 503."""
    checks, age = recent_checks()
    response = _told(checks, HTTPStatus.OK if is_ready(checks) else HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Age"] = str(age)
    return response


def health_unknown(status: int) -> JsonResponse:
    """When the checks couldn't be made; asks no database."""
    return _told({}, status)


def _told(checks: Mapping[str, str], status: int) -> JsonResponse:
    response = JsonResponse(
        {"live": True, "ready": status == HTTPStatus.OK, "checks": checks, "debug": bool(settings.DEBUG)}, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = _TRY_AGAIN_AFTER
    return response
