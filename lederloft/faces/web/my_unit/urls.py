"""The room of unit heads and budget holders: Min enhet."""

from django.urls import path

from lederloft.faces.web.my_unit import views

app_name = "my_unit"
urlpatterns = [
    path("", views.Overview.as_view(), name="overview"),
    path("/stedfortreder", views.StandIns.as_view(), name="stand_ins"),
    path("/stedfortreder/<slug:key>/avslutt", views.EndStandIn.as_view(), name="end_stand_in"),
]
