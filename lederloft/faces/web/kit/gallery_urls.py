"""Mounted at /kit in local and test settings: ``path("kit", include("lederloft.faces.web.kit.gallery_urls"))``."""

from django.urls import path

from lederloft.faces.web.kit import gallery

urlpatterns = [
    path("", gallery.leader),
    path("/utgave", gallery.edition),
    path("/kontor", gallery.office),
    path("/tabell", gallery.participants),
    path("/krav", gallery.matrix),
    path("/skjema", gallery.form),
    path("/deler", gallery.parts),
    path("/tomt", gallery.nothing),
    path("/feil/<int:status>", gallery.error),
]
