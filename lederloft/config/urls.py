"""Which address leads to which face."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

handler400 = "lederloft.faces.web.kit.error_pages.bad_request"
handler403 = "lederloft.faces.web.kit.error_pages.permission_denied"
handler404 = "lederloft.faces.web.kit.error_pages.page_not_found"
handler500 = "lederloft.config.out_of_service.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("lederloft.faces.api.urls")),
    path("", include("lederloft.faces.web.entrance.urls")),
    path("", include("lederloft.faces.web.entrance.it_urls")),
    path("", include("lederloft.faces.web.entrance.everyday_urls")),
    path("", include("lederloft.faces.web.entrance.upkeep_urls")),
    path("", include("lederloft.faces.web.data_protection.urls")),
    path("min-enhet", include("lederloft.faces.web.my_unit.urls")),
    path("leverandor", include("lederloft.faces.web.supplier_room.urls")),
    path("tillitsvalgte", include("lederloft.faces.web.representatives.urls")),
    path("resultater", include("lederloft.faces.web.results.urls")),
    path("oppmote", include("lederloft.faces.web.attendance.urls")),
    path("min-utvikling", include("lederloft.faces.web.my_development.urls")),
    path("utviklingskontoret", include("lederloft.faces.web.development_office.urls")),
]
if settings.ONE_CLICK_SIGN_IN:  # the parts the pages are made of, for eyes
    urlpatterns.append(path("kit", include("lederloft.faces.web.kit.gallery_urls")))
