"""Addresses of the set-up guide, of IT's first page, and of what each person hears about."""

from django.urls import URLPattern, path

from lederloft.faces.web.entrance import set_up, set_up_pages

urlpatterns: list[URLPattern] = [
    path("oppsett", set_up.Start.as_view(), name="set_up"),
    path("oppsett/lenke/<str:token>", set_up.Link.as_view(), name="set_up_link"),
    path("oppsett/ferdig", set_up_pages.Done.as_view(), name="set_up_done"),
    path(
        "oppsett/administrator/<slug:key>/trekk",
        set_up_pages.WithdrawAdministrator.as_view(),
        name="withdraw_administrator",
    ),
    path("oppsett/<slug:slug>", set_up_pages.step, name="set_up_step"),
]
