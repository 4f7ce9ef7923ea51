"""Addresses that every room uses."""

from django.urls import URLPattern, path

from lederloft.faces.web.entrance import everyday, finding, health, history, own_calendar, saved_views

urlpatterns: list[URLPattern] = [
    path("helse", health.health, name="health"),
    path("sok", finding.Search.as_view(), name="search"),
    path("historikk/<slug:what>/<slug:key>", history.History.as_view(), name="history"),
    path("nedlasting/<slug:key>", everyday.Download.as_view(), name="download"),
    path("logo/<slug:slug>", everyday.logo, name="logo"),
    path("kladd", everyday.keep_draft, name="keep_draft"),
    path("kladd/forkast", everyday.DropDraft.as_view(), name="drop_draft"),
    path("visninger", saved_views.SavedViews.as_view(), name="saved_views"),
    path("visninger/<slug:key>/slett", saved_views.DropView.as_view(), name="drop_view"),
    path("tilgjengelighet", everyday.accessibility, name="accessibility"),
    path("meg/kalender", own_calendar.OwnCalendar.as_view(), name="own_calendar"),
    path("meg/kalender/lag", own_calendar.MakeCalendar.as_view(), name="make_calendar"),
    path("meg/kalender/steng", own_calendar.RemoveCalendar.as_view(), name="remove_calendar"),
    path("kalender/<str:secret>.ics", own_calendar.calendar_feed, name="calendar_feed"),
]
