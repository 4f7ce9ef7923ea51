"""Addresses of the JSON API, under /api/. An unknown one is refused as JSON too."""

from django.urls import URLPattern, path, re_path

from lederloft.faces.api.service import describe, guarded, nothing_here, service

app_name = "api"


def _routes() -> list[URLPattern]:
    found = [pattern for pattern in service.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = guarded(nothing_here if pattern.name == "api-root" else pattern.callback)
    return [pattern for pattern in found if pattern.name != "openapi-json"]


urlpatterns = [
    path("openapi.json", guarded(describe), name="openapi-json"),
    *_routes(),
    re_path("", guarded(nothing_here), name="nothing-here"),
]
